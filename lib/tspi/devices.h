/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The phones that the provider has found. One stays in the table when it is gone,
 * as its device ID is not used again before the provider is shut down.
 */
#ifndef _LIBTPHONE_TSPI_DEVICES_H
#define _LIBTPHONE_TSPI_DEVICES_H

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>
#include <tphone.h>
#include <tphone/tspi.h>

#define TSPI_PATH_SIZE	64

struct tspi_device;
struct tspi_open;
struct tspi_request;

/* Handles of the kernel: one for each that has joined, see provider.h. */

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
 * @hd_handle: the HDRVPHONE of TAPI for it
 * @requests: not told yet
 * @references: who may still use it: the list of the device, calls, requests
 * @busy: calls that are using it
 * @round: of the dispatcher when it was read last
 * @place: the list it is in
 * @owner: its role
 * @leaving: nobody may begin to use it
 * @cancelled: it has left, and its requests will end soon
 * @overdue: they have not
 * @revoked: by the provider itself, see tspi_close_revoke_all()
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
	uintptr_t hd_handle;
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
 * struct tspi_device - a phone that was found
 * @link: in the table
 * @path: device node; constant, as the two below
 * @id: the same whenever the same phone is plugged in
 * @node: inode of the device node, another one each time a phone is plugged in; 0:
 *	not known
 * @device_id: TAPI's number for it, if @has_device_id
 * @temporary_id: the provider's, until it has one of TAPI
 * @has_device_id: it has a device ID
 * @announced: PHONE_CREATE was, or is just being, told
 * @unplugged: it is gone, but not all have been told
 * @removed: all have been told
 * @revoked: a handle was, so the phone is to be closed by force
 * @closing: the dispatcher is just doing that
 * @woken: there may be something to do for the dispatcher
 * @opening: TSPI_phoneOpen() is in progress
 * @missed: there was no memory for some record
 * @busy: calls that open, close, join or leave it
 * @open: the phone as TAPI has opened it, or NULL
 * @handles: those that have joined, and the one of an open phone without any
 * @left: those that have left and not been read to the end
 *
 * Protected by the lock of the provider.
 */
struct tspi_device {
	TAILQ_ENTRY(tspi_device) link;
	char path[TSPI_PATH_SIZE];
	char id[TPHONE_ID_SIZE];
	ino_t node;
	DWORD device_id;
	DWORD_PTR temporary_id;
	bool has_device_id;
	bool announced;
	bool unplugged;
	bool removed;
	bool revoked;
	bool closing;
	bool woken;
	bool opening;
	bool missed;
	unsigned int busy;
	struct tspi_open *open;
	struct tspi_handle_list handles;
	struct tspi_handle_list left;
};

TAILQ_HEAD(tspi_device_list, tspi_device);

/* Fills the table with the phones that there are; 0 or a negative errno. */
int tspi_devices_list(void);

/* How many; and gives the first so many their device IDs, from base on. */
DWORD tspi_devices_count(void);
void tspi_devices_assign_ids(DWORD base, DWORD_PTR count);

void tspi_devices_free(void);

/* With the lock held: the phone with this ID, removed or not; or NULL. */
struct tspi_device *tspi_device_find(DWORD device_id);

/*
 * Begins a call that opens, closes, joins or leaves a phone: it stays in the
 * table until tspi_device_done(). 0; -ENODEV, -EBADSLT as below.
 */
int tspi_device_use(DWORD device_id, struct tspi_device **device);
void tspi_device_done(struct tspi_device *device);

/*
 * Opens a phone to look at it, without a role; close it. 0 or a negative errno:
 * -ENODEV: it is gone; -EBADSLT: there never was one with this ID.
 */
int tspi_device_look(DWORD device_id, struct tphone **phone,
		     struct tphone_info *info);

/*
 * Opens the same phone as that of the table, for writing if possible. The device
 * node may belong to another one by now: -ENODEV.
 */
int tspi_device_open(const struct tspi_device *device, struct tphone **phone,
		     struct tphone_info *info);

/* With the lock held: is it to be closed by force? Then nothing new begins on it. */
bool tspi_device_is_ending(const struct tspi_device *device);

/* By the dispatcher: what the watch has to tell, and who has to be told. */
void tspi_devices_watch(void);
void tspi_devices_announce(void);

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
struct tspi_handle *tspi_handle_use(HDRVPHONE hd);
void tspi_handle_done(struct tspi_handle *handle);

/* With the lock held: the open phone of a number of either kind, or NULL. */
struct tspi_open *tspi_open_find(HDRVPHONE hd);

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

#endif /* _LIBTPHONE_TSPI_DEVICES_H */
