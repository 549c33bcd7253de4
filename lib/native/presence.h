/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The phones that a watch has reported, and those that are there now. The news
 * is the difference, so it does not matter how often, from which source and in
 * which order a change is noticed, and phones that come and go faster than the
 * program asks cost no memory.
 */
#ifndef _LIBTPHONE_PRESENCE_H
#define _LIBTPHONE_PRESENCE_H

#include "device.h"

#include <stdbool.h>
#include <stddef.h>

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
int presence_told(struct presence *presence, int index, unsigned int action,
		  const struct node *node);

/* Is there some? */
bool presence_has_news(const struct presence *presence);

#endif /* _LIBTPHONE_PRESENCE_H */
