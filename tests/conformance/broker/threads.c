// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How many calls of a provider are in progress at a time, and from which threads.
 */
#include <pthread.h>

#include "broker.h"

/*
 * Everything that could make TAPI call the provider from a callback: completions inside
 * calls and on the provider's thread, messages of all kinds, closing and opening.
 */
static void do_much(HPHONEAPP app, struct phone *phone, const char *context)
{
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	DWORD request[4];
	unsigned int i;

	phone_set(phone, "complete_in", "%s", context);
	app_enable_all(owner);
	app_enable_all(monitor);
	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(owner));
	hold_lamps(phone, owner, 4, request);
	phone_set(phone, "release", "2");
	CHECK_OK(phoneClose(owner));
	CHECK_OK(phoneClose(monitor));
	phone_set(phone, "hold", "0");
}

CASE(T123, NEEDS_MOCK, "TAPI calls no provider from inside a completion")
{
	struct phone *phone = phone_new(NULL);
	struct phone *coming = phone_new_dead(NULL);
	HPHONEAPP app = app_begin();
	unsigned int i;

	do_much(app, phone, "inline");
	do_much(app, phone, "thread");
	phone_live(coming, true);
	app_message_of(app, PHONE_CREATE);
	app_open_owner(app, phone);
	phone_set(phone, "force_close", "1");
	app_message_of(app, PHONE_CLOSE);
	app_open_owner(app, phone);
	phone_live(phone, false);
	app_message_of(app, PHONE_REMOVE);
	CHECK_OK(phoneShutdown(app));
	CHECK(calls(NULL) > 50);
	for (i = 0; i < calls(NULL); i++) {
		struct mock_call call = call_get(NULL, i);

		if (call.in_callback)
			case_fail(__FILE__, __LINE__,
				  "TSPI_%s() from inside a callback",
				  call.name);
	}
}

#define NR_CALLERS	3
#define NR_CALLS	10

/**
 * struct callers - threads that ask for a lamp at the same time
 * @handle: the handle
 * @start: all threads have begun
 */
struct callers {
	HPHONE handle;
	pthread_barrier_t start;
};

static void *call_often(void *data)
{
	struct callers *callers = data;
	unsigned int i;

	for (i = 0; i < NR_CALLS; i++) {
		pthread_barrier_wait(&callers->start);
		lamp_mode(callers->handle, CALL_KEY);
	}
	return NULL;
}

/* The highest number of calls that were in progress at a time. */
static unsigned int most_at_once(void)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	struct callers callers = { .handle = app_open_owner(app, phone) };
	pthread_t thread[NR_CALLERS];
	unsigned int most = 0;
	unsigned int i;

	mock()->forget_calls();
	phone_set(phone, "pause_us", "20000");
	pthread_barrier_init(&callers.start, NULL, NR_CALLERS);
	for (i = 0; i < NR_CALLERS; i++)
		CHECK_EQ(pthread_create(&thread[i], NULL, call_often,
					&callers), 0);
	for (i = 0; i < NR_CALLERS; i++)
		CHECK_EQ(pthread_join(thread[i], NULL), 0);
	CHECK_EQ(calls("phoneGetLamp"), NR_CALLERS * NR_CALLS);
	for (i = 0; i < calls(NULL); i++) {
		struct mock_call call = call_get(NULL, i);

		if (call.concurrent > most)
			most = call.concurrent;
	}
	CHECK_OK(phoneShutdown(app));
	return most;
}

CASE(T128, NEEDS_MOCK,
     "calls of a provider run in parallel, unless it wants one at a time")
{
	mock()->set(NULL, "reentrant", "1");
	CHECK(most_at_once() >= 2);
	mock()->set(NULL, "reentrant", "0");
	CHECK_EQ(most_at_once(), 1);
}
