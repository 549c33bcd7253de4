/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The output of the runner: TAP on standard output, and a file with a line
 * NAME<TAB>RESULT<TAB>FILE for each case.
 */
#ifndef CONFORMANCE_REPORT_H
#define CONFORMANCE_REPORT_H

#include "run.h"

#include <stdio.h>

void report_plan(unsigned int nr);

/* results may be NULL. number: from 1. */
void report_case(unsigned int number, const struct test_case *test_case,
		 const struct verdict *verdict, FILE *results);

#endif /* CONFORMANCE_REPORT_H */
