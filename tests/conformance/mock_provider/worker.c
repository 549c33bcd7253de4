// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The thread that completes operations when they are due, see worker.h.
 */
#include "callback.h"
#include "operation.h"
#include "worker.h"

#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_t thread;

/* Protected by the lock. */
static bool woken;
static bool stopping;

/* Returns when it was woken or at the deadline, 0: none. False: stop. */
static bool sleep_until(uint64_t us)
{
	struct timespec until = {
		.tv_sec = (time_t)(us / 1000000),
		.tv_nsec = (long)(us % 1000000 * 1000),
	};
	bool go_on;

	pthread_mutex_lock(&lock);
	while (!woken && !stopping) {
		if (!us)
			pthread_cond_wait(&changed, &lock);
		else if (pthread_cond_timedwait(&changed, &lock, &until))
			break;
	}
	woken = false;
	go_on = !stopping;
	pthread_mutex_unlock(&lock);
	return go_on;
}

static void *work(void *unused)
{
	uint64_t next_us;

	(void)unused;
	do {
		phones_lock();
		next_us = operation_do_due(operation_now_us());
		phones_unlock();
		callback_flush();
	} while (sleep_until(next_us));
	return NULL;
}

bool worker_start(void)
{
	pthread_condattr_t attributes;
	bool started;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_lock(&lock);
	woken = false;
	stopping = false;
	pthread_mutex_unlock(&lock);
	started = !pthread_create(&thread, NULL, work, NULL);
	if (!started)
		pthread_cond_destroy(&changed);
	return started;
}

void worker_stop(void)
{
	pthread_mutex_lock(&lock);
	stopping = true;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	pthread_cond_destroy(&changed);
}

void worker_wake(void)
{
	pthread_mutex_lock(&lock);
	woken = true;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}
