// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "style.h"

#define SECOND 1000000000ULL

static void mono(void **state)
{
	struct clock_format format = { .style = CLOCK_STYLE_MONO };
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	clock_text(&format, 12 * SECOND + 345678999, text);
	assert_string_equal(text, "12.345678");
	clock_text(&format, 1000, text);
	assert_string_equal(text, "0.000001");
}

static void delta(void **state)
{
	struct clock_format format = { .style = CLOCK_STYLE_DELTA };
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	clock_text(&format, 5 * SECOND, text);
	assert_string_equal(text, "+0.000000");
	clock_text(&format, 6 * SECOND + 1500000, text);
	assert_string_equal(text, "+1.001500");
	clock_text(&format, 6 * SECOND, text);
	assert_string_equal(text, "+0.000000");
}

static void iso(void **state)
{
	struct clock_format format = { .style = CLOCK_STYLE_ISO };
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	format.realtime_offset_ns = 1700000000LL * (int64_t)SECOND;
	setenv("TZ", "UTC0", 1);
	tzset();
	clock_text(&format, 123456789, text);
	assert_string_equal(text, "2023-11-14T22:13:20.123456+00:00");
	setenv("TZ", "XXX-05:30", 1);
	tzset();
	clock_text(&format, 123456789, text);
	assert_string_equal(text, "2023-11-15T03:43:20.123456+05:30");
}

static void every_style_has_a_name(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < CLOCK_STYLE_NR; i++)
		assert_non_null(clock_style_name(i));
	assert_null(clock_style_name(i));
}

static void colours(void **state)
{
	(void)state;
	assert_true(style_wanted(1, NULL, "xterm"));
	assert_true(style_wanted(1, "", "xterm"));
	assert_false(style_wanted(1, "1", "xterm"));
	assert_false(style_wanted(0, NULL, "xterm"));
	assert_false(style_wanted(1, NULL, "dumb"));
	assert_false(style_wanted(1, NULL, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mono),
		cmocka_unit_test(delta),
		cmocka_unit_test(iso),
		cmocka_unit_test(every_style_has_a_name),
		cmocka_unit_test(colours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
