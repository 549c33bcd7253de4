// SPDX-License-Identifier: GPL-2.0-only
/*
 * Roles: owner, one a phone, or monitor. A handle counts for the phone only while
 * it has a role.
 */
#include <linux/string.h>

#include "operation.h"
#include "role.h"
#include "text.h"
#include "trace.h"

/*
 * Queue events with the numbers of owners and monitors. Skip the event this role
 * change itself generated: @handle does not receive it.
 */
static void push_counts(struct tphone_handle *handle, bool owners,
			bool monitors)
{
	struct tphone *phone = handle->phone;

	if (owners)
		tphone_event_push(phone, TPHONE_EVENT_OWNER, TPHONE_CAUSE_CORE,
				  !!phone->owner, 0, 0, handle);
	if (monitors)
		tphone_event_push(phone, TPHONE_EVENT_MONITORS,
				  TPHONE_CAUSE_CORE, phone->nr_monitors, 0, 0,
				  handle);
}

/**
 * tphone_role_set() - change the role of a handle and queue the events about it
 * @handle: the handle
 * @role: TPHONE_ROLE_*; OWNER only if the phone has no other owner
 *
 * Context: under phone->lock.
 */
void tphone_role_set(struct tphone_handle *handle, u32 role)
{
	struct tphone *phone = handle->phone;
	u32 before = handle->role;

	lockdep_assert_held(&phone->lock);
	if (before == role)
		return;
	if (before == TPHONE_ROLE_OWNER)
		phone->owner = NULL;
	if (before == TPHONE_ROLE_MONITOR)
		phone->nr_monitors--;
	if (role == TPHONE_ROLE_OWNER)
		phone->owner = handle;
	if (role == TPHONE_ROLE_MONITOR)
		phone->nr_monitors++;
	handle->role = role;
	trace_tphone_role(phone->index, handle->number, role);
	push_counts(handle,
		    before == TPHONE_ROLE_OWNER || role == TPHONE_ROLE_OWNER,
		    before == TPHONE_ROLE_MONITOR ||
		    role == TPHONE_ROLE_MONITOR);
	tphone_changed(handle, TPHONE_CHANGED_ALL);
}

static int try_take(struct tphone_handle *handle,
		    const struct tphone_role *role)
{
	struct tphone *phone = handle->phone;
	int error;

	error = tphone_handle_error(handle);
	if (error)
		return error;
	if (role->role == TPHONE_ROLE_OWNER && phone->owner &&
	    phone->owner != handle)
		return -EBUSY;
	/* Pad it: other handles read the whole array. */
	strscpy_pad(handle->name, role->name, sizeof(handle->name));
	tphone_role_set(handle, role->role);
	/* The phone has a member again, so the fail-safe must not run. */
	phone->reset_due = false;
	tphone_replay_schedule(phone, 0);
	return 0;
}

/* Have the driver power up before the role allows submitting. */
static int arrive(struct tphone *phone)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	phone->nr_arriving++;
	tphone_unlock(phone, flags);
	return tphone_in_use_update(phone);
}

static int validate_name(const char *name)
{
	size_t len = strnlen(name, TPHONE_TEXT_SIZE);

	if (len == TPHONE_TEXT_SIZE)
		return -EINVAL;
	return tphone_text_valid((const u8 *)name, len) ? 0 : -EILSEQ;
}

static int validate_role(const struct tphone_handle *handle,
			 const struct tphone_role *role)
{
	if (role->reserved)
		return -EINVAL;
	if (role->role != TPHONE_ROLE_MONITOR &&
	    role->role != TPHONE_ROLE_OWNER)
		return -EINVAL;
	if (role->role == TPHONE_ROLE_OWNER && !handle->writable)
		return -EBADF;
	return validate_name(role->name);
}

/**
 * tphone_role_take() - TPHONE_IOC_ROLE
 * @handle: the handle
 * @role: the argument, copied
 *
 * Return: 0 or a negative errno; then the handle is unchanged.
 */
int tphone_role_take(struct tphone_handle *handle,
		     const struct tphone_role *role)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	int error;

	error = validate_role(handle, role);
	if (!error)
		error = tphone_event_alloc(handle);
	if (error)
		return error;
	error = arrive(phone);
	flags = tphone_lock(phone);
	if (!error)
		error = try_take(handle, role);
	phone->nr_arriving--;
	tphone_in_use_schedule(phone);
	tphone_unlock(phone, flags);
	return error;
}
