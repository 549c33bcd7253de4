// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Invalid pointers, for every function with pointers.
 */
#include <string.h>

#include "functions.h"
#include "hidden_window.h"

#define CHECK_NULL(call)	CHECK_RESULT(call, PHONEERR_INVALPOINTER)

CASE(null_initialize, READS, "no pointers for phoneInitialize*()")
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	struct phone *phone = phone_new(NULL);
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app;

	CHECK_NULL(phoneInitialize(NULL, NULL, window_callback, "", &nr_devices));
	CHECK_NULL(phoneInitialize(&app, NULL, NULL, "", &nr_devices));
	CHECK_NULL(phoneInitialize(&app, NULL, window_callback, "", NULL));
	CHECK_NULL(phoneInitializeEx(NULL, NULL, NULL, "", &nr_devices,
				     &version, &params));
	CHECK_NULL(phoneInitializeExA(&app, NULL, NULL, "", NULL, &version,
				      &params));
	CHECK_NULL(phoneInitializeExA(&app, NULL, NULL, "", &nr_devices, NULL,
				      &params));
	CHECK_NULL(phoneInitializeExA(&app, NULL, NULL, "", &nr_devices,
				      &version, NULL));
	CHECK_NULL(phoneInitializeExW(NULL, NULL, NULL, u"", &nr_devices,
				      &version, &params));
	CHECK_NULL(phoneInitializeExW(&app, NULL, NULL, u"", NULL, &version,
				      &params));
	CHECK_NULL(phoneInitializeExW(&app, NULL, NULL, u"", &nr_devices, NULL,
				      &params));
	CHECK_NULL(phoneInitializeExW(&app, NULL, NULL, u"", &nr_devices,
				      &version, NULL));

	/* The attempts have no effect. */
	CHECK_RESULT(phoneShutdown(1), PHONEERR_UNINITIALIZED);
	app = app_begin();
	app_device(app, phone);
	CHECK_OK(phoneShutdown(app));
}

CASE(null_session, READS, "no pointers for functions of a session")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	PHONEEXTENSIONID extension;
	DWORD version;

	CHECK_NULL(phoneGetMessage(app, NULL, 0));
	CHECK_NULL(phoneGetMessage(app, NULL, INFINITE));
	CHECK_NULL(phoneNegotiateAPIVersion(app, device, API_OLDEST,
					    API_NEWEST, NULL, &extension));
	CHECK_NULL(phoneNegotiateAPIVersion(app, device, API_OLDEST,
					    API_NEWEST, &version, NULL));
	CHECK_NULL(phoneNegotiateExtVersion(app, device, API_NEWEST, 0,
					    0xffffffff, NULL));
	CHECK_NULL(phoneGetDevCaps(app, device, API_NEWEST, 0, NULL));
	CHECK_NULL(phoneGetDevCapsA(app, device, API_NEWEST, 0, NULL));
	CHECK_NULL(phoneGetDevCapsW(app, device, API_NEWEST, 0, NULL));
	CHECK_NULL(phoneOpen(app, device, NULL, API_NEWEST, 0, 0,
			     PHONEPRIVILEGE_OWNER));
	CHECK_NULL(phoneGetIcon(device, "tapi/phone", NULL));
	CHECK_NULL(phoneGetIconA(device, "tapi/phone", NULL));
	CHECK_NULL(phoneGetIconW(device, u"tapi/phone", NULL));

	/* The phone has no owner. */
	app_open_owner(app, phone);
}

static void check_null_gets(HPHONE handle)
{
	VARSTRING string = { .dwTotalSize = sizeof(string) };
	DWORD number;

	CHECK_NULL(phoneGetButtonInfo(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneGetButtonInfoA(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneGetButtonInfoW(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneGetData(handle, 0, NULL, 1));
	CHECK_NULL(phoneGetDisplay(handle, NULL));
	CHECK_NULL(phoneGetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, NULL));
	CHECK_NULL(phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, NULL));
	CHECK_NULL(phoneGetHookSwitch(handle, NULL));
	CHECK_NULL(phoneGetLamp(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneGetRing(handle, NULL, &number));
	CHECK_NULL(phoneGetRing(handle, &number, NULL));
	CHECK_NULL(phoneGetStatus(handle, NULL));
	CHECK_NULL(phoneGetStatusA(handle, NULL));
	CHECK_NULL(phoneGetStatusW(handle, NULL));
	CHECK_NULL(phoneGetID(handle, NULL, "tapi/phone"));
	CHECK_NULL(phoneGetIDA(handle, NULL, "tapi/phone"));
	CHECK_NULL(phoneGetIDW(handle, NULL, u"tapi/phone"));
	CHECK_NULL(phoneGetID(handle, &string, NULL));
	CHECK_NULL(phoneGetIDA(handle, &string, NULL));
	CHECK_NULL(phoneGetIDW(handle, &string, NULL));
	CHECK_NULL(phoneGetStatusMessages(handle, NULL, &number, &number));
	CHECK_NULL(phoneGetStatusMessages(handle, &number, NULL, &number));
	CHECK_NULL(phoneGetStatusMessages(handle, &number, &number, NULL));
}

CASE(null_handle, CHANGES, "no pointers for functions of a handle")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	check_null_gets(handle);
	check_null_gets(app_open_monitor(app, phone));
	CHECK_NULL(phoneDevSpecific(handle, NULL, 1));
	CHECK_NULL(phoneSetButtonInfo(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneSetButtonInfoA(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneSetButtonInfoW(handle, CALL_KEY, NULL));
	CHECK_NULL(phoneSetData(handle, 0, NULL, 1));
	CHECK_NULL(phoneSetDisplay(handle, 0, 0, NULL, 1));
	app_no_message(app);
}

/* A large buffer, and an odd address in it. */
struct crooked {
	unsigned char bytes[512];
};

static void *crook(struct crooked *crooked)
{
	uintptr_t address = (uintptr_t)crooked->bytes;

	memset(crooked->bytes, 0, sizeof(crooked->bytes));
	return (void *)(address | 1);
}

static DWORD number_at(const void *pointer)
{
	DWORD number;

	memcpy(&number, pointer, sizeof(number));
	return number;
}

static void *number_to(void *pointer, DWORD number)
{
	memcpy(pointer, &number, sizeof(number));
	return pointer;
}

static HPHONEAPP begin_crooked(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	struct crooked rooms[5];
	void *app = crook(&rooms[0]);
	void *name = crook(&rooms[1]);
	void *nr_devices = crook(&rooms[2]);
	void *version = crook(&rooms[3]);
	void *crooked_params = crook(&rooms[4]);

	memcpy(name, u"crooked", sizeof(u"crooked"));
	number_to(version, API_NEWEST);
	memcpy(crooked_params, &params, sizeof(params));
	CHECK_OK(phoneInitializeExW(app, NULL, NULL, name, nr_devices, version,
				    crooked_params));
	CHECK_EQ(number_at(version), API_NEWEST);
	CHECK(number_at(nr_devices) >= 1);
	return number_at(app);
}

static HPHONE open_crooked(HPHONEAPP app, const struct phone *phone)
{
	struct crooked first, second;
	void *a = crook(&first);
	void *b = crook(&second);
	DWORD device = app_device(app, phone);

	CHECK_OK(phoneNegotiateAPIVersion(app, device, API_OLDEST, API_NEWEST,
					  a, b));
	CHECK_EQ(number_at(a), API_NEWEST);
	CHECK_OK(phoneNegotiateExtVersion(app, device, API_NEWEST, 0,
					  0xffffffff, a));
	number_to(a, sizeof(PHONECAPS));
	CHECK_OK(phoneGetDevCapsW(app, device, API_NEWEST, 0, a));
	CHECK_EQ(number_at((char *)a + offsetof(PHONECAPS, dwNumButtonLamps)),
		 NR_PAIRS);
	CHECK_OK(phoneOpen(app, device, a, API_NEWEST, 0, 0,
			   PHONEPRIVILEGE_OWNER));
	return number_at(a);
}

static void check_crooked_gets(HPHONE handle)
{
	struct crooked first, second, third;
	void *a = crook(&first);
	void *b = crook(&second);
	void *c = crook(&third);

	CHECK_OK(phoneGetLamp(handle, CALL_KEY, a));
	CHECK_EQ(number_at(a), PHONELAMPMODE_STEADY);
	CHECK_OK(phoneGetRing(handle, a, b));
	CHECK_EQ(number_at(a), 1);
	CHECK_EQ(number_at(b), 0x1234);
	CHECK_OK(phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, a));
	CHECK_EQ(number_at(a), 0x1234);
	CHECK_OK(phoneGetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, a));
	CHECK_EQ(number_at(a), 0x1234);
	CHECK_OK(phoneGetHookSwitch(handle, a));
	CHECK_EQ(number_at(a), PHONEHOOKSWITCHDEV_SPEAKER);
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_LAMP, 1, 2));
	CHECK_OK(phoneGetStatusMessages(handle, a, b, c));
	CHECK_EQ(number_at(a), PHONESTATE_LAMP);
	CHECK_EQ(number_at(b), 1);
	CHECK_EQ(number_at(c), 2);
	CHECK_OK(phoneGetData(handle, 0, a, 4));
	CHECK(!memcmp(a, "conf", 4));

	CHECK_OK(phoneGetStatusW(handle, number_to(a, 256)));
	CHECK_EQ(number_at((char *)a + offsetof(PHONESTATUS, dwRingMode)), 1);
	CHECK_OK(phoneGetButtonInfoW(handle, CALL_KEY, number_to(a, 128)));
	CHECK_EQ(number_at((char *)a +
			   offsetof(PHONEBUTTONINFO, dwButtonMode)),
		 PHONEBUTTONMODE_CALL);
	CHECK_OK(phoneGetDisplay(handle, number_to(a, 256)));
	CHECK_EQ(number_at((char *)a + offsetof(VARSTRING, dwStringFormat)),
		 STRINGFORMAT_UNICODE);
	memcpy(b, u"tapi/phone", sizeof(u"tapi/phone"));
	CHECK_OK(phoneGetIDW(handle, number_to(a, 28), b));
	CHECK_EQ(number_at((char *)a + offsetof(VARSTRING, dwStringSize)), 4);
}

CASE(unaligned_pointers, CHANGES, "pointers at odd addresses work everywhere")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = begin_crooked();
	HPHONE handle = open_crooked(app, phone);
	PHONEBUTTONINFO button = {
		.dwTotalSize = sizeof(button) + 10,
		.dwButtonMode = PHONEBUTTONMODE_CALL,
		.dwButtonFunction = PHONEBUTTONFUNCTION_CALLAPP,
		.dwButtonTextSize = 8,
		.dwButtonTextOffset = sizeof(button) + 1,
	};
	struct crooked room, message;
	unsigned int i;
	void *a;

	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(handle));
	check_crooked_gets(handle);

	a = crook(&room);
	memcpy(a, "conf", 4);
	APP_DO(app, phoneSetData(handle, 0, a, 4));
	APP_DO(app, phoneDevSpecific(handle, a, 4));
	memcpy(a, u"text", 8);
	APP_DO(app, phoneSetDisplay(handle, 0, 0, a, 8));
	memcpy(a, &button, sizeof(button));
	memcpy((char *)a + sizeof(button) + 1, u"abc", 8);
	APP_DO(app, phoneSetButtonInfoW(handle, CALL_KEY, a));
	CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_OFF));
	CHECK_OK(phoneGetMessage(app, crook(&message), SOON));
	CHECK_OK(phoneShutdown(app));
}
