// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/deadline.h"
#include "../common/eventfd.h"
#include "../common/sys.h"
#include "phone.h"
#include "wait.h"

#include <errno.h>
#include <time.h>

bool wait_for_change(struct tphone *phone, int64_t deadline)
{
	struct timespec until;

	if (deadline == DEADLINE_NEVER) {
		pthread_cond_wait(&phone->changed, &phone->lock);
		return true;
	}
	until.tv_sec = deadline / 1000000000LL;
	until.tv_nsec = deadline % 1000000000LL;
	return !pthread_cond_timedwait(&phone->changed, &phone->lock, &until);
}

static int poll_for_all(struct tphone *phone, int64_t deadline)
{
	struct pollfd fds[] = {
		{ .fd = phone->fd, .events = POLLIN },
		{ .fd = phone->wake_fd, .events = POLLIN },
	};
	int ret;

	phone->polling = true;
	phone_unlock(phone);
	ret = sys_poll(fds, 2, deadline_left_ms(deadline, sys_now_ns()));
	phone_lock(phone);
	phone->polling = false;
	eventfd_clear(phone->wake_fd);
	return ret == -EINTR || ret > 0 ? 0 : ret;
}

int wait_for_device(struct tphone *phone, int64_t deadline)
{
	if (!phone->polling)
		return poll_for_all(phone, deadline);
	wait_for_change(phone, deadline);
	return 0;
}
