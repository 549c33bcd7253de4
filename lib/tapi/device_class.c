// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Icons and dialogs. We have none; a provider may, though what a program could
 * do with them is between the two. R54
 */
#include "device_class.h"
#include "session.h"
#include "text.h"
#include "visible.h"

#include <stdlib.h>
#include <string.h>

/* Classes for which there would be an icon of ours. */
static bool is_ours(const uint16_t *device_class)
{
	return tapi_device_class_is(device_class, "") ||
	       tapi_device_class_is(device_class, "tapi/phone");
}

/* It has none for this class, or none at all. */
static bool is_no_icon(LONG result)
{
	return !result || result == PHONEERR_OPERATIONUNAVAIL ||
	       result == PHONEERR_INVALDEVICECLASS;
}

/* User interface waits for a person, so it is no turn of the provider. T128 */
static LONG ask_for_icon(const struct tapi_device_call *call,
			 const uint16_t *device_class, LPHICON icon)
{
	LONG ret = 0;

	*icon = NULL;
	if (call->provider->functions.phoneGetIcon)
		ret = call->provider->functions.phoneGetIcon(call->device->id,
							     device_class,
							     icon);
	if (!ret && *icon)
		return 0;
	if (!is_no_icon(ret))
		return ret;
	return is_ours(device_class) ? PHONEERR_OPERATIONFAILED :
				       PHONEERR_INVALDEVICECLASS;
}

/* Takes over the name of the class. */
static LONG get_icon(DWORD device, uint16_t *device_class, void *result)
{
	struct tapi_device_call call;
	HICON icon;
	LONG ret = result ? 0 : PHONEERR_INVALPOINTER;

	if (!ret && !device_class)
		ret = PHONEERR_NOMEM;
	ret = tapi_device_call_begin_without(&call, device, ret);
	if (!ret) {
		ret = ask_for_icon(&call, device_class, &icon);
		tapi_device_call_end(&call);
		if (!ret)
			memcpy(result, &icon, sizeof(icon));
	}
	free(device_class);
	return tapi_listed(TAPI_LIST_phoneGetIcon, ret);
}

static LONG ask_for_dialog(const struct tapi_device_call *call, HWND window,
			   const uint16_t *device_class)
{
	if (!call->provider->functions.phoneConfigDialog)
		return PHONEERR_OPERATIONUNAVAIL;
	return call->provider->functions.phoneConfigDialog(call->device->id,
							   window,
							   device_class);
}

/* Takes over the name of the class. */
static LONG config_dialog(DWORD device, HWND window, uint16_t *device_class)
{
	struct tapi_device_call call;
	LONG ret;

	ret = tapi_device_call_begin_without(&call, device,
					     device_class ? 0 : PHONEERR_NOMEM);
	if (!ret) {
		ret = ask_for_dialog(&call, window, device_class);
		tapi_device_call_end(&call);
	}
	free(device_class);
	return tapi_listed(TAPI_LIST_phoneConfigDialog, ret);
}

/* NULL is "". */
static uint16_t *class_from_utf8(LPCSTR name)
{
	return tapi_device_class_from_utf8(name ? name : "");
}

static uint16_t *class_from_utf16(LPCWSTR name)
{
	tapi_check_wide_string(TAPI_TEXT_OF_CLASS, name);
	return name ? tapi_device_class_from_utf16(name) :
		      tapi_device_class_from_utf8("");
}

TPHONE_API LONG phoneGetIconA(DWORD dwDeviceID, LPCSTR lpszDeviceClass,
			      LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf8(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneGetIconW(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
			      LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf16(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneGetIcon(DWORD dwDeviceID, LPCSTR lpszDeviceClass,
			     LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf8(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneConfigDialogA(DWORD dwDeviceID, HWND hwndOwner,
				   LPCSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf8(lpszDeviceClass));
}

TPHONE_API LONG phoneConfigDialogW(DWORD dwDeviceID, HWND hwndOwner,
				   LPCWSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf16(lpszDeviceClass));
}

TPHONE_API LONG phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
				  LPCSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf8(lpszDeviceClass));
}
