/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Requests, from the call of the program to the reply. A request is in
 * tapi.requests and in the list of its device until it has ended. It does not end
 * before the call into the provider has returned.
 */
#ifndef _LIBTPHONE_TAPI_REQUEST_H
#define _LIBTPHONE_TAPI_REQUEST_H

#include "handle.h"

/**
 * struct tapi_requesting - a call that makes a request
 * @call: the call on behalf of the handle
 * @request: the request
 * @id: ID of the request
 */
struct tapi_requesting {
	struct tapi_call call;
	struct tapi_request *request;
	DRV_REQUESTID id;
};

/*
 * 0; or the first error of these: that of the handle, PHONEERR_NOTOWNER (but
 * not for phoneDevSpecific(): R36, Documentation/tapi-rules.rst), @argument,
 * PHONEERR_RESOURCEUNAVAIL, PHONEERR_NOMEM.
 */
LONG tapi_requesting_begin(struct tapi_requesting *requesting, HPHONE number,
			   enum tapi_list list, LONG argument);

/* The result for the program, after the provider has returned @result. */
LONG tapi_requesting_end(struct tapi_requesting *requesting, LONG result);

/* All below with the lock. */

/* ASYNC_COMPLETION was called. False: the request belongs to another provider. */
bool tapi_request_completed(const struct tapi_provider *provider,
			    DRV_REQUESTID id, LONG result);

/* The handle was closed, so its replies are dropped. */
void tapi_requests_drop_replies(struct tapi_handle *handle);

/*
 * The phone was closed, so its provider completes no more requests. The outstanding
 * ones fail.
 */
void tapi_requests_end(struct tapi_device *device);

/* All providers were shut down, so the outstanding requests are freed. */
void tapi_requests_forget_all(void);

/* Gives the request the next free ID from 1 to TAPI_LAST_REQUEST. */
void tapi_request_table_add(struct tapi_request_table *table,
			    struct tapi_request *request);

struct tapi_request *
tapi_request_table_find(const struct tapi_request_table *table,
			DRV_REQUESTID id);

void tapi_request_table_remove(struct tapi_request *request);

#endif /* _LIBTPHONE_TAPI_REQUEST_H */
