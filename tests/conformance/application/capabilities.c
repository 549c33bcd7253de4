// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PHONECAPS: its members, and that they are true.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"

#define NR_HOOK_DEVICES	3

/* The bits of one function for handset, speaker and headset. */
#define ALL_DEVICES(first)	((first) * 7)

#define SPEAKER_FEATURES						\
	(PHONEFEATURE_GETGAINSPEAKER | PHONEFEATURE_GETHOOKSWITCHSPEAKER | \
	 PHONEFEATURE_GETVOLUMESPEAKER | PHONEFEATURE_SETGAINSPEAKER |	\
	 PHONEFEATURE_SETHOOKSWITCHSPEAKER | PHONEFEATURE_SETVOLUMESPEAKER)
#define HEADSET_FEATURES						\
	(PHONEFEATURE_GETGAINHEADSET | PHONEFEATURE_GETHOOKSWITCHHEADSET | \
	 PHONEFEATURE_GETVOLUMEHEADSET | PHONEFEATURE_SETGAINHEADSET |	\
	 PHONEFEATURE_SETHOOKSWITCHHEADSET | PHONEFEATURE_SETVOLUMEHEADSET)

static void check_caps(LONG result, const PHONECAPS *caps)
{
	CHECK_OK(result);
	CHECK_EQ(caps->dwNumButtonLamps, 12 + 3 + 1);
	CHECK_EQ(caps->dwDisplayNumRows, 2);
	CHECK_EQ(caps->dwDisplayNumColumns, 16);
	CHECK_EQ(caps->dwNumRingModes, 7);
	CHECK_EQ(caps->dwHookSwitchDevs, 7);
	CHECK(caps->dwNeededSize > sizeof(*caps));
}

CASE(T040, READS, "phoneGetDevCaps() of a phone that nobody has opened")
{
	struct phone *phone = phone_new("keys=3;display=2x16;ring_modes=7");
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	PHONECAPS caps[3] = {
		{ .dwTotalSize = sizeof(caps[0]) },
		{ .dwTotalSize = sizeof(caps[1]) },
		{ .dwTotalSize = sizeof(caps[2]) },
	};

	check_caps(phoneGetDevCaps(app, device, API_NEWEST, 0, &caps[0]),
		   &caps[0]);
	check_caps(phoneGetDevCapsA(app, device, API_NEWEST, 0, &caps[1]),
		   &caps[1]);
	check_caps(phoneGetDevCapsW(app, device, API_NEWEST, 0, &caps[2]),
		   &caps[2]);
}

static PHONECAPS *caps_of(const char *shape)
{
	struct phone *phone = phone_new(shape);
	HPHONEAPP app = app_begin();

	return app_caps(app, app_device(app, phone));
}

CASE(T043, READS, "without a display there are 0 rows and 0 columns")
{
	PHONECAPS *without = caps_of("display=0x0");
	PHONECAPS *with = caps_of("display=3x24");

	CHECK_EQ(without->dwDisplayNumRows, 0);
	CHECK_EQ(without->dwDisplayNumColumns, 0);
	CHECK_EQ(with->dwDisplayNumRows, 3);
	CHECK_EQ(with->dwDisplayNumColumns, 24);
	free(without);
	free(with);
}

static void check_array(const PHONECAPS *caps, DWORD offset, DWORD size,
			DWORD elements)
{
	CHECK_EQ(size, 4 * elements);
	if (size)
		CHECK(offset >= sizeof(*caps) &&
		      offset + size <= caps->dwUsedSize);
	else
		CHECK_EQ(offset, 0);
}

/* 0 or 4 for each pair. */
static void check_pairs(const PHONECAPS *caps, DWORD offset, DWORD size)
{
	check_array(caps, offset, size, size ? caps->dwNumButtonLamps : 0);
}

static void check_arrays(const char *shape, DWORD pairs, DWORD downloads,
			 DWORD uploads)
{
	PHONECAPS *caps = caps_of(shape);

	case_note("%s", shape);
	CHECK_EQ(caps->dwNumButtonLamps, pairs);
	check_pairs(caps, caps->dwButtonModesOffset, caps->dwButtonModesSize);
	check_pairs(caps, caps->dwButtonFunctionsOffset,
		    caps->dwButtonFunctionsSize);
	check_pairs(caps, caps->dwLampModesOffset, caps->dwLampModesSize);
	CHECK_EQ(caps->dwNumSetData, downloads);
	check_array(caps, caps->dwSetDataOffset, caps->dwSetDataSize,
		    downloads);
	CHECK_EQ(caps->dwNumGetData, uploads);
	check_array(caps, caps->dwGetDataOffset, caps->dwGetDataSize, uploads);
	free(caps);
}

CASE(T044, READS, "the sizes of the arrays of pairs and of data areas")
{
	check_arrays("", 21, 2, 3);
	check_arrays("keys=0;lamps=0", 12, 2, 3);
	check_arrays("keypad=0;keys=0;lamps=0", 0, 2, 3);
	check_arrays("keypad=0;keys=5;lamps=2", 7, 2, 3);
	check_arrays("downloads=16 32 64;uploads=8", 21, 3, 1);
	check_arrays("downloads=;uploads=8", 21, 0, 1);
	check_arrays("downloads=16;uploads=", 21, 1, 0);
}

static DWORD button_mode(const PHONECAPS *caps, DWORD id)
{
	return app_array(caps, caps->dwButtonModesOffset,
			 caps->dwButtonModesSize, id);
}

CASE(T045, READS, "pairs 0 to 11 are the keypad, if there is one")
{
	PHONECAPS *full = caps_of("");
	PHONECAPS *bare = caps_of("keys=0;lamps=0");
	PHONECAPS *none = caps_of("keypad=0");
	DWORD id;

	for (id = 0; id <= 11; id++) {
		CHECK_EQ(button_mode(full, id), PHONEBUTTONMODE_KEYPAD);
		CHECK_EQ(button_mode(bare, id), PHONEBUTTONMODE_KEYPAD);
	}
	for (id = 12; id < full->dwNumButtonLamps; id++)
		CHECK(button_mode(full, id) != PHONEBUTTONMODE_KEYPAD);
	for (id = 0; id < none->dwNumButtonLamps; id++)
		CHECK(button_mode(none, id) != PHONEBUTTONMODE_KEYPAD);
	free(full);
	free(bare);
	free(none);
}

/* Functions that have one bit, or several without a parameter that selects. */
static const struct {
	const char *name;
	DWORD features;
} gates[] = {
	{ "phoneSetButtonInfo", PHONEFEATURE_SETBUTTONINFO },
	{ "phoneSetButtonInfoA", PHONEFEATURE_SETBUTTONINFO },
	{ "phoneSetButtonInfoW", PHONEFEATURE_SETBUTTONINFO },
	{ "phoneSetData", PHONEFEATURE_SETDATA },
	{ "phoneSetDisplay", PHONEFEATURE_SETDISPLAY },
	{ "phoneSetLamp", PHONEFEATURE_SETLAMP },
	{ "phoneSetRing", PHONEFEATURE_SETRING },
	{ "phoneGetButtonInfo", PHONEFEATURE_GETBUTTONINFO },
	{ "phoneGetButtonInfoA", PHONEFEATURE_GETBUTTONINFO },
	{ "phoneGetButtonInfoW", PHONEFEATURE_GETBUTTONINFO },
	{ "phoneGetData", PHONEFEATURE_GETDATA },
	{ "phoneGetDisplay", PHONEFEATURE_GETDISPLAY },
	{ "phoneGetHookSwitch",
	  ALL_DEVICES(PHONEFEATURE_GETHOOKSWITCHHANDSET) },
	{ "phoneGetLamp", PHONEFEATURE_GETLAMP },
	{ "phoneGetRing", PHONEFEATURE_GETRING },
};

static LONG set_gain(HPHONE handle, DWORD device)
{
	return phoneSetGain(handle, device, 0x1000);
}

static LONG set_hook_switch(HPHONE handle, DWORD device)
{
	return phoneSetHookSwitch(handle, device,
				  PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static LONG set_volume(HPHONE handle, DWORD device)
{
	return phoneSetVolume(handle, device, 0x1000);
}

static LONG get_gain(HPHONE handle, DWORD device)
{
	DWORD gain;

	return phoneGetGain(handle, device, &gain);
}

static LONG get_volume(HPHONE handle, DWORD device)
{
	DWORD volume;

	return phoneGetVolume(handle, device, &volume);
}

/* Functions that have a bit for each hook switch device. */
static const struct {
	const char *name;
	DWORD handset;
	LONG (*call)(HPHONE handle, DWORD device);
} device_gates[] = {
	{ "phoneSetGain", PHONEFEATURE_SETGAINHANDSET, set_gain },
	{ "phoneSetHookSwitch", PHONEFEATURE_SETHOOKSWITCHHANDSET,
	  set_hook_switch },
	{ "phoneSetVolume", PHONEFEATURE_SETVOLUMEHANDSET, set_volume },
	{ "phoneGetGain", PHONEFEATURE_GETGAINHANDSET, get_gain },
	{ "phoneGetVolume", PHONEFEATURE_GETVOLUMEHANDSET, get_volume },
};

static LONG call_by_name(HPHONE handle, const char *name)
{
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!strcmp(functions[i].name, name))
			return functions[i].call(handle);
	}
	case_fail(__FILE__, __LINE__, "no function %s", name);
}

/*
 * The arguments of a call are valid for the shape of a new phone only: on such a
 * phone it must succeed if the bit is set.
 */
static void check_gate(const char *name, LONG seen, bool set, LONG refused,
		       bool plain)
{
	LONG expected = set ? 0 : refused;

	if (set && !plain)
		return;
	if (seen != expected)
		case_fail(__FILE__, __LINE__, "%s(), bit %s: %s instead of %s",
			  name, set ? "set" : "clear",
			  tphone_phoneerr_name(seen),
			  tphone_phoneerr_name(expected));
}

/*
 * A missing device is INVALHOOKSWITCHDEV, T172, unless no device supports the
 * function.
 */
static LONG refusal(const PHONECAPS *caps, DWORD handset, DWORD device,
		    LONG seen)
{
	if (caps->dwHookSwitchDevs & device)
		return PHONEERR_OPERATIONUNAVAIL;
	if (!(caps->dwPhoneFeatures & ALL_DEVICES(handset)) &&
	    seen == PHONEERR_OPERATIONUNAVAIL)
		return seen;
	return PHONEERR_INVALHOOKSWITCHDEV;
}

static void check_device_gates(HPHONEAPP app, HPHONE handle,
			       const PHONECAPS *caps, bool plain)
{
	DWORD handset, bit;
	LONG seen;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(device_gates); i++) {
		handset = device_gates[i].handset;
		for (bit = 0; bit < NR_HOOK_DEVICES; bit++) {
			seen = device_gates[i].call(handle, 1 << bit);
			seen = call_outcome(app, seen);
			check_gate(device_gates[i].name, seen,
				   caps->dwPhoneFeatures & handset << bit,
				   refusal(caps, handset, 1 << bit, seen),
				   plain);
		}
	}
}

/* The shape decides which of these bits are clear; their meaning is fixed. */
static void check_features(const char *shape, DWORD clear)
{
	struct phone *phone = phone_new(shape);
	HPHONEAPP app = app_begin();
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	HPHONE handle = app_open_owner(app, phone);
	DWORD features = caps->dwPhoneFeatures;
	LONG seen;
	size_t i;

	case_note("%s", shape);
	CHECK_EQ(features & clear, 0);
	for (i = 0; i < ARRAY_SIZE(gates); i++) {
		seen = call_outcome(app, call_by_name(handle, gates[i].name));
		check_gate(gates[i].name, seen, features & gates[i].features,
			   PHONEERR_OPERATIONUNAVAIL, !*shape);
	}
	check_device_gates(app, handle, caps, !*shape);
	free(caps);
	CHECK_OK(phoneShutdown(app));
}

CASE(T046, CHANGES, "a function without its bit is OPERATIONUNAVAIL")
{
	check_features("", 0);
	check_features("opcodes=0", SET_FEATURES);
	check_features("opcodes=0x80", SET_FEATURES & ~PHONEFEATURE_SETLAMP);
	check_features("display=0x0", PHONEFEATURE_GETDISPLAY |
		       PHONEFEATURE_SETDISPLAY);
	check_features("ring_modes=0", PHONEFEATURE_SETRING);
	check_features("downloads=;uploads=", PHONEFEATURE_GETDATA |
		       PHONEFEATURE_SETDATA);
	check_features("volume_devices=headset;gain_devices=handset",
		       PHONEFEATURE_SETVOLUMEHANDSET |
		       PHONEFEATURE_SETVOLUMESPEAKER |
		       PHONEFEATURE_SETGAINSPEAKER |
		       PHONEFEATURE_SETGAINHEADSET);
	check_features("hook_devices=handset;volume_devices=;gain_devices=",
		       SPEAKER_FEATURES | HEADSET_FEATURES |
		       PHONEFEATURE_SETVOLUMEHANDSET |
		       PHONEFEATURE_SETGAINHANDSET);
	check_features("keypad=0;keys=0;lamps=0", 0);
}

static void check_class_a(HPHONE handle, const char *name)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	case_note("class %s", name);
	CHECK(*name);
	CHECK_OK(phoneGetIDA(handle, &id, name));
	CHECK_OK(phoneGetID(handle, &id, name));
}

/* The list may be at an odd address. */
static void check_class_w(HPHONE handle, const char *list, DWORD characters)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };
	WCHAR *name = malloc(characters * sizeof(*name));

	CHECK(name && characters > 1);
	memcpy(name, list, characters * sizeof(*name));
	CHECK_OK(phoneGetIDW(handle, &id, name));
	free(name);
}

static DWORD length_w(const char *list, DWORD bytes)
{
	DWORD at;

	for (at = 0; at + 2 <= bytes; at += 2) {
		if (!list[at] && !list[at + 1])
			return at / 2;
	}
	case_fail(__FILE__, __LINE__, "a class has no terminator");
}

CASE(T047, READS, "a list of device classes, each of which phoneGetID() knows")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	HPHONE handle = app_open_monitor(app, phone);
	PHONECAPS *wide = app_caps(app, device);
	PHONECAPS *narrow = calloc(1, wide->dwNeededSize);
	unsigned int nr_wide = 0, nr_narrow = 0;
	const char *list, *end;
	DWORD length;

	list = (const char *)wide + wide->dwDeviceClassesOffset;
	end = list + wide->dwDeviceClassesSize;
	while ((length = length_w(list, end - list))) {
		check_class_w(handle, list, length + 1);
		list += 2 * (length + 1);
		nr_wide++;
	}
	CHECK(nr_wide > 0);
	CHECK(list + 2 == end);

	CHECK(narrow);
	narrow->dwTotalSize = wide->dwNeededSize;
	CHECK_OK(phoneGetDevCapsA(app, device, API_NEWEST, 0, narrow));
	list = (const char *)narrow + narrow->dwDeviceClassesOffset;
	end = list + narrow->dwDeviceClassesSize;
	CHECK(end - list >= 2 && !end[-1] && !end[-2]);
	while (*list) {
		check_class_a(handle, list);
		list += strlen(list) + 1;
		nr_narrow++;
	}
	CHECK(list + 1 == end);
	CHECK_EQ(nr_narrow, nr_wide);
	free(narrow);
	free(wide);
}
