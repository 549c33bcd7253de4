/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Devices, and opening and closing them at their provider. */
#ifndef _LIBTPHONE_TAPI_DEVICE_H
#define _LIBTPHONE_TAPI_DEVICE_H

#include "broker.h"

#include <stddef.h>
#include <tphone/tapi.h>

struct tapi_device *tapi_device_new(struct tapi_provider *provider, DWORD id);
void tapi_device_free(struct tapi_device *device);

/* With the lock: */

/* Appends one to tapi.devices; false: no memory. */
bool tapi_devices_make_room(void);
void tapi_devices_append(struct tapi_device *device);

/* 0, or PHONEERR_NODEVICE, PHONEERR_BADDEVICEID. */
LONG tapi_device_find(DWORD id, struct tapi_device **found);

/* PHONE_CLOSE from its provider. */
void tapi_device_closed_by_force(struct tapi_device *device);

/* How many open handles have this privilege. */
DWORD tapi_device_count(const struct tapi_device *device, DWORD privilege);

/* Without it: is it open at the provider, and as what? */
bool tapi_device_is_open(struct tapi_device *device, HDRVPHONE *phone);

/* With device->transition: */

/* Opens it at the provider, if it is not; claims it, if handles are not counted. */
LONG tapi_device_open(struct tapi_device *device, DWORD version);

/* Closes it, with @last: what is outstanding ends; or only forgets it. */
void tapi_device_close(struct tapi_device *device, bool last);

/* Tells the provider which events all handles together want. T241 */
LONG tapi_device_update_filter(struct tapi_device *device);

/* Handles of a phone that was closed by force leave. */
void tapi_device_leave_all(struct tapi_device *device);

/*
 * A phone that one process at a time may have open: one of a provider that has
 * no TSPI_phoneJoin(). Each process has its own copy of such a provider, which
 * does not know what another copy has done to the phone.
 */

/*
 * With device->transition, before it is opened: 0, or PHONEERR_ALLOCATED: another
 * process has it; PHONEERR_RESOURCEUNAVAIL.
 */
LONG tapi_claim(struct tapi_device *device, DWORD version);

/* With the lock: others may have it; nothing if it was not claimed. */
void tapi_claim_release(struct tapi_device *device);

/* The name that a phone of a provider has for all processes. */

/* With the terminator; a socket takes twice as much. */
#define TAPI_CLAIM_NAME_SIZE	54

/*
 * @provider: path of the shared object; @permanent_id: dwPermanentPhoneID, 0: none,
 * then @index counts among the phones of the provider. Writes TAPI_CLAIM_NAME_SIZE
 * bytes at most; the length without the terminator.
 */
size_t tapi_claim_name(char *name, const char *provider, DWORD permanent_id,
		       DWORD index);

#endif /* _LIBTPHONE_TAPI_DEVICE_H */
