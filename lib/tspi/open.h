/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A phone as TSPI_phoneOpen() has opened it, see provider.h. */
#ifndef _LIBTPHONE_TSPI_OPEN_H
#define _LIBTPHONE_TSPI_OPEN_H

#include "report.h"
#include "devices.h"

/* How far it is when events were lost, see resync.h. */
enum tspi_resync_step {
	TSPI_RESYNC_NONE,
	TSPI_RESYNC_ASKED,		/* how its buttons are */
	TSPI_RESYNC_READ,	/* and read what had happened before */
};

/**
 * struct tspi_open - an open phone
 * @device: the phone
 * @ht_phone: TAPI's handle
 * @event_proc: told of events
 * @listener: the handle whose events are told; NULL: none has joined, or is left
 * @own: the handle, if none had joined; then it is the listener
 * @hd_phone: the HDRVPHONE of TAPI for it
 * @references: who may still use it: the device, and who tells of its events
 * @extension: version of the extensions in force, or 0
 * @filters: what is wanted
 * @last_seq: records up to this one have been told
 * @pairs: buttons; used by the dispatcher only
 * @resync_step: by the dispatcher only, as the next two
 * @connected: what was told last
 * @suspended: the same
 * @closing: no event may begin
 *
 * Device, ht_phone and event_proc are constant; the listener is changed under both
 * locks of the provider, the others are protected by the lock.
 */
struct tspi_open {
	struct tspi_device *device;
	HTAPIPHONE ht_phone;
	PHONEEVENT event_proc;
	struct tspi_handle *listener;
	struct tspi_handle *own;
	uintptr_t hd_phone;
	unsigned int references;
	DWORD extension;
	struct filters filters;
	uint64_t last_seq;
	struct button_pairs pairs;
	enum tspi_resync_step resync_step;
	bool connected;
	bool suspended;
	bool closing;
};

/* With the lock held: one more reference; one less. */
void tspi_open_get(struct tspi_open *open);
void tspi_open_put(struct tspi_open *open);

/*
 * With the lock held: one of the handles that have joined that can listen in place
 * of @old, with a reference; NULL: there is none.
 */
struct tspi_handle *tspi_open_next_listener(const struct tspi_device *device,
					    const struct tspi_handle *old);

/*
 * While dispatching is held: another handle becomes the listener, if there is one,
 * and the old one is read to its end.
 */
void tspi_open_change_listener(struct tspi_device *device);

/* While dispatching is held: sets the events that the listener receives. */
int tspi_open_listen(struct tspi_handle *listener, const struct filter *filter);

/*
 * Gives up the role of a handle that was barred, and puts it among those that
 * have left. @cancel: end its requests. Is it the last one in the system?
 */
bool tspi_handle_detach(struct tspi_handle *handle, bool cancel);

/*
 * With the lock held: waits until those of the phone that have left and are
 * cancelled are read to the end, and everything was told.
 */
void tspi_handles_wait_left(struct tspi_device *device);

/* When the provider is shut down: closes a phone as TSPI_phoneClose() does. R62 */
void tspi_close_device(struct tspi_device *device);

/*
 * The end of a phone that is unplugged, or of which a handle was revoked. The
 * latter stays a device, and any process that may open the node can open it
 * again.
 */

/*
 * By the dispatcher: revokes the other handles too, as PHONE_CLOSE ends all
 * handles of a phone.
 */
void tspi_close_revoke_all(struct tspi_device *device);

/*
 * By the dispatcher: as soon as all handles have ended, reports PHONE_CLOSE,
 * and PHONE_REMOVE of a phone that is gone.
 */
void tspi_close_by_force(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_OPEN_H */
