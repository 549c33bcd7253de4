/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The records that were read from the phone and have a callback to go to, in
 * order. Somebody who waits for one completion must read what comes before it,
 * and it stays here until the program dispatches.
 *
 * A program may never dispatch, so events are limited, as they are in the
 * kernel. What is beyond the limit is counted in one LOST record, which stays
 * behind everything that it replaces. Completions are not limited: each has
 * brought its memory.
 */
#ifndef _LIBTPHONE_QUEUE_H
#define _LIBTPHONE_QUEUE_H

#include "item.h"

#define QUEUE_MAX_EVENTS	1024

/**
 * struct queue - records to dispatch
 * @items: the records, oldest first
 * @count: how many there are
 * @nr_events: how many of them are FATE_EVENT and have memory of their own
 * @nr_calls: how many of them are FATE_CALL
 * @lost: the LOST record for what found no room
 * @gone: the GONE record, which must find room
 * @has_lost: @lost is in @items
 */
struct queue {
	struct item_list items;
	size_t count;
	size_t nr_events;
	size_t nr_calls;
	struct item lost;
	struct item gone;
	bool has_lost;
};

void queue_init(struct queue *queue);
void queue_clear(struct queue *queue);

/* Takes over @item, a completion with a callback. */
void queue_add_call(struct queue *queue, struct item *item);

/* Copies @record. */
void queue_add_event(struct queue *queue, const struct tphone_record *record);

/* Takes the oldest out and copies it to @item; false if there is none. */
bool queue_take(struct queue *queue, struct item *item);

#endif /* _LIBTPHONE_QUEUE_H */
