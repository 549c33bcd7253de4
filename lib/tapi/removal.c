// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A phone was removed. It is closed at its provider while its handles still
 * receive replies (R48); then they get PHONE_CLOSE, and all sessions PHONE_REMOVE.
 * Calls through the handles are refused from the event on.
 */
#include "broadcast.h"
#include "device.h"
#include "handle.h"
#include "message.h"
#include "removal.h"
#include "request.h"

/* With the lock. */
static struct tapi_handle *next_to_leave(const struct tapi_device *device)
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (!handle->left)
			return handle;
	}
	return NULL;
}

/* True if one of them was the last in the system. */
static bool leave_provider(struct tapi_device *device)
{
	struct tapi_handle *handle;
	bool last = false;

	tapi_lock();
	while ((handle = next_to_leave(device))) {
		handle->references++;
		tapi_wait_until_zero(&handle->calls);
		tapi_unlock();
		last |= tapi_handle_leave(handle, true);
		tapi_lock();
		tapi_handle_put(handle);
	}
	tapi_unlock();
	return last;
}

/* With the lock. One that is being closed is put by who closes it. */
static void end_handle(struct tapi_handle *handle)
{
	LIST_REMOVE(handle, of_device);
	if (!handle->open)
		return;
	/* Takes the place of PHONE_REMOVE for programs that do not know it. R53 */
	if (!tapi_version_has_message(handle->api_version, PHONE_REMOVE))
		tapi_deliver_state(handle, PHONESTATE_REMOVED, 0);
	tapi_deliver_close(handle);
	tapi_handle_end(handle);
	tapi_handle_put(handle);
}

static void announce_removal(struct tapi_device *device)
{
	struct tapi_handle *handle;

	tapi_lock();
	tapi_requests_end(device);
	while ((handle = LIST_FIRST(&device->handles)))
		end_handle(handle);
	tapi_message_post_to_all(PHONE_REMOVE, device->id);
	tapi_unlock();
}

void tapi_device_is_removed(struct tapi_device *device)
{
	pthread_mutex_lock(&device->transition);
	tapi_device_leave_all(device);
	tapi_device_close(device, leave_provider(device));
	tapi_device_leave_all(device);
	announce_removal(device);
	pthread_mutex_unlock(&device->transition);
}
