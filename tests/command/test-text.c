// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <string.h>

#include "macros.h"
#include "text.h"

#define BAD "\xef\xbf\xbd"

static void clean(void **state)
{
	(void)state;
	assert_true(text_is_clean(""));
	assert_true(text_is_clean("Gr\xc3\xbc\xc3\x9f" "e \xe2\x82\xac \xf0\x9f\x93\x9e"));
	assert_false(text_is_clean("a\nb"));
	assert_false(text_is_clean("\x1b[31m"));
	assert_false(text_is_clean("\x7f"));
	assert_false(text_is_clean("\xc2\x80"));	/* a control character above ASCII */
	assert_false(text_is_clean("\xff"));
}

static void malformed(void **state)
{
	static const char * const wrong[] = {
		"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe2\x82", "\xe0\x80\x80",
		"\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xf0\x9f\x93",
	};
	unsigned int code;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(text_decode(wrong[i], strlen(wrong[i]), &code), 0);
}

static void decoded(void **state)
{
	unsigned int code;

	(void)state;
	assert_int_equal(text_decode("A", 1, &code), 1);
	assert_int_equal(code, 'A');
	assert_int_equal(text_decode("\xc3\xbc", 2, &code), 2);
	assert_int_equal(code, 0xfc);
	assert_int_equal(text_decode("\xe2\x82\xac", 3, &code), 3);
	assert_int_equal(code, 0x20ac);
	assert_int_equal(text_decode("\xf4\x8f\xbf\xbf", 4, &code), 4);
	assert_int_equal(code, 0x10ffff);
}

static void replaced(void **state)
{
	char out[64];

	(void)state;
	text_utf8(out, sizeof(out), "a\xff\n\xc3");
	assert_string_equal(out, "a" BAD "\n" BAD);
	text_printable(out, sizeof(out), "a\xff\n\x1b[1m");
	assert_string_equal(out, "a" BAD BAD BAD "[1m");
}

static void cut_off(void **state)
{
	char out[4];

	(void)state;
	text_printable(out, sizeof(out), "abcdef");
	assert_string_equal(out, "abc");
	text_printable(out, sizeof(out), "ab\xc3\xbc");
	assert_string_equal(out, "ab");
	text_printable(out, 1, "a");
	assert_string_equal(out, "");
	text_printable(out, sizeof(out), "\n\n");
	assert_string_equal(out, BAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean),
		cmocka_unit_test(malformed),
		cmocka_unit_test(decoded),
		cmocka_unit_test(replaced),
		cmocka_unit_test(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
