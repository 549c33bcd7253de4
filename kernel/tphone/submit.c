// SPDX-License-Identifier: GPL-2.0-only
/*
 * TPHONE_IOC_SUBMIT, in three phases, so that bad user memory can never leave a
 * batch half done: copy and check all requests; copy the ids to the user; hand
 * the operations over to the driver.
 */
#include <linux/uaccess.h>

#include "copy.h"
#include "operation.h"

static int accept_one(struct tphone_handle *handle,
		      const struct tphone_submit *submit, u32 i,
		      struct list_head *batch, size_t *offset)
{
	const void __user *from = u64_to_user_ptr(submit->requests_ptr) +
				  (u64)i * submit->request_size;
	struct tphone_request request;
	int error;

	*offset = TPHONE_NO_FIELD;
	error = copy_struct_from_user(&request, sizeof(request), from,
				      submit->request_size);
	if (error)
		return error;
	return tphone_reserve(handle, &request, &tphone_read_sink, batch,
			      offset);
}

/* Phase 1. After -EFAULT nothing is accepted; another error ends the batch. */
static int accept_batch(struct tphone_handle *handle,
			struct tphone_submit *submit, struct list_head *batch)
{
	u32 nr = min_t(u32, submit->nr_requests, TPHONE_MAX_BATCH);
	size_t offset = TPHONE_NO_FIELD;
	int error = 0;
	u32 i;

	for (i = 0; i < nr; i++) {
		error = accept_one(handle, submit, i, batch, &offset);
		if (error)
			break;
		cond_resched();
	}
	if (error == -EFAULT)
		return error;
	submit->nr_accepted = i;
	submit->error = error;
	submit->error_offset = error ? offset : TPHONE_NO_FIELD;
	if (error && submit->flags & TPHONE_SUBMIT_ALL_OR_NONE) {
		tphone_unreserve(handle->phone, batch);
		submit->nr_accepted = 0;
	}
	return 0;
}

static int copy_ids(const struct tphone_submit *submit,
		    const struct list_head *batch)
{
	u64 __user *to = u64_to_user_ptr(submit->ids_ptr);
	struct tphone_slot *slot;

	if (!submit->ids_ptr)
		return 0;
	list_for_each_entry(slot, batch, batch_link) {
		if (copy_to_user(to++, &slot->id, sizeof(slot->id)))
			return -EFAULT;
	}
	return 0;
}

static int validate_submit(const struct tphone_submit *submit)
{
	if (submit->reserved || !submit->nr_requests ||
	    submit->request_size < sizeof(struct tphone_request))
		return -EINVAL;
	/* One call accepts TPHONE_MAX_BATCH operations at most. */
	if (submit->flags & TPHONE_SUBMIT_ALL_OR_NONE &&
	    submit->nr_requests > TPHONE_MAX_BATCH)
		return -EINVAL;
	return submit->request_size > PAGE_SIZE ? -E2BIG : 0;
}

/**
 * tphone_submit() - TPHONE_IOC_SUBMIT
 * @handle: a handle that passed tphone_submits()
 * @submit: the argument, copied
 * @uarg: where it came from
 * @usize: its size there
 *
 * Return: 0 or a negative errno; then nothing was handed to the driver.
 */
int tphone_submit(struct tphone_handle *handle, struct tphone_submit *submit,
		  struct tphone_submit __user *uarg, u32 usize)
{
	LIST_HEAD(batch);
	int error;

	error = validate_submit(submit);
	if (!error)
		error = accept_batch(handle, submit, &batch);
	if (!error)
		error = copy_ids(submit, &batch);
	if (!error)
		error = tphone_copy_out(uarg, usize, submit, sizeof(*submit));
	if (!error && !submit->nr_accepted)
		error = submit->error;
	if (!error)
		error = tphone_hand_over(handle, &batch, submit->nr_accepted);
	if (error)
		tphone_unreserve(handle->phone, &batch);
	return error;
}
