// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/array_size.h"
#include "../common/visible.h"

#include <stddef.h>
#include <string.h>

/* The kernel refuses what is that long, so it need not be exact. */
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
	/* user_data is at 0, which stands for "none": it is never wrong. */
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
