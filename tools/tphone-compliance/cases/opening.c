// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Opening a phone of a provider.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "operations.h"

#define NR_OPENINGS	30

static LONG open_phone(DWORD device, HTAPIPHONE htphone, HDRVPHONE *handle,
		       PHONEEVENT event)
{
	return tspi->phoneOpen(device, htphone, handle, tspi_version, event);
}

CASE(T060, READS, "opening gives a handle that is not zero")
{
	struct phone *phone = phone_new(NULL);
	DWORD device;
	int i;

	provider_begin(0);
	device = provider_device(phone);
	for (i = 1; i <= 3; i++) {
		HDRVPHONE handle = NULL;

		CHECK_OK(open_phone(device, (HTAPIPHONE)(uintptr_t)i, &handle,
				    provider_event));
		RULE(handle,
		     "TSPI_phoneOpen() succeeds without a handle: it is 0");
		if (provider_has("phoneSetStatusMessages"))
			CHECK_OK(tspi->phoneSetStatusMessages(handle, 0, 0, 0));
		CHECK_OK(tspi->phoneClose(handle));
	}
	provider_end();
}

/*
 * The event procedure of T061. htPhone is the number of the opening; those up to
 * open_returned have returned success, the one after it may be in progress.
 */
static atomic_uint opening;
static atomic_uint open_returned;
static atomic_uint nr_events;
static pthread_t opener;

static void event_of_opening(HTAPIPHONE htphone, DWORD message, DWORD_PTR first,
			     DWORD_PTR second, DWORD_PTR third)
{
	unsigned int number = (uintptr_t)htphone;
	int64_t until = case_now_ms() + SOON;

	(void)message;
	(void)first;
	(void)second;
	(void)third;
	CHECK(number >= 1 && number <= opening);
	CHECK(number <= open_returned || !pthread_equal(opener, pthread_self()));
	/*
	 * An event that the function sends as its last action looks like one
	 * right after its return. If the function waits for this procedure
	 * instead, it does not return as long as this waits. A busy processor,
	 * or valgrind, may delay the return.
	 */
	while (number > open_returned) {
		CHECK(case_now_ms() < until);
		case_sleep_ms(1);
	}
	nr_events++;
}

/* Use device-specific events, as no filter blocks them. */
struct noise {
	pthread_t thread;
	atomic_bool stop;
	struct phone *phone;
};

static void *make_noise(void *data)
{
	struct noise *noise = data;

	while (!noise->stop)
		phone_user(noise->phone, "devspecific 1 2 3");
	return NULL;
}

CASE(T061, CHANGES | NEEDS_USER, "no event comes before opening has returned")
{
	struct phone *phone = phone_new(NULL);
	struct noise noise = { .phone = phone };
	unsigned int seen;
	HDRVPHONE handle;
	DWORD device;

	provider_begin(0);
	device = provider_device(phone);
	opener = pthread_self();
	CHECK(!pthread_create(&noise.thread, NULL, make_noise, &noise));
	while (opening < NR_OPENINGS) {
		opening++;
		CHECK_OK(open_phone(device, (HTAPIPHONE)(uintptr_t)opening,
				    &handle, event_of_opening));
		seen = nr_events;
		open_returned = opening;
		CHECK_SOON(nr_events > seen);
		CHECK_OK(tspi->phoneClose(handle));
	}
	/* One that fails: this number would be too large for the procedure. */
	handle = NULL;
	CHECK(open_phone(0x7fffffff, (HTAPIPHONE)(uintptr_t)(opening + 1),
			 &handle, event_of_opening) < 0);
	case_sleep_ms(A_WHILE);
	noise.stop = true;
	pthread_join(noise.thread, NULL);
	provider_end();
}
