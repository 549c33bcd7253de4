// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Several sessions in one process.
 */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "hidden_window.h"

CASE(sessions_are_apart, CHANGES, "each session has its handles and messages")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin_named("first");
	HPHONEAPP second = app_begin_named("second");
	HPHONE owner = app_open_owner(first, phone);
	HPHONE monitor = app_open_monitor(second, phone);
	PHONEMESSAGE message;
	PHONESTATUS *status;
	DWORD request;

	CHECK(first != second);
	app_enable_all(monitor);
	request = CHECK_REQUEST(phoneSetLamp(owner, CALL_KEY,
					     PHONELAMPMODE_STEADY));
	CHECK_RESULT(app_reply(first, request), 0);
	app_no_message(first);
	message = app_message(second);
	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.hDevice, monitor);
	CHECK_EQ(message.dwCallbackInstance, 0x1000 + PHONEPRIVILEGE_MONITOR);
	app_no_message(second);

	status = app_status(monitor);
	CHECK(!strcmp(app_utf8(status, status->dwOwnerNameOffset,
			       status->dwOwnerNameSize), "first"));
	CHECK_EQ(status->dwNumOwners, 1);
	CHECK_EQ(status->dwNumMonitors, 1);
	free(status);

	/* The end of one session does not affect the other. */
	CHECK_OK(phoneShutdown(first));
	message = app_message(second);
	CHECK_EQ(message.dwParam1, PHONESTATE_OWNER);
	CHECK_EQ(message.dwParam2, 0);
	CHECK_OK(phoneClose(monitor));
	CHECK_RESULT(phoneClose(owner), PHONEERR_INVALPHONEHANDLE);
	app_open_owner(second, phone);
}

CASE(sessions_of_each_kind, CHANGES, "each session has its own way of telling")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP event = app_begin();
	HPHONEAPP window = window_begin();
	HPHONE owner = app_open_owner(event, phone);
	HPHONE monitor = app_open_monitor(window, phone);

	CHECK_OK(phoneSetStatusMessages(owner, PHONESTATE_LAMP, 0, 0));
	CHECK_OK(phoneSetStatusMessages(monitor, PHONESTATE_LAMP, 0, 0));
	CHECK_REQUEST(phoneSetLamp(owner, CALL_KEY, PHONELAMPMODE_STEADY));
	CHECK_EQ(app_state(event, PHONESTATE_LAMP).hDevice, owner);
	CHECK_EQ(callbacks.nr, 0);
	CHECK_EQ(window_until(window, PHONE_STATE, 1).hDevice, monitor);
	window_no_message(window);
}

#define NR_SESSIONS	20

CASE(many_sessions, CHANGES, "many sessions, begun and ended in any order")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP sessions[NR_SESSIONS];
	HPHONE handles[NR_SESSIONS];
	unsigned int i, round;

	for (i = 0; i < NR_SESSIONS; i++) {
		sessions[i] = app_begin();
		handles[i] = app_open_monitor(sessions[i], phone);
	}
	for (round = 0; round < 3; round++) {
		/* Every third session is shut down and begun again. */
		for (i = round; i < NR_SESSIONS; i += 3) {
			CHECK_OK(phoneShutdown(sessions[i]));
			sessions[i] = app_begin();
			handles[i] = app_open_monitor(sessions[i], phone);
		}
	}
	for (i = 0; i < NR_SESSIONS; i++)
		CHECK_OK(phoneSetStatusMessages(handles[i],
						PHONESTATE_RINGMODE, 0, 0));
	CHECK_REQUEST(phoneSetRing(app_open_owner(sessions[0], phone), 2, 0));
	for (i = 0; i < NR_SESSIONS; i++)
		CHECK_EQ(app_state(sessions[i], PHONESTATE_RINGMODE).hDevice,
			 handles[i]);
	for (i = NR_SESSIONS; i--;)
		CHECK_OK(phoneShutdown(sessions[i]));
	CHECK_RESULT(phoneShutdown(sessions[0]), PHONEERR_UNINITIALIZED);
}
