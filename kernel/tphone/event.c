// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events: queued at each handle that has a role and has selected them, in a
 * ring for each class. A full ring drops its oldest event, and a LOST record has
 * the exact number of dropped events.
 */
#include <linux/ktime.h>
#include <linux/slab.h>

#include "handle.h"
#include "trace.h"

/**
 * tphone_event_lose() - count events that the handle will not read
 * @handle: the handle
 * @newest: the newest of them, or a record of type LOST that was not delivered
 * @nr: how many
 *
 * Context: under phone->lock.
 */
void tphone_event_lose(struct tphone_handle *handle,
		       const struct tphone_record *newest, u64 nr)
{
	/* Keep the newest: a newer event, of another class, may be lost already. */
	if (!handle->nr_lost || newest->seq > handle->lost_seq) {
		handle->lost_seq = newest->seq;
		handle->lost_ns = newest->timestamp_ns;
	}
	handle->nr_lost += nr;
}

static void queue_event(struct tphone_handle *handle,
			const struct tphone_record *record)
{
	struct tphone_ring *ring;

	ring = &handle->rings[tphone_event_class(record->code, record->cause)];
	if (tphone_ring_full(ring)) {
		tphone_event_lose(handle, tphone_ring_first(ring), 1);
		ring->tail++;
		handle->phone->statistics.dropped_events++;
	}
	tphone_ring_push(ring, record);
	tphone_changed(handle, TPHONE_CHANGED_EVENTS);
}

static bool wants(const struct tphone_handle *handle, u16 code)
{
	return handle->role != TPHONE_ROLE_NONE &&
	       handle->events & TPHONE_EVENT_BIT(code);
}

/**
 * tphone_event_push() - queue an event at all handles that want it
 * @phone: the phone
 * @code: TPHONE_EVENT_*
 * @cause: TPHONE_CAUSE_*
 * @first: value[0]
 * @second: value[1]
 * @third: the record's id
 * @except: the handle that caused it by taking or leaving a role, which does not
 *	receive it; or NULL
 *
 * Context: under phone->lock.
 */
void tphone_event_push(struct tphone *phone, u16 code, u16 cause, u64 first,
		       u64 second, u64 third, const void *except)
{
	struct tphone_record record = {
		.timestamp_ns = ktime_get_ns(),
		.type = TPHONE_RECORD_EVENT,
		.code = code,
		.cause = cause,
		.id = third,
		.value = { first, second },
	};
	struct tphone_handle *handle;

	lockdep_assert_held(&phone->lock);
	if (phone->gone)
		return;
	record.seq = ++phone->seq;
	trace_tphone_event(phone->index, &record);
	list_for_each_entry(handle, &phone->handles, link) {
		if (handle != except && wants(handle, code))
			queue_event(handle, &record);
	}
}

/**
 * tphone_event_next() - find the ring with the next event for a handle
 * @handle: the handle
 *
 * Context: under phone->lock.
 * Return: the ring whose oldest event is the oldest of all, or NULL.
 */
struct tphone_ring *tphone_event_next(struct tphone_handle *handle)
{
	const struct tphone_record *first;
	struct tphone_ring *next = NULL;
	u64 seq = U64_MAX;
	int class;

	if (handle->role == TPHONE_ROLE_NONE)
		return NULL;
	for (class = 0; class < TPHONE_NR_CLASSES; class++) {
		first = tphone_ring_first(&handle->rings[class]);
		if (!first || first->seq > seq)
			continue;
		next = &handle->rings[class];
		seq = first->seq;
	}
	return next;
}

/**
 * tphone_event_put_back() - put an event back that could not be delivered
 * @handle: the handle
 * @record: the event; it was the oldest of its class
 *
 * Context: under phone->lock.
 */
void tphone_event_put_back(struct tphone_handle *handle,
			   const struct tphone_record *record)
{
	struct tphone_ring *ring;

	/* The mask may have changed since the event was taken off. */
	if (!wants(handle, record->code))
		return;
	ring = &handle->rings[tphone_event_class(record->code, record->cause)];
	if (!tphone_ring_full(ring)) {
		tphone_ring_put_back(ring, record);
		return;
	}
	/* Newer events have filled the ring. */
	tphone_event_lose(handle, record, 1);
	handle->phone->statistics.dropped_events++;
}

/**
 * tphone_event_readable() - can an event, or the loss of one, be read?
 * @handle: the handle
 *
 * Context: under phone->lock.
 */
bool tphone_event_readable(struct tphone_handle *handle)
{
	return !handle->detached &&
	       (handle->nr_lost || tphone_event_next(handle));
}

/**
 * tphone_event_nr_unread() - how many events wait to be read
 * @handle: the handle
 *
 * Context: under phone->lock.
 */
unsigned int tphone_event_nr_unread(const struct tphone_handle *handle)
{
	unsigned int nr = 0;
	int class;

	if (handle->role == TPHONE_ROLE_NONE)
		return 0;
	for (class = 0; class < TPHONE_NR_CLASSES; class++)
		nr += tphone_ring_nr(&handle->rings[class]);
	return nr;
}

/**
 * tphone_event_select() - TPHONE_IOC_MASK
 * @handle: the handle
 * @events: bits of the events that are wanted from now on
 *
 * Queued events that are not selected any more are dropped at once.
 */
void tphone_event_select(struct tphone_handle *handle, u64 events)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	int class;

	flags = tphone_lock(phone);
	handle->events = events;
	for (class = 0; class < TPHONE_NR_CLASSES; class++)
		tphone_ring_select(&handle->rings[class], events);
	tphone_unlock(phone, flags);
}

static void free_rings(struct tphone_ring *rings)
{
	int class;

	for (class = 0; class < TPHONE_NR_CLASSES; class++)
		kvfree(rings[class].records);
}

static int alloc_rings(struct tphone_ring *rings)
{
	int class;

	for (class = 0; class < TPHONE_NR_CLASSES; class++) {
		rings[class] = (struct tphone_ring){
			.size = tphone_class_size(class),
		};
		rings[class].records = kvmalloc_array(rings[class].size,
						      sizeof(struct tphone_record),
						      GFP_KERNEL_ACCOUNT);
		if (!rings[class].records)
			return -ENOMEM;
	}
	return 0;
}

/**
 * tphone_event_alloc() - make room for events before a handle takes a role
 * @handle: the handle
 *
 * Context: process context, phone->lock not held.
 * Return: 0, also when there is room already; or -ENOMEM.
 */
int tphone_event_alloc(struct tphone_handle *handle)
{
	struct tphone_ring rings[TPHONE_NR_CLASSES] = {};
	struct tphone *phone = handle->phone;
	unsigned long flags;
	bool needed;
	int error;

	flags = tphone_lock(phone);
	needed = !handle->rings[0].size;
	tphone_unlock(phone, flags);
	if (!needed)
		return 0;
	error = alloc_rings(rings);
	flags = tphone_lock(phone);
	/* Another thread with this handle may have been faster. */
	needed = !handle->rings[0].size;
	if (!error && needed)
		memcpy(handle->rings, rings, sizeof(rings));
	tphone_unlock(phone, flags);
	if (error || !needed)
		free_rings(rings);
	return error;
}

/**
 * tphone_event_free() - undo tphone_event_alloc()
 * @handle: the handle, on no list of the phone
 */
void tphone_event_free(struct tphone_handle *handle)
{
	free_rings(handle->rings);
}
