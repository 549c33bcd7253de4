// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fake-dev.h"
#include "native/watch.h"
#include "common/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

struct fake_dev fake_dev;

/* One is open at a time. */
static const struct fake_node *opened;
static int opened_fd = -1;

static const struct fake_node *node_at(const char *path)
{
	unsigned int i;

	if (strncmp(path, "/dev/", 5))
		return NULL;
	for (i = 0; i < fake_dev.nr_nodes; i++) {
		if (!strcmp(fake_dev.nodes[i].name, path + 5))
			return &fake_dev.nodes[i];
	}
	return NULL;
}

int fake_dev_open(const char *path, int flags)
{
	const struct fake_node *node = node_at(path);

	if (!node)
		return -ENOENT;
	/* The library must open nodes for reading, without waiting or a role. */
	if (node->type || !(flags & O_NONBLOCK) ||
	    (flags & O_ACCMODE) != O_RDONLY)
		abort();
	if (node->open_error)
		return -node->open_error;
	fake_dev.opens++;
	opened = node;
	opened_fd = eventfd(0, EFD_CLOEXEC);
	return opened_fd;
}

int fake_dev_info(int fd, struct tphone_info *info)
{
	if (!fake_dev.nr_nodes || fd != opened_fd)
		return fcntl(fd, F_GETFD) < 0 ? -EBADF : -ENOTTY;
	if (opened->info_error)
		return -opened->info_error;
	snprintf(info->id, sizeof(info->id), "%s", opened->id ?: "");
	snprintf(info->driver, sizeof(info->driver), "fake");
	return 0;
}

int sys_stat(const char *path, struct stat *st)
{
	const struct fake_node *node = node_at(path);

	if (!node)
		return -ENOENT;
	memset(st, 0, sizeof(*st));
	st->st_ino = node->inode;
	st->st_nlink = !node->unlinked;
	st->st_mode = node->type ?: S_IFCHR;
	return 0;
}

int sys_list(const char *folder, sys_name_fn fn, void *data)
{
	unsigned int i;
	int error = -fake_dev.error;

	if (strcmp(folder, "/dev"))
		abort();
	for (i = 0; i < fake_dev.nr_nodes && !error; i++)
		error = fn(fake_dev.nodes[i].name, data);
	return error;
}

int node_watch_new(void)
{
	if (fake_dev.watch_error)
		return -fake_dev.watch_error;
	return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void node_watch_add(int fd, int index)
{
	(void)fd;
	fake_dev.watched = index;
}

int node_watch_next(int fd)
{
	(void)fd;
	if (fake_dev.next_seen == fake_dev.nr_seen)
		return NODE_WATCH_NOTHING;
	return fake_dev.seen[fake_dev.next_seen++];
}
