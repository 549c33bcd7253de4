// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneClose() as the program sees it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "messages.h"

static void check_dead(HPHONE handle)
{
	unsigned int i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(handle);

		if (result != PHONEERR_INVALPHONEHANDLE)
			case_fail(__FILE__, __LINE__, "%s() closed: 0x%x",
				  functions[i].name, (unsigned int)result);
	}
	CHECK_RESULT(phoneClose(handle), PHONEERR_INVALPHONEHANDLE);
}

static void check_alive(HPHONE handle)
{
	unsigned int i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(handle);

		if (result < 0)
			case_fail(__FILE__, __LINE__, "%s() open: 0x%x",
				  functions[i].name, (unsigned int)result);
	}
}

CASE(T075, CHANGES, "after phoneClose() no function takes the handle")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	DWORD devices;

	check_alive(owner);

	/*
	 * Close one handle while another one is open, then that as the last
	 * one.
	 */
	CHECK_OK(phoneClose(owner));
	check_dead(owner);
	CHECK_OK(phoneGetHookSwitch(monitor, &devices));
	CHECK_OK(phoneClose(monitor));
	check_dead(monitor);
	check_dead(owner);
}

CASE(T076, READS, "closing twice, or a number that was never issued")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	HPHONE never[] = {
		0, 1, 0x7fffffff, 0x80000000, 0xffffffff, app,
		handle + 1, handle ^ 0x80000000, handle ^ 0x00010000,
	};
	DWORD devices;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(never); i++)
		CHECK_RESULT(phoneClose(never[i]), PHONEERR_INVALPHONEHANDLE);

	/* None of these calls has closed the open handle. */
	CHECK_OK(phoneGetHookSwitch(handle, &devices));
	CHECK_OK(phoneClose(handle));
	CHECK_RESULT(phoneClose(handle), PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneClose(handle), PHONEERR_INVALPHONEHANDLE);
}

/* A session whose messages can be seen after it has shut down. */
static HPHONEAPP begin_with_port(struct tphone_port *port)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT,
		.Handles.hCompletionPort = (HANDLE)port,
		.dwCompletionKey = 7,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, "port", &nr_devices,
				    &version, &params));
	return app;
}

static DWORD port_message(struct tphone_port *port, int timeout_ms)
{
	PHONEMESSAGE *message;
	DWORD key, kind;
	int error;

	error = tphone_port_get(port, &key, &message, timeout_ms);
	if (error == -ETIMEDOUT)
		return 0;
	CHECK_EQ(error, 0);
	kind = message->dwMessageID;
	free(message);
	return kind;
}

CASE(T100, CHANGES, "no PHONE_CLOSE of phoneClose() or phoneShutdown()")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	struct tphone_port *port;
	HPHONEAPP other;
	HPHONE handle;
	DWORD request;

	CHECK_EQ(tphone_port_new(&port), 0);
	other = begin_with_port(port);

	/* Close a handle that is not the last one, then the last one. */
	app_enable_all(app_open_monitor(other, phone));
	handle = app_open_owner(app, phone);
	app_enable_all(handle);
	request = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY,
					     PHONELAMPMODE_STEADY));
	CHECK_RESULT(app_reply(app, request), 0);
	CHECK_EQ(port_message(port, SOON), PHONE_STATE);
	CHECK_OK(phoneClose(handle));
	app_no_message_of(app, PHONE_CLOSE);

	CHECK_OK(phoneShutdown(other));
	handle = app_open_monitor(app, phone);
	app_enable_all(handle);
	CHECK_OK(phoneClose(handle));
	app_no_message_of(app, PHONE_CLOSE);

	other = begin_with_port(port);
	app_enable_all(app_open_owner(other, phone));
	CHECK_OK(phoneShutdown(other));
	app_no_message_of(app, PHONE_CLOSE);
	for (;;) {
		DWORD kind = port_message(port, A_WHILE);

		if (!kind)
			break;
		CHECK(kind != PHONE_CLOSE);
	}
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}

/* Makes the session have a PHONE_REPLY and a PHONE_STATE of the handle. */
static void queue_two(HPHONEAPP app, HPHONE handle, DWORD mode)
{
	CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY, mode));
	messages_wait(app);
}

static void check_purged(HPHONEAPP app, const struct phone *phone)
{
	HPHONE handle = app_open_owner(app, phone);
	struct messages messages;

	/* The messages come if the handle is not closed. */
	app_enable_all(handle);
	queue_two(app, handle, PHONELAMPMODE_STEADY);
	messages = messages_exactly(app, 2);
	messages_one(&messages, PHONE_REPLY);
	messages_one_state(&messages, PHONESTATE_LAMP);

	queue_two(app, handle, PHONELAMPMODE_OFF);
	CHECK_OK(phoneClose(handle));
	CHECK(!messages_waiting(app));
	app_no_message(app);
}

CASE(T101, CHANGES, "phoneClose() drops messages that were not fetched")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other = app_begin();
	HPHONE monitor;

	check_purged(app, phone);
	monitor = app_open_monitor(other, phone);
	check_purged(app, phone);
	CHECK_OK(phoneClose(monitor));
}

CASE(T102, CHANGES, "phoneClose() keeps the messages of other handles")
{
	struct phone *phone = phone_new(NULL);
	struct phone *second = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE elsewhere = app_open_owner(app, second);
	struct messages messages;

	app_enable_all(owner);
	app_enable_all(monitor);
	app_enable_all(elsewhere);
	CHECK_REQUEST(phoneSetLamp(elsewhere, CALL_KEY, PHONELAMPMODE_WINK));
	CHECK_REQUEST(phoneSetLamp(owner, CALL_KEY, PHONELAMPMODE_STEADY));
	messages_wait(app);

	CHECK_OK(phoneClose(owner));
	messages = messages_exactly(app, 4);
	CHECK_EQ(messages_count_handle(&messages, owner), 0);
	CHECK_EQ(messages_count(&messages, PHONE_REPLY), 1);

	/* Two events: the lamp, and the number of owners. */
	CHECK_EQ(messages_count_handle(&messages, monitor), 2);
	CHECK_EQ(messages_count_state(&messages, PHONESTATE_LAMP), 2);
	CHECK_EQ(messages_count_state(&messages, PHONESTATE_OWNER), 1);
}

CASE(T108, CHANGES, "closing resets nothing at the phone")
{
	static const WCHAR text[] = u"still here";
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	union {
		VARSTRING string;
		unsigned char bytes[sizeof(VARSTRING) + 256];
	} display = { .string.dwTotalSize = sizeof(display) };
	DWORD mode, volume;
	PHONESTATUS *status;

	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_FLASH));
	APP_DO(app, phoneSetDisplay(handle, 0, 0, (LPCSTR)text, sizeof(text)));
	APP_DO(app, phoneSetVolume(handle, PHONEHOOKSWITCHDEV_SPEAKER, 0x2222));
	APP_DO(app, phoneSetGain(handle, PHONEHOOKSWITCHDEV_SPEAKER, 0x3333));
	APP_DO(app, phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_SPEAKER,
				       PHONEHOOKSWITCHMODE_SPEAKER));
	APP_DO(app, phoneSetRing(handle, 2, 0x4444));
	CHECK_OK(phoneClose(handle));

	handle = app_open_monitor(app, phone);
	CHECK_OK(phoneGetLamp(handle, CALL_KEY, &mode));
	CHECK_EQ(mode, PHONELAMPMODE_FLASH);
	CHECK_OK(phoneGetDisplay(handle, &display.string));
	CHECK(display.string.dwStringSize >= sizeof(text));
	CHECK(!memcmp(display.bytes + display.string.dwStringOffset, text,
		      sizeof(text) - sizeof(text[0])));
	CHECK_OK(phoneGetVolume(handle, PHONEHOOKSWITCHDEV_SPEAKER, &volume));
	CHECK_EQ(volume, 0x2222);
	CHECK_OK(phoneGetGain(handle, PHONEHOOKSWITCHDEV_SPEAKER, &volume));
	CHECK_EQ(volume, 0x3333);
	CHECK_OK(phoneGetRing(handle, &mode, &volume));
	CHECK_EQ(mode, 2);
	CHECK_EQ(volume, 0x4444);
	status = app_status(handle);
	CHECK_EQ(status->dwSpeakerHookSwitchMode, PHONEHOOKSWITCHMODE_SPEAKER);
	free(status);
}
