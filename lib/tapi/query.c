// SPDX-License-Identifier: LGPL-2.1-or-later
/* Synchronous functions whose answers are numbers or bytes. */
#include "handle.h"
#include "provider.h"
#include "store.h"
#include "visible.h"

static LONG check_pointer(const void *pointer)
{
	return pointer ? 0 : PHONEERR_INVALPOINTER;
}

static LONG end_query(struct tapi_call *call, enum tapi_list list, LONG ret)
{
	tapi_call_end(call);
	return tapi_listed(list, ret);
}

TPHONE_API LONG phoneGetData(HPHONE hPhone, DWORD dwDataID, LPVOID lpData,
			     DWORD dwSize)
{
	struct tapi_call call;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone,
			      dwSize ? check_pointer(lpData) : 0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetData, call.phone,
				 dwDataID, lpData, dwSize);
	return end_query(&call, TAPI_LIST_phoneGetData, ret);
}

TPHONE_API LONG phoneGetGain(HPHONE hPhone, DWORD dwHookSwitchDev,
			     LPDWORD lpdwGain)
{
	struct tapi_call call;
	DWORD gain = 0;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone, check_pointer(lpdwGain));
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetGain, call.phone,
				 dwHookSwitchDev, &gain);
	ret = end_query(&call, TAPI_LIST_phoneGetGain, ret);
	if (!ret)
		tapi_store(lpdwGain, gain);
	return ret;
}

TPHONE_API LONG phoneGetVolume(HPHONE hPhone, DWORD dwHookSwitchDev,
			       LPDWORD lpdwVolume)
{
	struct tapi_call call;
	DWORD volume = 0;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone, check_pointer(lpdwVolume));
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetVolume, call.phone,
				 dwHookSwitchDev, &volume);
	ret = end_query(&call, TAPI_LIST_phoneGetVolume, ret);
	if (!ret)
		tapi_store(lpdwVolume, volume);
	return ret;
}

TPHONE_API LONG phoneGetHookSwitch(HPHONE hPhone, LPDWORD lpdwHookSwitchDevs)
{
	struct tapi_call call;
	DWORD devices = 0;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone, check_pointer(lpdwHookSwitchDevs));
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetHookSwitch, call.phone,
				 &devices);
	ret = end_query(&call, TAPI_LIST_phoneGetHookSwitch, ret);
	if (!ret)
		tapi_store(lpdwHookSwitchDevs, devices);
	return ret;
}

TPHONE_API LONG phoneGetLamp(HPHONE hPhone, DWORD dwButtonLampID,
			     LPDWORD lpdwLampMode)
{
	struct tapi_call call;
	DWORD mode = 0;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone, check_pointer(lpdwLampMode));
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetLamp, call.phone,
				 dwButtonLampID, &mode);
	ret = end_query(&call, TAPI_LIST_phoneGetLamp, ret);
	if (!ret)
		tapi_store(lpdwLampMode, mode);
	return ret;
}

TPHONE_API LONG phoneGetRing(HPHONE hPhone, LPDWORD lpdwRingMode,
			     LPDWORD lpdwVolume)
{
	DWORD mode = 0, volume = 0;
	struct tapi_call call;
	LONG ret = check_pointer(lpdwRingMode);

	if (!ret)
		ret = check_pointer(lpdwVolume);
	ret = tapi_call_begin(&call, hPhone, ret);
	if (ret)
		return ret;
	ret = tapi_provider_call(call.provider, phoneGetRing, call.phone, &mode,
				 &volume);
	ret = end_query(&call, TAPI_LIST_phoneGetRing, ret);
	if (ret)
		return ret;
	tapi_store(lpdwRingMode, mode);
	tapi_store(lpdwVolume, volume);
	return 0;
}
