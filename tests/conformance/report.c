// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The output of the runner, see report.h.
 */
#include "report.h"

#include <unistd.h>

void report_plan(unsigned int nr)
{
	printf("TAP version 13\n1..%u\n", nr);
	fflush(stdout);
}

/* In a form that no reader of TAP takes for results of nested tests. */
static void show_output(int output)
{
	char buffer[4096];
	bool line_begins = true;
	off_t offset = 0;
	ssize_t length, i;

	while ((length = pread(output, buffer, sizeof(buffer), offset)) > 0) {
		for (i = 0; i < length; i++) {
			if (line_begins)
				fputs("# | ", stdout);
			putchar(buffer[i]);
			line_begins = buffer[i] == '\n';
		}
		offset += length;
	}
	if (!line_begins)
		putchar('\n');
}

static void show_failure(const struct test_case *test_case,
			 const struct verdict *verdict)
{
	printf("# %s: %s, after %d ms\n", test_case->file, verdict->reason,
	       verdict->milliseconds);
	show_output(verdict->output);
}

static const char *result_name(enum result result)
{
	switch (result) {
	case RESULT_PASSED:
		return "passed";
	case RESULT_FAILED:
		return "failed";
	case RESULT_SKIPPED:
		return "skipped";
	}
	return "";
}

void report_case(unsigned int number, const struct test_case *test_case,
		 const struct verdict *verdict, FILE *results)
{
	printf("%sok %u - %s %s", verdict->result == RESULT_FAILED ? "not " : "",
	       number, test_case->name, test_case->text);
	if (verdict->result == RESULT_SKIPPED)
		printf(" # SKIP %s", verdict->reason);
	putchar('\n');
	if (verdict->result == RESULT_FAILED)
		show_failure(test_case, verdict);
	fflush(stdout);
	if (!results)
		return;
	fprintf(results, "%s\t%s\t%s\n", test_case->name,
		result_name(verdict->result), test_case->file);
	fflush(results);
}
