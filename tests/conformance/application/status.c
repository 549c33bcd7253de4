// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneGetStatus() and phoneGetID().
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"

#define HANDSET		PHONEHOOKSWITCHDEV_HANDSET
#define SPEAKER		PHONEHOOKSWITCHDEV_SPEAKER
#define HEADSET		PHONEHOOKSWITCHDEV_HEADSET

static void check_handles(HPHONE handle, DWORD owners, DWORD monitors)
{
	PHONESTATUS *status = app_status(handle);

	CHECK_EQ(status->dwNumOwners, owners);
	CHECK_EQ(status->dwNumMonitors, monitors);
	free(status);
}

CASE(T218, READS, "0 or 1 owners, and as many monitors as there are handles")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE owner = app_open_owner(first, phone);
	HPHONE monitors[3];

	/* The owner does not count as a monitor. */
	check_handles(owner, 1, 0);
	monitors[0] = app_open_monitor(first, phone);
	check_handles(owner, 1, 1);
	monitors[1] = app_open_monitor(second, phone);
	monitors[2] = app_open_monitor(second, phone);
	check_handles(owner, 1, 3);
	check_handles(monitors[2], 1, 3);
	CHECK_OK(phoneClose(owner));
	check_handles(monitors[0], 0, 3);
	CHECK_OK(phoneClose(monitors[1]));
	check_handles(monitors[0], 0, 2);
	owner = app_open_owner(second, phone);
	check_handles(monitors[0], 1, 2);
	CHECK_OK(phoneShutdown(second));
	check_handles(monitors[0], 0, 1);
}

/* A peer process with an owner and a monitor, until it receives a byte. */
static void other_handles(struct peer_process *self, void *data)
{
	HPHONEAPP app = app_begin();

	app_open_owner(app, data);
	app_open_monitor(app, data);
	peer_send(self, '+');
	peer_receive(self);
	CHECK_OK(phoneShutdown(app));
}

CASE(T218_processes, NEEDS_KERNEL, "owners and monitors of other processes")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_handles, phone);
	HPHONEAPP app;
	HPHONE handle;

	CHECK_EQ(peer_receive(peer), '+');
	app = app_begin();
	handle = app_open_monitor(app, phone);
	check_handles(handle, 1, 2);
	peer_send(peer, 'e');
	peer_end(peer);
	check_handles(handle, 0, 1);
}

static void check_owner_name(HPHONE handle, const char *name)
{
	PHONESTATUS *status = app_status(handle);

	if (name) {
		CHECK(status->dwOwnerNameSize > 0);
		CHECK(!strcmp(app_utf8(status, status->dwOwnerNameOffset,
				       status->dwOwnerNameSize), name));
	} else {
		CHECK_EQ(status->dwOwnerNameSize, 0);
		CHECK_EQ(status->dwOwnerNameOffset, 0);
	}
	free(status);
}

CASE(T219, READS, "without an owner dwOwnerNameSize is 0")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin_named("somebody");
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner;

	check_owner_name(monitor, NULL);
	owner = app_open_owner(app, phone);
	check_owner_name(monitor, "somebody");
	CHECK_OK(phoneClose(owner));
	check_owner_name(monitor, NULL);
}

static DWORD status_flags(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	CHECK_OK(phoneGetStatus(handle, &status));
	return status.dwStatusFlags;
}

static bool connected(HPHONE handle)
{
	return status_flags(handle) & PHONESTATUSFLAGS_CONNECTED;
}

static bool suspended(HPHONE handle)
{
	return status_flags(handle) & PHONESTATUSFLAGS_SUSPENDED;
}

CASE(T221, NEEDS_USER, "CONNECTED is lost on unplugging, and comes back")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	CHECK(connected(handle));
	phone_user(phone, "unplug");
	CHECK_SOON(!connected(handle));
	CHECK(!connected(app_open_monitor(app, phone)));
	phone_user(phone, "plug");
	CHECK_SOON(connected(handle));
}

static void check_status_works(HPHONE handle)
{
	LONG (*const get[])(HPHONE, LPPHONESTATUS) = {
		phoneGetStatus, phoneGetStatusA, phoneGetStatusW,
	};
	PHONESTATUS *full;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(get); i++) {
		PHONESTATUS status = { .dwTotalSize = sizeof(status) };

		CHECK_OK(get[i](handle, &status));
		CHECK_EQ(status.dwNumOwners, 1);
		CHECK_EQ(status.dwRingVolume, 0x1234);
	}
	full = app_status(handle);
	CHECK_EQ(full->dwLampModesSize, 4 * NR_PAIRS);
	free(full);
}

CASE(T222, CHANGES | NEEDS_USER, "phoneGetStatus() of an absent phone")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);

	APP_DO(app, phoneSetRing(owner, 0, 0x1234));
	phone_user(phone, "unplug");
	CHECK_SOON(!connected(owner));
	check_status_works(owner);
	phone_user(phone, "plug");
	CHECK_SOON(connected(owner));
	phone_user(phone, "suspend");
	CHECK_SOON(suspended(owner));
	check_status_works(owner);
	phone_user(phone, "resume");
	CHECK_SOON(!suspended(owner));
	check_status_works(owner);
}

static const char *const need_connection[] = {
	"phoneSetLamp", "phoneSetRing", "phoneSetDisplay", "phoneSetHookSwitch",
	"phoneSetVolume", "phoneSetGain", "phoneSetData",
};

static const char *const set_button[] = {
	"phoneSetButtonInfo", "phoneSetButtonInfoA", "phoneSetButtonInfoW",
};

static const struct function *function_named(const char *name)
{
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!strcmp(functions[i].name, name))
			return &functions[i];
	}
	case_fail(__FILE__, __LINE__, "no function %s", name);
}

static void check_outcomes(HPHONEAPP app, HPHONE handle,
			   const char *const *names, size_t nr, LONG expected)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		case_note("%s", names[i]);
		CHECK_RESULT(call_outcome(app,
					  function_named(names[i])->call(handle)),
			     expected);
	}
}

/* The call fails, without a reply. */
static void check_refused(HPHONE handle)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(need_connection); i++) {
		case_note("%s", need_connection[i]);
		CHECK_RESULT(function_named(need_connection[i])->call(handle),
			     PHONEERR_INVALPHONESTATE);
	}
}

CASE(T223, CHANGES | NEEDS_USER, "absent: INVALPHONESTATE from the setters")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);

	check_outcomes(app, owner, need_connection,
		       ARRAY_SIZE(need_connection), 0);
	phone_user(phone, "unplug");
	CHECK_SOON(!connected(owner));
	check_refused(owner);
	phone_user(phone, "plug");
	CHECK_SOON(connected(owner));
	check_outcomes(app, owner, need_connection,
		       ARRAY_SIZE(need_connection), 0);
	phone_user(phone, "suspend");
	CHECK_SOON(suspended(owner));
	check_refused(owner);
	phone_user(phone, "resume");
	CHECK_SOON(!suspended(owner));
	check_outcomes(app, owner, need_connection,
		       ARRAY_SIZE(need_connection), 0);
}

CASE(T224, CHANGES | NEEDS_USER, "absent: OPERATIONFAILED from SetButtonInfo")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);

	check_outcomes(app, owner, set_button, ARRAY_SIZE(set_button), 0);
	phone_user(phone, "unplug");
	CHECK_SOON(!connected(owner));
	check_outcomes(app, owner, set_button, ARRAY_SIZE(set_button),
		       PHONEERR_OPERATIONFAILED);
	phone_user(phone, "plug");
	CHECK_SOON(connected(owner));
	check_outcomes(app, owner, set_button, ARRAY_SIZE(set_button), 0);
}

CASE(T225, CHANGES, "the array of lamp modes agrees with phoneGetLamp()")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	PHONESTATUS *status;
	DWORD i, mode;

	APP_DO(app, phoneSetLamp(owner, 12, PHONELAMPMODE_STEADY));
	APP_DO(app, phoneSetLamp(owner, 15, PHONELAMPMODE_BROKENFLUTTER));
	APP_DO(app, phoneSetLamp(owner, 20, PHONELAMPMODE_WINK));
	status = app_status(owner);
	CHECK_EQ(status->dwLampModesSize, 4 * NR_PAIRS);
	for (i = 0; i < NR_PAIRS; i++) {
		CHECK_OK(phoneGetLamp(owner, i, &mode));
		CHECK_EQ(app_array(status, status->dwLampModesOffset,
				   status->dwLampModesSize, i), mode);
	}
	CHECK_EQ(app_array(status, status->dwLampModesOffset,
			   status->dwLampModesSize, 15),
		 PHONELAMPMODE_BROKENFLUTTER);
	free(status);
}

static DWORD status_features(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	CHECK_OK(phoneGetStatus(handle, &status));
	return status.dwPhoneFeatures;
}

static void check_subset(const char *shape)
{
	struct phone *phone = phone_new(shape);
	HPHONEAPP app = app_begin();
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner = app_open_owner(app, phone);
	DWORD beyond = ~caps->dwPhoneFeatures;

	case_note("%s", shape);
	free(caps);
	CHECK(status_features(owner));
	CHECK_EQ(status_features(owner) & beyond, 0);
	CHECK_EQ(status_features(monitor) & beyond, 0);
	phone_user(phone, "suspend");
	CHECK_SOON(suspended(owner));
	CHECK_EQ(status_features(owner) & beyond, 0);
	phone_user(phone, "resume");
	phone_user(phone, "unplug");
	CHECK_SOON(!connected(owner));
	CHECK_EQ(status_features(owner) & beyond, 0);
}

CASE(T226, NEEDS_USER, "dwPhoneFeatures now is part of that of PHONECAPS")
{
	check_subset("");
	check_subset("opcodes=0");
	check_subset("display=0x0;ring_modes=0;downloads=;uploads=");
	check_subset("hook_devices=headset;volume_devices=;gain_devices=");
}

CASE(T227, READS, "a monitor has no SET bit in dwPhoneFeatures")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner;
	DWORD features;

	CHECK_EQ(status_features(monitor) & SET_FEATURES, 0);
	owner = app_open_owner(app, phone);
	features = status_features(owner);
	CHECK(features & SET_FEATURES);
	CHECK_EQ(status_features(monitor), features & ~SET_FEATURES);
	CHECK_OK(phoneClose(owner));
	CHECK_EQ(status_features(monitor) & SET_FEATURES, 0);
}

static void check_device(HPHONE handle, DWORD device, DWORD mode, DWORD volume,
			 DWORD gain)
{
	DWORD devices, value;

	CHECK_OK(phoneGetHookSwitch(handle, &devices));
	CHECK_EQ(!!(devices & device), mode != PHONEHOOKSWITCHMODE_ONHOOK);
	CHECK_OK(phoneGetVolume(handle, device, &value));
	CHECK_EQ(volume, value);
	CHECK_OK(phoneGetGain(handle, device, &value));
	CHECK_EQ(gain, value);
}

static void check_devices(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	CHECK_OK(phoneGetStatus(handle, &status));
	check_device(handle, HANDSET, status.dwHandsetHookSwitchMode,
		     status.dwHandsetVolume, status.dwHandsetGain);
	check_device(handle, SPEAKER, status.dwSpeakerHookSwitchMode,
		     status.dwSpeakerVolume, status.dwSpeakerGain);
	check_device(handle, HEADSET, status.dwHeadsetHookSwitchMode,
		     status.dwHeadsetVolume, status.dwHeadsetGain);
}

CASE(T228, CHANGES, "hook modes, volumes and gains agree with phoneGet...()")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };
	DWORD i;

	check_devices(owner);
	APP_DO(app, phoneSetHookSwitch(owner, SPEAKER,
				       PHONEHOOKSWITCHMODE_MIC));
	APP_DO(app, phoneSetHookSwitch(owner, HEADSET,
				       PHONEHOOKSWITCHMODE_MICSPEAKER));
	for (i = 0; i < 3; i++) {
		APP_DO(app, phoneSetVolume(owner, 1 << i, 0x1111 * (i + 1)));
		APP_DO(app, phoneSetGain(owner, 1 << i, 0x1111 * (i + 4)));
	}
	check_devices(owner);
	CHECK_OK(phoneGetStatus(owner, &status));
	CHECK_EQ(status.dwHandsetHookSwitchMode, PHONEHOOKSWITCHMODE_ONHOOK);
	CHECK_EQ(status.dwSpeakerHookSwitchMode, PHONEHOOKSWITCHMODE_MIC);
	CHECK_EQ(status.dwHeadsetHookSwitchMode,
		 PHONEHOOKSWITCHMODE_MICSPEAKER);
	CHECK_EQ(status.dwHandsetVolume, 0x1111);
	CHECK_EQ(status.dwHeadsetVolume, 0x3333);
	CHECK_EQ(status.dwSpeakerGain, 0x5555);
}

static void check_status_size(HPHONE handle, DWORD total, LONG expected)
{
	PHONESTATUS status = { .dwTotalSize = total };

	CHECK_RESULT(phoneGetStatus(handle, &status), expected);
	CHECK_RESULT(phoneGetStatusA(handle, &status), expected);
	CHECK_RESULT(phoneGetStatusW(handle, &status), expected);
}

CASE(T229, READS, "PHONESTATUS needs 104 bytes at least, with each 2.x")
{
	static const DWORD versions[] = { 0x00020000, 0x00020001, 0x00020002 };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		handle = call_open_version(app, device, versions[i],
					   PHONEPRIVILEGE_MONITOR);
		check_status_size(handle, 103, PHONEERR_STRUCTURETOOSMALL);
		check_status_size(handle, 104, 0);
	}
}

static void check_id(LONG result, const VARSTRING *id, DWORD device)
{
	DWORD value;

	CHECK_OK(result);
	CHECK_EQ(id->dwNeededSize, 28);
	CHECK_EQ(id->dwUsedSize, 28);
	CHECK_EQ(id->dwStringFormat, STRINGFORMAT_BINARY);
	CHECK_EQ(id->dwStringSize, 4);
	CHECK_EQ(id->dwStringOffset, 24);
	memcpy(&value, (const char *)id + 24, sizeof(value));
	CHECK_EQ(value, device);
}

/* A VARSTRING with room for a number. */
union id {
	VARSTRING string;
	char bytes[28];
};

static void check_tapi_phone(HPHONE handle, const char *name, DWORD device)
{
	union id id = { .string.dwTotalSize = sizeof(id) };
	union id id_a = id;
	union id id_w = id;
	WCHAR wide[16] = { 0 };
	DWORD i;

	for (i = 0; name[i]; i++)
		wide[i] = name[i];
	case_note("%s", name);
	check_id(phoneGetID(handle, &id.string, name), &id.string, device);
	check_id(phoneGetIDA(handle, &id_a.string, name), &id_a.string, device);
	check_id(phoneGetIDW(handle, &id_w.string, wide), &id_w.string, device);
}

CASE(T230, READS, "phoneGetID() of tapi/phone is the device ID, in binary")
{
	struct phone *other = phone_new(NULL);
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle = app_open_monitor(app, phone);
	union id id;
	DWORD total;

	CHECK(app_device(app, other) != device);
	check_tapi_phone(handle, "tapi/phone", device);
	check_tapi_phone(handle, "TAPI/PHONE", device);
	check_tapi_phone(handle, "Tapi/pHone", device);
	check_tapi_phone(app_open_monitor(app, other), "tapi/phone",
			 app_device(app, other));

	for (total = 24; total < 28; total++) {
		id.string.dwTotalSize = total;
		CHECK_OK(phoneGetID(handle, &id.string, "tapi/phone"));
		CHECK_EQ(id.string.dwNeededSize, 28);
		CHECK_EQ(id.string.dwUsedSize, 24);
		CHECK_EQ(id.string.dwStringSize, 0);
		CHECK_EQ(id.string.dwStringOffset, 0);
	}
}

CASE(T231, READS, "phoneGetID() of an unknown class: INVALDEVICECLASS")
{
	static const char *const names[] = {
		"no such class", "", "tapi", "tapi/", "tapi/phon",
		"tapi/phones", "tapi/phone ", " tapi/phone", "tapi\\phone",
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	VARSTRING id = { .dwTotalSize = sizeof(id) };
	size_t i;

	CHECK_OK(phoneGetID(handle, &id, "tapi/phone"));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		case_note("\"%s\"", names[i]);
		CHECK_RESULT(phoneGetID(handle, &id, names[i]),
			     PHONEERR_INVALDEVICECLASS);
		CHECK_RESULT(phoneGetIDA(handle, &id, names[i]),
			     PHONEERR_INVALDEVICECLASS);
	}
	CHECK_RESULT(phoneGetIDW(handle, &id, u"no such class"),
		     PHONEERR_INVALDEVICECLASS);
	CHECK_RESULT(phoneGetIDW(handle, &id, u""), PHONEERR_INVALDEVICECLASS);
}
