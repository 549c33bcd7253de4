/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which handles receive an event, and as what. All with the lock. */
#ifndef _LIBTPHONE_TAPI_BROADCAST_H
#define _LIBTPHONE_TAPI_BROADCAST_H

#include "broker.h"

/* To one handle, if its filter lets it pass; without REINIT. */
void tapi_deliver_state(struct tapi_handle *handle, DWORD states,
			DWORD_PTR detail);

/* To all handles of a device but one, which may be NULL. */
void tapi_broadcast_state(struct tapi_device *device,
			  const struct tapi_handle *except, DWORD states,
			  DWORD_PTR detail);

/* REINIT concerns all phones, so it goes to all handles. T251 */
void tapi_broadcast_reinit(void);

void tapi_broadcast_button(struct tapi_device *device,
			   const DWORD_PTR parameter[3]);
void tapi_broadcast_devspecific(struct tapi_device *device,
				const DWORD_PTR parameter[3]);

/* PHONE_CLOSE, the last message of a handle. */
void tapi_deliver_close(struct tapi_handle *handle);

/* What a filter lets pass; without the lock. */

/* What both want. */
void tapi_filter_add(struct filter *sum, const struct filter *filter);

bool tapi_filter_equal(const struct filter *one,
		       const struct filter *other);

/* The bits of a PHONE_STATE that pass; without REINIT, which is not masked. */
DWORD tapi_filter_states(const struct filter *filter, DWORD states);

bool tapi_filter_passes_button(const struct filter *filter, DWORD mode,
			       DWORD state);

#endif /* _LIBTPHONE_TAPI_BROADCAST_H */
