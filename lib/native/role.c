// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "role.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>

int role_start_watching(struct tphone *phone)
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

static bool continues_a_character(char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* Bytes of @name that there is room for, without a part of a character. */
static size_t length_of(const char *name)
{
	size_t length = strnlen(name, TPHONE_TEXT_SIZE);

	if (length < TPHONE_TEXT_SIZE)
		return length;
	length--;
	while (length && continues_a_character(name[length]))
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
	return role_start_watching(phone);
}

TPHONE_API int tphone_set_role(struct tphone *phone, unsigned int role)
{
	int error = tphone_take_role(phone, role, program_invocation_short_name);

	/*
	 * A file can be called anything, and a kernel may be older than names.
	 * Better no name than no phone.
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
