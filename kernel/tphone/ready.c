// SPDX-License-Identifier: GPL-2.0-only
/*
 * Readiness: the answer of poll() for a handle, and the wake-up of its waiters
 * when the answer changes.
 *
 * Code that changes it calls tphone_changed() or tphone_room_changed() under
 * phone->lock. tphone_unlock() uses the answer that poll() would give now as
 * the key of the wake-up, so that the two cannot differ; and it wakes after
 * it has dropped the lock, as waking runs foreign code for each waiter.
 */
#include "operation.h"

#define READABLE	(EPOLLIN | EPOLLRDNORM)
#define ROOM		(EPOLLOUT | EPOLLWRNORM)
#define END		(EPOLLHUP | EPOLLERR)

/**
 * tphone_poll_state() - the answer of poll() for a handle
 * @handle: the handle
 *
 * Context: under phone->lock.
 * Return: EPOLL* bits.
 */
__poll_t tphone_poll_state(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	__poll_t mask = 0;

	if (handle->revoked)
		return EPOLLHUP | EPOLLERR;
	if (phone->gone)
		mask |= EPOLLHUP | EPOLLERR;
	if (tphone_at_end(handle))
		mask |= EPOLLHUP;
	if (!handle->detached && handle->role == TPHONE_ROLE_NONE)
		return mask | EPOLLERR;
	if (tphone_readable(handle))
		mask |= READABLE;
	if (!list_empty(&handle->done))
		mask |= EPOLLPRI;
	if (tphone_submits(handle) && !phone->gone &&
	    tphone_slots_available(handle))
		mask |= ROOM;
	return mask;
}

/**
 * tphone_changed() - note that the result of poll(), read() or SUBMIT may change
 * @handle: the handle
 * @what: TPHONE_CHANGED_*
 *
 * To be called for every change that makes a record readable, ends a handle, or
 * makes room for its operations, before phone->lock is dropped.
 *
 * Context: under phone->lock.
 */
void tphone_changed(struct tphone_handle *handle, unsigned int what)
{
	lockdep_assert_held(&handle->phone->lock);
	handle->changed |= what;
	handle->phone->ready_changed = true;
}

/**
 * tphone_room_changed() - some handle may find room for its operations
 * @phone: the phone
 *
 * Context: under phone->lock.
 */
void tphone_room_changed(struct tphone *phone)
{
	lockdep_assert_held(&phone->lock);
	phone->room_changed = true;
	phone->ready_changed = true;
}

/* The bits of poll() that a change can set. @changed: TPHONE_CHANGED_*. */
static __poll_t key_of(unsigned int changed)
{
	__poll_t key = END;

	if (changed & TPHONE_CHANGED_COMPLETIONS)
		key |= READABLE | EPOLLPRI;
	if (changed & TPHONE_CHANGED_EVENTS)
		key |= READABLE;
	if (changed & TPHONE_CHANGED_ROOM)
		key |= ROOM;
	return key;
}

static void mark_wake_up(struct tphone_handle *handle, unsigned int changed)
{
	__poll_t key;

	/*
	 * Pairs with poll_wait() before the check under phone->lock, so
	 * waitqueue_active() cannot miss a waiter.
	 */
	if (!waitqueue_active(&handle->wq))
		return;
	key = tphone_poll_state(handle) & key_of(changed);
	if (!key)
		return;
	atomic_or((__force int)key, &handle->wake);
	handle->phone->wake_due = true;
}

static void mark_signals(struct tphone_handle *handle, unsigned int changed)
{
	bool ended = tphone_at_end(handle) || handle->phone->gone;

	if (changed & TPHONE_CHANGED_COMPLETIONS &&
	    (ended || !list_empty(&handle->done)))
		tphone_notify_mark(handle, TPHONE_KIND_COMPLETION);
	if (changed & TPHONE_CHANGED_EVENTS &&
	    (ended || tphone_event_readable(handle)))
		tphone_notify_mark(handle, TPHONE_KIND_EVENT);
}

/**
 * tphone_ready_collect() - mark the waiters to wake and the eventfds to signal
 * @phone: the phone
 *
 * Context: under phone->lock, which is about to be dropped.
 */
void tphone_ready_collect(struct tphone *phone)
{
	unsigned int room = phone->room_changed ? TPHONE_CHANGED_ROOM : 0;
	struct tphone_handle *handle;
	unsigned int changed;

	phone->room_changed = false;
	phone->ready_changed = false;
	list_for_each_entry(handle, &phone->handles, link) {
		changed = handle->changed;
		handle->changed = 0;
		if (room && tphone_submits(handle))
			changed |= room;
		if (!changed)
			continue;
		mark_wake_up(handle, changed);
		mark_signals(handle, changed);
	}
}

static void wake(struct tphone_handle *handle)
{
	__poll_t key;

	if (!atomic_read(&handle->wake))
		return;
	key = (__force __poll_t)atomic_xchg(&handle->wake, 0);
	/*
	 * One exclusive waiter can read all records, so wake only one of them;
	 * the end of the handle concerns each.
	 */
	if (key)
		__wake_up(&handle->wq, TASK_INTERRUPTIBLE, !(key & END),
			  poll_to_key(key));
}

/**
 * tphone_ready_wake() - wake the waiters that tphone_ready_collect() marked
 * @phone: the phone
 *
 * Context: any in which a spinlock_t can be taken, phone->lock not held.
 */
void tphone_ready_wake(struct tphone *phone)
{
	struct tphone_handle *handle;

	rcu_read_lock();
	list_for_each_entry_rcu(handle, &phone->handles, link)
		wake(handle);
	rcu_read_unlock();
}
