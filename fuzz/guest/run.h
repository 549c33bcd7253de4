/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Executing sessions. */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include <stdbool.h>

#include "session.h"

enum run_mode {
	RUN_BLINDLY,	/* without coverage */
	RUN_COVERED,
	RUN_AND_LEARN,	/* collect operands of comparisons */
};

/**
 * struct run - how to execute sessions
 * @current: file that holds the session that is being executed, or NULL
 * @done: called after each program, but not with RUN_AND_LEARN, with the number of
 *	new places; or NULL
 */
struct run {
	const char *current;
	void (*done)(const struct program *program, unsigned int fresh);
};

/* Ends the process if the kernel log check fails. */
void run_session(const struct run *run, const struct session *session,
		 enum run_mode mode);

/* The number of programs executed so far. */
unsigned long run_programs(void);

#endif /* FUZZ_RUN_H */
