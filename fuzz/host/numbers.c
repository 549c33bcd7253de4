// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Ids of operations, and positions in the ring of events.
 *
 * includes: kernel/tphone/operation_id.h kernel/tphone/event_ring.h
 */
#include "must.h"

#include "kernel/tphone/event_ring.h"
#include "kernel/tphone/operation_id.h"

#include <stdint.h>
#include <string.h>

/* An id is never 0, finds its slot, and differs from the one before it. */
static void check_id(u64 number, u64 slot)
{
	u64 last = number >> TPHONE_ID_SLOT_BITS;
	u64 before = last;
	u64 id = tphone_id_next(&last, slot & TPHONE_ID_SLOT_MASK);

	must(id >> TPHONE_ID_SLOT_BITS == last);
	must(tphone_id_slot(id) == (slot & TPHONE_ID_SLOT_MASK));
	must(last == before + 1 || (last == 1 && before == ~0ULL >> TPHONE_ID_SLOT_BITS));
}

/* What is in the ring are the last events, each at a place of its own. */
static void check_position(u64 head, u64 back)
{
	u64 tail = tphone_ring_tail(head);
	u64 in_ring = head - tail;

	must(tail <= head && in_ring <= TPHONE_RING_SIZE);
	must(tphone_ring_full(head) == (in_ring == TPHONE_RING_SIZE));
	must(tphone_ring_index(head) < TPHONE_RING_SIZE);
	/* The next event replaces the oldest one, and no other. */
	if (tphone_ring_full(head))
		must(tphone_ring_index(head) == tphone_ring_index(tail));
	else
		must(!tail && tphone_ring_index(head) == head);
	if (head != UINT64_MAX)
		must(tphone_ring_tail(head + 1) == tail + tphone_ring_full(head));
	if (!in_ring)
		return;
	back = back % in_ring;
	must(!back || tphone_ring_index(tail + back) != tphone_ring_index(tail));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	u64 numbers[2];

	if (size < sizeof(numbers))
		return 0;
	memcpy(numbers, data, sizeof(numbers));
	check_id(numbers[0], numbers[1]);
	check_position(numbers[0], numbers[1]);
	return 0;
}
