// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/array_size.h"
#include "api_version.h"

#include <stddef.h>

static const DWORD versions[] = {
	TAPI_VERSION_2_2, TAPI_VERSION_2_1, TAPI_VERSION_2_0,
	TAPI_VERSION_1_4, TAPI_VERSION_1_3,
};

DWORD tapi_version_highest(DWORD low, DWORD high)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		if (versions[i] >= low && versions[i] <= high)
			return versions[i];
	}
	return 0;
}

bool tapi_version_exists(DWORD version)
{
	return tapi_version_highest(version, version);
}

DWORD tapi_version_states(DWORD version)
{
	const DWORD since_1_4 = PHONESTATE_CAPSCHANGE | PHONESTATE_REMOVED;

	return version >= TAPI_VERSION_1_4 ? ~(DWORD)0 : ~since_1_4;
}

bool tapi_version_has_message(DWORD version, DWORD message)
{
	if (message == PHONE_REMOVE)
		return version >= TAPI_VERSION_2_0;
	if (message == PHONE_CREATE)
		return version >= TAPI_VERSION_1_4;
	return true;
}

DWORD tapi_caps_fixed(DWORD version)
{
	if (version >= TAPI_VERSION_2_2)
		return PHONECAPS_SIZE_2_2;
	if (version >= TAPI_VERSION_2_0)
		return PHONECAPS_SIZE_2_0;
	return offsetof(PHONECAPS, dwDeviceClassesSize);
}

DWORD tapi_status_fixed(DWORD version)
{
	return version >= TAPI_VERSION_2_0 ? sizeof(PHONESTATUS) :
					offsetof(PHONESTATUS, dwPhoneFeatures);
}

DWORD tapi_button_info_fixed(DWORD version)
{
	return version >= TAPI_VERSION_1_4 ?
		       sizeof(PHONEBUTTONINFO) :
		       offsetof(PHONEBUTTONINFO, dwButtonState);
}
