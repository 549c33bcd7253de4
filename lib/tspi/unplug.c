// SPDX-License-Identifier: LGPL-2.1-or-later
#include "dispatcher.h"
#include "open.h"
#include "provider.h"
#include "tell.h"
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

/* With the lock held. From here on no number stands for anything of the phone. */
static bool begin(struct tspi_device *device)
{
	struct tspi_handle *handle;

	if (!device->unplugged || device->removed)
		return false;
	if (!all_ended(&device->handles) || !all_ended(&device->left))
		return false;
	device->removed = true;
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

static void close_open(struct tspi_open *open)
{
	tspi_tell_releases(open);
	tspi_tell(open, PHONE_CLOSE, 0, 0, 0);
	tspi_lock();
	open->closing = true;
	tspi_open_forget(open);
	tspi_open_put(open);
	tspi_unlock();
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

static void say_removed(DWORD device_id)
{
	if (tspi_provider.create_proc)
		tspi_provider.create_proc(NULL, PHONE_REMOVE, device_id, 0, 0);
}

void tspi_unplug_finish(struct tspi_device *device)
{
	struct tspi_open *open;
	bool begun, numbered;

	tspi_lock();
	begun = begin(device);
	numbered = device->numbered;
	tspi_unlock();
	if (!begun)
		return;
	open = open_to_close(device);
	if (open)
		close_open(open);
	close_handles(device);
	tspi_lock();
	numbered = numbered && !tspi_provider.ending;
	tspi_unlock();
	if (numbered)
		say_removed(device->device_id);
}
