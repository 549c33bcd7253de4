// SPDX-License-Identifier: GPL-2.0-only
/*
 * TPHONE_IOC_SUBMIT, in three phases, so that bad user memory can never leave a
 * batch half done: copy and check everything; tell the user the ids; hand over.
 */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "copy.h"
#include "operation.h"
#include "payload.h"
#include "validate.h"

/* No field is at fault; the first one, user_data, can never be. */
#define NO_FIELD	0

static bool needs_reply(const struct tphone_request *request)
{
	return request->opcode == TPHONE_OP_DEVSPECIFIC && request->arg0;
}

/**
 * struct draft - a request before it has a slot
 * @request: what the user wants
 * @data: its payload, copied, or NULL
 * @reply: room for output, or NULL
 * @offset: field that is at fault
 */
struct draft {
	struct tphone_request request;
	u8 *data;
	void *reply;
	size_t offset;
};

static int copy_payload(struct draft *draft)
{
	const struct tphone_request *request = &draft->request;

	if (!request->data_len)
		return 0;
	draft->data = tphone_payload_alloc(request->data_len + 1);
	if (!draft->data)
		return -ENOMEM;
	if (copy_from_user(draft->data, u64_to_user_ptr(request->data_ptr),
			   request->data_len))
		return -EFAULT;
	return tphone_validate_payload(request, draft->data, &draft->offset);
}

static int make_reply(struct draft *draft)
{
	draft->offset = NO_FIELD;
	if (!needs_reply(&draft->request))
		return 0;
	draft->reply = tphone_payload_alloc(draft->request.arg0);
	return draft->reply ? 0 : -ENOMEM;
}

/*
 * A monitor's batch ends before the first operation that is not for monitors.
 * Who has lost his role meanwhile learns that when it is handed over.
 */
static int check_right(struct tphone_handle *handle, struct draft *draft)
{
	unsigned long flags;
	bool may;

	flags = tphone_lock(handle->phone);
	may = handle->role != TPHONE_ROLE_MONITOR ||
	      tphone_may_submit(handle, draft->request.opcode);
	tphone_unlock(handle->phone, flags);
	if (may)
		return 0;
	draft->offset = offsetof(struct tphone_request, opcode);
	return -EPERM;
}

static int write_draft(struct tphone_handle *handle, struct draft *draft,
		       const void __user *from, u32 size)
{
	int error;

	error = copy_struct_from_user(&draft->request, sizeof(draft->request),
				      from, size);
	if (!error)
		error = check_right(handle, draft);
	if (!error)
		error = tphone_validate_request(&handle->phone->caps,
						&draft->request,
						&draft->offset);
	if (!error)
		error = copy_payload(draft);
	if (!error)
		error = make_reply(draft);
	return error;
}

/* Can the phone be used at all just now? */
static int check_state(struct tphone *phone)
{
	if (!phone->cache.connected)
		return -ENOTCONN;
	return tphone_usable(phone) ? 0 : -EHOSTDOWN;
}

static u32 payload_size(const struct tphone_request *request)
{
	return request->data_len + (needs_reply(request) ? request->arg0 : 0);
}

/* The payload is the slot's now. */
static void fill_slot(struct tphone_slot *slot, struct draft *draft)
{
	slot->op.request = draft->request;
	/* The driver has no business with the user's memory. */
	slot->op.request.data_ptr = 0;
	slot->op.data = draft->data;
	slot->op.reply = draft->reply;
	slot->op.reply_size = draft->reply ? draft->request.arg0 : 0;
	tphone_slot_set_payload(slot, payload_size(&draft->request));
	draft->data = NULL;
	draft->reply = NULL;
}

/* State of the phone and resources, the last two tests of the contract. */
static int try_reserve(struct tphone_handle *handle, struct draft *draft,
		       struct list_head *batch)
{
	struct tphone *phone = handle->phone;
	struct tphone_slot *slot;
	unsigned long flags;
	int error;

	flags = tphone_lock(phone);
	error = check_state(phone);
	if (!error)
		error = tphone_slots_room(handle,
					  payload_size(&draft->request));
	if (!error) {
		slot = tphone_slot_reserve(phone, handle->slots, handle);
		fill_slot(slot, draft);
		list_add_tail(&slot->batch_link, batch);
	}
	tphone_unlock(phone, flags);
	return error;
}

static int reserve(struct tphone_handle *handle, struct draft *draft,
		   struct list_head *batch)
{
	int error;

	for (;;) {
		error = try_reserve(handle, draft, batch);
		if (error != -ENOBUFS)
			return error;
		error = tphone_slots_grow(handle->phone, handle->slots, 1);
		if (error)
			return error;
	}
}

static void unreserve(struct tphone *phone, struct list_head *batch)
{
	struct tphone_slot *slot, *next;
	unsigned long flags;

	flags = tphone_lock(phone);
	list_for_each_entry_safe(slot, next, batch, batch_link) {
		list_del_init(&slot->batch_link);
		tphone_slot_put(phone, slot);
	}
	tphone_unlock(phone, flags);
}

static int accept_one(struct tphone_handle *handle,
		      const struct tphone_submit *submit, u32 i,
		      struct list_head *batch, size_t *offset)
{
	const void __user *from = u64_to_user_ptr(submit->requests_ptr) +
				  (u64)i * submit->request_size;
	struct draft draft = { .offset = NO_FIELD };
	int error;

	error = write_draft(handle, &draft, from, submit->request_size);
	if (!error)
		error = reserve(handle, &draft, batch);
	*offset = draft.offset;
	tphone_payload_free(draft.data);
	tphone_payload_free(draft.reply);
	return error;
}

/* Phase 1. -EFAULT condemns the whole batch, anything else its rest. */
static int accept_batch(struct tphone_handle *handle,
			struct tphone_submit *submit, struct list_head *batch)
{
	u32 nr = min_t(u32, submit->nr_requests, TPHONE_MAX_BATCH);
	size_t offset = NO_FIELD;
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
	submit->error_offset = error ? offset : NO_FIELD;
	if (error && submit->flags & TPHONE_SUBMIT_ALL_OR_NONE) {
		unreserve(handle->phone, batch);
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

static bool may_submit_all(struct tphone_handle *handle,
			   const struct list_head *batch)
{
	const struct tphone_slot *slot;

	list_for_each_entry(slot, batch, batch_link) {
		if (!tphone_may_submit(handle, slot->op.request.opcode))
			return false;
	}
	return true;
}

static size_t batch_payload(const struct list_head *batch)
{
	const struct tphone_slot *slot;
	size_t bytes = 0;

	list_for_each_entry(slot, batch, batch_link)
		bytes += slot->payload_size;
	return bytes;
}

/* Phase 3, unless the handle has lost its right to it or the phone its use. */
static int hand_over(struct tphone_handle *handle, struct list_head *batch,
		     u32 nr)
{
	struct tphone *phone = handle->phone;
	struct tphone_slot *slot;
	unsigned long flags;
	int error;

	flags = tphone_lock(phone);
	error = tphone_handle_error(handle);
	if (!error && !may_submit_all(handle, batch))
		error = -EPERM;
	if (!error)
		error = check_state(phone);
	if (!error)
		error = tphone_slots_commit(handle, nr, batch_payload(batch));
	if (!error) {
		list_for_each_entry(slot, batch, batch_link)
			tphone_issue_prepare(phone, slot);
	}
	tphone_unlock(phone, flags);
	if (!error)
		tphone_issue_batch(phone, batch);
	return error;
}

static int validate_submit(const struct tphone_submit *submit)
{
	if (submit->reserved || !submit->nr_requests ||
	    submit->request_size < sizeof(struct tphone_request))
		return -EINVAL;
	/* It could only be accepted in part. */
	if (submit->flags & TPHONE_SUBMIT_ALL_OR_NONE &&
	    submit->nr_requests > TPHONE_MAX_BATCH)
		return -EINVAL;
	return submit->request_size > PAGE_SIZE ? -E2BIG : 0;
}

/**
 * tphone_submit() - TPHONE_IOC_SUBMIT
 * @handle: the handle, which could submit a moment ago
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
		error = hand_over(handle, &batch, submit->nr_accepted);
	if (error)
		unreserve(handle->phone, &batch);
	return error;
}
