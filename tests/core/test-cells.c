// SPDX-License-Identifier: GPL-2.0-only
/*
 * The display: after any writes, reading gives the content of a model. The random
 * numbers start from a fixed seed, so failures are reproducible.
 */
#include "cmocka-first.h"

#include <stdlib.h>

#include "text.h"

#define SEED		20240229
#define ROUNDS		20000
#define MAX_CELLS	48
#define MAX_CODES	64

static u64 random_state = SEED;

/* xorshift64* */
static u32 random_below(u32 limit)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (random_state * 0x2545f4914f6cdd1dULL >> 32) % limit;
}

/* A code point of one to four bytes, equally often; no surrogate or control. */
static u32 random_code(void)
{
	switch (random_below(4)) {
	case 0:
		return 0x20 + random_below(0x7f - 0x20);
	case 1:
		return 0xa0 + random_below(0x800 - 0xa0);
	case 2:
		return 0xe000 + random_below(0x10000 - 0xe000);
	default:
		return 0x10000 + random_below(0x110000 - 0x10000);
	}
}

struct text {
	u32 codes[MAX_CODES];
	u32 nr;		/* code points before the end */
	u8 *bytes;	/* memory of the exact size */
	size_t len;
};

/* Some have a zero byte in the middle, and more text behind it. */
static struct text random_text(void)
{
	u8 bytes[TPHONE_UTF8_MAX * MAX_CODES];
	u32 nr = random_below(MAX_CODES);
	u32 zero = random_below(4) ? nr : random_below(nr + 1);
	struct text text = { .nr = zero };
	u32 i;

	for (i = 0; i < nr; i++) {
		text.codes[i] = i == zero ? 0 : random_code();
		text.len += tphone_utf8_encode(text.codes[i],
					       bytes + text.len);
	}
	text.bytes = malloc(text.len ?: 1);
	memcpy(text.bytes, bytes, text.len);
	return text;
}

static void check_reading(const u32 *cells, u32 nr_cells)
{
	size_t size = 0;
	u8 room[TPHONE_UTF8_MAX];
	size_t pos = 0;
	u32 i, code;
	u8 *text;

	for (i = 0; i < nr_cells; i++)
		size += tphone_utf8_encode(cells[i], room);
	text = malloc(size ?: 1);
	assert_int_equal(tphone_cells_read(cells, nr_cells, text), size);
	for (i = 0; i < nr_cells; i++) {
		pos += tphone_utf8_decode(text + pos, size - pos, &code);
		assert_int_equal(code, cells[i]);
	}
	assert_int_equal(pos, size);
	free(text);
}

static void write_once(u32 *cells, u32 *model, u32 nr_cells)
{
	u32 first = random_below(nr_cells + 1);
	struct text text = random_text();
	bool expected = false;
	bool changed = false;
	u32 i;

	for (i = 0; i < text.nr && first + i < nr_cells; i++) {
		expected |= model[first + i] != text.codes[i];
		model[first + i] = text.codes[i];
	}
	assert_int_equal(tphone_cells_write(cells, nr_cells, first, text.bytes,
					    text.len, &changed), i);
	assert_int_equal(changed, expected);
	assert_memory_equal(cells, model, nr_cells * sizeof(*cells));

	/* Once more: nothing changes, and "changed" is left alone. */
	changed = false;
	assert_int_equal(tphone_cells_write(cells, nr_cells, first, text.bytes,
					    text.len, &changed), i);
	assert_false(changed);
	changed = true;
	tphone_cells_write(cells, nr_cells, first, text.bytes, text.len,
			   &changed);
	assert_true(changed);
	assert_memory_equal(cells, model, nr_cells * sizeof(*cells));
	free(text.bytes);
}

static void random_writes_give_what_the_model_has(void **state)
{
	u32 model[MAX_CELLS];
	int round;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		u32 nr_cells = 1 + random_below(MAX_CELLS);
		u32 *cells = malloc(nr_cells * sizeof(*cells));
		u32 i;

		for (i = 0; i < nr_cells; i++)
			cells[i] = ' ';
		memcpy(model, cells, nr_cells * sizeof(*cells));
		for (i = 0; i < 4; i++)
			write_once(cells, model, nr_cells);
		check_reading(cells, nr_cells);
		free(cells);
	}
}

static void write_is(u32 *cells, u32 nr_cells, u32 first, const char *text,
		     u32 written, bool change)
{
	bool changed = false;

	assert_int_equal(tphone_cells_write(cells, nr_cells, first,
					    (const u8 *)text, strlen(text),
					    &changed), written);
	assert_int_equal(changed, change);
}

static void text_runs_on_and_is_cut_off(void **state)
{
	u32 cells[6] = { 'a', 'b', 'c', 'd', 'e', 'f' };
	static const u32 after[6] = { 'a', 'b', 'X', 0x20ac, 'Y', 'Z' };

	(void)state;
	/* Two rows of three: from the third cell into the second row. */
	write_is(cells, 6, 2, "X\xe2\x82\xacYZtoo much", 4, true);
	assert_memory_equal(cells, after, sizeof(after));
}

static void empty_text_changes_nothing(void **state)
{
	u32 cells[2] = { 'a', 'b' };
	bool changed = false;

	(void)state;
	write_is(cells, 2, 0, "", 0, false);
	assert_int_equal(tphone_cells_write(cells, 2, 0, NULL, 0, &changed),
			 0);
	assert_int_equal(tphone_cells_write(cells, 2, 0, (const u8 *)"\0x", 2,
					    &changed), 0);
	assert_false(changed);
	assert_int_equal(cells[0], 'a');
	assert_int_equal(cells[1], 'b');
}

static void writing_at_the_end_writes_nothing(void **state)
{
	u32 cells[2] = { 'a', 'b' };

	(void)state;
	write_is(cells, 2, 2, "x", 0, false);
	write_is(cells, 2, 1, "x", 1, true);
	write_is(cells, 2, 1, "x", 1, false);
	write_is(cells, 0, 0, "x", 0, false);
	assert_int_equal(tphone_cells_read(cells, 0, NULL), 0);
}

static void text_that_is_not_valid_ends_there(void **state)
{
	u32 cells[3] = { 'a', 'b', 'c' };

	(void)state;
	write_is(cells, 3, 0, "x\xff" "y", 1, true);
	assert_int_equal(cells[0], 'x');
	assert_int_equal(cells[1], 'b');
	assert_int_equal(cells[2], 'c');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_writes_give_what_the_model_has),
		cmocka_unit_test(text_runs_on_and_is_cut_off),
		cmocka_unit_test(empty_text_changes_nothing),
		cmocka_unit_test(writing_at_the_end_writes_nothing),
		cmocka_unit_test(text_that_is_not_valid_ends_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
