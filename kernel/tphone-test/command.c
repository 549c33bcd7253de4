// SPDX-License-Identifier: GPL-2.0-only
/*
 * Commands: a word and numbers, all of which must be there.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "test.h"

#define MAX_NUMBERS	4

static int plug(const int *number)
{
	return tptest_plug();
}

static int unplug(const int *number)
{
	tptest_unplug();
	return 0;
}

/* What ->in_use(true) does from now on: ERROR MS */
static int set_in_use(const int *number)
{
	unsigned long flags;

	spin_lock_irqsave(&tptest.lock, flags);
	tptest.in_use_error = number[0];
	tptest.in_use_ms = number[1];
	spin_unlock_irqrestore(&tptest.lock, flags);
	return 0;
}

/* INDEX STATUS */
static int complete_op(const int *number)
{
	struct tphone_op *op = tptest_take(number[0]);

	if (!op)
		return -ENOENT;
	tphone_op_complete(tptest.phone, op, number[1]);
	return 0;
}

/**
 * struct command - a command
 * @name: its word
 * @nr_numbers: how many numbers follow
 * @without_phone: it makes sense while the phone is not plugged in
 * @carry_out: does it. Returns 0 or a negative errno
 */
struct command {
	const char *name;
	int nr_numbers;
	bool without_phone;
	int (*carry_out)(const int *number);
};

static const struct command commands[] = {
	{ "plug", 0, true, plug },
	{ "unplug", 0, true, unplug },
	{ "in_use", 2, true, set_in_use },
	{ "complete", 2, false, complete_op },
	{ }
};

/**
 * tptest_command() - carry out a command
 * @line: the command
 *
 * Context: process context, under tptest.mutex.
 * Return: 0; -EINVAL when it is not one; -ENODEV without a phone; or its error.
 */
int tptest_command(const char *line)
{
	int number[MAX_NUMBERS] = { };
	const struct command *command;
	char name[16];
	int found;

	found = sscanf(line, "%15s %i %i %i %i", name, &number[0], &number[1],
		       &number[2], &number[3]);
	for (command = commands; command->name; command++) {
		if (found < 1 || strcmp(name, command->name))
			continue;
		if (found - 1 != command->nr_numbers)
			return -EINVAL;
		if (!tptest.phone && !command->without_phone)
			return -ENODEV;
		return command->carry_out(number);
	}
	return -EINVAL;
}
