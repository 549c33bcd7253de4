// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/deadline.h"
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "receive.h"
#include "wait.h"

#include <errno.h>

static bool other_thread_dispatches(const struct tphone *phone)
{
	return phone->depth &&
	       !pthread_equal(phone->dispatcher, pthread_self());
}

/* Called with the lock held, which is released during the callback. */
static void deliver(struct tphone *phone, const struct item *item)
{
	tphone_event_fn event_callback = phone->event_callback;
	void *event_data = phone->event_data;

	phone_unlock(phone);
	if (item->fate == FATE_CALL)
		item->callback(phone, &item->record, item->data);
	else if (event_callback)
		event_callback(phone, &item->record, event_data);
	phone_lock(phone);
}

/*
 * Only what is there at the beginning, so that a callback that makes records of
 * its own does not keep the dispatcher for ever. One that closes the phone
 * empties the queue.
 */
static int deliver_queue(struct tphone *phone)
{
	size_t limit = phone->queue.count;
	struct item item;
	int count = 0;

	while (limit-- && queue_take(&phone->queue, &item)) {
		deliver(phone, &item);
		count++;
	}
	return count;
}

static int result_of(const struct tphone *phone, int received, int delivered)
{
	if (delivered)
		return delivered;
	return received < 0 ? received : phone->end;
}

static int dispatch_locked(struct tphone *phone)
{
	int received, delivered;

	phone->dispatcher = pthread_self();
	phone->depth++;
	received = receive(phone);
	delivered = deliver_queue(phone);
	phone->depth--;
	if (phone->closed)
		return -ESHUTDOWN;
	receive_update_ready(phone);
	pthread_cond_broadcast(&phone->changed);
	return result_of(phone, received, delivered);
}

TPHONE_API int tphone_dispatch(struct tphone *phone)
{
	bool last_of_closed;
	int ret = 0;

	if (!phone)
		return -EINVAL;
	phone_lock(phone);
	if (!other_thread_dispatches(phone))
		ret = dispatch_locked(phone);
	last_of_closed = phone->closed && !phone->depth;
	phone_unlock(phone);
	if (last_of_closed)
		phone_free(phone);
	return ret;
}

/* Else the descriptor would be ready all the time, with nothing to do. */
static void wait_for_other_dispatcher(struct tphone *phone, int64_t deadline)
{
	phone_lock(phone);
	while (other_thread_dispatches(phone)) {
		if (!wait_for_change(phone, deadline))
			break;
	}
	phone_unlock(phone);
}

/*
 * Without a role the device is not polled, so nothing would end the wait. Another
 * process that has the same handle may have taken one.
 */
static int watch_device(struct tphone *phone)
{
	bool watched;
	int role;

	phone_lock(phone);
	watched = phone->in_epoll;
	phone_unlock(phone);
	if (watched)
		return 0;
	role = tphone_get_role(phone);
	if (role < 0)
		return role;
	return role == TPHONE_ROLE_NONE ? -EPERM : role_start_watching(phone);
}

TPHONE_API int tphone_wait(struct tphone *phone, int timeout_ms)
{
	struct pollfd pollfd = { .events = POLLIN };
	int64_t deadline;
	int ret;

	if (!phone)
		return -EINVAL;
	ret = watch_device(phone);
	if (ret)
		return ret;
	deadline = deadline_after(sys_now_ns(), timeout_ms);
	wait_for_other_dispatcher(phone, deadline);
	pollfd.fd = phone->epoll_fd;
	ret = sys_poll(&pollfd, 1, deadline_left_ms(deadline, sys_now_ns()));
	if (ret <= 0)
		return ret;
	return tphone_dispatch(phone);
}

static bool has_operations(struct tphone *phone)
{
	bool ret;

	phone_lock(phone);
	ret = phone->detached ||
	      phone->pending.running || phone->queue.nr_calls;
	phone_unlock(phone);
	return ret;
}

TPHONE_API int tphone_drain(struct tphone *phone, int timeout_ms)
{
	int64_t deadline;
	int left_ms, ret;

	if (!phone)
		return -EINVAL;
	deadline = deadline_after(sys_now_ns(), timeout_ms);
	while (has_operations(phone)) {
		left_ms = deadline_left_ms(deadline, sys_now_ns());
		ret = tphone_wait(phone, left_ms);
		if (ret == -ENODEV || ret == -ESHUTDOWN)
			return 0;
		if (ret < 0)
			return ret;
		if (!ret && !left_ms)
			return -ETIMEDOUT;
	}
	return 0;
}
