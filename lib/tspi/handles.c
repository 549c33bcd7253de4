// SPDX-License-Identifier: LGPL-2.1-or-later
/* Handles of the kernel: how they begin, are used by calls, and are read. */
#include "../common/sys.h"
#include "notify.h"
#include "open.h"
#include "provider.h"

#include <errno.h>
#include <stdlib.h>

bool tspi_is_about_handles(const struct tphone_record *record)
{
	return record->type == TPHONE_RECORD_EVENT &&
	       (record->code == TPHONE_EVENT_OWNER ||
		record->code == TPHONE_EVENT_MONITORS);
}

/* With the lock held. */
static bool is_wanted(const struct tspi_handle *handle,
		      const struct tphone_record *record)
{
	const struct tspi_open *open = handle->device->open;

	if (tspi_is_about_handles(record))
		return handle->event_proc && !handle->leaving;
	if (record->type != TPHONE_RECORD_EVENT &&
	    record->type != TPHONE_RECORD_LOST)
		return false;
	return open && open->listener == handle && !open->closing;
}

/* With the lock held. */
static void add_event(struct tspi_handle *handle,
		      const struct tphone_record *record)
{
	struct tspi_event *event = calloc(1, sizeof(*event));

	/* The record is treated like one that the kernel has lost. */
	if (!event) {
		handle->device->missed = true;
		return;
	}
	tspi_handle_get(handle);
	event->handle = handle;
	event->record = *record;
	STAILQ_INSERT_TAIL(&tspi_provider.events, event, link);
}

static void received(struct tphone *phone,
		     const struct tphone_record *record, void *data)
{
	struct tspi_handle *handle = data;

	(void)phone;
	tspi_lock();
	if (record->type == TPHONE_RECORD_GONE)
		handle->device->unplugged = true;
	if (is_wanted(handle, record)) {
		add_event(handle, record);
		tspi_wake(handle->device);
	}
	tspi_unlock();
}

/*
 * Calls of tphone_dispatch() for one handle, each of which reads up to 64
 * records, before the other handles have their turn.
 */
#define READS_AT_ONCE	64

/*
 * -ENODEV means that the phone is unplugged or the handle revoked. If it is
 * unplugged, received() has seen the GONE record before and set @unplugged.
 */
static bool was_revoked(const struct tspi_handle *handle)
{
	return handle->end == -ENODEV && !handle->device->unplugged;
}

static void ended(struct tspi_handle *handle, int error)
{
	tspi_poll_remove(tphone_fd(handle->phone));
	tspi_lock();
	handle->end = error;
	/* If the revoked handle has left, the phone need not be closed. */
	if (was_revoked(handle) && handle->place == TSPI_PLACE_JOINED)
		handle->device->revoked = true;
	tspi_unlock();
}

void tspi_handle_read(struct tspi_handle *handle)
{
	int ret = 1;
	int i;

	/* @end is read and written while dispatching is held. */
	if (handle->end)
		return;
	for (i = 0; i < READS_AT_ONCE && ret > 0; i++)
		ret = tphone_dispatch(handle->phone);
	if (ret < 0)
		ended(handle, ret);
}

static int take_role(struct tspi_handle *handle,
		     const struct tspi_joining *joining)
{
	int error;

	error = tphone_set_event_callback(handle->phone, received, handle);
	if (error)
		return error;
	/* Before the role is taken, so that no other event is received. */
	error = tphone_set_event_mask(handle->phone, EVENTS_ABOUT_HANDLES);
	if (error)
		return error;
	if (joining->name)
		return tphone_take_role(handle->phone, joining->role,
					joining->name);
	return tphone_set_role(handle->phone, joining->role);
}

static int enter_locked(struct tspi_handle *handle)
{
	struct tspi_device *device = handle->device;

	if (tspi_device_is_ending(device) || tspi_provider.ending)
		return -ENODEV;
	if (handle->event_proc) {
		handle->hd_handle =
			handle_table_add(&tspi_provider.handle_table, handle);
		if (!handle->hd_handle)
			return -ENOMEM;
	}
	handle->place = TSPI_PLACE_JOINED;
	handle->references++;
	TAILQ_INSERT_TAIL(&device->handles, handle, link);
	return 0;
}

static int enter(struct tspi_handle *handle)
{
	int error;

	error = tspi_poll_add(tphone_fd(handle->phone), handle->device);
	if (error)
		return error;
	tspi_lock();
	error = enter_locked(handle);
	tspi_unlock();
	return error;
}

int tspi_handle_new(struct tspi_device *device,
		    const struct tspi_joining *joining,
		    struct tspi_handle **handle)
{
	struct tspi_handle *fresh = calloc(1, sizeof(*fresh));
	int error;

	if (!fresh)
		return -ENOMEM;
	fresh->device = device;
	fresh->ht_handle = joining->ht_handle;
	fresh->event_proc = joining->event_proc;
	fresh->owner = joining->role == TPHONE_ROLE_OWNER;
	fresh->references = 1;
	TAILQ_INIT(&fresh->requests);
	error = tspi_device_open(device, &fresh->phone, &fresh->info);
	if (!error)
		error = take_role(fresh, joining);
	if (!error)
		error = enter(fresh);
	if (error) {
		tspi_handle_put(fresh);
		return error;
	}
	*handle = fresh;
	return 0;
}

struct tspi_open *tspi_open_find(HDRVPHONE hd)
{
	const struct tspi_handle *handle;

	handle = handle_table_find(&tspi_provider.handle_table, (uintptr_t)hd);
	if (handle)
		return handle->device->open;
	return handle_table_find(&tspi_provider.open_table, (uintptr_t)hd);
}

/* A call on the open phone uses the handle of an owner, which may do most. */
static struct tspi_handle *handle_of_open(struct tspi_open *open)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &open->device->handles, link) {
		if (handle->owner && !handle->leaving)
			return handle;
	}
	return open->listener;
}

static struct tspi_handle *handle_of(HDRVPHONE hd)
{
	struct tspi_open *open;

	open = handle_table_find(&tspi_provider.open_table, (uintptr_t)hd);
	if (open)
		return handle_of_open(open);
	return handle_table_find(&tspi_provider.handle_table, (uintptr_t)hd);
}

struct tspi_handle *tspi_handle_use(HDRVPHONE hd)
{
	struct tspi_handle *handle;

	tspi_lock();
	handle = handle_of(hd);
	if (handle && handle->leaving)
		handle = NULL;
	/* No call begins while the phone is being closed. */
	if (handle && handle->device->open && handle->device->open->closing)
		handle = NULL;
	if (handle) {
		handle->busy++;
		handle->references++;
	}
	tspi_unlock();
	return handle;
}

void tspi_handle_done(struct tspi_handle *handle)
{
	tspi_lock();
	handle->busy--;
	if (!handle->busy) {
		if (tspi_device_is_ending(handle->device))
			tspi_wake(handle->device);
		tspi_changed();
	}
	tspi_unlock();
	tspi_handle_put(handle);
}

void tspi_handle_get(struct tspi_handle *handle)
{
	handle->references++;
}

void tspi_handle_put(struct tspi_handle *handle)
{
	bool last;

	tspi_lock();
	last = !--handle->references;
	tspi_unlock();
	if (!last)
		return;
	tphone_close(handle->phone);
	free(handle);
}

void tspi_handle_bar(struct tspi_handle *handle)
{
	handle->leaving = true;
	handle_table_remove(&tspi_provider.handle_table, handle->hd_handle);
	while (handle->busy || tspi_notifying_handle(handle))
		tspi_wait(DEADLINE_NEVER);
}
