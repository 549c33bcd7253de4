// SPDX-License-Identifier: LGPL-2.1-or-later
#include "arrival.h"
#include "device.h"
#include "removal.h"
#include "worker.h"

#include <signal.h>
#include <stdlib.h>

/* Protected by tapi.lock, but for the thread, which tapi.life protects. */
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

/* Tasks about devices are part of them. */
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

/* Called with the lock, which is released meanwhile. */
static void run(struct tapi_work *work)
{
	tapi_unlock();
	switch (work->task) {
	case TAPI_TASK_CREATE:
		tapi_device_arrives(work->provider, work->temporary_id);
		break;
	case TAPI_TASK_REMOVE:
		tapi_device_is_removed(work->device);
		break;
	case TAPI_TASK_LEAVE:
		tapi_device_is_left(work->device);
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

/* Signals are for the threads of the program. */
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

void tapi_worker_drop_device(struct tapi_device *device)
{
	if (device->removal.queued)
		take_out(&device->removal);
}
