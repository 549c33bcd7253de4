/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The operations that were accepted and whose completion nobody has got yet, by
 * id. Finding one takes constant time for as many as the kernel accepts.
 */
#ifndef _LIBTPHONE_PENDING_H
#define _LIBTPHONE_PENDING_H

#include "item.h"

#define PENDING_BUCKETS	256

/**
 * struct pending - table of operations
 * @buckets: items by hash of their id
 * @running: how many of them have not ended
 */
struct pending {
	struct item_list buckets[PENDING_BUCKETS];
	size_t running;
};

void pending_init(struct pending *pending);

/* Frees the items. */
void pending_clear(struct pending *pending);

/* Takes over @item, whose record has the id. */
void pending_add(struct pending *pending, struct item *item);

struct item *pending_find(const struct pending *pending, uint64_t id);

/* Hands @item over to the caller. */
void pending_remove(struct pending *pending, struct item *item);

/* The operation ended, but stays in the table. */
void pending_set_done(struct pending *pending, struct item *item);

#endif /* _LIBTPHONE_PENDING_H */
