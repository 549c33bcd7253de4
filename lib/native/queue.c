// SPDX-License-Identifier: LGPL-2.1-or-later
#include "queue.h"

#include <stdlib.h>
#include <string.h>

void queue_init(struct queue *queue)
{
	memset(queue, 0, sizeof(*queue));
	TAILQ_INIT(&queue->items);
}

static void append(struct queue *queue, struct item *item)
{
	TAILQ_INSERT_TAIL(&queue->items, item, link);
	queue->count++;
}

static void unlink_item(struct queue *queue, struct item *item)
{
	TAILQ_REMOVE(&queue->items, item, link);
	queue->count--;
}

void queue_add_call(struct queue *queue, struct item *item)
{
	append(queue, item);
	queue->nr_calls++;
}

/* A LOST record of the kernel stands for several events. */
static uint64_t events_in(const struct tphone_record *record)
{
	return record->type == TPHONE_RECORD_LOST ? record->value[0] : 1;
}

static void count_as_lost(struct queue *queue,
			  const struct tphone_record *record)
{
	struct item *lost = &queue->lost;

	if (queue->has_lost) {
		unlink_item(queue, lost);
	} else {
		memset(lost, 0, sizeof(*lost));
		lost->record.type = TPHONE_RECORD_LOST;
	}
	lost->record.value[0] += events_in(record);
	lost->record.seq = record->seq;
	lost->record.timestamp_ns = record->timestamp_ns;
	append(queue, lost);
	queue->has_lost = true;
}

static void add_gone(struct queue *queue, const struct tphone_record *record)
{
	memset(&queue->gone, 0, sizeof(queue->gone));
	queue->gone.record = *record;
	append(queue, &queue->gone);
}

void queue_add_event(struct queue *queue, const struct tphone_record *record)
{
	struct item *item = NULL;

	if (record->type == TPHONE_RECORD_GONE) {
		add_gone(queue, record);
		return;
	}
	if (!queue->has_lost && queue->nr_events < QUEUE_MAX_EVENTS)
		item = calloc(1, sizeof(*item));
	if (!item) {
		count_as_lost(queue, record);
		return;
	}
	item->record = *record;
	append(queue, item);
	queue->nr_events++;
}

bool queue_take(struct queue *queue, struct item *item)
{
	struct item *first = TAILQ_FIRST(&queue->items);

	if (!first)
		return false;
	unlink_item(queue, first);
	*item = *first;
	if (first == &queue->lost) {
		queue->has_lost = false;
	} else if (first != &queue->gone) {
		if (first->fate == FATE_EVENT)
			queue->nr_events--;
		else
			queue->nr_calls--;
		free(first);
	}
	return true;
}

void queue_clear(struct queue *queue)
{
	struct item item;

	while (queue_take(queue, &item))
		;
}
