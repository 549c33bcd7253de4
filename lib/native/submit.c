// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "receive.h"
#include "submit.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

/* More than the kernel can hold for a handle, by a good margin. */
#define MAX_READS_FOR_ROOM	64

static_assert(sizeof(struct tphone_request) == 64, "the ABI of the library");

struct item *submission_item(tphone_completion_fn callback, void *data,
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
 * One call of the kernel. The lock is held across it, so that a completion that
 * comes at once finds its operation in the table.
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
 * Unread records count against the handle, and nobody may be there to read them
 * but the one who submits.
 */
static int submit_making_room(struct tphone *phone,
			      struct submission *submission)
{
	int error = submit_once(phone, submission);
	int i;

	for (i = 0; error == -EAGAIN && i < MAX_READS_FOR_ROOM; i++) {
		if (receive(phone) <= 0)
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

int submission_run(struct tphone *phone, struct submission *submission)
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
	uint64_t own_id = 0;	/* valgrind does not see the kernel write */
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
