// SPDX-License-Identifier: GPL-2.0-or-later
#include "coverage.h"
#include "execute.h"
#include "kernel_log_check.h"
#include "run.h"
#include "simulator.h"

#include <stdlib.h>

static unsigned long programs;

static void run_program(const struct run *run, const struct program *program,
			enum run_mode mode)
{
	unsigned int fresh = 0;

	if (mode == RUN_COVERED)
		coverage_begin();
	else if (mode == RUN_AND_LEARN)
		coverage_begin_comparisons();
	execute(program);
	if (mode == RUN_COVERED)
		fresh = coverage_end();
	else if (mode == RUN_AND_LEARN)
		coverage_end_comparisons();
	simulator_reset();
	programs++;
	if (mode != RUN_AND_LEARN && run->done)
		run->done(program, fresh);
}

/* The session is stored before it is executed, as the kernel may die of it. */
void run_session(const struct run *run, const struct session *session,
		 enum run_mode mode)
{
	unsigned int i;

	if (run->current)
		session_save(session, run->current);
	simulator_renew();
	for (i = 0; i < session->nr; i++)
		run_program(run, &session->programs[i], mode);
	/* run->current still holds this session. */
	if (kernel_log_check_failed()) {
		simulator_remove();
		exit(1);
	}
}

unsigned long run_programs(void)
{
	return programs;
}
