// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void phone_lock(struct tphone *phone)
{
	pthread_mutex_lock(&phone->lock);
}

void phone_unlock(struct tphone *phone)
{
	pthread_mutex_unlock(&phone->lock);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void phone_shut(struct tphone *phone)
{
	close_fd(&phone->fd);
	close_fd(&phone->epoll_fd);
	close_fd(&phone->ready_fd);
	close_fd(&phone->wake_fd);
	pending_clear(&phone->pending);
	queue_clear(&phone->queue);
}

void phone_free(struct tphone *phone)
{
	pthread_cond_destroy(&phone->changed);
	pthread_mutex_destroy(&phone->lock);
	free(phone);
}

static bool called_by_dispatcher(const struct tphone *phone)
{
	return phone->depth && pthread_equal(phone->dispatcher, pthread_self());
}

TPHONE_API void tphone_close(struct tphone *phone)
{
	bool in_callback;

	if (!phone)
		return;
	phone_lock(phone);
	in_callback = called_by_dispatcher(phone);
	phone_shut(phone);
	phone->closed = true;
	phone_unlock(phone);
	if (!in_callback)
		phone_free(phone);
}

TPHONE_API int tphone_raw_fd(const struct tphone *phone)
{
	return phone ? phone->fd : -EINVAL;
}

TPHONE_API int tphone_fd(const struct tphone *phone)
{
	return phone ? phone->epoll_fd : -EINVAL;
}
