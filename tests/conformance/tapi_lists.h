/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The errors that each function of TAPI may return: section 4.10 of
 * Documentation/tapi-rules.rst.
 */
#ifndef CONFORMANCE_TAPI_LISTS_H
#define CONFORMANCE_TAPI_LISTS_H

#include "case.h"

#include <tphone/tapi.h>

#define TAPI_LIST_MAX	17

/**
 * struct tapi_list - the errors of a function
 * @name: its name, without A or W
 * @nr: how many
 * @errors: the errors
 *
 * Constant.
 */
struct tapi_list {
	const char *name;
	unsigned int nr;
	LONG errors[TAPI_LIST_MAX];
};

#define NR_TAPI_LISTS	32
extern const struct tapi_list tapi_lists[NR_TAPI_LISTS];

/* The errors of any form of a function; fails the case if there is none. */
const struct tapi_list *tapi_list(const char *name);

bool tapi_has_error(const struct tapi_list *list, LONG error);

/*
 * Fails the case unless the result is possible: success, an error on the list of the
 * function or, if it is device-specific, an error of the manufacturer.
 */
void tapi_check_listed(const char *name, LONG result);

#endif /* CONFORMANCE_TAPI_LISTS_H */
