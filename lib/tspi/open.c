// SPDX-License-Identifier: LGPL-2.1-or-later
/* TSPI_phoneOpen() and TSPI_phoneJoin(): how a phone, and a handle of it, begins. */
#include "../common/sys.h"
#include "caps.h"
#include "dispatcher.h"
#include "open.h"
#include "provider.h"
#include "text.h"
#include "utf16.h"

#include <errno.h>
#include <stdlib.h>

/* No filter holds these up, and the provider has to know them. */
#define ALWAYS_WANTED \
	(TPHONE_EVENT_BIT(TPHONE_EVENT_DEVSPECIFIC) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_CONNECTION) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_SUSPEND))

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

void tspi_open_get(struct tspi_open *open)
{
	open->references++;
}

void tspi_open_put(struct tspi_open *open)
{
	if (--open->references)
		return;
	button_pairs_free(&open->pairs);
	free(open);
}

int tspi_open_listen(struct tspi_handle *listener, const struct filter *filter)
{
	uint64_t events = ALWAYS_WANTED | filter_events(filter);

	if (listener->event_proc)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_OWNER) |
			  TPHONE_EVENT_BIT(TPHONE_EVENT_MONITORS);
	return tphone_set_event_mask(listener->phone, events);
}

/* With the lock held. */
static struct tspi_handle *new_listener(const struct tspi_device *device,
					const struct tspi_handle *old)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->handles, link) {
		if (handle != old && !handle->leaving && !handle->end)
			break;
	}
	if (handle)
		tspi_handle_get(handle);
	return handle;
}

static void put_if_any(struct tspi_handle *handle)
{
	if (handle)
		tspi_handle_put(handle);
}

/*
 * The new one listens before the old one is read to its end, so between them they
 * have everything, in this order and some of it twice.
 */
void tspi_open_change_listener(struct tspi_device *device)
{
	struct tspi_handle *old, *new;
	struct tspi_open *open;
	struct filter filter;

	tspi_lock();
	open = device->open;
	if (!open) {
		tspi_unlock();
		return;
	}
	tspi_open_get(open);
	old = open->listener;
	if (old)
		tspi_handle_get(old);
	new = new_listener(device, old);
	filter = *filters_now(&open->filters);
	tspi_unlock();

	if (new)
		tspi_open_listen(new, &filter);
	if (old)
		tspi_handle_read(old);

	tspi_lock();
	open->listener = new;
	tspi_open_put(open);
	tspi_unlock();
	put_if_any(old);
	put_if_any(new);
}

static LONG begin_opening(DWORD device_id, struct tspi_device **device)
{
	int error = tspi_device_use(device_id, device);

	if (error)
		return error;
	tspi_lock();
	if ((*device)->open || (*device)->opening)
		error = -EBUSY;
	else
		(*device)->opening = true;
	tspi_unlock();
	if (error)
		tspi_device_done(*device);
	return error;
}

static void end_opening(struct tspi_device *device)
{
	tspi_lock();
	device->opening = false;
	tspi_unlock();
	tspi_device_done(device);
}

static bool has_joined(const struct tspi_device *device)
{
	const struct tspi_handle *handle;
	bool ret = false;

	tspi_lock();
	TAILQ_FOREACH(handle, &device->handles, link)
		ret = ret || !handle->leaving;
	tspi_unlock();
	return ret;
}

static struct tspi_open *new_open(struct tspi_device *device, size_t buttons)
{
	struct tspi_open *open = calloc(1, sizeof(*open));

	if (!open)
		return NULL;
	open->device = device;
	open->references = 1;
	filters_init(&open->filters);
	if (!button_pairs_init(&open->pairs, buttons)) {
		free(open);
		return NULL;
	}
	return open;
}

/* What happens from now on is told. */
static int begin_listening(struct tspi_open *open, struct tspi_handle *listener)
{
	struct tphone_state state;
	int error;

	error = tspi_open_listen(listener, filters_now(&open->filters));
	if (error)
		return error;
	error = tphone_get_state(listener->phone, &state, sizeof(state), NULL,
				 0);
	if (error)
		return error;
	open->last_seq = state.seq;
	open->connected = state.status & TPHONE_STATUS_CONNECTED;
	open->suspended = state.status & TPHONE_STATUS_SUSPENDED;
	return 0;
}

static int publish_locked(struct tspi_open *open, struct tspi_handle *listener,
			  LPHDRVPHONE number)
{
	if (tspi_device_is_ending(open->device) || listener->leaving)
		return -ENODEV;
	open->number = numbers_add(&tspi_provider.numbers, open,
				   TSPI_KIND_OPEN);
	if (!open->number)
		return -ENOMEM;
	open->listener = listener;
	open->device->open = open;
	*number = (HDRVPHONE)open->number;
	return 0;
}

static int open_with(struct tspi_open *open, struct tspi_handle *listener,
		     LPHDRVPHONE number)
{
	int error = begin_listening(open, listener);

	if (error)
		return error;
	tspi_lock();
	error = publish_locked(open, listener, number);
	tspi_unlock();
	return error;
}

/* While dispatching is held: with the handle that is there. */
static int open_through(struct tspi_device *device, struct tspi_handle *own,
			HTAPIPHONE ht_phone, PHONEEVENT event_proc,
			LPHDRVPHONE number)
{
	struct tspi_handle *listener;
	struct tspi_open *open;
	int error = -ENOMEM;

	tspi_lock();
	listener = new_listener(device, NULL);
	tspi_unlock();
	if (!listener)
		return -ENODEV;
	open = new_open(device, listener->info.nr_buttons);
	if (open) {
		open->ht_phone = ht_phone;
		open->event_proc = event_proc;
		open->own = own;
		error = open_with(open, listener, number);
	}
	if (open && error) {
		tspi_lock();
		tspi_open_put(open);
		tspi_unlock();
	}
	tspi_handle_put(listener);
	return error;
}

/* Nobody has used it, but it is detached like any other. */
static void end_own(struct tspi_device *device, struct tspi_handle *own)
{
	tspi_lock();
	tspi_handle_bar(own);
	tspi_unlock();
	tspi_handle_detach(own, true);
	tspi_lock();
	tspi_handles_wait_left(device);
	tspi_unlock();
}

static int take_for_itself(struct tspi_device *device, struct tspi_handle **own)
{
	static const struct tspi_joining joining = {
		.role = TPHONE_ROLE_OWNER,
	};

	return tspi_handle_new(device, &joining, own);
}

static int open_phone(struct tspi_device *device, HTAPIPHONE ht_phone,
		      PHONEEVENT event_proc, LPHDRVPHONE number)
{
	struct tspi_handle *own = NULL;
	int error = 0;

	if (!has_joined(device))
		error = take_for_itself(device, &own);
	if (error)
		return error;
	pthread_mutex_lock(&tspi_provider.dispatching);
	error = open_through(device, own, ht_phone, event_proc, number);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (error && own)
		end_own(device, own);
	put_if_any(own);
	return error;
}

LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc)
{
	struct tspi_device *device;
	int error;

	if (!version_exists(dwTSPIVersion))
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	error = begin_opening(dwDeviceID, &device);
	if (!error) {
		error = open_phone(device, htPhone, lpfnEventProc, lphdPhone);
		end_opening(device);
	}
	return tspi_error(TSPI_CALL_phoneOpen, error);
}

static struct filter both(const struct filter *one, const struct filter *other)
{
	return (struct filter){
		.states = one->states | other->states,
		.button_modes = one->button_modes | other->button_modes,
	};
}

/*
 * While it changes, the listener receives what either wants; what happens from
 * @after on is judged by the new one.
 */
static int listen_to_both(struct tspi_handle *listener,
			  const struct filter *one, const struct filter *other,
			  uint64_t *after)
{
	struct filter wide = both(one, other);
	struct tphone_state state;
	int error;

	error = tspi_open_listen(listener, &wide);
	if (error)
		return error;
	error = tphone_get_state(listener->phone, &state, sizeof(state), NULL,
				 0);
	*after = state.seq;
	return error;
}

static struct tspi_open *begin_change(HDRVPHONE phone, struct filter *before,
				      struct tspi_handle **listener)
{
	struct tspi_open *open;

	tspi_lock();
	open = tspi_open_find(phone);
	if (open && (open->closing || !open->listener))
		open = NULL;
	if (open) {
		tspi_open_get(open);
		*before = *filters_now(&open->filters);
		*listener = open->listener;
		tspi_handle_get(*listener);
	}
	tspi_unlock();
	return open;
}

/* While dispatching is held. */
static int change_filter(HDRVPHONE phone, const struct filter *filter)
{
	struct tspi_handle *listener;
	struct tspi_open *open;
	struct filter before;
	uint64_t after;
	int error;

	open = begin_change(phone, &before, &listener);
	if (!open)
		return -EBADF;
	error = listen_to_both(listener, &before, filter, &after);
	tspi_lock();
	if (!error)
		filters_change(&open->filters, after, filter);
	tspi_open_put(open);
	tspi_unlock();
	if (!error)
		error = tspi_open_listen(listener, filter);
	tspi_handle_put(listener);
	return error;
}

static bool is_open(HDRVPHONE phone)
{
	const struct tspi_open *open;
	bool ret;

	tspi_lock();
	open = tspi_open_find(phone);
	ret = open && !open->closing;
	tspi_unlock();
	return ret;
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	struct filter filter = {
		.states = dwPhoneStates,
		.button_modes = dwButtonModes,
		.button_states = dwButtonStates,
	};
	LONG ret = filter_check(&filter);
	int error;

	if (!is_open(hdPhone))
		return PHONEERR_INVALPHONEHANDLE;
	if (ret)
		return ret;
	pthread_mutex_lock(&tspi_provider.dispatching);
	error = change_filter(hdPhone, &filter);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (error == -EBADF)
		return PHONEERR_INVALPHONEHANDLE;
	return tspi_error(TSPI_CALL_phoneSetStatusMessages, error);
}

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
