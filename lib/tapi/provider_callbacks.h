/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Each provider has functions of its own to call back, so that TAPI knows
 * which provider calls: a call can only be about phones and requests of that
 * provider. A provider keeps them until the process ends, as a thread of it
 * may call back after it was shut down; such a call is ignored until the
 * provider runs again.
 */
#ifndef _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H
#define _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H

#include "broker.h"

/* In the life of a process. */
#define TAPI_MAX_PROVIDERS	64

/**
 * struct tapi_provider_callbacks - the functions that one provider calls
 * @completion: a request has ended
 * @event: events of a phone, and PHONE_CREATE and PHONE_REMOVE
 * @handle_event: PHONESTATE_OWNER and PHONESTATE_MONITORS, for a handle that has
 *	joined
 */
struct tapi_provider_callbacks {
	ASYNC_COMPLETION completion;
	PHONEEVENT event;
	PHONEEVENT handle_event;
};

/* With tapi.life. False: other providers have taken all, or no memory. */
bool tapi_provider_callbacks_take(struct tapi_provider *provider);

/* With the lock: calls are ignored from now on. */
void tapi_provider_callbacks_leave(const struct tapi_provider *provider);

/* In a child: none of its parent's providers runs here. */
void tapi_provider_callbacks_forget(void);

/* LINEEVENT: ignored, as there are no lines. */
void tapi_line_event(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
		     DWORD_PTR dwParam1, DWORD_PTR dwParam2,
		     DWORD_PTR dwParam3);

#endif /* _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H */
