/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Run the tests, and report their results. */
#ifndef COMPLIANCE_TESTS_H
#define COMPLIANCE_TESTS_H

#include "options.h"
#include "run.h"
#include "selection.h"

/**
 * struct totals - how many tests had which result
 * @passed: fulfilled the interface
 * @failed: did not
 * @skipped: were not run
 *
 * Belongs to one thread.
 */
struct totals {
	unsigned int passed;
	unsigned int failed;
	unsigned int skipped;
};

/**
 * struct report - a form in which results are printed
 * @begin: before the first test
 * @test: after each
 * @end: after the last
 *
 * Constant.
 */
struct report {
	void (*begin)(const struct options *options);
	void (*test)(const struct test_case *test_case,
		     const struct verdict *verdict,
		     const struct options *options);
	void (*end)(const struct totals *totals);
};

extern const struct report report_table;
extern const struct report report_json;

/* "passed" and so on. */
const char *tests_result_name(enum result result);

/* The output of a test in memory, terminated; free() it. Never NULL. */
char *tests_output(const struct verdict *verdict);

struct totals tests_run(const struct selection *selection,
			const struct options *options,
			const struct report *report);

#endif
