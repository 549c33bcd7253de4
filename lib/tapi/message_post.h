/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making messages, and what becomes of the handles they are about. */
#ifndef _LIBTPHONE_TAPI_MESSAGE_H
#define _LIBTPHONE_TAPI_MESSAGE_H

#include "broker.h"

/* All with the lock. */

/* A message about a handle, not queued; NULL: no memory. */
struct tapi_message *tapi_message_new(struct tapi_handle *handle, DWORD id);

/* The handle receives it, behind all that it has. */
void tapi_message_post(struct tapi_handle *handle,
		       struct tapi_message *message);

/* One of no handle, to all sessions. */
void tapi_message_post_to_all(DWORD id, DWORD parameter);

/* It has been taken out of the queue, and is not freed, or is. */
void tapi_message_taken(struct tapi_message *message);
void tapi_message_free(struct tapi_message *message);

/* All that wait, of a handle or a session. */
void tapi_message_purge(struct tapi_handle *handle);
void tapi_message_purge_session(struct tapi_session *session);

#endif /* _LIBTPHONE_TAPI_MESSAGE_H */
