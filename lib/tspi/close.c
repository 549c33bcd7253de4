// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "dispatcher.h"
#include "open.h"
#include "provider.h"

/* For requests of handles that stay, see the same in handles.c. */
#define PATIENCE_MS	5000

static struct tspi_handle *one_to_cancel(const struct tspi_device *device)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->handles, link) {
		if (!handle->cancelled && !handle->leaving)
			return handle;
	}
	return NULL;
}

/*
 * TAPI closes a phone when the last handle has left, but others may do it while
 * some have joined. They stay, without their requests.
 */
static void cancel_joined(struct tspi_device *device)
{
	int64_t deadline = deadline_after(sys_now_ns(), PATIENCE_MS);
	struct tspi_handle *handle;

	while ((handle = one_to_cancel(device))) {
		handle->cancelled = true;
		tspi_handle_get(handle);
		while (handle->busy)
			tspi_wait(DEADLINE_NEVER);
		tspi_unlock();
		tphone_cancel_all(handle->phone);
		tspi_handle_put(handle);
		tspi_lock();
	}
	while (!tspi_requests_told(device) && tspi_wait(deadline))
		;
	TAILQ_FOREACH(handle, &device->handles, link)
		handle->cancelled = false;
}

static void detach_own(struct tspi_handle *own)
{
	tspi_handle_bar(own);
	tspi_unlock();
	tspi_handle_detach(own, true);
	tspi_lock();
}

static void close_phone(struct tspi_open *open)
{
	struct tspi_device *device = open->device;
	struct tspi_handle *own = open->own;

	if (own)
		tspi_handle_get(own);
	tspi_open_silence(open);
	if (own)
		detach_own(own);
	else
		cancel_joined(device);
	tspi_handles_wait_left(device);
	tspi_open_forget(open);
	if (!own)
		return;
	tspi_unlock();
	tspi_handle_put(own);
	tspi_lock();
}

LONG TSPI_phoneClose(HDRVPHONE hdPhone)
{
	struct tspi_device *device;
	struct tspi_open *open;

	tspi_lock();
	open = numbers_find(&tspi_provider.numbers, (uintptr_t)hdPhone,
			    TSPI_KIND_OPEN);
	if (!open) {
		tspi_unlock();
		return PHONEERR_INVALPHONEHANDLE;
	}
	device = open->device;
	device->busy++;
	close_phone(open);
	tspi_unlock();
	tspi_device_done(device);
	return 0;
}
