/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Requests: each is one or more operations of the kernel, and has one
 * completion.
 */
#ifndef _LIBTPHONE_TSPI_REQUESTS_H
#define _LIBTPHONE_TSPI_REQUESTS_H

#include "devices.h"

#include <stdbool.h>
#include <tphone/tspi.h>

/* What a function of a provider answers: a code that is on its list, always. */

/* TSPI_CALL_phoneOpen and so on. */
#define TSPI_CALL_MEMBER(name)	TSPI_CALL_##name,
enum tspi_call {
	TSPI_FUNCTIONS(TSPI_CALL_MEMBER)
	NR_TSPI_CALLS
};

/* Is this PHONEERR_* on the list of a phone function? */
bool tspi_may_answer(enum tspi_call call, LONG error);

/*
 * The PHONEERR_* that stands for a negative errno; 0 for 0. Also for the status
 * of a completion.
 */
LONG tspi_error(enum tspi_call call, int error);

/**
 * struct tspi_request - a request that was not told of yet
 * @link: in the list of its handle, until it is told
 * @finished_link: in the queue of those to be told
 * @id: TAPI's number for it
 * @handle: through which it goes
 * @call: the function
 * @left: operations that have not completed, and one while submitting
 * @status: 0, or the first errno of an operation
 * @finished: it is in the queue
 *
 * Id, handle and call are constant; the others are protected by the lock of the
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
 * Submits a request as so many operations, at least one. Returns the id, or a
 * PHONEERR_* on the list of the function; then nothing was begun.
 */
LONG tspi_request_start(struct tspi_handle *handle, enum tspi_call call,
			DRV_REQUESTID id,
			const struct tphone_request *operations, size_t count);

/* With the lock held: nothing can complete those of the handle any more. */
void tspi_requests_fail(struct tspi_handle *handle);

/* By the dispatcher: tells of all that have finished. */
void tspi_requests_notify(void);

/*
 * With the lock held: is a completion of this phone being told just now? What the
 * caller is itself called from counts as told.
 */
bool tspi_request_being_notified(const struct tspi_device *device);

/* With the lock held: have all requests of those that have joined been told? */
bool tspi_requests_all_notified(const struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_REQUESTS_H */
