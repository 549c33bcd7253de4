/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A request from its call to its reply. It is in tapi.requests and in the list of
 * its device until it has ended; until its call has returned, it is that call
 * that ends it.
 */
#ifndef _LIBTPHONE_TAPI_REQUEST_H
#define _LIBTPHONE_TAPI_REQUEST_H

#include "handle.h"

/**
 * struct tapi_requesting - a call that makes a request
 * @call: the call
 * @request: the request
 * @id: its number
 */
struct tapi_requesting {
	struct tapi_call call;
	struct tapi_request *request;
	DRV_REQUESTID id;
};

/*
 * 0, or the error: of the handle; PHONEERR_NOTOWNER, but for phoneDevSpecific()
 * (R36); @argument; PHONEERR_RESOURCEUNAVAIL, PHONEERR_NOMEM.
 */
LONG tapi_requesting_begin(struct tapi_requesting *requesting, HPHONE number,
			   enum tapi_list list, LONG argument);

/* What the program receives, when the provider has returned @result. */
LONG tapi_requesting_end(struct tapi_requesting *requesting, LONG result);

/* With the lock: */

/* A provider has called ASYNC_COMPLETION. False: the request is not its own. */
bool tapi_request_completed(const struct tapi_provider *provider,
			    DRV_REQUESTID id, LONG result);

/* The handle was closed: nobody gets the replies. */
void tapi_requests_drop_replies(struct tapi_handle *handle);

/*
 * The phone was closed, and its provider will complete nothing more: what it has
 * left open has failed.
 */
void tapi_requests_end(struct tapi_device *device);

/* The provider was shut down: forget what it has left open. */
void tapi_requests_forget_all(void);

/* The table, by number; with the lock: */

/* Gives it a number that is not in use: 1 to TAPI_LAST_REQUEST, in turn. */
void tapi_request_table_add(struct tapi_request_table *table,
			    struct tapi_request *request);

struct tapi_request *
tapi_request_table_find(const struct tapi_request_table *table,
			DRV_REQUESTID id);

void tapi_request_table_remove(struct tapi_request *request);

#endif /* _LIBTPHONE_TAPI_REQUEST_H */
