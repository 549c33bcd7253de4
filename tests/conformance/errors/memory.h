/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Allocations that fail. The program is linked with --wrap for the functions that
 * allocate; those of the mock provider, a shared object, do not fail.
 */
#ifndef CONFORMANCE_ERRORS_MEMORY_H
#define CONFORMANCE_ERRORS_MEMORY_H

#include <stdbool.h>

/* The n-th allocation of this thread from now on fails, from 1; 0: none. */
void memory_fail_at(unsigned int n);

/* Whether an allocation has failed. */
bool memory_has_failed(void);

#endif /* CONFORMANCE_ERRORS_MEMORY_H */
