/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Errors: one line on stderr that says what is wrong and what would be right.
 */
#ifndef TPHONE_COMPLAIN_H
#define TPHONE_COMPLAIN_H

#include "macros.h"

/* Exit codes; tphone(1) has the same table. */
enum exit_code {
	EXIT_OK = 0,
	EXIT_FAILED = 1,	/* the phone or the kernel refused */
	EXIT_USAGE = 2,		/* the command line makes no sense */
	EXIT_NO_PHONE = 3,	/* no phone, no such phone, gone meanwhile */
	EXIT_PERMISSION = 4,
	EXIT_BUSY = 5,		/* another program owns the phone */
	EXIT_TIMEOUT = 124,	/* as timeout(1) does */
};

/* Print "tphone: " and the message. Returns @code, for the caller to return. */
int complain(enum exit_code code, const char *format, ...)
	__attribute__((printf_like(2, 3)));

#endif
