// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Unplugged phones, with PHONE_REMOVE, and suspended ones, without.
 */
#include <stdlib.h>

#include "broker.h"

CASE(T261, NEEDS_MOCK, "an open phone that is removed is closed, once")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();

	app_open_owner(first, phone);
	app_open_monitor(first, phone);
	app_open_monitor(second, phone);
	phone_live(phone, false);
	app_message_of(first, PHONE_REMOVE);
	app_message_of(second, PHONE_REMOVE);
	CHECK_EQ(calls("phoneClose"), 1);
	CHECK_OK(phoneShutdown(first));
	CHECK_OK(phoneShutdown(second));
	CHECK_EQ(calls("phoneClose"), 1);
}

CASE(T261_closed, NEEDS_MOCK, "a phone that is not open is not closed")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();

	CHECK_OK(phoneClose(app_open_owner(app, phone)));
	CHECK_EQ(calls("phoneClose"), 1);
	phone_live(phone, false);
	app_message_of(app, PHONE_REMOVE);
	CHECK_EQ(calls("phoneClose"), 1);
}

static unsigned int index_of(const struct traffic *traffic, DWORD message,
			     HPHONE handle)
{
	unsigned int i;

	CHECK_EQ(traffic_of(traffic, message, handle), 1);
	for (i = 0; i < traffic->count; i++) {
		const PHONEMESSAGE *seen = &traffic->at[i];

		if (seen->dwMessageID == message &&
		    (!handle || seen->hDevice == handle))
			break;
	}
	return i;
}

CASE(T262, CHANGES, "what removal ends is answered before PHONE_CLOSE")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD device = app_device(app, phone);
	struct traffic traffic;
	DWORD request[5];
	unsigned int close, i;

	hold_lamps(phone, handle, 5, request);
	phone_live(phone, false);
	traffic_take_removal(app, device, &traffic);
	close = index_of(&traffic, PHONE_CLOSE, handle);
	for (i = 0; i < 5; i++) {
		CHECK(reply_index(&traffic, request[i]) < close);
		CHECK_RESULT(reply_result(&traffic, request[i]),
			     PHONEERR_OPERATIONFAILED);
	}
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 5);
}

CASE(T263, CHANGES, "PHONE_CLOSE comes for every handle, then PHONE_REMOVE")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other_app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE other = app_open_monitor(other_app, phone);
	DWORD device = app_device(app, phone);
	struct traffic traffic;
	unsigned int remove;

	phone_live(phone, false);
	traffic_take_removal(app, device, &traffic);
	CHECK_EQ(traffic.count, 3);
	remove = index_of(&traffic, PHONE_REMOVE, 0);
	CHECK(index_of(&traffic, PHONE_CLOSE, owner) < remove);
	CHECK(index_of(&traffic, PHONE_CLOSE, monitor) < remove);
	traffic_take_removal(other_app, device, &traffic);
	CHECK_EQ(traffic.count, 2);
	CHECK_EQ(index_of(&traffic, PHONE_CLOSE, other), 0);
	check_dead(owner);
	check_dead(monitor);
	check_dead(other);
}

static void check_removed(HPHONEAPP app, DWORD device)
{
	PHONEMESSAGE message = app_message_of(app, PHONE_REMOVE);

	CHECK_EQ(message.hDevice, 0);
	CHECK_EQ(message.dwCallbackInstance, 0);
	CHECK_EQ(message.dwParam1, device);
	CHECK_EQ(message.dwParam2, 0);
	CHECK_EQ(message.dwParam3, 0);
	app_no_message(app);
}

CASE(T264, CHANGES, "every session is told PHONE_REMOVE, whatever it has open")
{
	struct phone *phone = phone_new(NULL);
	struct phone *other_phone = phone_new(NULL);
	HPHONEAPP app[4] = { app_begin(), app_begin(), app_begin() };
	DWORD device = app_device(app[0], phone);
	DWORD count, i;

	app[3] = begin_session(API_OLDEST, &count);
	app_open_owner(app[0], phone);
	app_open_owner(app[1], other_phone);
	phone_live(phone, false);
	for (i = 0; i < 4; i++)
		check_removed(app[i], device);
}

static void check_no_device(HPHONEAPP app, DWORD device)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	PHONEEXTENSIONID extension;
	DWORD version;
	HPHONE handle;
	HICON icon;

	CHECK_RESULT(phoneNegotiateAPIVersion(app, device, API_OLDEST,
					      API_NEWEST, &version, &extension),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneNegotiateExtVersion(app, device, API_NEWEST, 0,
					      0xffffffff, &version),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetDevCaps(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetDevCapsA(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetDevCapsW(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetIcon(device, "tapi/phone", &icon),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetIconA(device, "tapi/phone", &icon),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneGetIconW(device, u"tapi/phone", &icon),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneConfigDialog(device, NULL, "tapi/phone"),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneConfigDialogA(device, NULL, "tapi/phone"),
		     PHONEERR_NODEVICE);
	CHECK_RESULT(phoneConfigDialogW(device, NULL, u"tapi/phone"),
		     PHONEERR_NODEVICE);
}

CASE(T265, CHANGES, "the device ID of a removed phone is NODEVICE everywhere")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	unsigned int before = 0;

	CHECK_OK(phoneClose(app_open_owner(app, phone)));
	phone_live(phone, false);
	app_message_of(app, PHONE_REMOVE);
	if (phone_is_mock())
		before = calls(NULL);
	check_no_device(app, device);
	check_no_device(app_begin(), device);
	if (phone_is_mock())
		CHECK_EQ(calls(NULL), before);
}

CASE(T265_handles, NEEDS_MOCK,
     "while a phone is being removed its handles are invalid, before all else")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD mode;

	phone_set(phone, "pause_us", "1000000");
	phone_live(phone, false);
	CHECK_SOON(calls("phoneClose") == 1);
	CHECK_RESULT(phoneGetLamp(handle, CALL_KEY, &mode),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneSetStatusMessages(handle, 0xffffffff, 0, 0),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK(!call_last("phoneClose").returned);
	CHECK_EQ(app_message_of(app, PHONE_CLOSE).hDevice, handle);
	app_message_of(app, PHONE_REMOVE);
}

CASE(T266, CHANGES,
     "other device IDs stay as they are until all sessions have ended")
{
	struct phone *phone[3] = {
		phone_new(NULL), phone_new(NULL), phone_new(NULL),
	};
	DWORD device[3], count, i;
	HPHONEAPP next = app_begin();
	HPHONEAPP app = begin_session(API_NEWEST, &count);

	CHECK(count >= 3);
	for (i = 0; i < 3; i++)
		device[i] = app_device(app, phone[i]);
	phone_live(phone[1], false);
	app_message_of(app, PHONE_REMOVE);
	CHECK_EQ(app_device(app, phone[0]), device[0]);
	CHECK_EQ(app_device(app, phone[2]), device[2]);
	CHECK_RESULT(negotiate(app, device[1]), PHONEERR_NODEVICE);

	/* The device ID is not reused when one of the sessions ends, either. */
	CHECK_OK(phoneShutdown(next));
	next = app_begin();
	CHECK_EQ(app_device(next, phone[2]), device[2]);
	CHECK_RESULT(negotiate(next, device[1]), PHONEERR_NODEVICE);

	CHECK_OK(phoneShutdown(next));
	CHECK_OK(phoneShutdown(app));
	app = begin_session(API_NEWEST, &i);
	CHECK_EQ(i, count - 1);
	for (i = 0; i < count - 1; i++)
		CHECK_OK(negotiate(app, i));
	CHECK_RESULT(negotiate(app, count - 1), PHONEERR_BADDEVICEID);
	app_open_owner(app, phone[0]);
	app_open_owner(app, phone[2]);
}

static DWORD status_flags(HPHONE handle)
{
	PHONESTATUS *status = app_status(handle);
	DWORD flags = status->dwStatusFlags;

	free(status);
	return flags;
}

CASE(T267, CHANGES | NEEDS_USER,
     "a cable that is pulled disconnects the phone, and no more than that")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP idle = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;

	app_enable_all(handle);
	phone_user(phone, "unplug");
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_DISCONNECTED);
	CHECK_EQ(status_flags(handle) & PHONESTATUSFLAGS_CONNECTED, 0);
	app_no_message(app);
	app_no_message(idle);

	phone_user(phone, "plug");
	app_state(app, PHONESTATE_CONNECTED);
	CHECK(status_flags(handle) & PHONESTATUSFLAGS_CONNECTED);
	app_no_message_of(app, PHONE_CLOSE);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_STEADY);
	app_no_message(idle);
}

CASE(T268, CHANGES | NEEDS_USER,
     "SUSPEND and RESUME go with the flag in the status")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	unsigned int i;

	app_enable_all(handle);
	CHECK_EQ(status_flags(handle) & PHONESTATUSFLAGS_SUSPENDED, 0);
	for (i = 0; i < 2; i++) {
		phone_user(phone, "suspend");
		CHECK_EQ(app_state(app, PHONESTATE_SUSPEND).dwParam1,
			 PHONESTATE_SUSPEND);
		CHECK(status_flags(handle) & PHONESTATUSFLAGS_SUSPENDED);
		phone_user(phone, "resume");
		CHECK_EQ(app_state(app, PHONESTATE_RESUME).dwParam1,
			 PHONESTATE_RESUME);
		CHECK_EQ(status_flags(handle) & PHONESTATUSFLAGS_SUSPENDED, 0);
	}
}
