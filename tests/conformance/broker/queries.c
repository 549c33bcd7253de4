// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Members that TAPI adds to the answers of a provider, and the structures that it
 * passes to the provider.
 */
#include <stdlib.h>
#include <string.h>
#include <tphone/tspi.h>

#include "broker.h"
#include "provider.h"

/* States that TAPI reports itself. */
#define STATES_OF_TAPI	(PHONESTATE_OWNER | PHONESTATE_MONITORS | \
			 PHONESTATE_REINIT)

CASE(T041, READS, "PHONECAPS has OWNER, MONITORS and REINIT, which no provider says")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	PHONECAPS *caps = app_caps(app, device);
	PHONECAPS raw = {
		.dwTotalSize = sizeof(raw),
		.dwNeededSize = sizeof(raw),
		.dwUsedSize = sizeof(raw),
	};

	CHECK_EQ(caps->dwPhoneStates & STATES_OF_TAPI, STATES_OF_TAPI);

	/* The same provider, called without TAPI. */
	provider_load();
	CHECK_OK(tspi->phoneGetDevCaps(device, TSPI_NEWEST, 0, &raw));
	CHECK(raw.dwPhoneStates != 0);
	CHECK_EQ(raw.dwPhoneStates & STATES_OF_TAPI, 0);
	CHECK_EQ(caps->dwPhoneStates, raw.dwPhoneStates | STATES_OF_TAPI);
	free(caps);
}

/*
 * Makes a change that fails at the phone, and the same one with success, to prove that
 * the first one would have had an effect.
 */
static void check_failure(HPHONEAPP app, struct phone *phone, HPHONE handle,
			  LONG (*change)(HPHONE handle),
			  DWORD (*look)(HPHONE handle))
{
	DWORD before = look(handle);
	DWORD request;

	phone_set(phone, "fail_nth", "1");
	request = CHECK_REQUEST(change(handle));
	CHECK_RESULT(app_reply(app, request), PHONEERR_OPERATIONFAILED);
	CHECK_EQ(look(handle), before);
	APP_DO(app, change(handle));
	CHECK(look(handle) != before);
}

static LONG change_lamp(HPHONE handle)
{
	return phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_FLASH);
}

static DWORD look_at_lamp(HPHONE handle)
{
	return lamp_mode(handle, CALL_KEY);
}

static LONG change_ring(HPHONE handle)
{
	return phoneSetRing(handle, 2, 0x2000);
}

static DWORD look_at_ring(HPHONE handle)
{
	DWORD mode, volume;

	CHECK_OK(phoneGetRing(handle, &mode, &volume));
	return mode;
}

static LONG change_volume(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x2345);
}

static DWORD look_at_volume(HPHONE handle)
{
	DWORD volume;

	CHECK_OK(phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, &volume));
	return volume;
}

static LONG change_gain(HPHONE handle)
{
	return phoneSetGain(handle, PHONEHOOKSWITCHDEV_HEADSET, 0x2345);
}

static DWORD look_at_gain(HPHONE handle)
{
	DWORD gain;

	CHECK_OK(phoneGetGain(handle, PHONEHOOKSWITCHDEV_HEADSET, &gain));
	return gain;
}

static LONG change_hook(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_SPEAKER,
				  PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static DWORD look_at_hook(HPHONE handle)
{
	DWORD devices;

	CHECK_OK(phoneGetHookSwitch(handle, &devices));
	return devices;
}

static LONG change_display(HPHONE handle)
{
	static const WCHAR text[] = u"Z";

	return phoneSetDisplay(handle, 0, 0, (LPCSTR)text, sizeof(text));
}

static DWORD look_at_display(HPHONE handle)
{
	struct {
		VARSTRING head;
		WCHAR cells[200];
	} display = { .head.dwTotalSize = sizeof(display) };
	WCHAR first;

	CHECK_OK(phoneGetDisplay(handle, &display.head));
	memcpy(&first, (char *)&display + display.head.dwStringOffset,
	       sizeof(first));
	return first;
}

static LONG change_data(HPHONE handle)
{
	return phoneSetData(handle, 0, "Q", 1);
}

static DWORD look_at_data(HPHONE handle)
{
	unsigned char first;

	CHECK_OK(phoneGetData(handle, 0, &first, 1));
	return first;
}

static LONG change_button(HPHONE handle)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_FEATURE,
		.dwButtonFunction = PHONEBUTTONFUNCTION_DIRECTORY,
	};

	return phoneSetButtonInfoW(handle, LAST_KEY, &info);
}

static DWORD look_at_button(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	CHECK_OK(phoneGetButtonInfoW(handle, LAST_KEY, &info));
	return info.dwButtonFunction;
}

CASE(T131, CHANGES, "after an operation that failed, queries tell what is")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	check_failure(app, phone, handle, change_lamp, look_at_lamp);
	check_failure(app, phone, handle, change_ring, look_at_ring);
	check_failure(app, phone, handle, change_volume, look_at_volume);
	check_failure(app, phone, handle, change_gain, look_at_gain);
	check_failure(app, phone, handle, change_hook, look_at_hook);
	check_failure(app, phone, handle, change_display, look_at_display);
	check_failure(app, phone, handle, change_data, look_at_data);
	check_failure(app, phone, handle, change_button, look_at_button);
}

static void check_owner(HPHONE handle, DWORD owners, DWORD monitors,
			const char *name)
{
	PHONESTATUS *status = app_status(handle);

	CHECK_EQ(status->dwNumOwners, owners);
	CHECK_EQ(status->dwNumMonitors, monitors);
	if (name) {
		CHECK_EQ(strcmp(app_utf8(status, status->dwOwnerNameOffset,
					 status->dwOwnerNameSize), name), 0);
	} else {
		CHECK_EQ(status->dwOwnerNameSize, 0);
		CHECK_EQ(status->dwOwnerNameOffset, 0);
	}
	free(status);
}

CASE(T220, NEEDS_MOCK,
     "TAPI's counts and owner name override what the provider says")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin_named("the owner");
	HPHONE monitor, owner;

	phone_set(phone, "misbehave", "counts-owners");
	monitor = app_open_monitor(app, phone);
	check_owner(monitor, 0, 1, NULL);
	app_open_monitor(app, phone);
	owner = app_open_owner(app, phone);
	check_owner(monitor, 1, 2, "the owner");
	check_owner(owner, 1, 2, "the owner");
	CHECK_OK(phoneClose(owner));
	check_owner(monitor, 0, 2, NULL);
}

/**
 * struct identity - a VARSTRING with an identifier of tapi/phone
 * @head: the VARSTRING
 * @id: the device ID
 */
struct identity {
	VARSTRING head;
	DWORD id;
} __attribute__((packed));

CASE(T232, NEEDS_MOCK, "the identifier of tapi/phone comes from TAPI itself")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	DWORD device = app_device(app, phone);
	struct identity wide = { .head.dwTotalSize = sizeof(wide) };
	struct identity narrow = { .head.dwTotalSize = sizeof(narrow) };
	unsigned int before = calls(NULL);

	CHECK_OK(phoneGetIDW(handle, &wide.head, u"tapi/phone"));
	CHECK_OK(phoneGetIDA(handle, &narrow.head, "Tapi/Phone"));
	CHECK_EQ(calls(NULL), before);
	CHECK_EQ(wide.head.dwStringFormat, STRINGFORMAT_BINARY);
	CHECK_EQ(wide.head.dwStringSize, 4);
	CHECK_EQ(wide.head.dwStringOffset, 24);
	CHECK_EQ(wide.id, device);
	CHECK_EQ(narrow.id, device);
}

/* The n-th DWORD of the structure in the last such call of the provider. */
static DWORD handed(const char *name, unsigned int offset)
{
	struct mock_call call = call_last(name);
	DWORD value;

	CHECK(offset + sizeof(value) <= call.size);
	memcpy(&value, call.block + offset, sizeof(value));
	return value;
}

#define HANDED(name, type, member)	handed(name, offsetof(type, member))

/* Bytes that the program left in its structure are not passed on. */
static void check_head(const char *name, DWORD fixed)
{
	CHECK(HANDED(name, VARSTRING, dwTotalSize) >= fixed);
	CHECK_EQ(HANDED(name, VARSTRING, dwNeededSize), fixed);
	CHECK_EQ(HANDED(name, VARSTRING, dwUsedSize), fixed);
}

static void check_caps(HPHONEAPP app, DWORD device, DWORD version, DWORD fixed)
{
	static const char name[] = "phoneGetDevCaps";
	PHONECAPS caps;
	DWORD agreed;

	memset(&caps, 0xaa, sizeof(caps));
	caps.dwTotalSize = sizeof(caps);
	CHECK_OK(phoneNegotiateAPIVersion(app, device, version, version,
					  &agreed, &(PHONEEXTENSIONID){}));
	CHECK_OK(phoneGetDevCapsW(app, device, version, 0, &caps));
	check_head(name, fixed);
	CHECK_EQ(HANDED(name, PHONECAPS, dwProviderInfoSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwProviderInfoOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwPhoneInfoSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwPhoneInfoOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwPhoneNameSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwPhoneNameOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwButtonModesSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwButtonModesOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwButtonFunctionsSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwButtonFunctionsOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwLampModesSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwLampModesOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwSetDataSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwSetDataOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwGetDataSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwGetDataOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwDevSpecificSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwDevSpecificOffset), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwDeviceClassesSize), 0);
	CHECK_EQ(HANDED(name, PHONECAPS, dwDeviceClassesOffset), 0);
}

static void check_status(HPHONE handle)
{
	static const char name[] = "phoneGetStatus";
	PHONESTATUS status;

	memset(&status, 0xaa, sizeof(status));
	status.dwTotalSize = sizeof(status);
	CHECK_OK(phoneGetStatusW(handle, &status));
	check_head(name, sizeof(status));
	CHECK_EQ(HANDED(name, PHONESTATUS, dwDisplaySize), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwDisplayOffset), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwLampModesSize), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwLampModesOffset), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwOwnerNameSize), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwOwnerNameOffset), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwDevSpecificSize), 0);
	CHECK_EQ(HANDED(name, PHONESTATUS, dwDevSpecificOffset), 0);
}

static void check_button_info(HPHONE handle)
{
	static const char name[] = "phoneGetButtonInfo";
	PHONEBUTTONINFO info;

	memset(&info, 0xaa, sizeof(info));
	info.dwTotalSize = sizeof(info);
	CHECK_OK(phoneGetButtonInfoW(handle, CALL_KEY, &info));
	check_head(name, sizeof(info));
	CHECK_EQ(HANDED(name, PHONEBUTTONINFO, dwButtonTextSize), 0);
	CHECK_EQ(HANDED(name, PHONEBUTTONINFO, dwButtonTextOffset), 0);
	CHECK_EQ(HANDED(name, PHONEBUTTONINFO, dwDevSpecificSize), 0);
	CHECK_EQ(HANDED(name, PHONEBUTTONINFO, dwDevSpecificOffset), 0);
}

static void check_string(const char *name)
{
	check_head(name, sizeof(VARSTRING));
	CHECK_EQ(HANDED(name, VARSTRING, dwStringSize), 0);
	CHECK_EQ(HANDED(name, VARSTRING, dwStringOffset), 0);
}

CASE(T284, NEEDS_MOCK, "the provider is handed structures that are empty")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD device = app_device(app, phone);
	VARSTRING string;

	check_caps(app, device, API_NEWEST, PHONECAPS_SIZE_2_2);
	check_status(handle);
	check_button_info(handle);
	memset(&string, 0xaa, sizeof(string));
	string.dwTotalSize = sizeof(string);
	CHECK_OK(phoneGetDisplay(handle, &string));
	check_string("phoneGetDisplay");
	memset(&string, 0xaa, sizeof(string));
	string.dwTotalSize = sizeof(string);
	phoneGetIDW(handle, &string, u"no/such/class");
	check_string("phoneGetID");
}

CASE(T284_older, NEEDS_MOCK,
     "with an older version the structure is as small as that version has it")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);

	check_caps(app, device, API_OLDEST, PHONECAPS_SIZE_2_0);
}
