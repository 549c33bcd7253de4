// SPDX-License-Identifier: LGPL-2.1-or-later
/* What a phone is called by others: TSPI_phoneGetID(), and user interface. */
#include "pack.h"
#include "provider.h"
#include "utf16.h"

#include <stdbool.h>
#include <strings.h>

#define CLASS_PATH	"tphone"
#define CLASS_DEVICE	"tapi/phone"
#define STRING		offsetof(VARSTRING, dwStringSize)

static void answer_path(const struct tspi_handle *handle, LPVARSTRING to)
{
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add_text(&pack, STRING, handle->device->path);
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_UNICODE;
}

/* TAPI answers this itself; it is for others. */
static void answer_device(const struct tspi_handle *handle, LPVARSTRING to)
{
	DWORD device_id = handle->device->device_id;
	struct pack pack;

	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add(&pack, STRING, &device_id, sizeof(device_id));
	pack_end(&pack);
	to->dwStringFormat = STRINGFORMAT_BINARY;
}

enum device_class {
	NO_CLASS,
	CLASS_OF_PATH,
	CLASS_OF_DEVICE,
};

/* A name that does not fit is none of those that exist. */
static enum device_class class_named(LPCWSTR name)
{
	char text[sizeof(CLASS_DEVICE) + UTF8_MAX] = "";

	if (!name)
		return NO_CLASS;
	utf16_to_utf8(text, sizeof(text) - 1, name, utf16_length(name));
	if (!strcasecmp(text, CLASS_PATH))
		return CLASS_OF_PATH;
	return strcasecmp(text, CLASS_DEVICE) ? NO_CLASS : CLASS_OF_DEVICE;
}

static LONG get_id(const struct tspi_handle *handle, LPVARSTRING to,
		   LPCWSTR name)
{
	switch (class_named(name)) {
	case CLASS_OF_PATH:
		answer_path(handle, to);
		return 0;
	case CLASS_OF_DEVICE:
		answer_device(handle, to);
		return 0;
	default:
		return PHONEERR_INVALDEVICECLASS;
	}
}

LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	(void)hTargetProcess;
	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = get_id(handle, lpDeviceID, lpszDeviceClass);
	tspi_handle_done(handle);
	return ret;
}

/* No class: the phone itself is meant. */
static bool is_default(LPCWSTR name)
{
	return !name || !utf16_length(name);
}

/* Neither icons nor dialogs are a matter of a library. R54 */
LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon)
{
	(void)dwDeviceID;
	(void)lphIcon;
	if (!is_default(lpszDeviceClass) &&
	    class_named(lpszDeviceClass) == NO_CLASS)
		return PHONEERR_INVALDEVICECLASS;
	return PHONEERR_OPERATIONUNAVAIL;
}

LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass)
{
	(void)dwDeviceID;
	(void)hwndOwner;
	(void)lpszDeviceClass;
	return PHONEERR_OPERATIONUNAVAIL;
}
