// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Numbers that a provider returns for a phone are within the ranges of the
 * interface and fit each other.
 */
#include <stdlib.h>
#include <string.h>

#include "provider.h"
#include "wchar_text.h"

/* More buttons, areas or cells than anything has. */
#define MOST		65536

#define ALL_STATES	0x00ffffff
#define ALL_FEATURES	0x1fffffff
#define ALL_DEVICES	0x7
#define ALL_MODES	0x1f
#define ALL_BUTTON_MODES	0x3f
#define ALL_LAMP_MODES	0xff
#define LAMP_MODES_OF_MAKERS	0xffff0000
#define LAST_FUNCTION	PHONEBUTTONFUNCTION_SEND
#define FUNCTIONS_OF_MAKERS	0x80000000
#define MAX_LEVEL	0xffff

static bool is_one_bit(DWORD value)
{
	return value && !(value & (value - 1));
}

static void check_mask(const char *member, DWORD value, DWORD possible)
{
	RULE(!(value & ~possible),
	     "%s is %#x: of its bits only those in %#x are defined or possible",
	     member, value, possible);
}

static void check_most(const char *member, DWORD value, DWORD most)
{
	RULE(value <= most, "%s is %u: more than %u", member, value, most);
}

#define MASK(caps, member, possible) \
	check_mask(#member, (caps)->member, possible)
#define AT_MOST(caps, member, most) \
	check_most(#member, (caps)->member, most)

/* An array of the capabilities, or none of it. */
static void check_array(const char *array, const char *count, DWORD size,
			DWORD number, bool may_be_absent)
{
	RULE((may_be_absent && !size) || size == number * sizeof(DWORD),
	     "%s has an element of 4 bytes for each of %s, which is %u: it is %u",
	     array, count, number, size);
}

#define ARRAY(caps, part, count, absent)				\
	check_array("dw" #part "Size", #count, (caps)->dw##part##Size,	\
		    (caps)->count, absent)

static DWORD element(const PHONECAPS *caps, DWORD offset, DWORD index)
{
	DWORD value;

	memcpy(&value, (const char *)caps + offset + 4 * index, sizeof(value));
	return value;
}

static void check_button_mode(DWORD button, DWORD mode)
{
	RULE(is_one_bit(mode) && !(mode & ~ALL_BUTTON_MODES),
	     "button %u has the mode %#x: that is not one PHONEBUTTONMODE",
	     button, mode);
}

static void check_function(DWORD button, DWORD function)
{
	RULE(function <= LAST_FUNCTION || function >= FUNCTIONS_OF_MAKERS,
	     "button %u has the function %#x: that is no PHONEBUTTONFUNCTION",
	     button, function);
}

static void check_lamp_modes(DWORD lamp, DWORD modes)
{
	RULE(modes && !(modes & ~(ALL_LAMP_MODES | LAMP_MODES_OF_MAKERS)),
	     "lamp %u has the modes %#x: those are no PHONELAMPMODE", lamp,
	     modes);
	RULE(!(modes & PHONELAMPMODE_DUMMY) || modes == PHONELAMPMODE_DUMMY,
	     "lamp %u has the modes %#x: one that is DUMMY has no others",
	     lamp, modes);
}

static void check_pairs(const PHONECAPS *caps)
{
	DWORD i;

	AT_MOST(caps, dwNumButtonLamps, MOST);
	ARRAY(caps, ButtonModes, dwNumButtonLamps, true);
	ARRAY(caps, ButtonFunctions, dwNumButtonLamps, true);
	ARRAY(caps, LampModes, dwNumButtonLamps, true);
	for (i = 0; i < caps->dwButtonModesSize / 4; i++)
		check_button_mode(i, element(caps, caps->dwButtonModesOffset,
					     i));
	for (i = 0; i < caps->dwButtonFunctionsSize / 4; i++)
		check_function(i, element(caps, caps->dwButtonFunctionsOffset,
					  i));
	for (i = 0; i < caps->dwLampModesSize / 4; i++)
		check_lamp_modes(i, element(caps, caps->dwLampModesOffset, i));
}

/* Modes that can be set are among the modes that there are. */
#define HOOK_SWITCH(caps, device)					\
	do {								\
		MASK(caps, dw##device##HookSwitchModes, ALL_MODES);	\
		MASK(caps, dwSettable##device##HookSwitchModes,		\
		     (caps)->dw##device##HookSwitchModes &		\
		     ~PHONEHOOKSWITCHMODE_UNKNOWN);			\
		MASK(caps, dwMonitored##device##HookSwitchModes,	\
		     (caps)->dw##device##HookSwitchModes);		\
	} while (0)

static void check_devices(const PHONECAPS *caps)
{
	MASK(caps, dwHookSwitchDevs, ALL_DEVICES);
	HOOK_SWITCH(caps, Handset);
	HOOK_SWITCH(caps, Speaker);
	HOOK_SWITCH(caps, Headset);
	MASK(caps, dwVolumeFlags, caps->dwHookSwitchDevs);
	MASK(caps, dwGainFlags, caps->dwHookSwitchDevs);
}

static void check_display(const PHONECAPS *caps)
{
	AT_MOST(caps, dwDisplayNumRows, MOST);
	AT_MOST(caps, dwDisplayNumColumns, MOST);
	RULE(!caps->dwDisplayNumRows == !caps->dwDisplayNumColumns,
	     "a display has rows and columns, or neither: there are %u and %u",
	     caps->dwDisplayNumRows, caps->dwDisplayNumColumns);
	RULE(caps->dwStringFormat <= STRINGFORMAT_BINARY,
	     "dwStringFormat is %u: that is no STRINGFORMAT",
	     caps->dwStringFormat);
	RULE(caps->dwStringFormat || !caps->dwDisplayNumRows,
	     "a phone with a display has a dwStringFormat: it is 0");
}

CASE(caps_in_range, READS, "capabilities are numbers that mean something")
{
	struct phone *phone = phone_new(NULL);
	PHONECAPS *caps;

	provider_begin(0);
	caps = provider_caps(phone);
	MASK(caps, dwPhoneStates, ALL_STATES);
	MASK(caps, dwPhoneFeatures, ALL_FEATURES);
	AT_MOST(caps, dwNumRingModes, MOST);
	AT_MOST(caps, dwNumSetData, MOST);
	AT_MOST(caps, dwNumGetData, MOST);
	ARRAY(caps, SetData, dwNumSetData, false);
	ARRAY(caps, GetData, dwNumGetData, false);
	check_pairs(caps);
	check_devices(caps);
	check_display(caps);
	free(caps);
	provider_end();
}

static void check_lamps(HDRVPHONE handle, DWORD number)
{
	DWORD mode, i;
	LONG result;

	for (i = 0; i < number && provider_has("phoneGetLamp"); i++) {
		mode = 0;
		result = tspi->phoneGetLamp(handle, i, &mode);
		if (result == PHONEERR_OPERATIONUNAVAIL)
			return;
		RULE(!result || result == PHONEERR_INVALBUTTONLAMPID,
		     "TSPI_phoneGetLamp() fails for lamp %u of %u: %#x", i,
		     number, (unsigned int)result);
		RULE(result || is_one_bit(mode),
		     "lamp %u has the mode %#x: that is not one PHONELAMPMODE",
		     i, mode);
	}
}

static void check_buttons(HDRVPHONE handle, DWORD number)
{
	PHONEBUTTONINFO info;
	LONG result;
	DWORD i;

	for (i = 0; i < number && provider_has("phoneGetButtonInfo"); i++) {
		info = (PHONEBUTTONINFO){ .dwTotalSize = sizeof(info) };
		result = tspi->phoneGetButtonInfo(handle, i, &info);
		if (result == PHONEERR_OPERATIONUNAVAIL)
			return;
		CHECK_RESULT(result, 0);
		check_button_mode(i, info.dwButtonMode);
		check_function(i, info.dwButtonFunction);
		RULE(is_one_bit(info.dwButtonState) &&
		     info.dwButtonState <= PHONEBUTTONSTATE_UNAVAIL,
		     "button %u has the state %#x: that is not one PHONEBUTTONSTATE",
		     i, info.dwButtonState);
	}
}

static void check_ring(HDRVPHONE handle, DWORD modes)
{
	DWORD mode = 0, volume = 0;

	if (tspi->phoneGetRing(handle, &mode, &volume))
		return;
	check_most("the ring mode", mode, modes);
	check_most("the ring volume", volume, MAX_LEVEL);
}

static void check_hook_switch(HDRVPHONE handle, DWORD devices)
{
	DWORD off_hook = 0;

	if (!tspi->phoneGetHookSwitch(handle, &off_hook))
		check_mask("the answer of TSPI_phoneGetHookSwitch()", off_hook,
			   devices);
}

/* Any mode is valid for a device that the phone lacks. */
static void check_hook_mode(const char *device, DWORD mode, bool exists)
{
	RULE(!exists || (is_one_bit(mode) && !(mode & ~ALL_MODES)),
	     "dw%sHookSwitchMode is %#x: that is not one PHONEHOOKSWITCHMODE",
	     device, mode);
}

static void check_status(HDRVPHONE handle, const PHONECAPS *caps)
{
	PHONESTATUS status = {
		.dwTotalSize = sizeof(status),
		.dwNeededSize = sizeof(status),
		.dwUsedSize = sizeof(status),
	};
	DWORD devices = caps->dwHookSwitchDevs;

	if (tspi->phoneGetStatus(handle, &status))
		return;
	MASK(&status, dwStatusFlags, 3);
	MASK(&status, dwPhoneFeatures, ALL_FEATURES);
	AT_MOST(&status, dwRingMode, caps->dwNumRingModes);
	AT_MOST(&status, dwRingVolume, MAX_LEVEL);
	AT_MOST(&status, dwHandsetVolume, MAX_LEVEL);
	AT_MOST(&status, dwHandsetGain, MAX_LEVEL);
	AT_MOST(&status, dwSpeakerVolume, MAX_LEVEL);
	AT_MOST(&status, dwSpeakerGain, MAX_LEVEL);
	AT_MOST(&status, dwHeadsetVolume, MAX_LEVEL);
	AT_MOST(&status, dwHeadsetGain, MAX_LEVEL);
	check_hook_mode("Handset", status.dwHandsetHookSwitchMode,
			devices & PHONEHOOKSWITCHDEV_HANDSET);
	check_hook_mode("Speaker", status.dwSpeakerHookSwitchMode,
			devices & PHONEHOOKSWITCHDEV_SPEAKER);
	check_hook_mode("Headset", status.dwHeadsetHookSwitchMode,
			devices & PHONEHOOKSWITCHDEV_HEADSET);
}

CASE(answers_in_range, READS, "answers are numbers that the capabilities allow")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	PHONECAPS *caps;

	provider_begin(0);
	caps = provider_caps(phone);
	AT_MOST(caps, dwNumButtonLamps, MOST);
	handle = provider_open(phone);
	check_lamps(handle, caps->dwNumButtonLamps);
	check_buttons(handle, caps->dwNumButtonLamps);
	check_ring(handle, caps->dwNumRingModes);
	check_hook_switch(handle, caps->dwHookSwitchDevs);
	check_status(handle, caps);
	free(caps);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}

static void check_text(const PHONECAPS *caps, const char *member, DWORD offset,
		       DWORD size)
{
	RULE(!wchar_text_is((const char *)caps + offset, size),
	     "%s is a text of wchar_t, which has 4 bytes here; texts of TSPI are UTF-16: WCHAR, and literals with u in place of L",
	     member);
}

CASE(texts_are_utf16, READS, "texts have units of two bytes")
{
	struct phone *phone = phone_new(NULL);
	PHONECAPS *caps;

	provider_begin(0);
	caps = provider_caps(phone);
	check_text(caps, "the name of the phone", caps->dwPhoneNameOffset,
		   caps->dwPhoneNameSize);
	check_text(caps, "the information on the phone",
		   caps->dwPhoneInfoOffset, caps->dwPhoneInfoSize);
	check_text(caps, "the information on the provider",
		   caps->dwProviderInfoOffset, caps->dwProviderInfoSize);
	check_text(caps, "the list of device classes",
		   caps->dwDeviceClassesOffset, caps->dwDeviceClassesSize);
	free(caps);
	provider_end();
}
