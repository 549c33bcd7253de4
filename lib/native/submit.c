// SPDX-License-Identifier: LGPL-2.1-or-later
/* Submission of requests and batches, the table of pending operations, cancelling. */
#include "../common/macros.h"
#include "../common/sys.h"
#include "phone.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * Multiply by the golden ratio (Fibonacci hashing): the upper eight bits spread
 * evenly for any regular sequence of ids that the kernel may use.
 */
static unsigned int bucket_of(uint64_t id)
{
	return (unsigned int)((id * 0x9e3779b97f4a7c15ULL) >> 56);
}

void pending_init(struct pending *pending)
{
	unsigned int i;

	for (i = 0; i < PENDING_BUCKETS; i++)
		TAILQ_INIT(&pending->buckets[i]);
	pending->running = 0;
}

void pending_clear(struct pending *pending)
{
	struct item *item;
	unsigned int i;

	for (i = 0; i < PENDING_BUCKETS; i++) {
		while ((item = TAILQ_FIRST(&pending->buckets[i]))) {
			pending_remove(pending, item);
			free(item);
		}
	}
}

void pending_add(struct pending *pending, struct item *item)
{
	item->done = false;
	TAILQ_INSERT_TAIL(&pending->buckets[bucket_of(item->record.id)], item,
			  link);
	pending->running++;
}

struct item *pending_find(const struct pending *pending, uint64_t id)
{
	struct item *item;

	TAILQ_FOREACH(item, &pending->buckets[bucket_of(id)], link) {
		if (item->record.id == id)
			return item;
	}
	return NULL;
}

void pending_remove(struct pending *pending, struct item *item)
{
	TAILQ_REMOVE(&pending->buckets[bucket_of(item->record.id)], item, link);
	if (!item->done)
		pending->running--;
}

void pending_set_done(struct pending *pending, struct item *item)
{
	if (item->done)
		return;
	item->done = true;
	pending->running--;
}

/* Well above the number of records that the kernel holds for a handle */
#define MAX_READS_FOR_ROOM	64

/**
 * struct submission - requests to submit
 * @requests: in order
 * @items: one for each, from submission_item(); NULL after its request is accepted
 * @ids: receives the ids
 * @count: number of requests
 * @flags: TPHONE_SUBMIT_*
 * @accepted: out: number of requests accepted, from the first on
 * @error_offset: out: offset of the wrong member in the first request refused
 */
struct submission {
	const struct tphone_request *requests;
	struct item **items;
	uint64_t *ids;
	size_t count;
	unsigned int flags;
	size_t accepted;
	unsigned int error_offset;
};

static_assert(sizeof(struct tphone_request) == 64, "the ABI of the library");

/* Allocates the item of an operation; @keep its completion for tphone_wait_for(). */
static struct item *submission_item(tphone_completion_fn callback, void *data,
				    bool keep)
{
	struct item *item = calloc(1, sizeof(*item));

	if (!item)
		return NULL;
	item->callback = callback;
	item->data = data;
	if (callback)
		item->fate = FATE_CALL;
	else
		item->fate = keep ? FATE_KEEP : FATE_DROP;
	return item;
}

static void hand_over(struct tphone *phone, struct submission *submission,
		      size_t count)
{
	size_t i = submission->accepted;

	for (; count; count--, i++) {
		submission->items[i]->record.id = submission->ids[i];
		pending_add(&phone->pending, submission->items[i]);
		submission->items[i] = NULL;
	}
	submission->accepted = i;
}

/*
 * Call TPHONE_IOC_SUBMIT with the lock held, so that the operation is in the table
 * before another thread can read its completion.
 */
static int submit_once(struct tphone *phone, struct submission *submission)
{
	size_t done = submission->accepted;
	struct tphone_submit arg = {
		.size = sizeof(arg),
		.flags = submission->flags,
		.requests_ptr = (uintptr_t)&submission->requests[done],
		.ids_ptr = (uintptr_t)&submission->ids[done],
		.nr_requests = (uint32_t)(submission->count - done),
		.request_size = sizeof(struct tphone_request),
	};
	int error;

	error = sys_ioctl(phone->fd, TPHONE_IOC_SUBMIT, &arg);
	submission->error_offset = arg.error_offset;
	if (error)
		return error;
	hand_over(phone, submission, arg.nr_accepted);
	return arg.error;
}

/*
 * The kernel counts unread records against the limit of the handle. If it refuses a
 * request for that reason, read records here: no other thread may do so.
 */
static int submit_making_room(struct tphone *phone,
			      struct submission *submission)
{
	int error = submit_once(phone, submission);
	int i;

	for (i = 0; error == -EAGAIN && i < MAX_READS_FOR_ROOM; i++) {
		if (phone_receive(phone) <= 0)
			break;
		error = submit_once(phone, submission);
	}
	return error;
}

static int run_locked(struct tphone *phone, struct submission *submission)
{
	size_t before;
	int error;

	while (submission->accepted < submission->count) {
		before = submission->accepted;
		error = submit_making_room(phone, submission);
		if (error)
			return error;
		if (submission->accepted == before)
			return -EAGAIN;
	}
	submission->error_offset = 0;
	return 0;
}

/* Returns 0, or the error of the first request that was refused. */
static int submission_run(struct tphone *phone, struct submission *submission)
{
	int error;

	submission->accepted = 0;
	submission->error_offset = 0;
	phone_lock(phone);
	error = run_locked(phone, submission);
	phone->error_offset = submission->error_offset;
	phone_unlock(phone);
	return error;
}

TPHONE_API int tphone_submit(struct tphone *phone,
			     const struct tphone_request *request,
			     tphone_completion_fn callback, void *data,
			     uint64_t *id)
{
	struct submission submission = { .requests = request, .count = 1 };
	struct item *item;
	uint64_t own_id = 0;	/* valgrind does not see the kernel write it */
	int error;

	if (!phone || !request)
		return -EINVAL;
	item = submission_item(callback, data, id);
	if (!item)
		return -ENOMEM;
	submission.items = &item;
	submission.ids = id ? id : &own_id;
	error = submission_run(phone, &submission);
	free(item);
	return error;
}

TPHONE_API unsigned int tphone_error_offset(struct tphone *phone)
{
	unsigned int offset;

	if (!phone)
		return 0;
	phone_lock(phone);
	offset = phone->error_offset;
	phone_unlock(phone);
	return offset;
}

#define FIRST_CAPACITY	16

/* Callback for the completion of a request */
struct destination {
	tphone_completion_fn callback;
	void *data;
};

/**
 * struct tphone_batch - requests that are submitted together
 * @requests: the requests
 * @destinations: one for each
 * @count: number of requests
 * @capacity: number of requests that fit into the memory allocated
 * @error: of the last submission
 * @error_index: index of the request that caused @error
 * @error_offset: offset of the member that caused @error
 */
struct tphone_batch {
	struct tphone_request *requests;
	struct destination *destinations;
	size_t count;
	size_t capacity;
	int error;
	size_t error_index;
	unsigned int error_offset;
};

TPHONE_API int tphone_batch_new(struct tphone_batch **batch)
{
	struct tphone_batch *fresh;

	if (!batch)
		return -EINVAL;
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return -ENOMEM;
	*batch = fresh;
	return 0;
}

TPHONE_API void tphone_batch_free(struct tphone_batch *batch)
{
	if (!batch)
		return;
	free(batch->requests);
	free(batch->destinations);
	free(batch);
}

TPHONE_API void tphone_batch_clear(struct tphone_batch *batch)
{
	if (!batch)
		return;
	batch->count = 0;
	batch->error = 0;
}

TPHONE_API size_t tphone_batch_count(const struct tphone_batch *batch)
{
	return batch ? batch->count : 0;
}

static int grow(struct tphone_batch *batch)
{
	size_t capacity = batch->capacity ? 2 * batch->capacity :
					    FIRST_CAPACITY;
	void *fresh;

	fresh = reallocarray(batch->requests, capacity,
			     sizeof(*batch->requests));
	if (!fresh)
		return -ENOMEM;
	batch->requests = fresh;
	fresh = reallocarray(batch->destinations, capacity,
			     sizeof(*batch->destinations));
	if (!fresh)
		return -ENOMEM;
	batch->destinations = fresh;
	batch->capacity = capacity;
	return 0;
}

TPHONE_API int tphone_batch_add(struct tphone_batch *batch,
				const struct tphone_request *request,
				tphone_completion_fn callback, void *data)
{
	struct destination *destination;
	int error;

	if (!batch || !request)
		return -EINVAL;
	if (batch->count == batch->capacity) {
		error = grow(batch);
		if (error)
			return error;
	}
	batch->requests[batch->count] = *request;
	destination = &batch->destinations[batch->count];
	destination->callback = callback;
	destination->data = data;
	batch->count++;
	return 0;
}

static int make_items(const struct tphone_batch *batch, bool keep,
		      struct item **items)
{
	const struct destination *destination;
	size_t i;

	for (i = 0; i < batch->count; i++) {
		destination = &batch->destinations[i];
		items[i] = submission_item(destination->callback,
					   destination->data, keep);
		if (!items[i])
			return -ENOMEM;
	}
	return 0;
}

static int submit(struct tphone *phone, struct tphone_batch *batch,
		  struct submission *submission, bool keep)
{
	int error;

	if (!submission->items || !submission->ids)
		return -ENOMEM;
	error = make_items(batch, keep, submission->items);
	if (error)
		return error;
	return submission_run(phone, submission);
}

static void free_items(struct item **items, size_t count)
{
	size_t i;

	for (i = 0; items && i < count; i++)
		free(items[i]);
	free(items);
}

static int submit_batch(struct tphone *phone, struct tphone_batch *batch,
			struct submission *submission, uint64_t *ids)
{
	uint64_t *own_ids = NULL;
	int error;

	submission->requests = batch->requests;
	submission->count = batch->count;
	submission->items = calloc(batch->count, sizeof(struct item *));
	if (!ids)
		own_ids = calloc(batch->count, sizeof(*own_ids));
	submission->ids = ids ? ids : own_ids;
	error = submit(phone, batch, submission, ids);
	free_items(submission->items, batch->count);
	free(own_ids);
	return error;
}

static int check(const struct tphone *phone, const struct tphone_batch *batch,
		 unsigned int flags)
{
	if (!batch->count)
		return -EINVAL;
	/* One ioctl accepts max_batch requests at most. */
	if ((flags & TPHONE_SUBMIT_ALL_OR_NONE) &&
	    batch->count > phone->max_batch)
		return -E2BIG;
	return 0;
}

TPHONE_API int tphone_batch_submit(struct tphone *phone,
				   struct tphone_batch *batch,
				   unsigned int flags, size_t *accepted,
				   uint64_t *ids)
{
	struct submission submission = { .flags = flags };

	if (accepted)
		*accepted = 0;
	if (!phone || !batch)
		return -EINVAL;
	batch->error = check(phone, batch, flags);
	if (!batch->error)
		batch->error = submit_batch(phone, batch, &submission, ids);
	batch->error_index = submission.accepted;
	batch->error_offset = submission.error_offset;
	if (accepted)
		*accepted = submission.accepted;
	return batch->error;
}

TPHONE_API int tphone_batch_error(const struct tphone_batch *batch,
				  size_t *index, unsigned int *offset)
{
	if (!batch)
		return -EINVAL;
	if (!batch->error)
		return 0;
	if (index)
		*index = batch->error_index;
	if (offset)
		*offset = batch->error_offset;
	return batch->error;
}

static int cancel(struct tphone *phone, struct tphone_cancel *arg)
{
	int error;

	if (!phone)
		return -EINVAL;
	arg->size = sizeof(*arg);
	error = sys_ioctl(phone->fd, TPHONE_IOC_CANCEL, arg);
	return error ? error : (int)arg->nr_cancelled;
}

TPHONE_API int tphone_cancel(struct tphone *phone, uint64_t id)
{
	struct tphone_cancel arg = { .select = TPHONE_CANCEL_ID, .id = id };

	return cancel(phone, &arg);
}

TPHONE_API int tphone_cancel_user_data(struct tphone *phone,
				       uint64_t user_data)
{
	struct tphone_cancel arg = {
		.select = TPHONE_CANCEL_USER_DATA,
		.user_data = user_data,
	};

	return cancel(phone, &arg);
}

TPHONE_API int tphone_cancel_all(struct tphone *phone)
{
	struct tphone_cancel arg = { .select = TPHONE_CANCEL_ALL };

	return cancel(phone, &arg);
}
