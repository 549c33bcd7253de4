// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Negotiating versions of the API and of extensions, and device IDs.
 */
#include <string.h>

#include "calls.h"

#define EXT_OLDEST	0x00010000
#define EXT_NEWEST	0x00010001

struct range {
	DWORD low;
	DWORD high;
	DWORD highest;
};

static DWORD agree(HPHONEAPP app, DWORD device, DWORD low, DWORD high)
{
	DWORD version = 0xdeadbeef;

	case_note("%#x to %#x", low, high);
	CHECK_OK(call_negotiate(app, device, low, high, &version));
	CHECK(version >= low && version <= high);
	return version;
}

static void disagree(HPHONEAPP app, DWORD device, DWORD low, DWORD high)
{
	DWORD version;

	case_note("%#x to %#x", low, high);
	CHECK_RESULT(call_negotiate(app, device, low, high, &version),
		     PHONEERR_INCOMPATIBLEAPIVERSION);
}

CASE(T027, READS, "the highest common version within the range that was asked")
{
	static const struct range ranges[] = {
		{ 0x00020000, 0x00020000, 0x00020000 },
		{ 0x00020001, 0x00020001, 0x00020001 },
		{ 0x00020002, 0x00020002, 0x00020002 },
		{ 0x00020000, 0x00020001, 0x00020001 },
		{ 0x00020001, 0x00020002, 0x00020002 },
		{ 0x00020000, 0x00020002, 0x00020002 },
		{ 0x00010003, 0x00020000, 0x00020000 },
		{ 0x00010003, 0x00020001, 0x00020001 },
		{ 0x00020001, 0x0002ffff, 0x00020002 },
		{ 0x00010004, 0x00030001, 0x00020002 },
		{ 0x00020002, 0xffffffff, 0x00020002 },
		{ 0x00000000, 0xffffffff, 0x00020002 },
		{ 0x00010003, 0x00010003, 0x00010003 },
		{ 0x00010003, 0x00010004, 0x00010004 },
		{ 0x00000000, 0x0001ffff, 0x00010004 },
		{ 0x00010004, 0x00020000, 0x00020000 },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++)
		CHECK_EQ(agree(app, device, ranges[i].low, ranges[i].high),
			 ranges[i].highest);
}

CASE(T028, READS, "no common version: INCOMPATIBLEAPIVERSION, none usable")
{
	static const struct range ranges[] = {
		{ 0x00000000, 0x00000000, 0 },
		{ 0x00000000, 0x00010002, 0 },
		{ 0x00010005, 0x0001ffff, 0 },
		{ 0x00020003, 0x0002ffff, 0 },
		{ 0x00030000, 0x00030001, 0 },
		{ 0xffffffff, 0xffffffff, 0 },
	};
	struct phone *phone = phone_new(NULL);
	DWORD device = app_device(app_begin(), phone);
	HPHONEAPP app = app_begin();
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	HPHONE handle = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		disagree(app, device, ranges[i].low, ranges[i].high);
		CHECK_RESULT(phoneOpen(app, device, &handle, ranges[i].high, 0,
				       0, PHONEPRIVILEGE_MONITOR),
			     PHONEERR_INCOMPATIBLEAPIVERSION);
		CHECK_RESULT(phoneGetDevCapsW(app, device, ranges[i].low, 0,
					      &caps),
			     PHONEERR_INCOMPATIBLEAPIVERSION);
	}
	/* This session has negotiated no version, so the other functions fail, too. */
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle),
		     PHONEERR_INCOMPATIBLEAPIVERSION);
	agree(app, device, API_NEWEST, API_NEWEST);
	CHECK_OK(call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle));
}

CASE(T029, READS, "lowest above highest: INCOMPATIBLEAPIVERSION")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);

	agree(app, device, 0x00020000, 0x00020002);
	disagree(app, device, 0x00020002, 0x00020000);
	disagree(app, device, 0x00020001, 0x00020000);
	disagree(app, device, 0x00030001, 0x00010003);
	disagree(app, device, 0xffffffff, 0);
}

/* A session, and how many phones it has. */
static HPHONEAPP begin_counted(DWORD *count)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD version = API_NEWEST;
	HPHONEAPP app = 0;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, "conformance", count,
				    &version, &params));
	return app;
}

static void check_bad_device(HPHONEAPP app, DWORD device)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	DWORD version;
	HPHONE handle;

	case_note("device %u", device);
	CHECK_RESULT(call_negotiate(app, device, API_OLDEST, API_NEWEST,
				    &version),
		     PHONEERR_BADDEVICEID);
	CHECK_RESULT(phoneNegotiateExtVersion(app, device, API_NEWEST,
					      EXT_OLDEST, EXT_NEWEST,
					      &version),
		     PHONEERR_BADDEVICEID);
	CHECK_RESULT(phoneGetDevCaps(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_BADDEVICEID);
	CHECK_RESULT(phoneGetDevCapsA(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_BADDEVICEID);
	CHECK_RESULT(phoneGetDevCapsW(app, device, API_NEWEST, 0, &caps),
		     PHONEERR_BADDEVICEID);
	CHECK_RESULT(call_open(app, device, PHONEPRIVILEGE_MONITOR, &handle),
		     PHONEERR_BADDEVICEID);
}

CASE(T030, READS, "a device ID beyond the last one is BADDEVICEID")
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	DWORD count = 0;
	HPHONEAPP app;
	HPHONE handle;

	phone_new(NULL);
	app = begin_counted(&count);
	CHECK(count > 0);
	agree(app, count - 1, API_OLDEST, API_NEWEST);
	CHECK_OK(phoneGetDevCaps(app, count - 1, API_NEWEST, 0, &caps));
	CHECK_OK(call_open(app, count - 1, PHONEPRIVILEGE_MONITOR, &handle));
	check_bad_device(app, count);
	check_bad_device(app, count + 1);
	check_bad_device(app, 0x7fffffff);
	check_bad_device(app, 0xffffffff);
}

CASE(T031, READS, "without extensions the extension ID is all zeros")
{
	static const PHONEEXTENSIONID none;
	struct phone *plain = phone_new(NO_EXTENSIONS);
	struct phone *special = phone_new(NULL);
	HPHONEAPP app = app_begin();
	PHONEEXTENSIONID id;
	DWORD version;

	memset(&id, 0xa5, sizeof(id));
	CHECK_OK(phoneNegotiateAPIVersion(app, app_device(app, plain),
					  API_OLDEST, API_NEWEST, &version,
					  &id));
	CHECK(!memcmp(&id, &none, sizeof(id)));

	/* The identifier of extensions is not always zero. */
	CHECK_OK(phoneNegotiateAPIVersion(app, app_device(app, special),
					  API_OLDEST, API_NEWEST, &version,
					  &id));
	CHECK(memcmp(&id, &none, sizeof(id)));
}

CASE(T032, READS, "negotiating again is independent, and commits nothing")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle;

	CHECK_EQ(agree(app, device, 0x00020000, 0x00020000), 0x00020000);
	CHECK_EQ(agree(app, device, 0x00020000, 0x00020002), 0x00020002);
	CHECK_EQ(agree(app, device, 0x00020001, 0x00020001), 0x00020001);
	CHECK_EQ(agree(app, device, 0x00010003, 0x00020000), 0x00020000);
	disagree(app, device, 0x00030000, 0x00030000);
	CHECK_EQ(agree(app, device, 0x00020000, 0x00020002), 0x00020002);

	/* The last answer was the newest version; phoneOpen() may use an older one. */
	CHECK_OK(phoneOpen(app, device, &handle, 0x00020000, 0, 0,
			   PHONEPRIVILEGE_OWNER));
	CHECK_OK(phoneClose(handle));
	CHECK_OK(phoneOpen(app, device, &handle, 0x00020002, 0, 0,
			   PHONEPRIVILEGE_OWNER));
}

static LONG agree_ext(HPHONEAPP app, DWORD device, DWORD low, DWORD high)
{
	DWORD version = 0;
	LONG result = phoneNegotiateExtVersion(app, device, API_NEWEST, low,
					       high, &version);

	if (!result)
		CHECK(version >= low && version <= high);
	return result;
}

CASE(T033, READS, "no common extension version: INCOMPATIBLEEXTVERSION")
{
	struct phone *special = phone_new(NULL);
	struct phone *plain = phone_new(NO_EXTENSIONS);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, special);

	CHECK_OK(agree_ext(app, device, EXT_OLDEST, EXT_NEWEST));
	CHECK_OK(agree_ext(app, device, 1, EXT_OLDEST));
	CHECK_OK(agree_ext(app, device, EXT_NEWEST, 0xffffffff));
	CHECK_RESULT(agree_ext(app, device, 1, EXT_OLDEST - 1),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_RESULT(agree_ext(app, device, EXT_NEWEST + 1, 0xffffffff),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_RESULT(agree_ext(app, device, EXT_NEWEST, EXT_OLDEST),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
	CHECK_RESULT(agree_ext(app, app_device(app, plain), 1, 0xffffffff),
		     PHONEERR_INCOMPATIBLEEXTVERSION);
}
