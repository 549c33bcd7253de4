/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running one case in a process of its own.
 */
#ifndef CONFORMANCE_RUN_H
#define CONFORMANCE_RUN_H

#include "case.h"

enum result {
	RESULT_PASSED,
	RESULT_FAILED,
	RESULT_SKIPPED,
};

/**
 * struct verdict - the result of a case
 * @result: in a word
 * @reason: why it failed or was skipped, one line; empty if it passed
 * @words: the violated rule, if it failed by case_broken()
 * @output: descriptor of what it wrote, which verdict_free() closes
 * @milliseconds: how long it took
 *
 * Belongs to one thread.
 */
struct verdict {
	enum result result;
	char reason[320];
	char words[512];
	int output;
	int milliseconds;
};

/* Call once, before the first run_case(). */
void run_prepare(void);

/*
 * Run a case; if it has not ended after so many milliseconds, it is killed,
 * with everything that it has started, and has failed.
 */
void run_case(const struct test_case *test_case, int timeout_ms,
	      struct verdict *verdict);
void verdict_free(struct verdict *verdict);

#endif /* CONFORMANCE_RUN_H */
