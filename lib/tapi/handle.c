// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "message_post.h"

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
	handle->number = tapi_numbers_add(&tapi.phone_numbers, handle);
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
	tapi_numbers_remove(&tapi.phone_numbers, handle->number);
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
	handle = tapi_numbers_find(&tapi.phone_numbers, number);
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
	tapi_numbers_remove(&tapi.phone_numbers, handle->number);
	LIST_REMOVE(handle, of_session);
}
