// SPDX-License-Identifier: LGPL-2.1-or-later
/* TSPI_phoneOpen() and TSPI_phoneJoin(): how a phone, or a handle, begins. */
#include "../common/sys.h"
#include "../common/utf.h"
#include "caps.h"
#include "open.h"
#include "pack.h"
#include "provider.h"

#include <errno.h>
#include <stdlib.h>

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

/* Events are reported from this point on. */
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
			  LPHDRVPHONE hd_phone)
{
	if (tspi_device_is_ending(open->device) || listener->leaving)
		return -ENODEV;
	open->hd_phone = handle_table_add(&tspi_provider.open_table, open);
	if (!open->hd_phone)
		return -ENOMEM;
	open->listener = listener;
	open->device->open = open;
	*hd_phone = (HDRVPHONE)open->hd_phone;
	return 0;
}

static int open_with(struct tspi_open *open, struct tspi_handle *listener,
		     LPHDRVPHONE hd_phone)
{
	int error = begin_listening(open, listener);

	if (error)
		return error;
	tspi_lock();
	error = publish_locked(open, listener, hd_phone);
	tspi_unlock();
	return error;
}

/*
 * While dispatching is held: opens the phone with a handle that has joined, or
 * @own.
 */
static int open_through(struct tspi_device *device, struct tspi_handle *own,
			HTAPIPHONE ht_phone, PHONEEVENT event_proc,
			LPHDRVPHONE hd_phone)
{
	struct tspi_handle *listener;
	struct tspi_open *open;
	int error = -ENOMEM;

	tspi_lock();
	listener = tspi_open_next_listener(device, NULL);
	tspi_unlock();
	if (!listener)
		return -ENODEV;
	open = new_open(device, listener->info.nr_buttons);
	if (open) {
		open->ht_phone = ht_phone;
		open->event_proc = event_proc;
		open->own = own;
		error = open_with(open, listener, hd_phone);
	}
	if (open && error) {
		tspi_lock();
		tspi_open_put(open);
		tspi_unlock();
	}
	tspi_handle_put(listener);
	return error;
}

/*
 * Ends the handle of an open phone without a joined one, as if a call had used
 * it: detaches it and waits until it is read to its end.
 */
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
		      PHONEEVENT event_proc, LPHDRVPHONE hd_phone)
{
	struct tspi_handle *own = NULL;
	int error = 0;

	if (!has_joined(device))
		error = take_for_itself(device, &own);
	if (error)
		return error;
	pthread_mutex_lock(&tspi_provider.dispatching);
	error = open_through(device, own, ht_phone, event_proc, hd_phone);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (error && own)
		end_own(device, own);
	if (own)
		tspi_handle_put(own);
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

/*
 * The listener may have left while the handle joined, which made the handle
 * the only one.
 */
static void listen_if_none_does(struct tspi_device *device)
{
	bool none;

	pthread_mutex_lock(&tspi_provider.dispatching);
	tspi_lock();
	none = device->open && !device->open->listener;
	tspi_unlock();
	if (none)
		tspi_open_change_listener(device);
	pthread_mutex_unlock(&tspi_provider.dispatching);
}

static int join(struct tspi_device *device, const struct tspi_joining *joining,
		LPHDRVPHONE hd_handle)
{
	struct tspi_handle *handle;
	int error;

	error = tspi_handle_new(device, joining, &handle);
	if (error)
		return error;
	listen_if_none_does(device);
	*hd_handle = (HDRVPHONE)handle->hd_handle;
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
