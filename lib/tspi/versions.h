/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of TSPI, and of the extensions. */
#ifndef _LIBTPHONE_TSPI_VERSIONS_H
#define _LIBTPHONE_TSPI_VERSIONS_H

#include <stdbool.h>
#include <tphone.h>
#include <tphone/tapi.h>

#define TSPI_OLDEST	0x00020000
#define TSPI_NEWEST	0x00020002

/* 1.0: DevSpecific; 1.1: and the name of the driver in PHONECAPS. */
#define EXTENSION_OLDEST	0x00010000
#define EXTENSION_NEWEST	0x00010001
#define EXTENSION_DRIVER_NAME	0x00010001

bool version_exists(DWORD version);

/* The extensions are device-specific operations, for those who know the phone. */
bool has_extensions(const struct tphone_info *info);
bool extension_exists(const struct tphone_info *info, DWORD version);

/* The highest of lowest..highest that is wanted too; 0: none. */
DWORD version_agree(DWORD oldest, DWORD newest, DWORD low, DWORD high);

#endif /* _LIBTPHONE_TSPI_VERSIONS_H */
