/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions: making, finding and ending them, and calls on their behalf. */
#ifndef _LIBTPHONE_TAPI_SESSION_H
#define _LIBTPHONE_TAPI_SESSION_H

#include "broker.h"

/* Makes a session without a handle; takes over @name and @port. NULL: no memory. */
struct tapi_session *tapi_session_new(uint16_t *name, struct tphone_port *port);

/* All below with the lock, down to tapi_session_agree(). */

/* Gives the session its handle, and messages from now on. False: no memory. */
bool tapi_session_publish(struct tapi_session *session);

/*
 * Makes the handle of the session invalid and stops its messages. The memory
 * stays until the last tapi_session_put().
 */
void tapi_session_end(struct tapi_session *session);
void tapi_session_put(struct tapi_session *session);

/*
 * 0, or PHONEERR_UNINITIALIZED, or PHONEERR_INVALAPPHANDLE (R60,
 * Documentation/tapi-rules.rst).
 */
LONG tapi_session_find(HPHONEAPP number, struct tapi_session **found);

/* Adds an agreement; false: no memory. */
bool tapi_session_agree(struct tapi_session *session, DWORD device,
			const struct tapi_agreement *agreement);

/**
 * struct tapi_device_call - a call about a device, which need not be open
 * @session: the session that makes the call; NULL: the function has no session
 * @device: the device
 * @provider: its provider
 */
struct tapi_device_call {
	struct tapi_session *session;
	struct tapi_device *device;
	struct tapi_provider *provider;
};

/*
 * 0; or the first of PHONEERR_UNINITIALIZED, PHONEERR_INVALAPPHANDLE, @argument
 * (the error in the other arguments), PHONEERR_NODEVICE, PHONEERR_BADDEVICEID
 * (R40, Documentation/tapi-rules.rst).
 */
LONG tapi_device_call_begin(struct tapi_device_call *call, HPHONEAPP session,
			    DWORD device, LONG argument);

/* The same for functions without a session; some session has to exist. */
LONG tapi_device_call_begin_without(struct tapi_device_call *call,
				    DWORD device, LONG argument);

/*
 * 0; or PHONEERR_INCOMPATIBLEAPIVERSION, if the session has not agreed on this
 * version of the API. *tspi_version receives the version for calls of the provider.
 */
LONG tapi_device_call_check_version(const struct tapi_device_call *call,
				    DWORD version, DWORD *tspi_version);

void tapi_device_call_end(struct tapi_device_call *call);

#endif /* _LIBTPHONE_TAPI_SESSION_H */
