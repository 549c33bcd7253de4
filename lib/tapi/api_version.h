/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of the API, and what depends on them. */
#ifndef _LIBTPHONE_TAPI_API_VERSION_H
#define _LIBTPHONE_TAPI_API_VERSION_H

#include <stdbool.h>
#include <tphone/tapi.h>

/* Those of programs; to providers only 2.0 and later are offered. R53 */
#define TAPI_VERSION_1_3	0x00010003
#define TAPI_VERSION_1_4	0x00010004
#define TAPI_VERSION_2_0	0x00020000
#define TAPI_VERSION_2_1	0x00020001
#define TAPI_VERSION_2_2	0x00020002

bool tapi_version_exists(DWORD version);

/* The highest one of a range, both ends included; 0: there is none. */
DWORD tapi_version_highest(DWORD low, DWORD high);

/* The bits of PHONE_STATE that a program of this version knows. */
DWORD tapi_version_states(DWORD version);

/* Whether it knows PHONE_CREATE and PHONE_REMOVE; all know the others. */
bool tapi_version_has_message(DWORD version, DWORD message);

/*
 * Bytes of the fixed part of a structure, section 5.4 of the specification;
 * R56. Members behind it do not exist for a program of that version.
 */
DWORD tapi_caps_fixed(DWORD version);
DWORD tapi_status_fixed(DWORD version);
DWORD tapi_button_info_fixed(DWORD version);

#endif /* _LIBTPHONE_TAPI_API_VERSION_H */
