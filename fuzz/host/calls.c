// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Command lines of tphone, up to the point where the phone would be opened.
 *
 * fuzzes: tools/tphone/call.c tools/tphone/table.c tools/tphone/complete.c
 * fuzzes: tools/tphone/names.c tools/tphone/suggest.c tools/tphone/words.c
 * fuzzes: tools/tphone/number.c tools/tphone/text.c tools/tphone/kinds.c
 * fuzzes: tools/tphone/clock.c tools/tphone/help.c tools/tphone/target.c
 * fuzzes: tools/tphone/access.c tools/tphone/absent.c
 * fuzzes: tools/tphone/hooks.c tools/tphone/lamps.c tools/tphone/style.c
 * fuzzes: tools/tphone/frame.c tools/tphone/record_text.c lib/native/names.c
 * fuzzes: tools/tphone/cmd_button.c tools/tphone/cmd_data.c
 * fuzzes: tools/tphone/cmd_devspecific.c tools/tphone/cmd_display.c
 * fuzzes: tools/tphone/cmd_hook.c tools/tphone/cmd_info.c tools/tphone/cmd_lamp.c
 * fuzzes: tools/tphone/cmd_level.c tools/tphone/cmd_list.c
 * fuzzes: tools/tphone/cmd_monitor.c tools/tphone/cmd_ring.c tools/tphone/cmd_sim.c
 * fuzzes: tools/tphone/cmd_status.c tools/tphone/cmd_evict.c tools/tphone/hold.c
 * fuzzes: lib/common/utf.c
 */
#include "complaints.h"
#include "no-phone.h"
#include "words.h"

#include "tools/tphone/command.h"
#include "tools/tphone/kinds.h"
#include "tools/tphone/names.h"
#include "tools/tphone/number.h"
#include "tools/tphone/suggest.h"

/* An error has exactly one message, and a success has none. */
static void check_messages(int code)
{
	must(complaints == (code ? 1 : 0));
	complaints = 0;
}

struct search {
	const char *name;
	bool found;
};

static void compare(const char *name, void *data)
{
	struct search *search = data;

	if (!strcmp(name, search->name))
		search->found = true;
}

static bool is_word_of(enum kind kind, const char *word)
{
	struct search search = { word, false };
	unsigned long number;

	kind_each(kind, compare, &search);
	if (kind == KIND_FUNCTION || kind == KIND_RINGMODE)
		return search.found || !number_parse(word, 0xffffffff, &number);
	return search.found;
}

/* A value that was accepted is one of those proposed, or a list of them. */
static void check_value(enum kind kind, const char *value)
{
	char *copy, *rest, *word;

	if (kind == KIND_NONE || kind == KIND_ANY || kind == KIND_FILE ||
	    kind == KIND_PHONE || kind >= KIND_SIM)
		return;
	copy = strdup(value);
	must(copy);
	rest = copy;
	while ((word = strsep(&rest, ",")))
		must(is_word_of(kind, word));
	free(copy);
}

static const struct option_desc *find_option(const struct option_desc *desc, unsigned int id)
{
	for (; desc && desc->name; desc++)
		if (desc->id == id)
			return desc;
	return NULL;
}

/* The option belongs to all commands or to one of those on the command line. */
static const struct option_desc *option_of(const struct call *call, unsigned int id)
{
	const struct option_desc *desc = find_option(command_globals, id);
	unsigned int i;

	for (i = 0; !desc && i < call->depth; i++)
		desc = find_option(call->path[i]->options, id);
	return desc;
}

static void check_parsed(const struct call *call)
{
	const struct command *command = call_command(call);
	const struct option_desc *desc;
	unsigned int i;

	must(call->depth >= 1 && call->depth <= COMMAND_DEPTH_MAX);
	must(call->path[0] == &command_root);
	for (i = 0; i < OPT_NR; i++) {
		if (!call->opt[i])
			continue;
		desc = option_of(call, i);
		must(desc && (desc->arg || !*call->opt[i]));
	}
	if (call->opt[OPT_HELP] || call->opt[OPT_VERSION])
		return;
	must(command->run);
	must(call->nr_args >= command->min_args && call->nr_args <= command->max_args);
}

/* The command line was valid, and the command fails only for want of a phone. */
static void check_accepted(const struct call *call)
{
	const struct command *command = call_command(call);
	unsigned int i, last = COMMAND_ARGS_MAX - 1;

	for (i = 0; i < call->nr_args; i++)
		check_value(command->kinds[i < last ? i : last], call->args[i]);
	for (i = 0; i < OPT_NR; i++)
		if (call->opt[i] && find_option(command->options, i))
			check_value(find_option(command->options, i)->kind, call->opt[i]);
}

static void run(const struct call *call)
{
	int code;

	if (call->opt[OPT_HELP]) {
		help_print(call);
		return;
	}
	if (call->opt[OPT_VERSION])
		return;
	code = call_command(call)->run(call);
	must(code);
	check_messages(code);
	if (code == EXIT_NO_PHONE)
		check_accepted(call);
}

/* A number that was accepted for a name has this name. */
static void check_name(enum kind kind, const char *typed)
{
	struct words words;
	unsigned int value;
	int code = name_parse(kind, "name", typed, &value);

	check_messages(code);
	must(!code == is_word_of(kind, typed));
	if (code || kind == KIND_EVENT || kind == KIND_FUNCTION)
		return;
	words_start(&words);
	names_of_mask(&words, kind, value, "?");
	must(!strcmp(words.text, typed));
}

static void check_devices(const char *typed)
{
	unsigned int mask;
	int code = name_parse_devices(typed, &mask);

	check_messages(code);
	if (code)
		return;
	must(mask);
	check_value(KIND_HOOKDEVICE, typed);
}

static void check_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	unsigned int distance = suggest_distance(a, b);
	struct suggestion suggestion;

	must(distance == suggest_distance(b, a));
	suggest_start(&suggestion, a);
	suggest_offer(&suggestion, b);
	must(!suggestion.nearest || distance < strlen(b));
	/* The distance of longer words is the largest one. */
	if (la > 32 || lb > 32)
		return;
	must(!distance == !strcmp(a, b));
	must(distance >= (la > lb ? la - lb : lb - la));
	must(distance <= (la > lb ? la : lb));
}

static void check_word(const char *word, const char *next)
{
	check_name(KIND_LAMPMODE, word);
	check_name(KIND_HOOKDEVICE, word);
	check_name(KIND_HOOKMODE, word);
	check_name(KIND_BUTTONMODE, word);
	check_name(KIND_FUNCTION, word);
	check_name(KIND_EVENT, word);
	check_devices(word);
	check_distance(word, next ? next : "tphone");
}

/* Help and completions go to /dev/null: only that printing works matters. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return freopen("/dev/null", "w", stdout) ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct command_line line;
	struct call call;
	int code;

	if (!command_line_split(&line, data, size))
		return 0;
	if (line.nr > 1)
		check_word(line.words[1], line.words[2]);
	/* Complete first, as getopt changes the order of the words. */
	complete_print(&command_root, line.nr - 1, line.words + 1);
	code = call_parse(&call, &command_root, line.nr, line.words);
	must(!code || code == EXIT_USAGE);
	check_messages(code);
	if (!code) {
		check_parsed(&call);
		run(&call);
	}
	command_line_free(&line);
	return 0;
}
