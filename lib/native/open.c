// SPDX-License-Identifier: LGPL-2.1-or-later
/* How a handle begins and ends: opening and closing, roles, detaching, revoking. */
#include "../common/macros.h"
#include "../common/sys.h"
#include "../common/utf.h"
#include "phone.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
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

/* Closes the descriptors and frees all operations and records. */
static void phone_shut(struct tphone *phone)
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

int phone_add_to_epoll(struct tphone *phone)
{
	struct epoll_event event = { .events = EPOLLIN };
	int error = 0;

	phone_lock(phone);
	if (!phone->in_epoll &&
	    epoll_ctl(phone->epoll_fd, EPOLL_CTL_ADD, phone->fd, &event))
		error = -errno;
	if (!error)
		phone->in_epoll = true;
	phone_unlock(phone);
	return error;
}

/* Returns the number of bytes of @name that fit, cut between characters. */
static size_t length_of(const char *name)
{
	size_t length = strnlen(name, TPHONE_TEXT_SIZE);

	if (length < TPHONE_TEXT_SIZE)
		return length;
	length--;
	while (length && utf8_is_continuation(name[length]))
		length--;
	return length;
}

TPHONE_API int tphone_take_role(struct tphone *phone, unsigned int role,
				const char *name)
{
	struct tphone_role arg = { .size = sizeof(arg), .role = role };
	int error;

	if (!phone)
		return -EINVAL;
	if (name)
		memcpy(arg.name, name, length_of(name));
	error = sys_ioctl(phone->fd, TPHONE_IOC_ROLE, &arg);
	if (error)
		return error;
	return phone_add_to_epoll(phone);
}

TPHONE_API int tphone_set_role(struct tphone *phone, unsigned int role)
{
	int error = tphone_take_role(phone, role, program_invocation_short_name);

	/*
	 * The name of a file need not be UTF-8, and an old kernel does not know
	 * names. Take the role without a name rather than fail.
	 */
	if (error == -EILSEQ || error == -E2BIG)
		error = tphone_take_role(phone, role, NULL);
	return error;
}

TPHONE_API int tphone_get_role(struct tphone *phone)
{
	struct tphone_state state = { .size = sizeof(state) };
	int error;

	if (!phone)
		return -EINVAL;
	error = sys_ioctl(phone->fd, TPHONE_IOC_STATE, &state);
	return error ? error : (int)state.role;
}

static int init_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;
	int error;

	error = pthread_condattr_init(&attributes);
	if (error)
		return -error;
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	error = pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
	return -error;
}

static int make_fds(struct tphone *phone)
{
	struct epoll_event ready = { .events = EPOLLIN };

	phone->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (phone->epoll_fd < 0)
		return -errno;
	phone->ready_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (phone->ready_fd < 0)
		return -errno;
	phone->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (phone->wake_fd < 0)
		return -errno;
	if (epoll_ctl(phone->epoll_fd, EPOLL_CTL_ADD, phone->ready_fd, &ready))
		return -errno;
	return 0;
}

/* Makes a phone that has no device yet. */
static int new_phone(struct tphone **phone)
{
	struct tphone *fresh = calloc(1, sizeof(*fresh));
	int error;

	if (!fresh)
		return -ENOMEM;
	error = init_condition(&fresh->changed);
	if (error) {
		free(fresh);
		return error;
	}
	pthread_mutex_init(&fresh->lock, NULL);
	fresh->fd = -1;
	fresh->epoll_fd = -1;
	fresh->ready_fd = -1;
	fresh->wake_fd = -1;
	pending_init(&fresh->pending);
	queue_init(&fresh->queue);
	error = make_fds(fresh);
	if (error) {
		phone_shut(fresh);
		phone_free(fresh);
		return error;
	}
	*phone = fresh;
	return 0;
}

/* The first ioctl on the descriptor: it fails if that is not a phone. */
static int learn_limits(struct tphone *phone, int fd)
{
	struct tphone_info info = { .size = sizeof(info) };
	int error = sys_ioctl(fd, TPHONE_IOC_INFO, &info);

	if (error)
		return error;
	phone->max_payload = info.max_payload;
	phone->max_batch = info.max_batch;
	phone->display_cells = info.display_rows * info.display_columns;
	phone->events = info.events;
	return 0;
}

static int set_flags(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
		return -errno;
	flags = fcntl(fd, F_GETFD);
	if (flags < 0 || fcntl(fd, F_SETFD, flags | FD_CLOEXEC) < 0)
		return -errno;
	return 0;
}

/* On failure the caller still owns the descriptor. */
static int adopt(struct tphone *phone, int fd)
{
	int error = learn_limits(phone, fd);
	int role;

	if (error)
		return error;
	error = set_flags(fd);
	if (error)
		return error;
	phone->fd = fd;
	role = tphone_get_role(phone);
	error = role < 0 ? role : 0;
	if (role > TPHONE_ROLE_NONE)
		error = phone_add_to_epoll(phone);
	if (error)
		phone->fd = -1;
	return error;
}

TPHONE_API int tphone_open_fd(int fd, struct tphone **phone)
{
	struct tphone *fresh;
	int error;

	if (!phone)
		return -EINVAL;
	error = new_phone(&fresh);
	if (error)
		return error;
	error = adopt(fresh, fd);
	if (error) {
		tphone_close(fresh);
		return error;
	}
	*phone = fresh;
	return 0;
}

/* A monitor without write permission still receives events. */
static int open_device(const char *path, unsigned int role)
{
	int access = role == TPHONE_ROLE_NONE ? O_RDONLY : O_RDWR;
	int flags = O_CLOEXEC | O_NONBLOCK;
	int fd = sys_open(path, access | flags);

	if (role == TPHONE_ROLE_MONITOR && (fd == -EACCES || fd == -EPERM))
		fd = sys_open(path, O_RDONLY | flags);
	return fd;
}

static int open_without_role(const char *path, unsigned int role,
			     struct tphone **phone)
{
	int fd = open_device(path, role);
	int error;

	if (fd < 0)
		return fd;
	error = tphone_open_fd(fd, phone);
	if (error)
		close(fd);
	return error;
}

TPHONE_API int tphone_open(const char *path, unsigned int role,
			   struct tphone **phone)
{
	struct tphone *fresh;
	int error;

	if (!path || !phone || role > TPHONE_ROLE_OWNER)
		return -EINVAL;
	error = open_without_role(path, role, &fresh);
	if (error)
		return error;
	if (role != TPHONE_ROLE_NONE)
		error = tphone_set_role(fresh, role);
	if (error) {
		tphone_close(fresh);
		return error;
	}
	*phone = fresh;
	return 0;
}

enum { FIRST_DETACH = 24 };	/* struct tphone_detach in version 1 */

static_assert(sizeof(struct tphone_detach) == FIRST_DETACH, "first version");

static int detach(struct tphone *phone, unsigned int flags,
		  unsigned int grace_ms, struct tphone_detach *result,
		  size_t size)
{
	struct tphone_detach own_result;
	int error;

	if (!result) {
		result = &own_result;
		size = sizeof(own_result);
	}
	error = query_begin(phone, result, size, FIRST_DETACH);
	if (error)
		return error;
	result->flags = flags;
	result->grace_ms = grace_ms;
	error = sys_ioctl(phone->fd, TPHONE_IOC_DETACH, result);
	if (error)
		return error;
	phone_lock(phone);
	phone->detached = true;
	phone_unlock(phone);
	return 0;
}

TPHONE_API int tphone_detach(struct tphone *phone, unsigned int grace_ms,
			     struct tphone_detach *result, size_t size)
{
	return detach(phone, 0, grace_ms, result, size);
}

TPHONE_API int tphone_detach_keep(struct tphone *phone, unsigned int grace_ms,
				  struct tphone_detach *result, size_t size)
{
	return detach(phone, TPHONE_DETACH_KEEP, grace_ms, result, size);
}

TPHONE_API int tphone_revoke(struct tphone *phone)
{
	struct tphone_revoke arg = { .size = sizeof(arg) };

	if (!phone)
		return -EINVAL;
	return sys_ioctl(phone->fd, TPHONE_IOC_REVOKE, &arg);
}
