// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Versions of the interface, and of the extension that the mock provider
 * has for phones that know device-specific operations.
 */
#include "call.h"
#include "session.h"
#include "version.h"

#include <string.h>

bool version_supported(DWORD version)
{
	return version >= VERSION_OLDEST && version <= VERSION_NEWEST;
}

bool version_has_extension(const struct phone *phone)
{
	return phone->shape.operations & 1U << DEV_SPECIFIC;
}

bool version_extension_supported(const struct phone *phone, DWORD version)
{
	return version_has_extension(phone) && version >= EXTENSION_OLDEST &&
	       version <= EXTENSION_NEWEST;
}

/* The highest one between two pairs of limits; 0: there is none. */
static DWORD highest_common(DWORD low, DWORD high, DWORD oldest, DWORD newest)
{
	if (low > high || low > newest || high < oldest)
		return 0;
	return high < newest ? high : newest;
}

LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion)
{
	struct call call = CALL("phoneNegotiateTSPIVersion", dwDeviceID,
				dwLowVersion, dwHighVersion);
	struct phone *phone;
	DWORD version;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_device(&call, dwDeviceID, &result);
	version = highest_common(dwLowVersion, dwHighVersion, VERSION_OLDEST,
				 VERSION_NEWEST);
	if (dwDeviceID == INITIALIZE_NEGOTIATION) {
		result = PHONEERR_OPERATIONFAILED;
	} else if (phone) {
		result = version ? 0 : PHONEERR_INCOMPATIBLEAPIVERSION;
		if (version)
			*lpdwTSPIVersion = version;
	}
	return call_end(&call, result);
}

LONG TSPI_phoneGetExtensionID(DWORD dwDeviceID, DWORD dwTSPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID)
{
	static const PHONEEXTENSIONID id = {
		0x53435249, 0x50544544, 0x54535049, 0x00000001,
	};
	struct call call = CALL("phoneGetExtensionID", dwDeviceID,
				dwTSPIVersion);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_device(&call, dwDeviceID, &result);
	if (phone) {
		result = version_supported(dwTSPIVersion) ?
				 0 : PHONEERR_INCOMPATIBLEAPIVERSION;
		memset(lpExtensionID, 0, sizeof(*lpExtensionID));
		if (!result && version_has_extension(phone))
			*lpExtensionID = id;
	}
	return call_end(&call, result);
}

static LONG negotiate_extension(const struct phone *phone, DWORD low,
				DWORD high, DWORD *version)
{
	DWORD oldest = EXTENSION_OLDEST;
	DWORD newest = EXTENSION_NEWEST;

	if (phone->opening.extension) {
		oldest = phone->opening.extension;
		newest = phone->opening.extension;
	}
	*version = 0;
	if (version_has_extension(phone))
		*version = highest_common(low, high, oldest, newest);
	return *version ? 0 : PHONEERR_INCOMPATIBLEEXTVERSION;
}

LONG TSPI_phoneNegotiateExtVersion(DWORD dwDeviceID, DWORD dwTSPIVersion,
				   DWORD dwLowVersion, DWORD dwHighVersion,
				   LPDWORD lpdwExtVersion)
{
	struct call call = CALL("phoneNegotiateExtVersion", dwDeviceID,
				dwTSPIVersion, dwLowVersion, dwHighVersion);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_device(&call, dwDeviceID, &result);
	if (phone && !version_supported(dwTSPIVersion))
		result = PHONEERR_INCOMPATIBLEAPIVERSION;
	else if (phone)
		result = negotiate_extension(phone, dwLowVersion,
					     dwHighVersion, lpdwExtVersion);
	return call_end(&call, result);
}

static LONG select_extension(struct phone *phone, DWORD version)
{
	DWORD selected = phone->opening.extension;

	if (version && (!version_extension_supported(phone, version) ||
			(selected && selected != version)))
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	phone->opening.extension = version;
	return 0;
}

LONG TSPI_phoneSelectExtVersion(HDRVPHONE hdPhone, DWORD dwExtVersion)
{
	struct call call = CALL("phoneSelectExtVersion", NUMBER(hdPhone),
				dwExtVersion);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	phone = call_phone(&call, hdPhone, &result);
	if (phone)
		result = select_extension(phone, dwExtVersion);
	else if (result == PHONEERR_INVALPHONEHANDLE)
		result = PHONEERR_OPERATIONFAILED;
	return call_end(&call, result);
}
