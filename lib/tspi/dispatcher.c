// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The thread that polls, reads all handles, and has completions and events
 * notified.
 */
#include "../common/sys.h"
#include "open.h"
#include "provider.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define MAX_READY	32

static bool is_overdue(const struct tspi_handle *handle)
{
	bool ret;

	tspi_lock();
	ret = handle->overdue && !handle->end;
	tspi_unlock();
	return ret;
}

/*
 * Closes a handle whose requests the kernel does not end; settle() fails them.
 */
static void drop(struct tspi_handle *handle)
{
	tphone_close(handle->phone);
	handle->phone = NULL;
	tspi_lock();
	handle->end = -ETIMEDOUT;
	tspi_unlock();
}

static struct tspi_handle *next_in(struct tspi_handle_list *list,
				   unsigned int round)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (handle->round != round)
			return handle;
	}
	return NULL;
}

/*
 * Reads the listener first: requests that caused its records have completed
 * before, so the other handles, which are read after it, yield their
 * completions.
 */
static struct tspi_handle *next_to_read(struct tspi_device *device,
					unsigned int round)
{
	struct tspi_handle *handle = NULL;

	tspi_lock();
	if (device->open)
		handle = device->open->listener;
	if (!handle || handle->round == round)
		handle = next_in(&device->handles, round);
	if (!handle)
		handle = next_in(&device->left, round);
	if (handle) {
		handle->round = round;
		tspi_handle_get(handle);
	}
	tspi_unlock();
	return handle;
}

static void read_device(struct tspi_device *device, unsigned int round)
{
	struct tspi_handle *handle;

	pthread_mutex_lock(&tspi_provider.dispatching);
	while ((handle = next_to_read(device, round))) {
		tspi_handle_read(handle);
		if (is_overdue(handle))
			drop(handle);
		tspi_handle_put(handle);
	}
	pthread_mutex_unlock(&tspi_provider.dispatching);
}

/* Fails the requests that no record will complete any more. */
static void fail_requests(struct tspi_device *device)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->handles, link) {
		if (handle->end && !handle->busy)
			tspi_requests_fail(handle);
	}
	TAILQ_FOREACH(handle, &device->left, link) {
		if (handle->end)
			tspi_requests_fail(handle);
	}
}

static struct tspi_handle *take_ended(struct tspi_device *device)
{
	struct tspi_handle *handle;

	tspi_lock();
	TAILQ_FOREACH(handle, &device->left, link) {
		if (handle->end && TAILQ_EMPTY(&handle->requests))
			break;
	}
	if (handle) {
		TAILQ_REMOVE(&device->left, handle, link);
		handle->place = TSPI_PLACE_NONE;
	}
	tspi_unlock();
	return handle;
}

/*
 * Threads that wait for handles to leave expect that the kernel has closed
 * them, so they are woken after tspi_handle_put().
 */
static void settle(struct tspi_device *device)
{
	struct tspi_handle *handle;

	tspi_lock();
	fail_requests(device);
	tspi_unlock();
	tspi_requests_notify();
	while ((handle = take_ended(device)))
		tspi_handle_put(handle);
	tspi_lock();
	tspi_changed();
	tspi_unlock();
	tspi_close_revoke_all(device);
	tspi_close_by_force(device);
}

static struct tspi_device *take_woken(void)
{
	struct tspi_device *device;

	tspi_lock();
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (device->woken)
			break;
	}
	if (device)
		device->woken = false;
	tspi_unlock();
	return device;
}

static void dispatch_devices(void)
{
	struct tspi_device *device;

	while ((device = take_woken())) {
		read_device(device, ++tspi_provider.round);
		tspi_requests_notify();
		tspi_events_report(device);
		settle(device);
	}
}

static void take_ready(const struct epoll_event *event)
{
	if (!event->data.ptr) {
		eventfd_clear(tspi_provider.wake_fd);
	} else if (event->data.ptr == &tspi_provider.watch) {
		tspi_devices_watch();
	} else {
		tspi_lock();
		tspi_wake(event->data.ptr);
		tspi_unlock();
	}
}

static void dispatch(int timeout_ms)
{
	struct epoll_event events[MAX_READY];
	int count, i;

	count = epoll_wait(tspi_provider.epoll_fd, events, MAX_READY,
			   timeout_ms);
	for (i = 0; i < count; i++)
		take_ready(&events[i]);
	/* Devices come last, as each of the above may wake one. */
	tspi_devices_announce();
	dispatch_devices();
}

static bool must_stop(void)
{
	bool ret;

	tspi_lock();
	ret = tspi_provider.stop;
	tspi_unlock();
	return ret;
}

static void *run(void *data)
{
	(void)data;
	tspi_dispatch_here(dispatch);
	/* Announces phones beyond the number of TSPI_providerInit(). */
	dispatch(0);
	while (!must_stop())
		dispatch(-1);
	return NULL;
}

/* The thread blocks all signals: handlers of the program must not run on it. */
static int start_thread(void)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&tspi_provider.dispatcher, NULL, run, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -error;
}

static int make_fds(void)
{
	tspi_provider.epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (tspi_provider.epoll_fd < 0)
		return -errno;
	tspi_provider.wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (tspi_provider.wake_fd < 0)
		return -errno;
	return 0;
}

static void close_fds(void)
{
	if (tspi_provider.wake_fd >= 0)
		close(tspi_provider.wake_fd);
	if (tspi_provider.epoll_fd >= 0)
		close(tspi_provider.epoll_fd);
	tspi_provider.wake_fd = -1;
	tspi_provider.epoll_fd = -1;
}

void tspi_dispatcher_forget(void)
{
	tspi_dispatch_here(NULL);
	close_fds();
}

int tspi_dispatcher_start(void)
{
	int error = make_fds();

	tspi_provider.stop = false;
	if (!error)
		error = tspi_poll_add(tspi_provider.wake_fd, NULL);
	if (!error)
		error = tspi_poll_add(tphone_watch_fd(tspi_provider.watch),
				      &tspi_provider.watch);
	if (!error)
		error = start_thread();
	if (error)
		close_fds();
	return error;
}

void tspi_dispatcher_stop(void)
{
	tspi_lock();
	tspi_provider.stop = true;
	eventfd_set(tspi_provider.wake_fd);
	tspi_unlock();
	pthread_join(tspi_provider.dispatcher, NULL);
	close_fds();
}
