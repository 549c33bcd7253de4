// SPDX-License-Identifier: LGPL-2.1-or-later
/* The asynchronous functions that are one operation of the kernel. */
#include "caps.h"
#include "requests.h"

/* Of what is clamped already, mostly. R18 */
static DWORD clamp_level(DWORD level)
{
	return level > TPHONE_VOLUME_MAX ? TPHONE_VOLUME_MAX : level;
}

/* @features: any of these, 0: does not depend on any. */
static LONG start(DRV_REQUESTID id, HDRVPHONE phone, enum tspi_call call,
		  DWORD features, const struct tphone_request *operation)
{
	struct tspi_handle *handle = tspi_handle_use(phone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	if (features && !(features_of(&handle->info) & features))
		ret = PHONEERR_OPERATIONUNAVAIL;
	else
		ret = tspi_request_start(handle, call, id, operation, 1);
	tspi_handle_done(handle);
	return ret;
}

/* Handles are looked at first. R40 */
static LONG bad_pointer(HDRVPHONE phone)
{
	struct tspi_handle *handle = tspi_handle_use(phone);

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	tspi_handle_done(handle);
	return PHONEERR_INVALPOINTER;
}

/* What it has to say comes as an event, so no output is asked for. R37 */
LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize)
{
	struct tphone_request operation;

	if (!lpParams && dwSize)
		return bad_pointer(hdPhone);
	tphone_request_devspecific(&operation, dwSize ? lpParams : NULL, dwSize,
				   0);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneDevSpecific, 0,
		     &operation);
}

LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain)
{
	struct tphone_request operation;

	tphone_request_set_gain(&operation, dwHookSwitchDev,
				clamp_level(dwGain));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetGain,
		     FEATURES_SET_GAIN, &operation);
}

LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode)
{
	struct tphone_request operation;

	tphone_request_set_hook(&operation, dwHookSwitchDevs, dwHookSwitchMode);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetHookSwitch,
		     FEATURES_SET_HOOK_SWITCH, &operation);
}

LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode)
{
	struct tphone_request operation;

	tphone_request_set_lamp(&operation, dwButtonLampID, dwLampMode);
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetLamp,
		     PHONEFEATURE_SETLAMP, &operation);
}

LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume)
{
	struct tphone_request operation;

	tphone_request_set_ring(&operation, dwRingMode, clamp_level(dwVolume));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetRing,
		     PHONEFEATURE_SETRING, &operation);
}

LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume)
{
	struct tphone_request operation;

	tphone_request_set_volume(&operation, dwHookSwitchDev,
				  clamp_level(dwVolume));
	return start(dwRequestID, hdPhone, TSPI_CALL_phoneSetVolume,
		     FEATURES_SET_VOLUME, &operation);
}
