// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Several threads that use the same handle or the same session.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "functions.h"

#define NR_THREADS	4
#define NR_ROUNDS	40

/**
 * struct race - threads that call functions at the same time
 * @barrier: they begin together
 * @app: the session
 * @handle: the handle
 * @successes: how many got 0
 * @failures: how many got @error
 * @error: the expected result of those that are too late
 */
struct race {
	pthread_barrier_t barrier;
	HPHONEAPP app;
	HPHONE handle;
	atomic_uint successes;
	atomic_uint failures;
	LONG error;
};

static void count(struct race *race, LONG result)
{
	if (!result)
		race->successes++;
	else if (result == race->error)
		race->failures++;
	else
		case_fail(__FILE__, __LINE__, "0x%x", (unsigned int)result);
}

static void *close_handle(void *data)
{
	struct race *race = data;

	pthread_barrier_wait(&race->barrier);
	count(race, phoneClose(race->handle));
	return NULL;
}

static void *shut_down(void *data)
{
	struct race *race = data;

	pthread_barrier_wait(&race->barrier);
	count(race, phoneShutdown(race->app));
	return NULL;
}

/* All threads make the call, and one succeeds. */
static void run_race(struct race *race, void *(*run)(void *data), LONG error)
{
	pthread_t threads[NR_THREADS];
	unsigned int i;

	race->successes = 0;
	race->failures = 0;
	race->error = error;
	CHECK_EQ(pthread_barrier_init(&race->barrier, NULL, NR_THREADS), 0);
	for (i = 0; i < NR_THREADS; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, run, race), 0);
	for (i = 0; i < NR_THREADS; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(pthread_barrier_destroy(&race->barrier), 0);
	CHECK_EQ(race->successes, 1);
	CHECK_EQ(race->failures, NR_THREADS - 1);
}

CASE(threads_close_one_handle, CHANGES, "one of them closes it, the others fail")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	struct race race = { .app = app };
	unsigned int i;

	for (i = 0; i < NR_ROUNDS; i++) {
		race.handle = app_open_owner(app, phone);
		CHECK_REQUEST(phoneSetLamp(race.handle, CALL_KEY,
					   i % 2 ? PHONELAMPMODE_OFF :
						   PHONELAMPMODE_STEADY));
		run_race(&race, close_handle, PHONEERR_INVALPHONEHANDLE);
	}
	app_no_message(app);
}

CASE(threads_shut_down_one_session, CHANGES, "one of them ends it")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP other = app_begin();
	struct race race;
	unsigned int i;

	app_device(other, phone);
	for (i = 0; i < NR_ROUNDS; i++) {
		race.app = app_begin();
		race.handle = app_open_owner(race.app, phone);
		CHECK_REQUEST(phoneSetLamp(race.handle, CALL_KEY,
					   PHONELAMPMODE_FLASH));
		run_race(&race, shut_down, PHONEERR_INVALAPPHANDLE);
	}
	CHECK_OK(phoneShutdown(other));
}

/* Uses the handle until it is closed. */
static void *use_handle(void *data)
{
	struct race *race = data;
	unsigned int i;
	LONG result;

	pthread_barrier_wait(&race->barrier);
	for (;;) {
		for (i = 0; i < NR_FUNCTIONS; i++) {
			result = functions[i].call(race->handle);
			if (result == race->error ||
			    result == PHONEERR_INVALPHONEHANDLE)
				return NULL;
			if (result == PHONEERR_RESOURCEUNAVAIL)
				continue;
			if (result < 0)
				case_fail(__FILE__, __LINE__, "%s(): 0x%x",
					  functions[i].name,
					  (unsigned int)result);
		}
	}
}

static void *take_messages(void *data)
{
	struct race *race = data;
	PHONEMESSAGE message;
	LONG result;

	pthread_barrier_wait(&race->barrier);
	do {
		result = phoneGetMessage(race->app, &message, INFINITE);
	} while (!result);
	CHECK_RESULT(result, PHONEERR_INVALAPPHANDLE);
	return NULL;
}

/* Two threads use the session, one fetches messages, and it is shut down meanwhile. */
static void end_in_use(struct race *race, bool by_shutdown)
{
	pthread_t threads[3];
	unsigned int i;

	race->error = by_shutdown ? PHONEERR_UNINITIALIZED :
				    PHONEERR_INVALPHONEHANDLE;
	CHECK_EQ(pthread_barrier_init(&race->barrier, NULL, 4), 0);
	for (i = 0; i < 2; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, use_handle, race),
			 0);
	CHECK_EQ(pthread_create(&threads[2], NULL, take_messages, race), 0);
	pthread_barrier_wait(&race->barrier);
	case_sleep_ms(20);
	if (!by_shutdown) {
		CHECK_OK(phoneClose(race->handle));
		CHECK_EQ(pthread_join(threads[0], NULL), 0);
		CHECK_EQ(pthread_join(threads[1], NULL), 0);
	}
	CHECK_OK(phoneShutdown(race->app));
	if (by_shutdown) {
		CHECK_EQ(pthread_join(threads[0], NULL), 0);
		CHECK_EQ(pthread_join(threads[1], NULL), 0);
	}
	CHECK_EQ(pthread_join(threads[2], NULL), 0);
	CHECK_EQ(pthread_barrier_destroy(&race->barrier), 0);
}

CASE(closed_while_in_use, CHANGES, "a handle is closed while threads use it")
{
	struct phone *phone = phone_new(NULL);
	struct race race;
	unsigned int i;

	for (i = 0; i < 5; i++) {
		race.app = app_begin();
		race.handle = app_open_owner(race.app, phone);
		end_in_use(&race, false);
	}
}

CASE(shut_down_while_in_use, CHANGES, "a session ends while threads use it")
{
	struct phone *phone = phone_new(NULL);
	struct race race;
	unsigned int i;

	for (i = 0; i < 5; i++) {
		race.app = app_begin();
		race.handle = app_open_owner(race.app, phone);
		end_in_use(&race, true);
	}
}

static void *fetch_some(void *data)
{
	struct race *race = data;
	PHONEMESSAGE message;

	pthread_barrier_wait(&race->barrier);
	while (!phoneGetMessage(race->app, &message, SOON)) {
		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		race->successes++;
	}
	return NULL;
}

CASE(threads_fetch, CHANGES, "each message is fetched by one of the threads")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	struct race race = { .app = app };
	pthread_t threads[NR_THREADS];
	unsigned int nr = 200;
	unsigned int i;

	race.handle = app_open_owner(app, phone);
	CHECK_EQ(pthread_barrier_init(&race.barrier, NULL, NR_THREADS + 1), 0);
	for (i = 0; i < NR_THREADS; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, fetch_some, &race),
			 0);
	pthread_barrier_wait(&race.barrier);
	for (i = 0; i < nr; i++)
		CHECK_REQUEST(phoneSetRing(race.handle, i % 5, i));
	CHECK_SOON(race.successes == nr);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(race.successes, nr);

	/* Waiting threads are released. */
	CHECK_OK(phoneShutdown(app));
	for (i = 0; i < NR_THREADS; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
}
