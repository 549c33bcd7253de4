/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A filter decides which events a handle receives; an event of a provider becomes
 * one message for each of these handles. All with the lock.
 */
#ifndef _LIBTPHONE_TAPI_BROADCAST_H
#define _LIBTPHONE_TAPI_BROADCAST_H

#include "broker.h"

/*
 * Posts a PHONE_STATE to one handle, with the bits that its filter and its version
 * let pass. REINIT is never one of them, see tapi_broadcast_reinit().
 */
void tapi_deliver_state(struct tapi_handle *handle, DWORD states,
			DWORD_PTR detail);

/* Posts a PHONE_STATE to all handles of a device but @except, which may be NULL. */
void tapi_broadcast_state(struct tapi_device *device,
			  const struct tapi_handle *except, DWORD states,
			  DWORD_PTR detail);

/* Posts REINIT to all handles of all devices, as it concerns all phones. */
void tapi_broadcast_reinit(void);

void tapi_broadcast_button(struct tapi_device *device,
			   const DWORD_PTR parameter[3]);
void tapi_broadcast_devspecific(struct tapi_device *device,
				const DWORD_PTR parameter[3]);

/* Posts PHONE_CLOSE, the last message of a handle. */
void tapi_deliver_close(struct tapi_handle *handle);

/* Adds to @sum what @filter lets pass. */
void tapi_filter_add(struct filter *sum, const struct filter *filter);

bool tapi_filter_equal(const struct filter *one, const struct filter *other);

/* The bits of a PHONE_STATE that pass; never REINIT, which no filter masks. */
DWORD tapi_filter_states(const struct filter *filter, DWORD states);

bool tapi_filter_passes_button(const struct filter *filter, DWORD mode,
			       DWORD state);

#endif /* _LIBTPHONE_TAPI_BROADCAST_H */
