/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_DEVICE_H
#define _LIBTPHONE_DEVICE_H

#include <stdbool.h>
#include <stdint.h>
#include <tphone.h>

#define DEVICE_NAME_SIZE	32
#define DEVICE_PATH_SIZE	64

/**
 * struct tphone_device - what is known of a phone without opening it
 * @index: N of /dev/tphoneN
 * @name: name in the kernel
 * @path: device node
 * @manufacturer: UTF-8, empty when not known, as the ones below
 * @model: what the maker calls it
 * @serial: serial number
 * @id: the same text whenever the same phone is plugged in again
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

/* N of "tphoneN"; -EINVAL if it is not such a name. */
int device_index_of(const char *name);

/* As in the kernel's class and its directory below /dev. */
#define TPHONE_SUBSYSTEM	"tphone"

struct udev_device;

/* Copies what udev and sysfs know; false if it is not a phone. */
bool udev_device_read(struct udev_device *from, struct tphone_device *device);

/*
 * Phones as /dev shows them: what is left where /sys is hidden, as in a sandbox
 * that is given a device node and nothing else.
 *
 * A node is opened without a role, which neither waits nor disturbs: the kernel
 * does not count such a handle.
 */

#define NODE_FOLDER	"/dev"

enum node_state {
	NODE_ABSENT,	/* no node, or none with a phone behind it */
	NODE_CLOSED,	/* there is a phone, but no permission to open it */
	NODE_OPEN,	/* it can be opened */
};

/**
 * struct node - a device node at one moment
 * @state: see above
 * @instance: its inode, which the kernel's own /dev has anew whenever a phone is
 *	plugged in; 0 if there is no node
 * @unlinked: it is mounted here, and its name in the kernel's own /dev has gone
 */
struct node {
	enum node_state state;
	uint64_t instance;
	bool unlinked;
};

typedef int (*node_fn)(int index, void *data);

/*
 * Calls @fn for each name in /dev that a phone could have, until it returns an
 * error, which is then the result. Without a folder there are none.
 */
int node_each(node_fn fn, void *data);

/* Looks at /dev/tphoneN. */
void node_look(int index, struct node *node);

/* Fills in name and path only. */
void node_name(int index, struct tphone_device *device);

/* The same, and the rest as the phone says it, if it can be opened. */
enum node_state node_read(int index, struct tphone_device *device);

#endif /* _LIBTPHONE_DEVICE_H */
