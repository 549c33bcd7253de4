// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts in memory that ends where they end, at every alignment: the kernel's string
 * functions read whole words, and KASAN reports a read of one byte too many.
 */
#include <linux/slab.h>

/* Included for its static functions. */
#include "../tphone/text.c"
#include "suites.h"

#define ALIGNMENTS	(2 * sizeof(long))

/* One code point of each size. */
static const char sample[] = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x93\x9e";
static const u8 sizes[] = { 1, 2, 3, 4 };
static const u32 codes[] = { 'a', 0xe4, 0x20ac, 0x1f4de };

#define SAMPLE_LEN	(sizeof(sample) - 1)

/* A copy of the text that ends where its memory ends, @alignment into it. */
static u8 *at_the_end(struct kunit *test, const void *text, size_t len,
		      size_t alignment)
{
	u8 *memory = kunit_kmalloc(test, alignment + len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	return memcpy(memory + alignment, text, len);
}

static void decoding_stops_at_the_end(struct kunit *test)
{
	const char *from = sample;
	size_t alignment, len;
	u32 code;
	u8 *text;
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); from += sizes[i++]) {
		for (len = 1; len <= sizes[i]; len++) {
			for (alignment = 0; alignment < ALIGNMENTS; alignment++) {
				text = at_the_end(test, from, len, alignment);
				KUNIT_EXPECT_EQ(test, len == sizes[i] ?
						sizes[i] : -EILSEQ,
						tphone_utf8_decode(text, len,
								   &code));
			}
		}
		KUNIT_EXPECT_EQ(test, codes[i], code);
	}
}

static void length_and_validity_stop_at_the_end(struct kunit *test)
{
	size_t alignment, len, end;
	bool whole;
	u8 *text;

	for (alignment = 0; alignment < ALIGNMENTS; alignment++) {
		for (len = 1; len <= SAMPLE_LEN; len++) {
			whole = len == 1 || len == 3 || len == 6 ||
				len == SAMPLE_LEN;
			text = at_the_end(test, sample, len, alignment);
			KUNIT_EXPECT_EQ(test, len,
					tphone_text_length(text, len));
			KUNIT_EXPECT_EQ(test, whole,
					tphone_text_valid(text, len));
			for (end = len; end--;) {
				text[end] = 0;
				KUNIT_EXPECT_EQ(test, end,
						tphone_text_length(text, len));
			}
			KUNIT_EXPECT_TRUE(test, tphone_text_valid(text, len));
		}
	}
}

/* kmalloc(0) returns a pointer that must not be dereferenced. */
static void nothing_is_not_looked_at(struct kunit *test)
{
	bool changed = false;
	u32 cell = ' ';

	KUNIT_EXPECT_EQ(test, 0, tphone_text_length(ZERO_SIZE_PTR, 0));
	KUNIT_EXPECT_TRUE(test, tphone_text_valid(ZERO_SIZE_PTR, 0));
	KUNIT_EXPECT_EQ(test, 0, tphone_cells_write(&cell, 1, 0, ZERO_SIZE_PTR,
						    0, &changed));
	KUNIT_EXPECT_EQ(test, 0, tphone_cells_read(ZERO_SIZE_PTR, 0,
						   ZERO_SIZE_PTR));
	KUNIT_EXPECT_FALSE(test, changed);
}

/* Displays of several sizes, written from each cell on, and from beyond the last. */
static void writing_is_cut_off(struct kunit *test)
{
	u32 nr, first, fits, i;
	bool changed;
	u32 *cells;

	for (nr = 1; nr <= 5; nr++) {
		cells = kunit_kmalloc_array(test, nr, sizeof(*cells),
					    GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, cells);
		for (first = 0; first <= nr + 1; first++) {
			for (i = 0; i < nr; i++)
				cells[i] = ' ';
			changed = false;
			fits = first < nr ? min_t(u32, nr - first, 4) : 0;
			KUNIT_EXPECT_EQ(test, fits,
					tphone_cells_write(cells, nr, first,
							   sample, SAMPLE_LEN,
							   &changed));
			KUNIT_EXPECT_EQ(test, fits > 0, changed);
			for (i = 0; i < fits; i++)
				KUNIT_EXPECT_EQ(test, codes[i],
						cells[first + i]);
		}
	}
}

/* The core allocates the room for a text, and no byte more. */
static void reading_fits(struct kunit *test)
{
	static const u32 cells[] = { 0x10ffff, 0x10ffff, 0x10ffff };
	u8 *text = kunit_kmalloc_array(test, ARRAY_SIZE(cells),
				       TPHONE_UTF8_MAX, GFP_KERNEL);
	u32 code;

	KUNIT_ASSERT_NOT_NULL(test, text);
	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(cells) * TPHONE_UTF8_MAX,
			tphone_cells_read(cells, ARRAY_SIZE(cells), text));
	KUNIT_EXPECT_EQ(test, TPHONE_UTF8_MAX,
			tphone_utf8_decode(text, TPHONE_UTF8_MAX, &code));
	KUNIT_EXPECT_EQ(test, cells[0], code);
}

/* Characters that udev would replace by "_" are escaped. */
static void link_names_are_escaped(struct kunit *test)
{
	static const char * const samples[][2] = {
		{ "", "" },
		{ "acme-1_2+3:4=5@6.7", "acme-1_2+3:4=5@6.7" },
		{ "a_b", "a_b" },
		{ "a b", "a\\x20b" },
		{ "a/b", "a\\x2fb" },
		{ "a\\x20b", "a\\x5cx20b" },
		{ "a#b", "a\\x23b" },
		{ "\xc3\xbc", "\\xc3\\xbc" },
		{ ".", "\\x2e" },
		{ "..", "\\x2e." },
		{ "0", "0" },
	};
	char *name = kunit_kmalloc(test, TPHONE_LINK_NAME_SIZE, GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, name);
	for (i = 0; i < ARRAY_SIZE(samples); i++) {
		tphone_link_name(samples[i][0], name);
		KUNIT_EXPECT_STREQ(test, samples[i][1], name);
	}
}

/* Names have memory for the longest one and no byte more. */
static void long_link_names_differ(struct kunit *test)
{
	char *one = kunit_kmalloc(test, TPHONE_LINK_NAME_SIZE, GFP_KERNEL);
	char *other = kunit_kmalloc(test, TPHONE_LINK_NAME_SIZE, GFP_KERNEL);
	char id[TPHONE_ID_SIZE];
	size_t len;

	KUNIT_ASSERT_NOT_NULL(test, one);
	KUNIT_ASSERT_NOT_NULL(test, other);
	for (len = 2; len < sizeof(id); len++) {
		memset(id, ' ', len);
		id[len] = '\0';
		id[len - 1] = 'x';
		tphone_link_name(id, one);
		id[len - 1] = 'y';
		tphone_link_name(id, other);
		KUNIT_EXPECT_STRNEQ(test, one, other);
		KUNIT_EXPECT_EQ(test, len > 51, !!strchr(one, '#'));
		KUNIT_EXPECT_LT(test, strlen(one), TPHONE_LINK_NAME_SIZE);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(decoding_stops_at_the_end),
	KUNIT_CASE(length_and_validity_stop_at_the_end),
	KUNIT_CASE(nothing_is_not_looked_at),
	KUNIT_CASE(writing_is_cut_off),
	KUNIT_CASE(reading_fits),
	KUNIT_CASE(link_names_are_escaped),
	KUNIT_CASE(long_link_names_differ),
	{}
};

struct kunit_suite tphone_text_suite = {
	.name = "tphone-text",
	.test_cases = cases,
};
