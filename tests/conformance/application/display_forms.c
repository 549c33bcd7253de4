// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The display in a session that an A function has begun: texts are UTF-8, also beside
 * sessions with UTF-16.
 */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "hidden_window.h"

#define CELLS		80
#define COLUMNS		20

/* A character of two bytes in UTF-8. */
#define TWO		"\303\244"

/* Room for any answer. */
union answer {
	VARSTRING string;
	PHONESTATUS status;
	PHONECAPS caps;
	char bytes[4096];
};

static HPHONEAPP begin_narrow(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app = 0;

	CHECK_OK(phoneInitializeEx(&app, NULL, NULL, "bytes", &nr_devices,
				   &version, &params));
	return app;
}

static LONG write_narrow(HPHONE handle, DWORD row, DWORD column,
			 const char *text)
{
	return phoneSetDisplay(handle, row, column, text,
			       (DWORD)strlen(text) + 1);
}

static void check_format(HPHONEAPP app, DWORD device, DWORD format)
{
	union answer answer = { .caps.dwTotalSize = sizeof(answer) };

	CHECK_OK(phoneGetDevCapsA(app, device, API_NEWEST, 0, &answer.caps));
	CHECK_EQ(answer.caps.dwStringFormat, format);
	answer.caps.dwTotalSize = sizeof(answer);
	CHECK_OK(phoneGetDevCapsW(app, device, API_NEWEST, 0, &answer.caps));
	CHECK_EQ(answer.caps.dwStringFormat, format);
}

/* The display as phoneGetDisplay() and both forms of phoneGetStatus() give it. */
static void check_narrow(HPHONE handle, const char *cells)
{
	size_t size = strlen(cells) + 1;
	union answer answer = { .string.dwTotalSize = sizeof(answer) };

	CHECK_OK(phoneGetDisplay(handle, &answer.string));
	CHECK_EQ(answer.string.dwStringFormat, STRINGFORMAT_ASCII);
	CHECK_EQ(answer.string.dwStringSize, size);
	CHECK(!memcmp(answer.bytes + answer.string.dwStringOffset, cells,
		      size));
	answer.status.dwTotalSize = sizeof(answer);
	CHECK_OK(phoneGetStatusA(handle, &answer.status));
	CHECK_EQ(answer.status.dwDisplaySize, size);
	CHECK(!memcmp(answer.bytes + answer.status.dwDisplayOffset, cells,
		      size));
	answer.status.dwTotalSize = sizeof(answer);
	CHECK_OK(phoneGetStatusW(handle, &answer.status));
	CHECK_EQ(answer.status.dwDisplaySize, size);
	CHECK(!memcmp(answer.bytes + answer.status.dwDisplayOffset, cells,
		      size));
}

static void check_wide(HPHONE handle, const WCHAR *text, size_t count)
{
	union answer answer = { .string.dwTotalSize = sizeof(answer) };

	CHECK_OK(phoneGetDisplay(handle, &answer.string));
	CHECK_EQ(answer.string.dwStringFormat, STRINGFORMAT_UNICODE);
	CHECK_EQ(answer.string.dwStringSize, (CELLS + 1) * sizeof(*text));
	CHECK(!memcmp(answer.bytes + answer.string.dwStringOffset, text,
		      count * sizeof(*text)));
	answer.status.dwTotalSize = sizeof(answer);
	CHECK_OK(phoneGetStatusA(handle, &answer.status));
	CHECK_EQ(answer.status.dwDisplaySize, (CELLS + 1) * sizeof(*text));
	CHECK(!memcmp(answer.bytes + answer.status.dwDisplayOffset, text,
		      count * sizeof(*text)));
}

/* A whole display: blanks, and a text at its beginning. */
static void fill(char *cells, const char *text, size_t characters)
{
	size_t size = strlen(text);

	memcpy(cells, text, size);
	memset(cells + size, ' ', CELLS - characters);
	cells[size + CELLS - characters] = '\0';
}

CASE(display_of_a, CHANGES, "a session in A writes and reads bytes")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = begin_narrow();
	HPHONE handle = app_open_owner(app, phone);
	char cells[2 * CELLS + 1];

	check_format(app, app_device(app, phone), STRINGFORMAT_ASCII);
	fill(cells, "", 0);
	check_narrow(handle, cells);
	APP_DO(app, write_narrow(handle, 0, 0, "Hello"));
	fill(cells, "Hello", 5);
	check_narrow(handle, cells);

	/* One cell for a character of two bytes; a size without terminator. */
	APP_DO(app, phoneSetDisplay(handle, 0, 0, "K" TWO "se, 5 Stk", 5));
	fill(cells, "K" TWO "seo", 5);
	check_narrow(handle, cells);

	/* The address may be odd, and the bytes may be invalid UTF-8. */
	APP_DO(app, phoneSetDisplay(handle, 0, 0, &"xAB\377D"[1], 4));
	fill(cells, "AB\357\277\275Do", 5);
	check_narrow(handle, cells);
	CHECK_OK(phoneShutdown(app));
}

CASE(display_of_version_1, CHANGES, "phoneInitialize() makes a session in A")
{
	struct phone *phone = phone_new(NULL);
	char cells[2 * CELLS + 1];
	DWORD nr_devices;
	HPHONEAPP app;
	HPHONE handle;

	CHECK_OK(phoneInitialize(&app, NULL, window_callback, "old", &nr_devices));
	handle = app_open_owner(app, phone);
	check_format(app, app_device(app, phone), STRINGFORMAT_ASCII);
	CHECK_REQUEST(write_narrow(handle, 1, 0, "old"));
	CHECK_EQ(window_until(app, PHONE_REPLY, 1).dwParam2, 0);
	fill(cells, "                    old", COLUMNS + 3);
	check_narrow(handle, cells);
	CHECK_OK(phoneShutdown(app));
}

CASE(display_of_both, CHANGES, "sessions in A and in W, each with its form")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP narrow = begin_narrow(), wide = app_begin();
	HPHONE owner = app_open_owner(narrow, phone);
	HPHONE monitor = app_open_monitor(wide, phone);
	HPHONE other = app_open_monitor(narrow, phone);
	char cells[2 * CELLS + 1];

	check_format(narrow, app_device(narrow, phone), STRINGFORMAT_ASCII);
	check_format(wide, app_device(wide, phone), STRINGFORMAT_UNICODE);
	APP_DO(narrow, write_narrow(owner, 0, 0, "K" TWO "se"));
	check_wide(monitor, u"K\xe4se ", 5);
	fill(cells, "K" TWO "se", 4);
	check_narrow(other, cells);
	CHECK_OK(phoneClose(owner));

	owner = app_open_owner(wide, phone);
	APP_DO(wide, phoneSetDisplay(owner, 0, 0, (LPCSTR)u"W\xf6rter", 12));
	check_wide(owner, u"W\xf6rter ", 7);
	fill(cells, "W\303\266rter", 6);
	check_narrow(other, cells);
	CHECK_OK(phoneShutdown(narrow));
	check_wide(monitor, u"W\xf6rter ", 7);
	CHECK_OK(phoneShutdown(wide));
}

CASE(display_of_a_too_small, READS, "needed sizes are those of the form")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = begin_narrow();
	HPHONE handle = app_open_monitor(app, phone);
	VARSTRING display = { .dwTotalSize = sizeof(display) };

	CHECK_OK(phoneGetDisplay(handle, &display));
	CHECK_EQ(display.dwStringFormat, STRINGFORMAT_ASCII);
	CHECK_EQ(display.dwStringSize, 0);
	CHECK_EQ(display.dwStringOffset, 0);
	CHECK_EQ(display.dwNeededSize, sizeof(display) + CELLS + 1);
	CHECK_OK(phoneShutdown(app));
}
