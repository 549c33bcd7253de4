// SPDX-License-Identifier: GPL-2.0-only
/*
 * UTF-8: every sequence of one, two and three bytes, and every code point,
 * against the tables of the Unicode standard and the C library.
 */
#include "cmocka-first.h"

#include <iconv.h>
#include <stdlib.h>

#include "text.h"

#define LAST_CODE	0x10ffff

/*
 * Table 3-7 of the Unicode standard: which bytes are well-formed. Only the
 * second byte depends on the first; the others are 80 to BF.
 */
static const struct well_formed {
	u8 first_low, first_high;
	u8 second_low, second_high;
	int size;
} table[] = {
	{ 0x00, 0x7f, 0, 0, 1 },
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

/* The bytes of the code point that the text begins with, or -EILSEQ. */
static int oracle_size(const u8 *text, size_t len)
{
	const struct well_formed *row;
	size_t i;

	for (row = table; row < table + ARRAY_SIZE(table); row++) {
		if (text[0] >= row->first_low && text[0] <= row->first_high)
			break;
	}
	if (row == table + ARRAY_SIZE(table) || len < (size_t)row->size)
		return -EILSEQ;
	if (row->size > 1 &&
	    (text[1] < row->second_low || text[1] > row->second_high))
		return -EILSEQ;
	for (i = 2; i < (size_t)row->size; i++) {
		if (text[i] < 0x80 || text[i] > 0xbf)
			return -EILSEQ;
	}
	return row->size;
}

/* C0, DEL and C1: one byte, or C2 80 to C2 9F. */
static bool oracle_is_control(const u8 *text, int size)
{
	if (size == 1)
		return text[0] < 0x20 || text[0] == 0x7f;
	return size == 2 && text[0] == 0xc2 && text[1] <= 0x9f;
}

static bool oracle_valid(const u8 *text, size_t len)
{
	size_t pos = 0;
	int size;

	while (pos < len && text[pos]) {
		/* Bytes behind the zero byte do not complete the sequence. */
		size = oracle_size(text + pos,
				   pos + strnlen((const char *)text + pos,
						 len - pos) - pos);
		if (size < 0 || oracle_is_control(text + pos, size))
			return false;
		pos += size;
	}
	return true;
}

/* A text in memory of its exact size, so that reading beyond it is detected. */
static u8 *exact[5];

static int make_exact(void **state)
{
	size_t len;

	(void)state;
	for (len = 1; len < ARRAY_SIZE(exact); len++)
		exact[len] = malloc(len);
	return 0;
}

static int free_exact(void **state)
{
	size_t len;

	(void)state;
	for (len = 1; len < ARRAY_SIZE(exact); len++)
		free(exact[len]);
	return 0;
}

/*
 * Runs millions of times, so it does without the asserts of cmocka, which are
 * slow.
 */
static void check_sequence(const u8 *text, size_t len)
{
	u32 code = 0xdeadbeef;
	u8 again[TPHONE_UTF8_MAX];
	int size = tphone_utf8_decode(text, len, &code);

	if (size != oracle_size(text, len))
		assert_int_equal(size, oracle_size(text, len));
	if (size < 0 && code != 0xdeadbeef)
		assert_int_equal(code, 0xdeadbeef);
	if (size > 0 && (tphone_utf8_encode(code, again) != size ||
			 memcmp(again, text, size)))
		assert_memory_equal(again, text, size);
	if (tphone_text_valid(text, len) != oracle_valid(text, len))
		assert_int_equal(tphone_text_valid(text, len),
				 oracle_valid(text, len));
}

static void check_all_of_length(size_t len)
{
	u8 *text = exact[len];
	u32 number, last = (1U << 8 * len) - 1;
	size_t i;

	for (number = 0;; number++) {
		for (i = 0; i < len; i++)
			text[i] = number >> 8 * i;
		check_sequence(text, len);
		if (number == last)
			break;
	}
}

static void all_sequences_of_one_byte(void **state)
{
	(void)state;
	check_all_of_length(1);
}

static void all_sequences_of_two_bytes(void **state)
{
	(void)state;
	check_all_of_length(2);
}

static void all_sequences_of_three_bytes(void **state)
{
	(void)state;
	check_all_of_length(3);
}

/* All first and second bytes, and the boundaries of the others. */
static void sequences_of_four_bytes(void **state)
{
	static const u8 edges[] = {
		0x00, 0x01, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0x81, 0x8f, 0x90,
		0x9f, 0xa0, 0xbe, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xf0, 0xf4,
		0xf8, 0xff,
	};
	u8 *text = exact[4];
	unsigned int two;
	size_t third, fourth;

	(void)state;
	for (two = 0; two < 0x10000; two++) {
		text[0] = two >> 8;
		text[1] = two;
		for (third = 0; third < ARRAY_SIZE(edges); third++) {
			text[2] = edges[third];
			for (fourth = 0; fourth < ARRAY_SIZE(edges); fourth++) {
				text[3] = edges[fourth];
				check_sequence(text, 4);
			}
		}
	}
}

/* One code point as the C library writes it: its bytes, or -1. */
static int library_encode(iconv_t library, u32 code, u8 *text)
{
	char *from = (char *)&code;
	char *to = (char *)text;
	size_t from_left = sizeof(code);
	size_t to_left = TPHONE_UTF8_MAX;

	if (iconv(library, &from, &from_left, &to, &to_left) == (size_t)-1)
		return -1;
	return TPHONE_UTF8_MAX - to_left;
}

static bool is_surrogate(u32 code)
{
	return code >= 0xd800 && code <= 0xdfff;
}

static void check_code(iconv_t library, u32 code)
{
	u8 ours[TPHONE_UTF8_MAX], theirs[TPHONE_UTF8_MAX];
	int size = tphone_utf8_encode(code, ours);
	u32 decoded = ~code;

	if (is_surrogate(code)) {
		/* Not valid, and nothing is written out of bounds. */
		assert_int_equal(size, 3);
		assert_int_equal(tphone_utf8_decode(ours, size, &decoded),
				 -EILSEQ);
		return;
	}
	if (size != library_encode(library, code, theirs) ||
	    memcmp(ours, theirs, size))
		fail_msg("code point %#x", code);
	if (tphone_utf8_decode(ours, size, &decoded) != size ||
	    decoded != code)
		fail_msg("code point %#x comes back as %#x", code, decoded);
	if (size > 1 && tphone_utf8_decode(ours, size - 1, &decoded) != -EILSEQ)
		fail_msg("code point %#x without its last byte", code);
}

static void all_code_points(void **state)
{
	iconv_t library = iconv_open("UTF-8", "WCHAR_T");
	u32 code;

	(void)state;
	assert_true(library != (iconv_t)-1);
	for (code = 0; code <= LAST_CODE; code++)
		check_code(library, code);
	iconv_close(library);
}

static void above_the_last_code_point(void **state)
{
	static const u8 too_large[][4] = {
		{ 0xf4, 0x90, 0x80, 0x80 },	/* 0x110000 */
		{ 0xf5, 0x80, 0x80, 0x80 },
		{ 0xf7, 0xbf, 0xbf, 0xbf },
		{ 0xf8, 0x88, 0x80, 0x80 },
		{ 0xff, 0xbf, 0xbf, 0xbf },
	};
	u32 code;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(too_large); i++)
		assert_int_equal(tphone_utf8_decode(too_large[i], 4, &code),
				 -EILSEQ);
}

static void length_ends_at_the_zero_byte(void **state)
{
	static const u8 text[] = "abc\0def";

	(void)state;
	assert_int_equal(tphone_text_length(NULL, 0), 0);
	assert_int_equal(tphone_text_length(text, 0), 0);
	assert_int_equal(tphone_text_length(text, 2), 2);
	assert_int_equal(tphone_text_length(text, 3), 3);
	assert_int_equal(tphone_text_length(text, 4), 3);
	assert_int_equal(tphone_text_length(text, 7), 3);
	assert_int_equal(tphone_text_length(text + 3, 1), 0);
}

static void nothing_is_valid(void **state)
{
	(void)state;
	assert_true(tphone_text_valid(NULL, 0));
	assert_true(tphone_text_valid((const u8 *)"\0\xff", 2));
	/* The zero byte ends the text in the middle of a code point. */
	assert_false(tphone_text_valid((const u8 *)"\xe2\x82\0", 3));
	assert_true(tphone_text_valid((const u8 *)"\xe2\x82\xac", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_sequences_of_one_byte),
		cmocka_unit_test(all_sequences_of_two_bytes),
		cmocka_unit_test(all_sequences_of_three_bytes),
		cmocka_unit_test(sequences_of_four_bytes),
		cmocka_unit_test(all_code_points),
		cmocka_unit_test(above_the_last_code_point),
		cmocka_unit_test(length_ends_at_the_zero_byte),
		cmocka_unit_test(nothing_is_valid),
	};

	return cmocka_run_group_tests(tests, make_exact, free_exact);
}
