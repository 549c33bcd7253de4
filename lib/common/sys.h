/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The system calls on a phone, in a file of their own (sys.c) so that tests can
 * replace it by a fake phone; and deadlines and eventfds (wait.c). System calls
 * return a negative errno on failure.
 */
#ifndef _LIBTPHONE_SYS_H
#define _LIBTPHONE_SYS_H

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct stat;

typedef int (*sys_name_fn)(const char *name, void *data);

int sys_open(const char *path, int flags);
int sys_ioctl(int fd, unsigned long command, void *arg);
ssize_t sys_read(int fd, void *buf, size_t size);
int sys_poll(struct pollfd *fds, nfds_t nr_fds, int timeout_ms);
int64_t sys_now_ns(void);
int sys_stat(const char *path, struct stat *st);

/* Calls @fn for each name in a folder, until it returns an error, the result. */
int sys_list(const char *folder, sys_name_fn fn, void *data);

/*
 * A timeout is converted once to a deadline, in nanoseconds of CLOCK_MONOTONIC, so
 * that a wait that is interrupted does not start over.
 */

#define DEADLINE_NEVER	INT64_MAX

int64_t deadline_after(int64_t now_ns, int timeout_ms);

/* Timeout for poll(): -1 without a deadline, 0 after it, else rounded up. */
int deadline_left_ms(int64_t deadline, int64_t now_ns);

/*
 * Waits for @cond, whose clock is CLOCK_MONOTONIC, with @lock held, which is released
 * during the wait. Returns false if the deadline has passed.
 */
bool deadline_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t deadline);

/* A non-blocking eventfd, used as a flag for poll() */
void eventfd_set(int fd);
void eventfd_clear(int fd);

#endif /* _LIBTPHONE_SYS_H */
