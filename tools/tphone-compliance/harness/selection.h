/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of cases, and the selection of those to run. */
#ifndef CONFORMANCE_SELECTION_H
#define CONFORMANCE_SELECTION_H

#include "case.h"

/**
 * struct selection - cases in the order of their names
 * @cases: the cases
 * @nr: how many
 *
 * Belongs to one thread.
 */
struct selection {
	const struct test_case **cases;
	unsigned int nr;
};

/*
 * All cases whose name or file matches one of the patterns, or all if there is
 * no pattern. False, with a message: a pattern matches nothing, or two cases
 * have one name.
 */
bool selection_make(struct selection *selection, char **patterns);
void selection_free(struct selection *selection);

#endif /* CONFORMANCE_SELECTION_H */
