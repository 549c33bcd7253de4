// SPDX-License-Identifier: LGPL-2.1-or-later
#include "pending.h"

#include <stdlib.h>

/*
 * Nothing is known about how the kernel makes ids; the golden ratio spreads any
 * regular pattern of them over the upper eight bits.
 */
static unsigned int bucket_of(uint64_t id)
{
	return (unsigned int)((id * 0x9e3779b97f4a7c15ULL) >> 56);
}

void pending_init(struct pending *pending)
{
	unsigned int i;

	for (i = 0; i < PENDING_BUCKETS; i++)
		TAILQ_INIT(&pending->buckets[i]);
	pending->running = 0;
}

void pending_clear(struct pending *pending)
{
	struct item *item;
	unsigned int i;

	for (i = 0; i < PENDING_BUCKETS; i++) {
		while ((item = TAILQ_FIRST(&pending->buckets[i]))) {
			pending_remove(pending, item);
			free(item);
		}
	}
}

void pending_add(struct pending *pending, struct item *item)
{
	item->done = false;
	TAILQ_INSERT_TAIL(&pending->buckets[bucket_of(item->record.id)], item,
			  link);
	pending->running++;
}

struct item *pending_find(const struct pending *pending, uint64_t id)
{
	struct item *item;

	TAILQ_FOREACH(item, &pending->buckets[bucket_of(id)], link) {
		if (item->record.id == id)
			return item;
	}
	return NULL;
}

void pending_remove(struct pending *pending, struct item *item)
{
	TAILQ_REMOVE(&pending->buckets[bucket_of(item->record.id)], item, link);
	if (!item->done)
		pending->running--;
}

void pending_set_done(struct pending *pending, struct item *item)
{
	if (item->done)
		return;
	item->done = true;
	pending->running--;
}
