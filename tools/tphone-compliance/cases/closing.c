// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Closing a phone of a provider: everything outstanding ends, then silence.
 */
#include <unistd.h>

#include "device.h"
#include "operations.h"

/* More than a provider could keep in registers, less than any limit. */
#define NR_REQUESTS	60

/* The longest time that closing may take. */
#define CLOSE_MS	8000

/* Close the phone with one held request of each kind, then call @check. */
static void close_each(void (*check)(DRV_REQUESTID request))
{
	struct phone *phone = phone_new(NULL);
	unsigned int which, nr = 0;
	DRV_REQUESTID request;
	HDRVPHONE handle;

	provider_begin(0);
	operations_hold(phone);
	for (which = 0; which < NR_ASYNC; which++) {
		if (!operation_exists(phone, which))
			continue;
		handle = provider_open(phone);
		request = operation_issue(which, handle);
		operations_wait_held(phone, 1);
		if (phone_is_simulated())
			CHECK_EQ(callback_completions(request), 0);
		CHECK_OK(tspi->phoneClose(handle));
		check(request);
		nr++;
	}
	CHECK(nr > 0);
	provider_end();
}

static void check_completed_once(DRV_REQUESTID request)
{
	CHECK_EQ(callback_completions(request), 1);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(callback_completions(request), 1);
}

CASE(T080, CHANGES, "closing completes a request of each kind exactly once")
{
	close_each(check_completed_once);
}

/* closing has just returned, so there is no time to wait. */
static void check_completed_already(DRV_REQUESTID request)
{
	unsigned int count = callback_count();
	unsigned int i;

	for (i = 0; i < count; i++)
		if (callback_get(i).request == request)
			return;
	case_fail(__FILE__, __LINE__, "closed, but not completed");
}

CASE(T081, CHANGES, "closing returns after the completions")
{
	close_each(check_completed_already);
}

static void check_failed(DRV_REQUESTID request)
{
	if (!phone_is_simulated())
		case_skip("the phone may be faster");
	CHECK_RESULT(callback_result(request), PHONEERR_OPERATIONFAILED);
}

CASE(T082, CHANGES, "a request that closing ended says OPERATIONFAILED")
{
	close_each(check_failed);
}

CASE(T083, CHANGES, "closing completes many requests, each once")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID requests[NR_REQUESTS];
	unsigned int nr, i;
	HDRVPHONE handle;

	provider_begin(0);
	handle = provider_open(phone);
	operations_hold(phone);
	for (nr = 0; nr + NR_ASYNC <= NR_REQUESTS;)
		nr += operations_issue_all(phone, handle, requests + nr);
	operations_wait_held(phone, nr);
	CHECK_OK(tspi->phoneClose(handle));
	CHECK_EQ(operations_callbacks(), nr);
	for (i = 0; i < nr; i++)
		CHECK_EQ(callback_completions(requests[i]), 1);
	operations_silent_since(nr);
	provider_end();
}

CASE(T084, CHANGES, "closing a phone leaves the requests on another alone")
{
	struct phone *closed = phone_new(NULL);
	struct phone *other = phone_new(NULL);
	DRV_REQUESTID requests[NR_ASYNC], on_closed;
	unsigned int nr, i;
	HDRVPHONE handles[2];

	provider_begin(0);
	handles[0] = provider_open(closed);
	handles[1] = provider_open(other);
	operations_hold(closed);
	operations_hold(other);
	on_closed = operation_issue(operation_some(closed), handles[0]);
	nr = operations_issue_all(other, handles[1], requests);
	operations_wait_held(closed, 1);
	operations_wait_held(other, nr);
	CHECK_OK(tspi->phoneClose(handles[0]));
	CHECK_EQ(callback_completions(on_closed), 1);
	operations_silent_since(1);
	CHECK_EQ(phone_number(other, "held"), nr);
	operations_release(other);
	for (i = 0; i < nr; i++)
		operation_ends(requests[i], 0);
	CHECK_OK(tspi->phoneClose(handles[1]));
	provider_end();
}

CASE(T085, CHANGES | NEEDS_USER, "nothing is called back after closing")
{
	struct phone *phone = phone_new(NULL);
	unsigned int from;
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	provider_enable_all(handle);
	/* As cancelling is ignored, the operations may go on after the close. */
	phone_set(phone, "ignore_cancel", "1");
	operations_hold(phone);
	operation_issue(operation_some(phone), handle);
	operation_issue(operation_some(phone), handle);
	operations_wait_held(phone, 2);
	phone_user(phone, "press 5");
	phone_user(phone, "lift handset");
	CHECK_OK(tspi->phoneClose(handle));
	from = operations_callbacks();
	CHECK(from >= 2);
	phone_user(phone, "release 5");
	phone_user(phone, "replace handset");
	phone_user(phone, "devspecific 1 2 3");
	phone_set(phone, "release", "1");
	operations_silent_since(from);
	operations_release(phone);
	phone_user(phone, "unplug");
	phone_user(phone, "plug");
	operations_silent_since(from);
	case_sleep_ms(5 * A_WHILE);
	CHECK_EQ(operations_callbacks(), from);
	provider_end();
}

/* Presses a key, lifts and replaces. */
static void use(struct phone *phone)
{
	phone_user(phone, "press 5");
	phone_user(phone, "release 5");
	phone_user(phone, "lift handset");
	phone_user(phone, "replace handset");
}

CASE(T086, CHANGES | NEEDS_USER, "what a closed phone sees is not reported")
{
	struct phone *phone = phone_new(NULL);
	unsigned int from;
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	provider_enable_all(handle);
	use(phone);
	callback_event(0, PHONE_STATE, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_OK(tspi->phoneClose(handle));
	from = operations_callbacks();
	use(phone);
	operations_silent_since(from);
	/* It is not reported later either. */
	handle = provider_open(phone);
	provider_enable_all(handle);
	operations_silent_since(from);
	from = callback_count();
	use(phone);
	CHECK(callback_get(callback_event(from, PHONE_BUTTON, 0)).phone ==
	      provider_tapi_handle(handle));
	callback_event(from, PHONE_STATE, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

/* A request that stays in the phone until that is unplugged. */
static DRV_REQUESTID drop(struct phone *phone, HDRVPHONE handle)
{
	DRV_REQUESTID request;

	phone_set(phone, "drop_nth", "1");
	request = operation_issue(operation_some(phone), handle);
	CHECK_SOON(phone_number(phone, "dropped") == 1);
	return request;
}

CASE(T087, CHANGES, "closing takes no longer because the phone is silent")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID requests[NR_ASYNC + 1];
	HDRVPHONE handle;
	unsigned int nr, i;
	int64_t start;

	provider_begin(0);
	handle = provider_open(phone);
	phone_set(phone, "ignore_cancel", "1");
	operations_hold(phone);
	nr = operations_issue_all(phone, handle, requests);
	operations_wait_held(phone, nr);
	if (!phone_is_given())
		requests[nr++] = drop(phone, handle);
	start = case_now_ms();
	CHECK_OK(tspi->phoneClose(handle));
	CHECK(case_now_ms() - start < CLOSE_MS);
	for (i = 0; i < nr; i++)
		CHECK_EQ(callback_completions(requests[i]), 1);
	operations_release(phone);
	operations_silent_since(nr);
	provider_end();
}

static LONG try_open(const struct phone *phone)
{
	HDRVPHONE handle = NULL;
	LONG result = tspi->phoneOpen(provider_device(phone),
				      (HTAPIPHONE)(uintptr_t)0x7070, &handle,
				      tspi_version, provider_event);

	if (!result)
		CHECK_OK(tspi->phoneClose(handle));
	return result;
}

CASE(T088, READS, "a closed phone is free for whoever wants it")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	int i, fd;

	provider_begin(0);
	for (i = 0; i < 3; i++) {
		handle = provider_open(phone);
		if (provider_checks_all())
			CHECK_RESULT(try_open(phone), PHONEERR_ALLOCATED);
		CHECK_OK(tspi->phoneClose(handle));
		CHECK_OK(try_open(phone));
		if (!phone_path(phone)[0])
			continue;
		fd = device_owner(phone);
		CHECK_RESULT(try_open(phone), PHONEERR_ALLOCATED);
		close(fd);
	}
	provider_end();
}

CASE(T089, READS, "closing a phone that is idle returns 0 and completes nothing")
{
	struct phone *phone = phone_new(NULL);
	unsigned int from;
	HDRVPHONE handle;
	int i;

	provider_begin(0);
	from = operations_callbacks();
	for (i = 0; i < 3; i++) {
		handle = provider_open(phone);
		CHECK_OK(tspi->phoneClose(handle));
		CHECK_EQ(operations_callbacks(), from);
	}
	operations_silent_since(from);
	provider_end();
}

CASE(T090, CHANGES, "a request that the phone has finished completes once")
{
	struct phone *phone = phone_new(NULL);
	unsigned int which, i;
	DRV_REQUESTID requests[5];
	HDRVPHONE handle;
	LONG result;

	provider_begin(0);
	handle = provider_open(phone);
	which = operation_some(phone);
	/* The first completion holds the others up, finished as they are. */
	callback_delay(2 * A_WHILE);
	for (i = 0; i < 5; i++)
		requests[i] = operation_issue(which, handle);
	if (phone_is_simulated())
		CHECK_SOON(phone_number(phone, "completed") == 5);
	CHECK_OK(tspi->phoneClose(handle));
	for (i = 0; i < 5; i++) {
		CHECK_EQ(callback_completions(requests[i]), 1);
		result = callback_result(requests[i]);
		CHECK(result == 0 || result == PHONEERR_OPERATIONFAILED);
	}
	operations_silent_since(5);
	provider_end();
}
