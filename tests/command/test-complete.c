// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <stdio.h>
#include <string.h>

#include "command.h"

#define WORDS_MAX 16

/* Words between blanks; a blank at the end begins an empty word. */
static void complete(void *data)
{
	static char copy[256], *words[WORDS_MAX];
	char *rest = copy;
	int count = 0;

	snprintf(copy, sizeof(copy), "%s", (const char *)data);
	while (count < WORDS_MAX && (words[count] = strsep(&rest, " ")))
		count++;
	complete_print(&command_root, count, words);
}

static void assert_completes(const char *line, const char *candidates)
{
	assert_string_equal(capture_output(complete, (void *)line), candidates);
}

static void commands(void **state)
{
	(void)state;
	assert_completes("l", "list\nlamp\n");
	assert_completes("sim l", "list\nlift\n");
	assert_completes("-p x li", "list\n");
	assert_completes("--json da", "data\n");
	assert_completes("zz", "");
}

static void options(void **state)
{
	(void)state;
	assert_completes("monitor --ti", "--time\n--timeout\n");
	assert_completes("--vers", "--version\n");
	assert_completes("lamp --ti", "--timeout\n");
}

static void arguments(void **state)
{
	(void)state;
	assert_completes("lamp 3 f", "flash\nflutter\n");
	assert_completes("lamp 3 flash ", "");
	assert_completes("hook h", "handset\nheadset\n");
	assert_completes("hook handset on", "onhook\n");
	assert_completes("ring ", "off\n");
	assert_completes("sim lift s", "speaker\n");
	assert_completes("sim user unpl", "unplug\n");
	assert_completes("data put 0 ", ":file\n");
	assert_completes("lamp --phone 0 3 st", "steady\n");
	assert_completes("lamp -p 0 3 st", "steady\n");
	assert_completes("lamp --phone=0 3 st", "steady\n");
}

static void option_values(void **state)
{
	(void)state;
	assert_completes("monitor --time ", "mono\niso\ndelta\n");
	assert_completes("monitor --time = i", "iso\n");
	assert_completes("monitor --time =", "mono\niso\ndelta\n");
	assert_completes("monitor -t d", "delta\n");
	assert_completes("button 3 --function = hol", "hold\n");
	assert_completes("data get 0 --output ", ":file\n");
}

/* Names of values that are only reported are not proposed. */
static void not_settable(void **state)
{
	(void)state;
	assert_completes("lamp 3 d", "");
	assert_completes("lamp 3 u", "");
	assert_completes("hook handset u", "");
}

static void complete_nothing(void *data)
{
	(void)data;
	complete_print(&command_root, 0, NULL);
}

static void nothing_typed(void **state)
{
	(void)state;
	assert_memory_equal(capture_output(complete_nothing, NULL), "list\n", 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands),
		cmocka_unit_test(options),
		cmocka_unit_test(arguments),
		cmocka_unit_test(option_values),
		cmocka_unit_test(not_settable),
		cmocka_unit_test(nothing_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
