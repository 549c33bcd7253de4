// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Icons and dialogs, which this provider does not have.
 */
#include "call.h"

#include <stddef.h>

#include <stddef.h>

LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon)
{
	struct call call = CALL("phoneGetIcon", dwDeviceID);
	LONG result;

	(void)lpszDeviceClass;
	(void)lphIcon;
	call_begin(&call, NULL, 0);
	if (call_device(&call, dwDeviceID, &result))
		result = PHONEERR_OPERATIONUNAVAIL;
	/* The closest error on the list of this function. */
	if (result == PHONEERR_NODRIVER)
		result = PHONEERR_OPERATIONFAILED;
	return call_end(&call, result);
}

LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass)
{
	struct call call = CALL("phoneConfigDialog", dwDeviceID);
	LONG result;

	(void)hwndOwner;
	(void)lpszDeviceClass;
	call_begin(&call, NULL, 0);
	if (call_device(&call, dwDeviceID, &result))
		result = PHONEERR_OPERATIONUNAVAIL;
	if (result == PHONEERR_NODRIVER)
		result = PHONEERR_BADDEVICEID;
	return call_end(&call, result);
}
