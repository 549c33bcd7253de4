/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Handles: making, finding and ending them. All with the lock, but
 * tapi_handle_api_version().
 */
#ifndef _LIBTPHONE_TAPI_HANDLE_H
#define _LIBTPHONE_TAPI_HANDLE_H

#include "broker.h"

/* With one reference, which is the caller's, and not open; NULL: no memory. */
struct tapi_handle *tapi_handle_new(struct tapi_session *session,
				    struct tapi_device *device);
void tapi_handle_put(struct tapi_handle *handle);

/* It is open now. */
void tapi_handle_publish(struct tapi_handle *handle);

/*
 * The handle with this number, which is open, in *found; or
 * PHONEERR_UNINITIALIZED, PHONEERR_INVALPHONEHANDLE. R60
 */
LONG tapi_handle_find(HPHONE number, struct tapi_handle **found);

/* The version of the handle with this number; if there is none, the newest. */
DWORD tapi_handle_api_version(HPHONE number);

/*
 * Its number becomes invalid. Afterwards no message is posted to it; those that
 * were stay.
 */
void tapi_handle_end(struct tapi_handle *handle);

#endif /* _LIBTPHONE_TAPI_HANDLE_H */
