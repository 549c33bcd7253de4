// SPDX-License-Identifier: LGPL-2.1-or-later
/* The functions that read the state of a phone and the output of an operation. */
#include "../common/macros.h"
#include "../common/sys.h"
#include "../common/utf.h"
#include "phone.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/*
 * Sizes in the first version of the interface, the least that a program passes.
 * They stay the same when a structure grows.
 */
enum first_size {
	FIRST_INFO = 592,
	FIRST_STATE = 128,
	FIRST_LAMP = 32,
	FIRST_BUTTON = 96,
	FIRST_DATA = 48,
	FIRST_DISPLAY = 40,
};

static_assert(sizeof(struct tphone_info) == FIRST_INFO, "first version");
static_assert(offsetof(struct tphone_state, owner_name) == FIRST_STATE,
	      "first version");
static_assert(sizeof(struct tphone_lamp) == FIRST_LAMP, "first version");
static_assert(sizeof(struct tphone_button) == FIRST_BUTTON, "first version");
static_assert(sizeof(struct tphone_data) == FIRST_DATA, "first version");
static_assert(sizeof(struct tphone_display) == FIRST_DISPLAY, "first version");

int query_begin(const struct tphone *phone, void *arg, size_t size,
		size_t first)
{
	uint32_t own_size = (uint32_t)size;

	if (!phone || !arg || size < first || size > UINT32_MAX)
		return -EINVAL;
	memset(arg, 0, size);
	memcpy(arg, &own_size, sizeof(own_size));
	return 0;
}

TPHONE_API int tphone_get_info(struct tphone *phone, struct tphone_info *info,
			       size_t size)
{
	int error = query_begin(phone, info, size, FIRST_INFO);

	if (error)
		return error;
	return sys_ioctl(phone->fd, TPHONE_IOC_INFO, info);
}

TPHONE_API int tphone_get_state(struct tphone *phone,
				struct tphone_state *state, size_t size,
				uint32_t *lamps, size_t nr_lamps)
{
	int error = query_begin(phone, state, size, FIRST_STATE);

	if (error)
		return error;
	if (lamps) {
		state->lamps_ptr = (uintptr_t)lamps;
		state->nr_lamps = nr_lamps > UINT32_MAX ? UINT32_MAX :
							  (uint32_t)nr_lamps;
	}
	return sys_ioctl(phone->fd, TPHONE_IOC_STATE, state);
}

TPHONE_API int tphone_get_lamp(struct tphone *phone, unsigned int lamp,
			       struct tphone_lamp *answer, size_t size)
{
	int error = query_begin(phone, answer, size, FIRST_LAMP);

	if (error)
		return error;
	answer->lamp = lamp;
	return sys_ioctl(phone->fd, TPHONE_IOC_LAMP, answer);
}

TPHONE_API int tphone_get_button(struct tphone *phone, unsigned int button,
				 struct tphone_button *answer, size_t size)
{
	int error = query_begin(phone, answer, size, FIRST_BUTTON);

	if (error)
		return error;
	answer->button = button;
	return sys_ioctl(phone->fd, TPHONE_IOC_BUTTON, answer);
}

TPHONE_API int tphone_get_data(struct tphone *phone, unsigned int area,
			       uint32_t offset, void *buf, size_t len,
			       struct tphone_data *answer, size_t size)
{
	int error = query_begin(phone, answer, size, FIRST_DATA);

	if (error)
		return error;
	if (!buf && len)
		return -EINVAL;
	answer->area = area;
	answer->offset = offset;
	answer->buf_ptr = (uintptr_t)buf;
	answer->buf_len = len > UINT32_MAX ? UINT32_MAX : (uint32_t)len;
	return sys_ioctl(phone->fd, TPHONE_IOC_DATA, answer);
}

TPHONE_API int tphone_get_download_size(struct tphone *phone,
					unsigned int area, uint32_t *bytes)
{
	struct tphone_data arg = {
		.size = sizeof(arg),
		.flags = TPHONE_DATA_DOWNLOAD,
		.area = area,
	};
	int error;

	if (!phone || !bytes)
		return -EINVAL;
	error = sys_ioctl(phone->fd, TPHONE_IOC_DATA, &arg);
	if (!error)
		*bytes = arg.area_size;
	return error;
}

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
	len = phone->display_cells * UTF8_MAX;
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

/* One code point is one cell. */
static const char *skip_cells(const char *text, unsigned int cells)
{
	while (cells && *text) {
		text++;
		while (utf8_is_continuation(*text))
			text++;
		cells--;
	}
	return text;
}

TPHONE_API const char *tphone_display_row(const char *text,
					  unsigned int columns,
					  unsigned int row, size_t *length)
{
	if (!text || !columns || !length)
		return NULL;
	while (row-- && *text)
		text = skip_cells(text, columns);
	if (!*text)
		return NULL;
	*length = (size_t)(skip_cells(text, columns) - text);
	return text;
}

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
