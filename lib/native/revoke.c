// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>

TPHONE_API int tphone_revoke(struct tphone *phone)
{
	struct tphone_revoke arg = { .size = sizeof(arg) };

	if (!phone)
		return -EINVAL;
	return sys_ioctl(phone->fd, TPHONE_IOC_REVOKE, &arg);
}
