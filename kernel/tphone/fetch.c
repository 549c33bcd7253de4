// SPDX-License-Identifier: GPL-2.0-only
/*
 * TPHONE_IOC_FETCH: the output of a completed operation.
 */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "operation.h"
#include "payload.h"

/*
 * Take the output off the operation, so that no other task frees it while user
 * memory is written.
 */
static void *take(struct tphone *phone, struct tphone_slot *slot)
{
	void *reply = slot->op.reply;

	slot->op.reply = NULL;
	tphone_output_fetching(phone, slot, true);
	return reply;
}

static int find(struct tphone_handle *handle, u64 id, struct tphone_slot **slot)
{
	if (handle->revoked)
		return -ENODEV;
	*slot = tphone_slot_find(handle->slots, id);
	if (!*slot)
		return handle->phone->gone ? -ENODEV : -ENOENT;
	if ((*slot)->state == TPHONE_SLOT_ISSUED)
		return -EINPROGRESS;
	/* After a timeout the driver may still write to the output. */
	if ((*slot)->driver || (*slot)->fetching || !(*slot)->record.len || !(*slot)->op.reply)
		return -ENODATA;
	return 0;
}

static int copy_or_keep(struct tphone_handle *handle, struct tphone_slot *slot,
			const struct tphone_fetch *fetch, void *reply)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	bool failed;

	failed = copy_to_user(u64_to_user_ptr(fetch->buf_ptr), reply,
			      fetch->len);
	flags = tphone_lock(phone);
	tphone_output_fetching(phone, slot, false);
	if (failed)
		slot->op.reply = reply;
	else
		tphone_output_forget(phone, slot);
	tphone_slot_put(phone, slot);
	tphone_unlock(phone, flags);
	if (failed)
		return -EFAULT;
	tphone_payload_free(reply);
	return 0;
}

/**
 * tphone_fetch() - TPHONE_IOC_FETCH
 * @handle: the handle
 * @fetch: the argument, copied; flags hold known bits only
 *
 * Return: 0 or a negative errno; then nothing is forgotten.
 */
int tphone_fetch(struct tphone_handle *handle, struct tphone_fetch *fetch)
{
	bool discard = fetch->flags & TPHONE_FETCH_DISCARD;
	struct tphone *phone = handle->phone;
	struct tphone_slot *slot;
	void *reply = NULL;
	unsigned long flags;
	int error;

	fetch->len = 0;
	flags = tphone_lock(phone);
	error = find(handle, fetch->id, &slot);
	if (!error) {
		fetch->len = slot->record.len;
		if (!discard && fetch->buf_len < fetch->len)
			error = -EMSGSIZE;
	}
	if (!error) {
		reply = take(phone, slot);
		slot->refs++;
	}
	if (!error && discard) {
		tphone_output_fetching(phone, slot, false);
		tphone_output_forget(phone, slot);
		tphone_slot_put(phone, slot);
	}
	tphone_unlock(phone, flags);
	if (error)
		return error;
	if (!discard)
		return copy_or_keep(handle, slot, fetch, reply);
	tphone_payload_free(reply);
	return 0;
}
