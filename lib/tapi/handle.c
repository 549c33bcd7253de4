// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broadcast.h"
#include "device.h"
#include "handle.h"
#include "message.h"
#include "provider.h"
#include "request.h"

#include <stdlib.h>

struct tapi_handle *tapi_handle_new(struct tapi_session *session,
				    struct tapi_device *device)
{
	struct tapi_handle *handle = calloc(1, sizeof(*handle));

	if (!handle)
		return NULL;
	handle->session = session;
	handle->device = device;
	handle->references = 1;
	LIST_INIT(&handle->requests);
	handle->number = handle_table_add(&tapi.phone_table, handle);
	if (handle->number)
		handle->close_message = tapi_message_new(handle, PHONE_CLOSE);
	if (!handle->close_message) {
		tapi_handle_put(handle);
		return NULL;
	}
	return handle;
}

void tapi_handle_put(struct tapi_handle *handle)
{
	if (--handle->references)
		return;
	handle_table_remove(&tapi.phone_table, handle->number);
	tapi_backlog_free(&handle->backlog);
	free(handle->close_message);
	free(handle);
}

void tapi_handle_publish(struct tapi_handle *handle)
{
	handle->open = true;
	handle->close_message->content.dwCallbackInstance = handle->instance;
	LIST_INSERT_HEAD(&handle->session->handles, handle, of_session);
	LIST_INSERT_HEAD(&handle->device->handles, handle, of_device);
}

LONG tapi_handle_find(HPHONE number, struct tapi_handle **found)
{
	struct tapi_handle *handle;

	if (LIST_EMPTY(&tapi.sessions))
		return PHONEERR_UNINITIALIZED;
	handle = handle_table_find(&tapi.phone_table, number);
	if (!handle || !handle->open || handle->session->ended)
		return PHONEERR_INVALPHONEHANDLE;
	*found = handle;
	return 0;
}

DWORD tapi_handle_api_version(HPHONE number)
{
	DWORD version = TAPI_NEWEST;
	struct tapi_handle *handle;

	tapi_lock();
	if (!tapi_handle_find(number, &handle))
		version = handle->api_version;
	tapi_unlock();
	return version;
}

void tapi_handle_end(struct tapi_handle *handle)
{
	handle->open = false;
	handle_table_remove(&tapi.phone_table, handle->number);
	LIST_REMOVE(handle, of_session);
}

LONG tapi_call_begin_locked(struct tapi_call *call, HPHONE number,
			    LONG argument)
{
	struct tapi_handle *handle;
	struct tapi_device *device;
	LONG ret = tapi_handle_find(number, &handle);

	if (ret)
		return ret;
	device = handle->device;
	/* The worker is about to close the handle. */
	if (device->removed)
		return PHONEERR_INVALPHONEHANDLE;
	if (argument)
		return argument;
	handle->calls++;
	handle->references++;
	call->handle = handle;
	call->provider = device->provider;
	call->phone = handle->joined ? handle->joined : device->phone;
	return 0;
}

void tapi_call_end_locked(struct tapi_call *call)
{
	tapi_count_down(&call->handle->calls);
	tapi_handle_put(call->handle);
}

LONG tapi_call_begin(struct tapi_call *call, HPHONE number, LONG argument)
{
	LONG ret;

	tapi_lock();
	ret = tapi_call_begin_locked(call, number, argument);
	tapi_unlock();
	return ret;
}

void tapi_call_end(struct tapi_call *call)
{
	tapi_lock();
	tapi_call_end_locked(call);
	tapi_unlock();
}

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

/*
 * Returns true without other handles: the leaving one is off the list already.
 */
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

static void notify_others(struct tapi_device *device, DWORD privilege)
{
	DWORD state = privilege == PHONEPRIVILEGE_OWNER ? PHONESTATE_OWNER :
							  PHONESTATE_MONITORS;

	tapi_lock();
	tapi_broadcast_state(device, NULL, state,
			     tapi_device_count(device, privilege));
	tapi_unlock();
}

static void leave_others(struct tapi_handle *handle)
{
	struct tapi_device *device = handle->device;

	release_extensions(device);
	tapi_device_update_filter(device);
	if (!handle->joined)
		notify_others(device, handle->privilege);
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

	/* The phone was removed meanwhile, see worker.c. */
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
