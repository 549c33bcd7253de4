// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Ids of operations, and the rings of events.
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

#define SIZE	4

/* The ring has the last events, in order, after any steps. */
static void check_ring(u64 position, u64 steps)
{
	struct tphone_record records[SIZE];
	struct tphone_record record = { .code = 1 };
	struct tphone_ring ring = {
		.records = records, .size = SIZE,
		.head = position, .tail = position,
	};
	u64 oldest = 0;

	for (; steps; steps >>= 2) {
		if (steps & 1 && !tphone_ring_full(&ring)) {
			tphone_ring_push(&ring, &record);
			record.seq++;
		} else if (steps & 2 && tphone_ring_nr(&ring)) {
			ring.tail++;
			oldest++;
		} else {
			tphone_ring_select(&ring, TPHONE_EVENT_BIT(1));
		}
		must(tphone_ring_nr(&ring) == record.seq - oldest);
		must(tphone_ring_nr(&ring) <= SIZE);
		must(!tphone_ring_nr(&ring) == !tphone_ring_first(&ring));
		must(!tphone_ring_nr(&ring) || tphone_ring_first(&ring)->seq == oldest);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	u64 numbers[2];

	if (size < sizeof(numbers))
		return 0;
	memcpy(numbers, data, sizeof(numbers));
	check_id(numbers[0], numbers[1]);
	check_ring(numbers[0], numbers[1]);
	return 0;
}
