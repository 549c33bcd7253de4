// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * phoneSetStatusMessages() and phoneGetStatusMessages(), and the messages that
 * handles receive when a provider reports an event.
 */
#include "../common/macros.h"
#include "broadcast.h"
#include "broker.h"
#include "device.h"
#include "handle.h"
#include "message.h"

void tapi_filter_add(struct filter *sum, const struct filter *filter)
{
	sum->states |= filter->states;
	if (!filter->button_modes)
		return;
	sum->button_modes |= filter->button_modes;
	sum->button_states |= filter->button_states;
}

bool tapi_filter_equal(const struct filter *one, const struct filter *other)
{
	return one->states == other->states &&
	       one->button_modes == other->button_modes &&
	       one->button_states == other->button_states;
}

DWORD tapi_filter_states(const struct filter *filter, DWORD states)
{
	return filter->states & states & ~PHONESTATE_REINIT;
}

bool tapi_filter_passes_button(const struct filter *filter, DWORD mode,
			       DWORD state)
{
	return filter->button_modes & mode && filter->button_states & state;
}

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
	/*
	 * A detail belongs to a single bit. When the provider sets several, it is
	 * unknown to which, even if the filter lets only one of them pass.
	 */
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

void tapi_broadcast_state(struct tapi_device *device,
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

void tapi_broadcast_reinit(void)
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

void tapi_broadcast_button(struct tapi_device *device,
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

void tapi_broadcast_devspecific(struct tapi_device *device,
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

/* With device->transition, so that the provider gets filters in order. */
static LONG set_filter(struct tapi_handle *handle, const struct filter *filter)
{
	struct filter before;
	LONG ret;

	tapi_lock();
	before = handle->filter;
	handle->filter = *filter;
	ret = handle->open && !handle->device->removed ?
	      0 : PHONEERR_INVALPHONEHANDLE;
	tapi_unlock();
	if (!ret)
		ret = tapi_device_update_filter(handle->device);
	if (!ret)
		return 0;
	tapi_lock();
	handle->filter = before;
	tapi_unlock();
	return ret;
}

/* Keeps the session from ending; the handle may be closed meanwhile. */
static LONG begin_setting(HPHONE number, const struct filter *filter,
			  struct tapi_handle **found)
{
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(number, found);
	/* The worker is about to close the handle. */
	if (!ret && (*found)->device->removed)
		ret = PHONEERR_INVALPHONEHANDLE;
	if (!ret)
		ret = filter_check(filter);
	if (!ret) {
		(*found)->references++;
		(*found)->session->calls++;
	}
	tapi_unlock();
	return ret;
}

static void end_setting(struct tapi_handle *handle)
{
	tapi_lock();
	tapi_count_down(&handle->session->calls);
	tapi_handle_put(handle);
	tapi_unlock();
}

TPHONE_API LONG phoneSetStatusMessages(HPHONE hPhone, DWORD dwPhoneStates,
				       DWORD dwButtonModes,
				       DWORD dwButtonStates)
{
	const struct filter filter = {
		.states = dwPhoneStates,
		.button_modes = dwButtonModes,
		.button_states = dwButtonStates,
	};
	struct tapi_handle *handle;
	pthread_mutex_t *transition;
	LONG ret = begin_setting(hPhone, &filter, &handle);

	if (ret)
		return ret;
	transition = &handle->device->transition;
	pthread_mutex_lock(transition);
	ret = set_filter(handle, &filter);
	pthread_mutex_unlock(transition);
	end_setting(handle);
	return tapi_listed(TAPI_LIST_phoneSetStatusMessages, ret);
}

TPHONE_API LONG phoneGetStatusMessages(HPHONE hPhone, LPDWORD lpdwPhoneStates,
				       LPDWORD lpdwButtonModes,
				       LPDWORD lpdwButtonStates)
{
	struct filter filter = { 0 };
	struct tapi_handle *handle;
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(hPhone, &handle);
	if (!ret)
		filter = handle->filter;
	tapi_unlock();
	if (ret)
		return ret;
	if (!lpdwPhoneStates || !lpdwButtonModes || !lpdwButtonStates)
		return PHONEERR_INVALPOINTER;
	tapi_store(lpdwPhoneStates, filter.states);
	tapi_store(lpdwButtonModes, filter.button_modes);
	tapi_store(lpdwButtonStates, filter.button_states);
	return 0;
}
