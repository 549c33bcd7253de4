// SPDX-License-Identifier: GPL-2.0-only
/*
 * Eventfds: a handle can have one signalled for completions and one for events.
 *
 * Code under phone->lock marks the kinds that are due, and tphone_unlock() signals
 * them after it has dropped the lock, under RCU. A signal is a hint, not a count:
 * one covers all records that were queued before it.
 */
#include <linux/eventfd.h>
#include <linux/slab.h>

#include "handle.h"

/**
 * tphone_notify_mark() - mark an eventfd to be signalled
 * @handle: the handle
 * @kind: kind of record
 *
 * Context: under phone->lock.
 */
void tphone_notify_mark(struct tphone_handle *handle, enum tphone_kind kind)
{
	if (!rcu_access_pointer(handle->eventfds[kind]))
		return;
	set_bit(kind, &handle->notify);
	handle->phone->notify_due = true;
}

static void signal_kind(struct tphone_handle *handle, enum tphone_kind kind)
{
	struct tphone_eventfd *eventfd;

	if (!test_and_clear_bit(kind, &handle->notify))
		return;
	eventfd = rcu_dereference(handle->eventfds[kind]);
	if (eventfd)
		eventfd_signal(eventfd->ctx);
}

static void signal_all(struct tphone *phone)
{
	struct tphone_handle *handle;

	rcu_read_lock();
	list_for_each_entry_rcu(handle, &phone->handles, link) {
		if (!READ_ONCE(handle->notify))
			continue;
		signal_kind(handle, TPHONE_KIND_COMPLETION);
		signal_kind(handle, TPHONE_KIND_EVENT);
	}
	rcu_read_unlock();
}

/**
 * tphone_notify_flush() - signal the marked eventfds
 * @phone: the phone
 *
 * Context: any in which a spinlock_t can be taken, phone->lock not held.
 */
void tphone_notify_flush(struct tphone *phone)
{
	/* Inside the wake-up of another eventfd, eventfd_signal() does nothing. */
	if (eventfd_signal_allowed())
		signal_all(phone);
	else
		queue_work(tphone_workqueue, &phone->notify_work);
}

void tphone_notify_work(struct work_struct *work)
{
	signal_all(container_of(work, struct tphone, notify_work));
}

static void eventfd_free(struct rcu_head *rcu)
{
	struct tphone_eventfd *eventfd =
		container_of(rcu, struct tphone_eventfd, rcu);

	eventfd_ctx_put(eventfd->ctx);
	kfree(eventfd);
}

static struct tphone_eventfd *eventfd_get(int fd)
{
	struct tphone_eventfd *eventfd;
	struct eventfd_ctx *ctx;

	ctx = eventfd_ctx_fdget(fd);
	if (IS_ERR(ctx))
		return ERR_CAST(ctx);
	eventfd = kzalloc(sizeof(*eventfd), GFP_KERNEL_ACCOUNT);
	if (!eventfd) {
		eventfd_ctx_put(ctx);
		return ERR_PTR(-ENOMEM);
	}
	eventfd->ctx = ctx;
	return eventfd;
}

/* Returns the old eventfd or NULL. */
static struct tphone_eventfd *exchange(struct tphone_handle *handle,
				       enum tphone_kind kind,
				       struct tphone_eventfd *eventfd)
{
	struct tphone *phone = handle->phone;
	struct tphone_eventfd *old;
	unsigned long flags;

	flags = tphone_lock(phone);
	old = rcu_replace_pointer(handle->eventfds[kind], eventfd,
				  lockdep_is_held(&phone->lock));
	tphone_unlock(phone, flags);
	return old;
}

/**
 * tphone_notify_clear() - forget all eventfds of a handle
 * @handle: the handle
 */
void tphone_notify_clear(struct tphone_handle *handle)
{
	struct tphone_eventfd *old;
	int kind;

	for (kind = 0; kind < TPHONE_NR_KINDS; kind++) {
		old = exchange(handle, kind, NULL);
		if (old)
			call_rcu(&old->rcu, eventfd_free);
	}
}

/**
 * tphone_notify_all_kinds() - signal all eventfds of a handle
 * @handle: the handle, which need not be on the list of its phone
 *
 * Context: process context, under RCU, phone->lock not held.
 */
void tphone_notify_all_kinds(struct tphone_handle *handle)
{
	struct tphone_eventfd *eventfd;
	int kind;

	for (kind = 0; kind < TPHONE_NR_KINDS; kind++) {
		eventfd = rcu_dereference(handle->eventfds[kind]);
		if (eventfd)
			eventfd_signal(eventfd->ctx);
	}
}

/**
 * tphone_notify_set() - TPHONE_IOC_NOTIFY
 * @handle: the handle
 * @notify: the argument, copied; flags hold known bits only
 *
 * Records that wait to be read already are signalled at once, so that registering
 * late loses nothing.
 *
 * Return: 0 or a negative errno; then nothing was changed.
 */
int tphone_notify_set(struct tphone_handle *handle,
		      const struct tphone_notify *notify)
{
	struct tphone_eventfd *eventfds[TPHONE_NR_KINDS] = { NULL };
	struct tphone *phone = handle->phone;
	unsigned long flags;
	int error, kind;

	if (!notify->flags || notify->reserved)
		return -EINVAL;
	for (kind = 0; kind < TPHONE_NR_KINDS; kind++) {
		if (!(notify->flags & BIT(kind)) || notify->eventfd == -1)
			continue;
		eventfds[kind] = eventfd_get(notify->eventfd);
		if (!IS_ERR(eventfds[kind]))
			continue;
		if (kind && eventfds[0])
			eventfd_free(&eventfds[0]->rcu);
		return PTR_ERR(eventfds[kind]);
	}
	for (kind = 0; kind < TPHONE_NR_KINDS; kind++) {
		if (!(notify->flags & BIT(kind)))
			continue;
		eventfds[kind] = exchange(handle, kind, eventfds[kind]);
		if (eventfds[kind])
			call_rcu(&eventfds[kind]->rcu, eventfd_free);
	}
	flags = tphone_lock(phone);
	/* If revoked since may_call(), the new eventfds got no signal of that. */
	error = handle->revoked ? -ENODEV : 0;
	if (notify->flags & TPHONE_NOTIFY_COMPLETIONS)
		tphone_changed(handle, TPHONE_CHANGED_COMPLETIONS);
	if (notify->flags & TPHONE_NOTIFY_EVENTS)
		tphone_changed(handle, TPHONE_CHANGED_EVENTS);
	tphone_unlock(phone, flags);
	return error;
}
