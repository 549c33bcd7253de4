/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The phones that the provider has found. One stays in the table when it is gone,
 * as its device ID is not used again before the provider is shut down.
 */
#ifndef _LIBTPHONE_TSPI_DEVICES_H
#define _LIBTPHONE_TSPI_DEVICES_H

#include "handles.h"

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>
#include <tphone.h>
#include <tphone/tspi.h>

#define TSPI_PATH_SIZE	64

struct tspi_open;

/**
 * struct tspi_device - a phone that was found
 * @link: in the table
 * @path: device node; constant, as the two below
 * @id: the same whenever the same phone is plugged in
 * @node: inode of the device node, another one each time a phone is plugged in; 0:
 *	not known
 * @device_id: TAPI's number for it, if @numbered
 * @temporary_id: the provider's, until it has one of TAPI
 * @numbered: it has a device ID
 * @announced: PHONE_CREATE was, or is just being, told
 * @unplugged: it is gone, but not all have been told
 * @removed: all have been told
 * @revoked: a handle was, so the phone is to be closed by force
 * @closing: the dispatcher is just doing that
 * @stirred: there may be something to do for the dispatcher
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
	bool numbered;
	bool announced;
	bool unplugged;
	bool removed;
	bool revoked;
	bool closing;
	bool stirred;
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
void tspi_devices_number(DWORD base, DWORD_PTR count);

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

#endif /* _LIBTPHONE_TSPI_DEVICES_H */
