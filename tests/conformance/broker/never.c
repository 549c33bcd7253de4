// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Errors of TAPI itself, which no provider returns for any call.
 */
#include "broker.h"
#include "provider.h"

static const DWORD numbers[] = {
	0, 1, 2, 3, 4, 5, 8, 12, 20, 21, 0x100, 0xffff, 0x10000, 0x7fffffff,
	0x80000000, 0xffffffff,
};

static void check_result(const char *name, LONG result)
{
	if (result == PHONEERR_NOTOWNER || result == PHONEERR_UNINITIALIZED ||
	    result == PHONEERR_INVALPRIVILEGE ||
	    result == PHONEERR_STRUCTURETOOSMALL)
		case_fail(__FILE__, __LINE__, "TSPI_%s() says %s", name,
			  tphone_phoneerr_name(result));
}

#define NEVER(name, ...)	check_result(#name, tspi->name(__VA_ARGS__))

/* The same for results of completions. */
static void check_request(const char *name, DRV_REQUESTID request, LONG result)
{
	check_result(name, result);
	if (result == (LONG)request)
		check_result(name, callback_result(request));
}

#define NEVER_LATER(name, ...)						\
	do {								\
		DRV_REQUESTID request_ = provider_request();		\
									\
		check_request(#name, request_,				\
			      tspi->name(request_, __VA_ARGS__));	\
	} while (0)

static void set(HDRVPHONE phone, DWORD first, DWORD second)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = second,
		.dwButtonFunction = second,
	};

	NEVER_LATER(phoneDevSpecific, phone, "x", 1);
	NEVER_LATER(phoneSetButtonInfo, phone, first, &info);
	NEVER_LATER(phoneSetData, phone, first, "x", 1);
	NEVER_LATER(phoneSetDisplay, phone, first, second, u"x", 4);
	NEVER_LATER(phoneSetGain, phone, first, second);
	NEVER_LATER(phoneSetHookSwitch, phone, first, second);
	NEVER_LATER(phoneSetLamp, phone, first, second);
	NEVER_LATER(phoneSetRing, phone, first, second);
	NEVER_LATER(phoneSetVolume, phone, first, second);
	NEVER(phoneSetStatusMessages, phone, first, second, second);
	NEVER(phoneSetStatusMessages, phone, 0, second, first);
}

static void get(HDRVPHONE phone, DWORD number)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwNeededSize = sizeof(info),
		.dwUsedSize = sizeof(info),
	};
	char data[1];
	DWORD value;

	NEVER(phoneGetButtonInfo, phone, number, &info);
	NEVER(phoneGetData, phone, number, data, sizeof(data));
	NEVER(phoneGetGain, phone, number, &value);
	NEVER(phoneGetVolume, phone, number, &value);
	NEVER(phoneGetLamp, phone, number, &value);
}

static void get_whole(HDRVPHONE phone)
{
	PHONESTATUS status = {
		.dwTotalSize = sizeof(status),
		.dwNeededSize = sizeof(status),
		.dwUsedSize = sizeof(status),
	};
	VARSTRING string = {
		.dwTotalSize = sizeof(string),
		.dwNeededSize = sizeof(string),
		.dwUsedSize = sizeof(string),
	};
	DWORD value, other;

	NEVER(phoneGetStatus, phone, &status);
	NEVER(phoneGetDisplay, phone, &string);
	NEVER(phoneGetHookSwitch, phone, &value);
	NEVER(phoneGetRing, phone, &value, &other);
	NEVER(phoneGetID, phone, &string, u"tphone", NULL);
	NEVER(phoneGetID, phone, &string, u"no/such/class", NULL);
}

static void use_device(DWORD device, DWORD first, DWORD second)
{
	PHONECAPS caps = {
		.dwTotalSize = sizeof(caps),
		.dwNeededSize = sizeof(caps),
		.dwUsedSize = sizeof(caps),
	};
	PHONEEXTENSIONID extension;
	DWORD version;

	NEVER(phoneNegotiateTSPIVersion, device, first, second, &version);
	NEVER(phoneGetExtensionID, device, first, &extension);
	NEVER(phoneNegotiateExtVersion, device, TSPI_NEWEST, first, second,
	      &version);
	NEVER(phoneGetDevCaps, device, first, second, &caps);
}

static void use_all(DWORD device, HDRVPHONE phone)
{
	size_t i, j;

	get_whole(phone);
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		get(phone, numbers[i]);
		for (j = 0; j < ARRAY_SIZE(numbers); j++) {
			set(phone, numbers[i], numbers[j]);
			use_device(device, numbers[i], numbers[j]);
		}
	}
}

CASE(T074, CHANGES | NEEDS_USER, "no provider answers with an error of TAPI's own")
{
	struct phone *phone = phone_new(NULL);
	DWORD device;
	HDRVPHONE handle;

	provider_begin(0);
	device = provider_device(phone);
	handle = provider_open(phone);
	use_all(device, handle);
	phone_user(phone, "unplug");
	use_all(device, handle);
	phone_user(phone, "plug");
	phone_user(phone, "suspend");
	use_all(device, handle);
	NEVER(phoneSelectExtVersion, handle, 0x00010000);
	NEVER(phoneSelectExtVersion, handle, 0x12345678);
	NEVER(phoneClose, handle);
	provider_end();
}

static void ignore_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
			 DWORD_PTR second, DWORD_PTR third)
{
	case_note("%p: %u %#jx %#jx %#jx", (void *)phone, message,
		  (uintmax_t)first, (uintmax_t)second, (uintmax_t)third);
}

CASE(T074_monitor, NEEDS_KERNEL,
     "a provider that knows owners does not say NOTOWNER to a monitor")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle = NULL;
	DWORD device, last;

	provider_begin(0);
	device = provider_device(phone);
	CHECK_OK(tspi->phoneJoin(device, PHONEPRIVILEGE_MONITOR, u"monitor",
				 (HTAPIPHONE)&device, ignore_event, &handle));
	set(handle, PHONEHOOKSWITCHDEV_HANDSET, PHONEHOOKSWITCHMODE_SPEAKER);
	set(handle, CALL_KEY, PHONELAMPMODE_STEADY);
	get_whole(handle);
	get(handle, CALL_KEY);
	CHECK_OK(tspi->phoneLeave(handle, &last));
	CHECK_EQ(last, 1);
	provider_end();
}
