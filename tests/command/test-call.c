// SPDX-License-Identifier: GPL-2.0-or-later
/* Parsing of command lines, and the complaints about invalid ones. */
#include "capture.h"

#include <stdio.h>
#include <string.h>

#include "macros.h"
#include "command.h"
#include "complain.h"

#define WORDS_MAX 16

/* Split at blanks, into new words each time, as getopt reorders them. */
static int parse(struct call *call, const char *line)
{
	static char copy[256], *words[WORDS_MAX + 1];
	char *rest = copy;
	int count = 0;

	snprintf(copy, sizeof(copy), "tphone %s", line);
	captured_complaint[0] = '\0';
	while (count < WORDS_MAX && (words[count] = strsep(&rest, " ")))
		if (*words[count])
			count++;
	words[count] = NULL;
	return call_parse(call, &command_root, count, words);
}

static void a_command_and_its_arguments(void **state)
{
	struct call call;

	(void)state;
	assert_int_equal(parse(&call, "lamp 13 flash"), EXIT_OK);
	assert_string_equal(call_name(&call), "lamp");
	assert_int_equal(call.nr_args, 2);
	assert_string_equal(call.args[0], "13");
	assert_string_equal(call.args[1], "flash");
	assert_null(call.opt[OPT_JSON]);
}

static void options_anywhere(void **state)
{
	static const char * const lines[] = {
		"-p 1 --json ring 2 --volume 50%", "ring -p1 2 --volume=50% --json",
		"--phone=1 ring --json -v 50% 2", "--json ring -v50% -p 1 2",
	};
	struct call call;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		assert_int_equal(parse(&call, lines[i]), EXIT_OK);
		assert_string_equal(call.opt[OPT_PHONE], "1");
		assert_string_equal(call.opt[OPT_VOLUME], "50%");
		assert_non_null(call.opt[OPT_JSON]);
		assert_int_equal(call.nr_args, 1);
		assert_string_equal(call.args[0], "2");
	}
}

static void the_last_option_counts(void **state)
{
	struct call call;

	(void)state;
	assert_int_equal(parse(&call, "-p 1 lamp -p 2"), EXIT_OK);
	assert_string_equal(call.opt[OPT_PHONE], "2");
}

static void commands_of_commands(void **state)
{
	struct call call;

	(void)state;
	assert_int_equal(parse(&call, "data"), EXIT_OK);
	assert_string_equal(call_name(&call), "data");
	assert_int_equal(parse(&call, "data --json get 0 -n 3"), EXIT_OK);
	assert_string_equal(call_name(&call), "data get");
	assert_string_equal(call.opt[OPT_LENGTH], "3");
	assert_int_equal(parse(&call, "sim user upload 0 a b c"), EXIT_OK);
	assert_string_equal(call_name(&call), "sim user");
	assert_int_equal(call.nr_args, 5);
}

static void dashes_after_two_dashes(void **state)
{
	struct call call;

	(void)state;
	assert_int_equal(parse(&call, "display 0 1 -- -x"), EXIT_OK);
	assert_int_equal(call.nr_args, 3);
	assert_string_equal(call.args[2], "-x");
}

/* --help is accepted with any mistake in the arguments. */
static void help_everywhere(void **state)
{
	struct call call;

	(void)state;
	assert_int_equal(parse(&call, "--help"), EXIT_OK);
	assert_non_null(call.opt[OPT_HELP]);
	assert_int_equal(parse(&call, "lamp 1 2 3 4 -h"), EXIT_OK);
	assert_non_null(call.opt[OPT_HELP]);
	assert_int_equal(parse(&call, "sim --help"), EXIT_OK);
	assert_int_equal(parse(&call, "sim destroy --help"), EXIT_OK);
	assert_string_equal(call_name(&call), "sim destroy");
	assert_int_equal(parse(&call, "--version"), EXIT_OK);
	assert_non_null(call.opt[OPT_VERSION]);
}

static void complaints(void **state)
{
	static const struct {
		const char *line;
		const char *complaint;
	} wrong[] = {
		{ "", "a command is missing; see 'tphone --help'" },
		{ "lmap", "'lmap' is not a command; did you mean 'lamp'?" },
		{ "xyzzy", "'xyzzy' is not a command; see 'tphone --help'" },
		{ "sim", "sim: a command is missing; see 'tphone sim --help'" },
		{ "sim pres 3", "sim: 'pres' is not a command; did you mean 'press'?" },
		{ "data foo", "data: 'foo' is not a command; see 'tphone data --help'" },
		{ "list x", "list: 'x' is one argument too many; usage: tphone list" },
		{ "lamp 1 2 3",
		  "lamp: '3' is one argument too many; usage: tphone lamp [LAMP [MODE]] [--hold]" },
		{ "sim lift", "sim lift: too few arguments; usage: tphone sim lift DEVICE" },
		{ "status --phone", "option '--phone' needs a value: PHONE" },
		{ "status -p", "option '-p' needs a value: PHONE" },
		{ "status --json=3", "option '--json' takes no value" },
		{ "monitor --tme=iso",
		  "there is no option '--tme' here; did you mean '--time'? (see 'tphone monitor --help')",
		},
		{ "status -q",
		  "there is no option '-q' here; see 'tphone status --help', or put '--' before an argument that begins with '-'",
		},
		{ "status --volume=3",
		  "there is no option '--volume' here; see 'tphone status --help', or put '--' before an argument that begins with '-'",
		},
	};
	struct call call;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_int_equal(parse(&call, wrong[i].line), EXIT_USAGE);
		assert_string_equal(captured_complaint, wrong[i].complaint);
	}
}

/* Every word of a long list counts, the last one too. */
static void long_lists_of_events(void **state)
{
	char list[1024] = "";
	char *words[5] = { "tphone", "monitor", "--events", list, NULL };
	struct call call;
	size_t i;

	(void)state;
	for (i = 0; i < 101; i++)
		strcat(list, "hook,");
	strcat(list, "button,bogus");
	assert_int_equal(call_parse(&call, &command_root, 4, words), EXIT_OK);
	assert_int_equal(call_command(&call)->run(&call), EXIT_USAGE);
	assert_non_null(strstr(captured_complaint, "event 'bogus'"));
}

/* Consistency of the table of commands. */
static void check_command(const struct command *command)
{
	const struct command *sub;

	assert_non_null(command->args);
	assert_non_null(command->summary);
	assert_true(command->run || command->sub);
	assert_true(command->min_args <= command->max_args);
	if (command->max_args)
		assert_int_not_equal(command->kinds[0], KIND_NONE);
	for (sub = command->sub; sub && sub->name; sub++)
		check_command(sub);
}

static void the_table_is_sound(void **state)
{
	(void)state;
	check_command(&command_root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_and_its_arguments),
		cmocka_unit_test(options_anywhere),
		cmocka_unit_test(the_last_option_counts),
		cmocka_unit_test(commands_of_commands),
		cmocka_unit_test(dashes_after_two_dashes),
		cmocka_unit_test(help_everywhere),
		cmocka_unit_test(complaints),
		cmocka_unit_test(long_lists_of_events),
		cmocka_unit_test(the_table_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
