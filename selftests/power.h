/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System sleep. The kernel gives it up as soon as the phones are suspended: an
 * epoll with EPOLLWAKEUP watches a phone, whose event about its suspension is a
 * reason to wake up. So no other device of the machine has to survive a real
 * sleep, such as the disk of a virtual machine.
 */
#ifndef _TPHONE_SELFTEST_POWER_H
#define _TPHONE_SELFTEST_POWER_H

#include <sys/epoll.h>

#include "util.h"

#define POWER	"/sys/power/"

/**
 * struct power - how the machine was set up to sleep
 * @async: pm_async
 * @test: pm_test
 */
struct power {
	char async[8];
	char test[160];
};

/* Why this machine cannot go to sleep, as a text, or NULL. */
static inline const char *power_missing(void)
{
	if (access(POWER "wakeup_count", W_OK) ||
	    access(POWER "state", W_OK) || access(POWER "pm_async", W_OK) ||
	    access(POWER "pm_test", W_OK))
		return "the kernel cannot test going to sleep";
	return NULL;
}

/* 0 or a negative errno. */
static inline int power_save(struct power *power)
{
	int error;

	error = file_read(POWER "pm_async", power->async, sizeof(power->async));
	if (error)
		return error;
	return file_read(POWER "pm_test", power->test, sizeof(power->test));
}

/* Records of the phone are reasons to wake up as long as this is open. */
static inline int power_wake_for(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLWAKEUP };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0 || !epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		return epoll;
	close(epoll);
	return -errno;
}

/*
 * For a child, with a time limit: 0 when the machine slept and woke up, else an
 * errno.
 */
static inline int power_sleep(void)
{
	char count[32];
	pid_t pid = fork();
	int error;

	if (pid)
		return reap(pid);
	alarm(20);
	/*
	 * Suspend one device after the other, and wake up soon if no event does
	 * it.
	 */
	error = file_write(POWER "pm_async", "0");
	if (!error)
		error = file_write(POWER "pm_test", "devices");
	file_write("/sys/module/suspend/parameters/pm_test_delay", "1");
	if (!error)
		error = file_read(POWER "wakeup_count", count, sizeof(count));
	if (!error)
		error = file_write(POWER "wakeup_count", count);
	if (!error)
		error = file_write(POWER "state", "freeze");
	_exit(-error);
}

/* The value in brackets is the selected one. */
static inline void power_restore(struct power *power)
{
	char *begin = strchr(power->test, '[');
	char *end = begin ? strchr(begin, ']') : NULL;

	file_write(POWER "pm_async", power->async);
	if (!end)
		return;
	*end = '\0';
	file_write(POWER "pm_test", begin + 1);
	file_write("/sys/module/suspend/parameters/pm_test_delay", "5");
}

#endif /* _TPHONE_SELFTEST_POWER_H */
