// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events: one ring for all handles of a phone, a position in it per handle.
 * Who is too slow loses events, and learns exactly how many.
 */
#include <linux/ktime.h>

#include "handle.h"
#include "trace.h"

/**
 * tphone_event_wanted() - does the handle receive this event?
 * @handle: the handle
 * @entry: the event
 *
 * Context: under phone->lock.
 */
bool tphone_event_wanted(const struct tphone_handle *handle,
			 const struct tphone_event_entry *entry)
{
	return handle->events & TPHONE_EVENT_BIT(entry->record.code) &&
	       entry->except != handle;
}

/* The oldest event is about to be overwritten: who has not read it? */
static void lose_oldest(struct tphone *phone)
{
	u64 oldest = tphone_ring_tail(phone->ring_head);
	struct tphone_event_entry *entry;
	struct tphone_handle *handle;

	entry = &phone->ring[tphone_ring_index(oldest)];
	list_for_each_entry(handle, &phone->handles, link) {
		if (handle->role == TPHONE_ROLE_NONE ||
		    handle->cursor != oldest)
			continue;
		handle->cursor++;
		if (!tphone_event_wanted(handle, entry))
			continue;
		handle->nr_lost++;
		handle->lost_seq = entry->record.seq;
		handle->lost_ns = entry->record.timestamp_ns;
		phone->statistics.dropped_events++;
	}
}

/**
 * tphone_event_push() - tell all handles that the phone changed
 * @phone: the phone
 * @code: TPHONE_EVENT_*
 * @cause: TPHONE_CAUSE_*
 * @first: value[0]
 * @second: value[1]
 * @third: the record's id
 * @except: a handle that is not told, or NULL
 *
 * Context: under phone->lock.
 */
void tphone_event_push(struct tphone *phone, u16 code, u16 cause, u64 first,
		       u64 second, u64 third, const void *except)
{
	struct tphone_event_entry *entry;
	struct tphone_handle *handle;

	lockdep_assert_held(&phone->lock);
	if (phone->gone)
		return;
	if (tphone_ring_full(phone->ring_head))
		lose_oldest(phone);
	entry = &phone->ring[tphone_ring_index(phone->ring_head)];
	phone->ring_head++;
	*entry = (struct tphone_event_entry) {
		.record = {
			.seq = ++phone->seq,
			.timestamp_ns = ktime_get_ns(),
			.type = TPHONE_RECORD_EVENT,
			.code = code,
			.cause = cause,
			.id = third,
			.value = { first, second },
		},
		.except = except,
	};
	trace_tphone_event(phone->index, &entry->record);
	list_for_each_entry(handle, &phone->handles, link) {
		if (handle->role != TPHONE_ROLE_NONE &&
		    tphone_event_wanted(handle, entry))
			tphone_changed(handle, TPHONE_CHANGED_EVENTS);
	}
}

/**
 * tphone_event_next() - the next event for a handle
 * @handle: the handle
 *
 * Events that the handle does not want are passed over for good.
 *
 * Context: under phone->lock.
 * Return: the event at the handle's cursor, or NULL.
 */
struct tphone_event_entry *tphone_event_next(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	struct tphone_event_entry *entry;

	if (handle->role == TPHONE_ROLE_NONE)
		return NULL;
	for (; handle->cursor != phone->ring_head; handle->cursor++) {
		entry = &phone->ring[tphone_ring_index(handle->cursor)];
		if (tphone_event_wanted(handle, entry))
			return entry;
	}
	return NULL;
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
