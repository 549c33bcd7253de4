// SPDX-License-Identifier: GPL-2.0-only
/*
 * Closing. One section under phone->lock decides whether a handle is the last
 * one, ends or abandons its operations, and marks those to cancel at the driver;
 * taking a role counts under the same lock. So either the new handle is counted
 * first, and nothing is cancelled, or the last handle leaves first, and the new
 * one finds a phone whose operations are being cancelled.
 */
#include "operation.h"
#include "role.h"

static void unclaim_list(struct tphone *phone, struct list_head *list)
{
	struct tphone_slot *slot;

	list_for_each_entry(slot, list, link)
		tphone_slot_unclaim(phone, slot);
}

/* Mark all operations of this handle as unclaimed. */
static void unclaim_all(struct tphone_handle *handle)
{
	unclaim_list(handle->phone, &handle->outstanding);
	unclaim_list(handle->phone, &handle->done);
	unclaim_list(handle->phone, &handle->reading);
	unclaim_list(handle->phone, &handle->held);
}

/*
 * Detach the operations from the handle. They go on without a receiver of the
 * completion, and drop the reference of the user's side when they end.
 */
static void abandon_outstanding(struct tphone_handle *handle)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, &handle->outstanding, link) {
		list_del_init(&slot->link);
		slot->handle = NULL;
	}
	handle->nr_outstanding = 0;
}

/* Drop completions that were not read, as the handle will not read any more. */
static void drop_list(struct tphone_handle *handle, struct list_head *list)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, list, link) {
		list_del_init(&slot->link);
		slot->handle = NULL;
		/* Output that is being fetched is not kept afterwards. */
		slot->state = TPHONE_SLOT_DONE;
		tphone_slot_put(handle->phone, slot);
	}
}

static void drop_output(struct tphone_handle *handle)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, &handle->output, link) {
		slot->handle = NULL;
		tphone_output_forget(handle->phone, slot);
	}
}

/* The completions were read; only the driver has a reference. */
static void abandon_held(struct tphone_handle *handle)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, &handle->held, link) {
		list_del_init(&slot->link);
		slot->state = TPHONE_SLOT_DONE;
		slot->handle = NULL;
	}
}

/* Give up the role. Returns true if it was the last and all is cancelled. */
static bool leave(struct tphone_handle *handle, unsigned int grace_ms,
		  struct list_head *calls)
{
	struct tphone *phone = handle->phone;

	if (handle->role == TPHONE_ROLE_NONE)
		return false;
	tphone_role_set(handle, TPHONE_ROLE_NONE);
	if (tphone_has_members(phone))
		return false;
	tphone_cancel_all_issued(phone, grace_ms, calls);
	if (phone->reset_on_last_close != TPHONE_RESET_NONE && !phone->gone) {
		phone->reset_due = true;
		tphone_reset_schedule(phone, phone->nr_issued ? grace_ms : 0);
	}
	return true;
}

static int try_detach(struct tphone_handle *handle,
		      struct tphone_detach *detach, struct list_head *calls)
{
	struct tphone *phone = handle->phone;
	unsigned int grace_ms = detach->grace_ms ?: phone->grace_ms;
	int error;

	error = tphone_handle_error(handle);
	if (error)
		return error;
	if (handle->role == TPHONE_ROLE_NONE)
		return -EPERM;
	detach->nr_outstanding = handle->nr_outstanding;
	detach->nr_left_behind = phone->nr_unclaimed;
	handle->detached = true;
	unclaim_all(handle);
	detach->was_last = leave(handle, grace_ms, calls);
	if (!detach->was_last)
		detach->nr_left_behind = 0;
	/* Operations that are kept are unclaimed too, but still have a reader. */
	if (!detach->was_last && !(detach->flags & TPHONE_DETACH_KEEP))
		abandon_outstanding(handle);
	/* Wake readers: no event will come any more. */
	tphone_changed(handle, TPHONE_CHANGED_ALL);
	return 0;
}

/**
 * tphone_detach() - TPHONE_IOC_DETACH
 * @handle: the handle
 * @detach: the argument, copied; flags hold known bits only
 *
 * Return: 0 or a negative errno; then the handle is unchanged.
 */
int tphone_detach(struct tphone_handle *handle, struct tphone_detach *detach)
{
	struct tphone *phone = handle->phone;
	LIST_HEAD(calls);
	unsigned long flags;
	int error;

	if (detach->grace_ms > TPHONE_MAX_GRACE_MS)
		return -ERANGE;
	flags = tphone_lock(phone);
	error = try_detach(handle, detach, &calls);
	tphone_in_use_schedule(phone);
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
	return error;
}

/**
 * tphone_part() - part a handle from its phone, as it is closed or revoked
 * @handle: the handle; on no list of the phone and without operations afterwards
 * @calls: receives operations for tphone_cancel_call()
 *
 * If it was the last one with a role, all operations of the phone are cancelled.
 * Does nothing if the handle was revoked before.
 *
 * Context: under phone->lock.
 */
void tphone_part(struct tphone_handle *handle, struct list_head *calls)
{
	struct tphone *phone = handle->phone;

	lockdep_assert_held(&phone->lock);
	if (handle->revoked)
		return;
	handle->revoked = true;
	leave(handle, phone->grace_ms, calls);
	unclaim_all(handle);
	abandon_outstanding(handle);
	drop_list(handle, &handle->done);
	drop_list(handle, &handle->reading);
	drop_output(handle);
	abandon_held(handle);
	handle->nr_lost = 0;
	list_del_rcu(&handle->link);
	phone->nr_handles--;
	tphone_in_use_schedule(phone);
}

/**
 * tphone_leave_and_close() - part a closed handle from its phone
 * @handle: the handle; on no list of the phone and without operations when this
 *	returns
 *
 * Does not wait for the driver: this runs in tasks that are being killed, and in
 * any task that drops the last reference to the file.
 */
void tphone_leave_and_close(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	LIST_HEAD(calls);
	unsigned long flags;

	flags = tphone_lock(phone);
	tphone_part(handle, &calls);
	tphone_slots_abandon(handle->slots);
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
}
