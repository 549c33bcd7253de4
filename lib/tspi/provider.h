/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The provider of /dev/tphoneN, and how its parts work together.
 *
 * Its files, of which none calls one that is further down:
 *
 *	phoneerr.c, pack.c		codes, structures and texts of TSPI
 *	wait.c				lock, waiting, waking the dispatcher
 *	notify.c			calls the procedures of TAPI
 *	devices.c			list of phones
 *	caps.c				properties of a phone
 *	handles.c			handles of the kernel, reading records
 *	negotiate.c			versions
 *	report.c			decides what is reported, and which handle listens
 *	requests.c, queries.c		functions of an open phone
 *	resync.c, events.c		report lost and other records
 *	close.c, open.c			how a phone and a handle end and begin
 *	dispatcher.c			the thread, and the order of its work
 *	provider.c			lifecycle
 *	load.c				the table of all functions
 *
 * Each handle that TAPI joins is one handle of the kernel (struct tspi_handle).
 * The phone that TSPI_phoneOpen() opens (struct tspi_open) exists in this process
 * only: it receives events through one of the handles, its listener. TAPI is given
 * an HDRVPHONE of a handle table for both, which is looked up, never followed.
 *
 * One thread, the dispatcher, polls all handles and the watch for new phones. It
 * alone calls ASYNC_COMPLETION and PHONEEVENT, so that there is one call at a time
 * in the whole provider, and it holds no lock then. Other threads queue what is to
 * be notified, wake the dispatcher, and wait if need be. Completions are notified
 * before events, and events only when all handles of the phone were read, so that
 * the completion of a request comes before the events that the request caused.
 *
 * Locks, in the order in which they are taken:
 *
 * lifecycle
 *	is held while the provider begins and ends (provider.c).
 * dispatching
 *	is held while handles of the kernel are read (tphone_dispatch()) or
 *	detached, and while the listener of a phone is chosen or its event mask is
 *	set. A change of listener is thereby one step between two readings: the
 *	new one gets its event mask, the old one is read to its end, and a record
 *	that both have read is recognised by its sequence number.
 * lock
 *	protects the rest, see struct tspi_provider, for a few instructions; no system call is made
 *	under it but the one that wakes the dispatcher.
 *
 * No thread waits for the dispatcher while it holds one of the last two. TAPI may
 * hold locks of its own when it calls in, so its callbacks must not take those.
 *
 * Leaving, closing and the end of a phone may coincide:
 *
 * - Each first removes the HDRVPHONE from its table, so that no other call finds
 *   it, and whichever removes it ends the object, once.
 * - Calls that use a handle are counted in it (busy). The handle is detached when
 *   the count is 0.
 * - A handle with requests stays in the list of those that have left until the
 *   dispatcher has read it to its end and notified all completions. A function
 *   that must not return earlier waits for that.
 * - An event is only notified while the phone is not closing, and the provider
 *   notes which phone is being notified. No event is in progress as soon as that
 *   is another one.
 * - When a phone is unplugged, each of its handles ends by itself, with all its
 *   completions. When all have ended and no call uses one, the dispatcher notifies
 *   PHONE_CLOSE, unless a call is closing the phone, and PHONE_REMOVE.
 * - When a handle is revoked, the dispatcher revokes the others of the phone, and
 *   the rest is the same but for PHONE_REMOVE.
 *
 * A request is in the list of its handle from before it is submitted until the
 * dispatcher notifies its completion, and has its memory from the beginning.
 *
 * Functions that wait do the work of the dispatcher meanwhile if they are called
 * from a callback, that is on its thread; only TSPI_providerShutdown() cannot.
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
 * @lock: see above
 * @changed: signalled when something that a thread may wait for has changed
 * @initialised: between TSPI_providerInit() and TSPI_providerShutdown()
 * @ending: TSPI_providerShutdown() is in progress
 * @stop: the dispatcher has to end
 * @create_proc: is notified of phones that are plugged in and unplugged; from
 *	TSPI_providerEnumDevices(), NULL before
 * @handle: first parameter of @create_proc for new phones
 * @completion_proc: is notified of completions
 * @devices: phones that were found; none is removed before the end
 * @open_table: handles of struct tspi_open
 * @handle_table: handles of struct tspi_handle
 * @finished: requests whose completion has to be notified, oldest first
 * @events: records to report, oldest first
 * @watch: watch for new phones; used by the dispatcher only
 * @dispatcher: the thread, while @initialised
 * @epoll_fd: files that @dispatcher polls
 * @wake_fd: eventfd in @epoll_fd
 * @round: number of the last round in which @dispatcher read handles
 * @notifying_request: the request whose completion is being notified
 * @notifying_open: the phone of which an event is being notified
 * @notifying_handle: the handle that is being notified of other handles
 *
 * @create_proc, @handle, @completion_proc, @watch, @dispatcher, @epoll_fd and @wake_fd
 * are set with lifecycle held, while no dispatcher runs. @round is used by the
 * dispatcher only. The other members are protected by @lock.
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

/* With the lock held: wakes all threads in tspi_wait(). */
void tspi_changed(void);

/*
 * With the lock held, which is released meanwhile: waits for a change, or for the
 * deadline of common/sys.h. Returns false when that has passed.
 */
bool tspi_wait(int64_t deadline);

/* With the lock held: makes the dispatcher look at a phone. */
void tspi_wake(struct tspi_device *device);

/*
 * Adds a file to those that the dispatcher polls, or removes it. @data: NULL,
 * &tspi_provider.watch, or a device. Returns 0 or a negative errno.
 */
int tspi_poll_add(int fd, void *data);
void tspi_poll_remove(int fd);

/* Is this the thread of the dispatcher? */
bool tspi_dispatching_here(void);

/*
 * Makes this thread the dispatcher, which calls @dispatch while it waits; NULL: it
 * is not the dispatcher any more.
 */
void tspi_dispatch_here(void (*dispatch)(int timeout_ms));

/*
 * Starts the dispatcher, the thread that reads all handles and calls all
 * callbacks. Returns 0 or a negative errno.
 */
int tspi_dispatcher_start(void);

/* Returns when the thread has ended. Must not be called from a callback. */
void tspi_dispatcher_stop(void);

/* In the child of a fork, which has no such thread: closes its files. */
void tspi_dispatcher_forget(void);

#endif /* _LIBTPHONE_TSPI_PROVIDER_H */
