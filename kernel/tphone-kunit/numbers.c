// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids of operations, compared with the checked arithmetic of the kernel, and the
 * rings of events.
 */
#include <linux/math64.h>
#include <linux/overflow.h>

#include "../tphone/event_ring.h"
#include "../tphone/operation.h"
#include "../tphone/operation_id.h"
#include "suites.h"

/* Assumptions of the arithmetic about constants of the core. */
static_assert(!(TPHONE_RING_USER & (TPHONE_RING_USER - 1)));
static_assert(!(TPHONE_RING_HOST_HOOKS & (TPHONE_RING_HOST_HOOKS - 1)));
static_assert(!(TPHONE_RING_REST & (TPHONE_RING_REST - 1)));
static_assert(TPHONE_MAX_SLOTS - 1 <= TPHONE_ID_SLOT_MASK);
static_assert(!(TPHONE_MAX_OPERATIONS % TPHONE_CHUNK_SLOTS));

/* The last numbers of 16, 32 and 64 bits, with and without a sign. */
static const u64 edges[] = {
	0, U16_MAX, S32_MAX, U32_MAX, 1ULL << 48, S64_MAX,
	U64_MAX,
};

static void an_id_is_number_and_slot(struct kunit *test)
{
	u32 slot, found;
	u64 last = 0;
	u64 id;

	for (slot = 0; slot < TPHONE_MAX_OPERATIONS; slot++) {
		id = tphone_id_next(&last, slot);
		KUNIT_ASSERT_EQ(test, slot, tphone_id_slot(id));
		KUNIT_ASSERT_EQ(test, slot + 1,
				div_u64_rem(id, TPHONE_ID_SLOT_MASK + 1,
					    &found));
		KUNIT_ASSERT_EQ(test, slot, found);
	}
}

/* The next number is the last one plus 1, or 1 where the id would overflow. */
static void next_id_at_the_edges(struct kunit *test)
{
	u32 slot = TPHONE_MAX_OPERATIONS - 1;
	u64 last, number, sum;
	int i;

	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		last = edges[i] >> TPHONE_ID_SLOT_BITS;
		number = last + 1;
		if (check_mul_overflow(number, (u64)TPHONE_ID_SLOT_MASK + 1,
				       &sum)) {
			number = 1;
			sum = TPHONE_ID_SLOT_MASK + 1;
		}
		KUNIT_EXPECT_EQ(test, sum + slot, tphone_id_next(&last, slot));
		KUNIT_EXPECT_EQ(test, number, last);
	}
}

/* Fill a ring and empty it again, beginning at a position. */
static void check_ring_at(struct kunit *test, u32 position)
{
	struct tphone_record records[8];
	struct tphone_ring ring = {
		.records = records, .size = ARRAY_SIZE(records),
		.head = position, .tail = position,
	};
	struct tphone_record record = {};

	KUNIT_ASSERT_NULL(test, tphone_ring_first(&ring));
	while (!tphone_ring_full(&ring)) {
		tphone_ring_push(&ring, &record);
		record.seq++;
		KUNIT_ASSERT_EQ(test, record.seq, tphone_ring_nr(&ring));
	}
	KUNIT_ASSERT_EQ(test, ARRAY_SIZE(records), record.seq);
	for (record.seq = 0; tphone_ring_nr(&ring); record.seq++) {
		KUNIT_ASSERT_EQ(test, record.seq, tphone_ring_first(&ring)->seq);
		ring.tail++;
	}
	KUNIT_ASSERT_EQ(test, ARRAY_SIZE(records), record.seq);
}

static void ring_around_the_edges(struct kunit *test)
{
	int i, step;

	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		for (step = -20; step <= 20; step++)
			check_ring_at(test, (u32)edges[i] + step);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(an_id_is_number_and_slot),
	KUNIT_CASE(next_id_at_the_edges),
	KUNIT_CASE(ring_around_the_edges),
	{}
};

struct kunit_suite tphone_numbers_suite = {
	.name = "tphone-numbers",
	.test_cases = cases,
};
