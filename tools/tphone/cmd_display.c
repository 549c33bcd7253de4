// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone display: show the display, clear it, write on it. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "complain.h"
#include "frame.h"
#include "number.h"
#include "target.h"
#include "text.h"

/* The arguments of the command. */
struct wish {
	bool clear;
	const char *text;	/* NULL: nothing to write */
	unsigned int row, column;
};

/* Requests that are accepted as a whole or not at all. */
struct job {
	struct tphone_batch *batch;
	uint64_t *ids;
	char *blanks;		/* one row of them */
};

static int show(const struct target *target)
{
	json_t *object, *display;
	int code;

	if (!target->json)
		return frame_print(target);
	code = frame_json(target, &display);
	if (code)
		return code;
	object = target_json(target);
	json_put(object, "display", display);
	return json_print(object);
}

static int add(const struct target *target, struct job *job, unsigned int row,
	       unsigned int column, const char *text)
{
	struct tphone_request request;

	tphone_request_set_display(&request, row, column, text);
	request.timeout_ms = target->timeout_ms > 0 ? target->timeout_ms : 0;
	return tphone_batch_add(job->batch, &request, NULL, NULL);
}

static int fill(const struct target *target, const struct wish *wish, struct job *job)
{
	unsigned int columns = target->info.display_columns, row;
	int error = tphone_batch_new(&job->batch);

	job->blanks = malloc(columns + 1);
	job->ids = calloc(target->info.display_rows + 1, sizeof(*job->ids));
	if (!job->blanks || !job->ids)
		return -ENOMEM;
	memset(job->blanks, ' ', columns);
	job->blanks[columns] = '\0';
	for (row = 0; wish->clear && !error && row < target->info.display_rows; row++)
		error = add(target, job, row, 0, job->blanks);
	if (wish->text && !error)
		error = add(target, job, wish->row, wish->column, wish->text);
	return error;
}

/* Wait for all requests; return the first failure. */
static int run_job(const struct target *target, struct job *job)
{
	size_t count = tphone_batch_count(job->batch), i;
	struct tphone_record completion;
	int error, failed;

	error = tphone_batch_submit(target->phone, job->batch, TPHONE_SUBMIT_ALL_OR_NONE, NULL,
				    job->ids);
	if (error < 0)
		return error;
	for (i = 0; i < count; i++) {
		failed = tphone_wait_for(target->phone, job->ids[i], -1, &completion);
		if (!failed)
			failed = completion.status;
		if (!error)
			error = failed;
	}
	return error;
}

static int complain_refused(const struct target *target, const struct wish *wish, int error)
{
	const struct tphone_info *info = &target->info;

	switch (error) {
	case -EOPNOTSUPP:
		return target_refuse(target, ": this phone has no display that can be written on");
	case -ERANGE:
		return target_refuse(target,
				     " %u %u: there is no such place; the display has rows 0 to %u and columns 0 to %u",
				     wish->row, wish->column, info->display_rows - 1,
				     info->display_columns - 1);
	case -EMSGSIZE:
		return target_refuse(target,
				     " text: is too long; this phone takes %u bytes at once",
				     info->max_payload);
	case -EILSEQ:
		return target_refuse(target, " text: must be UTF-8 without control characters");
	default:
		return target_complain(target, error);
	}
}

static int set(const struct target *target, const struct wish *wish)
{
	struct job job = { .batch = NULL };
	int error = target->info.display_rows ? fill(target, wish, &job) : -EOPNOTSUPP;

	if (!error)
		error = run_job(target, &job);
	tphone_batch_free(job.batch);
	free(job.ids);
	free(job.blanks);
	if (error < 0)
		return complain_refused(target, wish, error);
	return target->json ? show(target) : EXIT_OK;
}

static int parse(const struct call *call, struct wish *wish)
{
	unsigned long row, column;

	wish->clear = call->opt[OPT_CLEAR];
	if (!call->nr_args)
		return EXIT_OK;
	if (call->nr_args != 3)
		return complain(EXIT_USAGE,
				"display: too few arguments; write with: tphone display ROW COLUMN TEXT");
	if (number_parse(call->args[0], UINT_MAX, &row))
		return complain(EXIT_USAGE, "display row '%s': must be a number from 0",
				call->args[0]);
	if (number_parse(call->args[1], UINT_MAX, &column))
		return complain(EXIT_USAGE, "display column '%s': must be a number from 0",
				call->args[1]);
	if (!text_is_clean(call->args[2]))
		return complain(EXIT_USAGE,
				"display text '%s': must be UTF-8 without control characters",
				call->args[2]);
	wish->row = row;
	wish->column = column;
	wish->text = call->args[2];
	return EXIT_OK;
}

int cmd_display(const struct call *call)
{
	struct wish wish = { .clear = false };
	struct target target;
	int code = parse(call, &wish);
	bool change;

	if (code)
		return code;
	change = wish.clear || wish.text;
	code = target_open(&target, call, change ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = change ? set(&target, &wish) : show(&target);
	target_close(&target);
	return code;
}
