// SPDX-License-Identifier: LGPL-2.1-or-later
/* The lock of the provider, waiting for others, and waking the dispatcher. */
#include "../common/sys.h"
#include "provider.h"

#include <errno.h>
#include <sys/epoll.h>
#include <time.h>

/*
 * How long the dispatcher waits for something to do before it checks again for
 * what a callback waits for
 */
#define RECHECK_MS	1

struct tspi_provider tspi_provider = {
	.dispatching = PTHREAD_MUTEX_INITIALIZER,
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.devices = TAILQ_HEAD_INITIALIZER(tspi_provider.devices),
	.open_table = { .kind = TSPI_KIND_OPEN },
	.handle_table = { .kind = TSPI_KIND_HANDLE },
	.finished = STAILQ_HEAD_INITIALIZER(tspi_provider.finished),
	.events = STAILQ_HEAD_INITIALIZER(tspi_provider.events),
	.epoll_fd = -1,
	.wake_fd = -1,
};

void tspi_lock(void)
{
	pthread_mutex_lock(&tspi_provider.lock);
}

void tspi_unlock(void)
{
	pthread_mutex_unlock(&tspi_provider.lock);
}

void tspi_changed(void)
{
	pthread_cond_broadcast(&tspi_provider.changed);
}

/* On the thread of the dispatcher: its work, which it does while it waits */
static __thread void (*dispatch_here)(int timeout_ms);

void tspi_dispatch_here(void (*dispatch)(int timeout_ms))
{
	dispatch_here = dispatch;
}

bool tspi_dispatching_here(void)
{
	return dispatch_here;
}

void tspi_wake(struct tspi_device *device)
{
	if (device->woken)
		return;
	device->woken = true;
	if (!tspi_dispatching_here())
		eventfd_set(tspi_provider.wake_fd);
}

int tspi_poll_add(int fd, void *data)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = data };

	if (epoll_ctl(tspi_provider.epoll_fd, EPOLL_CTL_ADD, fd, &event))
		return -errno;
	return 0;
}

void tspi_poll_remove(int fd)
{
	epoll_ctl(tspi_provider.epoll_fd, EPOLL_CTL_DEL, fd, NULL);
}

bool tspi_wait(int64_t deadline)
{
	if (!tspi_dispatching_here())
		return deadline_wait(&tspi_provider.changed,
				     &tspi_provider.lock, deadline);
	tspi_unlock();
	dispatch_here(RECHECK_MS);
	tspi_lock();
	return deadline_left_ms(deadline, sys_now_ns());
}
