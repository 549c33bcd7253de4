// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Queries of an open phone, besides its status.
 */
#include "call.h"
#include "part.h"
#include "session.h"
#include "state.h"
#include "text.h"

#include <stddef.h>
#include <string.h>

static DWORD button_state(const struct phone *phone, const struct pair *pair)
{
	if (phone->shape.momentary || pair->mode == PHONEBUTTONMODE_DUMMY)
		return PHONEBUTTONSTATE_UNAVAIL;
	return pair->down ? PHONEBUTTONSTATE_DOWN : PHONEBUTTONSTATE_UP;
}

static LONG get_button_info(const struct phone *phone, DWORD id,
			    PHONEBUTTONINFO *info)
{
	const struct pair *pair;
	size_t length;

	if (!phone->state.nr_pairs)
		return PHONEERR_OPERATIONUNAVAIL;
	if (id >= phone->state.nr_pairs)
		return PHONEERR_INVALBUTTONLAMPID;
	pair = &phone->state.pairs[id];
	part_begin(info, sizeof(*info));
	info->dwButtonMode = pair->mode;
	info->dwButtonFunction = pair->function;
	info->dwButtonState = button_state(phone, pair);
	length = text_length(pair->text, PAIR_TEXT);
	part_add(info, offsetof(PHONEBUTTONINFO, dwButtonTextSize), pair->text,
		 length ? (DWORD)((length + 1) * sizeof(WCHAR)) : 0);
	part_add(info, offsetof(PHONEBUTTONINFO, dwDevSpecificSize), NULL, 0);
	if (session_misbehaviour(phone) & MISBEHAVE_BAD_OFFSETS) {
		part_spoil(info, offsetof(PHONEBUTTONINFO, dwButtonTextSize));
		part_spoil(info, offsetof(PHONEBUTTONINFO, dwDevSpecificSize));
	}
	return 0;
}

LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo)
{
	struct call call = CALL("phoneGetButtonInfo", NUMBER(hdPhone),
				dwButtonLampID);
	struct phone *phone;
	LONG result;

	call_begin_structure(&call, lpButtonInfo);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = get_button_info(phone, dwButtonLampID, lpButtonInfo);
	return call_end(&call, result);
}

static LONG get_data(const struct phone *phone, DWORD area, void *data,
		     DWORD size)
{
	const struct sizes *uploads = &phone->shape.uploads;

	if (!uploads->nr)
		return PHONEERR_OPERATIONUNAVAIL;
	if (area >= uploads->nr)
		return PHONEERR_INVALDATAID;
	if (size > uploads->bytes[area])
		size = uploads->bytes[area];
	if (size)
		memcpy(data, phone->state.uploads[area], size);
	return 0;
}

LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize)
{
	struct call call = CALL("phoneGetData", NUMBER(hdPhone), dwDataID, 0,
				dwSize);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = get_data(phone, dwDataID, lpData, dwSize);
	return call_end(&call, result);
}

static void answer_string(const struct phone *phone, VARSTRING *string,
			  const WCHAR *text, size_t units)
{
	part_begin(string, sizeof(*string));
	string->dwStringFormat = STRINGFORMAT_UNICODE;
	part_add(string, offsetof(VARSTRING, dwStringSize), text,
		 (DWORD)(units * sizeof(WCHAR)));
	if (session_misbehaviour(phone) & MISBEHAVE_BAD_OFFSETS)
		part_spoil(string, offsetof(VARSTRING, dwStringSize));
}

LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay)
{
	struct call call = CALL("phoneGetDisplay", NUMBER(hdPhone));
	struct phone *phone;
	size_t cells;
	LONG result;

	call_begin_structure(&call, lpDisplay);
	phone = call_phone(&call, hdPhone, &result);
	cells = phone ? phone->shape.rows * phone->shape.columns : 0;
	if (phone && !cells) {
		result = PHONEERR_OPERATIONUNAVAIL;
	} else if (phone) {
		answer_string(phone, lpDisplay, phone->state.cells, cells + 1);
		result = 0;
	}
	return call_end(&call, result);
}

static LONG get_level(const struct phone *phone, const DWORD *levels,
		      DWORD device, DWORD *level)
{
	int index = state_hook_index(device);

	if (index < 0 || !(phone->shape.hook_devices & device))
		return PHONEERR_INVALHOOKSWITCHDEV;
	*level = levels[index];
	return 0;
}

LONG TSPI_phoneGetGain(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
		       LPDWORD lpdwGain)
{
	struct call call = CALL("phoneGetGain", NUMBER(hdPhone),
				dwHookSwitchDev);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = get_level(phone, phone->state.gain, dwHookSwitchDev,
				   lpdwGain);
	return call_end(&call, result);
}

LONG TSPI_phoneGetVolume(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
			 LPDWORD lpdwVolume)
{
	struct call call = CALL("phoneGetVolume", NUMBER(hdPhone),
				dwHookSwitchDev);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = get_level(phone, phone->state.volume, dwHookSwitchDev,
				   lpdwVolume);
	return call_end(&call, result);
}

static LONG get_hook_switch(const struct phone *phone, DWORD *devices)
{
	int i;

	if (!phone->shape.hook_devices)
		return PHONEERR_OPERATIONUNAVAIL;
	*devices = 0;
	for (i = 0; i < NR_HOOK_DEVICES; i++) {
		if (phone->shape.hook_devices & 1U << i &&
		    phone->state.hook[i] != PHONEHOOKSWITCHMODE_ONHOOK)
			*devices |= 1U << i;
	}
	return 0;
}

LONG TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone, LPDWORD lpdwHookSwitchDevs)
{
	struct call call = CALL("phoneGetHookSwitch", NUMBER(hdPhone));
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = get_hook_switch(phone, lpdwHookSwitchDevs);
	return call_end(&call, result);
}

LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode)
{
	struct call call = CALL("phoneGetLamp", NUMBER(hdPhone),
				dwButtonLampID);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone && !phone->state.nr_pairs) {
		result = PHONEERR_OPERATIONUNAVAIL;
	} else if (phone && dwButtonLampID >= phone->state.nr_pairs) {
		result = PHONEERR_INVALBUTTONLAMPID;
	} else if (phone) {
		*lpdwLampMode = phone->state.pairs[dwButtonLampID].lamp;
		result = 0;
	}
	return call_end(&call, result);
}

LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
		       LPDWORD lpdwVolume)
{
	struct call call = CALL("phoneGetRing", NUMBER(hdPhone));
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone) {
		*lpdwRingMode = phone->state.ring_mode;
		*lpdwVolume = phone->state.ring_volume;
		result = 0;
	}
	return call_end(&call, result);
}

/* Names of device classes are case-insensitive. */
static bool class_is(const WCHAR *class_name, const char *name)
{
	for (; *name; name++, class_name++) {
		WCHAR unit = *class_name;

		if (unit >= 'A' && unit <= 'Z')
			unit += 'a' - 'A';
		if (unit != (unsigned char)*name)
			return false;
	}
	return !*class_name;
}

LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess)
{
	struct call call = CALL("phoneGetID", NUMBER(hdPhone));
	WCHAR text[TEXT_SIZE];
	struct phone *phone;
	size_t length;
	LONG result;

	(void)hTargetProcess;
	call_begin_structure(&call, lpDeviceID);
	phone = call_phone(&call, hdPhone, &result);
	if (phone && !class_is(lpszDeviceClass, "tphone")) {
		result = PHONEERR_INVALDEVICECLASS;
	} else if (phone) {
		length = text_to_utf16(phone->name, text, TEXT_SIZE);
		answer_string(phone, lpDeviceID, text, length + 1);
		result = 0;
	}
	return call_end(&call, result);
}
