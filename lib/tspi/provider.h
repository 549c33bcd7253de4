/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The provider of /dev/tphoneN, and how its parts work together.
 *
 * Every handle that has joined is one handle of the kernel (struct tspi_handle).
 * The phone that TSPI_phoneOpen() opened (struct tspi_open) is a thing of this
 * process: it receives events through one of the handles, its listener. Numbers
 * stand for both; what TAPI presents is looked up, never followed.
 *
 * One thread, the dispatcher, polls all handles and the watch for new phones. It
 * alone calls ASYNC_COMPLETION and PHONEEVENT, so that there is one call at a time
 * in the whole provider, and it holds no lock then. Everybody else puts what is
 * to be told into a queue, wakes it, and waits if need be. Completions are told
 * before events, and events only when all handles of the phone were read, so that
 * the completion of a request comes before the events that the request caused.
 *
 * Three locks, to be taken in this order:
 *
 * life
 *	is held while the provider begins and ends (provider.c).
 * dispatching
 *	is held while handles of the kernel are read (tphone_dispatch()) or
 *	detached, and while the listener of a phone is chosen or its event mask is
 *	set. A change of listener is thereby one step between two readings: the
 *	new one is told what to listen to, the old one is read to its end, and what
 *	both saw is told apart by its number.
 * lock
 *	protects everything else, for a few instructions; no call of the kernel
 *	under it but to wake the dispatcher.
 *
 * Nothing waits for the dispatcher while it holds one of the last two. TAPI may
 * hold locks of its own when it calls in, so its callbacks must not want those.
 *
 * Leaving, closing and the end of the phone meet as follows. Whoever wants to end
 * something takes its number out of the table first: from then on nobody finds
 * it. Calls that are using a handle are counted in it (busy); who ends it waits
 * until there is none, then detaches it. One that has requests stays among those
 * that have left until the dispatcher has read and told everything. Who must not
 * return before that waits for it. Events are only begun while the phone is not closing, and
 * telling says which one is being told, so waiting until it is another one makes
 * sure that silence has begun. When a phone is unplugged, each of its handles ends
 * by itself with all its completions; when all have, and no call is busy with
 * one, the dispatcher says PHONE_CLOSE, unless somebody is just closing, and
 * PHONE_REMOVE. A number that was taken out by one of them is not found by the
 * other, so each thing is ended once. When a handle is revoked, the others of the
 * phone are revoked by the dispatcher, and the rest is the same but for
 * PHONE_REMOVE.
 *
 * A request is in the list of its handle from before it is submitted until the
 * dispatcher tells of its completion, and has its memory from the beginning.
 *
 * Called from a callback, that is on the thread of the dispatcher, functions that
 * wait do the dispatcher's work meanwhile; only TSPI_providerShutdown() cannot.
 */
#ifndef _LIBTPHONE_TSPI_PROVIDER_H
#define _LIBTPHONE_TSPI_PROVIDER_H

#include "../common/handle_table.h"
#include "devices.h"
#include "events.h"
#include "requests.h"

#include <pthread.h>
#include <stdbool.h>
#include <tphone.h>
#include <tphone/tspi.h>

/* Kinds of handles */
enum tspi_kind {
	TSPI_KIND_OPEN = 1,	/* struct tspi_open */
	TSPI_KIND_HANDLE,	/* struct tspi_handle */
};

/**
 * struct tspi_provider - the provider
 * @dispatching: see above
 * @lock: protects all members below
 * @changed: something that a thread may wait for has happened
 * @initialised: between TSPI_providerInit() and TSPI_providerShutdown()
 * @ending: TSPI_providerShutdown() is in progress
 * @stop: the dispatcher is to end
 * @create_proc: told of phones that come and go; from
 *	TSPI_providerEnumDevices(), NULL before
 * @handle: goes with it
 * @completion_proc: told of completions
 * @devices: phones that were found, none is taken out before the end
 * @open_table: handles of struct tspi_open
 * @handle_table: handles of struct tspi_handle
 * @finished: requests whose completion is to be told, oldest first
 * @events: events to be told, oldest first
 * @watch: tells of new phones; used by the dispatcher only
 * @dispatcher: the thread, while @initialised
 * @epoll_fd: what it polls
 * @wake_fd: eventfd in it
 * @round: number of its last reading of handles
 * @notifying_request: the request whose completion is being told
 * @notifying_open: the phone whose event is being told
 * @notifying_handle: the handle whose event is being told
 */
struct tspi_provider {
	pthread_mutex_t dispatching;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool initialised;
	bool ending;
	bool stop;
	PHONEEVENT create_proc;
	HPROVIDER handle;
	ASYNC_COMPLETION completion_proc;
	struct tspi_device_list devices;
	struct handle_table open_table;
	struct handle_table handle_table;
	struct tspi_request_queue finished;
	struct tspi_event_queue events;
	struct tphone_watch *watch;
	pthread_t dispatcher;
	int epoll_fd;
	int wake_fd;
	unsigned int round;
	const struct tspi_request *notifying_request;
	const struct tspi_open *notifying_open;
	const struct tspi_handle *notifying_handle;
};

extern struct tspi_provider tspi_provider;

void tspi_lock(void);
void tspi_unlock(void);

/* With the lock held: who waits looks again. */
void tspi_changed(void);

/*
 * With the lock held, which is released meanwhile: waits for a change, or for the
 * deadline of deadline.h; false when that has passed.
 */
bool tspi_wait(int64_t deadline);

/* With the lock held: let the dispatcher look at a phone. */
void tspi_wake(struct tspi_device *device);

/* Lets the dispatcher poll a file, or not any more. 0 or a negative errno. */
int tspi_poll_add(int fd, void *data);
void tspi_poll_remove(int fd);

/* Is this the thread of the dispatcher? */
bool tspi_dispatching_here(void);

/* It is, and does this while it waits: for something to do, and that. */
void tspi_dispatch_here(void (*dispatch)(int timeout_ms));

/*
 * The dispatcher is the thread that reads all handles and calls all callbacks.
 * 0 or a negative errno.
 */
int tspi_dispatcher_start(void);

/* Returns when the thread has ended. Not to be called from a callback. */
void tspi_dispatcher_stop(void);

/* In the child of a fork there is no such thread. */
void tspi_dispatcher_forget(void);

#endif /* _LIBTPHONE_TSPI_PROVIDER_H */
