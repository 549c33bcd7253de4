// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../native/watch.h"
#include "dispatcher.h"
#include "fork.h"
#include "provider.h"

#include <unistd.h>

/*
 * What the parent had. The child does not use it, and cannot free what other
 * threads may have been changing, but it is not lost either.
 */
static struct tspi_provider of_parent __attribute__((used));

static void before_fork(void)
{
	tspi_lock();
}

static void in_parent(void)
{
	tspi_unlock();
}

static void close_all(const struct tspi_handle_list *list)
{
	const struct tspi_handle *handle;

	TAILQ_FOREACH(handle, list, link) {
		if (!handle->phone)
			continue;
		close(tphone_raw_fd(handle->phone));
		close(tphone_fd(handle->phone));
	}
}

/* Else the kernel would count the parent's handles as long as the child lives. */
static void close_descriptors(void)
{
	const struct tspi_device *device;

	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		close_all(&device->handles);
		close_all(&device->left);
	}
	if (tspi_provider.watch)
		watch_forget(tspi_provider.watch);
}

static void in_child(void)
{
	close_descriptors();
	tspi_dispatcher_forget();
	of_parent = tspi_provider;
	pthread_mutex_init(&tspi_provider.dispatching, NULL);
	pthread_mutex_init(&tspi_provider.lock, NULL);
	tspi_provider_forget();
}

void tspi_fork_prepare(void)
{
	pthread_atfork(before_fork, in_parent, in_child);
}
