// SPDX-License-Identifier: GPL-2.0-or-later
/* Parse a command line by means of the command table. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "complain.h"
#include "suggest.h"

#define OPTIONS_MAX	24

/* getopt_long() returns this plus the index into struct lookup. */
#define OPTION_BASE	256

/* The options of one level, in the form that getopt_long() needs. */
struct lookup {
	const struct option_desc *desc[OPTIONS_MAX];
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 + 2 * OPTIONS_MAX + 1];
	unsigned int nr;
};

static void lookup_add(struct lookup *lookup, const struct option_desc *desc)
{
	char *shorts = lookup->shorts + strlen(lookup->shorts);

	for (; desc && desc->name && lookup->nr < OPTIONS_MAX; desc++) {
		lookup->longs[lookup->nr] = (struct option) {
			.name = desc->name,
			.has_arg = !desc->arg ? no_argument :
				   desc->optional ? optional_argument :
						    required_argument,
			.val = OPTION_BASE + lookup->nr,
		};
		lookup->desc[lookup->nr++] = desc;
		if (!desc->letter)
			continue;
		*shorts++ = desc->letter;
		if (desc->arg)
			*shorts++ = ':';
	}
	*shorts = '\0';
}

static void lookup_init(struct lookup *lookup, const struct command *command)
{
	memset(lookup, 0, sizeof(*lookup));
	/* A subcommand parses the words behind its name itself. */
	snprintf(lookup->shorts, sizeof(lookup->shorts), command->sub ? "+:" : ":");
	lookup_add(lookup, command->options);
	lookup_add(lookup, command_globals);
}

static const struct option_desc *lookup_find(const struct lookup *lookup, int value)
{
	unsigned int i;

	if (value >= OPTION_BASE)
		return lookup->desc[value - OPTION_BASE];
	for (i = 0; i < lookup->nr; i++)
		if (lookup->desc[i]->letter && lookup->desc[i]->letter == value)
			return lookup->desc[i];
	return NULL;
}

const struct command *call_command(const struct call *call)
{
	return call->path[call->depth - 1];
}

const char *call_name(const struct call *call)
{
	static char name[64];
	unsigned int i;

	name[0] = '\0';
	for (i = 1; i < call->depth; i++)
		snprintf(name + strlen(name), sizeof(name) - strlen(name), "%s%s",
			 i > 1 ? " " : "", call->path[i]->name);
	return name;
}

/* "tphone lamp --help" */
static const char *see_help(const struct call *call)
{
	static char text[96];

	snprintf(text, sizeof(text), "see 'tphone %s%s--help'", call_name(call),
		 call->depth > 1 ? " " : "");
	return text;
}

static int complain_unknown_option(const struct call *call, const struct lookup *lookup,
				   const char *word)
{
	struct suggestion suggestion;
	char typed[64];
	unsigned int i;

	snprintf(typed, sizeof(typed), "%s", word);
	typed[strcspn(typed, "=")] = '\0';
	suggest_start(&suggestion, typed + strspn(typed, "-"));
	for (i = 0; i < lookup->nr; i++)
		suggest_offer(&suggestion, lookup->desc[i]->name);
	if (strncmp(typed, "--", 2) || !suggestion.nearest)
		return complain(EXIT_USAGE,
				"there is no option '%s' here; %s, or put '--' before an argument that begins with '-'",
				typed, see_help(call));
	return complain(EXIT_USAGE, "there is no option '%s' here; did you mean '--%s'? (%s)",
			typed, suggestion.nearest, see_help(call));
}

static int complain_option(const struct call *call, const struct lookup *lookup,
			   int value, const char *word)
{
	const struct option_desc *desc = lookup_find(lookup, optopt);

	if (value == ':')
		return complain(EXIT_USAGE, "option '%s' needs a value: %s", word,
				desc ? desc->arg : "VALUE");
	if (desc && optopt >= OPTION_BASE)
		return complain(EXIT_USAGE, "option '--%s' takes no value", desc->name);
	if (optopt && optopt < OPTION_BASE)
		return complain(EXIT_USAGE,
				"there is no option '-%c' here; %s, or put '--' before an argument that begins with '-'",
				optopt, see_help(call));
	return complain_unknown_option(call, lookup, word);
}

/* Options of one level; *@used: words up to the first argument. */
static int parse_options(struct call *call, int argc, char **argv, int *used)
{
	const struct option_desc *desc;
	struct lookup lookup;
	int value;

	lookup_init(&lookup, call_command(call));
	optind = 0;
	opterr = 0;
	while ((value = getopt_long(argc, argv, lookup.shorts, lookup.longs, NULL)) != -1) {
		if (value == '?' || value == ':')
			return complain_option(call, &lookup, value, argv[optind - 1]);
		desc = lookup_find(&lookup, value);
		call->opt[desc->id] = optarg ? optarg : "";
	}
	*used = optind;
	return EXIT_OK;
}

static const struct command *find_sub(const struct command *command, const char *name)
{
	const struct command *sub;

	for (sub = command->sub; sub->name; sub++)
		if (!strcmp(sub->name, name))
			return sub;
	return NULL;
}

static int complain_unknown_command(const struct call *call, const char *typed)
{
	const char *in = call_name(call), *colon = call->depth > 1 ? ": " : "";
	struct suggestion suggestion;
	const struct command *sub;

	suggest_start(&suggestion, typed);
	for (sub = call_command(call)->sub; sub->name; sub++)
		suggest_offer(&suggestion, sub->name);
	if (suggestion.nearest)
		return complain(EXIT_USAGE, "%s%s'%s' is not a command; did you mean '%s'?",
				in, colon, typed, suggestion.nearest);
	return complain(EXIT_USAGE, "%s%s'%s' is not a command; %s", in, colon, typed,
			see_help(call));
}

/* "usage: tphone lamp [LAMP [MODE]]" */
static const char *usage(const struct call *call)
{
	const char *args = call_command(call)->args;
	static char text[128];

	snprintf(text, sizeof(text), "usage: tphone %s%s%s", call_name(call), *args ? " " : "",
		 args);
	return text;
}

static int check_args(const struct call *call)
{
	const struct command *command = call_command(call);

	/* Print help or the version even if the rest of the line is wrong. */
	if (call->opt[OPT_HELP] || call->opt[OPT_VERSION])
		return EXIT_OK;
	if (command->sub && !command->run)
		return complain(EXIT_USAGE, "%s%sa command is missing; %s", call_name(call),
				call->depth > 1 ? ": " : "", see_help(call));
	if (call->nr_args < command->min_args)
		return complain(EXIT_USAGE, "%s: too few arguments; %s", call_name(call),
				usage(call));
	if (call->nr_args > command->max_args)
		return complain(EXIT_USAGE, "%s: '%s' is one argument too many; %s",
				call_name(call), call->args[command->max_args], usage(call));
	return EXIT_OK;
}

int call_parse(struct call *call, const struct command *root, int argc, char **argv)
{
	const struct command *sub;
	int code, used;

	memset(call, 0, sizeof(*call));
	call->path[call->depth++] = root;
	for (;;) {
		code = parse_options(call, argc, argv, &used);
		if (code)
			return code;
		argc -= used;
		argv += used;
		if (!call_command(call)->sub || !argc)
			break;
		sub = find_sub(call_command(call), argv[0]);
		if (!sub)
			return complain_unknown_command(call, argv[0]);
		call->path[call->depth++] = sub;
	}
	call->nr_args = argc;
	call->args = argv;
	return check_args(call);
}
