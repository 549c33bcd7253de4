// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>

TPHONE_API int tphone_set_event_callback(struct tphone *phone,
					 tphone_event_fn callback, void *data)
{
	if (!phone)
		return -EINVAL;
	phone_lock(phone);
	phone->event_callback = callback;
	phone->event_data = data;
	phone_unlock(phone);
	return 0;
}

TPHONE_API int tphone_set_event_mask(struct tphone *phone, uint64_t events)
{
	struct tphone_mask arg = { .size = sizeof(arg) };

	if (!phone)
		return -EINVAL;
	/* A kernel that is older than the program refuses what it does not know. */
	arg.events = events & phone->events;
	return sys_ioctl(phone->fd, TPHONE_IOC_MASK, &arg);
}
