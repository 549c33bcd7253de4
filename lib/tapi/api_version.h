/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of the API, and what each version has. */
#ifndef _LIBTPHONE_TAPI_API_VERSION_H
#define _LIBTPHONE_TAPI_API_VERSION_H

#include <stdbool.h>
#include <tphone/tapi.h>

/*
 * Programs may use all of these; providers are offered 2.0 and later (R53,
 * Documentation/tapi-rules.rst).
 */
#define TAPI_VERSION_1_3	0x00010003
#define TAPI_VERSION_1_4	0x00010004
#define TAPI_VERSION_2_0	0x00020000
#define TAPI_VERSION_2_1	0x00020001
#define TAPI_VERSION_2_2	0x00020002

bool tapi_version_exists(DWORD version);

/* The highest version from @low to @high; 0: there is none. */
DWORD tapi_version_highest(DWORD low, DWORD high);

/* The bits of PHONE_STATE that this version has. */
DWORD tapi_version_states(DWORD version);

/* False for PHONE_CREATE or PHONE_REMOVE in a version before them. */
bool tapi_version_has_message(DWORD version, DWORD message);

/*
 * Size of the fixed part of a structure in this version, see section 5.4 and
 * R56 in Documentation/tapi-rules.rst. Members behind it do not exist for a
 * program of that version.
 */
DWORD tapi_caps_fixed(DWORD version);
DWORD tapi_status_fixed(DWORD version);
DWORD tapi_button_info_fixed(DWORD version);

#endif /* _LIBTPHONE_TAPI_API_VERSION_H */
