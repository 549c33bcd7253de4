// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Peer processes of a case, see application.h.
 */
#include "application.h"
#include "outcome.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Most peers of one case, one after the other or together. */
#define MAX_PEERS	256

/**
 * struct peer_process - the other end of a conversation between two processes
 * @pid: the process, in the one that started it
 * @in: what it sends
 * @out: what it receives
 *
 * Belongs to one thread.
 */
struct peer_process {
	pid_t pid;
	int in;
	int out;
};

static void become(struct peer_process *self, int in, int out, pid_t parent,
		   void (*run)(struct peer_process *self, void *data), void *data)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(OUTCOME_FAILED);
	self->in = in;
	self->out = out;
	run(self, data);
	exit(OUTCOME_PASSED);
}

/* Static storage, so that a process that a case does not end is no leak. */
static struct peer_process *new_peer(void)
{
	static struct peer_process peers[MAX_PEERS];
	static unsigned int nr;

	CHECK(nr < MAX_PEERS);
	return &peers[nr++];
}

/* A thread that has just ended counts as sleeping. */
static bool sleeps(const char *thread)
{
	char path[64], state = 'S';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%.20s/stat", thread);
	file = fopen(path, "re");
	if (!file)
		return true;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 'S';
	fclose(file);
	return state == 'S';
}

static bool others_sleep(void)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	bool ret = true;

	if (!tasks)
		return true;
	while (ret && (entry = readdir(tasks))) {
		if (isdigit(entry->d_name[0]) &&
		    atoi(entry->d_name) != gettid())
			ret = sleeps(entry->d_name);
	}
	closedir(tasks);
	return ret;
}

/*
 * The allocator of the address sanitizer does not handle fork(): a lock that another
 * thread holds at this moment, as threads do that have just started, is never released
 * in the child.
 */
static void let_others_come_to_rest(void)
{
	int i;

	for (i = 0; i < SOON && !others_sleep(); i++)
		usleep(1000);
}

struct peer_process *peer_start(void (*run)(struct peer_process *self, void *data),
				void *data)
{
	struct peer_process *peer = new_peer();
	int to[2], from[2];
	pid_t parent = getpid();

	CHECK_EQ(pipe(to), 0);
	CHECK_EQ(pipe(from), 0);
	signal(SIGPIPE, SIG_IGN);
	let_others_come_to_rest();
	peer->pid = fork();
	CHECK(peer->pid >= 0);
	if (peer->pid == 0) {
		close(to[1]);
		close(from[0]);
		become(peer, to[0], from[1], parent, run, data);
	}
	close(to[0]);
	close(from[1]);
	peer->in = from[0];
	peer->out = to[1];
	return peer;
}

void peer_send(struct peer_process *peer, char what)
{
	if (write(peer->out, &what, 1) != 1)
		case_fail(__FILE__, __LINE__, "the other process is gone: %s",
			  strerror(errno));
}

char peer_receive(struct peer_process *peer)
{
	struct pollfd poll_in = { .fd = peer->in, .events = POLLIN };
	char what;

	if (poll(&poll_in, 1, SOON) != 1)
		case_fail(__FILE__, __LINE__,
			  "the other process says nothing within %d ms", SOON);
	if (read(peer->in, &what, 1) != 1)
		case_fail(__FILE__, __LINE__, "the other process is gone");
	return what;
}

static int wait_and_close(struct peer_process *peer)
{
	int status;

	while (waitpid(peer->pid, &status, 0) < 0)
		CHECK_EQ(errno, EINTR);
	close(peer->in);
	close(peer->out);
	return status;
}

void peer_end(struct peer_process *peer)
{
	int status = wait_and_close(peer);

	if (WIFEXITED(status) && WEXITSTATUS(status) == OUTCOME_SKIPPED)
		_exit(OUTCOME_SKIPPED);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != OUTCOME_PASSED)
		case_fail(__FILE__, __LINE__,
			  "the other process ended with status 0x%x", status);
}

void peer_kill(struct peer_process *peer)
{
	kill(peer->pid, SIGKILL);
	wait_and_close(peer);
}
