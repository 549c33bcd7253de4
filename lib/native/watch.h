/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_WATCH_H
#define _LIBTPHONE_WATCH_H

#include "device.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The phones that a watch has reported, and those that are there now. The news
 * is the difference, so it does not matter how often, from which source and in
 * which order a change is noticed, and phones that come and go faster than the
 * program asks cost no memory.
 */

/**
 * struct presence_phone - one index
 * @index: N of /dev/tphoneN
 * @node: what is there now
 * @known: the program knows a phone with this index, from its list or the watch
 * @usable: it knows of one that can be opened
 * @replaced: what it knows of has gone, whatever is there now
 * @announced: the kernel has announced a phone, and not that it is gone
 * @leaving: the phone goes, but its node can still be opened, which is no new
 *	phone until one is announced or opening has failed
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
 * struct presence - all of them
 * @phones: no two with the same index
 * @count: how many
 */
struct presence {
	struct presence_phone *phones;
	size_t count;
};

void presence_free(struct presence *presence);

/*
 * Before anything is reported: the program finds this phone when it makes its
 * list. 0 or -ENOMEM, as of all that follow.
 */
int presence_begin(struct presence *presence, int index,
		   const struct node *node);

/* @node: from node_look(). */
int presence_set(struct presence *presence, int index, const struct node *node);

/*
 * The kernel said that a phone was added or removed; what node_look() finds is as
 * of later. A removal of an earlier phone than the one that is there is no news.
 */
int presence_added(struct presence *presence, int index,
		   const struct node *node);
void presence_removed(struct presence *presence, int index,
		      const struct node *node);

/* Announcements were lost: one of a phone that can be opened may be among them. */
void presence_lost(struct presence *presence);

/*
 * The next news: TPHONE_DEVICE_ADDED or TPHONE_DEVICE_REMOVED, and it counts as
 * reported; 0: none. A phone is news when it can be opened.
 */
unsigned int presence_next(struct presence *presence, int *index);

/* A message of udevd has brought @action to the program. */
int presence_reported(struct presence *presence, int index, unsigned int action,
		  const struct node *node);

/* Is there some? */
bool presence_has_news(const struct presence *presence);

/*
 * Which sources of news about phones can this process hear?
 *
 * udevd sends its messages into its own network namespace. libudev drops those
 * whose sender is not root as this user namespace sees it.
 *
 * The kernel sends its messages into each network namespace that belongs to the
 * first user namespace, and into no other one.
 *
 * inotify sees changes in /dev in any case.
 */

#define UDEV_CONTROL	"/run/udev/control"

/**
 * struct reach_facts - what is known of the surroundings
 * @control_is_roots: the socket of udevd is there, and its owner is root here
 * @control_is_near: it belongs to this network namespace
 * @first_user_ns: this is the first user namespace
 * @net_is_first_users: this network namespace belongs to the first user namespace
 *
 * A fact that cannot be found out is false.
 */
struct reach_facts {
	bool control_is_roots;
	bool control_is_near;
	bool first_user_ns;
	bool net_is_first_users;
};

/* Is it certain that the messages of udevd arrive? */
bool reach_udev(const struct reach_facts *facts);

/* Is it certain that the messages of the kernel arrive? */
bool reach_kernel(const struct reach_facts *facts);

/* Does a line of /proc/net/unix describe a socket with this path? */
bool reach_line_is_socket(const char *line, const char *path);

/* Finds the facts. */
void reach_find(struct reach_facts *facts);

/* Notices what happens to device nodes, by means of inotify. */

/* A descriptor to poll, to be closed; or a negative errno. */
int node_watch_new(void);

/*
 * Also notices what becomes of the node itself. One that was mounted stays in its
 * folder when the phone has gone, but has lost its last name elsewhere.
 */
void node_watch_add(int fd, int index);

/* Results of node_watch_next() that are no index. */
#define NODE_WATCH_NOTHING	(-1)	/* nothing more at present */
#define NODE_WATCH_ALL		(-2)	/* any phone */

/* Which phone to look at; it never blocks. */
int node_watch_next(int fd);

/*
 * After fork(): closes the descriptors of the parent's watch and touches nothing
 * else of it, as another thread may have been changing it.
 */
void watch_forget(const struct tphone_watch *watch);

#endif /* _LIBTPHONE_WATCH_H */
