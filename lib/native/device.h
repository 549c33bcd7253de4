/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_DEVICE_H
#define _LIBTPHONE_DEVICE_H

#include <stdbool.h>
#include <stdint.h>
#include <tphone.h>

#define DEVICE_NAME_SIZE	32
#define DEVICE_PATH_SIZE	64

/**
 * struct tphone_device - description of a phone
 * @index: N of /dev/tphoneN
 * @name: name in the kernel
 * @path: device node
 * @manufacturer: in UTF-8, empty if unknown, like the members below
 * @model: name that the manufacturer gives it
 * @serial: serial number
 * @id: the same text each time this phone is plugged in
 * @driver: name of the driver
 */
struct tphone_device {
	int index;
	char name[DEVICE_NAME_SIZE];
	char path[DEVICE_PATH_SIZE];
	char manufacturer[TPHONE_TEXT_SIZE];
	char model[TPHONE_TEXT_SIZE];
	char serial[TPHONE_TEXT_SIZE];
	char id[TPHONE_ID_SIZE];
	char driver[TPHONE_TEXT_SIZE];
};

/* Returns N for the name "tphoneN", -EINVAL for any other name. */
int device_index_of(const char *name);

/* Name of the kernel's class, and of the folder in /dev that udev fills. */
#define TPHONE_SUBSYSTEM	"tphone"

struct udev_device;

/* Fills @device from udev and sysfs. Returns false if @from is no phone. */
bool udev_device_read(struct udev_device *from, struct tphone_device *device);

/*
 * Device nodes. In a sandbox that has a node but no /sys, they are the only source
 * of information about phones.
 *
 * Nodes are opened without a role: the kernel does not count such a handle, so
 * this neither blocks nor disturbs other programs.
 */

#define NODE_FOLDER	"/dev"

enum node_state {
	NODE_ABSENT,	/* no node, or a node without a phone */
	NODE_CLOSED,	/* a phone that this process may not open */
	NODE_OPEN,	/* a phone that can be opened */
};

/**
 * struct node - a device node as node_look() found it
 * @state: whether a phone can be opened through the node
 * @instance: inode number; devtmpfs assigns a new one each time a phone is
 *	plugged in; 0 if there is no node
 * @unlinked: the node is a mount, and its name in devtmpfs has been removed
 */
struct node {
	enum node_state state;
	uint64_t instance;
	bool unlinked;
};

typedef int (*node_fn)(int index, void *data);

/*
 * Calls @fn for each index whose node has a name in /dev, until @fn returns an
 * error; then that is the result. A missing folder counts as empty.
 */
int node_each(node_fn fn, void *data);

/* Examines /dev/tphoneN. */
void node_look(int index, struct node *node);

/* Fills in index, name and path only. */
void node_name(int index, struct tphone_device *device);

/*
 * Fills in all members: those that node_name() does not know come from the phone,
 * and are empty if it cannot be opened.
 */
enum node_state node_read(int index, struct tphone_device *device);

#endif /* _LIBTPHONE_DEVICE_H */
