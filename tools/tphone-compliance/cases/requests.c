// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The results of the nine asynchronous functions of a provider, and the number
 * of their completions.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "operations.h"
#include "structure.h"

#define NR_ROUNDS	15
#define NR_USERS	2

/*
 * One of the nine functions with an argument that is invalid for every phone.
 */
static LONG bad_async(unsigned int which, DRV_REQUESTID request,
		      HDRVPHONE handle)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_CALL,
	};
	WCHAR text[] = { 'x', 0 };

	switch (which) {
	case 0:
		return tspi->phoneDevSpecific(request, NULL, text,
					      sizeof(text));
	case 1:
		return tspi->phoneSetButtonInfo(request, handle, 0xffffffff,
						&info);
	case 2:
		return tspi->phoneSetData(request, handle, 0xffffffff, text,
					  sizeof(text));
	case 3:
		return tspi->phoneSetDisplay(request, handle, 0xffffffff, 0,
					     text, sizeof(text));
	case 4:
		return tspi->phoneSetGain(request, handle, 8, 1);
	case 5:
		return tspi->phoneSetHookSwitch(request, handle, 8,
						PHONEHOOKSWITCHMODE_ONHOOK);
	case 6:
		return tspi->phoneSetLamp(request, handle, 0xffffffff,
					  PHONELAMPMODE_OFF);
	case 7:
		return tspi->phoneSetRing(request, handle, 0xffffffff, 0);
	default:
		return tspi->phoneSetVolume(request, handle, 8, 1);
	}
}

static void refuse_each(HDRVPHONE handle, DRV_REQUESTID *requests)
{
	unsigned int which;
	LONG result;

	for (which = 0; which < NR_ASYNC; which++) {
		requests[which] = provider_request();
		result = bad_async(which, requests[which], handle);
		case_note("%s: %#x", provider_async_name(which),
			  (unsigned int)result);
		CHECK(result < 0);
	}
}

/* Each async operation, good and bad; operation_issue() looks at the good ones. */
static void issue_and_refuse(struct phone *phone, HDRVPHONE handle)
{
	DRV_REQUESTID good[NR_ASYNC], bad[NR_ASYNC];
	unsigned int nr, i;

	nr = operations_issue_all(phone, handle, good);
	refuse_each(handle, bad);
	for (i = 0; i < nr; i++)
		callback_result(good[i]);
}

CASE(T109, CHANGES, "each function returns its request ID or an error")
{
	static const char *const contexts[] = { "inline", "thread" };
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	unsigned int i;

	provider_begin(0);
	handle = provider_open(phone);
	if (!phone_is_simulated())
		issue_and_refuse(phone, handle);
	/* Done before the function returns, and later. */
	for (i = 0; i < 2 && phone_is_simulated(); i++) {
		phone_set(phone, "complete_in", "%s", contexts[i]);
		issue_and_refuse(phone, handle);
	}
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

static void refuse_unplugged(struct phone *phone, HDRVPHONE handle)
{
	unsigned int which;

	phone_user(phone, "unplug");
	for (which = 0; which < NR_ASYNC; which++) {
		DRV_REQUESTID request = provider_request();

		CHECK(provider_async(which, request, handle) < 0);
		CHECK_EQ(callback_completions(request), 0);
	}
	phone_user(phone, "plug");
}

CASE(T110, CHANGES, "a request that was refused is never completed")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID bad[NR_ASYNC], good;
	HDRVPHONE handle;
	unsigned int i;

	provider_begin(0);
	handle = provider_open(phone);
	refuse_each(handle, bad);
	if (phone_is_simulated())
		refuse_unplugged(phone, handle);
	/* Only these requests are completed. */
	good = operation_issue(operation_some(phone), handle);
	operation_ends(good, 0);
	case_sleep_ms(A_WHILE);
	CHECK_OK(tspi->phoneClose(handle));
	for (i = 0; i < NR_ASYNC; i++)
		CHECK_EQ(callback_completions(bad[i]), 0);
	CHECK_EQ(callback_completions(good), 1);
	CHECK_EQ(operations_callbacks(), 1);
	provider_end();
}

/*
 * Ways in which a phone can treat its operations; each request still completes.
 */
static const char *const moods[][2] = {
	{ "complete_in", "inline" },
	{ "complete_in", "thread" },
	{ "latency_us", "20000" },
	{ "jitter_us", "20000" },
	{ "fail_nth", "3" },
	{ "latency_us", "0" },
	{ "jitter_us", "0" },
};

#define NR_MOODS	(sizeof(moods) / sizeof(*moods))

CASE(T111, CHANGES, "an accepted request is completed exactly once")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID requests[NR_MOODS * NR_ASYNC];
	unsigned int nr = 0, i;
	HDRVPHONE handle;

	provider_begin(0);
	handle = provider_open(phone);
	for (i = 0; i < NR_MOODS; i++) {
		if (phone_is_simulated())
			phone_set(phone, moods[i][0], "%s", moods[i][1]);
		nr += operations_issue_all(phone, handle, requests + nr);
	}
	for (i = 0; i < nr; i++)
		callback_result(requests[i]);
	operations_silent_since(nr);
	for (i = 0; i < nr; i++)
		CHECK_EQ(callback_completions(requests[i]), 1);
	CHECK_OK(tspi->phoneClose(handle));
	CHECK_EQ(operations_callbacks(), nr);
	provider_end();
}

/* A program that operates a phone, and the user of the phone. */
struct busy {
	pthread_t thread;
	struct phone *phone;
	HDRVPHONE handle;
	unsigned int nr_requests;
};

static void *be_busy(void *data)
{
	DRV_REQUESTID requests[NR_ASYNC];
	struct busy *busy = data;
	int i;

	for (i = 0; i < NR_ROUNDS; i++) {
		busy->nr_requests += operations_issue_all(busy->phone,
							  busy->handle,
							  requests);
		if (!phone_is_simulated())
			continue;
		phone_user(busy->phone, "press 5");
		phone_user(busy->phone, "release 5");
	}
	return NULL;
}

/* provider_completion() and provider_event() fail the case if they overlap. */
CASE(T122, CHANGES, "never two callbacks of a provider at once")
{
	unsigned int nr = phone_is_simulated() ? NR_USERS : 1;
	struct busy users[NR_USERS] = { };
	unsigned int nr_requests = 0;
	unsigned int i, completions = 0;

	for (i = 0; i < nr; i++)
		users[i].phone = phone_new(NULL);
	provider_begin(0);
	callback_delay(2);
	for (i = 0; i < nr; i++) {
		users[i].handle = provider_open(users[i].phone);
		provider_enable_all(users[i].handle);
		if (phone_is_simulated())
			phone_set(users[i].phone, "complete_in", "thread");
	}
	for (i = 0; i < nr; i++)
		CHECK(!pthread_create(&users[i].thread, NULL, be_busy,
				      &users[i]));
	for (i = 0; i < nr; i++) {
		pthread_join(users[i].thread, NULL);
		nr_requests += users[i].nr_requests;
	}
	/* Closing makes callbacks, too. */
	for (i = 0; i < nr; i++)
		CHECK_OK(tspi->phoneClose(users[i].handle));
	for (i = 0; i < callback_count(); i++)
		completions += callback_get(i).message == 0;
	CHECK_EQ(completions, nr_requests);
	CHECK(operations_callbacks() > nr_requests);
	provider_end();
}
