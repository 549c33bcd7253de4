// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A provider that closes a phone by force with PHONE_CLOSE.
 */
#include "broker.h"

static void force_close(struct phone *phone)
{
	phone_set(phone, "force_close", "1");
}

CASE(T256, NEEDS_MOCK,
     "a phone that was closed by force is not asked for anything any more")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	unsigned int i;

	app_enable_all(owner);
	APP_DO(app, phoneSetLamp(owner, CALL_KEY, PHONELAMPMODE_STEADY));
	mock()->forget_calls();
	force_close(phone);
	app_message_of(app, PHONE_CLOSE);
	app_message_of(app, PHONE_CLOSE);
	for (i = 0; i < NR_FUNCTIONS; i++) {
		case_note("%s", functions[i].name);
		CHECK_RESULT(functions[i].call(owner),
			     PHONEERR_INVALPHONEHANDLE);
		CHECK_RESULT(functions[i].call(monitor),
			     PHONEERR_INVALPHONEHANDLE);
	}
	CHECK_RESULT(phoneClose(owner), PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneClose(monitor), PHONEERR_INVALPHONEHANDLE);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(calls(NULL), 0);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(calls("phoneClose"), 0);
	CHECK_EQ(calls("phoneSetStatusMessages"), 0);
	CHECK_EQ(calls("phoneSelectExtVersion"), 0);
}

static void check_closed_once(HPHONEAPP app, const HPHONE *handle,
			      const DWORD_PTR *instance, unsigned int count)
{
	struct traffic traffic;
	unsigned int i, j;

	traffic_take(app, PHONE_CLOSE, count, &traffic);
	CHECK_EQ(traffic.count, count);
	for (i = 0; i < count; i++) {
		CHECK_EQ(traffic_of(&traffic, PHONE_CLOSE, handle[i]), 1);
		for (j = 0; traffic.at[j].hDevice != handle[i]; j++)
			;
		CHECK_EQ(traffic.at[j].dwCallbackInstance, instance[i]);
		CHECK_EQ(traffic.at[j].dwParam1, 0);
		CHECK_EQ(traffic.at[j].dwParam2, 0);
		CHECK_EQ(traffic.at[j].dwParam3, 0);
		check_dead(handle[i]);
	}
}

CASE(T257, NEEDS_MOCK, "each handle gets one PHONE_CLOSE, and is invalid then")
{
	static const DWORD_PTR instance[] = { 0x11, 0x22, 0x33, 0x44 };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE handle[4];

	handle[0] = open_instance(first, phone, PHONEPRIVILEGE_OWNER,
				  instance[0]);
	handle[1] = open_instance(first, phone, PHONEPRIVILEGE_MONITOR,
				  instance[1]);
	handle[2] = open_instance(second, phone, PHONEPRIVILEGE_MONITOR,
				  instance[2]);
	handle[3] = open_instance(second, phone, PHONEPRIVILEGE_MONITOR,
				  instance[3]);
	force_close(phone);
	check_closed_once(first, handle, instance, 2);
	check_closed_once(second, handle + 2, instance + 2, 2);
}

CASE(T258, NEEDS_MOCK,
     "replies come before PHONE_CLOSE, and nothing comes after it")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	DWORD request[7];
	unsigned int i;

	app_enable_all(handle);
	hold_lamps(phone, handle, 7, request);
	force_close(phone);
	phone_user(phone, "lift handset");
	CHECK_SOON(phone_number(phone, "completed") == 7);
	traffic_take(app, PHONE_CLOSE, 1, &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 7);
	CHECK_EQ(traffic_of(&traffic, PHONE_CLOSE, handle), 1);
	for (i = 0; i < 7; i++)
		reply_index(&traffic, request[i]);
	CHECK_EQ(traffic.at[traffic.count - 1].dwMessageID, PHONE_CLOSE);
	CHECK_EQ(traffic.at[traffic.count - 1].hDevice, handle);
}

CASE(T259, NEEDS_MOCK, "PHONE_CLOSE comes even if all messages are turned off")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE untouched = app_open_owner(app, phone);
	HPHONE silenced = app_open_monitor(app, phone);
	struct traffic traffic;

	app_enable_all(silenced);
	CHECK_OK(phoneSetStatusMessages(silenced, 0, 0, 0));
	force_close(phone);
	traffic_take(app, PHONE_CLOSE, 2, &traffic);
	CHECK_EQ(traffic.count, 2);
	CHECK_EQ(traffic_of(&traffic, PHONE_CLOSE, untouched), 1);
	CHECK_EQ(traffic_of(&traffic, PHONE_CLOSE, silenced), 1);
}

CASE(T260, NEEDS_MOCK, "a phone that was closed by force can be opened again")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	unsigned int i;

	for (i = 1; i <= 3; i++) {
		HPHONE handle = app_open_owner(app, phone);

		CHECK_EQ(calls("phoneOpen"), i);
		APP_DO(app, phoneSetLamp(handle, CALL_KEY,
					 PHONELAMPMODE_STEADY));
		force_close(phone);
		CHECK_EQ(app_message(app).dwMessageID, PHONE_CLOSE);
		check_dead(handle);
	}
	CHECK_EQ(calls("phoneClose"), 0);
}

CASE(T260_refused, NEEDS_MOCK,
     "whether it can be opened again is up to the provider")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle;

	CHECK_OK(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle));
	force_close(phone);
	app_message_of(app, PHONE_CLOSE);
	phone_set(phone, "open_error", "0x%x", (DWORD)PHONEERR_INUSE);
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle),
		     PHONEERR_INUSE);
	CHECK_EQ(calls("phoneOpen"), 2);
	phone_set(phone, "open_error", "0");
	CHECK_OK(call_open(app, device, PHONEPRIVILEGE_OWNER, &handle));
	CHECK_EQ(calls("phoneOpen"), 3);
}
