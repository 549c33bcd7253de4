// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"

#include <errno.h>

TPHONE_API int tphone_devspecific(struct tphone *phone, const void *in,
				  size_t in_len, void *out, size_t out_size,
				  size_t *out_len, int timeout_ms)
{
	struct tphone_request request;
	struct tphone_record completion;
	int error;

	if (out_len)
		*out_len = 0;
	if ((!in && in_len) || (!out && out_size))
		return -EINVAL;
	tphone_request_devspecific(&request, in, in_len, out_size);
	error = tphone_execute(phone, &request, timeout_ms, &completion);
	if (!completion.len)
		return error;
	/* What a failed operation left is of no use, but takes up room. */
	if (error) {
		tphone_fetch(phone, completion.id, NULL, 0, NULL);
		return error;
	}
	return tphone_fetch(phone, completion.id, out, out_size, out_len);
}
