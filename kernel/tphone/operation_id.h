/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ids of operations: the slot in the low 16 bits, above them how often it was
 * used, from 1. So an id is never 0, finds its slot at once, and an old one is
 * recognised.
 */
#ifndef TPHONE_OPERATION_ID_H
#define TPHONE_OPERATION_ID_H

#include "pure.h"

#define TPHONE_ID_SLOT_BITS	16
#define TPHONE_ID_SLOT_MASK	((1U << TPHONE_ID_SLOT_BITS) - 1)

static inline u64 tphone_id_first(u32 slot)
{
	return (1ULL << TPHONE_ID_SLOT_BITS) | slot;
}

static inline u32 tphone_id_slot(u64 id)
{
	return id & TPHONE_ID_SLOT_MASK;
}

/* The id of the next use of the same slot; after the last comes the first. */
static inline u64 tphone_id_next(u64 id)
{
	u32 slot = tphone_id_slot(id);

	id += 1ULL << TPHONE_ID_SLOT_BITS;
	return id >> TPHONE_ID_SLOT_BITS ? id : tphone_id_first(slot);
}

#endif /* TPHONE_OPERATION_ID_H */
