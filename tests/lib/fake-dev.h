/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A fake /dev for the functions of sys.h. */
#ifndef _FAKE_DEV_H
#define _FAKE_DEV_H

#include <stdbool.h>
#include <sys/stat.h>
#include <tphone.h>

/* With a name and zeroes otherwise: a phone that can be opened. */
struct fake_node {
	const char *name;
	ino_t inode;
	bool unlinked;		/* it has lost its name elsewhere */
	mode_t type;		/* S_IF*; 0: a character device */
	int open_error;		/* errno */
	int info_error;		/* errno */
	const char *id;
};

#define FAKE_DEV_MAX	8

struct fake_dev {
	struct fake_node nodes[FAKE_DEV_MAX];
	unsigned int nr_nodes;
	int error;		/* errno of listing the folder */
	unsigned int opens;
	int watch_error;	/* errno of node_watch_new() */
	int seen[FAKE_DEV_MAX];	/* results of node_watch_next(), in order */
	unsigned int nr_seen, next_seen;
	int watched;		/* the node that was watched last */
};

extern struct fake_dev fake_dev;

int fake_dev_open(const char *path, int flags);
int fake_dev_info(int fd, struct tphone_info *info);

#endif /* _FAKE_DEV_H */
