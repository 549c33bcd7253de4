/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Each provider is given callbacks of its own, so that TAPI knows which provider
 * calls, and a call can only concern phones and requests of that provider. A
 * provider keeps its callbacks until the process ends, as a thread of it may call
 * them after it was shut down. Such a call is ignored until the provider runs
 * again.
 */
#ifndef _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H
#define _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H

#include "broker.h"

/* The number of providers that a process can start, one after the other. */
#define TAPI_MAX_PROVIDERS	64

/**
 * struct tapi_provider_callbacks - the functions that one provider calls
 * @completion: reports that a request has ended
 * @event: reports events of a phone, PHONE_CREATE and PHONE_REMOVE
 * @handle_event: reports PHONESTATE_OWNER and PHONESTATE_MONITORS to a handle that
 *	has joined
 */
struct tapi_provider_callbacks {
	ASYNC_COMPLETION completion;
	PHONEEVENT event;
	PHONEEVENT handle_event;
};

/* With tapi.life: sets provider->callbacks. False: none is left, or no memory. */
bool tapi_provider_callbacks_take(struct tapi_provider *provider);

/* With the lock: calls of the provider are ignored from now on. */
void tapi_provider_callbacks_leave(const struct tapi_provider *provider);

/* In the child of a fork: none of the parent's providers runs here. */
void tapi_provider_callbacks_forget(void);

/* LINEEVENT: does nothing, as libtphone has no lines. */
void tapi_line_event(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
		     DWORD_PTR dwParam1, DWORD_PTR dwParam2,
		     DWORD_PTR dwParam3);

#endif /* _LIBTPHONE_TAPI_PROVIDER_CALLBACKS_H */
