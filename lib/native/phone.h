/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An open phone, and how its parts work together.
 *
 * Any thread reads the device, under the lock and without blocking: the one
 * that dispatches, and each that waits for an operation. receive() gives every
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

#include "pending.h"
#include "queue.h"

#include <pthread.h>

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

/* Closes the descriptors and forgets all operations and records. */
void phone_shut(struct tphone *phone);

/* Frees a phone that was shut. */
void phone_free(struct tphone *phone);

/*
 * Puts the device among what the program polls, once it has a role: without one
 * poll() says POLLERR.
 */
int role_start_watching(struct tphone *phone);

/*
 * Prepares the argument of an ioctl that has the size @size in the program, and
 * @first in the first version of the interface: everything zero but its size,
 * which is the first member. Checks for NULL, too.
 */
int query_begin(const struct tphone *phone, void *arg, size_t size,
		size_t first);

#endif /* _LIBTPHONE_PHONE_H */
