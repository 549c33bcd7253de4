// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cancelling: asking the driver to end an operation early, at most once each,
 * and never before ->submit has returned.
 */
#include <linux/ktime.h>

#include "operation.h"
#include "trace.h"

/**
 * tphone_cancel_collect() - put an operation on the list of calls of ->cancel
 * @slot: an operation that is to be cancelled
 * @calls: receives it, unless ->submit is still running or it was done before
 *
 * Context: under phone->lock.
 */
void tphone_cancel_collect(struct tphone_slot *slot, struct list_head *calls)
{
	if (!slot->driver || !slot->submitted || slot->cancel_called)
		return;
	slot->cancel_called = true;
	slot->refs++;
	list_add_tail(&slot->batch_link, calls);
}

/**
 * tphone_cancel_mark() - decide that an operation is to be cancelled
 * @phone: the phone
 * @slot: an operation in the hands of the driver
 * @grace_ms: how long to wait for the driver
 * @calls: receives the operation if the driver is to be called now
 *
 * If ->submit is still running, the task that called it calls ->cancel later.
 *
 * Context: under phone->lock.
 * Return: true if it was not being cancelled before.
 */
bool tphone_cancel_mark(struct tphone *phone, struct tphone_slot *slot,
			unsigned int grace_ms, struct list_head *calls)
{
	u64 grace_end = ktime_get_ns() + (u64)grace_ms * NSEC_PER_MSEC;
	bool first = !slot->cancelling;

	lockdep_assert_held(&phone->lock);
	/* With several cancellations, at close for instance, the earliest end counts. */
	if (first || grace_end < slot->grace_end)
		slot->grace_end = grace_end;
	/* issue() reads it without the lock before it calls ->submit. */
	WRITE_ONCE(slot->cancelling, true);
	tphone_watchdog_arm(phone, slot->grace_end);
	if (first) {
		phone->statistics.cancelled++;
		trace_tphone_cancel(phone->index, slot->handle_number, slot->id);
	}
	tphone_cancel_collect(slot, calls);
	return first;
}

/**
 * tphone_cancel_call() - call ->cancel for what tphone_cancel_mark() collected
 * @phone: the phone
 * @calls: the operations; empty afterwards
 *
 * Context: process context, phone->lock not held.
 */
void tphone_cancel_call(struct tphone *phone, struct list_head *calls)
{
	const struct tphone_driver_ops *ops;
	struct tphone_slot *slot, *next;
	unsigned long flags;
	int idx;

	if (list_empty(calls))
		return;
	ops = tphone_driver_enter(phone, &idx);
	if (ops && ops->cancel) {
		list_for_each_entry(slot, calls, batch_link)
			ops->cancel(phone, &slot->op);
	}
	tphone_driver_leave(phone, idx);
	flags = tphone_lock(phone);
	list_for_each_entry_safe(slot, next, calls, batch_link) {
		list_del_init(&slot->batch_link);
		tphone_slot_put(phone, slot);
	}
	tphone_unlock(phone, flags);
}

/**
 * tphone_cancel_all_issued() - cancel everything on the phone
 * @phone: the phone
 * @grace_ms: how long to wait for the driver
 * @calls: receives the operations for which the driver is to be called
 *
 * Context: under phone->lock.
 */
void tphone_cancel_all_issued(struct tphone *phone, unsigned int grace_ms,
			      struct list_head *calls)
{
	struct tphone_slot *slot;

	list_for_each_entry(slot, &phone->issued, issued_link)
		tphone_cancel_mark(phone, slot, grace_ms, calls);
}

void tphone_cancel_work(struct work_struct *work)
{
	struct tphone *phone = container_of(work, struct tphone, cancel_work);
	LIST_HEAD(calls);
	unsigned long flags;

	flags = tphone_lock(phone);
	list_splice_init(&phone->to_cancel, &calls);
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
}

static int cancel_by_id(struct tphone_handle *handle, u64 id,
			struct list_head *calls)
{
	struct tphone_slot *slot = tphone_slot_find(handle->slots, id);

	if (!slot || slot->state != TPHONE_SLOT_ISSUED)
		return -ENOENT;
	return tphone_cancel_mark(handle->phone, slot, handle->phone->grace_ms,
				  calls);
}

static int cancel_matching(struct tphone_handle *handle,
			   const struct tphone_cancel *cancel,
			   struct list_head *calls)
{
	bool all = cancel->select == TPHONE_CANCEL_ALL;
	struct tphone_slot *slot;
	bool found = all;
	int nr = 0;

	list_for_each_entry(slot, &handle->outstanding, link) {
		if (!all && slot->op.request.user_data != cancel->user_data)
			continue;
		found = true;
		nr += tphone_cancel_mark(handle->phone, slot,
					 handle->phone->grace_ms, calls);
	}
	return found ? nr : -ENOENT;
}

/* Only the fields that @select needs may be set. */
static bool cancel_valid(const struct tphone_cancel *cancel)
{
	switch (cancel->select) {
	case TPHONE_CANCEL_ID:
		return !cancel->user_data;
	case TPHONE_CANCEL_USER_DATA:
		return !cancel->id;
	case TPHONE_CANCEL_ALL:
		return !cancel->id && !cancel->user_data;
	default:
		return false;
	}
}

/**
 * tphone_cancel() - TPHONE_IOC_CANCEL
 * @handle: the handle
 * @cancel: the argument, copied
 *
 * Return: 0 or a negative errno.
 */
int tphone_cancel(struct tphone_handle *handle, struct tphone_cancel *cancel)
{
	struct tphone *phone = handle->phone;
	LIST_HEAD(calls);
	unsigned long flags;
	int nr;

	if (!cancel_valid(cancel))
		return -EINVAL;
	flags = tphone_lock(phone);
	nr = tphone_handle_error(handle);
	if (!nr && cancel->select == TPHONE_CANCEL_ID)
		nr = cancel_by_id(handle, cancel->id, &calls);
	else if (!nr)
		nr = cancel_matching(handle, cancel, &calls);
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
	if (nr < 0)
		return nr;
	cancel->nr_cancelled = nr;
	return 0;
}
