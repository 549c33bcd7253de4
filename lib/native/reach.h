/* SPDX-License-Identifier: LGPL-2.1-or-later */
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
#ifndef _LIBTPHONE_REACH_H
#define _LIBTPHONE_REACH_H

#include <stdbool.h>

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

#endif /* _LIBTPHONE_REACH_H */
