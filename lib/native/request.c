// SPDX-License-Identifier: LGPL-2.1-or-later
/* Requests, and the functions that submit one and wait for its completion. */
#include "../common/macros.h"
#include "../common/sys.h"
#include "phone.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/* The kernel refuses such a length anyway, so clamp it. */
static uint32_t at_most_u32(size_t size)
{
	return size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
}

static void begin(struct tphone_request *request, unsigned int opcode,
		  unsigned int target, unsigned int arg0)
{
	memset(request, 0, sizeof(*request));
	request->opcode = (uint16_t)opcode;
	request->target = target;
	request->arg0 = arg0;
}

static void set_payload(struct tphone_request *request, const void *data,
			size_t len)
{
	request->data_ptr = (uintptr_t)data;
	request->data_len = at_most_u32(len);
}

static void set_text(struct tphone_request *request, const char *text)
{
	if (text)
		set_payload(request, text, strlen(text));
}

TPHONE_API void tphone_request_set_lamp(struct tphone_request *request,
					unsigned int lamp, unsigned int mode)
{
	begin(request, TPHONE_OP_SET_LAMP, lamp, mode);
}

TPHONE_API void tphone_request_set_ring(struct tphone_request *request,
					unsigned int mode, unsigned int volume)
{
	begin(request, TPHONE_OP_SET_RING, 0, mode);
	request->arg1 = volume;
}

TPHONE_API void tphone_request_set_hook(struct tphone_request *request,
					unsigned int devices, unsigned int mode)
{
	begin(request, TPHONE_OP_SET_HOOK, devices, mode);
}

TPHONE_API void tphone_request_set_volume(struct tphone_request *request,
					  unsigned int device,
					  unsigned int volume)
{
	begin(request, TPHONE_OP_SET_VOLUME, device, volume);
}

TPHONE_API void tphone_request_set_gain(struct tphone_request *request,
					unsigned int device, unsigned int gain)
{
	begin(request, TPHONE_OP_SET_GAIN, device, gain);
}

TPHONE_API void tphone_request_set_display(struct tphone_request *request,
					   unsigned int row,
					   unsigned int column,
					   const char *text)
{
	begin(request, TPHONE_OP_SET_DISPLAY, row, column);
	set_text(request, text);
}

TPHONE_API void tphone_request_set_button(struct tphone_request *request,
					  unsigned int button,
					  unsigned int mode,
					  unsigned int function,
					  const char *text)
{
	begin(request, TPHONE_OP_SET_BUTTON, button, mode);
	request->arg1 = function;
	set_text(request, text);
}

TPHONE_API void tphone_request_set_data(struct tphone_request *request,
					unsigned int area, uint32_t offset,
					const void *data, size_t len)
{
	begin(request, TPHONE_OP_SET_DATA, area, 0);
	request->data_offset = offset;
	set_payload(request, data, len);
}

TPHONE_API void tphone_request_devspecific(struct tphone_request *request,
					   const void *in, size_t in_len,
					   size_t out_size)
{
	begin(request, TPHONE_OP_DEVSPECIFIC, 0, at_most_u32(out_size));
	set_payload(request, in, in_len);
}

#define FIELD(member)	{ offsetof(struct tphone_request, member), #member }

TPHONE_API const char *tphone_request_field_name(unsigned int offset)
{
	/* Omit user_data: offset 0 means "no member", and any value is valid. */
	static const struct {
		size_t offset;
		const char *name;
	} fields[] = {
		FIELD(opcode),
		FIELD(flags),
		FIELD(target),
		FIELD(timeout_ms),
		FIELD(arg0),
		FIELD(arg1),
		FIELD(data_ptr),
		FIELD(data_len),
		FIELD(data_offset),
		FIELD(reserved),
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		if (fields[i].offset == offset)
			return fields[i].name;
	}
	return NULL;
}

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
	/* In the kernel 0 means no deadline, here it means no time. */
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

TPHONE_API int tphone_set_lamp(struct tphone *phone, unsigned int lamp,
			       unsigned int mode, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_lamp(&request, lamp, mode);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_ring(struct tphone *phone, unsigned int mode,
			       unsigned int volume, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_ring(&request, mode, volume);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_hook(struct tphone *phone, unsigned int devices,
			       unsigned int mode, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_hook(&request, devices, mode);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_volume(struct tphone *phone, unsigned int device,
				 unsigned int volume, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_volume(&request, device, volume);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_gain(struct tphone *phone, unsigned int device,
			       unsigned int gain, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_gain(&request, device, gain);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_display(struct tphone *phone, unsigned int row,
				  unsigned int column, const char *text,
				  int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_display(&request, row, column, text);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_button(struct tphone *phone, unsigned int button,
				 unsigned int mode, unsigned int function,
				 const char *text, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_button(&request, button, mode, function, text);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

/*
 * Check the whole length first: the kernel refuses a piece that does not fit, but
 * only after the pieces before it have been written.
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
	/* If max_payload is 0, the kernel refuses the request. */
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
	/* Discard the output of a failed operation, which would use up memory. */
	if (error) {
		tphone_fetch(phone, completion.id, NULL, 0, NULL);
		return error;
	}
	return tphone_fetch(phone, completion.id, out, out_size, out_len);
}
