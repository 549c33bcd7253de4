/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Handles of the kernel: one for each that has joined, see provider.h. */
#ifndef _LIBTPHONE_TSPI_HANDLES_H
#define _LIBTPHONE_TSPI_HANDLES_H

#include <stdbool.h>
#include <sys/queue.h>
#include <tphone.h>
#include <tphone/tspi.h>

struct tspi_device;
struct tspi_open;
struct tspi_request;

TAILQ_HEAD(tspi_request_list, tspi_request);

/* Which list of the device a handle is in. */
enum tspi_place {
	TSPI_PLACE_NONE,
	TSPI_PLACE_JOINED,
	TSPI_PLACE_LEFT,
};

/**
 * struct tspi_handle - a handle of the kernel
 * @link: in a list of the device
 * @device: the phone
 * @phone: the handle itself
 * @info: what the phone is and can do
 * @ht_handle: TAPI's handle
 * @event_proc: told of other handles; NULL: the handle of a phone that was
 *	opened without one that has joined
 * @number: stands for it
 * @requests: not told yet
 * @references: who may still use it: the list of the device, calls, requests
 * @busy: calls that are using it
 * @round: of the dispatcher when it was read last
 * @place: the list it is in
 * @owner: its role
 * @leaving: nobody may begin to use it
 * @cancelled: it has left, and its requests will end soon
 * @overdue: they have not
 * @revoked: by the provider itself, see unplug.h
 * @end: why nothing more can be read, a negative errno; 0 while it can
 *
 * Device, phone, info, ht_handle and event_proc are constant; the others are
 * protected by the lock of the provider.
 */
struct tspi_handle {
	TAILQ_ENTRY(tspi_handle) link;
	struct tspi_device *device;
	struct tphone *phone;
	struct tphone_info info;
	HTAPIPHONE ht_handle;
	PHONEEVENT event_proc;
	uintptr_t number;
	struct tspi_request_list requests;
	unsigned int references;
	unsigned int busy;
	unsigned int round;
	enum tspi_place place;
	bool owner;
	bool leaving;
	bool cancelled;
	bool overdue;
	bool revoked;
	int end;
};

TAILQ_HEAD(tspi_handle_list, tspi_handle);

/**
 * struct tspi_joining - who wants a handle
 * @role: TPHONE_ROLE_MONITOR or TPHONE_ROLE_OWNER
 * @name: UTF-8; NULL: that of the program
 * @ht_handle: see struct tspi_handle
 * @event_proc: see struct tspi_handle
 */
struct tspi_joining {
	unsigned int role;
	const char *name;
	HTAPIPHONE ht_handle;
	PHONEEVENT event_proc;
};

/*
 * Takes a role on a phone and enters the handle into its list; it has a number
 * if it has an event procedure. The caller gets a reference: it may be unplugged
 * at once.
 */
int tspi_handle_new(struct tspi_device *device,
		    const struct tspi_joining *joining,
		    struct tspi_handle **handle);

/*
 * The handle that a call is about, for one with a number of either kind; NULL:
 * neither. No one ends it before tspi_handle_done().
 */
struct tspi_handle *tspi_handle_use(HDRVPHONE number);
void tspi_handle_done(struct tspi_handle *handle);

/* With the lock held: the open phone of a number of either kind, or NULL. */
struct tspi_open *tspi_open_find(HDRVPHONE number);

/* With the lock held: one more reference. */
void tspi_handle_get(struct tspi_handle *handle);

/* Without the lock: one less; the last one closes it. */
void tspi_handle_put(struct tspi_handle *handle);

/* While dispatching is held: reads all there is into the queue of events. */
void tspi_handle_read(struct tspi_handle *handle);

/* Is an event about handles that join and leave, not about the phone? */
bool tspi_is_about_handles(const struct tphone_record *record);

/* With the lock held: nobody begins to use it; waits until nobody does. */
void tspi_handle_bar(struct tspi_handle *handle);

#endif /* _LIBTPHONE_TSPI_HANDLES_H */
