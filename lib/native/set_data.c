// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/deadline.h"
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"

#include <errno.h>

/*
 * The kernel refuses a piece that does not fit, but by then those before it
 * have been written.
 */
static int check_room(struct tphone *phone, unsigned int area, uint32_t offset,
		      size_t len)
{
	uint32_t bytes;
	int error = tphone_get_download_size(phone, area, &bytes);

	if (error)
		return error;
	if (offset > bytes)
		return -ERANGE;
	return len > bytes - offset ? -EMSGSIZE : 0;
}

static int write_piece(struct tphone *phone, struct tphone_request *request,
		       int64_t deadline)
{
	int left_ms = deadline_left_ms(deadline, sys_now_ns());

	return tphone_execute(phone, request, left_ms, NULL);
}

static int write_pieces(struct tphone *phone, unsigned int area,
			uint32_t offset, const char *data, size_t len,
			int64_t deadline)
{
	struct tphone_request request;
	size_t piece;
	int error;

	for (;;) {
		piece = len < phone->max_payload ? len : phone->max_payload;
		tphone_request_set_data(&request, area, offset, data, piece);
		error = write_piece(phone, &request, deadline);
		if (error || piece == len)
			return error;
		if (!deadline_left_ms(deadline, sys_now_ns()))
			return -ETIMEDOUT;
		offset += (uint32_t)piece;
		data += piece;
		len -= piece;
	}
}

TPHONE_API int tphone_set_data(struct tphone *phone, unsigned int area,
			       uint32_t offset, const void *data, size_t len,
			       int timeout_ms)
{
	struct tphone_request request;
	int64_t deadline;
	int error;

	if (!phone || (!data && len))
		return -EINVAL;
	/* Let the kernel complain if there is nothing to divide by. */
	if (len <= phone->max_payload || !phone->max_payload) {
		tphone_request_set_data(&request, area, offset, data, len);
		return tphone_execute(phone, &request, timeout_ms, NULL);
	}
	error = check_room(phone, area, offset, len);
	if (error)
		return error;
	deadline = deadline_after(sys_now_ns(), timeout_ms);
	return write_pieces(phone, area, offset, data, len, deadline);
}
