// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broadcast.h"
#include "message.h"

static bool is_single_bit(DWORD mask)
{
	return mask && !(mask & (mask - 1));
}

void tapi_deliver_state(struct tapi_handle *handle, DWORD states,
			DWORD_PTR detail)
{
	DWORD passing = tapi_filter_states(&handle->filter, states) &
			tapi_version_states(handle->api_version);
	struct tapi_message *message;

	if (!passing)
		return;
	/* Of several bits the detail says nothing, nor of one of several. */
	if (!is_single_bit(states))
		detail = 0;
	if (!tapi_backlog_admits_state(&handle->backlog, passing, detail))
		return;
	message = tapi_message_new(handle, PHONE_STATE);
	if (!message) {
		tapi_backlog_lose_state(&handle->backlog, passing, detail);
		return;
	}
	message->content.dwParam1 = passing;
	message->content.dwParam2 = detail;
	tapi_message_post(handle, message);
}

void tapi_fan_out_state(struct tapi_device *device,
			const struct tapi_handle *except, DWORD states,
			DWORD_PTR detail)
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (handle->open && handle != except)
			tapi_deliver_state(handle, states, detail);
	}
}

static void deliver_reinit(struct tapi_handle *handle)
{
	struct tapi_message *message;

	if (!tapi_backlog_admits_reinit(&handle->backlog))
		return;
	message = tapi_message_new(handle, PHONE_STATE);
	if (!message)
		return;
	message->content.hDevice = 0;
	message->content.dwParam1 = PHONESTATE_REINIT;
	tapi_message_post(handle, message);
}

void tapi_fan_out_reinit(void)
{
	struct tapi_session *session;
	struct tapi_handle *handle;

	LIST_FOREACH(session, &tapi.sessions, link) {
		LIST_FOREACH(handle, &session->handles, of_session)
			deliver_reinit(handle);
	}
}

static void deliver_button(struct tapi_handle *handle,
			   const DWORD_PTR parameter[3])
{
	DWORD button = (DWORD)parameter[0], pressed = (DWORD)parameter[2];
	struct tapi_message *message;

	if (!tapi_filter_passes_button(&handle->filter, (DWORD)parameter[1],
				       pressed))
		return;
	if (!tapi_backlog_admits_button(&handle->backlog, button, pressed))
		return;
	message = tapi_message_new(handle, PHONE_BUTTON);
	if (!message) {
		tapi_backlog_lose_button(&handle->backlog, button, pressed);
		return;
	}
	message->content.dwParam1 = button;
	message->content.dwParam2 = (DWORD)parameter[1];
	message->content.dwParam3 = pressed;
	tapi_message_post(handle, message);
}

void tapi_fan_out_button(struct tapi_device *device,
			 const DWORD_PTR parameter[3])
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (handle->open)
			deliver_button(handle, parameter);
	}
}

static void deliver_devspecific(struct tapi_handle *handle,
				const DWORD_PTR parameter[3])
{
	struct tapi_message *message;

	if (!tapi_backlog_admits_devspecific(&handle->backlog))
		return;
	message = tapi_message_new(handle, PHONE_DEVSPECIFIC);
	if (!message)
		return;
	message->content.dwParam1 = parameter[0];
	message->content.dwParam2 = parameter[1];
	message->content.dwParam3 = parameter[2];
	tapi_message_post(handle, message);
}

void tapi_fan_out_devspecific(struct tapi_device *device,
			      const DWORD_PTR parameter[3])
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (handle->open)
			deliver_devspecific(handle, parameter);
	}
}

void tapi_deliver_close(struct tapi_handle *handle)
{
	struct tapi_message *message = handle->close_message;

	handle->close_message = NULL;
	tapi_message_post(handle, message);
}
