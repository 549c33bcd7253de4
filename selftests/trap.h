/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stop the kernel in the middle of copying user memory. A page is registered
 * with userfaultfd and missing, so a task that touches it sleeps until the test
 * provides the page or makes it bad.
 */
#ifndef _TPHONE_SELFTEST_TRAP_H
#define _TPHONE_SELFTEST_TRAP_H

#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include <linux/userfaultfd.h>

#include "util.h"

/* Limit for what no task may delay; emulated processors need some slack. */
#define AT_ONCE_MS	(1000 + SLACK_MS)

/* The page that is missing */
struct trap {
	int uffd;
	char *page;
	size_t size;
};

static inline struct uffdio_range trap_range(const struct trap *trap)
{
	return (struct uffdio_range){
		.start = phone_pointer(trap->page), .len = trap->size,
	};
}

/* @mode: UFFDIO_REGISTER_MODE_*; only a page that is there can be protected. */
static inline int trap_register(struct trap *trap, __u64 features, __u64 mode)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };
	struct uffdio_register arg = { .mode = mode };

	trap->size = sysconf(_SC_PAGESIZE);
	trap->uffd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	if (trap->uffd < 0)
		return -errno;
	/*
	 * The page before it is mapped, for structures that begin on good
	 * memory.
	 */
	trap->page = mmap(NULL, 2 * trap->size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (trap->page == MAP_FAILED)
		return -errno;
	trap->page += trap->size;
	if (mode == UFFDIO_REGISTER_MODE_WP)
		memset(trap->page, 0, trap->size);
	arg.range = trap_range(trap);
	if (ioctl(trap->uffd, UFFDIO_API, &api) ||
	    ioctl(trap->uffd, UFFDIO_REGISTER, &arg))
		return -errno;
	return 0;
}

/* 0, or a negative errno: then userfaultfd cannot be used. */
static inline int trap_open(struct trap *trap)
{
	return trap_register(trap, 0, UFFDIO_REGISTER_MODE_MISSING);
}

/* trap_open(), or skip: in FIXTURE_SETUP() before what only a teardown undoes. */
#define OPEN_TRAP(_trap) \
do { \
	if (trap_open(_trap)) \
		SKIP(return, "no userfaultfd for the kernel"); \
} while (0)

/* The page is mapped, but writes to it can be forbidden and then stop. */
static inline int trap_open_for_writing(struct trap *trap)
{
	return trap_register(trap, UFFD_FEATURE_PAGEFAULT_FLAG_WP,
			     UFFDIO_REGISTER_MODE_WP);
}

static inline int trap_set_protection(struct trap *trap, __u64 mode)
{
	struct uffdio_writeprotect protect = {
		.range = trap_range(trap), .mode = mode,
	};

	return ioctl(trap->uffd, UFFDIO_WRITEPROTECT, &protect) ? -errno : 0;
}

static inline int trap_forbid_writing(struct trap *trap)
{
	return trap_set_protection(trap, UFFDIO_WRITEPROTECT_MODE_WP);
}

/* Let stopped writes go on. */
static inline int trap_permit_writing(struct trap *trap)
{
	return trap_set_protection(trap, 0);
}

static inline void trap_close(struct trap *trap)
{
	if (trap->uffd < 0)
		return;
	close(trap->uffd);
	munmap(trap->page - trap->size, 2 * trap->size);
}

/* Wait until @nr tasks are stopped on the page. */
static inline int trap_wait(struct trap *trap, unsigned int nr)
{
	struct pollfd poll_fd = { .fd = trap->uffd, .events = POLLIN };
	struct uffd_msg message;

	while (nr) {
		if (poll(&poll_fd, 1, PHONE_WAIT_MS) != 1)
			return -ETIMEDOUT;
		if (read(trap->uffd, &message, sizeof(message)) !=
		    sizeof(message))
			return -errno;
		if (message.event == UFFD_EVENT_PAGEFAULT)
			nr--;
	}
	return 0;
}

/* Provide the page, beginning with @content, and let all tasks go on. */
static inline int trap_feed(struct trap *trap, const void *content, size_t size)
{
	struct uffdio_copy copy = {
		.dst = phone_pointer(trap->page), .len = trap->size,
	};
	char *page = aligned_alloc(trap->size, trap->size);
	int error;

	memset(page, 0, trap->size);
	if (size)
		memcpy(page, content, size);
	copy.src = phone_pointer(page);
	error = ioctl(trap->uffd, UFFDIO_COPY, &copy) ? -errno : 0;
	free(page);
	return error;
}

/* Make the page bad for good, and let all tasks go on. */
static inline int trap_break(struct trap *trap)
{
	struct uffdio_range range = trap_range(trap);

	if (mprotect(trap->page, trap->size, PROT_NONE) ||
	    ioctl(trap->uffd, UFFDIO_WAKE, &range))
		return -errno;
	return 0;
}

/*
 * System calls in other threads
 */
struct call {
	pthread_t thread;
	int (*function)(struct call *call);
	int fd;
	void *buf;
	size_t size;
	__u64 id;
	int result;
	long long end_us;
};

static inline void *call_thread(void *arg)
{
	struct call *call = arg;

	call->result = call->function(call);
	call->end_us = now_us();
	return NULL;
}

static inline int call_start(struct call *call)
{
	call->result = -EINPROGRESS;
	return -pthread_create(&call->thread, NULL, call_thread, call);
}

/* The result of the call, or -ETIMEDOUT. */
static inline int call_end(struct call *call)
{
	struct timespec end;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += PHONE_WAIT_MS / 1000;
	if (pthread_timedjoin_np(call->thread, NULL, &end))
		return -ETIMEDOUT;
	return call->result;
}

/* The argument may be on the missing page, so do not touch it here. */
static inline int do_submit(struct call *call)
{
	return phone_ioctl(call->fd, TPHONE_IOC_SUBMIT, call->buf);
}

static inline int do_read(struct call *call)
{
	return phone_read(call->fd, call->buf,
			  call->size / sizeof(struct tphone_record));
}

static inline int do_fetch(struct call *call)
{
	return phone_fetch(call->fd, call->id, call->buf, call->size);
}

static inline int do_poll(struct call *call)
{
	return phone_poll(call->fd, POLLIN, PHONE_WAIT_MS);
}

#endif /* _TPHONE_SELFTEST_TRAP_H */
