// SPDX-License-Identifier: LGPL-2.1-or-later
/* The system calls of a watch, in a file of their own so that tests can replace it. */
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/nsfs.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Namespaces are those of a thread, and the socket is made by this one. */
#define OWN	"/proc/thread-self/"

/* PROC_USER_INIT_INO of the kernel, which is part of its interface. */
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

/* Names that are added and removed, and changes of permissions */
#define FOLDER_EVENTS	(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | \
			 IN_ATTRIB | IN_ONLYDIR)
#define NODE_EVENTS	(IN_ATTRIB | IN_DELETE_SELF)

int node_watch_new(void)
{
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	int error;

	if (fd < 0)
		return -errno;
	if (inotify_add_watch(fd, NODE_FOLDER, FOLDER_EVENTS) >= 0)
		return fd;
	error = -errno;
	close(fd);
	return error;
}

/* Fails without permission to read the node; then only /dev is watched. */
void node_watch_add(int fd, int index)
{
	struct tphone_device device;

	node_name(index, &device);
	inotify_add_watch(fd, device.path, NODE_EVENTS);
}

/* An event without a name is about a node itself, or says that events were lost. */
static int index_in(const struct inotify_event *event)
{
	int index;

	if (!event->len)
		return NODE_WATCH_ALL;
	index = device_index_of(event->name);
	return index < 0 ? NODE_WATCH_NOTHING : index;
}

static int merge(int one, int other)
{
	if (one == NODE_WATCH_NOTHING || one == other)
		return other;
	return other == NODE_WATCH_NOTHING ? one : NODE_WATCH_ALL;
}

int node_watch_next(int fd)
{
	char buf[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)]
		__attribute__((aligned(__alignof__(struct inotify_event))));
	const struct inotify_event *event;
	int which = NODE_WATCH_NOTHING;
	ssize_t len, at, step;

	/* Merge all events of one read() into one result, so that none is kept. */
	while (which == NODE_WATCH_NOTHING) {
		len = read(fd, buf, sizeof(buf));
		if (len <= 0)
			break;
		for (at = 0; at < len; at += step) {
			event = (const struct inotify_event *)(buf + at);
			which = merge(which, index_in(event));
			step = (ssize_t)(sizeof(*event) + event->len);
		}
	}
	return which;
}
