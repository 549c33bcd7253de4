// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broadcast.h"
#include "broker.h"
#include "device.h"
#include "handle.h"
#include "message.h"
#include "provider.h"
#include "request.h"

#include <signal.h>
#include <stdlib.h>

/* Protected by tapi.lock, but @thread by tapi.life. */
static struct tapi_work_list tasks = TAILQ_HEAD_INITIALIZER(tasks);
static pthread_cond_t added = PTHREAD_COND_INITIALIZER;
static bool stopping;
static pthread_t thread;

void tapi_worker_add(struct tapi_work *work)
{
	if (work->queued)
		return;
	work->queued = true;
	TAILQ_INSERT_TAIL(&tasks, work, link);
	pthread_cond_signal(&added);
}

/* Tasks about a device are members of it. */
static void free_work(struct tapi_work *work)
{
	if (work->task == TAPI_TASK_CREATE)
		free(work);
}

static void take_out(struct tapi_work *work)
{
	TAILQ_REMOVE(&tasks, work, link);
	work->queued = false;
}

/* With the lock: forgets the task to remove a device. */
static void drop_removal(struct tapi_device *device)
{
	if (device->removal.queued)
		take_out(&device->removal);
}

/*
 * The provider may report events of the device before
 * TSPI_providerCreatePhoneDevice() has returned, so tapi.arriving is set before.
 */
static struct tapi_device *expect_device(struct tapi_provider *provider)
{
	struct tapi_device *device = NULL;

	tapi_lock();
	if (tapi_devices_make_room())
		device = tapi_device_new(provider, tapi.nr_devices);
	tapi.arriving = device;
	tapi_unlock();
	return device;
}

static void announce_arrival(struct tapi_device *device)
{
	tapi_devices_append(device);
	tapi_message_post_to_all(PHONE_CREATE, device->id);
}

/* The provider has refused the device, so no program knows it. */
static void forget_arrival(struct tapi_device *device)
{
	drop_removal(device);
	tapi_device_free(device);
}

/* Answers PHONE_CREATE, without locks. */
static void device_arrives(struct tapi_provider *provider,
			   DWORD_PTR temporary_id)
{
	struct tapi_device *device = expect_device(provider);
	LONG ret;

	if (!device)
		return;
	ret = tapi_provider_call(provider, providerCreatePhoneDevice,
				 temporary_id, device->id);
	tapi_lock();
	tapi.arriving = NULL;
	if (ret)
		forget_arrival(device);
	else
		announce_arrival(device);
	tapi_unlock();
}

/*
 * Order at the removal of a phone: the worker first closes it at its provider,
 * while its handles still receive replies (R48, Documentation/tapi-rules.rst).
 * Then it posts PHONE_CLOSE to each handle, and PHONE_REMOVE to each session.
 * Calls through the handles fail as soon as the provider has reported
 * PHONE_REMOVE.
 */

/* With the lock. */
static struct tapi_handle *next_to_leave(const struct tapi_device *device)
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (!handle->left)
			return handle;
	}
	return NULL;
}

/* All handles leave. True if one of them was the last one in the system. */
static bool leave_provider(struct tapi_device *device)
{
	struct tapi_handle *handle;
	bool last = false;

	tapi_lock();
	while ((handle = next_to_leave(device))) {
		handle->references++;
		tapi_wait_until_zero(&handle->calls);
		tapi_unlock();
		last |= tapi_handle_leave(handle, true);
		tapi_lock();
		tapi_handle_put(handle);
	}
	tapi_unlock();
	return last;
}

/* With the lock. The thread that closes a handle drops its reference. */
static void end_handle(struct tapi_handle *handle)
{
	LIST_REMOVE(handle, of_device);
	if (!handle->open)
		return;
	/*
	 * PHONESTATE_REMOVED replaces PHONE_REMOVE in versions before 2.0 (R53,
	 * Documentation/tapi-rules.rst).
	 */
	if (!tapi_version_has_message(handle->api_version, PHONE_REMOVE))
		tapi_deliver_state(handle, PHONESTATE_REMOVED, 0);
	tapi_deliver_close(handle);
	tapi_handle_end(handle);
	tapi_handle_put(handle);
}

static void announce_removal(struct tapi_device *device)
{
	struct tapi_handle *handle;

	tapi_lock();
	tapi_requests_end(device);
	while ((handle = LIST_FIRST(&device->handles)))
		end_handle(handle);
	tapi_message_post_to_all(PHONE_REMOVE, device->id);
	tapi_unlock();
}

/* Follows PHONE_REMOVE, without locks. */
static void device_is_removed(struct tapi_device *device)
{
	pthread_mutex_lock(&device->transition);
	tapi_device_leave_all(device);
	tapi_device_close(device, leave_provider(device));
	tapi_device_leave_all(device);
	announce_removal(device);
	pthread_mutex_unlock(&device->transition);
}

/* Follows PHONE_CLOSE, without locks. */
static void device_is_left(struct tapi_device *device)
{
	pthread_mutex_lock(&device->transition);
	tapi_device_leave_all(device);
	pthread_mutex_unlock(&device->transition);
}

/* With the lock, which it releases meanwhile. */
static void run(struct tapi_work *work)
{
	tapi_unlock();
	switch (work->task) {
	case TAPI_TASK_CREATE:
		device_arrives(work->provider, work->temporary_id);
		break;
	case TAPI_TASK_REMOVE:
		device_is_removed(work->device);
		break;
	case TAPI_TASK_LEAVE:
		device_is_left(work->device);
		break;
	}
	tapi_lock();
}

static bool wanted(const struct tapi_work *work)
{
	return !stopping || work->task == TAPI_TASK_LEAVE;
}

static void work_until_stopped(void)
{
	struct tapi_work *work;

	for (;;) {
		work = TAILQ_FIRST(&tasks);
		if (!work && stopping)
			return;
		if (!work) {
			pthread_cond_wait(&added, &tapi.lock);
			continue;
		}
		take_out(work);
		if (wanted(work))
			run(work);
		free_work(work);
	}
}

static void *run_worker(void *unused)
{
	(void)unused;
	tapi_lock();
	work_until_stopped();
	tapi_unlock();
	return NULL;
}

/* Blocks all signals in the worker, so that threads of the program get them. */
int tapi_worker_start(void)
{
	sigset_t all, before;
	int ret;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ret = pthread_create(&thread, NULL, run_worker, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ret;
}

void tapi_worker_stop(void)
{
	tapi_lock();
	stopping = true;
	pthread_cond_signal(&added);
	tapi_unlock();
	pthread_join(thread, NULL);
	tapi_lock();
	stopping = false;
	tapi_unlock();
}

void tapi_worker_forget(void)
{
	TAILQ_INIT(&tasks);
	pthread_cond_init(&added, NULL);
	stopping = false;
}

void tapi_worker_drop(const struct tapi_provider *provider)
{
	struct tapi_work *work = TAILQ_FIRST(&tasks), *next;

	for (; work; work = next) {
		next = TAILQ_NEXT(work, link);
		if (work->provider != provider)
			continue;
		take_out(work);
		free_work(work);
	}
}
