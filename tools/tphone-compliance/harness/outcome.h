/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The result of a case, which its process reports to the runner: an exit
 * status, and a page of shared memory.
 */
#ifndef CONFORMANCE_OUTCOME_H
#define CONFORMANCE_OUTCOME_H

#include <stdbool.h>

/* Exit statuses. 0 counts only if the case has returned. */
#define OUTCOME_PASSED	0
#define OUTCOME_FAILED	1
#define OUTCOME_SKIPPED	4

/**
 * struct outcome - the report of a process about its case
 * @returned: the case has returned
 * @reason: why it was skipped
 * @words: the violated rule, see case_broken(); empty: none
 *
 * The process writes; the runner reads when that has ended.
 */
struct outcome {
	bool returned;
	char reason[256];
	char words[512];
};

extern struct outcome *outcome;

#endif /* CONFORMANCE_OUTCOME_H */
