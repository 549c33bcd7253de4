// SPDX-License-Identifier: LGPL-2.1-or-later
/* The queues of the library: records to dispatch, operations that are pending. */
#include "cmocka-first.h"

#include "alloc.h"
#include "native/phone.h"

#include <stdlib.h>

static struct queue queue;
static struct pending pending;

static int setup(void **state)
{
	(void)state;
	alloc_fail_at(0);
	queue_init(&queue);
	pending_init(&pending);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	queue_clear(&queue);
	pending_clear(&pending);
	return 0;
}

static void add_event(uint64_t seq)
{
	struct tphone_record record = {
		.type = TPHONE_RECORD_EVENT,
		.seq = seq,
	};

	queue_add_event(&queue, &record);
}

static void add_call(uint64_t seq)
{
	struct item *item = calloc(1, sizeof(*item));

	assert_non_null(item);
	item->fate = FATE_CALL;
	item->record.type = TPHONE_RECORD_COMPLETION;
	item->record.seq = seq;
	queue_add_call(&queue, item);
}

static void assert_next(unsigned int type, uint64_t seq)
{
	struct item item;

	assert_true(queue_take(&queue, &item));
	assert_int_equal(item.record.type, type);
	assert_int_equal(item.record.seq, seq);
}

static void assert_empty(void)
{
	struct item item;

	assert_false(queue_take(&queue, &item));
	assert_int_equal(queue.count, 0);
	assert_int_equal(queue.nr_events, 0);
	assert_int_equal(queue.nr_calls, 0);
}

static void records_leave_in_order(void **state)
{
	(void)state;
	add_event(1);
	add_call(2);
	add_event(3);
	assert_int_equal(queue.count, 3);
	assert_int_equal(queue.nr_calls, 1);
	assert_next(TPHONE_RECORD_EVENT, 1);
	assert_next(TPHONE_RECORD_COMPLETION, 2);
	assert_next(TPHONE_RECORD_EVENT, 3);
	assert_empty();
}

static void assert_lost(uint64_t count, uint64_t seq)
{
	struct item item;

	assert_true(queue_take(&queue, &item));
	assert_int_equal(item.record.type, TPHONE_RECORD_LOST);
	assert_int_equal(item.record.value[0], count);
	assert_int_equal(item.record.seq, seq);
	assert_int_equal(item.fate, FATE_EVENT);
}

static void events_beyond_the_limit_are_counted(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 1; i <= QUEUE_MAX_EVENTS + 3; i++)
		add_event(i);
	assert_int_equal(queue.count, QUEUE_MAX_EVENTS + 1);
	for (i = 1; i <= QUEUE_MAX_EVENTS; i++)
		assert_next(TPHONE_RECORD_EVENT, i);
	assert_lost(3, QUEUE_MAX_EVENTS + 3);
	assert_empty();
	/* The queue has room again. */
	add_event(2000);
	assert_next(TPHONE_RECORD_EVENT, 2000);
}

/* A LOST record before older records would break the order of seq. */
static void lost_stays_behind_what_it_replaces(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 1; i <= QUEUE_MAX_EVENTS + 1; i++)
		add_event(i);
	add_call(2001);
	assert_next(TPHONE_RECORD_EVENT, 1);
	/* The queue has room, but a record would overtake the report of loss. */
	add_event(2002);
	for (i = 2; i <= QUEUE_MAX_EVENTS; i++)
		assert_next(TPHONE_RECORD_EVENT, i);
	assert_next(TPHONE_RECORD_COMPLETION, 2001);
	assert_lost(2, 2002);
	assert_empty();
}

static void without_memory_events_are_counted(void **state)
{
	struct tphone_record lost = {
		.type = TPHONE_RECORD_LOST,
		.value = { 40 },
		.seq = 50,
	};

	(void)state;
	add_event(1);
	alloc_fail_all();
	add_event(2);
	alloc_fail_at(0);
	queue_add_event(&queue, &lost);
	assert_next(TPHONE_RECORD_EVENT, 1);
	assert_lost(41, 50);
	assert_empty();
}

static void gone_always_finds_room(void **state)
{
	struct tphone_record gone = {
		.type = TPHONE_RECORD_GONE,
		.seq = 9,
	};

	(void)state;
	alloc_fail_all();
	add_event(1);
	queue_add_event(&queue, &gone);
	alloc_fail_at(0);
	assert_lost(1, 1);
	assert_next(TPHONE_RECORD_GONE, 9);
	assert_empty();
}

static void completions_have_no_limit(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		add_call(i);
	for (i = 0; i < 5000; i++)
		assert_next(TPHONE_RECORD_COMPLETION, i);
	assert_empty();
}

static struct item *add_pending(uint64_t id)
{
	struct item *item = calloc(1, sizeof(*item));

	assert_non_null(item);
	item->record.id = id;
	pending_add(&pending, item);
	return item;
}

static void operations_are_found_by_id(void **state)
{
	struct item *items[1000];
	uint64_t i;

	(void)state;
	for (i = 0; i < 1000; i++)
		items[i] = add_pending(i << 10);
	for (i = 0; i < 1000; i++)
		assert_ptr_equal(pending_find(&pending, i << 10), items[i]);
	assert_null(pending_find(&pending, 1));
	assert_null(pending_find(&pending, 1000 << 10));
	pending_remove(&pending, items[7]);
	free(items[7]);
	assert_null(pending_find(&pending, 7 << 10));
	assert_int_equal(pending.running, 999);
}

static void done_operations_stay_but_do_not_run(void **state)
{
	struct item *item = add_pending(5);

	(void)state;
	add_pending(6);
	pending_set_done(&pending, item);
	pending_set_done(&pending, item);
	assert_int_equal(pending.running, 1);
	assert_ptr_equal(pending_find(&pending, 5), item);
	pending_remove(&pending, item);
	free(item);
	assert_int_equal(pending.running, 1);
}

/* Ids that differ in any four bits must have different buckets. */
static void ids_spread_over_the_buckets(void **state)
{
	unsigned int shift, i, used;

	(void)state;
	for (shift = 0; shift < 60; shift += 4) {
		used = 0;
		for (i = 0; i < 256; i++)
			add_pending((uint64_t)i << shift);
		for (i = 0; i < PENDING_BUCKETS; i++)
			used += !TAILQ_EMPTY(&pending.buckets[i]);
		pending_clear(&pending);
		assert_in_range(used, shift > 56 ? 16 : 100, PENDING_BUCKETS);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(records_leave_in_order),
		TEST(events_beyond_the_limit_are_counted),
		TEST(lost_stays_behind_what_it_replaces),
		TEST(without_memory_events_are_counted),
		TEST(gone_always_finds_room),
		TEST(completions_have_no_limit),
		TEST(operations_are_found_by_id),
		TEST(done_operations_stay_but_do_not_run),
		TEST(ids_spread_over_the_buckets),
	};

	return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
