// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>

TPHONE_API int tphone_fetch(struct tphone *phone, uint64_t id, void *buf,
			    size_t size, size_t *len)
{
	struct tphone_fetch arg = { .size = sizeof(arg), .id = id };
	int error;

	if (len)
		*len = 0;
	if (!phone)
		return -EINVAL;
	if (buf) {
		arg.buf_ptr = (uintptr_t)buf;
		arg.buf_len = size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
	} else {
		arg.flags = TPHONE_FETCH_DISCARD;
	}
	error = sys_ioctl(phone->fd, TPHONE_IOC_FETCH, &arg);
	if (len && (!error || error == -EMSGSIZE))
		*len = arg.len;
	return error;
}
