/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A phone that TSPI_phoneOpen() has opened, see provider.h. */
#ifndef _LIBTPHONE_TSPI_OPEN_H
#define _LIBTPHONE_TSPI_OPEN_H

#include "devices.h"
#include "report.h"

/* How far resync.c is when records were lost */
enum tspi_resync_step {
	TSPI_RESYNC_NONE,
	TSPI_RESYNC_ASKED,	/* the states of the buttons are known */
	TSPI_RESYNC_READ,	/* and all records before them were read */
};

/**
 * struct tspi_open - an open phone
 * @device: the phone
 * @ht_phone: handle of TAPI
 * @event_proc: is notified of events
 * @listener: the handle whose events are reported; NULL: none has joined, or all
 *	have left
 * @own: the handle, if none had joined; then it is the listener
 * @hd_phone: its HDRVPHONE
 * @references: of the device, and of threads that report its events
 * @extension: version of the extensions in force, or 0
 * @filters: what TAPI wants to be notified of
 * @last_seq: records up to this one were reported
 * @pairs: buttons; used by the dispatcher only
 * @resync_step: used by the dispatcher only, as are the next two
 * @connected: state that was reported last
 * @suspended: state that was reported last
 * @closing: no event may begin
 *
 * @device, @ht_phone and @event_proc are constant. @listener is changed under
 * dispatching and the lock of the provider; the lock protects the others.
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

/* With the lock held: takes a reference; drops one. */
void tspi_open_get(struct tspi_open *open);
void tspi_open_put(struct tspi_open *open);

/*
 * With the lock held: returns a handle that can listen in place of @old, with
 * a reference; NULL: there is none.
 */
struct tspi_handle *tspi_open_next_listener(const struct tspi_device *device,
					    const struct tspi_handle *old);

/*
 * While dispatching is held: makes another handle the listener, if there is
 * one, and reads the old one to its end.
 */
void tspi_open_change_listener(struct tspi_device *device);

/* While dispatching is held: sets the events that the listener receives. */
int tspi_open_listen(struct tspi_handle *listener, const struct filter *filter);

/*
 * Gives up the role of a handle after tspi_handle_bar(), and moves it to those
 * that have left. @cancel: end its requests. Returns if it was the last one in
 * the system.
 */
bool tspi_handle_detach(struct tspi_handle *handle, bool cancel);

/*
 * With the lock held: waits until the handles of the phone that have left and
 * are cancelled are read to their end, and all completions were notified.
 */
void tspi_handles_wait_left(struct tspi_device *device);

/*
 * When the provider is shut down: closes a phone as TSPI_phoneClose() does
 * (R62, Documentation/tapi-rules.rst).
 */
void tspi_close_device(struct tspi_device *device);

/*
 * By the dispatcher, when a handle was revoked: revokes the others too, as
 * PHONE_CLOSE ends all handles of a phone. The phone stays a device, and any
 * process that may open the node can open it again.
 */
void tspi_close_revoke_all(struct tspi_device *device);

/*
 * By the dispatcher, when the phone is unplugged or revoked: as soon as all
 * handles have ended, notifies PHONE_CLOSE, and PHONE_REMOVE if the phone is
 * gone.
 */
void tspi_close_by_force(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_OPEN_H */
