/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An open phone, and how its parts work together.
 *
 * Any thread reads the device, under the lock and without blocking: the one
 * that dispatches, and each that waits for an operation. phone_receive() gives every
 * record its place: the completion of an operation that is waited for stays in
 * the table of pending operations, everything that has a callback goes to the
 * queue. Only phone_dispatch_locked() calls callbacks, from the queue, without
 * the lock.
 *
 * Of the threads that wait for operations one polls the device; the others, and
 * later it too, are woken through @changed. It is itself woken through @wake_fd
 * when another thread has read what it waits for.
 *
 * @ready_fd tells the outside that the queue has something, which the device
 * would not show any more. It and the device are in @epoll_fd, which is what a
 * program polls.
 */
#ifndef _LIBTPHONE_PHONE_H
#define _LIBTPHONE_PHONE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>
#include <tphone.h>

/*
 * A record that the library holds, or waits for. At any time an item is either
 * in the table of pending operations or in the queue of records to dispatch. An
 * operation brings its item along when it is submitted, so that nothing needs
 * memory when its completion arrives.
 */

/* What becomes of the record. */
enum fate {
	FATE_EVENT,	/* to the event callback */
	FATE_CALL,	/* to the callback of the operation */
	FATE_KEEP,	/* until tphone_wait_for() takes it */
	FATE_DROP,	/* nobody wants it */
};

/**
 * struct item - one record and whom it is for
 * @link: in a bucket of the table, or in the queue
 * @record: the record; of an operation that has not ended only the id
 * @fate: what becomes of it
 * @done: FATE_KEEP: the operation ended, @record is its completion
 * @callback: FATE_CALL: to be called
 * @data: FATE_CALL: passed to @callback
 */
struct item {
	TAILQ_ENTRY(item) link;
	struct tphone_record record;
	enum fate fate;
	bool done;
	tphone_completion_fn callback;
	void *data;
};

TAILQ_HEAD(item_list, item);

/*
 * The operations that were accepted and whose completion nobody has got yet, by
 * id. Finding one takes constant time for as many as the kernel accepts.
 */

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

/**
 * struct tphone - an open phone
 * @fd: the device
 * @epoll_fd: what the program polls
 * @ready_fd: eventfd, readable while the queue is not empty
 * @wake_fd: eventfd, wakes the thread that polls the device
 * @max_payload: most bytes in one operation
 * @max_batch: most operations in one call
 * @display_cells: rows times columns
 * @events: what the kernel can deliver for this phone, an event mask
 * @lock: protects all members below
 * @changed: something that a thread may wait for has happened
 * @pending: operations
 * @queue: records to dispatch
 * @event_callback: gets the events
 * @event_data: passed to @event_callback
 * @end: why nothing more can be read: -ENODEV or -ESHUTDOWN; 0 while it can
 * @error_offset: of the last submission
 * @depth: how many calls of the dispatcher are nested, 0: nobody dispatches
 * @dispatcher: thread that dispatches, if @depth
 * @in_epoll: the device is in @epoll_fd; it is not without a role, when it
 *	would always be ready
 * @ready: @ready_fd is set
 * @polling: a thread polls the device for all that wait
 * @detached: the handle is
 * @closed: a callback closed the phone; who dispatches frees it
 */
struct tphone {
	int fd;
	int epoll_fd;
	int ready_fd;
	int wake_fd;
	uint32_t max_payload;
	uint32_t max_batch;
	uint32_t display_cells;
	uint64_t events;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct pending pending;
	struct queue queue;
	tphone_event_fn event_callback;
	void *event_data;
	int end;
	unsigned int error_offset;
	unsigned int depth;
	pthread_t dispatcher;
	bool in_epoll;
	bool ready;
	bool polling;
	bool detached;
	bool closed;
};

void phone_lock(struct tphone *phone);
void phone_unlock(struct tphone *phone);

/* Frees a phone that was shut. */
void phone_free(struct tphone *phone);

/*
 * Puts the device among what the program polls, once it has a role: without one
 * poll() says POLLERR.
 */
int phone_add_to_epoll(struct tphone *phone);

/*
 * Prepares the argument of an ioctl that has the size @size in the program, and
 * @first in the first version of the interface: everything zero but its size,
 * which is the first member. Checks for NULL, too.
 */
int query_begin(const struct tphone *phone, void *arg, size_t size,
		size_t first);

/*
 * Reads what has arrived, with the lock held and without blocking, and gives
 * every record its place. Returns how many records that were; 0 if there is
 * none, or never will be: then phone->end says why.
 */
int phone_receive(struct tphone *phone);

#endif /* _LIBTPHONE_PHONE_H */
