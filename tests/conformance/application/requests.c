// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests: results of the nine asynchronous functions, and replies.
 */
#include <errno.h>
#include <string.h>

#include "functions.h"
#include "messages.h"

static void check_positive(const struct function *function, LONG result)
{
	if (result <= 0)
		case_fail(__FILE__, __LINE__, "%s(): 0x%x, not a request ID",
			  function->name, (unsigned int)result);
}

static void check_negative(const struct function *function, LONG result)
{
	if (result >= 0)
		case_fail(__FILE__, __LINE__, "%s(): %d, not an error",
			  function->name, result);
}

/* Calls of the nine functions that change nothing. */
static LONG nothing_to_do(unsigned int which, HPHONE handle)
{
	switch (which) {
	case 0:
		return phoneDevSpecific(handle, NULL, 0);
	case 2:
		return phoneSetData(handle, 0, NULL, 0);
	case 3:
		return phoneSetDisplay(handle, 0, 0, NULL, 0);
	default:
		/* Values that are set already. */
		return functions[which].call(handle);
	}
}

/* Calls of the nine functions that no phone can carry out. */
static LONG impossible(unsigned int which, HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };
	char byte = 0;

	switch (which) {
	case 0:
		return phoneDevSpecific(handle, NULL, 16);
	case 1:
		return phoneSetButtonInfo(handle, 0xffffffff, &info);
	case 2:
		return phoneSetData(handle, 0xffffffff, &byte, 1);
	case 3:
		return phoneSetDisplay(handle, 0xffffffff, 0, &byte, 1);
	case 4:
		return phoneSetGain(handle, 0, 0);
	case 5:
		return phoneSetHookSwitch(handle, 0,
					  PHONEHOOKSWITCHMODE_ONHOOK);
	case 6:
		return phoneSetLamp(handle, 0xffffffff, PHONELAMPMODE_OFF);
	case 7:
		return phoneSetRing(handle, 0xffffffff, 0);
	default:
		return phoneSetVolume(handle, 0, 0);
	}
}

CASE(T114, CHANGES, "the nine return a request ID or an error, never 0")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		check_positive(&functions[i], functions[i].call(handle));
		check_positive(&functions[i], nothing_to_do(i, handle));
		check_negative(&functions[i], impossible(i, handle));
		check_negative(&functions[i], functions[i].call(0));
	}

	/* The same if the phone completes before the function returns. */
	phone_set(phone, "complete_in", "inline");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		check_positive(&functions[i], functions[i].call(handle));
}

/* One reply to each of the nine functions, with a result that is not positive. */
static void check_replies(HPHONEAPP app, const LONG *requests)
{
	struct messages messages = messages_exactly(app, NR_ASYNC_OPS);
	unsigned int i, j;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		unsigned int found = 0;

		for (j = 0; j < NR_ASYNC_OPS; j++) {
			const PHONEMESSAGE *message = &messages.message[j];

			CHECK_EQ(message->dwMessageID, PHONE_REPLY);
			CHECK((LONG)message->dwParam2 <= 0);
			found += message->dwParam1 == (DWORD_PTR)requests[i];
		}
		if (found != 1)
			case_fail(__FILE__, __LINE__, "%u replies to %s()",
				  found, functions[i].name);
	}
}

CASE(T115, CHANGES, "one PHONE_REPLY to each request, with its ID and result")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	LONG requests[NR_ASYNC_OPS];
	unsigned int i;

	for (i = 0; i < NR_ASYNC_OPS; i++)
		requests[i] = functions[i].call(handle);
	check_replies(app, requests);

	/* Issued together, and completed together. */
	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		requests[i] = functions[i].call(handle);
	phone_wait_held(phone, NR_ASYNC_OPS);
	app_no_message(app);
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");
	check_replies(app, requests);

	/* Each function with an operation that fails: one reply. */
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		DWORD request;
		PHONEMESSAGE reply;

		phone_set(phone, "fail_nth", "1");
		request = CHECK_REQUEST(functions[i].call(handle));
		reply = app_message(app);
		CHECK_EQ(reply.dwMessageID, PHONE_REPLY);
		CHECK_EQ(reply.dwParam1, request);
		CHECK((LONG)reply.dwParam2 < 0);
		app_no_message(app);
	}
}

static void check_on_list(const struct function *function, LONG result)
{
	if (result && !function_lists(function, result))
		case_fail(__FILE__, __LINE__, "%s(): reply 0x%x",
			  function->name, (unsigned int)result);
}

/* Errors that drivers may return, and others. */
static const int driver_errors[] = {
	EIO, ENOMEM, EBUSY, EAGAIN, ETIMEDOUT, EINVAL, EOPNOTSUPP, ENOTCONN,
	EHOSTDOWN, EPROTO, EPERM, ENODATA, 4095,
};

static void check_driver_errors(HPHONEAPP app, struct phone *phone,
				HPHONE handle, const struct function *function)
{
	unsigned int i;
	DWORD request;
	LONG result;

	for (i = 0; i < ARRAY_SIZE(driver_errors); i++) {
		phone_set(phone, "fail_nth", "1 %d", driver_errors[i]);
		request = CHECK_REQUEST(function->call(handle));
		result = app_reply(app, request);
		check_on_list(function, result);
		CHECK(result);
	}
}

/* All errors, unknown ones, and positive numbers. */
static void check_provider_errors(HPHONEAPP app, struct phone *phone,
				  HPHONE handle,
				  const struct function *function)
{
	static const DWORD strange[] = {
		0x80000048, 0x90000000, 0x90000026, 0xa0000000, 0xbfffffff, 1,
	};
	DWORD code, request;
	unsigned int i;
	LONG result;

	for (code = 0x90000001; code <= 0x90000025; code++) {
		phone_set(phone, "result", "%x", code);
		request = CHECK_REQUEST(function->call(handle));
		result = app_reply(app, request);
		CHECK_RESULT(result, function_lists(function, (LONG)code) ?
			     (LONG)code : PHONEERR_OPERATIONFAILED);
	}
	for (i = 0; i < ARRAY_SIZE(strange); i++) {
		phone_set(phone, "result", "%x", strange[i]);
		request = CHECK_REQUEST(function->call(handle));
		CHECK_RESULT(app_reply(app, request),
			     PHONEERR_OPERATIONFAILED);
	}
	phone_set(phone, "result", "%x", 0xc0000001);
	request = CHECK_REQUEST(function->call(handle));
	CHECK_RESULT(app_reply(app, request),
		     function->call == functions[0].call ?
		     (LONG)0xc0000001 : PHONEERR_OPERATIONFAILED);
	phone_set(phone, "result", "0");
}

CASE(T116, CHANGES, "a reply has a result from the list of the function")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		check_driver_errors(app, phone, handle, &functions[i]);
		if (phone_is_mock())
			check_provider_errors(app, phone, handle,
					      &functions[i]);
	}
}

static void check_synchronous(const char *name, LONG result)
{
	if (result > 0)
		case_fail(__FILE__, __LINE__, "%s(): %d", name, result);
}

/* With valid and with invalid arguments. */
static void check_session_functions(HPHONEAPP app, DWORD device)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	PHONEEXTENSIONID extension;
	PHONEMESSAGE message;
	DWORD version;
	HICON icon;

	CHECK_OK(phoneNegotiateAPIVersion(app, device, API_OLDEST, API_NEWEST,
					  &version, &extension));
	check_synchronous("phoneNegotiateAPIVersion",
			  phoneNegotiateAPIVersion(app, device, 1, 2, &version,
						   &extension));
	check_synchronous("phoneNegotiateExtVersion",
			  phoneNegotiateExtVersion(app, device, API_NEWEST, 0,
						   0xffffffff, &version));
	check_synchronous("phoneNegotiateExtVersion",
			  phoneNegotiateExtVersion(app, device, API_NEWEST, 1,
						   1, &version));
	CHECK_OK(phoneGetDevCaps(app, device, API_NEWEST, 0, &caps));
	CHECK_OK(phoneGetDevCapsA(app, device, API_NEWEST, 0, &caps));
	CHECK_OK(phoneGetDevCapsW(app, device, API_NEWEST, 0, &caps));
	check_synchronous("phoneGetDevCaps",
			  phoneGetDevCaps(app, device, 1, 0, &caps));
	check_synchronous("phoneGetIcon", phoneGetIcon(device, NULL, &icon));
	check_synchronous("phoneGetIconA",
			  phoneGetIconA(device, "tapi/phone", &icon));
	check_synchronous("phoneGetIconW", phoneGetIconW(device, u"x", &icon));
	check_synchronous("phoneConfigDialog",
			  phoneConfigDialog(device, NULL, NULL));
	check_synchronous("phoneConfigDialogA",
			  phoneConfigDialogA(device, NULL, NULL));
	check_synchronous("phoneConfigDialogW",
			  phoneConfigDialogW(device, NULL, NULL));
	check_synchronous("phoneGetMessage",
			  phoneGetMessage(app, &message, 0));
}

CASE(T129, CHANGES, "synchronous functions return 0 or an error")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	PHONEMESSAGE message;
	unsigned int i;
	HPHONE handle;

	check_session_functions(app, device);
	CHECK_OK(phoneOpen(app, device, &handle, API_NEWEST, 0, 0,
			   PHONEPRIVILEGE_OWNER));
	for (i = NR_ASYNC_OPS; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(handle);

		if (functions[i].asynchronous)
			continue;
		if (result)
			case_fail(__FILE__, __LINE__, "%s(): 0x%x",
				  functions[i].name, (unsigned int)result);
		check_negative(&functions[i], functions[i].call(0));
	}

	/* phoneGetMessage() while a message is queued. */
	CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_OFF));
	CHECK_OK(phoneGetMessage(app, &message, SOON));
	CHECK_OK(phoneClose(handle));
	CHECK(phoneClose(handle) < 0);
	CHECK_OK(phoneShutdown(app));
	CHECK(phoneShutdown(app) < 0);
}

/* The values that T130 sets, as read back. */
struct values {
	DWORD lamp;
	DWORD ring_mode;
	DWORD ring_volume;
	DWORD volume;
	DWORD gain;
	DWORD hook_switch;
	DWORD off_hook;
	DWORD button_mode;
	DWORD button_function;
	char data[8];
	WCHAR display[4];
};

static struct values values_get(HPHONE handle)
{
	PHONEBUTTONINFO button = { .dwTotalSize = sizeof(button) };
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };
	union {
		VARSTRING string;
		unsigned char bytes[sizeof(VARSTRING) + 256];
	} display = { .string.dwTotalSize = sizeof(display) };
	struct values values = { 0 };

	CHECK_OK(phoneGetLamp(handle, CALL_KEY, &values.lamp));
	CHECK_OK(phoneGetRing(handle, &values.ring_mode, &values.ring_volume));
	CHECK_OK(phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET,
				&values.volume));
	CHECK_OK(phoneGetGain(handle, PHONEHOOKSWITCHDEV_HANDSET,
			      &values.gain));
	CHECK_OK(phoneGetHookSwitch(handle, &values.off_hook));
	CHECK_OK(phoneGetStatus(handle, &status));
	values.hook_switch = status.dwHeadsetHookSwitchMode;
	CHECK_OK(phoneGetButtonInfo(handle, FEATURE_KEY, &button));
	values.button_mode = button.dwButtonMode;
	values.button_function = button.dwButtonFunction;
	CHECK_OK(phoneGetData(handle, 0, values.data, sizeof(values.data)));
	CHECK_OK(phoneGetDisplay(handle, &display.string));
	CHECK(display.string.dwStringSize >= sizeof(values.display));
	memcpy(values.display, display.bytes + display.string.dwStringOffset,
	       sizeof(values.display));
	return values;
}

/* After each reply, both the owner and another handle read the new value. */
#define CHECK_SHOWS(member, value)					\
	do {								\
		CHECK_EQ(values_get(handle).member, value);		\
		CHECK_EQ(values_get(watcher).member, value);		\
	} while (0)

CASE(T130, CHANGES, "after a reply of 0 the new value can be asked for")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	HPHONE watcher = app_open_monitor(app_begin(), phone);
	PHONEBUTTONINFO button = {
		.dwTotalSize = sizeof(button),
		.dwButtonMode = PHONEBUTTONMODE_LOCAL,
		.dwButtonFunction = PHONEBUTTONFUNCTION_MUTE,
	};
	struct values before = values_get(watcher);
	struct values after;

	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_FLUTTER));
	CHECK_SHOWS(lamp, PHONELAMPMODE_FLUTTER);
	APP_DO(app, phoneSetRing(handle, 3, 0x1111));
	CHECK_SHOWS(ring_mode, 3);
	CHECK_SHOWS(ring_volume, 0x1111);
	APP_DO(app, phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET,
				   0x2222));
	CHECK_SHOWS(volume, 0x2222);
	APP_DO(app, phoneSetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x3333));
	CHECK_SHOWS(gain, 0x3333);
	APP_DO(app, phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_HEADSET,
				       PHONEHOOKSWITCHMODE_MIC));
	CHECK_SHOWS(hook_switch, PHONEHOOKSWITCHMODE_MIC);
	CHECK_SHOWS(off_hook, PHONEHOOKSWITCHDEV_HEADSET);
	APP_DO(app, phoneSetButtonInfo(handle, FEATURE_KEY, &button));
	CHECK_SHOWS(button_mode, PHONEBUTTONMODE_LOCAL);
	CHECK_SHOWS(button_function, PHONEBUTTONFUNCTION_MUTE);
	APP_DO(app, phoneSetData(handle, 0, "abcdefg", 8));
	APP_DO(app, phoneSetDisplay(handle, 0, 0, (LPCSTR)u"WXYZ", 8));

	after = values_get(watcher);
	CHECK(!memcmp(after.data, "abcdefg", 8));
	CHECK(!memcmp(after.display, u"WXYZ", 8));
	after = values_get(handle);
	CHECK(!memcmp(after.data, "abcdefg", 8));
	CHECK(!memcmp(after.display, u"WXYZ", 8));

	/* All values differ from those of a new phone. */
	CHECK(before.lamp != after.lamp && before.volume != after.volume &&
	      before.gain != after.gain &&
	      before.ring_mode != after.ring_mode &&
	      before.off_hook != after.off_hook &&
	      before.button_function != after.button_function &&
	      memcmp(before.data, after.data, 8) &&
	      memcmp(before.display, after.display, 8));
}
