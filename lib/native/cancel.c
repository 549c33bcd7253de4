// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>

static int cancel(struct tphone *phone, struct tphone_cancel *arg)
{
	int error;

	if (!phone)
		return -EINVAL;
	arg->size = sizeof(*arg);
	error = sys_ioctl(phone->fd, TPHONE_IOC_CANCEL, arg);
	return error ? error : (int)arg->nr_cancelled;
}

TPHONE_API int tphone_cancel(struct tphone *phone, uint64_t id)
{
	struct tphone_cancel arg = { .select = TPHONE_CANCEL_ID, .id = id };

	return cancel(phone, &arg);
}

TPHONE_API int tphone_cancel_user_data(struct tphone *phone,
				       uint64_t user_data)
{
	struct tphone_cancel arg = {
		.select = TPHONE_CANCEL_USER_DATA,
		.user_data = user_data,
	};

	return cancel(phone, &arg);
}

TPHONE_API int tphone_cancel_all(struct tphone *phone)
{
	struct tphone_cancel arg = { .select = TPHONE_CANCEL_ALL };

	return cancel(phone, &arg);
}
