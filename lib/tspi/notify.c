// SPDX-License-Identifier: LGPL-2.1-or-later
/* Calls the procedures of TAPI. Other files decide what TAPI is notified of. */
#include "notify.h"
#include "provider.h"

/*
 * A callback may dispatch, which notifies others meanwhile, so the previous
 * value of notifying_open is restored.
 */
void tspi_notify(struct tspi_open *open, DWORD message, DWORD_PTR first,
		 DWORD_PTR second, DWORD_PTR third)
{
	const struct tspi_open *before;
	bool silent;

	tspi_lock();
	silent = open->closing;
	before = tspi_provider.notifying_open;
	if (!silent)
		tspi_provider.notifying_open = open;
	tspi_unlock();
	if (silent)
		return;
	open->event_proc(open->ht_phone, message, first, second, third);
	tspi_lock();
	tspi_provider.notifying_open = before;
	tspi_changed();
	tspi_unlock();
}

void tspi_notify_handle(struct tspi_handle *handle, DWORD state,
			DWORD_PTR count)
{
	const struct tspi_handle *before;
	bool silent;

	tspi_lock();
	silent = handle->leaving;
	before = tspi_provider.notifying_handle;
	if (!silent)
		tspi_provider.notifying_handle = handle;
	tspi_unlock();
	if (silent)
		return;
	handle->event_proc(handle->ht_handle, PHONE_STATE, state, count, 0);
	tspi_lock();
	tspi_provider.notifying_handle = before;
	tspi_changed();
	tspi_unlock();
}

static const struct tspi_request *
set_notifying(const struct tspi_request *request)
{
	const struct tspi_request *before;

	tspi_lock();
	before = tspi_provider.notifying_request;
	tspi_provider.notifying_request = request;
	tspi_changed();
	tspi_unlock();
	return before;
}

void tspi_notify_completion(const struct tspi_request *request, LONG result)
{
	const struct tspi_request *before = set_notifying(request);

	tspi_provider.completion_proc(request->id, result);
	set_notifying(before);
}

void tspi_notify_created(DWORD_PTR temporary_id)
{
	tspi_provider.create_proc(NULL, PHONE_CREATE,
				  (DWORD_PTR)tspi_provider.handle,
				  temporary_id, 0);
}

void tspi_notify_removed(DWORD device_id)
{
	if (tspi_provider.create_proc)
		tspi_provider.create_proc(NULL, PHONE_REMOVE, device_id, 0, 0);
}

bool tspi_notifying_open(const struct tspi_open *open)
{
	return tspi_provider.notifying_open == open && !tspi_dispatching_here();
}

bool tspi_notifying_handle(const struct tspi_handle *handle)
{
	return tspi_provider.notifying_handle == handle &&
	       !tspi_dispatching_here();
}

const struct tspi_request *tspi_notifying_request(void)
{
	return tspi_dispatching_here() ? NULL : tspi_provider.notifying_request;
}
