// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * How a phone, and a handle of it, ends: by TSPI_phoneLeave(), TSPI_phoneClose(), by
 * force when it is unplugged or revoked, and when the provider is shut down.
 */
#include "../common/sys.h"
#include "notify.h"
#include "open.h"
#include "provider.h"

/*
 * The kernel ends an operation two seconds after the driver should have. This
 * is the limit for a kernel that does not.
 */
#define REQUEST_TIMEOUT_MS	5000

/*
 * With the lock held: lets no event begin any more and waits until none is in
 * progress, but for one from which this is called. The HDRVPHONE becomes
 * invalid.
 */
static void silence(struct tspi_open *open)
{
	open->closing = true;
	handle_table_remove(&tspi_provider.open_table, open->hd_phone);
	while (tspi_notifying_open(open))
		tspi_wait(DEADLINE_NEVER);
}

/* With the lock held, after silence(): the phone is not open any more. */
static void forget(struct tspi_open *open)
{
	if (open->device->open != open)
		return;
	open->device->open = NULL;
	tspi_open_put(open);
}

static bool is_listener(const struct tspi_handle *handle)
{
	const struct tspi_open *open;
	bool ret;

	tspi_lock();
	open = handle->device->open;
	ret = open && open->listener == handle;
	tspi_unlock();
	return ret;
}

/*
 * When the phone is gone, the kernel cannot be asked, and only the handles of
 * this process are left.
 */
static bool is_alone(const struct tspi_handle *handle)
{
	const struct tspi_handle *other;

	TAILQ_FOREACH(other, &handle->device->handles, link) {
		if (other != handle)
			return false;
	}
	return true;
}

static void mark_all_cancelled(struct tspi_device *device)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->left, link)
		handle->cancelled = true;
}

/*
 * With the lock held, and dispatching: moves a handle to those that have left.
 * Returns true for a handle without requests, which is removed from all lists.
 * The caller closes it before the next one is opened, as the kernel limits the
 * number of handles of a phone.
 */
static bool move_to_left(struct tspi_handle *handle)
{
	struct tspi_device *device = handle->device;

	/* The phone may have been unplugged, which has ended the handle. */
	if (handle->place != TSPI_PLACE_JOINED)
		return false;
	TAILQ_REMOVE(&device->handles, handle, link);
	handle->place = TSPI_PLACE_NONE;
	tspi_wake(device);
	tspi_changed();
	if (TAILQ_EMPTY(&handle->requests))
		return true;
	TAILQ_INSERT_TAIL(&device->left, handle, link);
	handle->place = TSPI_PLACE_LEFT;
	return false;
}

static bool detach(struct tspi_handle *handle, bool cancel, bool *finished)
{
	struct tphone_detach result;
	bool last;
	int error;

	if (is_listener(handle))
		tspi_open_change_listener(handle->device);
	if (cancel)
		tphone_cancel_all(handle->phone);
	error = tphone_detach_keep(handle->phone, 0, &result, sizeof(result));
	tspi_lock();
	last = error ? is_alone(handle) : result.was_last;
	*finished = move_to_left(handle);
	handle->cancelled = cancel;
	if (last)
		mark_all_cancelled(handle->device);
	tspi_unlock();
	return last;
}

bool tspi_handle_detach(struct tspi_handle *handle, bool cancel)
{
	bool finished, last;

	pthread_mutex_lock(&tspi_provider.dispatching);
	last = detach(handle, cancel, &finished);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (finished)
		tspi_handle_put(handle);
	return last;
}

static bool ends_soon(const struct tspi_device *device)
{
	const struct tspi_handle *handle;

	if (tspi_request_being_notified(device))
		return true;
	TAILQ_FOREACH(handle, &device->left, link) {
		if (handle->cancelled)
			return true;
	}
	return false;
}

static void mark_overdue(struct tspi_device *device)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->left, link)
		handle->overdue = handle->overdue || handle->cancelled;
	tspi_wake(device);
}

void tspi_handles_wait_left(struct tspi_device *device)
{
	int64_t deadline = deadline_after(sys_now_ns(), REQUEST_TIMEOUT_MS);

	while (ends_soon(device)) {
		if (tspi_wait(deadline) || deadline == DEADLINE_NEVER)
			continue;
		mark_overdue(device);
		deadline = DEADLINE_NEVER;
	}
}

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
 * TAPI closes a phone when the last handle has left. Other programs may close
 * it while handles have joined; these stay, but their requests are cancelled.
 */
static void cancel_joined(struct tspi_device *device)
{
	int64_t deadline = deadline_after(sys_now_ns(), REQUEST_TIMEOUT_MS);
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
	while (!tspi_requests_all_notified(device) && tspi_wait(deadline))
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
	silence(open);
	if (own)
		detach_own(own);
	else
		cancel_joined(device);
	tspi_handles_wait_left(device);
	forget(open);
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
	open = handle_table_find(&tspi_provider.open_table,
				 (uintptr_t)hdPhone);
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

/* With the lock held: is the phone open in this process, without a handle? */
static bool is_open_without_handles(const struct tspi_device *device)
{
	return device->open && !device->open->closing &&
	       TAILQ_EMPTY(&device->handles);
}

static DWORD leave(struct tspi_handle *handle)
{
	struct tspi_device *device = handle->device;
	bool last;

	tspi_unlock();
	last = tspi_handle_detach(handle, false);
	tspi_lock();
	/* Other processes have handles, so TAPI does not close the phone. */
	if (!last && is_open_without_handles(device)) {
		silence(device->open);
		forget(device->open);
	}
	return last;
}

LONG TSPI_phoneLeave(HDRVPHONE hdHandle, LPDWORD lpdwLast)
{
	struct tspi_device *device;
	struct tspi_handle *handle;

	*lpdwLast = 0;
	tspi_lock();
	handle = handle_table_find(&tspi_provider.handle_table,
				   (uintptr_t)hdHandle);
	if (!handle) {
		tspi_unlock();
		return 0;
	}
	device = handle->device;
	device->busy++;
	tspi_handle_get(handle);
	tspi_handle_bar(handle);
	*lpdwLast = leave(handle);
	tspi_unlock();
	tspi_handle_put(handle);
	tspi_device_done(device);
	return 0;
}

static void wait_idle(const struct tspi_device *device)
{
	while (device->busy)
		tspi_wait(DEADLINE_NEVER);
}

/*
 * Closes a phone when the provider is shut down (R62,
 * Documentation/tapi-rules.rst). TSPI_phoneOpen() cannot succeed any more, but
 * a call may be closing the phone, and it may be unplugged meanwhile.
 */
void tspi_close_device(struct tspi_device *device)
{
	struct tspi_handle *handle;

	wait_idle(device);
	if (device->open)
		silence(device->open);
	while ((handle = TAILQ_FIRST(&device->handles))) {
		tspi_handle_get(handle);
		tspi_handle_bar(handle);
		tspi_unlock();
		tspi_handle_detach(handle, true);
		tspi_handle_put(handle);
		tspi_lock();
	}
	tspi_handles_wait_left(device);
	wait_idle(device);
	if (device->open)
		forget(device->open);
}

static bool all_ended(const struct tspi_handle_list *list)
{
	const struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->end || handle->busy ||
		    !TAILQ_EMPTY(&handle->requests))
			return false;
	}
	return true;
}

static struct tspi_handle *first_to_revoke(struct tspi_handle_list *list)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->end && !handle->revoked)
			return handle;
	}
	return NULL;
}

static struct tspi_handle *take_to_revoke(struct tspi_device *device)
{
	struct tspi_handle *handle = NULL;

	tspi_lock();
	if (device->revoked)
		handle = first_to_revoke(&device->handles);
	if (device->revoked && !handle)
		handle = first_to_revoke(&device->left);
	if (handle) {
		handle->revoked = true;
		tspi_handle_get(handle);
	}
	tspi_unlock();
	return handle;
}

void tspi_close_revoke_all(struct tspi_device *device)
{
	struct tspi_handle *handle;

	while ((handle = take_to_revoke(device))) {
		tphone_revoke(handle->phone);
		tspi_handle_put(handle);
	}
}

/*
 * With the lock held: makes each HDRVPHONE of the phone invalid if all of its
 * handles have ended.
 */
static bool begin_closing(struct tspi_device *device)
{
	struct tspi_handle *handle;

	if (!tspi_device_is_ending(device) || device->closing ||
	    device->removed)
		return false;
	if (!all_ended(&device->handles) || !all_ended(&device->left))
		return false;
	device->closing = true;
	device->revoked = false;
	device->removed = device->unplugged;
	if (device->open)
		handle_table_remove(&tspi_provider.open_table,
				    device->open->hd_phone);
	TAILQ_FOREACH(handle, &device->handles, link)
		handle_table_remove(&tspi_provider.handle_table,
				    handle->hd_handle);
	return true;
}

/* Returns NULL if a call is closing the phone: then that call ends it. */
static struct tspi_open *open_to_close(const struct tspi_device *device)
{
	struct tspi_open *open;

	tspi_lock();
	open = device->open;
	if (open && open->closing)
		open = NULL;
	if (open)
		tspi_open_get(open);
	tspi_unlock();
	return open;
}

/*
 * Skips handles that are leaving: the call that detaches one drops its
 * reference.
 */
static struct tspi_handle *take_handle(struct tspi_device *device)
{
	struct tspi_handle *handle;

	tspi_lock();
	TAILQ_FOREACH(handle, &device->handles, link) {
		if (!handle->leaving)
			break;
	}
	if (handle) {
		handle->leaving = true;
		handle->place = TSPI_PLACE_NONE;
		TAILQ_REMOVE(&device->handles, handle, link);
	}
	tspi_unlock();
	return handle;
}

static void close_handles(struct tspi_device *device)
{
	struct tspi_handle *handle;

	pthread_mutex_lock(&tspi_provider.dispatching);
	tspi_lock();
	if (device->open)
		device->open->listener = NULL;
	tspi_unlock();
	pthread_mutex_unlock(&tspi_provider.dispatching);
	while ((handle = take_handle(device)))
		tspi_handle_put(handle);
}

/*
 * Ends the forced closing; TSPI_phoneOpen() may open the phone again after it.
 */
static void end_closing(struct tspi_device *device, struct tspi_open *open)
{
	tspi_lock();
	if (open)
		forget(open);
	device->closing = false;
	/* If it was unplugged meanwhile, the dispatcher has to notify that. */
	if (device->unplugged && !device->removed)
		tspi_wake(device);
	tspi_unlock();
}

static void close_by_force(struct tspi_device *device)
{
	struct tspi_open *open = open_to_close(device);

	if (open)
		tspi_report_releases(open);
	close_handles(device);
	end_closing(device, open);
	if (!open)
		return;
	tspi_notify(open, PHONE_CLOSE, 0, 0, 0);
	tspi_lock();
	tspi_open_put(open);
	tspi_unlock();
}

static void report_removed(struct tspi_device *device)
{
	bool has_device_id;

	tspi_lock();
	has_device_id = device->has_device_id && !tspi_provider.ending;
	tspi_unlock();
	if (has_device_id)
		tspi_notify_removed(device->device_id);
}

void tspi_close_by_force(struct tspi_device *device)
{
	bool begun, removed;

	tspi_lock();
	begun = begin_closing(device);
	removed = device->removed;
	tspi_unlock();
	if (!begun)
		return;
	close_by_force(device);
	if (removed)
		report_removed(device);
}
