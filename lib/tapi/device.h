/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Devices: the table of them, opening and closing them at their provider. */
#ifndef _LIBTPHONE_TAPI_DEVICE_H
#define _LIBTPHONE_TAPI_DEVICE_H

#include "broker.h"

#include <stddef.h>
#include <tphone/tapi.h>

struct tapi_device *tapi_device_new(struct tapi_provider *provider, DWORD id);
void tapi_device_free(struct tapi_device *device);

/* With the lock: */

/* Makes room in tapi.devices for one more, and appends it; false: no memory. */
bool tapi_devices_make_room(void);
void tapi_devices_append(struct tapi_device *device);

/* 0, or PHONEERR_NODEVICE, PHONEERR_BADDEVICEID. */
LONG tapi_device_find(DWORD id, struct tapi_device **found);

/* After PHONE_CLOSE of the provider: closes all open handles by force. */
void tapi_device_closed_by_force(struct tapi_device *device);

/* The number of open handles with this privilege. */
DWORD tapi_device_count(const struct tapi_device *device, DWORD privilege);

/* Without the lock: is it open at its provider? *phone receives HDRVPHONE. */
bool tapi_device_is_open(struct tapi_device *device, HDRVPHONE *phone);

/* With device->transition: */

/*
 * Opens it at its provider, unless it is open. Claims it first, if the provider
 * does not count handles in all processes.
 */
LONG tapi_device_open(struct tapi_device *device, DWORD version);

/*
 * With @last, closes it at its provider and ends its requests. Otherwise handles of
 * other processes are left, and only this process forgets the phone.
 */
void tapi_device_close(struct tapi_device *device, bool last);

/* Passes the sum of the filters of all handles to the provider. */
LONG tapi_device_update_filter(struct tapi_device *device);

/*
 * Calls TSPI_phoneLeave() for all handles that PHONE_CLOSE has closed by force.
 */
void tapi_device_leave_all(struct tapi_device *device);

/*
 * Claims, see claim.c. A provider without TSPI_phoneJoin() does not know what its
 * copies in other processes do with a phone, so one process at a time may have such
 * a phone open.
 */

/*
 * With device->transition, before it is opened. 0; or PHONEERR_ALLOCATED, if
 * another process has it; or PHONEERR_RESOURCEUNAVAIL.
 */
LONG tapi_claim(struct tapi_device *device, DWORD version);

/* With the lock: gives up the claim, if there is one. */
void tapi_claim_release(struct tapi_device *device);

/* With the terminator; the name of a socket may be twice as long. */
#define TAPI_CLAIM_NAME_SIZE	54

/*
 * Writes the name of a phone, which is the same in all processes; at most
 * TAPI_CLAIM_NAME_SIZE bytes. @provider is the path of the shared object,
 * @permanent_id is dwPermanentPhoneID. If that is 0, @index among the phones of the
 * provider counts. Returns the length without the terminator.
 */
size_t tapi_claim_name(char *name, const char *provider, DWORD permanent_id,
		       DWORD index);

#endif /* _LIBTPHONE_TAPI_DEVICE_H */
