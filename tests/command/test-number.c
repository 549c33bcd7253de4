// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <limits.h>
#include <stdio.h>

#include "macros.h"
#include "number.h"

static void numbers(void **state)
{
	unsigned long value;

	(void)state;
	assert_int_equal(number_parse("0", 10, &value), 0);
	assert_int_equal(value, 0);
	assert_int_equal(number_parse("010", 10, &value), 0);
	assert_int_equal(value, 10);
	assert_int_equal(number_parse("0x1F", 31, &value), 0);
	assert_int_equal(value, 31);
	assert_int_equal(number_parse("4294967295", UINT_MAX, &value), 0);
	assert_int_equal(value, UINT_MAX);
}

static void not_numbers(void **state)
{
	static const char * const wrong[] = {
		"", " ", " 1", "1 ", "+1", "-1", "x", "0x", "0xg", "1.5", "12a", "11",
		"99999999999999999999999999",
	};
	unsigned long value;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(number_parse(wrong[i], 10, &value), -1);
}

static void durations(void **state)
{
	unsigned long ms;

	(void)state;
	assert_int_equal(duration_parse("0s", 10, &ms), 0);
	assert_int_equal(ms, 0);
	assert_int_equal(duration_parse("500ms", INT_MAX, &ms), 0);
	assert_int_equal(ms, 500);
	assert_int_equal(duration_parse("10s", 10000, &ms), 0);
	assert_int_equal(ms, 10000);
	assert_int_equal(duration_parse("2m", INT_MAX, &ms), 0);
	assert_int_equal(ms, 120000);
	assert_int_equal(duration_parse("35791m", INT_MAX, &ms), 0);
	assert_int_equal(ms, 2147460000);
}

static void not_durations(void **state)
{
	static const char * const wrong[] = {
		"", "10", "s", "ms", "10 s", "10h", "10S", "-1s", "1.5s", "0x1s", "10sm",
		"11s", "10001ms", "1m", "99999999999999999999999999s",
	};
	unsigned long ms;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(duration_parse(wrong[i], 10000, &ms), -1);
}

static void levels(void **state)
{
	unsigned int level;

	(void)state;
	assert_int_equal(level_parse("0", &level), 0);
	assert_int_equal(level, 0);
	assert_int_equal(level_parse("65535", &level), 0);
	assert_int_equal(level, 65535);
	assert_int_equal(level_parse("0%", &level), 0);
	assert_int_equal(level, 0);
	assert_int_equal(level_parse("50%", &level), 0);
	assert_int_equal(level, 32768);
	assert_int_equal(level_parse("100%", &level), 0);
	assert_int_equal(level, 65535);
}

static void not_levels(void **state)
{
	static const char * const wrong[] = {
		"", "%", "65536", "101%", "-1", "5%%", "50 %", "half", "0000000001%",
	};
	unsigned int level;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(level_parse(wrong[i], &level), -1);
}

/* A percentage that is shown gives the same percentage when typed. */
static void percentages_survive(void **state)
{
	unsigned int percent, level;
	char text[8];

	(void)state;
	for (percent = 0; percent <= 100; percent++) {
		snprintf(text, sizeof(text), "%u%%", percent);
		assert_int_equal(level_parse(text, &level), 0);
		assert_int_equal(level_percent(level), percent);
	}
}

static void hexadecimal(void **state)
{
	unsigned char bytes[4];
	size_t length;

	(void)state;
	assert_int_equal(hex_parse("", bytes, sizeof(bytes), &length), 0);
	assert_int_equal(length, 0);
	assert_int_equal(hex_parse("0102fF", bytes, sizeof(bytes), &length), 0);
	assert_int_equal(length, 3);
	assert_memory_equal(bytes, "\x01\x02\xff", 3);
	assert_int_equal(hex_parse("a0:b1 c2:d3", bytes, sizeof(bytes), &length), 0);
	assert_int_equal(length, 4);
	assert_memory_equal(bytes, "\xa0\xb1\xc2\xd3", 4);
}

static void not_hexadecimal(void **state)
{
	static const char * const wrong[] = { "0", "012", "0g", "g0", "0 1", "0102030405" };
	unsigned char bytes[4];
	size_t length, i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(hex_parse(wrong[i], bytes, sizeof(bytes), &length), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(not_numbers),
		cmocka_unit_test(durations),
		cmocka_unit_test(not_durations),
		cmocka_unit_test(levels),
		cmocka_unit_test(not_levels),
		cmocka_unit_test(percentages_survive),
		cmocka_unit_test(hexadecimal),
		cmocka_unit_test(not_hexadecimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
