/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_WATCH_H
#define _LIBTPHONE_WATCH_H

#include "device.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The phones that a watch has reported, and the phones that are present. Only the
 * difference is reported. So it does not matter how often, from which source and
 * in which order a change is detected, and phones that come and go between two
 * calls of tphone_watch_next() need no memory.
 */

/**
 * struct presence_phone - an index, the phone present and the phone reported
 * @index: N of /dev/tphoneN
 * @node: present state of the node
 * @known: the program has this phone from tphone_list_new() or from the watch
 * @usable: the phone that the program knows could be opened
 * @replaced: the phone that the program knows has gone, whether or not @node shows
 *	another one
 * @announced: the kernel has announced a phone, and not yet its removal
 * @leaving: the phone is being removed although its node can still be opened. The
 *	node is no new phone until one is announced, an announcement may have been
 *	lost, open() has failed, or another node has taken its place
 */
struct presence_phone {
	int index;
	struct node node;
	bool known;
	bool usable;
	bool replaced;
	bool announced;
	bool leaving;
};

/**
 * struct presence - all indices that the watch has seen
 * @phones: no two with the same index
 * @count: number of phones
 */
struct presence {
	struct presence_phone *phones;
	size_t count;
};

void presence_free(struct presence *presence);

/*
 * Adds a phone that is present when the watch begins: the program finds it by
 * tphone_list_new(), so it is not reported. Returns 0 or -ENOMEM, like the
 * functions below.
 */
int presence_begin(struct presence *presence, int index,
		   const struct node *node);

/* Sets the state of a node, from node_look(). */
int presence_set(struct presence *presence, int index, const struct node *node);

/*
 * The kernel announced that a phone was added or removed. @node, from node_look(),
 * may be newer than the announcement. The removal of a phone that another one has
 * replaced is ignored.
 */
int presence_added(struct presence *presence, int index,
		   const struct node *node);
void presence_removed(struct presence *presence, int index,
		      const struct node *node);

/* Announcements were lost, so a node that can be opened may be a new phone. */
void presence_lost(struct presence *presence);

/*
 * Returns the next change, TPHONE_DEVICE_ADDED or TPHONE_DEVICE_REMOVED, and counts
 * it as reported; 0 if there is none. A phone is added when it can be opened.
 */
unsigned int presence_next(struct presence *presence, int *index);

/* Counts @action as reported: the watch passes on a message of udevd. */
int presence_reported(struct presence *presence, int index, unsigned int action,
		      const struct node *node);

/* True if presence_next() would return a change. */
bool presence_has_news(const struct presence *presence);

/*
 * Sources of messages about phones that reach this process.
 *
 * udevd sends its messages in its own network namespace. libudev drops a message
 * if the uid of its sender is not root in this user namespace.
 *
 * The kernel sends its messages in each network namespace that belongs to the
 * initial user namespace, and in no other.
 *
 * inotify reports changes in /dev everywhere.
 */

#define UDEV_CONTROL	"/run/udev/control"

/**
 * struct reach_facts - properties of the namespaces of this process
 * @control_is_roots: the socket of udevd exists, and its owner is root in this
 *	user namespace
 * @control_is_near: the socket of udevd belongs to this network namespace
 * @first_user_ns: this is the initial user namespace
 * @net_is_first_users: this network namespace belongs to the initial user namespace
 *
 * A fact that cannot be determined is false.
 */
struct reach_facts {
	bool control_is_roots;
	bool control_is_near;
	bool first_user_ns;
	bool net_is_first_users;
};

/* True if the messages of udevd are certain to arrive. */
bool reach_udev(const struct reach_facts *facts);

/* True if the messages of the kernel are certain to arrive. */
bool reach_kernel(const struct reach_facts *facts);

/* True if a line of /proc/net/unix describes a socket with this path. */
bool reach_line_is_socket(const char *line, const char *path);

/* Determines the facts. */
void reach_find(struct reach_facts *facts);

/* Changes of device nodes, as inotify reports them. */

/* Returns a descriptor to poll, which the caller closes, or a negative errno. */
int node_watch_new(void);

/*
 * Also watches the node itself. A mounted node keeps its name when the phone is
 * removed, but its link count drops to 0.
 */
void node_watch_add(int fd, int index);

/* Results of node_watch_next() that are no index */
#define NODE_WATCH_NOTHING	(-1)	/* no event is pending */
#define NODE_WATCH_ALL		(-2)	/* examine all phones */

/* Returns the index of the next phone to examine. Never blocks. */
int node_watch_next(int fd);

/*
 * In a child after fork(): closes the descriptors of a watch of the parent. Uses no
 * other member, because another thread may have been changing them.
 */
void watch_forget(const struct tphone_watch *watch);

#endif /* _LIBTPHONE_WATCH_H */
