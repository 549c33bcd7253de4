// SPDX-License-Identifier: GPL-2.0-only
/*
 * Commands: a name and numbers, all of which are required.
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

/* ERROR MS; result and duration of ->in_use(true) from now on */
static int set_in_use(const int *number)
{
	unsigned long flags;

	spin_lock_irqsave(&tptest.lock, flags);
	tptest.in_use_error = number[0];
	tptest.in_use_ms = number[1];
	spin_unlock_irqrestore(&tptest.lock, flags);
	return 0;
}

/* MS */
static int set_commit(const int *number)
{
	WRITE_ONCE(tptest.commit_ms, number[0]);
	return 0;
}

/* FLAG */
static int set_ignore_cancel(const int *number)
{
	WRITE_ONCE(tptest.ignore_cancel, number[0]);
	return 0;
}

/* FLAG */
static int set_refuse(const int *number)
{
	WRITE_ONCE(tptest.refuse, number[0]);
	return 0;
}

/* INDEX STATUS; with as much output as there is room for */
static int complete_op(const int *number)
{
	struct tphone_op *op = tptest_take(number[0]);

	if (!op)
		return -ENOENT;
	tphone_op_set_reply_len(op, op->reply_size);
	tphone_op_complete(tptest.phone, op, number[1]);
	return 0;
}

/* INDEX; with tphone_op_set_reported() */
static int complete_reported(const int *number)
{
	struct tphone_op *op = tptest_take(number[0]);

	if (!op)
		return -ENOENT;
	tphone_op_set_reported(op);
	tphone_op_complete(tptest.phone, op, 0);
	return 0;
}

/* INDEX VALUE */
static int complete_value(const int *number)
{
	struct tphone_op *op = tptest_take(number[0]);

	if (!op)
		return -ENOENT;
	tphone_op_set_value(op, number[1]);
	tphone_op_complete(tptest.phone, op, 0);
	return 0;
}

/* INDEX MODE VOLUME */
static int complete_ring(const int *number)
{
	struct tphone_op *op = tptest_take(number[0]);

	if (!op)
		return -ENOENT;
	tphone_op_set_ring(op, number[1], number[2]);
	tphone_op_complete(tptest.phone, op, 0);
	return 0;
}

/* Call tphone_op_sent() for all operations in the queue. */
static int send_all(const int *number)
{
	struct tphone_op *op;
	unsigned long flags;

	spin_lock_irqsave(&tptest.lock, flags);
	list_for_each_entry(op, &tptest.queue, driver_list)
		tphone_op_sent(tptest.phone, op);
	spin_unlock_irqrestore(&tptest.lock, flags);
	return 0;
}

static int report_hook(const int *number)
{
	tphone_report_hook(tptest.phone, number[0], number[1], number[2]);
	return 0;
}

static int report_lamp(const int *number)
{
	tphone_report_lamp(tptest.phone, number[0], number[1], number[2]);
	return 0;
}

static int report_ring(const int *number)
{
	tphone_report_ring(tptest.phone, number[0], number[1], number[2]);
	return 0;
}

static int report_volume(const int *number)
{
	tphone_report_volume(tptest.phone, number[0], number[1], number[2]);
	return 0;
}

static int report_gain(const int *number)
{
	tphone_report_gain(tptest.phone, number[0], number[1], number[2]);
	return 0;
}

/* Text that the phone reports on its display or in a data area. */
static const char stars[] = "****************";

static u32 nr_stars(int wanted)
{
	return clamp_t(int, wanted, 0, sizeof(stars) - 1);
}

/* ROW COLUMN LENGTH CAUSE */
static int report_display(const int *number)
{
	tphone_report_display(tptest.phone, number[0], number[1], stars,
			      nr_stars(number[2]), number[3]);
	return 0;
}

/* AREA OFFSET LENGTH CAUSE */
static int report_data(const int *number)
{
	tphone_report_data(tptest.phone, number[0], number[1], stars,
			   nr_stars(number[2]), number[3]);
	return 0;
}

/* BUTTON MODE FUNCTION CAUSE */
static int report_info(const int *number)
{
	tphone_report_button_info(tptest.phone, number[0], number[1],
				  number[2], "Starred", strlen("Starred"),
				  number[3]);
	return 0;
}

static int replay(const int *number)
{
	tphone_replay(tptest.phone);
	return 0;
}

/* CAUSE */
static int report_devspecific(const int *number)
{
	tphone_report_devspecific(tptest.phone, 1, 2, 3, number[0]);
	return 0;
}

/**
 * struct command - a command
 * @name: its name
 * @nr_numbers: how many numbers follow
 * @without_phone: it is allowed while the phone is not plugged in
 * @carry_out: carries it out. Returns 0 or a negative errno
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
	{ "commit", 1, true, set_commit },
	{ "ignore_cancel", 1, true, set_ignore_cancel },
	{ "refuse", 1, true, set_refuse },
	{ "complete", 2, false, complete_op },
	{ "reported", 1, false, complete_reported },
	{ "value", 2, false, complete_value },
	{ "ring", 3, false, complete_ring },
	{ "replay", 0, false, replay },
	{ "send", 0, false, send_all },
	{ "report_hook", 3, false, report_hook },
	{ "report_lamp", 3, false, report_lamp },
	{ "report_ring", 3, false, report_ring },
	{ "report_volume", 3, false, report_volume },
	{ "report_gain", 3, false, report_gain },
	{ "report_display", 4, false, report_display },
	{ "report_info", 4, false, report_info },
	{ "report_devspecific", 1, false, report_devspecific },
	{ "report_data", 4, false, report_data },
	{ }
};

/**
 * tptest_command() - carry out a command
 * @line: the command
 *
 * Context: process context, under tptest.mutex.
 * Return: 0; -EINVAL if it is invalid; -ENODEV without a phone; or its error.
 */
int tptest_command(const char *line)
{
	int number[MAX_NUMBERS] = { };
	const struct command *command;
	char name[20];
	int found;

	found = sscanf(line, "%19s %i %i %i %i", name, &number[0], &number[1],
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
