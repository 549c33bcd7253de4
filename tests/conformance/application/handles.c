// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Numbers that never were handles, closed handles, and handles of another kind.
 */
#include "functions.h"

static void check_all(HPHONE handle, LONG error)
{
	unsigned int i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		LONG result = functions[i].call(handle);

		if (result != error)
			case_fail(__FILE__, __LINE__, "%s(0x%x): 0x%x",
				  functions[i].name, handle,
				  (unsigned int)result);
	}
	CHECK_RESULT(phoneClose(handle), error);
}

/* Functions that take a session and a phone, with otherwise valid arguments. */
static void check_session(HPHONEAPP app, DWORD device, LONG error)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	PHONEEXTENSIONID extension;
	DWORD version;
	HPHONE handle;

	CHECK_RESULT(phoneNegotiateAPIVersion(app, device, API_OLDEST,
					      API_NEWEST, &version,
					      &extension), error);
	CHECK_RESULT(phoneNegotiateExtVersion(app, device, API_NEWEST, 0, 1,
					      &version), error);
	CHECK_RESULT(phoneGetDevCaps(app, device, API_NEWEST, 0, &caps),
		     error);
	CHECK_RESULT(phoneGetDevCapsA(app, device, API_NEWEST, 0, &caps),
		     error);
	CHECK_RESULT(phoneGetDevCapsW(app, device, API_NEWEST, 0, &caps),
		     error);
	CHECK_RESULT(phoneOpen(app, device, &handle, API_NEWEST, 0, 0,
			       PHONEPRIVILEGE_MONITOR), error);
	CHECK_RESULT(phoneShutdown(app), error);
}

static void check_no_session(HPHONEAPP app, DWORD device)
{
	PHONEMESSAGE message;

	check_session(app, device, PHONEERR_INVALAPPHANDLE);
	CHECK_RESULT(phoneGetMessage(app, &message, 0),
		     PHONEERR_INVALAPPHANDLE);
	CHECK(tphone_tapi_fd(app) < 0);
	CHECK(tphone_tapi_dispatch(app) < 0);
}

CASE(handles_of_the_wrong_kind, CHANGES, "a session is no phone, nor vice versa")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle = app_open_owner(app, phone);
	DWORD devices;

	CHECK(handle != app);
	check_all(app, PHONEERR_INVALPHONEHANDLE);
	check_no_session(handle, device);

	/* Session and handle are still valid. */
	CHECK_OK(phoneGetHookSwitch(handle, &devices));
	CHECK_OK(phoneClose(handle));
	CHECK_OK(phoneShutdown(app));
}

CASE(forged_handles, CHANGES, "numbers near a handle are no handles")
{
	static const DWORD numbers[] = {
		0, 1, 2, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000,
		0xfffffffe, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;
	DWORD devices;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		check_all(numbers[i], PHONEERR_INVALPHONEHANDLE);
		check_no_session(numbers[i], device);
	}
	for (i = 0; i < 32; i++) {
		check_all(handle ^ 1U << i, PHONEERR_INVALPHONEHANDLE);
		check_no_session(app ^ 1U << i, device);
	}
	CHECK_OK(phoneGetHookSwitch(handle, &devices));
}

#define NR_STALE	300

CASE(stale_handles, CHANGES, "a handle does not come back as another")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE stale[NR_STALE];
	unsigned int i, j;

	for (i = 0; i < NR_STALE; i++) {
		CHECK_OK(phoneOpen(app, device, &stale[i], API_NEWEST, 0, 0,
				   PHONEPRIVILEGE_MONITOR));
		for (j = 0; j < i; j++)
			CHECK(stale[i] != stale[j]);
		CHECK_OK(phoneClose(stale[i]));
	}
	app_open_owner(app, phone);
	for (i = 0; i < NR_STALE; i++)
		CHECK_RESULT(phoneClose(stale[i]), PHONEERR_INVALPHONEHANDLE);
	check_all(stale[0], PHONEERR_INVALPHONEHANDLE);
}

CASE(stale_sessions, CHANGES, "a session does not come back as another")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP other = app_begin();
	DWORD device = app_device(other, phone);
	HPHONEAPP stale[30];
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(stale); i++) {
		stale[i] = app_begin();
		for (j = 0; j < i; j++)
			CHECK(stale[i] != stale[j]);
		CHECK(stale[i] != other);
		CHECK_OK(phoneShutdown(stale[i]));
	}
	for (i = 0; i < ARRAY_SIZE(stale); i++)
		check_no_session(stale[i], device);
}

CASE(calls_after_shutdown, CHANGES, "UNINITIALIZED, or no handle")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;
	HICON icon;

	/* Another session is still open. */
	CHECK_OK(phoneShutdown(app));
	check_all(handle, PHONEERR_INVALPHONEHANDLE);
	check_no_session(app, device);

	/* No session is open. */
	CHECK_OK(phoneShutdown(other));
	check_all(handle, PHONEERR_UNINITIALIZED);
	check_all(0, PHONEERR_UNINITIALIZED);
	check_session(app, device, PHONEERR_UNINITIALIZED);
	check_session(other, device, PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetMessage(app, &message, 0),
		     PHONEERR_INVALAPPHANDLE);
	CHECK_RESULT(phoneGetIcon(device, NULL, &icon),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetIconA(device, NULL, &icon),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneGetIconW(device, NULL, &icon),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneConfigDialog(device, NULL, NULL),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneConfigDialogA(device, NULL, NULL),
		     PHONEERR_UNINITIALIZED);
	CHECK_RESULT(phoneConfigDialogW(device, NULL, NULL),
		     PHONEERR_UNINITIALIZED);

	/* A new session has a new number. */
	app = app_begin();
	check_all(handle, PHONEERR_INVALPHONEHANDLE);
	check_no_session(other, device);
	handle = app_open_owner(app, phone);
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_WINK));
}
