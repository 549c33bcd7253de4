/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The phones that the provider has found, and their handles. A phone stays in the
 * list when it is gone, as its device ID is not used again before the provider is
 * shut down.
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

TAILQ_HEAD(tspi_request_list, tspi_request);

/* The list of the device that a handle is in */
enum tspi_place {
	TSPI_PLACE_NONE,
	TSPI_PLACE_JOINED,
	TSPI_PLACE_LEFT,
};

/**
 * struct tspi_handle - a handle of the kernel, one for each that has joined
 * @link: in a list of the device
 * @device: the phone
 * @phone: the handle itself
 * @info: properties of the phone
 * @ht_handle: handle of TAPI
 * @event_proc: is notified of other handles; NULL: the handle of a phone that was
 *	opened while none had joined
 * @hd_handle: its HDRVPHONE
 * @requests: requests whose completion was not notified yet
 * @references: of the list of the device, calls, requests and events
 * @busy: calls that use it
 * @round: round of the dispatcher in which it was read last
 * @place: the list it is in
 * @owner: its role is TPHONE_ROLE_OWNER
 * @leaving: no call may begin to use it
 * @cancelled: its requests were cancelled and will end soon
 * @overdue: they have not ended in time
 * @revoked: by the provider itself, see tspi_close_revoke_all()
 * @end: a negative errno: nothing more can be read; 0 while it can
 *
 * @device, @info, @ht_handle and @event_proc are constant. So is @phone until the
 * dispatcher drops an overdue handle, and NULL from then on; the dispatcher does that
 * with dispatching held. The others are protected by the lock of the provider.
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
 * @link: in the list of devices
 * @path: device node; constant, as the two below
 * @id: the same whenever the same phone is plugged in
 * @node: inode of the device node, another one each time a phone is plugged in; 0:
 *	not known
 * @device_id: device ID of TAPI, if @has_device_id
 * @temporary_id: ID of the provider, until the device has one of TAPI
 * @has_device_id: @device_id is valid
 * @announced: PHONE_CREATE was or is being notified
 * @unplugged: the phone is gone
 * @removed: the end of the unplugged phone was or is being notified
 * @revoked: a handle was revoked, so the phone has to be closed by force
 * @closing: the dispatcher is closing it by force
 * @woken: the dispatcher has to look at it
 * @opening: TSPI_phoneOpen() is in progress
 * @missed: there was no memory for some record
 * @busy: calls that open, close, join or leave it
 * @open: the phone as TAPI has opened it, or NULL
 * @handles: handles that have joined, and the one of an open phone without any
 * @left: handles that have left and were not read to their end yet
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

/* Fills the list with the phones that exist. Returns 0 or a negative errno. */
int tspi_devices_list(void);

/*
 * Returns the number of phones; gives the first @count of them device IDs,
 * from @base on.
 */
DWORD tspi_devices_count(void);
void tspi_devices_assign_ids(DWORD base, DWORD_PTR count);

void tspi_devices_free(void);

/*
 * With the lock held: returns the phone with this ID, removed or not; or NULL.
 */
struct tspi_device *tspi_device_find(DWORD device_id);

/*
 * Begins a call that opens, closes, joins or leaves a phone, which stays in
 * the list until tspi_device_done(). Returns 0, or -ENODEV or -EBADSLT as
 * below.
 */
int tspi_device_use(DWORD device_id, struct tspi_device **device);
void tspi_device_done(struct tspi_device *device);

/*
 * Opens a phone without a role, to ask for its properties; tphone_close() it.
 * Returns 0 or a negative errno: -ENODEV: it is gone; -EBADSLT: no phone ever
 * had this ID.
 */
int tspi_device_look(DWORD device_id, struct tphone **phone,
		     struct tphone_info *info);

/*
 * Opens the phone of @device, for writing if possible. Returns -ENODEV if the
 * device node belongs to another phone by now.
 */
int tspi_device_open(const struct tspi_device *device, struct tphone **phone,
		     struct tphone_info *info);

/*
 * With the lock held: does the phone have to be closed by force? Then nothing
 * new begins on it.
 */
bool tspi_device_is_ending(const struct tspi_device *device);

/*
 * By the dispatcher: adds and removes the phones that the watch has seen;
 * notifies TAPI of those that it does not know yet.
 */
void tspi_devices_watch(void);
void tspi_devices_announce(void);

/**
 * struct tspi_joining - properties of a new handle
 * @role: TPHONE_ROLE_MONITOR or TPHONE_ROLE_OWNER
 * @name: name of the owner, UTF-8; NULL: that of the program
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
 * Takes a role on a phone and enters the handle into its list. The handle has
 * an HDRVPHONE if it has an event procedure. The caller gets a reference, as
 * the phone may be unplugged at once.
 */
int tspi_handle_new(struct tspi_device *device,
		    const struct tspi_joining *joining,
		    struct tspi_handle **handle);

/*
 * Returns the handle for an HDRVPHONE of a handle or of an open phone, NULL if
 * it is neither. The handle does not end before tspi_handle_done().
 */
struct tspi_handle *tspi_handle_use(HDRVPHONE hd);
void tspi_handle_done(struct tspi_handle *handle);

/*
 * With the lock held: returns the open phone for an HDRVPHONE of either, or
 * NULL.
 */
struct tspi_open *tspi_open_find(HDRVPHONE hd);

/* With the lock held: takes a reference. */
void tspi_handle_get(struct tspi_handle *handle);

/* Without the lock: drops a reference; the last one closes the handle. */
void tspi_handle_put(struct tspi_handle *handle);

/* While dispatching is held: reads all records into the queue of events. */
void tspi_handle_read(struct tspi_handle *handle);

/* Is an event about handles that join and leave, not about the phone? */
bool tspi_is_about_handles(const struct tphone_record *record);

/* The mask of these events; a handle that is not the listener receives no others. */
#define EVENTS_ABOUT_HANDLES \
	(TPHONE_EVENT_BIT(TPHONE_EVENT_OWNER) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_MONITORS))

/*
 * With the lock held: lets no call begin to use it, and waits until none does.
 */
void tspi_handle_bar(struct tspi_handle *handle);

#endif /* _LIBTPHONE_TSPI_DEVICES_H */
