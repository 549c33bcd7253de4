// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids of operations and positions in the ring of events.
 */
#include "cmocka-first.h"

#include "event_ring.h"
#include "operation_id.h"

#define LAST_NUMBER	(~0ULL >> TPHONE_ID_SLOT_BITS)

static const u32 slots[] = { 0, 1, 63, 64, 1023, TPHONE_ID_SLOT_MASK };

static void an_id_finds_its_slot(void **state)
{
	u64 last = 0;
	u32 slot;

	(void)state;
	for (slot = 0; slot <= TPHONE_ID_SLOT_MASK; slot++) {
		u64 id = tphone_id_next(&last, slot);

		assert_int_not_equal(id, 0);
		assert_int_equal(tphone_id_slot(id), slot);
		assert_int_equal(last, slot + 1);
		assert_int_equal(id >> TPHONE_ID_SLOT_BITS, last);
	}
}

/* In whatever slots: the numbers alone make ids differ. */
static void ids_increase(void **state)
{
	u64 last = 0, former = 0, id;
	int i;

	(void)state;
	for (i = 0; i < 10000; i++) {
		id = tphone_id_next(&last, slots[i % ARRAY_SIZE(slots)]);
		assert_true(id > former);
		former = id;
	}
}

static void after_the_last_number_comes_the_first(void **state)
{
	u64 last = LAST_NUMBER - 1;

	(void)state;
	assert_int_equal(tphone_id_next(&last, 5),
			 LAST_NUMBER << TPHONE_ID_SLOT_BITS | 5);
	assert_int_equal(tphone_id_next(&last, 5),
			 1ULL << TPHONE_ID_SLOT_BITS | 5);
	assert_int_equal(last, 1);
}

/* A ring of positions, filled one by one, says where each must be. */
static void ring_keeps_the_newest(void **state)
{
	u64 ring[TPHONE_RING_SIZE];
	u64 head;

	(void)state;
	assert_int_equal(TPHONE_RING_SIZE & (TPHONE_RING_SIZE - 1), 0);
	assert_int_equal(tphone_ring_tail(0), 0);
	for (head = 0; head < 5 * TPHONE_RING_SIZE; head++) {
		u64 oldest = tphone_ring_tail(head);
		u64 position;

		assert_int_equal(tphone_ring_full(head),
				 head >= TPHONE_RING_SIZE);
		if (tphone_ring_full(head))
			assert_int_equal(tphone_ring_index(head),
					 tphone_ring_index(oldest));
		for (position = oldest; position < head; position++)
			assert_int_equal(ring[tphone_ring_index(position)],
					 position);
		assert_true(head - oldest <= TPHONE_RING_SIZE);
		assert_true(oldest == 0 || head - oldest == TPHONE_RING_SIZE);
		assert_true(tphone_ring_index(head) < TPHONE_RING_SIZE);
		ring[tphone_ring_index(head)] = head;
	}
}

static void ring_works_at_large_positions(void **state)
{
	u64 head = ~0ULL - 3;

	(void)state;
	assert_true(tphone_ring_full(head));
	assert_int_equal(tphone_ring_tail(head), head - TPHONE_RING_SIZE);
	assert_int_equal(tphone_ring_index(head), TPHONE_RING_SIZE - 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_finds_its_slot),
		cmocka_unit_test(ids_increase),
		cmocka_unit_test(after_the_last_number_comes_the_first),
		cmocka_unit_test(ring_keeps_the_newest),
		cmocka_unit_test(ring_works_at_large_positions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
