/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Positions in the ring of events. A position counts the events since the phone
 * was registered and never wraps in practice (64 bits), so comparing is plain.
 */
#ifndef TPHONE_EVENT_RING_H
#define TPHONE_EVENT_RING_H

#include "pure.h"

#define TPHONE_RING_SIZE	256	/* a power of two */

static inline u32 tphone_ring_index(u64 position)
{
	return position & (TPHONE_RING_SIZE - 1);
}

/* The oldest position that is still in a ring whose next one is @head. */
static inline u64 tphone_ring_tail(u64 head)
{
	return head > TPHONE_RING_SIZE ? head - TPHONE_RING_SIZE : 0;
}

/* Will writing position @head overwrite position @tail? */
static inline bool tphone_ring_full(u64 head)
{
	return head >= TPHONE_RING_SIZE;
}

#endif /* TPHONE_EVENT_RING_H */
