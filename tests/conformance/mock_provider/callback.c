// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calling TAPI, see callback.h.
 */
#include "callback.h"
#include "session.h"

#include <pthread.h>
#include <stdlib.h>

/* TAPI never issues this number. */
#define UNKNOWN_REQUEST	0x40000000

/**
 * struct callback - a call of TAPI to be made
 * @next: the next one
 * @completion: the procedure; NULL: an event
 * @request: of a completion
 * @result: of a completion
 * @event: the procedure of an event
 * @tapi: htPhone of the event
 * @message: the event
 * @parameter: of the event
 * @rival: an event to @tapi while the completion is in progress
 *
 * Protected by phones_lock() while it is queued, then it belongs to a thread.
 */
struct callback {
	struct callback *next;
	ASYNC_COMPLETION completion;
	DRV_REQUESTID request;
	LONG result;
	PHONEEVENT event;
	HTAPIPHONE tapi;
	DWORD message;
	DWORD_PTR parameter[3];
	bool rival;
};

/* Held while TAPI is called. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Protected by phones_lock(). */
static struct callback *first;
static struct callback **end = &first;

static _Thread_local unsigned int depth;

static void queue(const struct callback *callback)
{
	struct callback *copy = malloc(sizeof(*copy));

	if (!copy)
		abort();
	*copy = *callback;
	copy->next = NULL;
	*end = copy;
	end = &copy->next;
}

static struct callback *take(void)
{
	struct callback *callback;

	phones_lock();
	callback = first;
	if (callback) {
		first = callback->next;
		if (!first)
			end = &first;
	}
	phones_unlock();
	return callback;
}

void callback_queue_completion(struct phone *phone, DRV_REQUESTID request,
			       LONG result)
{
	unsigned int wrong = phone ? session_misbehaviour(phone) : 0;
	struct callback callback = {
		.completion = session.completion,
		.request = request,
		.result = result,
	};

	if (!callback.completion)
		return;
	if (wrong & MISBEHAVE_EVENT_IN_COMPLETION && phone->opening.handle) {
		callback.rival = true;
		callback.event = phone->opening.event;
		callback.tapi = phone->opening.tapi;
	}
	queue(&callback);
	callback.rival = false;
	if (wrong & MISBEHAVE_COMPLETE_TWICE)
		queue(&callback);
	callback.request ^= UNKNOWN_REQUEST;
	if (wrong & MISBEHAVE_COMPLETE_UNKNOWN)
		queue(&callback);
}

void callback_queue_event(HTAPIPHONE tapi, PHONEEVENT event, DWORD message,
			  DWORD_PTR first_parameter, DWORD_PTR second,
			  DWORD_PTR third)
{
	struct callback callback = {
		.event = event,
		.tapi = tapi,
		.message = message,
		.parameter = { first_parameter, second, third },
	};

	if (event)
		queue(&callback);
}

static void *call_rival(void *data)
{
	struct callback *callback = data;

	depth++;
	callback->event(callback->tapi, PHONE_STATE, PHONESTATE_OTHER, 0, 0);
	depth--;
	return NULL;
}

static void call_with_rival(struct callback *callback)
{
	pthread_t rival;

	if (pthread_create(&rival, NULL, call_rival, callback))
		abort();
	callback->completion(callback->request, callback->result);
	pthread_join(rival, NULL);
}

static void call(struct callback *callback)
{
	if (callback->rival)
		call_with_rival(callback);
	else if (callback->completion)
		callback->completion(callback->request, callback->result);
	else
		callback->event(callback->tapi, callback->message,
				callback->parameter[0], callback->parameter[1],
				callback->parameter[2]);
}

void callback_flush(void)
{
	struct callback *callback;

	if (!depth)
		pthread_mutex_lock(&lock);
	depth++;
	while ((callback = take())) {
		call(callback);
		free(callback);
	}
	depth--;
	if (!depth)
		pthread_mutex_unlock(&lock);
}

bool callback_in_progress(void)
{
	return depth;
}
