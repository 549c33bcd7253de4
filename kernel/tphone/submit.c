// SPDX-License-Identifier: GPL-2.0-only
/*
 * TPHONE_IOC_SUBMIT, in three phases, so that bad user memory can never leave a
 * batch half done: copy and check everything; tell the user the ids; hand over.
 */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "copy.h"
#include "operation.h"
#include "validate.h"

/* No field is at fault; the first one, user_data, can never be. */
#define NO_FIELD	0

static bool needs_reply(const struct tphone_request *request)
{
	return request->opcode == TPHONE_OP_DEVSPECIFIC && request->arg0;
}

static int copy_payload(struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u8 *data;

	if (!request->data_len)
		return 0;
	data = kmalloc(request->data_len + 1, GFP_KERNEL_ACCOUNT);
	if (!data)
		return -ENOMEM;
	slot->op.data = data;
	if (copy_from_user(data, u64_to_user_ptr(request->data_ptr),
			   request->data_len))
		return -EFAULT;
	data[request->data_len] = 0;
	return 0;
}

static int make_reply(struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;

	if (!needs_reply(request))
		return 0;
	slot->op.reply = kzalloc(request->arg0, GFP_KERNEL_ACCOUNT);
	if (!slot->op.reply)
		return -ENOMEM;
	slot->op.reply_size = request->arg0;
	return 0;
}

static int fill_slot(struct tphone_slot *slot,
		     const struct tphone_request *request, size_t *offset)
{
	int error;

	slot->op.request = *request;
	/* The driver has no business with the user's memory. */
	*offset = offsetof(struct tphone_request, data_ptr);
	error = copy_payload(slot);
	slot->op.request.data_ptr = 0;
	if (error)
		return error;
	error = tphone_validate_payload(&slot->op.request, slot->op.data,
					offset);
	if (error)
		return error;
	*offset = NO_FIELD;
	return make_reply(slot);
}

/* Can the phone be used at all just now? */
static int check_state(struct tphone *phone)
{
	const struct tphone_cache *cache = &phone->cache;

	if (!cache->connected)
		return -ENOTCONN;
	if (cache->suspended_by_driver || cache->suspended_by_system)
		return -EHOSTDOWN;
	return 0;
}

static u32 payload_size(const struct tphone_request *request)
{
	return request->data_len + (needs_reply(request) ? request->arg0 : 0);
}

/* State of the phone and resources, the last two tests of the contract. */
static int reserve(struct tphone_handle *handle,
		   const struct tphone_request *request,
		   struct tphone_slot **slot)
{
	struct tphone_slots *slots = handle->slots;
	struct tphone *phone = handle->phone;
	u32 size = payload_size(request);
	unsigned long flags;
	int error;

	error = tphone_slots_grow(phone, slots, 1);
	if (error)
		return error;
	flags = tphone_lock(phone);
	error = check_state(phone);
	if (!error && slots->payload + size > TPHONE_MAX_HANDLE_PAYLOAD)
		error = -EAGAIN;
	if (!error) {
		*slot = tphone_slot_reserve(phone, slots, handle);
		error = *slot ? 0 : -EAGAIN;
	}
	if (!error) {
		(*slot)->payload_size = size;
		slots->payload += size;
	}
	tphone_unlock(phone, flags);
	return error;
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

static void unreserve_one(struct tphone *phone, struct tphone_slot *slot)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	tphone_slot_put(phone, slot);
	tphone_unlock(phone, flags);
}

static int accept_one(struct tphone_handle *handle,
		      const struct tphone_submit *submit, u32 i,
		      struct list_head *batch, size_t *offset)
{
	const void __user *from = u64_to_user_ptr(submit->requests_ptr) +
				  (u64)i * submit->request_size;
	struct tphone_request request;
	struct tphone_slot *slot;
	int error;

	*offset = NO_FIELD;
	error = copy_struct_from_user(&request, sizeof(request), from,
				      submit->request_size);
	if (error)
		return error;
	error = tphone_validate_request(&handle->phone->caps, &request, offset);
	if (error)
		return error;
	*offset = NO_FIELD;
	error = reserve(handle, &request, &slot);
	if (error)
		return error;
	error = fill_slot(slot, &request, offset);
	if (error) {
		unreserve_one(handle->phone, slot);
		return error;
	}
	list_add_tail(&slot->batch_link, batch);
	return 0;
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

/* Phase 3, unless the handle lost its right to it meanwhile. */
static int hand_over(struct tphone_handle *handle, struct list_head *batch)
{
	struct tphone *phone = handle->phone;
	struct tphone_slot *slot;
	unsigned long flags;
	int error = 0;

	flags = tphone_lock(phone);
	if (handle->detached)
		error = -ESHUTDOWN;
	else if (phone->gone)
		error = -ENODEV;
	else if (handle->role != TPHONE_ROLE_OWNER)
		error = -EPERM;
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
	return submit->request_size > PAGE_SIZE ? -E2BIG : 0;
}

/**
 * tphone_submit() - TPHONE_IOC_SUBMIT
 * @handle: the handle, an owner a moment ago
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
		error = hand_over(handle, &batch);
	if (error)
		unreserve(handle->phone, &batch);
	return error;
}
