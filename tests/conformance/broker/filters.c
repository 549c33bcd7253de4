// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events that TAPI selects at the provider, for all handles together, and those that
 * it passes on to each handle.
 */
#include "broker.h"

/* Events of TAPI itself, and events without a filter, do not count. */
#define NOT_ASKED_FOR	(PHONESTATE_OWNER | PHONESTATE_MONITORS | \
			 PHONESTATE_REINIT)

static bool asked_for(DWORD states, DWORD modes, DWORD button_states)
{
	struct mock_call call;

	if (!calls("phoneSetStatusMessages"))
		return false;
	call = call_last("phoneSetStatusMessages");
	if ((call.argument[1] & ~NOT_ASKED_FOR) != states)
		return false;
	if (call.argument[2] != modes)
		return false;
	return !modes || call.argument[3] == button_states;
}

#define BOTH_STATES	(PHONEBUTTONSTATE_DOWN | PHONEBUTTONSTATE_UP)

CASE(T241, NEEDS_MOCK, "the provider is asked for what all handles want together")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other_app = app_begin();
	HPHONE first = app_open_owner(app, phone);
	HPHONE second = app_open_monitor(app, phone);
	HPHONE third = app_open_monitor(other_app, phone);

	CHECK_OK(phoneSetStatusMessages(first, PHONESTATE_LAMP,
					PHONEBUTTONMODE_KEYPAD,
					PHONEBUTTONSTATE_DOWN));
	CHECK_SOON(asked_for(PHONESTATE_LAMP, PHONEBUTTONMODE_KEYPAD,
			     PHONEBUTTONSTATE_DOWN));
	CHECK_OK(phoneSetStatusMessages(second, PHONESTATE_DISPLAY,
					PHONEBUTTONMODE_FEATURE,
					PHONEBUTTONSTATE_UP));
	CHECK_SOON(asked_for(PHONESTATE_LAMP | PHONESTATE_DISPLAY,
			     PHONEBUTTONMODE_KEYPAD | PHONEBUTTONMODE_FEATURE,
			     BOTH_STATES));
	CHECK_OK(phoneSetStatusMessages(third, PHONESTATE_LAMP |
					PHONESTATE_RINGMODE, 0, 0));
	CHECK_SOON(asked_for(PHONESTATE_LAMP | PHONESTATE_DISPLAY |
			     PHONESTATE_RINGMODE,
			     PHONEBUTTONMODE_KEYPAD | PHONEBUTTONMODE_FEATURE,
			     BOTH_STATES));

	/* Another handle still selects lamps. */
	CHECK_OK(phoneClose(first));
	CHECK_SOON(asked_for(PHONESTATE_LAMP | PHONESTATE_DISPLAY |
			     PHONESTATE_RINGMODE, PHONEBUTTONMODE_FEATURE,
			     PHONEBUTTONSTATE_UP));
	CHECK_OK(phoneSetStatusMessages(second, PHONESTATE_RINGVOLUME, 0, 0));
	CHECK_SOON(asked_for(PHONESTATE_RINGVOLUME | PHONESTATE_LAMP |
			     PHONESTATE_RINGMODE, 0, 0));
	CHECK_OK(phoneShutdown(other_app));
	CHECK_SOON(asked_for(PHONESTATE_RINGVOLUME, 0, 0));
	CHECK_OK(phoneSetStatusMessages(second, 0, 0, 0));
	CHECK_SOON(asked_for(0, 0, 0));
}

static void raise_event(struct phone *phone, DWORD message, DWORD first,
			DWORD second, DWORD third)
{
	phone_set(phone, "raise", "%u 0x%x 0x%x 0x%x", message, first, second,
		  third);
}

CASE(T242, NEEDS_MOCK, "what nobody asked for is not passed on")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_LAMP,
					PHONEBUTTONMODE_KEYPAD,
					PHONEBUTTONSTATE_DOWN));
	raise_event(phone, PHONE_STATE, PHONESTATE_DISPLAY, 0, 0);
	raise_event(phone, PHONE_STATE, PHONESTATE_RINGMODE, 2, 0);
	raise_event(phone, PHONE_STATE, PHONESTATE_OTHER, 0, 0);
	raise_event(phone, PHONE_BUTTON, 5, PHONEBUTTONMODE_KEYPAD,
		    PHONEBUTTONSTATE_UP);
	raise_event(phone, PHONE_BUTTON, CALL_KEY, PHONEBUTTONMODE_CALL,
		    PHONEBUTTONSTATE_DOWN);
	raise_event(phone, PHONE_BUTTON, LAST_KEY, PHONEBUTTONMODE_FEATURE,
		    PHONEBUTTONSTATE_DOWN);
	app_no_message(app);

	/*
	 * TAPI passes on the selected bits of a message, and single selected
	 * events.
	 */
	raise_event(phone, PHONE_STATE, PHONESTATE_LAMP | PHONESTATE_DISPLAY,
		    0, 0);
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.dwParam1, PHONESTATE_LAMP);
	raise_event(phone, PHONE_BUTTON, 5, PHONEBUTTONMODE_KEYPAD,
		    PHONEBUTTONSTATE_DOWN);
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_BUTTON);
	CHECK_EQ(message.dwParam1, 5);
	CHECK_EQ(message.dwParam2, PHONEBUTTONMODE_KEYPAD);
	CHECK_EQ(message.dwParam3, PHONEBUTTONSTATE_DOWN);
	app_no_message(app);
}

CASE(T242_unasked, NEEDS_MOCK,
     "a provider that reports everything is heard as if it did not")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	HPHONE deaf = app_open_monitor(app, phone);
	struct traffic traffic;
	unsigned int i;

	phone_set(phone, "misbehave", "events-beyond-filter");
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_HANDSETHOOKSWITCH,
					PHONEBUTTONMODE_KEYPAD,
					PHONEBUTTONSTATE_UP));
	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(handle));
	phone_user(phone, "press 12");
	phone_user(phone, "release 12");
	phone_user(phone, "press 7");
	phone_user(phone, "release 7");
	phone_user(phone, "volume speaker 0x1000");
	phone_user(phone, "lift handset");
	traffic_take(app, PHONE_STATE, 1, &traffic);
	CHECK_EQ(traffic_of(&traffic, 0, deaf), 0);
	CHECK_EQ(traffic_of(&traffic, 0, handle), 2);
	CHECK_EQ(traffic_of(&traffic, PHONE_BUTTON, handle), 1);
	CHECK_EQ(traffic_of(&traffic, PHONE_STATE, handle), 1);
	CHECK_EQ(traffic.count, 2);
	CHECK_EQ(traffic.at[0].dwParam1, 7);
	CHECK_EQ(traffic.at[0].dwParam3, PHONEBUTTONSTATE_UP);
	CHECK_EQ(traffic.at[1].dwParam1, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_EQ(traffic.at[1].dwParam2, PHONEHOOKSWITCHMODE_MICSPEAKER);
}

CASE(T242_owner, NEEDS_MOCK,
     "owners and monitors are counted by TAPI, not by the provider")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	PHONEMESSAGE message;
	unsigned int i;

	app_enable_all(handle);
	phone_set(phone, "misbehave", "owner-events");
	raise_event(phone, PHONE_STATE, PHONESTATE_OWNER, 77, 0);
	raise_event(phone, PHONE_STATE, PHONESTATE_MONITORS, 77, 0);
	CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	CHECK_SOON(phone_number(phone, "completed") == 1);
	traffic_take(app, PHONE_REPLY, 1, &traffic);
	CHECK_EQ(traffic.count, 2);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 1);
	for (i = 0; i < 2; i++) {
		if (traffic.at[i].dwMessageID != PHONE_REPLY)
			CHECK_EQ(traffic.at[i].dwParam1, PHONESTATE_LAMP);
	}

	/* Valid messages are passed on. */
	phone_set(phone, "misbehave", "%s", "");
	app_open_monitor(app, phone);
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.dwParam1, PHONESTATE_MONITORS);
	CHECK_EQ(message.dwParam2, 1);
}

static void check_specific(HPHONEAPP app, HPHONE handle, DWORD_PTR instance,
			   const DWORD_PTR *parameter)
{
	PHONEMESSAGE message = app_message(app);

	CHECK_EQ(message.dwMessageID, PHONE_DEVSPECIFIC);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwCallbackInstance, instance);
	CHECK_EQ(message.dwParam1, parameter[0]);
	CHECK_EQ(message.dwParam2, parameter[1]);
	CHECK_EQ(message.dwParam3, parameter[2]);
}

CASE(T215, CHANGES | NEEDS_USER,
     "device-specific events reach every handle as they are")
{
	static const DWORD_PTR numbers[][3] = {
		{ 0, 0, 0 },
		{ 1, 2, 3 },
		{ 0xffffffff, 0x80000000, 0x7fffffff },
		{ 0xfedcba9876543210, 0x8000000000000000, 0xffffffffffffffff },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE owner = open_instance(first, phone, PHONEPRIVILEGE_OWNER, 0x11);
	HPHONE monitor = open_instance(second, phone, PHONEPRIVILEGE_MONITOR,
				       0x22);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		phone_user(phone, "devspecific 0x%" PRIxPTR " 0x%" PRIxPTR
			   " 0x%" PRIxPTR, numbers[i][0], numbers[i][1],
			   numbers[i][2]);
		check_specific(first, owner, 0x11, numbers[i]);
		check_specific(second, monitor, 0x22, numbers[i]);
	}
	app_no_message(first);
	app_no_message(second);
}
