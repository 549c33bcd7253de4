/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Handles: making, finding and ending them, and calls through them. All with the
 * lock, unless a comment says otherwise.
 */
#ifndef _LIBTPHONE_TAPI_HANDLE_H
#define _LIBTPHONE_TAPI_HANDLE_H

#include "broker.h"

/* Makes a handle that is not open, with one reference; NULL: no memory. */
struct tapi_handle *tapi_handle_new(struct tapi_session *session,
				    struct tapi_device *device);
void tapi_handle_put(struct tapi_handle *handle);

/* Makes it an open handle of its session and its device. */
void tapi_handle_publish(struct tapi_handle *handle);

/*
 * 0, and *found is the open handle with this number; or PHONEERR_UNINITIALIZED
 * or PHONEERR_INVALPHONEHANDLE (R60, Documentation/tapi-rules.rst).
 */
LONG tapi_handle_find(HPHONE number, struct tapi_handle **found);

/* Without the lock: the version of a handle; without a handle, the newest one. */
DWORD tapi_handle_api_version(HPHONE number);

/*
 * Its number becomes invalid, and no message is posted to it from now on. Messages
 * that were posted stay in the queue.
 */
void tapi_handle_end(struct tapi_handle *handle);

/**
 * struct tapi_call - a call into a provider on behalf of a handle
 * @handle: the handle, which does not leave its provider meanwhile
 * @provider: the provider
 * @phone: the handle of the provider
 */
struct tapi_call {
	struct tapi_handle *handle;
	struct tapi_provider *provider;
	HDRVPHONE phone;
};

/*
 * 0; or the first of PHONEERR_UNINITIALIZED, PHONEERR_INVALPHONEHANDLE and
 * @argument, the error in the other arguments (R40,
 * Documentation/tapi-rules.rst).
 */
LONG tapi_call_begin_locked(struct tapi_call *call, HPHONE number,
			    LONG argument);
void tapi_call_end_locked(struct tapi_call *call);

/* The same without the lock. */
LONG tapi_call_begin(struct tapi_call *call, HPHONE number, LONG argument);
void tapi_call_end(struct tapi_call *call);

/*
 * With device->transition only, when no call through the handle is in progress: the
 * handle leaves its provider, unless it has left. True if it was the last handle in
 * the system; of a provider that does not count handles, @alone.
 */
bool tapi_handle_leave(struct tapi_handle *handle, bool alone);

/*
 * A handle is closed in two steps. With the lock: its number becomes invalid, its
 * messages and replies are dropped. Without any lock: it leaves its provider, and
 * its memory is freed.
 */
void tapi_handle_begin_closing(struct tapi_handle *handle);
void tapi_handle_finish_closing(struct tapi_handle *handle);

/* With device->transition only: a handle that is in no list leaves its provider. */
void tapi_handle_give_up(struct tapi_handle *handle);

#endif /* _LIBTPHONE_TAPI_HANDLE_H */
