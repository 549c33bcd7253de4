// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The asynchronous functions but for phoneSetButtonInfo(), and the synchronous ones
 * whose answers are numbers or bytes.
 */
#include "../common/macros.h"
#include "broker.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "request.h"
#include "text.h"

#include <stdlib.h>

#define MAX_LEVEL	0xffff

/*
 * A level beyond the limit counts as the limit (R18,
 * Documentation/tapi-rules.rst).
 */
static DWORD clamp(DWORD level)
{
	return level > MAX_LEVEL ? MAX_LEVEL : level;
}

static LONG check_block(const void *block, DWORD size)
{
	return size && !block ? PHONEERR_INVALPOINTER : 0;
}

TPHONE_API LONG phoneDevSpecific(HPHONE hPhone, LPVOID lpParams, DWORD dwSize)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone,
				    TAPI_LIST_phoneDevSpecific,
				    check_block(lpParams, dwSize));
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneDevSpecific,
				 requesting.id, call->phone, lpParams, dwSize);
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetData(HPHONE hPhone, DWORD dwDataID,
			     LPVOID const lpData, DWORD dwSize)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone, TAPI_LIST_phoneSetData,
				    check_block(lpData, dwSize));
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetData, requesting.id,
				 call->phone, dwDataID, lpData, dwSize);
	return tapi_requesting_end(&requesting, ret);
}

static LONG set_display(struct tapi_requesting *requesting, DWORD row,
			DWORD column, LPCSTR text, DWORD size)
{
	struct tapi_call *call = &requesting->call;
	struct tapi_display_text converted;
	LONG ret;

	if (call->handle->session->wide)
		tapi_check_wide(TAPI_TEXT_OF_DISPLAY, text, size);
	else
		tapi_check_narrow(TAPI_TEXT_OF_DISPLAY, text, size);
	ret = tapi_display_convert(&converted, text, size,
				   tapi_display_ask_format(call),
				   call->handle->session->wide);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetDisplay,
				 requesting->id, call->phone, row, column,
				 converted.bytes, converted.size);
	free(converted.copy);
	return ret;
}

TPHONE_API LONG phoneSetDisplay(HPHONE hPhone, DWORD dwRow, DWORD dwColumn,
				LPCSTR lpsDisplay, DWORD dwSize)
{
	struct tapi_requesting requesting;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone,
				    TAPI_LIST_phoneSetDisplay,
				    check_block(lpsDisplay, dwSize));
	if (ret)
		return ret;
	ret = set_display(&requesting, dwRow, dwColumn, lpsDisplay, dwSize);
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetGain(HPHONE hPhone, DWORD dwHookSwitchDev, DWORD dwGain)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone, TAPI_LIST_phoneSetGain,
				    0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetGain, requesting.id,
				 call->phone, dwHookSwitchDev, clamp(dwGain));
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetHookSwitch(HPHONE hPhone, DWORD dwHookSwitchDevs,
				   DWORD dwHookSwitchMode)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone,
				    TAPI_LIST_phoneSetHookSwitch, 0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetHookSwitch,
				 requesting.id, call->phone, dwHookSwitchDevs,
				 dwHookSwitchMode);
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetLamp(HPHONE hPhone, DWORD dwButtonLampID,
			     DWORD dwLampMode)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone, TAPI_LIST_phoneSetLamp,
				    0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetLamp, requesting.id,
				 call->phone, dwButtonLampID, dwLampMode);
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetRing(HPHONE hPhone, DWORD dwRingMode, DWORD dwVolume)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone, TAPI_LIST_phoneSetRing,
				    0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetRing, requesting.id,
				 call->phone, dwRingMode, clamp(dwVolume));
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetVolume(HPHONE hPhone, DWORD dwHookSwitchDev,
			       DWORD dwVolume)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LONG ret;

	ret = tapi_requesting_begin(&requesting, hPhone,
				    TAPI_LIST_phoneSetVolume, 0);
	if (ret)
		return ret;
	ret = tapi_provider_call(call->provider, phoneSetVolume, requesting.id,
				 call->phone, dwHookSwitchDev, clamp(dwVolume));
	return tapi_requesting_end(&requesting, ret);
}

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

	ret = tapi_call_begin(&call, hPhone, check_block(lpData, dwSize));
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
