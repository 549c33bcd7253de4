// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids of operations, and the rings of events.
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

/* Ids increase for any slots, as their numbers alone make them differ. */
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

#define SIZE	8

static void push(struct tphone_ring *ring, u64 seq, u16 code)
{
	struct tphone_record record = { .seq = seq, .code = code };

	tphone_ring_push(ring, &record);
}

/* Take the oldest one out. */
static u64 pop(struct tphone_ring *ring)
{
	u64 seq = tphone_ring_first(ring)->seq;

	ring->tail++;
	return seq;
}

/* Initial positions; those near an end wrap around during the test. */
static const u32 positions[] = { 0, 5, 0xfffffffc, 0x7ffffffe };

static struct tphone_ring empty_ring(struct tphone_record *records, size_t i)
{
	return (struct tphone_ring){
		.records = records, .size = SIZE,
		.head = positions[i], .tail = positions[i],
	};
}

static void ring_keeps_the_order(void **state)
{
	struct tphone_record records[SIZE];
	u64 in, out;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(positions); i++) {
		struct tphone_ring ring = empty_ring(records, i);

		assert_null(tphone_ring_first(&ring));
		for (in = 0, out = 0; in < 5 * SIZE; in++) {
			if (tphone_ring_full(&ring)) {
				assert_int_equal(tphone_ring_nr(&ring), SIZE);
				assert_int_equal(pop(&ring), out++);
			}
			push(&ring, in, 1);
		}
		while (tphone_ring_nr(&ring))
			assert_int_equal(pop(&ring), out++);
		assert_int_equal(in, out);
	}
}

static void ring_takes_back(void **state)
{
	struct tphone_record records[SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(positions); i++) {
		struct tphone_ring ring = empty_ring(records, i);
		struct tphone_record first;

		push(&ring, 1, 1);
		push(&ring, 2, 1);
		first = *tphone_ring_first(&ring);
		assert_int_equal(pop(&ring), 1);
		tphone_ring_put_back(&ring, &first);
		assert_int_equal(pop(&ring), 1);
		assert_int_equal(pop(&ring), 2);
	}
}

static void ring_drops_what_is_not_selected(void **state)
{
	struct tphone_record records[SIZE];
	size_t i;
	u64 seq;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(positions); i++) {
		struct tphone_ring ring = empty_ring(records, i);

		for (seq = 0; seq < SIZE; seq++)
			push(&ring, seq, seq % 3 + 1);
		tphone_ring_select(&ring, TPHONE_EVENT_BIT(2));
		assert_int_equal(tphone_ring_nr(&ring), 3);
		for (seq = 1; seq < SIZE; seq += 3)
			assert_int_equal(pop(&ring), seq);
		tphone_ring_select(&ring, 0);
		assert_null(tphone_ring_first(&ring));
	}
}

static void classes_of_events(void **state)
{
	int code;

	(void)state;
	for (code = 1; code < 64; code++) {
		bool key = code == TPHONE_EVENT_BUTTON;
		bool hook = code == TPHONE_EVENT_HOOK;

		assert_int_equal(tphone_event_class(code, TPHONE_CAUSE_USER),
				 key || hook ? TPHONE_CLASS_USER :
					       TPHONE_CLASS_REST);
		assert_int_equal(tphone_event_class(code, TPHONE_CAUSE_HOST),
				 key ? TPHONE_CLASS_USER :
				 hook ? TPHONE_CLASS_HOST_HOOKS :
					TPHONE_CLASS_REST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_finds_its_slot),
		cmocka_unit_test(ids_increase),
		cmocka_unit_test(after_the_last_number_comes_the_first),
		cmocka_unit_test(ring_keeps_the_order),
		cmocka_unit_test(ring_takes_back),
		cmocka_unit_test(ring_drops_what_is_not_selected),
		cmocka_unit_test(classes_of_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
