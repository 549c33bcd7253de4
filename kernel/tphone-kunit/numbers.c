// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids of operations and positions in the ring of events, compared with what the
 * kernel's own arithmetic says.
 */
#include <linux/math64.h>
#include <linux/overflow.h>

#include "../tphone/event_ring.h"
#include "../tphone/operation.h"
#include "../tphone/operation_id.h"
#include "suites.h"

/* What the arithmetic takes for granted of the core. */
static_assert(!(TPHONE_RING_SIZE & (TPHONE_RING_SIZE - 1)));
static_assert(TPHONE_MAX_OPERATIONS - 1 <= TPHONE_ID_SLOT_MASK);
static_assert(!(TPHONE_MAX_OPERATIONS % TPHONE_CHUNK_SLOTS));

/* Where 32 bits, the sign and 64 bits end. */
static const u64 edges[] = {
	0, TPHONE_RING_SIZE, U16_MAX, S32_MAX, U32_MAX, 1ULL << 48, S64_MAX,
	U64_MAX,
};

#define AROUND	(2 * TPHONE_RING_SIZE)

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

/* The next number is the sum, or the first one where the id overflows. */
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

static void check_position(struct kunit *test, u64 position)
{
	u64 tail;
	u32 index;

	div_u64_rem(position, TPHONE_RING_SIZE, &index);
	KUNIT_ASSERT_EQ(test, index, tphone_ring_index(position));
	KUNIT_ASSERT_EQ(test, position >= TPHONE_RING_SIZE,
			tphone_ring_full(position));
	if (check_sub_overflow(position, (u64)TPHONE_RING_SIZE, &tail))
		tail = 0;
	KUNIT_ASSERT_EQ(test, tail, tphone_ring_tail(position));
}

static void ring_around_the_edges(struct kunit *test)
{
	u64 position;
	int i, step;

	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		for (step = -AROUND; step <= AROUND; step++) {
			position = edges[i] + step;
			check_position(test, position);
		}
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
