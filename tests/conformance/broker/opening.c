// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Opening a phone at the provider: once for the first handle, and not for the next
 * ones.
 */
#include <stdlib.h>

#include "broker.h"

/* The version of the extensions that TAPI has selected at the provider. */
static DWORD negotiate_extension(HPHONEAPP app, DWORD device, DWORD version)
{
	DWORD agreed = 0;

	CHECK_OK(phoneNegotiateExtVersion(app, device, API_NEWEST, version,
					  version, &agreed));
	CHECK_EQ(agreed, version);
	return agreed;
}

CASE(T038, NEEDS_MOCK,
     "an extension version is selected for its first user, cancelled after its last")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD version = negotiate_extension(app, app_device(app, phone),
					    0x00010000);
	HPHONE first, other, second;

	mock()->forget_calls();
	first = open_extension(app, phone, PHONEPRIVILEGE_OWNER, version);
	CHECK_EQ(calls("phoneSelectExtVersion"), 1);
	CHECK_EQ(call_last("phoneSelectExtVersion").argument[1], version);

	other = open_extension(app, phone, PHONEPRIVILEGE_MONITOR, 0);
	second = open_extension(app, phone, PHONEPRIVILEGE_MONITOR, version);
	CHECK_OK(phoneClose(first));
	CHECK_EQ(calls("phoneSelectExtVersion"), 1);

	CHECK_OK(phoneClose(second));
	CHECK_EQ(calls("phoneSelectExtVersion"), 2);
	CHECK_EQ(call_last("phoneSelectExtVersion").argument[1], 0);
	CHECK_EQ(calls("phoneClose"), 0);

	/* The other version can be selected now. */
	version = negotiate_extension(app, app_device(app, phone), 0x00010001);
	open_extension(app, phone, PHONEPRIVILEGE_OWNER, version);
	CHECK_EQ(calls("phoneSelectExtVersion"), 3);
	CHECK_EQ(call_last("phoneSelectExtVersion").argument[1], version);
	CHECK_EQ(calls("phoneOpen"), 1);
	CHECK_OK(phoneClose(other));
}

/* Opens with either version, after the end of the other. */
static void check_either(HPHONEAPP app, struct phone *phone, DWORD version)
{
	DWORD other = version ^ 1;

	CHECK_OK(phoneClose(open_extension(app, phone, PHONEPRIVILEGE_OWNER,
					   version)));
	CHECK_OK(phoneClose(open_extension(app, phone, PHONEPRIVILEGE_OWNER,
					   other)));
	CHECK_EQ(call_last("phoneSelectExtVersion").argument[1], other);
}

CASE(T038_closed, NEEDS_MOCK,
     "what was selected ends with the phone, closed by its program or by force")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle;

	app_device(app, phone);
	check_either(app, phone, 0x00010000);
	handle = open_extension(app, phone, PHONEPRIVILEGE_OWNER, 0x00010000);
	phone_set(phone, "force_close", "1");
	CHECK_EQ(app_message(app).dwMessageID, PHONE_CLOSE);
	check_dead(handle);
	check_either(app, phone, 0x00010001);
}

CASE(T058, NEEDS_MOCK, "only the first open calls TSPI_phoneOpen()")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();

	mock()->forget_calls();
	app_open_owner(first, phone);
	CHECK_EQ(calls("phoneOpen"), 1);
	app_open_monitor(first, phone);
	app_open_monitor(second, phone);
	app_open_monitor(second, phone);
	CHECK_EQ(calls("phoneOpen"), 1);
}

CASE(T059, NEEDS_MOCK,
     "what TSPI_phoneOpen() fails with is passed on, and leaves nothing behind")
{
	static const LONG codes[] = {
		PHONEERR_ALLOCATED, PHONEERR_NOMEM,
		PHONEERR_INCOMPATIBLEAPIVERSION, PHONEERR_RESOURCEUNAVAIL,
		PHONEERR_NODRIVER, PHONEERR_OPERATIONFAILED, PHONEERR_INUSE,
		PHONEERR_OPERATIONUNAVAIL, PHONEERR_INIFILECORRUPT,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	DWORD device = app_device(first, phone);
	HPHONE handle;
	size_t i;

	CHECK_EQ(app_device(second, phone), device);
	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		handle = 0x5a5a5a5a;
		mock()->forget_calls();
		phone_set(phone, "open_error", "0x%x", (DWORD)codes[i]);
		CHECK_RESULT(call_open(first, device, PHONEPRIVILEGE_OWNER,
				       &handle), codes[i]);
		CHECK_EQ(handle, 0x5a5a5a5a);
		CHECK_EQ(calls("phoneOpen"), 1);

		phone_set(phone, "open_error", "0");
		CHECK_OK(call_open(second, device, PHONEPRIVILEGE_OWNER,
				   &handle));
		CHECK_EQ(calls("phoneOpen"), 2);
		APP_DO(second, phoneSetLamp(handle, CALL_KEY,
					    PHONELAMPMODE_STEADY));
		CHECK_OK(phoneClose(handle));
		CHECK_EQ(calls("phoneClose"), 1);
	}
}

CASE(T070, NEEDS_MOCK,
     "what a monitor may not do never reaches the provider, and has no reply")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	unsigned int refused = 0;
	unsigned int before;
	size_t i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		before = calls(functions[i].name);
		APP_DO(app, functions[i].call(owner));
		CHECK_EQ(calls(functions[i].name), before + 1);
		if (!functions[i].owner)
			continue;
		before = calls(NULL);
		CHECK_RESULT(functions[i].call(monitor), PHONEERR_NOTOWNER);
		CHECK_EQ(calls(NULL), before);
		refused++;
	}
	CHECK_EQ(refused, 8);
	app_no_message_of(app, PHONE_REPLY);
	CHECK_EQ(calls(functions[1].name), 1);
}
