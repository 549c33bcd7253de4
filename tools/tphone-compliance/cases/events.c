// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which events a provider raises, and when.
 */
#include <string.h>
#include <unistd.h>

#include "device.h"
#include "operations.h"

#define NR_REQUESTS	30

/* A lamp of a phone without a shape, beyond its keys. */
#define LAMP		20

static unsigned int count_events(unsigned int from, DWORD message)
{
	unsigned int count = callback_count();
	unsigned int nr = 0;

	for (; from < count; from++)
		nr += callback_get(from).message == message;
	return nr;
}

static void set_lamp(HDRVPHONE handle, DWORD mode)
{
	DRV_REQUESTID request = provider_request();

	CHECK_RESULT(tspi->phoneSetLamp(request, handle, LAMP, mode),
		     (LONG)request);
	operation_ends(request, 0);
}

/* Change the phone by requests and by the user. */
static void change(struct phone *phone, HDRVPHONE handle, DWORD lamp_mode)
{
	set_lamp(handle, lamp_mode);
	phone_user(phone, "press 5");
	phone_user(phone, "release 5");
	phone_user(phone, "lift handset");
	phone_user(phone, "replace handset");
	phone_user(phone, "unplug");
	phone_user(phone, "plug");
}

CASE(T243, CHANGES | NEEDS_USER, "no event before the filter is set")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	unsigned int from;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	change(phone, handle, PHONELAMPMODE_STEADY);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(count_events(0, PHONE_STATE), 0);
	CHECK_EQ(count_events(0, PHONE_BUTTON), 0);
	from = callback_count();
	provider_enable_all(handle);
	change(phone, handle, PHONELAMPMODE_OFF);
	callback_event(from, PHONE_BUTTON, 0);
	callback_event(from, PHONE_STATE, PHONESTATE_LAMP);
	callback_event(from, PHONE_STATE, PHONESTATE_HANDSETHOOKSWITCH);
	callback_event(from, PHONE_STATE, PHONESTATE_DISCONNECTED);
	callback_event(from, PHONE_STATE, PHONESTATE_CONNECTED);
	CHECK_OK(tspi->phoneClose(handle));
	/* Closing the phone has cleared the filter. */
	from = callback_count();
	handle = provider_open(phone);
	change(phone, handle, PHONELAMPMODE_STEADY);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(count_events(from, PHONE_STATE), 0);
	CHECK_EQ(count_events(from, PHONE_BUTTON), 0);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

static HTAPIPHONE joined = (HTAPIPHONE)(uintptr_t)0x7171;

static HDRVPHONE join(const struct phone *phone, DWORD privilege)
{
	WCHAR name[] = { 'x', 0 };
	HDRVPHONE handle = NULL;

	CHECK_OK(tspi->phoneJoin(provider_device(phone), privilege, name,
				 joined, provider_event, &handle));
	return handle;
}

/* Other handles are opened and closed beside the open one. */
static void come_and_go(const struct phone *phone)
{
	HDRVPHONE monitor;
	DWORD last;
	int fd;

	if (phone_path(phone)[0]) {
		fd = device_monitor(phone);
		close(fd);
	}
	if (!tspi->phoneJoin)
		return;
	monitor = join(phone, PHONEPRIVILEGE_MONITOR);
	CHECK_OK(tspi->phoneLeave(monitor, &last));
	CHECK_EQ(last, 0);
}

static void check_no_handles_reported(unsigned int from, HTAPIPHONE phone)
{
	const DWORD handles = PHONESTATE_OWNER | PHONESTATE_MONITORS;
	unsigned int count = callback_count();

	for (; from < count; from++) {
		struct callback call = callback_get(from);

		if (call.message == PHONE_STATE && call.phone == phone)
			CHECK(!(call.parameter[0] & handles));
	}
}

CASE(T244, CHANGES, "the number of owners and monitors is no event")
{
	struct phone *phone = phone_new(NULL);
	unsigned int which;
	HDRVPHONE handle;
	HTAPIPHONE htphone;

	provider_begin(0);
	which = operation_some(phone);
	handle = provider_open(phone);
	htphone = provider_tapi_handle(handle);
	provider_enable_all(handle);
	come_and_go(phone);
	/* Other events still come. */
	if (phone_is_simulated()) {
		operations_need_usual(phone);
		set_lamp(handle, PHONELAMPMODE_OFF);
		set_lamp(handle, PHONELAMPMODE_STEADY);
		callback_event(0, PHONE_STATE, PHONESTATE_LAMP);
	} else {
		operation_ends(operation_issue(which, handle), 0);
	}
	come_and_go(phone);
	case_sleep_ms(A_WHILE);
	CHECK_OK(tspi->phoneClose(handle));
	check_no_handles_reported(0, htphone);
	provider_end();
}

/* An event for an unchanged value is allowed, but must be valid. */
CASE(T254, CHANGES, "setting what already holds succeeds, event or not")
{
	struct phone *phone = phone_new(NULL);
	unsigned int i, lamps = 0;
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	set_lamp(handle, PHONELAMPMODE_OFF);
	provider_enable_all(handle);
	for (i = 0; i < 3; i++)
		set_lamp(handle, PHONELAMPMODE_STEADY);
	callback_event(0, PHONE_STATE, PHONESTATE_LAMP);
	case_sleep_ms(A_WHILE);
	for (i = 0; i < callback_count(); i++) {
		struct callback call = callback_get(i);

		if (call.message != PHONE_STATE)
			continue;
		CHECK_EQ(call.parameter[0], PHONESTATE_LAMP);
		CHECK_EQ(call.parameter[1], LAMP);
		lamps++;
	}
	CHECK(lamps >= 1 && lamps <= 3);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

static unsigned int completions_before(unsigned int index)
{
	unsigned int nr = 0;

	while (index--)
		nr += callback_get(index).message == 0;
	return nr;
}

CASE(T255, CHANGES | NEEDS_USER, "a forced close comes after the completions")
{
	struct phone *phone = phone_new(NULL);
	DRV_REQUESTID requests[NR_REQUESTS];
	unsigned int nr, closed, i;
	HDRVPHONE handle;

	provider_begin(0);
	handle = provider_open(phone);
	operations_hold(phone);
	for (nr = 0; nr + NR_ASYNC <= NR_REQUESTS;)
		nr += operations_issue_all(phone, handle, requests + nr);
	operations_wait_held(phone, nr);
	CHECK_EQ(operations_callbacks(), 0);
	operations_force_close(phone);
	closed = callback_event(0, PHONE_CLOSE, 0);
	CHECK_EQ(completions_before(closed), nr);
	for (i = 0; i < nr; i++) {
		CHECK_EQ(callback_completions(requests[i]), 1);
		CHECK(callback_result(requests[i]) <= 0);
	}
	CHECK(callback_get(closed).phone == provider_tapi_handle(handle));
	/* The handle is not valid any more, and no callback follows for it. */
	CHECK(provider_async(0, provider_request(), handle) < 0);
	CHECK_RESULT(tspi->phoneClose(handle), PHONEERR_INVALPHONEHANDLE);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(count_events(0, PHONE_CLOSE), 1);
	CHECK_EQ(operations_callbacks(), nr + 1);
	provider_end();
}
