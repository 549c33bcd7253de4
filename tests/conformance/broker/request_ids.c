// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The numbers of requests. There are two billion of them, too many to use up,
 * so a case sets the last one to reach the end.
 */
#include "../../../lib/tapi/broker.h"
#include "broker.h"

static void say_last(DRV_REQUESTID last)
{
	tapi_lock();
	tapi.requests.last = last;
	tapi_unlock();
}

static DRV_REQUESTID at_provider(unsigned int n)
{
	return call_get("phoneSetLamp", n).argument[0];
}

/* All numbers differ and are valid. */
static void check_distinct(unsigned int count)
{
	unsigned int i, j;

	for (i = 0; i < count; i++) {
		CHECK(at_provider(i) >= 1);
		CHECK(at_provider(i) <= 0x7fffffff);
		for (j = 0; j < i; j++)
			CHECK(at_provider(i) != at_provider(j));
	}
}

#define NR_FIRST	6
#define NR_SECOND	8

CASE(T113, NEEDS_MOCK,
     "no number is used twice at a time, not even after the last one")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[NR_FIRST + NR_SECOND];
	struct traffic traffic;
	unsigned int i;

	hold_lamps(phone, handle, NR_FIRST, request);
	say_last(0x7fffffff - 2);
	hold_lamps(phone, handle, NR_SECOND, request + NR_FIRST);
	check_distinct(NR_FIRST + NR_SECOND);

	/* The numbers have reached the end and wrapped around. */
	CHECK_EQ(at_provider(NR_FIRST), 0x7fffffff - 1);
	CHECK_EQ(at_provider(NR_FIRST + 1), 0x7fffffff);
	CHECK(at_provider(NR_FIRST + 2) < 0x7fffffff - 2);

	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == NR_FIRST + NR_SECOND);
	traffic_take(app, PHONE_REPLY, NR_FIRST + NR_SECOND, &traffic);
	CHECK_EQ(traffic.count, NR_FIRST + NR_SECOND);
	for (i = 0; i < NR_FIRST + NR_SECOND; i++)
		CHECK_RESULT(reply_result(&traffic, request[i]), 0);
}

CASE(T113_reuse, NEEDS_MOCK,
     "a number that is used again belongs to the new request alone")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DRV_REQUESTID id;

	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	id = at_provider(0);
	say_last(id - 1);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
	CHECK_EQ(at_provider(1), id);
	app_no_message(app);
}
