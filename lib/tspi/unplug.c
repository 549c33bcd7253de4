// SPDX-License-Identifier: LGPL-2.1-or-later
#include "dispatcher.h"
#include "open.h"
#include "provider.h"
#include "notify.h"
#include "unplug.h"

static bool all_ended(const struct tspi_handle_list *list)
{
	const struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->end || handle->busy ||
		    !TAILQ_EMPTY(&handle->requests))
			return false;
	}
	return true;
}

bool tspi_unplug_due(const struct tspi_device *device)
{
	return device->unplugged || device->revoked || device->closing;
}

static struct tspi_handle *first_to_revoke(struct tspi_handle_list *list)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->end && !handle->revoked)
			return handle;
	}
	return NULL;
}

static struct tspi_handle *take_to_revoke(struct tspi_device *device)
{
	struct tspi_handle *handle = NULL;

	tspi_lock();
	if (device->revoked)
		handle = first_to_revoke(&device->handles);
	if (device->revoked && !handle)
		handle = first_to_revoke(&device->left);
	if (handle) {
		handle->revoked = true;
		tspi_handle_get(handle);
	}
	tspi_unlock();
	return handle;
}

void tspi_unplug_revoke(struct tspi_device *device)
{
	struct tspi_handle *handle;

	while ((handle = take_to_revoke(device))) {
		tphone_revoke(handle->phone);
		tspi_handle_put(handle);
	}
}

/* With the lock held. From here on no number stands for anything of the phone. */
static bool begin(struct tspi_device *device)
{
	struct tspi_handle *handle;

	if (!tspi_unplug_due(device) || device->closing || device->removed)
		return false;
	if (!all_ended(&device->handles) || !all_ended(&device->left))
		return false;
	device->closing = true;
	device->revoked = false;
	device->removed = device->unplugged;
	if (device->open)
		numbers_remove(&tspi_provider.numbers, device->open->number);
	TAILQ_FOREACH(handle, &device->handles, link)
		numbers_remove(&tspi_provider.numbers, handle->number);
	return true;
}

/* Who is just closing the phone does what is left to do. */
static struct tspi_open *open_to_close(const struct tspi_device *device)
{
	struct tspi_open *open;

	tspi_lock();
	open = device->open;
	if (open && open->closing)
		open = NULL;
	if (open)
		tspi_open_get(open);
	tspi_unlock();
	return open;
}

/* Those that are just leaving take care of themselves. */
static struct tspi_handle *take_handle(struct tspi_device *device)
{
	struct tspi_handle *handle;

	tspi_lock();
	TAILQ_FOREACH(handle, &device->handles, link) {
		if (!handle->leaving)
			break;
	}
	if (handle) {
		handle->leaving = true;
		handle->place = TSPI_PLACE_NONE;
		TAILQ_REMOVE(&device->handles, handle, link);
	}
	tspi_unlock();
	return handle;
}

static void close_handles(struct tspi_device *device)
{
	struct tspi_handle *handle;

	pthread_mutex_lock(&tspi_provider.dispatching);
	tspi_lock();
	if (device->open)
		device->open->listener = NULL;
	tspi_unlock();
	pthread_mutex_unlock(&tspi_provider.dispatching);
	while ((handle = take_handle(device)))
		tspi_handle_put(handle);
}

/* The phone may be opened again as soon as this is done. */
static void end_closing(struct tspi_device *device, struct tspi_open *open)
{
	tspi_lock();
	if (open)
		tspi_open_forget(open);
	device->closing = false;
	/* It was unplugged meanwhile. */
	if (device->unplugged && !device->removed)
		tspi_stir(device);
	tspi_unlock();
}

static void close_phone(struct tspi_device *device)
{
	struct tspi_open *open = open_to_close(device);

	if (open)
		tspi_tell_releases(open);
	close_handles(device);
	end_closing(device, open);
	if (!open)
		return;
	tspi_tell(open, PHONE_CLOSE, 0, 0, 0);
	tspi_lock();
	tspi_open_put(open);
	tspi_unlock();
}

static void say_removed(struct tspi_device *device)
{
	bool numbered;

	tspi_lock();
	numbered = device->numbered && !tspi_provider.ending;
	tspi_unlock();
	if (numbered && tspi_provider.create_proc)
		tspi_provider.create_proc(NULL, PHONE_REMOVE, device->device_id,
					  0, 0);
}

void tspi_unplug_finish(struct tspi_device *device)
{
	bool begun, removed;

	tspi_lock();
	begun = begin(device);
	removed = device->removed;
	tspi_unlock();
	if (!begun)
		return;
	close_phone(device);
	if (removed)
		say_removed(device);
}
