/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ids of operations: the slot in the low 16 bits, above them the number of the
 * operation on its phone, from 1. So an id is never 0, finds its slot at once,
 * and stands for one operation of all that the phone ever had.
 */
#ifndef TPHONE_OPERATION_ID_H
#define TPHONE_OPERATION_ID_H

#include "pure.h"

#define TPHONE_ID_SLOT_BITS	16
#define TPHONE_ID_SLOT_MASK	((1U << TPHONE_ID_SLOT_BITS) - 1)

static inline u32 tphone_id_slot(u64 id)
{
	return id & TPHONE_ID_SLOT_MASK;
}

/*
 * The id of the next operation. @last: number of the one before it, 0 at first.
 * At a million operations a second the numbers last for nine years.
 */
static inline u64 tphone_id_next(u64 *last, u32 slot)
{
	if (++*last >> (64 - TPHONE_ID_SLOT_BITS))
		*last = 1;
	return *last << TPHONE_ID_SLOT_BITS | slot;
}

#endif /* TPHONE_OPERATION_ID_H */
