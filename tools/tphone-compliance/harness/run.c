// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Running one case in a process of its own, see run.h.
 *
 * The process leads a process group, in which all that it starts is as well.
 * The runner is their reaper, so none of them is left, and no phone of theirs
 * open, when the next case begins.
 */
#include "run.h"
#include "outcome.h"
#include "phone_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct outcome *outcome;

static sigset_t only_sigchld;
static sigset_t original_mask;

static void die(const char *what)
{
	perror(what);
	exit(2);
}

void run_prepare(void)
{
	outcome = mmap(NULL, sizeof(*outcome), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (outcome == MAP_FAILED)
		die("mmap");
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		die("prctl");
	sigemptyset(&only_sigchld);
	sigaddset(&only_sigchld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &only_sigchld, &original_mask);
}

static void become_case(const struct test_case *test_case, int output,
			pid_t runner)
{
	const struct rlimit no_core = { 0, 0 };
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != runner)
		_exit(OUTCOME_FAILED);
	dup2(null, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	close(null);
	close(output);
	setvbuf(stdout, NULL, _IONBF, 0);
	setrlimit(RLIMIT_CORE, &no_core);
	sigprocmask(SIG_SETMASK, &original_mask, NULL);
	test_case->run();
	outcome->returned = true;
	exit(OUTCOME_PASSED);
}

/* Returns true if the process has ended in time; it is not reaped yet. */
static bool wait_until(pid_t pid, int64_t until)
{
	siginfo_t info;

	for (;;) {
		int64_t left = until - case_now_ms();
		struct timespec timeout = {
			.tv_sec = left / 1000,
			.tv_nsec = left % 1000 * 1000000,
		};

		info.si_pid = 0;
		if (!waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) &&
		    info.si_pid == pid)
			return true;
		if (left <= 0)
			return false;
		sigtimedwait(&only_sigchld, NULL, &timeout);
	}
}

/* Kill and reap the rest of the group. */
static void kill_group(pid_t group)
{
	kill(-group, SIGKILL);
	while (waitpid(-group, NULL, 0) > 0 || errno == EINTR)
		;
}

static void fail(struct verdict *verdict, const char *reason)
{
	verdict->result = RESULT_FAILED;
	snprintf(verdict->reason, sizeof(verdict->reason), "%s", reason);
}

static void judge(struct verdict *verdict, int status)
{
	if (WIFSIGNALED(status)) {
		verdict->result = RESULT_FAILED;
		snprintf(verdict->reason, sizeof(verdict->reason),
			 "killed by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
		return;
	}
	switch (WEXITSTATUS(status)) {
	case OUTCOME_PASSED:
		if (outcome->returned)
			verdict->result = RESULT_PASSED;
		else
			fail(verdict, "ended without returning");
		return;
	case OUTCOME_SKIPPED:
		verdict->result = RESULT_SKIPPED;
		snprintf(verdict->reason, sizeof(verdict->reason), "%s",
			 outcome->reason);
		return;
	case OUTCOME_FAILED:
		fail(verdict, "failed");
		return;
	}
	verdict->result = RESULT_FAILED;
	snprintf(verdict->reason, sizeof(verdict->reason),
		 "exit status %d", WEXITSTATUS(status));
}

void run_case(const struct test_case *test_case, int timeout_ms,
	      struct verdict *verdict)
{
	int64_t begin = case_now_ms();
	pid_t runner = getpid();
	bool in_time;
	int status;
	pid_t pid;

	memset(verdict, 0, sizeof(*verdict));
	memset(outcome, 0, sizeof(*outcome));
	verdict->output = memfd_create("output", MFD_CLOEXEC);
	if (verdict->output < 0)
		die("memfd_create");
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0)
		become_case(test_case, verdict->output, runner);
	setpgid(pid, pid);
	in_time = wait_until(pid, begin + timeout_ms);
	if (!in_time)
		kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	kill_group(pid);
	phone_kind->sweep(pid);
	snprintf(verdict->words, sizeof(verdict->words), "%s", outcome->words);
	if (in_time)
		judge(verdict, status);
	else
		fail(verdict, "still running after the timeout");
	verdict->milliseconds = (int)(case_now_ms() - begin);
}

void verdict_free(struct verdict *verdict)
{
	if (verdict->output >= 0)
		close(verdict->output);
}
