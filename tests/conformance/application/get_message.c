// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneGetMessage(): when and how long it waits.
 */
#include "functions.h"

#include <pthread.h>
#include <stdatomic.h>

/**
 * struct waiter - a thread in phoneGetMessage()
 * @app: the session
 * @timeout: dwTimeout
 * @message: what it got
 * @result: what was returned
 * @begun: the thread is about to wait
 * @returned: it has returned
 * @thread: the thread
 *
 * @begun and @returned are atomic; the rest belongs to the thread in between.
 */
struct waiter {
	HPHONEAPP app;
	DWORD timeout;
	PHONEMESSAGE message;
	LONG result;
	atomic_bool begun;
	atomic_bool returned;
	pthread_t thread;
};

static void *get_message(void *data)
{
	struct waiter *waiter = data;

	atomic_store(&waiter->begun, true);
	waiter->result = phoneGetMessage(waiter->app, &waiter->message,
					 waiter->timeout);
	atomic_store(&waiter->returned, true);
	return NULL;
}

/* Returns when the thread waits. */
static void start(struct waiter *waiter, HPHONEAPP app, DWORD timeout)
{
	waiter->app = app;
	waiter->timeout = timeout;
	atomic_init(&waiter->begun, false);
	atomic_init(&waiter->returned, false);
	CHECK_EQ(pthread_create(&waiter->thread, NULL, get_message, waiter), 0);
	CHECK_SOON(atomic_load(&waiter->begun));
	case_sleep_ms(A_WHILE);
	CHECK(!atomic_load(&waiter->returned));
}

static void finish(struct waiter *waiter)
{
	CHECK_SOON(atomic_load(&waiter->returned));
	CHECK_EQ(pthread_join(waiter->thread, NULL), 0);
}

CASE(T016, READS, "without waiting, no message is OPERATIONFAILED at once")
{
	HPHONEAPP app = app_begin();
	PHONEMESSAGE message;
	int64_t before = case_now_ms();
	unsigned int i;

	for (i = 0; i < 100; i++)
		CHECK_RESULT(phoneGetMessage(app, &message, 0),
			     PHONEERR_OPERATIONFAILED);
	CHECK(case_now_ms() - before < SOON);
}

CASE(T017, READS, "no message in time is OPERATIONFAILED, not too early")
{
	static const DWORD timeouts[] = { 1, 50, 300 };
	HPHONEAPP app = app_begin();
	PHONEMESSAGE message;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(timeouts); i++) {
		int64_t before = case_now_ms();
		int64_t passed;

		CHECK_RESULT(phoneGetMessage(app, &message, timeouts[i]),
			     PHONEERR_OPERATIONFAILED);
		passed = case_now_ms() - before;
		/* The clock is read in whole milliseconds. */
		CHECK(passed + 1 >= timeouts[i]);
		CHECK(passed < timeouts[i] + SOON);
	}
}

CASE(T018, CHANGES, "INFINITE waits until there is a message")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct waiter waiter;
	DWORD request;

	start(&waiter, app, INFINITE);
	case_sleep_ms(3 * A_WHILE);
	CHECK(!atomic_load(&waiter.returned));
	request = CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE,
					     PHONELAMPMODE_STEADY));
	finish(&waiter);
	CHECK_RESULT(waiter.result, 0);
	CHECK_EQ(waiter.message.dwMessageID, PHONE_REPLY);
	CHECK_EQ(waiter.message.dwParam1, request);
}

CASE(T019, READS, "the end of the session releases who waits for a message")
{
	struct waiter waiters[3];
	HPHONEAPP remaining = app_begin();
	HPHONEAPP app = app_begin();
	size_t i;

	start(&waiters[0], app, INFINITE);
	start(&waiters[1], app, 10 * SOON);
	start(&waiters[2], remaining, INFINITE);
	CHECK_OK(phoneShutdown(app));
	for (i = 0; i < 2; i++) {
		finish(&waiters[i]);
		CHECK_RESULT(waiters[i].result, PHONEERR_INVALAPPHANDLE);
	}
	/* The thread of another session waits until that session ends, too. */
	case_sleep_ms(A_WHILE);
	CHECK(!atomic_load(&waiters[2].returned));
	CHECK_OK(phoneShutdown(remaining));
	finish(&waiters[2]);
	CHECK_RESULT(waiters[2].result, PHONEERR_INVALAPPHANDLE);
}

CASE(T020, READS, "no place for the message, no such session")
{
	HPHONEAPP app = app_begin();
	PHONEMESSAGE message;

	CHECK_RESULT(phoneGetMessage(app, NULL, 0), PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetMessage(app, NULL, INFINITE),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetMessage(0, &message, 0), PHONEERR_INVALAPPHANDLE);
	CHECK_RESULT(phoneGetMessage(app ^ 0x100, &message, 0),
		     PHONEERR_INVALAPPHANDLE);
	CHECK_RESULT(phoneGetMessage(0xffffffff, &message, INFINITE),
		     PHONEERR_INVALAPPHANDLE);
	CHECK_RESULT(phoneGetMessage(app, &message, 0),
		     PHONEERR_OPERATIONFAILED);
}

#define NR_IN_ORDER	32

CASE(T021, CHANGES, "messages are fetched in the order in which they came")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD requests[NR_IN_ORDER];
	unsigned int i;

	/* The sessions end in the order in which they were made. */
	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_IN_ORDER; i++)
		requests[i] = CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE,
							 PHONELAMPMODE_WINK));
	phone_wait_held(phone, NR_IN_ORDER);
	for (i = 1; i <= NR_IN_ORDER; i++) {
		phone_set(phone, "release", "1");
		CHECK_SOON(phone_number(phone, "completed") == i);
	}
	for (i = 0; i < NR_IN_ORDER; i++) {
		PHONEMESSAGE message = app_message(app);

		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, requests[i]);
	}
	app_no_message(app);
}
