// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Report a crash with the function of the provider that was called last, which
 * the stack shows. Afterwards the process ends as without this handler.
 */
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crash.h"
#include "macros.h"
#include "outcome.h"

#define MOST_FRAMES	64

static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };

/* The innermost function of TSPI; NULL: none is on the stack. */
static const char *function_on_stack(void)
{
	void *frames[MOST_FRAMES];
	int count = backtrace(frames, MOST_FRAMES), i;
	Dl_info info;

	for (i = 0; i < count; i++) {
		if (dladdr(frames[i], &info) && info.dli_sname &&
		    !strncmp(info.dli_sname, "TSPI_", strlen("TSPI_")))
			return info.dli_sname;
	}
	return NULL;
}

static void crashed(int number)
{
	const char *function = function_on_stack();

	snprintf(outcome->words, sizeof(outcome->words),
		 "the provider crashes%s%s%s (%s)", function ? " in " : "",
		 function ? function : "", function ? "()" : "",
		 strsignal(number));
	signal(number, SIG_DFL);
	raise(number);
}

/* The first backtrace loads a library, which a signal handler must not do. */
void crash_prepare(void)
{
	const struct sigaction action = {
		.sa_handler = crashed,
		.sa_flags = SA_NODEFER | SA_RESETHAND,
	};
	void *frame;
	size_t i;

	backtrace(&frame, 1);
	for (i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], &action, NULL);
}
