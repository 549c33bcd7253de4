/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The errors that each function of a provider may return: section 3.6 of
 * Documentation/tapi-rules.rst.
 */
#ifndef CONFORMANCE_TSPI_LISTS_H
#define CONFORMANCE_TSPI_LISTS_H

#include "case.h"

#include <tphone/tspi.h>

#define TSPI_LIST_MAX	12

/**
 * struct tspi_list - the errors of a function
 * @name: its name without "TSPI_"
 * @nr: how many
 * @errors: the errors
 *
 * Constant.
 */
struct tspi_list {
	const char *name;
	unsigned int nr;
	LONG errors[TSPI_LIST_MAX];
};

/* Fails the case if there is no such function. */
const struct tspi_list *tspi_list(const char *name);

/*
 * Fail the case unless the result is success, an error on the list of the
 * function or, if that is device-specific, an error of its manufacturer.
 */
void tspi_check_listed(const char *name, LONG result);

#endif /* CONFORMANCE_TSPI_LISTS_H */
