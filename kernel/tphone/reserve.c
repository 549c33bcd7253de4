// SPDX-License-Identifier: GPL-2.0-only
/*
 * Accepting operations: check each request and take a slot for it, then hand all
 * of them over to the driver or give the slots back.
 */
#include <linux/uaccess.h>

#include "operation.h"
#include "payload.h"
#include "validate.h"

static bool needs_reply(const struct tphone_request *request)
{
	return request->opcode == TPHONE_OP_DEVSPECIFIC && request->arg0;
}

/**
 * struct draft - a request before it has a slot
 * @request: the request of the user
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
	draft->offset = TPHONE_NO_FIELD;
	if (!needs_reply(&draft->request))
		return 0;
	draft->reply = tphone_payload_alloc(draft->request.arg0);
	return draft->reply ? 0 : -ENOMEM;
}

/*
 * End a monitor's batch before the first operation that is not for monitors. A
 * handle that loses its role later is refused by tphone_hand_over().
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

static int check(struct tphone_handle *handle, struct draft *draft)
{
	int error;

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

/* Returns 0 if the phone can be used now, else a negative errno. */
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

/* Moves the payload from the draft into the slot. */
static void fill_slot(struct tphone_slot *slot, struct draft *draft)
{
	slot->op.request = draft->request;
	/* Drivers never access the user's memory. */
	slot->op.request.data_ptr = 0;
	slot->op.data = draft->data;
	slot->op.reply = draft->reply;
	slot->op.reply_size = draft->reply ? draft->request.arg0 : 0;
	tphone_slot_set_payload(slot, payload_size(&draft->request));
	draft->data = NULL;
	draft->reply = NULL;
}

/* Check the state of the phone and the resources, in this order, as documented. */
static int try_reserve(struct tphone_handle *handle, struct draft *draft,
		       const struct tphone_sink *sink, struct list_head *batch)
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
		slot->sink = sink;
		fill_slot(slot, draft);
		list_add_tail(&slot->batch_link, batch);
	}
	tphone_unlock(phone, flags);
	return error;
}

static int reserve_slot(struct tphone_handle *handle, struct draft *draft,
			const struct tphone_sink *sink, struct list_head *batch)
{
	int error;

	for (;;) {
		error = try_reserve(handle, draft, sink, batch);
		if (error != -ENOBUFS)
			return error;
		error = tphone_slots_grow(handle->phone, handle->slots, 1);
		if (error)
			return error;
	}
}

/**
 * tphone_reserve() - check a request and take a slot for it
 * @handle: the handle
 * @request: the request of the user; its payload is in user memory
 * @sink: where the completion goes
 * @batch: receives the slot, by slot->batch_link
 * @offset: receives the offset of the field at fault, or TPHONE_NO_FIELD
 *
 * tphone_unreserve() undoes this.
 *
 * Context: process context, in the address space of the user.
 * Return: 0 or a negative errno.
 */
int tphone_reserve(struct tphone_handle *handle,
		   const struct tphone_request *request,
		   const struct tphone_sink *sink, struct list_head *batch,
		   size_t *offset)
{
	struct draft draft = { .request = *request, .offset = TPHONE_NO_FIELD };
	int error;

	error = check(handle, &draft);
	if (!error)
		error = reserve_slot(handle, &draft, sink, batch);
	*offset = draft.offset;
	tphone_payload_free(draft.data);
	tphone_payload_free(draft.reply);
	return error;
}

/**
 * tphone_unreserve() - give reserved slots back
 * @phone: the phone
 * @batch: the slots; empty afterwards
 *
 * Context: phone->lock not held.
 */
void tphone_unreserve(struct tphone *phone, struct list_head *batch)
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

/**
 * tphone_hand_over() - give reserved operations to the driver
 * @handle: the handle
 * @batch: the operations; empty afterwards, unless this fails
 * @nr: how many they are
 *
 * Fails if the handle may not submit any more, or the phone cannot be used.
 *
 * Context: process context, phone->lock not held.
 * Return: 0 or a negative errno; then nothing was handed over.
 */
int tphone_hand_over(struct tphone_handle *handle, struct list_head *batch,
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
