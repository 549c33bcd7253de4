// SPDX-License-Identifier: GPL-2.0-or-later
#include "handles.h"

#include <fcntl.h>
#include <linux/tphone.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
	int fd;
	bool blocks;
} handles[NR_HANDLES];

void handles_start(void)
{
	unsigned int i;

	for (i = 0; i < NR_HANDLES; i++)
		handles[i].fd = -1;
}

void handles_end(void)
{
	unsigned int i;

	for (i = 0; i < NR_HANDLES; i++)
		handle_set(i, -1, false);
}

int handle_fd_of(unsigned int slot)
{
	return handles[slot % NR_HANDLES].fd;
}

int handle_fd(const struct call *call)
{
	return handle_fd_of(call->slot);
}

bool handle_blocks(const struct call *call)
{
	return handles[call->slot % NR_HANDLES].blocks;
}

void handle_set(unsigned int slot, int fd, bool blocks)
{
	slot %= NR_HANDLES;
	if (handles[slot].fd >= 0)
		close(handles[slot].fd);
	handles[slot].fd = fd;
	handles[slot].blocks = blocks;
}

void do_close(const struct call *call)
{
	handle_set(call->slot, -1, false);
}

void do_dup(const struct call *call)
{
	handle_set(call->x, fcntl(handle_fd(call), F_DUPFD_CLOEXEC, 3),
		   handle_blocks(call));
}

void do_pass(const struct call *call)
{
	union {
		char control[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} memory = { .control = { 0 } };
	char byte = 0;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = memory.control,
		.msg_controllen = sizeof(memory.control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int pair[2], fd = handle_fd(call);
	bool sent;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	sent = sendmsg(pair[0], &message, MSG_DONTWAIT) == 1;
	if (sent && call->x & 1)
		do_close(call);
	/*
	 * Receive it in some programs; in the others it is released with the
	 * socket.
	 */
	if (sent && call->x & 2 &&
	    recvmsg(pair[1], &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) == 1) {
		memcpy(&fd, CMSG_DATA(header), sizeof(fd));
		handle_set(call->x >> 8, fd, handle_blocks(call));
	}
	close(pair[0]);
	close(pair[1]);
}

/**
 * struct child - arguments of the child
 * @fd: descriptor of a phone
 * @read: read from it
 * @leave: pipe; the child ends when it is closed
 */
struct child {
	int fd;
	bool read;
	int leave;
};

static int be_child(void *argument)
{
	static char records[2 * sizeof(struct tphone_record)];
	const struct child *child = argument;
	char byte;
	ssize_t got;

	if (child->read)
		got = read(child->fd, records, sizeof(records));
	got = read(child->leave, &byte, 1);
	(void)got;
	_exit(0);
}

/*
 * The child has descriptors of its own but shares the memory, as copying page tables
 * takes longer than everything else.
 */
void do_child(const struct call *call)
{
	static _Alignas(16) char stack[32 << 10];
	struct child child = {
		.fd = handle_fd(call),
		.read = call->x & 1 && !handle_blocks(call),
	};
	int pipes[2];
	ssize_t done;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC))
		return;
	child.leave = pipes[0];
	pid = clone(be_child, stack + sizeof(stack), CLONE_VM | SIGCHLD,
		    &child);
	if (pid > 0) {
		if (call->x & 2)
			do_close(call);
		done = write(pipes[1], "", 1);
		(void)done;
		waitpid(pid, NULL, 0);
	}
	close(pipes[0]);
	close(pipes[1]);
}
