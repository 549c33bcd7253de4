/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Executing sessions. */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include <stdbool.h>

#include "session.h"

enum run_mode {
	RUN_BLINDLY,	/* this kernel has no KCOV, or nobody cares */
	RUN_COVERED,
	RUN_AND_LEARN,	/* what the kernel compares with */
};

/**
 * struct run - how to execute sessions
 * @current: file that holds the session that is being executed, or NULL
 * @done: called after each program, but not to learn, with how many new places
 *	it has reached, or NULL
 */
struct run {
	const char *current;
	void (*done)(const struct program *program, unsigned int fresh);
};

/* Does not return if the kernel complains. */
void run_session(const struct run *run, const struct session *session,
		 enum run_mode mode);

/* How many programs, so far. */
unsigned long run_programs(void);

#endif /* FUZZ_RUN_H */
