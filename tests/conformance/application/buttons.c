// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buttons: their information, and presses.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "functions.h"
#include "messages.h"

/* PHONEBUTTONINFO with room for a text. */
union button_info {
	PHONEBUTTONINFO info;
	unsigned char bytes[sizeof(PHONEBUTTONINFO) + 128];
};

static union button_info button_get(HPHONE handle, DWORD id)
{
	union button_info button;

	memset(&button, 0, sizeof(button));
	button.info.dwTotalSize = sizeof(button);
	CHECK_OK(phoneGetButtonInfoW(handle, id, &button.info));
	CHECK_EQ(button.info.dwNeededSize, button.info.dwUsedSize);
	return button;
}

static const char *button_text(const union button_info *button)
{
	return app_utf8(button, button->info.dwButtonTextOffset,
			button->info.dwButtonTextSize);
}

/* New information of a button; the text is UTF-16, zero-terminated, or NULL. */
static union button_info button_with(DWORD mode, DWORD function,
				     const WCHAR *text)
{
	union button_info button;
	DWORD size = 0;

	memset(&button, 0, sizeof(button));
	button.info.dwTotalSize = sizeof(button);
	button.info.dwButtonMode = mode;
	button.info.dwButtonFunction = function;
	if (!text)
		return button;
	while (text[size / sizeof(*text)])
		size += sizeof(*text);
	size += sizeof(*text);
	CHECK(size <= sizeof(button) - sizeof(button.info));
	button.info.dwButtonTextSize = size;
	button.info.dwButtonTextOffset = sizeof(button.info);
	memcpy(button.bytes + sizeof(button.info), text, size);
	return button;
}

CASE(T143, READS, "buttons 0 to 11 are the keypad")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);
	DWORD id;

	for (id = 0; id < 12; id++)
		CHECK_EQ(button_get(handle, id).info.dwButtonMode,
			 PHONEBUTTONMODE_KEYPAD);
	CHECK_EQ(button_get(handle, 12).info.dwButtonMode,
		 PHONEBUTTONMODE_CALL);
}

CASE(T144, READS, "no button has the number of buttons")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };
	DWORD nr = caps->dwNumButtonLamps;

	CHECK_OK(phoneGetButtonInfo(handle, nr - 1, &info));
	CHECK_RESULT(phoneGetButtonInfo(handle, nr, &info),
		     PHONEERR_INVALBUTTONLAMPID);
	CHECK_RESULT(phoneGetButtonInfoA(handle, nr, &info),
		     PHONEERR_INVALBUTTONLAMPID);
	CHECK_RESULT(phoneGetButtonInfoW(handle, 0xffffffff, &info),
		     PHONEERR_INVALBUTTONLAMPID);
	free(caps);
}

CASE(T145, READS, "PHONEBUTTONINFO of 39 bytes is too small, of 40 is not")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);
	PHONEBUTTONINFO info = { .dwTotalSize = 39 };

	CHECK_RESULT(phoneGetButtonInfo(handle, CALL_KEY, &info),
		     PHONEERR_STRUCTURETOOSMALL);
	CHECK_RESULT(phoneGetButtonInfoA(handle, CALL_KEY, &info),
		     PHONEERR_STRUCTURETOOSMALL);
	CHECK_RESULT(phoneGetButtonInfoW(handle, CALL_KEY, &info),
		     PHONEERR_STRUCTURETOOSMALL);
	CHECK_EQ(info.dwTotalSize, 39);
	CHECK_EQ(info.dwButtonMode, 0);

	info.dwTotalSize = 40;
	CHECK_OK(phoneGetButtonInfo(handle, CALL_KEY, &info));
	CHECK_OK(phoneGetButtonInfoA(handle, CALL_KEY, &info));
	CHECK_OK(phoneGetButtonInfoW(handle, CALL_KEY, &info));
	CHECK_EQ(info.dwButtonMode, PHONEBUTTONMODE_CALL);
}

static void check_becomes(HPHONEAPP app, HPHONE handle, DWORD id, DWORD mode,
			  DWORD function, const WCHAR *text, const char *utf8)
{
	union button_info button = button_with(mode, function, text);

	APP_DO(app, phoneSetButtonInfoW(handle, id, &button.info));
	button = button_get(handle, id);
	CHECK_EQ(button.info.dwButtonMode, mode);
	CHECK_EQ(button.info.dwButtonFunction, function);
	CHECK(!strcmp(button_text(&button), utf8));
}

CASE(T146, CHANGES, "a button has the mode, function and text that was set")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union button_info button = button_get(handle, FEATURE_KEY);

	CHECK_EQ(button.info.dwButtonFunction, PHONEBUTTONFUNCTION_HOLD);
	CHECK(!strcmp(button_text(&button), "Hold"));
	check_becomes(app, handle, FEATURE_KEY, PHONEBUTTONMODE_LOCAL,
		      PHONEBUTTONFUNCTION_MUTE, u"Stumm", "Stumm");
	check_becomes(app, handle, CALL_KEY, PHONEBUTTONMODE_FEATURE,
		      PHONEBUTTONFUNCTION_PARK, u"Gepäck \x260e",
		      "Gep\303\244ck \342\230\216");
	check_becomes(app, handle, CALL_KEY, PHONEBUTTONMODE_FEATURE,
		      0x80000001, u"", "");

	/* Set a text in UTF-8, and read it in UTF-16 and in UTF-8. */
	button = button_with(PHONEBUTTONMODE_CALL, PHONEBUTTONFUNCTION_CALLAPP,
			     NULL);
	button.info.dwButtonTextOffset = sizeof(button.info);
	button.info.dwButtonTextSize = sizeof("B\xc3\xbcro");
	memcpy(button.bytes + sizeof(button.info), "B\xc3\xbcro",
	       sizeof("B\xc3\xbcro"));
	APP_DO(app, phoneSetButtonInfoA(handle, CALL_KEY, &button.info));
	button = button_get(handle, CALL_KEY);
	CHECK_EQ(button.info.dwButtonFunction, PHONEBUTTONFUNCTION_CALLAPP);
	CHECK(!strcmp(button_text(&button), "B\xc3\xbcro"));
	button.info.dwTotalSize = sizeof(button);
	CHECK_OK(phoneGetButtonInfoA(handle, CALL_KEY, &button.info));
	CHECK_EQ(button.info.dwButtonTextSize, sizeof("B\xc3\xbcro"));
	CHECK(!memcmp(button.bytes + button.info.dwButtonTextOffset,
		      "B\xc3\xbcro", sizeof("B\xc3\xbcro")));
}

CASE(T147, CHANGES, "dwButtonState has no effect in phoneSetButtonInfo()")
{
	static const DWORD states[] = {
		0, PHONEBUTTONSTATE_UP, PHONEBUTTONSTATE_DOWN,
		PHONEBUTTONSTATE_UNKNOWN, PHONEBUTTONSTATE_UNAVAIL, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD before = button_get(handle, FEATURE_KEY).info.dwButtonState;
	unsigned int i;

	CHECK_OK(phoneSetStatusMessages(handle, 0, 0x3f,
					PHONEBUTTONSTATE_UP |
					PHONEBUTTONSTATE_DOWN));
	for (i = 0; i < ARRAY_SIZE(states); i++) {
		union button_info button =
			button_with(PHONEBUTTONMODE_FEATURE, i + 1, u"x");

		button.info.dwButtonState = states[i];
		APP_DO(app, phoneSetButtonInfoW(handle, FEATURE_KEY,
						&button.info));
		button = button_get(handle, FEATURE_KEY);
		CHECK_EQ(button.info.dwButtonFunction, i + 1);
		CHECK_EQ(button.info.dwButtonState, before);
	}
	app_no_message_of(app, PHONE_BUTTON);
}

CASE(T148, CHANGES, "phoneSetButtonInfo() refuses a structure too small")
{
	static const DWORD sizes[] = { 0, 12, 36, 39 };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEBUTTONINFO info = {
		.dwButtonMode = PHONEBUTTONMODE_LOCAL,
		.dwButtonFunction = PHONEBUTTONFUNCTION_MUTE,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		info.dwTotalSize = sizes[i];
		CHECK_RESULT(phoneSetButtonInfo(handle, CALL_KEY, &info),
			     PHONEERR_STRUCTURETOOSMALL);
		CHECK_RESULT(phoneSetButtonInfoA(handle, CALL_KEY, &info),
			     PHONEERR_STRUCTURETOOSMALL);
		CHECK_RESULT(phoneSetButtonInfoW(handle, CALL_KEY, &info),
			     PHONEERR_STRUCTURETOOSMALL);
	}
	app_no_message(app);
	CHECK_EQ(button_get(handle, CALL_KEY).info.dwButtonMode,
		 PHONEBUTTONMODE_CALL);
	info.dwTotalSize = sizeof(info);
	APP_DO(app, phoneSetButtonInfo(handle, CALL_KEY, &info));
	CHECK_EQ(button_get(handle, CALL_KEY).info.dwButtonMode,
		 PHONEBUTTONMODE_LOCAL);
}

/* A structure at the end of a mapping: reading behind it is fatal. */
static PHONEBUTTONINFO *at_the_edge(DWORD total)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char *pages;

	pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(pages != MAP_FAILED);
	CHECK_EQ(mprotect(pages + page, page, PROT_NONE), 0);
	return (PHONEBUTTONINFO *)(pages + page - total);
}

/* Parts that are not within a structure of 48 bytes. */
static const struct {
	DWORD size;
	DWORD offset;
} outside[] = {
	{ 10, 40 }, { 8, 42 }, { 2, 48 }, { 4, 47 }, { 2, 4096 },
	{ 0x7fffffff, 40 }, { 0xffffffff, 40 }, { 0xfffffff8, 44 },
	{ 8, 0xfffffff0 }, { 0xffffffff, 0xffffffff }, { 2, 0xfffffffe },
};

static void fill_edge(PHONEBUTTONINFO *info)
{
	memset(info, 0, 48);
	info->dwTotalSize = 48;
	info->dwButtonMode = PHONEBUTTONMODE_LOCAL;
	info->dwButtonFunction = PHONEBUTTONFUNCTION_MUTE;
	memcpy(info + 1, u"abc", 8);
}

CASE(T149, CHANGES, "a button text outside the structure is OPERATIONFAILED")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEBUTTONINFO *info = at_the_edge(48);
	union button_info button;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(outside); i++) {
		fill_edge(info);
		info->dwButtonTextSize = outside[i].size;
		info->dwButtonTextOffset = outside[i].offset;
		CHECK_RESULT(phoneSetButtonInfo(handle, CALL_KEY, info),
			     PHONEERR_OPERATIONFAILED);
		CHECK_RESULT(phoneSetButtonInfoA(handle, CALL_KEY, info),
			     PHONEERR_OPERATIONFAILED);
		CHECK_RESULT(phoneSetButtonInfoW(handle, CALL_KEY, info),
			     PHONEERR_OPERATIONFAILED);
	}
	app_no_message(app);
	CHECK_EQ(button_get(handle, CALL_KEY).info.dwButtonMode,
		 PHONEBUTTONMODE_CALL);

	/* A part at the end of the structure. */
	fill_edge(info);
	info->dwButtonTextSize = 8;
	info->dwButtonTextOffset = 40;
	APP_DO(app, phoneSetButtonInfoW(handle, CALL_KEY, info));
	button = button_get(handle, CALL_KEY);
	CHECK(!strcmp(button_text(&button), "abc"));
}

CASE(button_data_outside, CHANGES, "a device-specific part outside it is, too")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEBUTTONINFO *info = at_the_edge(48);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(outside); i++) {
		fill_edge(info);
		info->dwDevSpecificSize = outside[i].size;
		info->dwDevSpecificOffset = outside[i].offset;
		CHECK_RESULT(phoneSetButtonInfoW(handle, CALL_KEY, info),
			     PHONEERR_OPERATIONFAILED);
	}
	app_no_message(app);
	CHECK_EQ(button_get(handle, CALL_KEY).info.dwButtonMode,
		 PHONEBUTTONMODE_CALL);
}

static void check_not_a_button(HPHONEAPP app, HPHONE handle, DWORD mode,
			       DWORD function)
{
	union button_info button = button_with(mode, function, u"x");

	CHECK_RESULT(phoneSetButtonInfo(handle, CALL_KEY, &button.info),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(phoneSetButtonInfoA(handle, CALL_KEY, &button.info),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(phoneSetButtonInfoW(handle, CALL_KEY, &button.info),
		     PHONEERR_OPERATIONFAILED);
	app_no_message(app);
	button = button_get(handle, CALL_KEY);
	CHECK_EQ(button.info.dwButtonMode, PHONEBUTTONMODE_CALL);
	CHECK_EQ(button.info.dwButtonFunction, PHONEBUTTONFUNCTION_CALLAPP);
}

CASE(T150, CHANGES, "two button modes at once are OPERATIONFAILED")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	check_not_a_button(app, handle,
			   PHONEBUTTONMODE_CALL | PHONEBUTTONMODE_FEATURE,
			   PHONEBUTTONFUNCTION_HOLD);
	check_not_a_button(app, handle,
			   PHONEBUTTONMODE_KEYPAD | PHONEBUTTONMODE_DUMMY,
			   PHONEBUTTONFUNCTION_HOLD);
}

CASE(button_unknown, CHANGES, "unknown modes and functions are, too")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	check_not_a_button(app, handle, 0, PHONEBUTTONFUNCTION_HOLD);
	check_not_a_button(app, handle, 0x40, PHONEBUTTONFUNCTION_HOLD);
	check_not_a_button(app, handle, PHONEBUTTONMODE_FEATURE,
			   PHONEBUTTONFUNCTION_SEND + 1);
	check_not_a_button(app, handle, PHONEBUTTONMODE_FEATURE, 0x7fffffff);
}

static DWORD function_in_caps(HPHONEAPP app, const struct phone *phone,
			      DWORD id)
{
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	DWORD function = app_array(caps, caps->dwButtonFunctionsOffset,
				   caps->dwButtonFunctionsSize, id);

	free(caps);
	return function;
}

CASE(T151, CHANGES, "a button's new function is a change of capabilities")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union button_info button;
	PHONEMESSAGE message;

	CHECK_EQ(function_in_caps(app, phone, FEATURE_KEY),
		 PHONEBUTTONFUNCTION_HOLD);
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_CAPSCHANGE, 0, 0));
	button = button_with(PHONEBUTTONMODE_FEATURE, PHONEBUTTONFUNCTION_DROP,
			     u"Hold");
	CHECK_REQUEST(phoneSetButtonInfoW(handle, FEATURE_KEY, &button.info));
	message = app_state(app, PHONESTATE_CAPSCHANGE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_CAPSCHANGE);
	CHECK_EQ(function_in_caps(app, phone, FEATURE_KEY),
		 PHONEBUTTONFUNCTION_DROP);
}

CASE(button_text, CHANGES, "a button's new text alone is PHONESTATE_OTHER")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union button_info button = button_with(PHONEBUTTONMODE_FEATURE,
					       PHONEBUTTONFUNCTION_HOLD,
					       u"Halten");
	struct messages messages;

	app_enable_all(handle);
	CHECK_REQUEST(phoneSetButtonInfoW(handle, FEATURE_KEY, &button.info));
	messages = messages_exactly(app, 2);
	messages_one(&messages, PHONE_REPLY);
	CHECK_EQ(messages_one_state(&messages, PHONESTATE_OTHER).dwParam1,
		 PHONESTATE_OTHER);
}

static void check_press(HPHONEAPP app, struct phone *phone, HPHONE handle,
			DWORD id, DWORD mode)
{
	PHONEMESSAGE message;

	phone_user(phone, "press %u", id);
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_BUTTON);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, id);
	CHECK_EQ(message.dwParam2, mode);
	CHECK_EQ(message.dwParam3, PHONEBUTTONSTATE_DOWN);
	app_no_message(app);

	phone_user(phone, "release %u", id);
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_BUTTON);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, id);
	CHECK_EQ(message.dwParam2, mode);
	CHECK_EQ(message.dwParam3, PHONEBUTTONSTATE_UP);
}

CASE(T152, CHANGES | NEEDS_USER, "a key press is a DOWN and then an UP")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK_OK(phoneSetStatusMessages(handle, 0,
					PHONEBUTTONMODE_KEYPAD |
					PHONEBUTTONMODE_CALL |
					PHONEBUTTONMODE_FEATURE,
					PHONEBUTTONSTATE_DOWN |
					PHONEBUTTONSTATE_UP));
	check_press(app, phone, handle, KEYPAD_KEY, PHONEBUTTONMODE_KEYPAD);
	check_press(app, phone, handle, 0, PHONEBUTTONMODE_KEYPAD);
	check_press(app, phone, handle, CALL_KEY, PHONEBUTTONMODE_CALL);
	check_press(app, phone, handle, FEATURE_KEY, PHONEBUTTONMODE_FEATURE);
	app_no_message(app);
}

CASE(T155, CHANGES | NEEDS_USER, "* is button 10 and # is button 11")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK_OK(phoneSetStatusMessages(handle, 0, PHONEBUTTONMODE_KEYPAD,
					PHONEBUTTONSTATE_DOWN));
	phone_user(phone, "press *");
	CHECK_EQ(app_message_of(app, PHONE_BUTTON).dwParam1, 10);
	phone_user(phone, "press #");
	CHECK_EQ(app_message_of(app, PHONE_BUTTON).dwParam1, 11);
}

static DWORD button_state(HPHONE handle, DWORD id)
{
	return button_get(handle, id).info.dwButtonState;
}

CASE(T156, CHANGES | NEEDS_USER, "the state of a button that is held")
{
	struct phone *phone = phone_new(NULL);
	struct phone *momentary = phone_new("momentary=1");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK_EQ(button_state(handle, KEYPAD_KEY), PHONEBUTTONSTATE_UP);
	phone_user(phone, "press %d", KEYPAD_KEY);
	CHECK_EQ(button_state(handle, KEYPAD_KEY), PHONEBUTTONSTATE_DOWN);
	CHECK_EQ(button_state(handle, KEYPAD_KEY + 1), PHONEBUTTONSTATE_UP);
	phone_user(phone, "release %d", KEYPAD_KEY);
	CHECK_EQ(button_state(handle, KEYPAD_KEY), PHONEBUTTONSTATE_UP);

	/* A phone that reports presses, and no releases. */
	handle = app_open_monitor(app, momentary);
	CHECK(button_state(handle, KEYPAD_KEY) & (PHONEBUTTONSTATE_UNKNOWN |
						  PHONEBUTTONSTATE_UNAVAIL));
	phone_user(momentary, "press %d", KEYPAD_KEY);
	CHECK(button_state(handle, KEYPAD_KEY) & (PHONEBUTTONSTATE_UNKNOWN |
						  PHONEBUTTONSTATE_UNAVAIL));
}
