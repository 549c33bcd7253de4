// SPDX-License-Identifier: LGPL-2.1-or-later
/* What a phone is called by others: TSPI_phoneGetID(), and user interface. */
#include "../visible.h"
#include "pack.h"
#include "provider.h"
#include "utf16.h"

#include <errno.h>
#include <stdlib.h>
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

static LONG answer(const struct tspi_handle *handle, LPVARSTRING to,
		   const char *class_name)
{
	if (!strcasecmp(class_name, CLASS_PATH))
		answer_path(handle, to);
	else if (!strcasecmp(class_name, CLASS_DEVICE))
		answer_device(handle, to);
	else
		return PHONEERR_INVALDEVICECLASS;
	return 0;
}

static LONG get_id(const struct tspi_handle *handle, LPVARSTRING to,
		   LPCWSTR device_class)
{
	char *class_name;
	LONG ret;

	class_name = utf16_to_new_utf8(device_class,
				       utf16_length(device_class));
	if (!class_name)
		return PHONEERR_NOMEM;
	ret = answer(handle, to, class_name);
	free(class_name);
	return ret;
}

TPHONE_API LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
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

/* Neither icons nor dialogs are a matter of a library. R54 */
TPHONE_API LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
				  LPHICON lphIcon)
{
	(void)dwDeviceID;
	(void)lpszDeviceClass;
	(void)lphIcon;
	return PHONEERR_OPERATIONUNAVAIL;
}

TPHONE_API LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
				       LPCWSTR lpszDeviceClass)
{
	(void)dwDeviceID;
	(void)hwndOwner;
	(void)lpszDeviceClass;
	return PHONEERR_OPERATIONUNAVAIL;
}
