// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Texts in the A and the W form of functions.
 */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "hidden_window.h"

/* U+FFFD, and characters of two, three and four bytes. */
#define WRONG		"\357\277\275"
#define TWO		"\303\244"
#define THREE		"\342\230\216"
#define FOUR		"\360\237\223\236"

/* PHONEBUTTONINFO with a text. */
union button {
	PHONEBUTTONINFO info;
	unsigned char bytes[sizeof(PHONEBUTTONINFO) + 1024];
};

static union button button_of(const void *text, size_t size)
{
	union button button;

	memset(&button, 0, sizeof(button));
	button.info.dwTotalSize = sizeof(button);
	button.info.dwButtonMode = PHONEBUTTONMODE_FEATURE;
	button.info.dwButtonFunction = PHONEBUTTONFUNCTION_HOLD;
	button.info.dwButtonTextOffset = sizeof(button.info);
	button.info.dwButtonTextSize = (DWORD)size;
	CHECK(size <= sizeof(button) - sizeof(button.info));
	memcpy(button.bytes + sizeof(button.info), text, size);
	return button;
}

/* The text in the A form; its only zero byte is the terminator. */
static const char *text_a(HPHONE handle, union button *button)
{
	const char *text;

	memset(button, 0, sizeof(*button));
	button->info.dwTotalSize = sizeof(*button);
	CHECK_OK(phoneGetButtonInfoA(handle, FEATURE_KEY, &button->info));
	CHECK(button->info.dwButtonTextSize);
	text = (const char *)button->bytes + button->info.dwButtonTextOffset;
	CHECK_EQ(strnlen(text, button->info.dwButtonTextSize) + 1,
		 button->info.dwButtonTextSize);
	return text;
}

/* The text in the W form; its only zero unit is the terminator. */
static const WCHAR *text_w(HPHONE handle, union button *button, size_t *nr)
{
	const WCHAR *text;
	size_t i;

	memset(button, 0, sizeof(*button));
	button->info.dwTotalSize = sizeof(*button);
	CHECK_OK(phoneGetButtonInfoW(handle, FEATURE_KEY, &button->info));
	CHECK_EQ(button->info.dwButtonTextSize % sizeof(*text), 0);
	*nr = button->info.dwButtonTextSize / sizeof(*text) - 1;
	text = (const WCHAR *)(button->bytes +
			       button->info.dwButtonTextOffset);
	for (i = 0; i < *nr; i++)
		CHECK(text[i]);
	CHECK_EQ(text[*nr], 0);
	return text;
}

static void check_text(HPHONE handle, const char *utf8, const WCHAR *utf16,
		       size_t units)
{
	union button button;
	const WCHAR *wide;
	size_t nr;

	CHECK(!strcmp(text_a(handle, &button), utf8));
	wide = text_w(handle, &button, &nr);
	CHECK_EQ(nr, units);
	CHECK(!memcmp(wide, utf16, units * sizeof(*utf16)));
}

#define UNITS(text)	(sizeof(text) / sizeof(WCHAR) - 1)

static void set_a(HPHONEAPP app, HPHONE handle, const char *text, size_t size)
{
	union button button = button_of(text, size);

	APP_DO(app, phoneSetButtonInfoA(handle, FEATURE_KEY, &button.info));
}

static void set_w(HPHONEAPP app, HPHONE handle, const WCHAR *text, size_t size)
{
	union button button = button_of(text, size);

	APP_DO(app, phoneSetButtonInfoW(handle, FEATURE_KEY, &button.info));
}

CASE(texts_in_both_forms, CHANGES, "A is UTF-8, W is UTF-16, of the same text")
{
	static const char utf8[] = "a" TWO THREE FOUR "z";
	static const WCHAR utf16[] = u"a\xe4\x260e\xd83d\xdcdez";
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	set_a(app, handle, utf8, sizeof(utf8));
	check_text(handle, utf8, utf16, UNITS(utf16));
	set_a(app, handle, "", 1);
	set_w(app, handle, utf16, sizeof(utf16));
	check_text(handle, utf8, utf16, UNITS(utf16));

	/* The function without a suffix is the A form. */
	set_a(app, handle, "x", 2);
	APP_DO(app, phoneSetButtonInfo(handle, FEATURE_KEY,
				       &(union button[]){
					button_of(utf8, sizeof(utf8)),
				       }->info));
	check_text(handle, utf8, utf16, UNITS(utf16));
}

CASE(texts_without_terminator, CHANGES, "a text ends where its size says")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	set_a(app, handle, "abcdef", 3);
	check_text(handle, "abc", u"abc", 3);
	set_w(app, handle, u"abcdef", 4);
	check_text(handle, "ab", u"ab", 2);
	set_a(app, handle, "abc\0def", 7);
	check_text(handle, "abc", u"abc", 3);
	set_w(app, handle, u"ab\0cdef", 14);
	check_text(handle, "ab", u"ab", 2);

	/* An odd byte at the end is ignored. */
	set_w(app, handle, u"abcdef", 5);
	check_text(handle, "ab", u"ab", 2);
}

CASE(texts_not_utf8, CHANGES, "what is not UTF-8 is replaced")
{
	static const struct {
		const char *text;
		const char *becomes;
	} texts[] = {
		{ "a\200z", "a" WRONG "z" },
		{ "a\377z", "a" WRONG "z" },
		{ "a\303z", "a" WRONG "z" },
		{ "a\342\230z", "a" WRONG "z" },
		{ "a\303", "a" WRONG },
		{ "a\342\230", "a" WRONG },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union button button;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		set_a(app, handle, texts[i].text, strlen(texts[i].text) + 1);
		CHECK(!strcmp(text_a(handle, &button), texts[i].becomes));
	}

	/* Overlong sequences, and half of a surrogate pair. */
	set_a(app, handle, "a\300\257z", 5);
	CHECK(strstr(text_a(handle, &button), WRONG));
	CHECK(!strchr(text_a(handle, &button), '/'));
	set_a(app, handle, "a\355\240\200z", 6);
	CHECK(strstr(text_a(handle, &button), WRONG));
}

CASE(texts_not_utf16, CHANGES, "what is not UTF-16 is replaced")
{
	static const struct {
		WCHAR text[6];
		const char *becomes;
	} texts[] = {
		{ { 'a', 0xd83d, 'z' }, "a" WRONG "z" },
		{ { 'a', 0xdcde, 'z' }, "a" WRONG "z" },
		{ { 'a', 0xd83d }, "a" WRONG },
		{ { 0xdcde, 0xd83d, 'z' }, WRONG WRONG "z" },
		{ { 0xd83d, 0xd83d, 0xdcde }, WRONG FOUR },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union button button;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		set_w(app, handle, texts[i].text, sizeof(texts[i].text));
		CHECK(!strcmp(text_a(handle, &button), texts[i].becomes));
	}
}

/* A text of one character, repeated, after some others. */
static void check_not_cut(HPHONEAPP app, HPHONE handle, const char *character,
			  unsigned int before)
{
	size_t size = strlen(character);
	union button button;
	const char *seen;
	char text[400];
	size_t length;

	memset(text, 'x', before);
	for (length = before; length + size < sizeof(text); length += size)
		memcpy(text + length, character, size);
	set_a(app, handle, text, length);

	seen = text_a(handle, &button);
	CHECK(strlen(seen) > before);
	CHECK(strlen(seen) <= length);
	CHECK_EQ((strlen(seen) - before) % size, 0);
	CHECK(!memcmp(seen, text, strlen(seen)));
}

CASE(texts_not_cut_in_the_middle, CHANGES, "a long text ends with a character")
{
	static const char *const characters[] = { "y", TWO, THREE, FOUR };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i, before;

	for (i = 0; i < ARRAY_SIZE(characters); i++) {
		for (before = 0; before < 4; before++)
			check_not_cut(app, handle, characters[i], before);
	}
}

/* The owner's name as another session sees it. */
static void check_owner_name(const struct phone *phone, HPHONEAPP app,
			     const char *name)
{
	HPHONE owner = app_open_owner(app, phone);
	HPHONEAPP other = app_begin();
	HPHONE monitor = app_open_monitor(other, phone);
	PHONESTATUS *status = app_status(monitor);
	union {
		PHONESTATUS status;
		char bytes[1024];
	} narrow = { .status.dwTotalSize = sizeof(narrow) };

	CHECK(!strcmp(app_utf8(status, status->dwOwnerNameOffset,
			       status->dwOwnerNameSize), name));
	free(status);
	CHECK_OK(phoneGetStatusA(monitor, &narrow.status));
	CHECK_EQ(narrow.status.dwOwnerNameSize, strlen(name) + 1);
	CHECK(!strcmp(narrow.bytes + narrow.status.dwOwnerNameOffset, name));
	CHECK_OK(phoneShutdown(other));
	CHECK_OK(phoneClose(owner));
	CHECK_OK(phoneShutdown(app));
}

static HPHONEAPP begin_a(const char *name)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app = 0;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, name, &nr_devices,
				    &version, &params));
	return app;
}

static LONG begin_w(const WCHAR *name, HPHONEAPP *app)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;

	return phoneInitializeExW(app, NULL, NULL, name, &nr_devices, &version,
				  &params);
}

CASE(names_in_both_forms, CHANGES, "the owner's name in both forms")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app;

	check_owner_name(phone, begin_a("B" TWO "r " FOUR),
			 "B" TWO "r " FOUR);
	CHECK_OK(begin_w(u"B\xe4r \xd83d\xdcde", &app));
	check_owner_name(phone, app, "B" TWO "r " FOUR);
}

CASE(names_that_are_no_text, READS, "such a name is INVALAPPNAME")
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app;

	phone_new(NULL);
	CHECK_RESULT(phoneInitializeExA(&app, NULL, NULL, "a\200z",
					&nr_devices, &version, &params),
		     PHONEERR_INVALAPPNAME);
	CHECK_RESULT(phoneInitializeEx(&app, NULL, NULL, "a\303",
				       &nr_devices, &version, &params),
		     PHONEERR_INVALAPPNAME);
	CHECK_RESULT(phoneInitialize(&app, NULL, window_callback, "\377", &nr_devices),
		     PHONEERR_INVALAPPNAME);
	CHECK_RESULT(begin_w((const WCHAR[]){ 'a', 0xd83d, 'z', 0 }, &app),
		     PHONEERR_INVALAPPNAME);
	CHECK_RESULT(begin_w((const WCHAR[]){ 'a', 0xdcde, 0 }, &app),
		     PHONEERR_INVALAPPNAME);
}

CASE(classes_in_both_forms, READS, "names of classes in both forms")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	union {
		VARSTRING string;
		unsigned char bytes[28];
	} id = { .string.dwTotalSize = sizeof(id) };

	CHECK_OK(phoneGetID(handle, &id.string, "tapi/phone"));
	CHECK_OK(phoneGetIDA(handle, &id.string, "TAPI/Phone"));
	CHECK_OK(phoneGetIDW(handle, &id.string, u"Tapi/PHONE"));
	CHECK_EQ(app_array(&id, id.string.dwStringOffset,
			   id.string.dwStringSize, 0), app_device(app, phone));
	CHECK_RESULT(phoneGetIDA(handle, &id.string, "tapi/phon\303\251"),
		     PHONEERR_INVALDEVICECLASS);
	CHECK_RESULT(phoneGetIDA(handle, &id.string, "tapi/phone\200"),
		     PHONEERR_INVALDEVICECLASS);
	CHECK_RESULT(phoneGetIDW(handle, &id.string,
				 (const WCHAR[]){ 't', 0xd83d, 0 }),
		     PHONEERR_INVALDEVICECLASS);
	CHECK_RESULT(phoneGetID(handle, &id.string, ""),
		     PHONEERR_INVALDEVICECLASS);
}
