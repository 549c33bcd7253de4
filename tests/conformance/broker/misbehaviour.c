// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Providers that break the rules, which programs must not notice.
 */
#include <pthread.h>

#include "broker.h"

/* The phone works again after the fault, and no request is left. */
static void check_sane(HPHONEAPP app, struct phone *phone, HPHONE handle)
{
	size_t i;

	phone_set(phone, "misbehave", "%s", "");
	app_no_message(app);
	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(handle));
	app_no_message(app);
}

/*
 * A provider that returns another number than the request ID: for all nine functions,
 * and completing the request afterwards under either number.
 */
static void check_wrong_return(const char *how)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	phone_set(phone, "misbehave", "%s", how);
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		struct mock_call call;

		CHECK_RESULT(functions[i].call(handle),
			     PHONEERR_OPERATIONFAILED);
		call = call_last(functions[i].name);
		CHECK(call.result >= 0);
		CHECK(call.result != (LONG)call.argument[0]);
		phone_set(phone, "complete", "%u 0", (DWORD)call.argument[0]);
		if (call.result > 0)
			phone_set(phone, "complete", "%d 0", call.result);
	}
	check_sane(app, phone, handle);
	CHECK_OK(phoneShutdown(app));
}

CASE(T125, NEEDS_MOCK, "a function that returns 0 or another number has failed")
{
	check_wrong_return("return-zero");
	check_wrong_return("return-foreign");
}

CASE(T126, NEEDS_MOCK, "a second completion of a request is ignored")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	phone_set(phone, "misbehave", "complete-twice");
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		APP_DO(app, functions[i].call(handle));
		app_no_message(app);
	}
	check_sane(app, phone, handle);
}

CASE(T126_finished, NEEDS_MOCK,
     "a completion long after the reply, or after the handle, is ignored")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	HPHONE other = app_open_monitor(app, phone);
	DWORD id;

	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	id = call_last("phoneSetLamp").argument[0];
	phone_set(phone, "complete", "%u 0", id);
	app_no_message(app);
	CHECK_OK(phoneClose(handle));
	phone_set(phone, "complete", "%u 0", id);
	app_no_message(app);
	CHECK_EQ(lamp_mode(other, CALL_KEY), PHONELAMPMODE_STEADY);
}

CASE(T126_unknown, NEEDS_MOCK, "a completion of an unknown request is ignored")
{
	static const DWORD unknown[] = {
		0, 1, 0x1234567, 0x7fffffff, 0x80000000, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		phone_set(phone, "complete", "%u 0", unknown[i]);
	app_no_message(app);
	phone_set(phone, "misbehave", "complete-unknown");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(handle));
	check_sane(app, phone, handle);
}

CASE(T126_rejected, NEEDS_MOCK,
     "a completion before, or after, the function says no is ignored")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct mock_call call;
	LONG result;
	size_t i;

	phone_set(phone, "misbehave", "complete-then-fail");
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		result = functions[i].call(handle);
		CHECK(result < 0);
		call = call_last(functions[i].name);
		CHECK_RESULT(result, call.result);
		phone_set(phone, "complete", "%u 0", (DWORD)call.argument[0]);
	}
	check_sane(app, phone, handle);
}

static void *set_lamp(void *handle)
{
	static DWORD request;

	request = CHECK_REQUEST(phoneSetLamp(*(HPHONE *)handle, CALL_KEY,
					     PHONELAMPMODE_STEADY));
	return &request;
}

CASE(T126_early, NEEDS_MOCK,
     "of two completions that come before the call returns, the first counts")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	pthread_t thread;
	void *request;
	DWORD id;

	phone_set(phone, "hold", "1");
	phone_set(phone, "pause_us", "500000");
	CHECK_EQ(pthread_create(&thread, NULL, set_lamp, &handle), 0);
	CHECK_SOON(calls("phoneSetLamp") == 1);
	id = call_last("phoneSetLamp").argument[0];
	phone_set(phone, "complete", "%u %d", id, PHONEERR_NOMEM);
	phone_set(phone, "complete", "%u 0", id);
	CHECK(!call_last("phoneSetLamp").returned);
	app_no_message(app);
	CHECK_EQ(pthread_join(thread, &request), 0);
	CHECK_RESULT(app_reply(app, *(DWORD *)request), PHONEERR_NOMEM);
	app_no_message(app);
}

static unsigned int events_of(const struct traffic *traffic, DWORD state)
{
	unsigned int count = 0;
	unsigned int i;

	for (i = 0; i < traffic->count; i++) {
		const PHONEMESSAGE *message = &traffic->at[i];

		if (message->dwMessageID != PHONE_STATE)
			continue;
		if (message->dwParam1 == state)
			count++;
	}
	return count;
}

CASE(callbacks_at_once, NEEDS_MOCK,
     "an event during a completion, from another thread, does no harm")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[20 * NR_ASYNC_OPS];
	struct traffic traffic;
	size_t i;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_OTHER, 0, 0));
	phone_set(phone, "misbehave", "event-in-completion");
	for (i = 0; i < ARRAY_SIZE(request); i++)
		request[i] = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY,
							PHONELAMPMODE_STEADY));
	traffic_take(app, PHONE_REPLY, ARRAY_SIZE(request), &traffic);
	for (i = 0; i < ARRAY_SIZE(request); i++)
		CHECK_RESULT(reply_result(&traffic, request[i]), 0);
	CHECK_EQ(events_of(&traffic, PHONESTATE_OTHER), ARRAY_SIZE(request));
	CHECK_EQ(traffic.count, 2 * ARRAY_SIZE(request));

	/* Also while the phone is closed with all nine requests outstanding. */
	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_ASYNC_OPS; i++)
		CHECK_REQUEST(functions[i].call(handle));
	phone_wait_held(phone, NR_ASYNC_OPS);
	CHECK_OK(phoneClose(handle));
	app_no_message(app);
	phone_set(phone, "hold", "0");
	check_sane(app, phone, app_open_owner(app, phone));
}
