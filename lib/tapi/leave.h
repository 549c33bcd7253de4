/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a handle leaves its provider. */
#ifndef _LIBTPHONE_TAPI_LEAVE_H
#define _LIBTPHONE_TAPI_LEAVE_H

#include "broker.h"

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

#endif /* _LIBTPHONE_TAPI_LEAVE_H */
