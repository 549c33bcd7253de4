// SPDX-License-Identifier: LGPL-2.1-or-later
/* Negotiates the version of TSPI, and of the extensions. */
#include "caps.h"
#include "open.h"
#include "provider.h"

#include <string.h>

/* The ID of the extensions of this provider; its parts have no meaning. */
static const PHONEEXTENSIONID extension_id = {
	0x74706830, 0x6e650000, 0x9c3d41f2, 0x5be807a6,
};

LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion, LPDWORD lpdwTSPIVersion)
{
	DWORD version;

	/* Any other ID is that of a line, and the provider has no lines. */
	if (dwDeviceID != INITIALIZE_NEGOTIATION)
		return LINEERR_OPERATIONUNAVAIL;
	version = version_agree(TSPI_OLDEST, TSPI_NEWEST, dwLowVersion,
				dwHighVersion);
	if (!version)
		return LINEERR_INCOMPATIBLEAPIVERSION;
	*lpdwTSPIVersion = version;
	return 0;
}

/* Reads the properties of a phone, which is closed again. */
static int look(DWORD device_id, struct tphone_info *info)
{
	struct tphone *phone;
	int error;

	error = tspi_device_look(device_id, &phone, info);
	if (!error)
		tphone_close(phone);
	return error;
}

LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion)
{
	struct tspi_device *device;
	DWORD version;
	int error;

	error = tspi_device_use(dwDeviceID, &device);
	if (error)
		return tspi_error(TSPI_CALL_phoneNegotiateTSPIVersion, error);
	tspi_device_done(device);
	version = version_agree(TSPI_OLDEST, TSPI_NEWEST, dwLowVersion,
				dwHighVersion);
	if (!version)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	*lpdwTSPIVersion = version;
	return 0;
}

LONG TSPI_phoneGetExtensionID(DWORD dwDeviceID, DWORD dwTSPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID)
{
	struct tphone_info info;
	int error = look(dwDeviceID, &info);

	if (error)
		return tspi_error(TSPI_CALL_phoneGetExtensionID, error);
	if (!version_exists(dwTSPIVersion))
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	if (has_extensions(&info))
		*lpExtensionID = extension_id;
	else
		memset(lpExtensionID, 0, sizeof(*lpExtensionID));
	return 0;
}

/* Returns the version of the extensions in force; 0: none is. */
static DWORD extension_in_force(DWORD device_id)
{
	const struct tspi_device *device;
	DWORD version = 0;

	tspi_lock();
	device = tspi_device_find(device_id);
	if (device && device->open)
		version = device->open->extension;
	tspi_unlock();
	return version;
}

/*
 * While a version is in force, no other can be agreed on (R46,
 * Documentation/tapi-rules.rst).
 */
static DWORD agree_on_extension(DWORD device_id, DWORD low, DWORD high)
{
	DWORD in_force = extension_in_force(device_id);

	if (in_force)
		return version_agree(in_force, in_force, low, high);
	return version_agree(EXTENSION_OLDEST, EXTENSION_NEWEST, low, high);
}

LONG TSPI_phoneNegotiateExtVersion(DWORD dwDeviceID, DWORD dwTSPIVersion,
				   DWORD dwLowVersion, DWORD dwHighVersion,
				   LPDWORD lpdwExtVersion)
{
	struct tphone_info info;
	int error = look(dwDeviceID, &info);

	if (error)
		return tspi_error(TSPI_CALL_phoneNegotiateExtVersion, error);
	if (!version_exists(dwTSPIVersion))
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	*lpdwExtVersion = 0;
	if (has_extensions(&info))
		*lpdwExtVersion = agree_on_extension(dwDeviceID, dwLowVersion,
						     dwHighVersion);
	return *lpdwExtVersion ? 0 : PHONEERR_INCOMPATIBLEEXTVERSION;
}

static LONG select_locked(struct tspi_open *open, DWORD version)
{
	if (!version) {
		open->extension = 0;
		return 0;
	}
	if (open->extension && open->extension != version)
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	if (!open->listener ||
	    !extension_exists(&open->listener->info, version))
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	open->extension = version;
	return 0;
}

/*
 * An invalid handle is PHONEERR_OPERATIONFAILED, as INVALPHONEHANDLE is not on
 * the list of this function.
 */
LONG TSPI_phoneSelectExtVersion(HDRVPHONE hdPhone, DWORD dwExtVersion)
{
	LONG ret = PHONEERR_OPERATIONFAILED;
	struct tspi_open *open;

	tspi_lock();
	open = tspi_open_find(hdPhone);
	if (open && !open->closing)
		ret = select_locked(open, dwExtVersion);
	tspi_unlock();
	return ret;
}
