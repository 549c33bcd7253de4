// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ranges with the time of their last report, against a model that keeps a time for
 * each cell. The random numbers start from a fixed seed, so failures are reproducible.
 */
#include "cmocka-first.h"

#include "ranges.h"

#define SEED		20261130
#define NR_CELLS	24
#define NR_REPORTS	12
#define ROUNDS		5000

static u64 random_state = SEED;

/* xorshift64* */
static u32 random_below(u32 limit)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (random_state * 0x2545f4914f6cdd1dULL >> 32) % limit;
}

static bool newer_at(const struct tphone_ranges *ranges, u64 time, u32 cell)
{
	bool newer;

	tphone_ranges_run(ranges, time, cell, cell + 1, &newer);
	return newer;
}

/* A run is as long as it can be, and one more follows where it ends. */
static void check_runs(const struct tphone_ranges *ranges, u64 time)
{
	bool newer, before = false;
	u32 at, cell, end;

	for (at = 0; at < NR_CELLS; at = end) {
		end = tphone_ranges_run(ranges, time, at, NR_CELLS, &newer);
		assert_in_range(end, at + 1, NR_CELLS);
		for (cell = at; cell < end; cell++)
			assert_int_equal(newer, newer_at(ranges, time, cell));
		/* Only newer runs may be adjacent, if they were reported separately. */
		assert_true(newer || !at || before);
		before = newer;
	}
}

/*
 * Cells reported since are newer; after many reports, others may seem so, too.
 */
static void like_a_model(void **state)
{
	int round;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		struct tphone_ranges ranges = { .nr = 0 };
		u64 model[NR_CELLS] = { 0 };
		u64 time;
		u32 cell;

		for (time = 1; time <= NR_REPORTS; time++) {
			u32 first = random_below(NR_CELLS);
			u32 end = first + random_below(NR_CELLS + 1 - first);
			u64 since = random_below(time + 1);

			tphone_ranges_add(&ranges, time, first, end);
			for (cell = first; cell < end; cell++)
				model[cell] = time;
			check_runs(&ranges, since);
			for (cell = 0; cell < NR_CELLS; cell++) {
				bool newer = newer_at(&ranges, since, cell);

				if (model[cell] > since)
					assert_true(newer);
				else if (time - since < TPHONE_NR_RANGES)
					assert_false(newer);
			}
		}
	}
}

static void an_empty_part_says_nothing(void **state)
{
	struct tphone_ranges ranges = { .nr = 0 };

	(void)state;
	tphone_ranges_add(&ranges, 1, 5, 5);
	tphone_ranges_add(&ranges, 2, 7, 3);
	assert_int_equal(ranges.nr, 0);
	assert_false(newer_at(&ranges, 0, 5));
}

static void the_last_number(void **state)
{
	struct tphone_ranges ranges = { .nr = 0 };
	bool newer;

	(void)state;
	tphone_ranges_add(&ranges, ~0ULL, ~0U - 1, ~0U);
	assert_int_equal(tphone_ranges_run(&ranges, ~0ULL - 1, 0, ~0U, &newer),
			 ~0U - 1);
	assert_false(newer);
	assert_int_equal(tphone_ranges_run(&ranges, ~0ULL - 1, ~0U - 1, ~0U,
					   &newer), ~0U);
	assert_true(newer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_a_model),
		cmocka_unit_test(an_empty_part_says_nothing),
		cmocka_unit_test(the_last_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
