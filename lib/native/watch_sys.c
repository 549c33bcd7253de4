// SPDX-License-Identifier: LGPL-2.1-or-later
#include "reach.h"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A network namespace is that of a thread, and so is the watch's socket. */
#define OWN	"/proc/thread-self/"

/* PROC_USER_INIT_INO of the kernel, which is the same for ever. */
#define FIRST_USER_NS	0xEFFFFFFDU

static bool control_is_roots(void)
{
	struct stat control;

	return !stat(UDEV_CONTROL, &control) && !control.st_uid;
}

static bool control_is_near(void)
{
	FILE *sockets = fopen(OWN "net/unix", "re");
	bool found = false;
	char *line = NULL;
	size_t size = 0;

	if (!sockets)
		return false;
	while (!found && getline(&line, &size, sockets) > 0)
		found = reach_line_is_socket(line, UDEV_CONTROL);
	free(line);
	fclose(sockets);
	return found;
}

static bool is_first_user_ns(int fd)
{
	struct stat ns;

	return !fstat(fd, &ns) && ns.st_ino == FIRST_USER_NS;
}

static bool first_user_ns(void)
{
	struct stat ns;

	return !stat(OWN "ns/user", &ns) && ns.st_ino == FIRST_USER_NS;
}

static bool net_is_first_users(void)
{
	int net = open(OWN "ns/net", O_RDONLY | O_CLOEXEC);
	bool is_first = false;
	int owner;

	if (net < 0)
		return false;
	owner = ioctl(net, NS_GET_USERNS);
	if (owner >= 0) {
		is_first = is_first_user_ns(owner);
		close(owner);
	}
	close(net);
	return is_first;
}

void reach_find(struct reach_facts *facts)
{
	facts->control_is_roots = control_is_roots();
	facts->control_is_near = control_is_near();
	facts->first_user_ns = first_user_ns();
	facts->net_is_first_users = net_is_first_users();
}
