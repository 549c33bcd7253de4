/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rings in which a handle keeps its events until they are read, one for
 * each class of events. Programs can cause some events as often as they like;
 * these are in other classes than the events that the user of the phone causes,
 * so they never displace them.
 */
#ifndef TPHONE_EVENT_RING_H
#define TPHONE_EVENT_RING_H

#include "pure.h"

/* Powers of two. */
#define TPHONE_RING_USER	256
#define TPHONE_RING_HOST_HOOKS	64
#define TPHONE_RING_REST	256

enum tphone_event_class {
	TPHONE_CLASS_USER,		/* keys; hooks, unless the host did it */
	TPHONE_CLASS_HOST_HOOKS,	/* hooks that an operation has changed */
	TPHONE_CLASS_REST,
	TPHONE_NR_CLASSES
};

static inline enum tphone_event_class tphone_event_class(u16 code, u16 cause)
{
	if (code == TPHONE_EVENT_BUTTON)
		return TPHONE_CLASS_USER;
	if (code != TPHONE_EVENT_HOOK)
		return TPHONE_CLASS_REST;
	return cause == TPHONE_CAUSE_HOST ? TPHONE_CLASS_HOST_HOOKS :
					    TPHONE_CLASS_USER;
}

static inline u32 tphone_class_size(enum tphone_event_class class)
{
	switch (class) {
	case TPHONE_CLASS_USER:
		return TPHONE_RING_USER;
	case TPHONE_CLASS_HOST_HOOKS:
		return TPHONE_RING_HOST_HOOKS;
	default:
		return TPHONE_RING_REST;
	}
}

/**
 * struct tphone_ring - events of one class
 * @records: room for @size of them
 * @size: a power of two; 0 as long as there is no room
 * @head: position of the next event. Positions count events and wrap around
 * @tail: position of the oldest event
 */
struct tphone_ring {
	struct tphone_record *records;
	u32 size;
	u32 head;
	u32 tail;
};

static inline u32 tphone_ring_nr(const struct tphone_ring *ring)
{
	return ring->head - ring->tail;
}

static inline bool tphone_ring_full(const struct tphone_ring *ring)
{
	return tphone_ring_nr(ring) == ring->size;
}

static inline struct tphone_record *
tphone_ring_at(const struct tphone_ring *ring, u32 position)
{
	return &ring->records[position & (ring->size - 1)];
}

/* The oldest event, or NULL. */
static inline const struct tphone_record *
tphone_ring_first(const struct tphone_ring *ring)
{
	return tphone_ring_nr(ring) ? tphone_ring_at(ring, ring->tail) : NULL;
}

/* Add an event behind the newest one. The ring must not be full. */
static inline void tphone_ring_push(struct tphone_ring *ring,
				    const struct tphone_record *record)
{
	*tphone_ring_at(ring, ring->head++) = *record;
}

/* Put an event before the oldest one. The ring must not be full. */
static inline void tphone_ring_put_back(struct tphone_ring *ring,
					const struct tphone_record *record)
{
	*tphone_ring_at(ring, --ring->tail) = *record;
}

/* Keep only the events whose codes these bits select, in their order. */
static inline void tphone_ring_select(struct tphone_ring *ring, u64 events)
{
	u32 position, end = ring->head;
	struct tphone_record *record;

	ring->head = ring->tail;
	for (position = ring->tail; position != end; position++) {
		record = tphone_ring_at(ring, position);
		if (events & TPHONE_EVENT_BIT(record->code))
			tphone_ring_push(ring, record);
	}
}

#endif /* TPHONE_EVENT_RING_H */
