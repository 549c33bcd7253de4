// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Reads records, queues them, waits for completions, and calls the callbacks.
 */
#include "../common/macros.h"
#include "../common/sys.h"
#include "phone.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void queue_init(struct queue *queue)
{
	memset(queue, 0, sizeof(*queue));
	TAILQ_INIT(&queue->items);
}

static void append(struct queue *queue, struct item *item)
{
	TAILQ_INSERT_TAIL(&queue->items, item, link);
	queue->count++;
}

static void unlink_item(struct queue *queue, struct item *item)
{
	TAILQ_REMOVE(&queue->items, item, link);
	queue->count--;
}

void queue_add_call(struct queue *queue, struct item *item)
{
	append(queue, item);
	queue->nr_calls++;
}

/* A LOST record of the kernel counts several events. */
static uint64_t events_in(const struct tphone_record *record)
{
	return record->type == TPHONE_RECORD_LOST ? record->value[0] : 1;
}

static void count_as_lost(struct queue *queue,
			  const struct tphone_record *record)
{
	struct item *lost = &queue->lost;

	if (queue->has_lost) {
		unlink_item(queue, lost);
	} else {
		memset(lost, 0, sizeof(*lost));
		lost->record.type = TPHONE_RECORD_LOST;
	}
	lost->record.value[0] += events_in(record);
	lost->record.seq = record->seq;
	lost->record.timestamp_ns = record->timestamp_ns;
	append(queue, lost);
	queue->has_lost = true;
}

static void add_gone(struct queue *queue, const struct tphone_record *record)
{
	memset(&queue->gone, 0, sizeof(queue->gone));
	queue->gone.record = *record;
	append(queue, &queue->gone);
}

void queue_add_event(struct queue *queue, const struct tphone_record *record)
{
	struct item *item = NULL;

	if (record->type == TPHONE_RECORD_GONE) {
		add_gone(queue, record);
		return;
	}
	if (!queue->has_lost && queue->nr_events < QUEUE_MAX_EVENTS)
		item = calloc(1, sizeof(*item));
	if (!item) {
		count_as_lost(queue, record);
		return;
	}
	item->record = *record;
	append(queue, item);
	queue->nr_events++;
}

bool queue_take(struct queue *queue, struct item *item)
{
	struct item *first = TAILQ_FIRST(&queue->items);

	if (!first)
		return false;
	unlink_item(queue, first);
	*item = *first;
	if (first == &queue->lost) {
		queue->has_lost = false;
	} else if (first != &queue->gone) {
		if (first->fate == FATE_EVENT)
			queue->nr_events--;
		else
			queue->nr_calls--;
		free(first);
	}
	return true;
}

void queue_clear(struct queue *queue)
{
	struct item item;

	while (queue_take(queue, &item))
		;
}

/* One page; further records are read by the next call. */
#define RECORDS_PER_READ	64

static_assert(sizeof(struct tphone_record) == 64, "the ABI of the library");

static void wake_waiters(struct tphone *phone)
{
	pthread_cond_broadcast(&phone->changed);
	if (phone->polling)
		eventfd_set(phone->wake_fd);
}

static void to_event_callback(struct tphone *phone,
			      const struct tphone_record *record)
{
	/* Without a callback, drop events: the program may never dispatch. */
	if (phone->event_callback)
		queue_add_event(&phone->queue, record);
}

static void place_completion(struct tphone *phone,
			     const struct tphone_record *record)
{
	struct item *item = pending_find(&phone->pending, record->id);

	if (!item) {
		to_event_callback(phone, record);
		return;
	}
	if (item->fate == FATE_KEEP) {
		item->record = *record;
		pending_set_done(&phone->pending, item);
		wake_waiters(phone);
		return;
	}
	pending_remove(&phone->pending, item);
	item->record = *record;
	if (item->fate == FATE_CALL)
		queue_add_call(&phone->queue, item);
	else
		free(item);
}

static void set_end(struct tphone *phone, int why)
{
	phone->end = why;
	wake_waiters(phone);
}

/*
 * Ignore records of other types: a newer kernel sends them on request only, and it
 * was another program sharing this handle that requested them.
 */
static void place(struct tphone *phone, const struct tphone_record *record)
{
	switch (record->type) {
	case TPHONE_RECORD_COMPLETION:
		place_completion(phone, record);
		break;
	case TPHONE_RECORD_EVENT:
	case TPHONE_RECORD_LOST:
		to_event_callback(phone, record);
		break;
	case TPHONE_RECORD_GONE:
		to_event_callback(phone, record);
		set_end(phone, -ENODEV);
		break;
	}
}

/* Makes ready_fd readable if the queue has records; with the lock held. */
static void update_ready_fd(struct tphone *phone)
{
	bool ready = phone->queue.count > 0;

	if (ready == phone->ready)
		return;
	if (ready)
		eventfd_set(phone->ready_fd);
	else
		eventfd_clear(phone->ready_fd);
	phone->ready = ready;
}

int phone_receive(struct tphone *phone)
{
	struct tphone_record records[RECORDS_PER_READ];
	ssize_t bytes;
	int count, i;

	if (phone->end)
		return 0;
	bytes = sys_read(phone->fd, records, sizeof(records));
	if (bytes == -EAGAIN || bytes == -EINTR)
		return 0;
	if (bytes == 0)
		set_end(phone, -ESHUTDOWN);
	if (bytes == -ENODEV)
		set_end(phone, -ENODEV);
	if (phone->end)
		return 0;
	if (bytes < 0)
		return (int)bytes;

	count = (int)(bytes / (ssize_t)sizeof(records[0]));
	for (i = 0; i < count && !phone->end; i++)
		place(phone, &records[i]);
	update_ready_fd(phone);
	return i;
}

static int poll_for_all(struct tphone *phone, int64_t deadline)
{
	struct pollfd fds[] = {
		{ .fd = phone->fd, .events = POLLIN },
		{ .fd = phone->wake_fd, .events = POLLIN },
	};
	int ret;

	phone->polling = true;
	phone_unlock(phone);
	ret = sys_poll(fds, 2, deadline_left_ms(deadline, sys_now_ns()));
	phone_lock(phone);
	phone->polling = false;
	eventfd_clear(phone->wake_fd);
	return ret == -EINTR || ret > 0 ? 0 : ret;
}

/*
 * Waits until a completion may have arrived: polls the device, or waits for
 * phone->changed if another thread polls. Called with the lock held, which is
 * released during the wait. Returns 0 or a negative errno of poll().
 */
static int wait_for_device(struct tphone *phone, int64_t deadline)
{
	if (!phone->polling)
		return poll_for_all(phone, deadline);
	deadline_wait(&phone->changed, &phone->lock, deadline);
	return 0;
}

/* Search again after each wait: another thread may have taken the completion. */
static struct item *find_kept(struct tphone *phone, uint64_t id)
{
	struct item *item = pending_find(&phone->pending, id);

	return item && item->fate == FATE_KEEP ? item : NULL;
}

static void take(struct tphone *phone, struct item *item,
		 struct tphone_record *completion)
{
	if (completion)
		*completion = item->record;
	pending_remove(&phone->pending, item);
	free(item);
}

/* Returns 1 if taken, 0 if still pending, a negative errno if it cannot complete. */
static int try_to_take(struct tphone *phone, uint64_t id,
		       struct tphone_record *completion)
{
	struct item *item = find_kept(phone, id);

	if (!item)
		return -ENOENT;
	if (item->done) {
		take(phone, item, completion);
		return 1;
	}
	if (!phone->end)
		return 0;
	take(phone, item, NULL);
	return phone->end;
}

static int wait_locked(struct tphone *phone, uint64_t id, int64_t deadline,
		       struct tphone_record *completion)
{
	int received, ret;

	for (;;) {
		ret = try_to_take(phone, id, completion);
		if (ret)
			return ret > 0 ? 0 : ret;
		received = phone_receive(phone);
		if (received < 0)
			return received;
		ret = try_to_take(phone, id, completion);
		if (ret)
			return ret > 0 ? 0 : ret;
		if (!deadline_left_ms(deadline, sys_now_ns()))
			return -ETIMEDOUT;
		if (received)
			continue;
		ret = wait_for_device(phone, deadline);
		if (ret)
			return ret;
	}
}

TPHONE_API int tphone_wait_for(struct tphone *phone, uint64_t id,
			       int timeout_ms, struct tphone_record *completion)
{
	int64_t deadline;
	int ret;

	if (completion)
		memset(completion, 0, sizeof(*completion));
	if (!phone)
		return -EINVAL;
	deadline = deadline_after(sys_now_ns(), timeout_ms);
	phone_lock(phone);
	ret = wait_locked(phone, id, deadline, completion);
	/* If this thread polled for the others, another one has to poll now. */
	pthread_cond_broadcast(&phone->changed);
	phone_unlock(phone);
	return ret;
}

TPHONE_API int tphone_set_event_callback(struct tphone *phone,
					 tphone_event_fn callback, void *data)
{
	if (!phone)
		return -EINVAL;
	phone_lock(phone);
	phone->event_callback = callback;
	phone->event_data = data;
	phone_unlock(phone);
	return 0;
}

TPHONE_API int tphone_set_event_mask(struct tphone *phone, uint64_t events)
{
	struct tphone_mask arg = { .size = sizeof(arg) };

	if (!phone)
		return -EINVAL;
	/* An older kernel would refuse the bits that it does not know. */
	arg.events = events & phone->events;
	return sys_ioctl(phone->fd, TPHONE_IOC_MASK, &arg);
}

static bool other_thread_dispatches(const struct tphone *phone)
{
	return phone->depth &&
	       !pthread_equal(phone->dispatcher, pthread_self());
}

/* Calls the callback with the lock released. */
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
 * Deliver only the records that are queued at the beginning: a callback may cause
 * new ones, and the loop would never end. A callback that closes the phone empties
 * the queue.
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
	received = phone_receive(phone);
	delivered = deliver_queue(phone);
	phone->depth--;
	if (phone->closed)
		return -ESHUTDOWN;
	update_ready_fd(phone);
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

/*
 * While another thread dispatches, ready_fd may stay readable and this one has
 * nothing to do: wait, as tphone_wait() would return at once.
 */
static void wait_for_other_dispatcher(struct tphone *phone, int64_t deadline)
{
	phone_lock(phone);
	while (other_thread_dispatches(phone)) {
		if (!deadline_wait(&phone->changed, &phone->lock, deadline))
			break;
	}
	phone_unlock(phone);
}

/*
 * Without a role the device is not in epoll_fd, and the wait would not end. Ask the
 * kernel, because another process may have taken a role for the same handle.
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
	return role == TPHONE_ROLE_NONE ? -EPERM : phone_add_to_epoll(phone);
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
