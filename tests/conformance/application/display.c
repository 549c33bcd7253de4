// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The display. A new phone has one of 4 x 20 cells, in UTF-16.
 */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "messages.h"

#define ROWS		4
#define COLUMNS		20
#define CELLS		(ROWS * COLUMNS)
#define CELL		sizeof(WCHAR)

/* The content of the display, row by row. */
struct screen {
	WCHAR cells[CELLS];
};

static struct screen screen_get(HPHONE handle)
{
	union {
		VARSTRING string;
		unsigned char bytes[sizeof(VARSTRING) + (CELLS + 1) * CELL];
	} display = { .string.dwTotalSize = sizeof(display) };
	struct screen screen;

	CHECK_OK(phoneGetDisplay(handle, &display.string));
	CHECK_EQ(display.string.dwNeededSize, display.string.dwUsedSize);
	CHECK_EQ(display.string.dwStringFormat, STRINGFORMAT_UNICODE);
	CHECK(display.string.dwStringSize >= sizeof(screen.cells));
	memcpy(screen.cells, display.bytes + display.string.dwStringOffset,
	       sizeof(screen.cells));
	return screen;
}

/* The expected content: blanks, and texts from a cell on. */
static struct screen screen_blank(void)
{
	struct screen screen;
	unsigned int i;

	for (i = 0; i < CELLS; i++)
		screen.cells[i] = ' ';
	return screen;
}

static void screen_put(struct screen *screen, unsigned int cell,
		       const char *text)
{
	while (*text) {
		CHECK(cell < CELLS);
		screen->cells[cell++] = (unsigned char)*text++;
	}
}

static void check_screen(HPHONE handle, const struct screen *expected)
{
	struct screen seen = screen_get(handle);
	unsigned int i;

	for (i = 0; i < CELLS; i++) {
		if (seen.cells[i] != expected->cells[i])
			case_fail(__FILE__, __LINE__, "cell %u: %x, not %x", i,
				  seen.cells[i], expected->cells[i]);
	}
}

/* phoneSetDisplay() of an ASCII text, terminator included. */
static LONG write_text(HPHONE handle, DWORD row, DWORD column,
		       const char *text)
{
	WCHAR wide[2 * CELLS];
	size_t nr = strlen(text) + 1;
	size_t i;

	CHECK(nr <= ARRAY_SIZE(wide));
	for (i = 0; i < nr; i++)
		wide[i] = (unsigned char)text[i];
	return phoneSetDisplay(handle, row, column, (LPCSTR)wide,
			       (DWORD)(nr * CELL));
}

CASE(T190, CHANGES, "a text begins at row x columns + column")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	struct screen expected = screen_blank();

	CHECK_EQ(caps->dwDisplayNumRows, ROWS);
	CHECK_EQ(caps->dwDisplayNumColumns, COLUMNS);
	free(caps);
	check_screen(handle, &expected);
	APP_DO(app, write_text(handle, 2, 7, "Hello"));
	screen_put(&expected, 2 * COLUMNS + 7, "Hello");
	check_screen(handle, &expected);
	APP_DO(app, write_text(handle, ROWS - 1, COLUMNS - 1, "x"));
	screen_put(&expected, CELLS - 1, "x");
	check_screen(handle, &expected);
}

CASE(T191, CHANGES, "row 0, column 0 is the first cell")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	APP_DO(app, write_text(handle, 0, 0, "First"));
	screen_put(&expected, 0, "First");
	check_screen(handle, &expected);
}

CASE(T192, CHANGES, "a row or column that is not there is INVALPARAM")
{
	static const struct {
		DWORD row;
		DWORD column;
	} outside[] = {
		{ ROWS, 0 }, { 0, COLUMNS }, { ROWS, COLUMNS },
		{ 0xffffffff, 0 }, { 0, 0xffffffff },
		{ 0xffffffff, 0xffffffff }, { 0x80000000, 1 },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(outside); i++)
		CHECK_RESULT(write_text(handle, outside[i].row,
					outside[i].column, "x"),
			     PHONEERR_INVALPARAM);
	app_no_message(app);
	check_screen(handle, &expected);
}

CASE(T193, CHANGES, "a text that is too long is cut")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();
	char text[CELLS + 21];
	unsigned int i;

	APP_DO(app, write_text(handle, ROWS - 1, COLUMNS - 2, "abcdef"));
	screen_put(&expected, CELLS - 2, "ab");
	check_screen(handle, &expected);

	/* More than the whole display. */
	for (i = 0; i < CELLS + 20; i++)
		text[i] = (char)('0' + i % 64);
	text[i] = '\0';
	APP_DO(app, write_text(handle, 0, 0, text));
	text[CELLS] = '\0';
	screen_put(&expected, 0, text);
	check_screen(handle, &expected);
}

CASE(T194, CHANGES, "a text runs on in the next row")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	APP_DO(app, write_text(handle, 1, COLUMNS - 2, "abcdefgh"));
	screen_put(&expected, 2 * COLUMNS - 2, "ab");
	screen_put(&expected, 2 * COLUMNS, "cdefgh");
	check_screen(handle, &expected);
}

CASE(T195, CHANGES, "a text takes the place of what stood there")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	APP_DO(app, write_text(handle, 1, 3, "before"));
	screen_put(&expected, COLUMNS + 3, "before");
	check_screen(handle, &expected);
	APP_DO(app, write_text(handle, 1, 3, "after "));
	screen_put(&expected, COLUMNS + 3, "after ");
	check_screen(handle, &expected);
}

CASE(T196, CHANGES, "cells beside the text keep what they show")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	APP_DO(app, write_text(handle, 0, 0, "0123456789"));
	APP_DO(app, write_text(handle, 0, 3, "abc"));
	screen_put(&expected, 0, "012abc6789");
	check_screen(handle, &expected);

	/* Characters behind a terminator are not shown. */
	APP_DO(app, phoneSetDisplay(handle, 0, 7, (LPCSTR)u"X\0YZ", 4 * CELL));
	screen_put(&expected, 0, "012abc6X89");
	check_screen(handle, &expected);
}

CASE(T197, CHANGES, "a text of no bytes or characters changes nothing")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();
	struct messages messages;

	APP_DO(app, write_text(handle, 0, 0, "stays"));
	screen_put(&expected, 0, "stays");
	app_enable_all(handle);
	CHECK_REQUEST(phoneSetDisplay(handle, 0, 0, (LPCSTR)u"gone", 0));
	CHECK_REQUEST(phoneSetDisplay(handle, 0, 0, NULL, 0));
	CHECK_REQUEST(write_text(handle, 0, 0, ""));
	messages = messages_exactly(app, 3);
	CHECK_EQ(messages_count(&messages, PHONE_REPLY), 3);
	while (messages.nr--)
		CHECK_EQ(messages.message[messages.nr].dwParam2, 0);
	check_screen(handle, &expected);
}

CASE(T198, CHANGES, "bytes of a text that is NULL are INVALPOINTER")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	CHECK_RESULT(phoneSetDisplay(handle, 0, 0, NULL, 1),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneSetDisplay(handle, 0, 0, NULL, 2),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneSetDisplay(handle, 0, 0, NULL, 0xffffffff),
		     PHONEERR_INVALPOINTER);
	app_no_message(app);
	check_screen(handle, &expected);
}

CASE(T199, CHANGES, "without a display both functions are OPERATIONUNAVAIL")
{
	struct phone *phone = phone_new("display=0x0");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	VARSTRING display = { .dwTotalSize = sizeof(display) };
	PHONECAPS *caps = app_caps(app, app_device(app, phone));

	CHECK_EQ(caps->dwDisplayNumRows, 0);
	CHECK_EQ(caps->dwDisplayNumColumns, 0);
	CHECK_RESULT(write_text(handle, 0, 0, "x"),
		     PHONEERR_OPERATIONUNAVAIL);
	CHECK_RESULT(phoneGetDisplay(handle, &display),
		     PHONEERR_OPERATIONUNAVAIL);
	app_no_message(app);
	free(caps);
}

CASE(T200, CHANGES, "PHONESTATE_DISPLAY tells of another text")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_DISPLAY, 0, 0));
	CHECK_REQUEST(write_text(handle, 1, 1, "new"));
	message = app_message_of(app, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_DISPLAY);
	CHECK_EQ(screen_get(handle).cells[COLUMNS + 1], 'n');
}

CASE(T201, READS, "VARSTRING of 23 bytes is too small, of 24 is not")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);
	VARSTRING display = { .dwTotalSize = 23 };

	CHECK_RESULT(phoneGetDisplay(handle, &display),
		     PHONEERR_STRUCTURETOOSMALL);
	display.dwTotalSize = 24;
	CHECK_OK(phoneGetDisplay(handle, &display));
	CHECK_EQ(display.dwTotalSize, 24);
	CHECK_EQ(display.dwUsedSize, 24);
	CHECK(display.dwNeededSize >= 24 + CELLS * CELL);
	CHECK_EQ(display.dwStringSize, 0);
	CHECK_EQ(display.dwStringOffset, 0);
}

CASE(T202, READS, "the format of the display is that of the capabilities")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	union {
		VARSTRING string;
		unsigned char bytes[sizeof(VARSTRING) + (CELLS + 1) * CELL];
	} display = { .string.dwTotalSize = sizeof(display) };

	CHECK_OK(phoneGetDisplay(handle, &display.string));
	CHECK(display.string.dwStringSize);
	CHECK_EQ(display.string.dwStringFormat, caps->dwStringFormat);

	/* dwStringFormat is filled in even if there is no room for the text. */
	display.string.dwTotalSize = sizeof(display.string);
	display.string.dwStringFormat = 0;
	CHECK_OK(phoneGetDisplay(handle, &display.string));
	CHECK_EQ(display.string.dwStringFormat, caps->dwStringFormat);
	free(caps);
}

CASE(T203, CHANGES, "dwSize counts bytes, positions count cells")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct screen expected = screen_blank();

	APP_DO(app, phoneSetDisplay(handle, 0, 3, (LPCSTR)u"ABCDEF", 4));
	screen_put(&expected, 3, "AB");
	check_screen(handle, &expected);
	APP_DO(app, phoneSetDisplay(handle, 1, 3, (LPCSTR)u"ABCDEF", 12));
	screen_put(&expected, COLUMNS + 3, "ABCDEF");
	check_screen(handle, &expected);

	/* A cell each for characters that have two bytes, or three, in UTF-8. */
	APP_DO(app, phoneSetDisplay(handle, 2, 0, (LPCSTR)u"\xe9\x20acZ", 6));
	expected.cells[2 * COLUMNS] = 0xe9;
	expected.cells[2 * COLUMNS + 1] = 0x20ac;
	expected.cells[2 * COLUMNS + 2] = 'Z';
	check_screen(handle, &expected);
}
