// SPDX-License-Identifier: LGPL-2.1-or-later
/* Handles that the kernel counts. */
#include "dispatcher.h"
#include "open.h"
#include "pack.h"
#include "provider.h"
#include "text.h"
#include "utf16.h"

#include <errno.h>

/*
 * The handle is not the first, but the one that listened has left at the same
 * time.
 */
static void listen_if_nobody_does(struct tspi_device *device)
{
	bool nobody;

	pthread_mutex_lock(&tspi_provider.dispatching);
	tspi_lock();
	nobody = device->open && !device->open->listener;
	tspi_unlock();
	if (nobody)
		tspi_open_change_listener(device);
	pthread_mutex_unlock(&tspi_provider.dispatching);
}

static int join(struct tspi_device *device, const struct tspi_joining *joining,
		LPHDRVPHONE number)
{
	struct tspi_handle *handle;
	int error;

	error = tspi_handle_new(device, joining, &handle);
	if (error)
		return error;
	listen_if_nobody_does(device);
	*number = (HDRVPHONE)handle->number;
	tspi_handle_put(handle);
	return 0;
}

LONG TSPI_phoneJoin(DWORD dwDeviceID, DWORD dwPrivilege, LPCWSTR lpszName,
		    HTAPIPHONE htHandle, PHONEEVENT lpfnEventProc,
		    LPHDRVPHONE lphdHandle)
{
	static const struct text_limit limit = {
		.bytes = TPHONE_TEXT_SIZE - 1,
		.characters = TPHONE_TEXT_SIZE,
		.control = UTF16_REPLACEMENT,
	};
	char name[TPHONE_TEXT_SIZE] = "";
	struct tspi_joining joining = {
		.role = dwPrivilege == PHONEPRIVILEGE_OWNER ?
			TPHONE_ROLE_OWNER : TPHONE_ROLE_MONITOR,
		.name = name,
		.ht_handle = htHandle,
		.event_proc = lpfnEventProc,
	};
	struct tspi_device *device;
	int error;

	if (lpszName)
		text_from_utf16(name, &limit, lpszName,
				utf16_length(lpszName));
	error = tspi_device_use(dwDeviceID, &device);
	if (!error) {
		error = join(device, &joining, lphdHandle);
		tspi_device_done(device);
	}
	return tspi_error(TSPI_CALL_phoneJoin, error);
}

/* With the lock held: is the phone open in this process, and by nobody? */
static bool nobody_is_left(const struct tspi_device *device)
{
	return device->open && !device->open->closing &&
	       TAILQ_EMPTY(&device->handles);
}

static DWORD leave(struct tspi_handle *handle)
{
	struct tspi_device *device = handle->device;
	bool last;

	tspi_unlock();
	last = tspi_handle_detach(handle, false);
	tspi_lock();
	/* Others go on elsewhere, and TAPI does not close the phone. */
	if (!last && nobody_is_left(device)) {
		tspi_open_silence(device->open);
		tspi_open_forget(device->open);
	}
	return last;
}

LONG TSPI_phoneLeave(HDRVPHONE hdHandle, LPDWORD lpdwLast)
{
	struct tspi_device *device;
	struct tspi_handle *handle;

	*lpdwLast = 0;
	tspi_lock();
	handle = numbers_find(&tspi_provider.numbers, (uintptr_t)hdHandle,
			      TSPI_KIND_HANDLE);
	if (!handle) {
		tspi_unlock();
		return 0;
	}
	device = handle->device;
	device->busy++;
	tspi_handle_get(handle);
	tspi_handle_bar(handle);
	*lpdwLast = leave(handle);
	tspi_unlock();
	tspi_handle_put(handle);
	tspi_device_done(device);
	return 0;
}
