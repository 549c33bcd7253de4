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

/* One more; false: no memory. */
bool tapi_session_agree(struct tapi_session *session, DWORD device,
			const struct tapi_agreement *agreement);

/* A call about a device that need not be open, on behalf of a session. */

/**
 * struct tapi_device_call - such a call
 * @session: on whose behalf; NULL: of none, of functions without one
 * @device: the device
 * @provider: who is called
 */
struct tapi_device_call {
	struct tapi_session *session;
	struct tapi_device *device;
	struct tapi_provider *provider;
};

/*
 * 0; or PHONEERR_UNINITIALIZED, PHONEERR_INVALAPPHANDLE, @argument (the error
 * that was found in the other arguments), PHONEERR_NODEVICE,
 * PHONEERR_BADDEVICEID, in this order. R40
 */
LONG tapi_device_call_begin(struct tapi_device_call *call, HPHONEAPP session,
			    DWORD device, LONG argument);

/* The same for functions without a session, as long as there is any. */
LONG tapi_device_call_begin_without(struct tapi_device_call *call,
				    DWORD device, LONG argument);

/*
 * 0, or PHONEERR_INCOMPATIBLEAPIVERSION: the session did not agree on this version
 * of the API. *tspi_version receives the one that the provider is asked with.
 */
LONG tapi_device_call_check_version(const struct tapi_device_call *call,
				    DWORD version, DWORD *tspi_version);

void tapi_device_call_end(struct tapi_device_call *call);

#endif /* _LIBTPHONE_TAPI_SESSION_H */
