// SPDX-License-Identifier: LGPL-2.1-or-later
/* UTF-8 and UTF-16, and texts for and from the kernel. */
#include "cmocka-first.h"

#include "tspi/pack.h"
#include "common/utf.h"

#include <stdlib.h>
#include <string.h>

#define SIZE	64

/* The bytes are these units of UTF-16. */
static void assert_units(const char *text, size_t size, const uint16_t *units,
			 size_t count)
{
	uint16_t seen[SIZE];

	assert_int_equal(utf16_from_utf8(NULL, 0, text, size), count);
	assert_int_equal(utf16_from_utf8(seen, SIZE, text, size), count);
	assert_memory_equal(seen, units, count * sizeof(*units));
}

#define ASSERT_UNITS(text, units)					\
	assert_units(text, sizeof(text) - 1, units,			\
		     sizeof(units) / sizeof(uint16_t) - 1)

static void utf8_becomes_utf16(void **state)
{
	(void)state;
	ASSERT_UNITS("", u"");
	ASSERT_UNITS("a~", u"a~");
	ASSERT_UNITS("\xc2\xa0\xdf\xbf", u"\u00a0\u07ff");
	ASSERT_UNITS("\xe0\xa0\x80\xed\x9f\xbf", u"\u0800\ud7ff");
	ASSERT_UNITS("\xee\x80\x80\xef\xbf\xbf", u"\ue000\uffff");
	ASSERT_UNITS("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf",
		     u"\U00010000\U0010ffff");
}

static void invalid_utf8_is_replaced(void **state)
{
	(void)state;
	/* Continuation bytes without a first byte. */
	ASSERT_UNITS("a\x80" "b", u"a\ufffd" u"b");
	ASSERT_UNITS("\xff\xfe", u"\ufffd\ufffd");
	/* Incomplete sequences, at the end and in the middle: one replacement for each. */
	ASSERT_UNITS("a\xe2\x82", u"a\ufffd");
	ASSERT_UNITS("\xf0\x9f\x93" "b", u"\ufffd" u"b");
	ASSERT_UNITS("\xe2\xe2\x82\xac", u"\ufffd\u20ac");
	/* Overlong sequences. */
	ASSERT_UNITS("\xc0\xaf", u"\ufffd\ufffd");
	ASSERT_UNITS("\xe0\x80\x80", u"\ufffd\ufffd\ufffd");
	ASSERT_UNITS("\xf0\x80\x80\x80", u"\ufffd\ufffd\ufffd\ufffd");
	/* Surrogates, and numbers beyond the last code point. */
	ASSERT_UNITS("\xed\xa0\x80", u"\ufffd\ufffd\ufffd");
	ASSERT_UNITS("\xf4\x90\x80\x80", u"\ufffd\ufffd\ufffd\ufffd");
	ASSERT_UNITS("\xf5\x80\x80\x80", u"\ufffd\ufffd\ufffd\ufffd");
}

static void assert_text(const uint16_t *units, size_t count, const char *text)
{
	char *seen = utf16_to_new_utf8(units, count);

	assert_non_null(seen);
	assert_string_equal(seen, text);
	assert_int_equal(utf16_to_utf8(NULL, 0, units, count), strlen(text));
	free(seen);
}

#define ASSERT_TEXT(units, text)					\
	assert_text(units, sizeof(units) / sizeof(uint16_t) - 1, text)

static void utf16_becomes_utf8(void **state)
{
	static const uint16_t lone_high[] = { 'a', 0xd800, 'b', 0 };
	static const uint16_t lone_low[] = { 0xdc00, 0xdfff, 0 };
	static const uint16_t cut[] = { 'a', 0xd83d, 0 };
	static const uint16_t swapped[] = { 0xdc00, 0xd800, 0 };

	(void)state;
	ASSERT_TEXT(u"", "");
	ASSERT_TEXT(u"a\u00e9\u20ac\U0001f4de",
		    "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\x9e");
	ASSERT_TEXT(u"\U0010ffff", "\xf4\x8f\xbf\xbf");
	ASSERT_TEXT(lone_high, "a\xef\xbf\xbd" "b");
	ASSERT_TEXT(lone_low, "\xef\xbf\xbd\xef\xbf\xbd");
	ASSERT_TEXT(cut, "a\xef\xbf\xbd");
	ASSERT_TEXT(swapped, "\xef\xbf\xbd\xef\xbf\xbd");
}

/* All code points, to UTF-16 and back. */
static void every_code_point_survives(void **state)
{
	uint32_t code_point;
	char text[UTF8_MAX];
	uint16_t units[2];
	size_t size, count, index;

	(void)state;
	for (code_point = 1; code_point <= 0x10ffff; code_point++) {
		if (code_point == 0xd800)
			code_point = 0xe000;
		size = utf8_put(text, code_point);
		index = 0;
		assert_int_equal(utf8_next(text, size, &index), code_point);
		assert_int_equal(index, size);
		count = utf16_from_utf8(units, 2, text, size);
		assert_int_equal(count, code_point > 0xffff ? 2 : 1);
		index = 0;
		assert_int_equal(utf16_next(units, count, &index), code_point);
		assert_int_equal(index, count);
	}
}

static void results_end_before_what_does_not_fit(void **state)
{
	static const char text[] = "ab\xf0\x9f\x93\x9e" "c";
	uint16_t units[SIZE];
	char bytes[SIZE];

	(void)state;
	memset(units, 0xee, sizeof(units));
	/* Room for half of the pair: neither it nor anything behind it is written. */
	assert_int_equal(utf16_from_utf8(units, 3, text, 7), 5);
	assert_int_equal(units[1], 'b');
	assert_int_equal(units[2], 0xeeee);
	assert_int_equal(units[3], 0xeeee);
	assert_int_equal(utf16_from_utf8(units, 4, text, 7), 5);
	assert_int_equal(units[3], 0xdcde);
	assert_int_equal(units[4], 0xeeee);

	memset(bytes, 'x', sizeof(bytes));
	utf16_from_utf8(units, SIZE, text, 7);
	assert_int_equal(utf16_to_utf8(bytes, 5, units, 5), 7);
	assert_memory_equal(bytes, "abxxxx", 6);
	assert_int_equal(utf16_to_utf8(bytes, 6, units, 5), 7);
	assert_memory_equal(bytes, "ab\xf0\x9f\x93\x9ex", 7);
}

static void utf16_need_not_be_aligned(void **state)
{
	char buffer[SIZE];
	uint16_t *copy;

	(void)state;
	memcpy(buffer + 1, u"Gr\u00fc\u00df", 10);
	assert_int_equal(utf16_length(buffer + 1), 4);
	assert_int_equal(utf16_to_utf8(NULL, 0, buffer + 1, 4), 6);
	assert_int_equal(utf16_from_utf8(buffer + 3, 2, "\xc3\xa9x", 3), 2);
	assert_memory_equal(buffer + 1, u"G\u00e9x\u00df", 10);
	copy = utf16_new_from_utf8("\xc3\xa9x");
	assert_non_null(copy);
	assert_memory_equal(copy, u"\u00e9x", 6);
	free(copy);
}

static void texts_for_the_kernel_have_no_control_characters(void **state)
{
	static const uint16_t units[] = { 'a', '\t', 'b', 0x7f, 0x9f, 'c' };
	struct text_limit limit = { 60, 60, TEXT_BLANK };
	char text[SIZE];

	(void)state;
	assert_int_equal(text_from_utf16(text, &limit, units, 6), 6);
	assert_string_equal(text, "a b  c");
	limit.control = UTF16_REPLACEMENT;
	text_from_utf16(text, &limit, u"a\nb", 3);
	assert_string_equal(text, "a\xef\xbf\xbd" "b");
	/* The first number beyond the code points. */
	text_from_utf16(text, &limit, u"\u00a0", 1);
	assert_string_equal(text, "\xc2\xa0");
}

static void texts_end_where_they_must(void **state)
{
	struct text_limit limit = { 60, 60, TEXT_BLANK };
	char text[SIZE];

	(void)state;
	text_from_utf16(text, &limit, u"ab\0cd", 5);
	assert_string_equal(text, "ab");
	text_from_utf16(text, &limit, u"abcd", 3);
	assert_string_equal(text, "abc");
	assert_int_equal(text_from_utf16(text, &limit, u"", 0), 0);
	assert_string_equal(text, "");
	limit.bytes = 4;
	text_from_utf16(text, &limit, u"ab\u20ac" u"c", 4);
	assert_string_equal(text, "ab");
	limit.characters = 1;
	text_from_utf16(text, &limit, u"\U0001f4de" u"b", 3);
	assert_string_equal(text, "\xf0\x9f\x93\x9e");
}

static void parts_hold_whole_characters(void **state)
{
	static const char text[] = "a\xe2\x82\xac\xf0\x9f\x93\x9e" "b";
	size_t characters;

	(void)state;
	assert_int_equal(text_first_part(text, 9, 100, &characters), 9);
	assert_int_equal(characters, 4);
	assert_int_equal(text_first_part(text, 9, 7, &characters), 4);
	assert_int_equal(characters, 2);
	assert_int_equal(text_first_part(text, 9, 4, &characters), 4);
	assert_int_equal(text_first_part(text + 1, 8, 2, &characters), 0);
	assert_int_equal(characters, 0);
	assert_int_equal(text_first_part(text, 0, 7, &characters), 0);
}

static void a_cell_is_a_unit(void **state)
{
	char cells[SIZE];

	(void)state;
	memset(cells, 0, sizeof(cells));
	text_to_cells(cells + 1, 5, "a\xc3\xa9\xf0\x9f\x93\x9e");
	assert_memory_equal(cells + 1, u"a\u00e9\ufffd  \0", 12);
	memset(cells, 0, sizeof(cells));
	text_to_cells(cells + 1, 2, "abc");
	assert_memory_equal(cells + 1, u"ab\0", 6);
}

static void wrong_units_are_noticed(void **state)
{
	static const uint32_t list[] = { 'a', 'b', 0, 'c', 'd', 0, 0 };
	static const char odd[] = "xa\0\0\0b\0\0\0";

	(void)state;
	assert_true(utf16_is_wchar(L"name", sizeof(L"name")));
	assert_true(utf16_is_wchar(L"\x1f4de!", sizeof(L"\x1f4de!")));
	assert_true(utf16_is_wchar(L"ab", 8));
	assert_true(utf16_is_wchar(list, sizeof(list)));
	assert_true(utf16_is_wchar(odd + 1, 8));
	assert_false(utf16_is_wchar(u"name", sizeof(u"name")));
	assert_false(utf16_is_wchar(u"names", sizeof(u"names")));
	assert_false(utf16_is_wchar(u"x", sizeof(u"x")));
	assert_false(utf16_is_wchar(u"x\0\0", sizeof(u"x\0\0")));
	assert_false(utf16_is_wchar(u"tapi/phone\0tphone\0",
				    sizeof(u"tapi/phone\0tphone\0")));
	assert_false(utf16_is_wchar("", 0));
	assert_false(utf16_is_wchar(L"name", 18));

	assert_true(utf8_is_utf16(u"name", sizeof(u"name")));
	assert_true(utf8_is_utf16(u"ab", 4));
	assert_false(utf8_is_utf16("name", 4));
	assert_false(utf8_is_utf16("n", 2));
	assert_false(utf8_is_utf16("na\0\0", 4));
	assert_false(utf8_is_utf16(u"name", 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_becomes_utf16),
		cmocka_unit_test(invalid_utf8_is_replaced),
		cmocka_unit_test(utf16_becomes_utf8),
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(results_end_before_what_does_not_fit),
		cmocka_unit_test(utf16_need_not_be_aligned),
		cmocka_unit_test(wrong_units_are_noticed),
		cmocka_unit_test(texts_for_the_kernel_have_no_control_characters),
		cmocka_unit_test(texts_end_where_they_must),
		cmocka_unit_test(parts_hold_whole_characters),
		cmocka_unit_test(a_cell_is_a_unit),
	};

	return cmocka_run_group_tests_name("tspi-text", tests, NULL, NULL);
}
