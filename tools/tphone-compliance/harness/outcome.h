/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the process of a case tells the runner what became of it: by its exit
 * status, and by a page that both have.
 */
#ifndef CONFORMANCE_OUTCOME_H
#define CONFORMANCE_OUTCOME_H

#include <stdbool.h>

/* Exit statuses. 0 counts only if the case has returned. */
#define OUTCOME_PASSED	0
#define OUTCOME_FAILED	1
#define OUTCOME_SKIPPED	4

/**
 * struct outcome - what a process says of its case
 * @returned: the case has returned
 * @reason: why it was skipped
 * @words: which rule did not hold, see case_broken(); empty: none that has words
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
