/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A phone that one process at a time may have open: one of a provider that has
 * no TSPI_phoneJoin(). Each process has its own copy of such a provider, which
 * does not know what another copy has done to the phone.
 */
#ifndef _LIBTPHONE_TAPI_CLAIM_H
#define _LIBTPHONE_TAPI_CLAIM_H

#include "broker.h"

/*
 * With device->transition, before it is opened: 0, or PHONEERR_ALLOCATED: another
 * process has it; PHONEERR_RESOURCEUNAVAIL.
 */
LONG tapi_claim(struct tapi_device *device, DWORD version);

/* With the lock: others may have it; nothing if it was not claimed. */
void tapi_claim_release(struct tapi_device *device);

#endif /* _LIBTPHONE_TAPI_CLAIM_H */
