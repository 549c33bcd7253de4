// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Closing a phone at the provider: the last handle closes it, with all outstanding
 * requests, and no other handle does.
 */
#include <pthread.h>

#include "broker.h"

CASE(T077, NEEDS_MOCK, "closing the sole handle calls TSPI_phoneClose() once")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	CHECK_EQ(calls("phoneClose"), 0);
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(calls("phoneClose"), 1);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(calls("phoneClose"), 1);
}

CASE(T078, NEEDS_MOCK, "closing one of two handles does not close the phone")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE owner = app_open_owner(first, phone);
	HPHONE monitor = app_open_monitor(second, phone);

	CHECK_OK(phoneClose(owner));
	CHECK_EQ(calls("phoneClose"), 0);
	CHECK_EQ(lamp_mode(monitor, CALL_KEY), PHONELAMPMODE_OFF);
	CHECK_OK(phoneClose(monitor));
	CHECK_EQ(calls("phoneClose"), 1);
}

CASE(T079, NEEDS_MOCK,
     "handles are counted, not programs: the second of one program closes")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE first = app_open_monitor(app, phone);
	HPHONE second = app_open_monitor(app, phone);

	CHECK_OK(phoneClose(first));
	CHECK_EQ(calls("phoneClose"), 0);
	CHECK_EQ(lamp_mode(second, CALL_KEY), PHONELAMPMODE_OFF);
	CHECK_OK(phoneClose(second));
	CHECK_EQ(calls("phoneClose"), 1);
}

/* Closes while the phone holds all nine operations. */
static void close_with_async_ops(const char *context)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	phone_set(phone, "complete_in", "%s", context);
	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		CHECK_REQUEST(functions[i].call(handle));
	phone_wait_held(phone, NR_ASYNC_OPS);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(phone_number(phone, "completed"), NR_ASYNC_OPS);
	CHECK_EQ(phone_number(phone, "held"), 0);
	app_no_message(app);
	CHECK_OK(phoneShutdown(app));
}

CASE(T091, CHANGES,
     "completions inside TSPI_phoneClose(), on its own thread, do not deadlock")
{
	close_with_async_ops("inline");
	close_with_async_ops("thread");
}

CASE(T092, CHANGES, "the last close ends what is outstanding without a reply")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[5];

	hold_lamps(phone, handle, 5, request);
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(phone_number(phone, "completed"), 5);
	app_no_message(app);

	/* A handle that is opened later does not get the replies, either. */
	phone_set(phone, "hold", "0");
	handle = app_open_owner(app, phone);
	app_no_message(app);
	app_no_message(other);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
	app_no_message(app);
}

static void *close_handle(void *handle)
{
	CHECK_OK(phoneClose(*(HPHONE *)handle));
	return NULL;
}

CASE(T093, NEEDS_MOCK,
     "the last close does not wait for what is outstanding")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[3];
	pthread_t thread;

	hold_lamps(phone, handle, 3, request);

	/* Long enough for checks while TSPI_phoneClose() is in progress. */
	phone_set(phone, "pause_us", "500000");
	CHECK_EQ(pthread_create(&thread, NULL, close_handle, &handle), 0);
	CHECK_SOON(calls("phoneClose") == 1);
	CHECK_EQ(phone_number(phone, "held"), 3);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	CHECK(!call_last("phoneClose").returned);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(phone_number(phone, "held"), 0);
	CHECK_EQ(phone_number(phone, "completed"), 3);
}

CASE(T103, NEEDS_MOCK,
     "phoneShutdown() closes the phone if its handles are the last")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONEAPP third = app_begin();

	app_open_owner(first, phone);
	app_open_monitor(first, phone);
	app_open_monitor(second, phone);
	CHECK_OK(phoneShutdown(first));
	CHECK_EQ(calls("phoneClose"), 0);
	CHECK_OK(phoneShutdown(second));
	CHECK_EQ(calls("phoneClose"), 1);
	CHECK_OK(phoneShutdown(third));
	CHECK_EQ(calls("phoneClose"), 1);
}

CASE(T105, NEEDS_MOCK, "a provider whose TSPI_phoneClose() fails stops nobody")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	phone_set(phone, "misbehave", "close-fails");
	CHECK_OK(phoneClose(handle));
	CHECK_EQ(calls("phoneClose"), 1);
	CHECK(call_last("phoneClose").result != 0);
	check_dead(handle);
	CHECK_EQ(calls("phoneClose"), 1);

	phone_set(phone, "misbehave", "%s", "");
	handle = app_open_owner(app, phone);
	CHECK_EQ(calls("phoneOpen"), 2);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
}

static void check_like_new(HPHONEAPP app, struct phone *phone, HPHONE handle)
{
	DWORD states = 1, modes = 1, button_states = 1;

	CHECK_OK(phoneGetStatusMessages(handle, &states, &modes,
					&button_states));
	CHECK_EQ(states & ~PHONESTATE_REINIT, 0);
	CHECK_EQ(modes, 0);
	CHECK_EQ(button_states, 0);
	phone_user(phone, "press 5");
	phone_user(phone, "release 5");
	phone_user(phone, "lift handset");
	app_no_message(app);
}

CASE(T106, CHANGES | NEEDS_USER,
     "a phone that is opened again is as if opened for the first time")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[4];

	app_enable_all(handle);
	phone_user(phone, "press 5");
	phone_user(phone, "release 5");
	app_message_of(app, PHONE_BUTTON);
	hold_lamps(phone, handle, 4, request);
	CHECK_OK(phoneClose(handle));
	phone_set(phone, "hold", "0");

	handle = app_open_owner(app, phone);
	check_like_new(app, phone, handle);
	APP_DO(app, phoneSetLamp(handle, LAST_KEY, PHONELAMPMODE_FLASH));
	CHECK_EQ(lamp_mode(handle, LAST_KEY), PHONELAMPMODE_FLASH);
	app_enable_all(handle);
	phone_user(phone, "replace handset");
	app_state(app, PHONESTATE_HANDSETHOOKSWITCH);
}

CASE(T106_scripted, NEEDS_MOCK,
     "opening again calls TSPI_phoneOpen() again")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	unsigned int i;

	for (i = 1; i <= 3; i++) {
		HPHONE handle = app_open_owner(app, phone);

		CHECK_EQ(calls("phoneOpen"), i);
		APP_DO(app, phoneSetLamp(handle, CALL_KEY,
					 PHONELAMPMODE_STEADY));
		CHECK_OK(phoneClose(handle));
		CHECK_EQ(calls("phoneClose"), i);
	}
}
