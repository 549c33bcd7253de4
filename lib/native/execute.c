// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"

#include <errno.h>
#include <string.h>

TPHONE_API int tphone_execute(struct tphone *phone,
			      const struct tphone_request *request,
			      int timeout_ms, struct tphone_record *completion)
{
	struct tphone_request with_deadline;
	struct tphone_record record;
	uint64_t id = 0;	/* as in tphone_submit() */
	int error;

	if (completion)
		memset(completion, 0, sizeof(*completion));
	if (!phone || !request)
		return -EINVAL;
	with_deadline = *request;
	/* To the kernel 0 is no deadline, here it is one that has passed. */
	if (timeout_ms == 0)
		timeout_ms = 1;
	if (timeout_ms > 0)
		with_deadline.timeout_ms = (uint32_t)timeout_ms;
	error = tphone_submit(phone, &with_deadline, NULL, NULL, &id);
	if (error)
		return error;
	error = tphone_wait_for(phone, id, -1, &record);
	if (error)
		return error;
	if (completion)
		*completion = record;
	return record.status;
}
