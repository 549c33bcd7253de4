// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "node.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * struct each - the arguments of node_each()
 * @fn: what to call
 * @data: passed to it
 */
struct each {
	node_fn fn;
	void *data;
};

static int take_name(const char *name, void *data)
{
	const struct each *each = data;
	char canonical[DEVICE_NAME_SIZE];
	int index = device_index_of(name);

	if (index < 0)
		return 0;
	/* Not "tphone00": that is no name that the kernel gives. */
	snprintf(canonical, sizeof(canonical), "tphone%d", index);
	return strcmp(name, canonical) ? 0 : each->fn(index, each->data);
}

int node_each(node_fn fn, void *data)
{
	struct each each = { fn, data };
	int error = sys_list(NODE_FOLDER, take_name, &each);

	return error == -ENOENT ? 0 : error;
}

void node_name(int index, struct tphone_device *device)
{
	memset(device, 0, sizeof(*device));
	device->index = index;
	snprintf(device->name, sizeof(device->name), "tphone%d", index);
	snprintf(device->path, sizeof(device->path), NODE_FOLDER "/tphone%d",
		 index);
}

/* The state of a phone for which open() or INFO has failed. */
static enum node_state state_of(int error)
{
	switch (error) {
	case -ENOENT:
	case -ENXIO:
	case -ENODEV:
	case -ENOTTY:
		return NODE_ABSENT;
	case -EACCES:
	case -EPERM:
		return NODE_CLOSED;
	}
	/* Another error, too many files say, may pass: the phone is there. */
	return NODE_OPEN;
}

/* Only a device node is opened: opening a FIFO, say, could block. */
static int open_node(const char *path, struct node *node)
{
	struct stat st;
	int error = sys_stat(path, &st);

	memset(node, 0, sizeof(*node));
	if (error)
		return error;
	node->instance = st.st_ino;
	node->unlinked = !st.st_nlink;
	if (!S_ISCHR(st.st_mode))
		return -ENOTTY;
	return sys_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

static void ask(const char *path, struct tphone_info *info, struct node *node)
{
	int error = open_node(path, node);
	int fd = error;

	memset(info, 0, sizeof(*info));
	info->size = sizeof(*info);
	if (fd >= 0) {
		error = sys_ioctl(fd, TPHONE_IOC_INFO, info);
		close(fd);
	}
	node->state = state_of(error);
}

void node_look(int index, struct node *node)
{
	struct tphone_device device;
	struct tphone_info info;

	node_name(index, &device);
	ask(device.path, &info, node);
}

#define COPY(to, from)	snprintf(to, sizeof(to), "%s", from)

enum node_state node_read(int index, struct tphone_device *device)
{
	struct tphone_info info;
	struct node node;

	node_name(index, device);
	ask(device->path, &info, &node);
	COPY(device->manufacturer, info.manufacturer);
	COPY(device->model, info.model);
	COPY(device->serial, info.serial);
	COPY(device->id, info.id);
	COPY(device->driver, info.driver);
	return node.state;
}
