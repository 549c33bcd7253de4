// SPDX-License-Identifier: LGPL-2.1-or-later
#include "dispatcher.h"
#include "provider.h"

#include <errno.h>
#include <stdlib.h>

/* With the lock held. */
static void finish(struct tspi_request *request)
{
	request->finished = true;
	STAILQ_INSERT_TAIL(&tspi_provider.finished, request, finished_link);
	tspi_stir(request->handle->device);
}

/* With the lock held: so many operations, or the submission, are over. */
static void count_down(struct tspi_request *request, size_t count, int status)
{
	if (!request->status)
		request->status = status;
	request->left -= count;
	if (!request->left)
		finish(request);
}

static void completed(struct tphone *phone,
		      const struct tphone_record *completion, void *data)
{
	(void)phone;
	tspi_lock();
	count_down(data, 1, completion->status);
	tspi_unlock();
}

/* Pieces that go together are accepted together, as far as that is possible. */
static int submit_batch(struct tspi_request *request,
			const struct tphone_request *operations, size_t count,
			size_t *accepted)
{
	struct tphone *phone = request->handle->phone;
	unsigned int flags = 0;
	struct tphone_batch *batch;
	size_t i;
	int error;

	if (count <= request->handle->info.max_batch)
		flags = TPHONE_SUBMIT_ALL_OR_NONE;
	error = tphone_batch_new(&batch);
	if (error)
		return error;
	for (i = 0; i < count && !error; i++)
		error = tphone_batch_add(batch, &operations[i], completed,
					 request);
	if (!error)
		error = tphone_batch_submit(phone, batch, flags, accepted,
					    NULL);
	tphone_batch_free(batch);
	return error;
}

static int submit(struct tspi_request *request,
		  const struct tphone_request *operations, size_t count,
		  size_t *accepted)
{
	int error;

	*accepted = 0;
	if (count > 1)
		return submit_batch(request, operations, count, accepted);
	error = tphone_submit(request->handle->phone, operations, completed,
			      request, NULL);
	*accepted = !error;
	return error;
}

/* The handle is in use, so the list of its requests is not being given up. */
static struct tspi_request *new_request(struct tspi_handle *handle,
					enum tspi_call call, DRV_REQUESTID id,
					size_t count)
{
	struct tspi_request *request = calloc(1, sizeof(*request));

	if (!request)
		return NULL;
	request->id = id;
	request->handle = handle;
	request->call = call;
	request->left = count + 1;
	tspi_lock();
	tspi_handle_get(handle);
	TAILQ_INSERT_TAIL(&handle->requests, request, link);
	tspi_unlock();
	return request;
}

static void free_request(struct tspi_request *request)
{
	tspi_handle_put(request->handle);
	free(request);
}

/* Nothing was accepted. */
static void withdraw(struct tspi_request *request)
{
	tspi_lock();
	TAILQ_REMOVE(&request->handle->requests, request, link);
	tspi_changed();
	tspi_unlock();
	free_request(request);
}

LONG tspi_request_start(struct tspi_handle *handle, enum tspi_call call,
			DRV_REQUESTID id,
			const struct tphone_request *operations, size_t count)
{
	struct tspi_request *request = new_request(handle, call, id, count);
	size_t accepted;
	int error;

	if (!request)
		return tspi_error(call, -ENOMEM);
	error = submit(request, operations, count, &accepted);
	if (!accepted) {
		withdraw(request);
		return tspi_error(call, error);
	}
	/* When this is the last that was waited for, it may be gone at once. */
	tspi_lock();
	count_down(request, count - accepted + 1, error);
	tspi_unlock();
	return (LONG)id;
}

void tspi_requests_fail(struct tspi_handle *handle)
{
	struct tspi_request *request;

	TAILQ_FOREACH(request, &handle->requests, link) {
		if (request->finished)
			continue;
		request->status = -ENODEV;
		finish(request);
	}
}

static struct tspi_request *take_finished(void)
{
	struct tspi_request *request;

	tspi_lock();
	request = STAILQ_FIRST(&tspi_provider.finished);
	if (request) {
		STAILQ_REMOVE_HEAD(&tspi_provider.finished, finished_link);
		TAILQ_REMOVE(&request->handle->requests, request, link);
	}
	tspi_unlock();
	return request;
}

static const struct tspi_request *
set_told(const struct tspi_request *request)
{
	const struct tspi_request *before;

	tspi_lock();
	before = tspi_provider.telling_request;
	tspi_provider.telling_request = request;
	tspi_changed();
	tspi_unlock();
	return before;
}

void tspi_requests_tell(void)
{
	const struct tspi_request *before;
	struct tspi_request *request;

	while ((request = take_finished())) {
		before = set_told(request);
		tspi_provider.completion_proc(request->id,
					      tspi_error(request->call,
							 request->status));
		set_told(before);
		free_request(request);
	}
}

bool tspi_request_being_told(const struct tspi_device *device)
{
	const struct tspi_request *told = tspi_provider.telling_request;

	return told && told->handle->device == device &&
	       !tspi_dispatching_here();
}

bool tspi_requests_told(const struct tspi_device *device)
{
	const struct tspi_handle *handle;

	if (tspi_request_being_told(device))
		return false;
	TAILQ_FOREACH(handle, &device->handles, link) {
		if (!TAILQ_EMPTY(&handle->requests))
			return false;
	}
	return true;
}
