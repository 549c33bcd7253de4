/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions: making, finding and ending them; functions that work on one. */
#ifndef _LIBTPHONE_TAPI_SESSION_H
#define _LIBTPHONE_TAPI_SESSION_H

#include "broker.h"

/* A new one, known to nobody; takes over @name and @port. NULL: no memory. */
struct tapi_session *tapi_session_new(uint16_t *name, struct tphone_port *port);

/* All below with the lock. */

/* It has begun: it has a number and receives messages. False: no memory. */
bool tapi_session_publish(struct tapi_session *session);

/* Neither any more; its memory stays. */
void tapi_session_end(struct tapi_session *session);
void tapi_session_put(struct tapi_session *session);

/* 0, or PHONEERR_UNINITIALIZED, PHONEERR_INVALAPPHANDLE. R60 */
LONG tapi_session_find(HPHONEAPP number, struct tapi_session **found);

/* The versions agreed on for a device; zeros: none. */
struct tapi_agreement tapi_session_agreed(const struct tapi_session *session,
					  DWORD device);

/* One more; false: no memory. */
bool tapi_session_agree(struct tapi_session *session, DWORD device,
			const struct tapi_agreement *agreement);

#endif /* _LIBTPHONE_TAPI_SESSION_H */
