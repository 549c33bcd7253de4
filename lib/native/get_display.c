// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/sys.h"
#include "../common/visible.h"
#include "phone.h"
#include "query.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#define BYTES_PER_CELL	4	/* at most, in UTF-8 */

enum { FIRST_DISPLAY = 40 };	/* struct tphone_display in version 1 */

static_assert(sizeof(struct tphone_display) == FIRST_DISPLAY, "first version");

TPHONE_API int tphone_get_display(struct tphone *phone, char **text,
				  struct tphone_display *answer, size_t size)
{
	struct tphone_display own_answer;
	uint32_t len;
	char *buf;
	int error;

	if (!answer) {
		answer = &own_answer;
		size = sizeof(own_answer);
	}
	error = query_begin(phone, answer, size, FIRST_DISPLAY);
	if (error)
		return error;
	if (!text)
		return -EINVAL;
	len = phone->display_cells * BYTES_PER_CELL;
	buf = malloc((size_t)len + 1);
	if (!buf)
		return -ENOMEM;
	answer->buf_ptr = (uintptr_t)buf;
	answer->buf_len = len;
	error = sys_ioctl(phone->fd, TPHONE_IOC_DISPLAY, answer);
	if (error) {
		free(buf);
		return error;
	}
	buf[answer->len] = '\0';
	*text = buf;
	return 0;
}
