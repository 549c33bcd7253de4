// SPDX-License-Identifier: LGPL-2.1-or-later
/* Deadlines and eventfds. Tests use these as they are, unlike sys.c. */
#include "sys.h"

#include <limits.h>
#include <stdint.h>
#include <unistd.h>

#define NS_PER_MS	1000000LL
#define NS_PER_S	1000000000LL

int64_t deadline_after(int64_t now_ns, int timeout_ms)
{
	if (timeout_ms < 0)
		return DEADLINE_NEVER;
	return now_ns + timeout_ms * NS_PER_MS;
}

int deadline_left_ms(int64_t deadline, int64_t now_ns)
{
	int64_t left_ms;

	if (deadline == DEADLINE_NEVER)
		return -1;
	if (deadline <= now_ns)
		return 0;
	left_ms = (deadline - now_ns - 1) / NS_PER_MS + 1;
	return left_ms > INT_MAX ? INT_MAX : (int)left_ms;
}

bool deadline_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t deadline)
{
	struct timespec until;

	if (deadline == DEADLINE_NEVER) {
		pthread_cond_wait(cond, lock);
		return true;
	}
	until.tv_sec = deadline / NS_PER_S;
	until.tv_nsec = deadline % NS_PER_S;
	return !pthread_cond_timedwait(cond, lock, &until);
}

void eventfd_set(int fd)
{
	uint64_t one = 1;
	/* Fails only if the counter is at its maximum: already set. */
	ssize_t ignored = write(fd, &one, sizeof(one));

	(void)ignored;
}

void eventfd_clear(int fd)
{
	uint64_t count;
	/* Fails only if the counter is 0: already clear. */
	ssize_t ignored = read(fd, &count, sizeof(count));

	(void)ignored;
}
