// SPDX-License-Identifier: GPL-2.0-or-later
/* Results as a table with a line for each test, and a verdict at the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "subject.h"
#include "tests.h"

#define NAME_WIDTH	37
#define TEXT_WIDTH	56

static const char *name(void)
{
	return subject.path[0] ? subject.path : subject.provider;
}

static void begin(const struct options *options)
{
	printf("tphone-compliance " TPHONE_VERSION "\n\n");
	printf("Provider: %s\n", subject.provider_info[0] ?
	       subject.provider_info : "says nothing of itself");
	if (subject.provider[0])
		printf("Object:   %s\n", subject.provider);
	if (subject.path[0])
		printf("Device:   %s\n", subject.path);
	if (subject.phone_info[0])
		printf("Phone:    %s\n", subject.phone_info);
	printf("Tests:    %s\n\n", options->destructive ?
	       "all" : "those that change nothing");
}

/* Show the output of a test below its line. */
static void show_output(const struct verdict *verdict)
{
	char *output = tests_output(verdict);
	char *rest = output;
	char *line;

	while ((line = strsep(&rest, "\n"))) {
		if (*line)
			printf("\t%s\n", line);
	}
	free(output);
}

static void test(const struct test_case *test_case,
		 const struct verdict *verdict, const struct options *options)
{
	static const char *const words[] = {
		[RESULT_PASSED] = "OK",
		[RESULT_FAILED] = "FAIL",
		[RESULT_SKIPPED] = "skipped",
	};

	printf("%-*s %-*s %s", NAME_WIDTH, test_case->name, TEXT_WIDTH,
	       test_case->text, words[verdict->result]);
	if (verdict->result == RESULT_SKIPPED)
		printf(" (%s)", verdict->reason);
	if (verdict->result == RESULT_FAILED && !verdict->words[0])
		printf(": %s", verdict->reason);
	putchar('\n');
	if (verdict->result == RESULT_FAILED && verdict->words[0])
		printf("\t%s\n", verdict->words);
	if (options->verbose)
		show_output(verdict);
	fflush(stdout);
}

static void end(const struct totals *totals)
{
	if (totals->failed)
		printf("\nWith --verbose the checks that failed are shown.\n");
	printf("\nTotal for %s: %u, Succeeded: %u, Failed: %u, Skipped: %u\n",
	       name(), totals->passed + totals->failed + totals->skipped,
	       totals->passed, totals->failed, totals->skipped);
	printf("Verdict: %s\n", totals->failed ? "FAIL" :
	       totals->passed ? "PASS" : "NOTHING TESTED");
}

const struct report report_table = {
	.begin = begin,
	.test = test,
	.end = end,
};
