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

/* A call into a provider on behalf of a handle, which must not leave meanwhile. */

/**
 * struct tapi_call - a call into a provider
 * @handle: on whose behalf
 * @provider: who is called
 * @phone: its handle of the phone
 */
struct tapi_call {
	struct tapi_handle *handle;
	struct tapi_provider *provider;
	HDRVPHONE phone;
};

/*
 * With the lock: 0; or PHONEERR_UNINITIALIZED, PHONEERR_INVALPHONEHANDLE, or
 * @argument, the error that was found in the other arguments, in this order. R40
 */
LONG tapi_call_begin_locked(struct tapi_call *call, HPHONE number,
			    LONG argument);
void tapi_call_end_locked(struct tapi_call *call);

LONG tapi_call_begin(struct tapi_call *call, HPHONE number, LONG argument);
void tapi_call_end(struct tapi_call *call);

/* How a handle leaves its provider. */

/*
 * With device->transition, and without a call through the handle in progress:
 * the provider forgets it, unless it has already. True if it was the last one in
 * the system; a provider that does not count takes our word, @alone.
 */
bool tapi_handle_leave(struct tapi_handle *handle, bool alone);

/*
 * Closing, in two steps. With the lock: its number becomes invalid, what waits
 * for it is dropped. Without any lock: the provider is told, its memory goes.
 */
void tapi_handle_begin_closing(struct tapi_handle *handle);
void tapi_handle_finish_closing(struct tapi_handle *handle);

/* With device->transition: one that has joined, but was never open. */
void tapi_handle_give_up(struct tapi_handle *handle);

#endif /* _LIBTPHONE_TAPI_HANDLE_H */
