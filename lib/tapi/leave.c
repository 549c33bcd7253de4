// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "broadcast.h"
#include "handle.h"
#include "leave.h"
#include "message_post.h"
#include "provider.h"
#include "request.h"

bool tapi_handle_leave(struct tapi_handle *handle, bool alone)
{
	DWORD last = 0;

	if (handle->left)
		return false;
	handle->left = true;
	if (!handle->joined)
		return alone;
	tapi_provider_call(handle->device->provider, phoneLeave, handle->joined,
			   &last);
	return last;
}

/* The handle is in no list any more. */
static bool is_alone(const struct tapi_device *device)
{
	bool ret;

	tapi_lock();
	ret = LIST_EMPTY(&device->handles);
	tapi_unlock();
	return ret;
}

static bool others_use_extensions(const struct tapi_device *device)
{
	struct tapi_handle *handle;
	bool ret = false;

	tapi_lock();
	LIST_FOREACH(handle, &device->handles, of_device)
		ret |= handle->ext_version != 0;
	tapi_unlock();
	return ret;
}

static void release_extensions(struct tapi_device *device)
{
	HDRVPHONE phone;

	if (!device->ext_version || others_use_extensions(device))
		return;
	if (tapi_device_is_open(device, &phone))
		tapi_provider_call(device->provider, phoneSelectExtVersion,
				   phone, 0);
	device->ext_version = 0;
}

static void tell_others(struct tapi_device *device, DWORD privilege)
{
	DWORD state = privilege == PHONEPRIVILEGE_OWNER ? PHONESTATE_OWNER :
							  PHONESTATE_MONITORS;

	tapi_lock();
	tapi_fan_out_state(device, NULL, state,
			   tapi_device_count(device, privilege));
	tapi_unlock();
}

static void leave_others(struct tapi_handle *handle)
{
	struct tapi_device *device = handle->device;

	release_extensions(device);
	tapi_device_update_filter(device);
	if (!handle->joined)
		tell_others(device, handle->privilege);
}

void tapi_handle_give_up(struct tapi_handle *handle)
{
	bool alone = is_alone(handle->device);
	bool last = tapi_handle_leave(handle, alone);

	if (alone)
		tapi_device_close(handle->device, last);
}

static void close_with_transition(struct tapi_handle *handle)
{
	bool alone;

	/* The phone was removed meanwhile. */
	if (handle->left)
		return;
	tapi_lock();
	LIST_REMOVE(handle, of_device);
	tapi_unlock();
	alone = is_alone(handle->device);
	tapi_handle_give_up(handle);
	if (!alone)
		leave_others(handle);
}

void tapi_handle_begin_closing(struct tapi_handle *handle)
{
	tapi_handle_end(handle);
	tapi_message_purge(handle);
	tapi_requests_drop_replies(handle);
}

void tapi_handle_finish_closing(struct tapi_handle *handle)
{
	struct tapi_device *device = handle->device;

	tapi_lock();
	tapi_wait_until_zero(&handle->calls);
	tapi_unlock();
	pthread_mutex_lock(&device->transition);
	close_with_transition(handle);
	pthread_mutex_unlock(&device->transition);
	tapi_lock();
	tapi_handle_put(handle);
	tapi_unlock();
}
