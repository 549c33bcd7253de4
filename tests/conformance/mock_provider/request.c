// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nine asynchronous functions, and their immediate errors. The first cause wins,
 * in this order: the capabilities, the number, the mode, the state.
 */
#include "call.h"
#include "operation.h"
#include "state.h"

#include <stddef.h>

static bool one_bit(DWORD mask)
{
	return mask && !(mask & (mask - 1));
}

static bool knows(const struct phone *phone, enum operation_kind kind)
{
	return phone->shape.operations & 1U << kind;
}

/* Submits the operation, unless it is an error. */
static LONG finish(struct call *call, struct phone *phone,
		   const struct operation *operation, const void *data,
		   LONG error)
{
	if (error)
		return error;
	return operation_submit(phone, operation, data, &call->callbacks);
}

static LONG against_dev_specific(const struct phone *phone, const void *params,
				 DWORD size)
{
	if (!knows(phone, DEV_SPECIFIC))
		return PHONEERR_OPERATIONUNAVAIL;
	if (size && !params)
		return PHONEERR_INVALPOINTER;
	return state_out_of_use(phone) ? PHONEERR_OPERATIONFAILED : 0;
}

LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize)
{
	struct call call = CALL("phoneDevSpecific", dwRequestID,
				NUMBER(hdPhone), 0, dwSize);
	struct operation operation = {
		.request = dwRequestID,
		.kind = DEV_SPECIFIC,
		.size = dwSize,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, lpParams, dwSize);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, lpParams,
				against_dev_specific(phone, lpParams, dwSize));
	return call_end(&call, result);
}

static bool inside(const PHONEBUTTONINFO *info, DWORD offset, DWORD size)
{
	return !size || (offset <= info->dwTotalSize &&
			 size <= info->dwTotalSize - offset);
}

static bool function_defined(DWORD function)
{
	return function <= PHONEBUTTONFUNCTION_SEND || function >= 0x80000000;
}

static LONG against_button_info(const struct phone *phone, DWORD id,
				const PHONEBUTTONINFO *info)
{
	if (!knows(phone, SET_BUTTON_INFO) || !phone->state.nr_pairs)
		return PHONEERR_OPERATIONUNAVAIL;
	if (id >= phone->state.nr_pairs)
		return PHONEERR_INVALBUTTONLAMPID;
	if (!one_bit(info->dwButtonMode) || info->dwButtonMode > 0x20 ||
	    !function_defined(info->dwButtonFunction) ||
	    !inside(info, info->dwButtonTextOffset, info->dwButtonTextSize) ||
	    !inside(info, info->dwDevSpecificOffset, info->dwDevSpecificSize))
		return PHONEERR_OPERATIONFAILED;
	return state_out_of_use(phone) ? PHONEERR_OPERATIONFAILED : 0;
}

LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo)
{
	struct call call = CALL("phoneSetButtonInfo", dwRequestID,
				NUMBER(hdPhone), dwButtonLampID);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_BUTTON_INFO,
		.target = dwButtonLampID,
		.value = lpButtonInfo->dwButtonMode,
		.other = lpButtonInfo->dwButtonFunction,
		.size = lpButtonInfo->dwButtonTextSize,
	};
	struct phone *phone;
	LONG result;

	call_begin_structure(&call, lpButtonInfo);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation,
				(char *)lpButtonInfo +
					lpButtonInfo->dwButtonTextOffset,
				against_button_info(phone, dwButtonLampID,
						    lpButtonInfo));
	return call_end(&call, result);
}

static LONG against_data(const struct phone *phone, DWORD area)
{
	if (!knows(phone, SET_DATA) || !phone->shape.downloads.nr)
		return PHONEERR_OPERATIONUNAVAIL;
	if (area >= phone->shape.downloads.nr)
		return PHONEERR_INVALDATAID;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetData(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwDataID, LPVOID const lpData, DWORD dwSize)
{
	struct call call = CALL("phoneSetData", dwRequestID, NUMBER(hdPhone),
				dwDataID, 0, dwSize);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_DATA,
		.target = dwDataID,
		.size = dwSize,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, lpData, dwSize);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, lpData,
				against_data(phone, dwDataID));
	return call_end(&call, result);
}

static LONG against_display(const struct phone *phone, DWORD row, DWORD column)
{
	if (!knows(phone, SET_DISPLAY) || !phone->shape.rows)
		return PHONEERR_OPERATIONUNAVAIL;
	if (row >= phone->shape.rows || column >= phone->shape.columns)
		return PHONEERR_INVALPARAM;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			  DWORD dwRow, DWORD dwColumn, LPCWSTR lpsDisplay,
			  DWORD dwSize)
{
	struct call call = CALL("phoneSetDisplay", dwRequestID,
				NUMBER(hdPhone), dwRow, dwColumn, 0, dwSize);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_DISPLAY,
		.size = dwSize,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, lpsDisplay, dwSize);
	phone = call_phone(&call, hdPhone, &result);
	if (phone) {
		operation.target = dwRow * phone->shape.columns + dwColumn;
		result = finish(&call, phone, &operation, lpsDisplay,
				against_display(phone, dwRow, dwColumn));
	}
	return call_end(&call, result);
}

static LONG against_level(const struct phone *phone, enum operation_kind kind,
			  DWORD device, DWORD settable)
{
	if (!knows(phone, kind))
		return PHONEERR_OPERATIONUNAVAIL;
	if (!one_bit(device) || !(device & phone->shape.hook_devices))
		return PHONEERR_INVALHOOKSWITCHDEV;
	if (!(device & settable))
		return PHONEERR_OPERATIONUNAVAIL;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain)
{
	struct call call = CALL("phoneSetGain", dwRequestID, NUMBER(hdPhone),
				dwHookSwitchDev, dwGain);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_GAIN,
		.target = dwHookSwitchDev,
		.value = dwGain,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, NULL,
				against_level(phone, SET_GAIN, dwHookSwitchDev,
					      phone->shape.gain_devices));
	return call_end(&call, result);
}

static LONG against_hook_switch(const struct phone *phone, DWORD devices,
				DWORD mode)
{
	if (!knows(phone, SET_HOOK_SWITCH) || !phone->shape.hook_devices ||
	    !phone->shape.hook_modes)
		return PHONEERR_OPERATIONUNAVAIL;
	if (!devices || devices & ~phone->shape.hook_devices)
		return PHONEERR_INVALHOOKSWITCHDEV;
	if (!one_bit(mode) || !(mode & phone->shape.hook_modes))
		return PHONEERR_INVALHOOKSWITCHMODE;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode)
{
	struct call call = CALL("phoneSetHookSwitch", dwRequestID,
				NUMBER(hdPhone), dwHookSwitchDevs,
				dwHookSwitchMode);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_HOOK_SWITCH,
		.target = dwHookSwitchDevs,
		.value = dwHookSwitchMode,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, NULL,
				against_hook_switch(phone, dwHookSwitchDevs,
						    dwHookSwitchMode));
	return call_end(&call, result);
}

static LONG against_lamp(const struct phone *phone, DWORD id, DWORD mode)
{
	if (!knows(phone, SET_LAMP) || !state_has_lamps(phone))
		return PHONEERR_OPERATIONUNAVAIL;
	if (id >= phone->state.nr_pairs || !phone->state.pairs[id].lamp_modes)
		return PHONEERR_INVALBUTTONLAMPID;
	if (!one_bit(mode) || !(mode & phone->state.pairs[id].lamp_modes))
		return PHONEERR_INVALLAMPMODE;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode)
{
	struct call call = CALL("phoneSetLamp", dwRequestID, NUMBER(hdPhone),
				dwButtonLampID, dwLampMode);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_LAMP,
		.target = dwButtonLampID,
		.value = dwLampMode,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, NULL,
				against_lamp(phone, dwButtonLampID,
					     dwLampMode));
	return call_end(&call, result);
}

static LONG against_ring(const struct phone *phone, DWORD mode)
{
	if (!knows(phone, SET_RING) || !phone->shape.ring_modes)
		return PHONEERR_OPERATIONUNAVAIL;
	if (mode > phone->shape.ring_modes)
		return PHONEERR_INVALRINGMODE;
	return state_out_of_use(phone) ? PHONEERR_INVALPHONESTATE : 0;
}

LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume)
{
	struct call call = CALL("phoneSetRing", dwRequestID, NUMBER(hdPhone),
				dwRingMode, dwVolume);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_RING,
		.value = dwRingMode,
		.other = dwVolume,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, NULL,
				against_ring(phone, dwRingMode));
	return call_end(&call, result);
}

LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume)
{
	struct call call = CALL("phoneSetVolume", dwRequestID, NUMBER(hdPhone),
				dwHookSwitchDev, dwVolume);
	struct operation operation = {
		.request = dwRequestID,
		.kind = SET_VOLUME,
		.target = dwHookSwitchDev,
		.value = dwVolume,
	};
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = finish(&call, phone, &operation, NULL,
				against_level(phone, SET_VOLUME,
					      dwHookSwitchDev,
					      phone->shape.volume_devices));
	return call_end(&call, result);
}
