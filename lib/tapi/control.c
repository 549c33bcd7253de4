// SPDX-License-Identifier: LGPL-2.1-or-later
/* The asynchronous functions; but for phoneSetButtonInfo(), see button_info.c. */
#include "display_ask.h"
#include "display_form.h"
#include "provider.h"
#include "request.h"
#include "text.h"
#include "visible.h"

#include <stdlib.h>

#define MAX_LEVEL	0xffff

/* Of volume and gain. R18 */
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
