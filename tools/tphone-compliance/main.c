// SPDX-License-Identifier: GPL-2.0-or-later
/* Test phones and their providers. See tphone-compliance(1). */
#include <stdio.h>
#include <stdlib.h>

#include "case.h"
#include "given.h"
#include "options.h"
#include "subject.h"
#include "tests.h"

#define NOTHING_TESTED	2

static const char *needs(const struct test_case *test_case)
{
	if (test_case->flags & NEEDS_MOCK)
		return "scripted provider";
	if (test_case->flags & NEEDS_KERNEL)
		return "destructive, kernel";
	if (test_case->flags & NEEDS_USER)
		return "destructive, person";
	return test_case->flags & CHANGES ? "destructive" : "reads only";
}

static void list(const struct selection *selection)
{
	unsigned int i;

	for (i = 0; i < selection->nr; i++)
		printf("%-37s %-20s %s\n", selection->cases[i]->name,
		       needs(selection->cases[i]), selection->cases[i]->text);
}

static int run(const struct selection *selection, const struct options *options)
{
	struct totals totals;

	if (!subject_find(options))
		return NOTHING_TESTED;
	phone_kind = given_kind();
	totals = tests_run(selection, options,
			   options->json ? &report_json : &report_table);
	if (totals.failed)
		return EXIT_FAILURE;
	return totals.passed ? EXIT_SUCCESS : NOTHING_TESTED;
}

int main(int argc, char **argv)
{
	char *everything = NULL;
	struct selection selection;
	struct options options;
	int status = EXIT_SUCCESS;

	if (!options_parse(&options, argc, argv))
		return NOTHING_TESTED;
	if (!selection_make(&selection, &everything))
		return NOTHING_TESTED;
	if (options.list)
		list(&selection);
	else
		status = run(&selection, &options);
	selection_free(&selection);
	return status;
}
