// SPDX-License-Identifier: GPL-2.0-only
/*
 * Handing operations to the driver.
 */
#include <linux/ktime.h>

#include "operation.h"
#include "trace.h"

static void set_deadline(struct tphone *phone, struct tphone_slot *slot)
{
	u32 timeout_ms = slot->op.request.timeout_ms;

	if (!timeout_ms)
		return;
	slot->deadline = ktime_get_ns() + (u64)timeout_ms * NSEC_PER_MSEC;
	slot->has_deadline = true;
	tphone_watchdog_arm(phone, slot->deadline);
}

/**
 * tphone_issue_prepare() - give an operation to the driver
 * @phone: the phone
 * @slot: a reserved operation
 *
 * Takes a reference for the driver and one for tphone_issue_batch(), without
 * which the slot could be used again before ->submit has returned.
 *
 * Context: under phone->lock.
 */
void tphone_issue_prepare(struct tphone *phone, struct tphone_slot *slot)
{
	lockdep_assert_held(&phone->lock);
	tphone_slot_unreserve(slot);
	phone->nr_issued++;
	phone->statistics.accepted++;
	slot->state = TPHONE_SLOT_ISSUED;
	slot->driver = true;
	slot->refs += 2;
	list_add_tail(&slot->issued_link, &phone->issued);
	if (slot->handle) {
		list_add_tail(&slot->link, &slot->handle->outstanding);
		slot->handle->nr_outstanding++;
	} else {
		tphone_slot_unclaim(phone, slot);
	}
	set_deadline(phone, slot);
	trace_tphone_submit(phone->index, slot->handle_number, slot->id,
			    &slot->op.request);
}

/* End an operation that ->submit was not called for, or refused. */
static void refuse(struct tphone *phone, struct tphone_slot *slot, int status)
{
	u16 flags = TPHONE_COMPLETION_NOT_STARTED;
	unsigned long irq_flags;

	irq_flags = tphone_lock(phone);
	if (status == -ECANCELED)
		flags |= TPHONE_COMPLETION_CANCELED;
	if (slot->driver)
		tphone_complete_slot(phone, slot, status, flags);
	tphone_unlock(phone, irq_flags);
}

/* Returns true if ->submit accepted the operation. */
static bool issue(struct tphone *phone, const struct tphone_driver_ops *ops,
		  struct tphone_slot *slot)
{
	int error;

	if (!ops) {
		refuse(phone, slot, -ENODEV);
		return false;
	}
	/*
	 * Racy on purpose: if the flag is set after this check,
	 * tphone_issue_batch() calls ->cancel after ->submit.
	 */
	if (READ_ONCE(slot->cancelling)) {
		refuse(phone, slot, -ECANCELED);
		return false;
	}
	trace_tphone_issue(phone->index, slot->handle_number, slot->id);
	tphone_op_sent(phone, &slot->op);
	error = ops->submit(phone, &slot->op);
	if (error)
		refuse(phone, slot, error < 0 ? error : -EIO);
	return !error;
}

static void issue_all(struct tphone *phone, struct list_head *batch)
{
	const struct tphone_driver_ops *ops;
	struct tphone_slot *slot;
	bool taken = false;
	int idx;

	ops = tphone_driver_enter(phone, &idx);
	list_for_each_entry(slot, batch, batch_link)
		taken |= issue(phone, ops, slot);
	if (taken && ops->commit)
		ops->commit(phone);
	tphone_driver_leave(phone, idx);
}

/**
 * tphone_issue_batch() - call ->submit for a batch, then ->commit
 * @phone: the phone
 * @batch: prepared operations, by slot->batch_link; empty afterwards
 *
 * Context: process context, phone->lock not held.
 */
void tphone_issue_batch(struct tphone *phone, struct list_head *batch)
{
	struct tphone_slot *slot, *next;
	LIST_HEAD(calls);
	unsigned long flags;

	issue_all(phone, batch);
	flags = tphone_lock(phone);
	list_for_each_entry_safe(slot, next, batch, batch_link) {
		list_del_init(&slot->batch_link);
		slot->submitted = true;
		/* tphone_cancel_mark() left the call of ->cancel to this task. */
		if (slot->cancelling)
			tphone_cancel_collect(slot, &calls);
		tphone_slot_put(phone, slot);
	}
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
}
