/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Properties of a phone as TSPI shows them: features, versions and permanent
 * IDs.
 */
#ifndef _LIBTPHONE_TSPI_CAPS_H
#define _LIBTPHONE_TSPI_CAPS_H

#include <stdbool.h>
#include <tphone.h>
#include <tphone/tapi.h>

/* Bits of PHONEFEATURE_* for the functions that set something */
#define FEATURES_SET			0x0fffc000

/* Bits for the functions that concern one of the three hook switch devices */
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

/* Returns the PHONEFEATURE_* that the phone has at all. */
DWORD features_of(const struct tphone_info *info);

/* Returns the PHONEFEATURE_* that it has while its status is @status. */
DWORD features_now(const struct tphone_info *info, uint32_t status);

/*
 * Returns the number of cells of the display, all rows together; 0: it has
 * none.
 */
size_t display_cells_of(const struct tphone_info *info);

/* Versions of TSPI, and of the extensions */
#define TSPI_OLDEST	0x00020000
#define TSPI_NEWEST	0x00020002

/*
 * 1.0 has phoneDevSpecific(); 1.1 has the name of the driver in PHONECAPS, too.
 */
#define EXTENSION_OLDEST	0x00010000
#define EXTENSION_NEWEST	0x00010001
#define EXTENSION_DRIVER_NAME	0x00010001

bool version_exists(DWORD version);

/* The extensions are the device-specific operations of the phone. */
bool has_extensions(const struct tphone_info *info);
bool extension_exists(const struct tphone_info *info, DWORD version);

/*
 * Returns the highest version from @oldest to @newest that is within @low to
 * @high; 0: there is none.
 */
DWORD version_agree(DWORD oldest, DWORD newest, DWORD low, DWORD high);

/*
 * IDs that are the same whenever the same phone is plugged in, made from its
 * id. Programs store them, so the way in which they are made can never change.
 */

/* Returns dwPermanentPhoneID, which is never 0. */
DWORD permanent_id(const char *id);

/* Returns PermanentPhoneGuid, a UUID of version 8. */
GUID permanent_guid(const char *id);

#endif /* _LIBTPHONE_TSPI_CAPS_H */
