/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a phone can do, as PHONECAPS and PHONESTATUS say it. */
#ifndef _LIBTPHONE_TSPI_CAPS_H
#define _LIBTPHONE_TSPI_CAPS_H

#include <stdbool.h>
#include <tphone.h>
#include <tphone/tapi.h>

/* Bits of PHONEFEATURE_* for the functions that set something. */
#define FEATURES_SET			0x0fffc000

/* Those that are about one of the three hook switch devices. */
#define FEATURES_SET_GAIN \
	(PHONEFEATURE_SETGAINHANDSET | PHONEFEATURE_SETGAINSPEAKER | \
	 PHONEFEATURE_SETGAINHEADSET)
#define FEATURES_SET_HOOK_SWITCH \
	(PHONEFEATURE_SETHOOKSWITCHHANDSET | \
	 PHONEFEATURE_SETHOOKSWITCHSPEAKER | PHONEFEATURE_SETHOOKSWITCHHEADSET)
#define FEATURES_SET_VOLUME \
	(PHONEFEATURE_SETVOLUMEHANDSET | PHONEFEATURE_SETVOLUMESPEAKER | \
	 PHONEFEATURE_SETVOLUMEHEADSET)
#define FEATURES_GET_GAIN \
	(PHONEFEATURE_GETGAINHANDSET | PHONEFEATURE_GETGAINSPEAKER | \
	 PHONEFEATURE_GETGAINHEADSET)
#define FEATURES_GET_HOOK_SWITCH \
	(PHONEFEATURE_GETHOOKSWITCHHANDSET | \
	 PHONEFEATURE_GETHOOKSWITCHSPEAKER | PHONEFEATURE_GETHOOKSWITCHHEADSET)
#define FEATURES_GET_VOLUME \
	(PHONEFEATURE_GETVOLUMEHANDSET | PHONEFEATURE_GETVOLUMESPEAKER | \
	 PHONEFEATURE_GETVOLUMEHEADSET)

/* PHONEFEATURE_* that the phone has at all. */
DWORD features_of(const struct tphone_info *info);

/* Those of them that it has while it is in this state. */
DWORD features_now(const struct tphone_info *info, uint32_t status);

/* Cells of the display, all rows together; 0: it has none. */
size_t display_cells_of(const struct tphone_info *info);

/* PHONESTATE_* that it can report. */
DWORD states_of(const struct tphone_info *info);

/* Versions of TSPI, and of the extensions. */

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

/*
 * Numbers that stand for a phone whenever it is plugged in, made from its id.
 * Programs store them, so the way they are made can never change.
 */

/* Never 0. */
DWORD permanent_id(const char *id);

/* A UUID of version 8. */
GUID permanent_guid(const char *id);

#endif /* _LIBTPHONE_TSPI_CAPS_H */
