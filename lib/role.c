// SPDX-License-Identifier: LGPL-2.1-or-later
#include "phone.h"
#include "role.h"
#include "sys.h"
#include "visible.h"

#include <errno.h>
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

TPHONE_API int tphone_set_role(struct tphone *phone, unsigned int role)
{
	struct tphone_role arg = { .size = sizeof(arg), .role = role };
	int error;

	if (!phone)
		return -EINVAL;
	error = sys_ioctl(phone->fd, TPHONE_IOC_ROLE, &arg);
	if (error)
		return error;
	return role_start_watching(phone);
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
