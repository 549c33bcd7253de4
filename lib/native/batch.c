// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"
#include "phone.h"
#include "submit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY	16

/* Where the completion of a request goes. */
struct destination {
	tphone_completion_fn callback;
	void *data;
};

/**
 * struct tphone_batch - requests that are submitted together
 * @requests: the requests
 * @destinations: one for each
 * @count: how many
 * @capacity: how many there is memory for
 * @error: of the last submission
 * @error_index: which request had it
 * @error_offset: and which member
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
	/* The kernel would take the first ones, which is not all or none. */
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
