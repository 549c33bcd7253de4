/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Notices what happens to device nodes, by means of inotify. */
#ifndef _LIBTPHONE_NODE_WATCH_H
#define _LIBTPHONE_NODE_WATCH_H

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

#endif /* _LIBTPHONE_NODE_WATCH_H */
