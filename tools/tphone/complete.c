// SPDX-License-Identifier: GPL-2.0-or-later
/* Completion of the last word of a command line. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "kinds.h"

static void offer(const char *candidate, void *word)
{
	if (!strncmp(candidate, word, strlen(word)))
		puts(candidate);
}

static const struct option_desc *find_option(const struct option_desc *desc, const char *word)
{
	size_t length = strcspn(word, "=");

	for (; desc && desc->name; desc++) {
		if (!strncmp(word, "--", 2) && length == strlen(desc->name) + 2 &&
		    !strncmp(word + 2, desc->name, length - 2))
			return desc;
		if (desc->letter && word[0] == '-' && word[1] == desc->letter && !word[2])
			return desc;
	}
	return NULL;
}

static const struct option_desc *option_of(const struct command *command, const char *word)
{
	const struct option_desc *desc = find_option(command->options, word);

	return desc ? desc : find_option(command_globals, word);
}

static void offer_options(const struct option_desc *desc, char *word)
{
	char text[64];

	for (; desc && desc->name; desc++) {
		snprintf(text, sizeof(text), "--%s", desc->name);
		offer(text, word);
	}
}

static const struct command *descend(const struct command *command, const char *word)
{
	const struct command *sub;

	for (sub = command->sub; sub && sub->name; sub++)
		if (!strcmp(sub->name, word))
			return sub;
	return command;
}

static enum kind kind_of_argument(const struct command *command, unsigned int index)
{
	if (index >= command->max_args)
		return KIND_NONE;
	return command->kinds[index < COMMAND_ARGS_MAX ? index : COMMAND_ARGS_MAX - 1];
}

static void offer_word(const struct command *command, unsigned int nr_args, char *word)
{
	const struct command *sub;

	if (word[0] == '-') {
		offer_options(command->options, word);
		offer_options(command_globals, word);
	} else if (command->sub) {
		for (sub = command->sub; sub->name; sub++)
			offer(sub->name, word);
	} else {
		kind_each(kind_of_argument(command, nr_args), offer, word);
	}
}

/*
 * Skip a word "=": bash splits "--time=iso" into three words, other shells do
 * not.
 */
void complete_print(const struct command *root, int nr_words, char **words)
{
	const struct option_desc *desc, *pending = NULL;
	const struct command *command = root;
	unsigned int nr_args = 0;
	char *word;
	int i;

	for (i = 0; i < nr_words - 1; i++) {
		word = words[i];
		if (!strcmp(word, "="))
			continue;
		desc = word[0] == '-' ? option_of(command, word) : NULL;
		if (pending)
			pending = NULL;
		else if (desc)
			pending = desc->arg && !desc->optional && !strchr(word, '=') ?
				  desc : NULL;
		else if (command->sub)
			command = descend(command, word);
		else
			nr_args++;
	}
	word = nr_words > 0 ? words[nr_words - 1] : "";
	if (!strcmp(word, "="))
		word = "";
	if (pending)
		kind_each(pending->kind, offer, word);
	else
		offer_word(command, nr_args, word);
}
