/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel executed of our modules on behalf of this thread: KCOV. Only
 * they are compiled with it, so every place is ours.
 */
#ifndef FUZZ_COVERAGE_H
#define FUZZ_COVERAGE_H

#include <stdbool.h>

/* 0 or a negative errno: this kernel has no KCOV. */
int coverage_open(void);

void coverage_begin(void);

/* How many places were reached that never were before. */
unsigned int coverage_end(void);

/* Those of the program that coverage_end() was for, each once, as numbers. */
#define COVERAGE_MAX_PLACES	(64 << 10)
unsigned int coverage_last(const unsigned int **indexes);

/* The same for comparisons: what was compared is learnt. */
void coverage_begin_comparisons(void);
void coverage_end_comparisons(void);

unsigned int coverage_places(void);

/* Writes all places that were reached: a module and an offset in its code. */
int coverage_save(const char *path);

#endif /* FUZZ_COVERAGE_H */
