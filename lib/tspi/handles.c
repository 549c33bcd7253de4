// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "caps.h"
#include "dispatcher.h"
#include "open.h"
#include "provider.h"
#include "text.h"
#include "utf16.h"

#include <errno.h>
#include <stdlib.h>

/* What a handle receives that is not the listener. */
#define OTHERS_COMING_AND_GOING \
	(TPHONE_EVENT_BIT(TPHONE_EVENT_OWNER) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_MONITORS))

static int take_role(struct tspi_handle *handle,
		     const struct tspi_joining *joining)
{
	int error;

	error = tphone_set_event_callback(handle->phone, tspi_event_received,
					  handle);
	if (error)
		return error;
	/* Before the role, so that nothing else comes in between. */
	error = tphone_set_event_mask(handle->phone, OTHERS_COMING_AND_GOING);
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
		handle->number = numbers_add(&tspi_provider.numbers, handle,
					     TSPI_KIND_HANDLE);
		if (!handle->number)
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

	error = tspi_dispatcher_add(handle);
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

/* A call on the open phone itself goes through the one who may do most. */
static struct tspi_handle *handle_of_open(struct tspi_open *open)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &open->device->handles, link) {
		if (handle->owner && !handle->leaving)
			return handle;
	}
	return open->listener;
}

static struct tspi_handle *handle_of(HDRVPHONE number)
{
	struct tspi_open *open;

	open = numbers_find(&tspi_provider.numbers, (uintptr_t)number,
			    TSPI_KIND_OPEN);
	if (open)
		return handle_of_open(open);
	return numbers_find(&tspi_provider.numbers, (uintptr_t)number,
			    TSPI_KIND_HANDLE);
}

struct tspi_handle *tspi_handle_use(HDRVPHONE number)
{
	struct tspi_handle *handle;

	tspi_lock();
	handle = handle_of(number);
	if (handle && handle->leaving)
		handle = NULL;
	/* Closing accepts nothing new, whoever asks. */
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
			tspi_stir(handle->device);
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

struct tspi_open *tspi_open_find(HDRVPHONE number)
{
	const struct tspi_handle *handle;

	handle = numbers_find(&tspi_provider.numbers, (uintptr_t)number,
			      TSPI_KIND_HANDLE);
	if (handle)
		return handle->device->open;
	return numbers_find(&tspi_provider.numbers, (uintptr_t)number,
			    TSPI_KIND_OPEN);
}

void tspi_handle_bar(struct tspi_handle *handle)
{
	handle->leaving = true;
	numbers_remove(&tspi_provider.numbers, handle->number);
	while (handle->busy || (tspi_provider.telling_handle == handle &&
				!tspi_dispatching_here()))
		tspi_wait(DEADLINE_NEVER);
}
