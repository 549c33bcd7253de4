// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "query.h"

#include <assert.h>
#include <errno.h>

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
