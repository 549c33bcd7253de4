/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coverage of the modules by system calls of this thread (KCOV). In the kernel
 * called debug only these modules are instrumented.
 */
#ifndef FUZZ_COVERAGE_H
#define FUZZ_COVERAGE_H

#include <stdbool.h>

/* Returns 0, or a negative errno if the kernel has no KCOV. */
int coverage_open(void);

void coverage_begin(void);

/* Returns the number of places that were reached for the first time. */
unsigned int coverage_end(void);

/* The places before the last coverage_end(), each once, as indexes. */
#define COVERAGE_MAX_PLACES	(64 << 10)
unsigned int coverage_last(const unsigned int **indexes);

/* Collect operands of comparisons instead, and pass them to mutate_learn(). */
void coverage_begin_comparisons(void);
void coverage_end_comparisons(void);

unsigned int coverage_places(void);

/* Write all places that were reached, as module and offset in its code. */
int coverage_save(const char *path);

#endif /* FUZZ_COVERAGE_H */
