// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "kinds.h"

static void print_option(const struct option_desc *desc)
{
	char left[64];

	if (desc->letter)
		snprintf(left, sizeof(left), "-%c, --%s", desc->letter, desc->name);
	else
		snprintf(left, sizeof(left), "    --%s", desc->name);
	if (desc->arg)
		snprintf(left + strlen(left), sizeof(left) - strlen(left),
			 desc->optional ? "[=%s]" : "=%s", desc->arg);
	printf("  %-24s %s\n", left, desc->help);
}

static void print_options(const char *title, const struct option_desc *desc)
{
	if (!desc || !desc->name)
		return;
	printf("\n%s:\n", title);
	for (; desc->name; desc++)
		print_option(desc);
}

static void print_commands(const struct command *sub)
{
	char left[64];

	printf("\nCommands:\n");
	for (; sub->name; sub++) {
		snprintf(left, sizeof(left), "%s %s", sub->name, sub->args);
		if (strlen(left) > 30)
			printf("  %s\n  %-30s %s\n", left, "", sub->summary);
		else
			printf("  %-30s %s\n", left, sub->summary);
	}
}

/* Candidates, wrapped into lines. */
struct paragraph {
	size_t column;
};

static void print_candidate(const char *candidate, void *data)
{
	struct paragraph *paragraph = data;

	if (paragraph->column + strlen(candidate) + 1 > 79) {
		printf("\n ");
		paragraph->column = 1;
	}
	putchar(' ');
	fputs(candidate, stdout);
	paragraph->column += strlen(candidate) + 1;
}

static void print_kind(enum kind kind)
{
	struct paragraph paragraph;

	if (!kind_title(kind))
		return;
	printf("\n%s:\n ", kind_title(kind));
	paragraph.column = 1;
	kind_each(kind, print_candidate, &paragraph);
	printf("\n");
}

/* Print the candidates for arguments and options of a command. */
static void print_kinds(const struct command *command)
{
	const struct option_desc *desc = command->options;
	unsigned int i;

	for (i = 0; i < COMMAND_ARGS_MAX && i < command->max_args; i++)
		print_kind(command->kinds[i]);
	for (; desc && desc->name; desc++)
		print_kind(desc->kind);
}

/* Add the capital and the full stop, which summaries lack for the list. */
static void print_summary(const char *summary)
{
	printf("%c%s.\n", toupper((unsigned char)summary[0]), summary + 1);
}

void help_print(const struct call *call)
{
	const struct command *command = call_command(call);
	const char *name = call_name(call);

	printf("Usage: tphone %s%s%s\n", name, *name && *command->args ? " " : "", command->args);
	print_summary(command->summary);
	if (command->details)
		printf("\n%s\n", command->details);
	if (command->sub)
		print_commands(command->sub);
	print_kinds(command);
	print_options("Options", command->options);
	print_options("Options of every command", command_globals);
}
