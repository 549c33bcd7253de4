/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An open phone, and how its parts work together.
 *
 * Any thread may read the device, under the lock and without blocking: the thread
 * that dispatches, and each thread that waits for an operation. phone_receive()
 * sorts the records: the completion of an operation that a thread waits for stays
 * in the table of pending operations, a record that has a callback goes to the
 * queue. Only tphone_dispatch() calls callbacks, from the queue, without the lock.
 * The lock is the innermost one: no other lock is taken while it is held.
 *
 * Of the threads that wait for operations, one polls the device and the others
 * wait for @changed. The polling thread is woken through @wake_fd when another
 * thread has read the completion that it waits for.
 *
 * @ready_fd is readable while the queue has records, because poll() of the device
 * does not report these. The program polls @epoll_fd, which contains @ready_fd and
 * the device.
 */
#ifndef _LIBTPHONE_PHONE_H
#define _LIBTPHONE_PHONE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>
#include <tphone.h>

/*
 * Items: records that the library holds, or waits for. An item is either in the
 * table of pending operations or in the queue of records to dispatch. The item of
 * an operation is allocated before it is submitted, so that its completion can
 * always be stored.
 */

/* Destination of a record */
enum fate {
	FATE_EVENT,	/* the event callback */
	FATE_CALL,	/* the callback of the operation */
	FATE_KEEP,	/* tphone_wait_for() */
	FATE_DROP,	/* none: free the item */
};

/**
 * struct item - a record and its destination
 * @link: in a bucket of the table, or in the queue
 * @record: the record; only the id is valid while an operation is pending
 * @fate: destination of @record
 * @done: FATE_KEEP: the operation ended, @record is its completion
 * @callback: FATE_CALL: the function to call
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
 * The operations that the kernel accepted and whose completion is not delivered
 * yet, by id. A search takes constant time for as many as the kernel accepts.
 */

#define PENDING_BUCKETS	256

/**
 * struct pending - table of operations
 * @buckets: items by hash of their id
 * @running: number of operations that have not ended
 */
struct pending {
	struct item_list buckets[PENDING_BUCKETS];
	size_t running;
};

void pending_init(struct pending *pending);

/* Frees the items. */
void pending_clear(struct pending *pending);

/* Takes ownership of @item, whose record has the id. */
void pending_add(struct pending *pending, struct item *item);

struct item *pending_find(const struct pending *pending, uint64_t id);

/* Returns ownership of @item to the caller. */
void pending_remove(struct pending *pending, struct item *item);

/* Marks an operation as ended. It stays in the table. */
void pending_set_done(struct pending *pending, struct item *item);

/*
 * The records that were read from the phone and have a callback, in order. A thread
 * that waits for a completion has to read the records before it, which stay here
 * until the program dispatches.
 *
 * The number of events is limited, as in the kernel, because a program may never
 * dispatch. Events beyond the limit are counted in one LOST record, which stays at
 * the end of the queue. Completions are not limited: their items exist already.
 */

#define QUEUE_MAX_EVENTS	1024

/**
 * struct queue - records to dispatch
 * @items: the records, oldest first
 * @count: number of @items
 * @nr_events: number of @items that are FATE_EVENT and allocated
 * @nr_calls: number of @items that are FATE_CALL
 * @lost: the LOST record for events beyond the limit
 * @gone: the GONE record, which must be stored even without memory
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

/* Takes ownership of @item, a completion with a callback. */
void queue_add_call(struct queue *queue, struct item *item);

/* Copies @record. */
void queue_add_event(struct queue *queue, const struct tphone_record *record);

/* Removes the oldest record and copies it to @item; false if the queue is empty. */
bool queue_take(struct queue *queue, struct item *item);

/**
 * struct tphone - an open phone
 * @fd: the device
 * @epoll_fd: polled by the program
 * @ready_fd: eventfd, readable while the queue is not empty
 * @wake_fd: eventfd, wakes the thread that polls the device
 * @max_payload: most bytes in one operation
 * @max_batch: most operations in one call
 * @display_cells: rows times columns
 * @events: mask of the events that the kernel can deliver for this phone
 * @lock: protects all members below
 * @changed: signalled when a thread may have to check again what it waits for
 * @pending: operations
 * @queue: records to dispatch
 * @event_callback: called for each event
 * @event_data: passed to @event_callback
 * @end: -ENODEV or -ESHUTDOWN after the last record was read, 0 before
 * @error_offset: of the last submission
 * @depth: number of nested calls of tphone_dispatch(), 0 if no thread dispatches
 * @dispatcher: thread that dispatches, valid if @depth is not 0
 * @in_epoll: the device is in @epoll_fd; not so before the handle has a role,
 *	because poll() would report POLLERR at once
 * @ready: @ready_fd is set
 * @polling: a thread polls the device for all threads that wait
 * @detached: the handle was detached
 * @closed: a callback closed the phone; the outermost tphone_dispatch() frees it
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

/* Frees a phone whose descriptors are closed. */
void phone_free(struct tphone *phone);

/*
 * Adds the device to @epoll_fd, once the handle has a role: before that, poll()
 * reports POLLERR.
 */
int phone_add_to_epoll(struct tphone *phone);

/*
 * Prepares the argument of an ioctl: all zero but the first member, which is its
 * size. @size is the size in the program, @first the size in the first version of
 * the interface. Returns -EINVAL for NULL and for a smaller @size.
 */
int query_begin(const struct tphone *phone, void *arg, size_t size,
		size_t first);

/*
 * Reads the records that have arrived and sorts them into the table and the queue;
 * with the lock held, without blocking. Returns the number of records, or a
 * negative errno. 0 means that there is none now, or, if phone->end is set, that
 * none will follow.
 */
int phone_receive(struct tphone *phone);

#endif /* _LIBTPHONE_PHONE_H */
