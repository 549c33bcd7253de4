/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Requests, each of which is one or more operations of the kernel and has one
 * completion, and the codes that the functions of the provider return.
 */
#ifndef _LIBTPHONE_TSPI_REQUESTS_H
#define _LIBTPHONE_TSPI_REQUESTS_H

#include "devices.h"

#include <stdbool.h>
#include <tphone/tspi.h>

/* TSPI_CALL_phoneOpen and so on */
#define TSPI_CALL_MEMBER(name)	TSPI_CALL_##name,
enum tspi_call {
	TSPI_FUNCTIONS(TSPI_CALL_MEMBER)
	NR_TSPI_CALLS
};

/* Is this PHONEERR_* on the list of codes that a function may return? */
bool tspi_may_answer(enum tspi_call call, LONG error);

/*
 * Returns the PHONEERR_* for a negative errno, of those on the list of the
 * function; 0 for 0. Also for the status of a completion.
 */
LONG tspi_error(enum tspi_call call, int error);

/**
 * struct tspi_request - a request whose completion was not notified yet
 * @link: in the list of its handle
 * @finished_link: in the queue of those to be notified
 * @id: request ID of TAPI
 * @handle: the handle of its operations
 * @call: the function
 * @left: operations that have not completed, and one while submitting
 * @status: 0, or the first errno of an operation
 * @finished: it is in the queue
 *
 * @id, @handle and @call are constant; the others are protected by the lock of the
 * provider.
 */
struct tspi_request {
	TAILQ_ENTRY(tspi_request) link;
	STAILQ_ENTRY(tspi_request) finished_link;
	DRV_REQUESTID id;
	struct tspi_handle *handle;
	enum tspi_call call;
	size_t left;
	int status;
	bool finished;
};

STAILQ_HEAD(tspi_request_queue, tspi_request);

/*
 * With the lock held, when no record completes requests of the handle any
 * more: finishes all that it has.
 */
void tspi_requests_fail(struct tspi_handle *handle);

/* By the dispatcher: notifies the completion of all that have finished. */
void tspi_requests_notify(void);

/*
 * With the lock held: is ASYNC_COMPLETION running for a request of this phone?
 * False within that call itself.
 */
bool tspi_request_being_notified(const struct tspi_device *device);

/*
 * With the lock held: were the completions of all requests of joined handles
 * notified?
 */
bool tspi_requests_all_notified(const struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_REQUESTS_H */
