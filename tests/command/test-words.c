// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <string.h>

#include "suggest.h"
#include "words.h"

static const char *ranges(const char *picture)
{
	static struct words words;
	bool has[32];
	size_t i;

	for (i = 0; picture[i]; i++)
		has[i] = picture[i] == 'x';
	words_start(&words);
	words_ranges(&words, has, i);
	return words.text;
}

static void ranges_are_short(void **state)
{
	(void)state;
	assert_string_equal(ranges(""), "");
	assert_string_equal(ranges("..."), "");
	assert_string_equal(ranges("x"), "0");
	assert_string_equal(ranges("..xxx"), "2 to 4");
	assert_string_equal(ranges("xx.x"), "0 to 1 and 3");
	assert_string_equal(ranges("x.x.xx."), "0, 2 and 4 to 5");
}

static void words_do_not_overflow(void **state)
{
	struct words words;
	int i;

	(void)state;
	words_start(&words);
	for (i = 0; i < 1000; i++)
		words_add(&words, "word ");
	assert_int_equal(words.length, sizeof(words.text) - 1);
	assert_int_equal(strlen(words.text), words.length);
}

static void distances(void **state)
{
	(void)state;
	assert_int_equal(suggest_distance("lamp", "lamp"), 0);
	assert_int_equal(suggest_distance("lmap", "lamp"), 1);
	assert_int_equal(suggest_distance("lam", "lamp"), 1);
	assert_int_equal(suggest_distance("lammp", "lamp"), 1);
	assert_int_equal(suggest_distance("limp", "lamp"), 1);
	assert_int_equal(suggest_distance("", "lamp"), 4);
	assert_int_equal(suggest_distance("lamp", "status"), 5);
	assert_true(suggest_distance("lamp", "a word that is longer than any that there is") > 4);
}

static const char *nearest(const char *typed)
{
	struct suggestion suggestion;

	suggest_start(&suggestion, typed);
	suggest_offer(&suggestion, "lamp");
	suggest_offer(&suggestion, "list");
	suggest_offer(&suggestion, "monitor");
	return suggestion.nearest;
}

static void suggestions(void **state)
{
	(void)state;
	assert_string_equal(nearest("lmap"), "lamp");
	assert_string_equal(nearest("lst"), "list");
	assert_string_equal(nearest("monotir"), "monitor");
	assert_null(nearest("zzzz"));
	assert_null(nearest(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_short),
		cmocka_unit_test(words_do_not_overflow),
		cmocka_unit_test(distances),
		cmocka_unit_test(suggestions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
