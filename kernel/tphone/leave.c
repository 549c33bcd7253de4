// SPDX-License-Identifier: GPL-2.0-only
/*
 * Closing. Whether a handle is the last one, what becomes of its operations,
 * and what is cancelled at the driver is decided in one section under
 * phone->lock; opening counts under the same lock. So either the newcomer was
 * first, and nothing is cancelled, or the last handle was, and the newcomer
 * finds a phone whose operations are already on their way out.
 */
#include "operation.h"
#include "role.h"

static void unclaim_list(struct tphone *phone, struct list_head *list)
{
	struct tphone_slot *slot;

	list_for_each_entry(slot, list, link)
		tphone_slot_unclaim(phone, slot);
}

/* What the driver holds for this handle is of no member any more. */
static void unclaim_all(struct tphone_handle *handle)
{
	unclaim_list(handle->phone, &handle->outstanding);
	unclaim_list(handle->phone, &handle->done);
	unclaim_list(handle->phone, &handle->reading);
	unclaim_list(handle->phone, &handle->held);
}

/*
 * Nobody receives the completions any more; the operations go on, and drop the
 * reference of the user's side when they end.
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

/* The completion was not read, or the output not fetched, and never will be. */
static void drop_list(struct tphone_handle *handle, struct list_head *list)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, list, link) {
		list_del_init(&slot->link);
		slot->handle = NULL;
		/* If its output is just being fetched, it is not kept after that. */
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

/* Read already; the reference that is left is the driver's. */
static void abandon_held(struct tphone_handle *handle)
{
	struct tphone_slot *slot, *next;

	list_for_each_entry_safe(slot, next, &handle->held, link) {
		list_del_init(&slot->link);
		slot->state = TPHONE_SLOT_DONE;
		slot->handle = NULL;
	}
}

/* Give up the role. Returns true if nobody is left and all is cancelled. */
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
	/* Kept, they are unclaimed like the rest, but still have a reader. */
	if (!detach->was_last && !(detach->flags & TPHONE_DETACH_KEEP))
		abandon_outstanding(handle);
	/* Readers learn that no event will come. */
	tphone_changed(handle, TPHONE_CHANGED_ALL);
	return 0;
}

/**
 * tphone_detach() - TPHONE_IOC_DETACH
 * @handle: the handle
 * @detach: the argument, copied; flags hold known bits only
 *
 * Return: 0 or a negative errno; then the handle is what it was.
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
 * tphone_part() - part a handle from its phone: it is closed, or revoked
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
 * tphone_leave_and_close() - the last descriptor of a handle was closed
 * @handle: the handle; on no list of the phone and without operations when this
 *	returns
 *
 * Does not wait for the driver: this runs in dying tasks and on behalf of
 * others, whom nobody may block.
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
