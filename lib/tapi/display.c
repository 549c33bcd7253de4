// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneGetDisplay(), and the form of texts on displays. */
#include "../common/macros.h"
#include "../common/utf.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(DWORD provider_format)
{
	return !provider_format || provider_format == STRINGFORMAT_ASCII ||
	       provider_format == STRINGFORMAT_UNICODE;
}

/* A provider without a format has UTF-16, as TSPI_phoneSetDisplay() does. */
static bool is_wide(DWORD provider_format)
{
	return !provider_format || provider_format == STRINGFORMAT_UNICODE;
}

DWORD tapi_display_format(DWORD provider_format, bool wide)
{
	if (!is_text(provider_format))
		return provider_format;
	return wide ? STRINGFORMAT_UNICODE : STRINGFORMAT_ASCII;
}

enum tapi_content tapi_display_content(DWORD provider_format, bool wide)
{
	if (!is_text(provider_format) || is_wide(provider_format) == wide)
		return TAPI_CONTENT_BYTES;
	return wide ? TAPI_CONTENT_WIDENED : TAPI_CONTENT_NARROWED;
}

static LONG keep_copy(struct tapi_display_text *converted, void *copy,
		      size_t size)
{
	if (!copy)
		return PHONEERR_NOMEM;
	*converted = (struct tapi_display_text){ copy, (DWORD)size, copy };
	return 0;
}

/* Keeps a terminator that the program has written, and adds none. */
static LONG widen(struct tapi_display_text *converted, const char *text,
		  DWORD size)
{
	size_t length = strnlen(text, size);
	size_t count = utf16_from_utf8(NULL, 0, text, length);
	size_t all = (count + (length < size)) * sizeof(WCHAR);
	void *copy = NULL;

	if (all <= UINT32_MAX)
		copy = calloc(1, all);
	if (copy)
		utf16_from_utf8(copy, count, text, length);
	return keep_copy(converted, copy, all);
}

static size_t length_of(const void *units, size_t room)
{
	size_t length = 0;
	WCHAR unit;

	while (length < room) {
		memcpy(&unit, (const char *)units + length * sizeof(unit),
		       sizeof(unit));
		if (!unit)
			break;
		length++;
	}
	return length;
}

static LONG narrow(struct tapi_display_text *converted, const void *text,
		   DWORD size)
{
	size_t room = size / sizeof(WCHAR), length = length_of(text, room);
	size_t bytes = utf16_to_utf8(NULL, 0, text, length);
	size_t all = bytes + (length < room);
	void *copy = NULL;

	if (all <= UINT32_MAX)
		copy = calloc(1, all ? all : 1);
	if (copy)
		utf16_to_utf8(copy, bytes, text, length);
	return keep_copy(converted, copy, all);
}

static LONG keep(struct tapi_display_text *converted, const void *text,
		 DWORD size)
{
	void *copy;

	*converted = (struct tapi_display_text){ text, size, NULL };
	if (!size || !((uintptr_t)text % sizeof(WCHAR)))
		return 0;
	copy = malloc(size);
	if (copy)
		memcpy(copy, text, size);
	return keep_copy(converted, copy, size);
}

LONG tapi_display_convert(struct tapi_display_text *converted,
			  const void *text, DWORD size, DWORD provider_format,
			  bool wide)
{
	if (!size || tapi_display_content(provider_format, wide) ==
			     TAPI_CONTENT_BYTES)
		return keep(converted, text, size);
	return wide ? narrow(converted, text, size) :
		      widen(converted, text, size);
}

static LONG ask_for_caps(void *data, void *structure)
{
	struct tapi_call *call = data;
	struct tapi_device *device = call->handle->device;

	return tapi_provider_call(call->provider, phoneGetDevCaps, device->id,
				  device->version, 0, structure);
}

static bool is_known(struct tapi_device *device, DWORD *format)
{
	bool known;

	tapi_lock();
	known = device->format_known;
	*format = device->format;
	tapi_unlock();
	return known;
}

DWORD tapi_display_ask_format(struct tapi_call *call)
{
	struct tapi_device *device = call->handle->device;
	struct tapi_answer answer;
	DWORD format;

	if (is_known(device, &format) ||
	    tapi_answer_get(&answer, tapi_caps_fixed(device->version),
			    ask_for_caps, call))
		return format;
	format = ((LPPHONECAPS)answer.bytes)->dwStringFormat;
	tapi_answer_free(&answer);
	tapi_lock();
	device->format = format;
	device->format_known = true;
	tapi_unlock();
	return format;
}

#define FIXED	sizeof(VARSTRING)

static LONG ask_for_display(void *data, void *structure)
{
	struct tapi_call *call = data;

	return tapi_provider_call(call->provider, phoneGetDisplay, call->phone,
				  structure);
}

/* dwStringFormat of this text; if it has none, that of the phone. */
static DWORD format_of(struct tapi_call *call, const struct tapi_answer *answer)
{
	DWORD format = ((LPVARSTRING)answer->bytes)->dwStringFormat;

	return format ? format : tapi_display_ask_format(call);
}

static void repack_display(struct tapi_call *call, LPVARSTRING display,
			   const struct tapi_answer *answer)
{
	bool wide = call->handle->session->wide;
	DWORD format = format_of(call, answer);
	const struct tapi_part part = {
		offsetof(VARSTRING, dwStringSize),
		tapi_display_content(format, wide),
	};
	const struct tapi_layout layout = { FIXED, FIXED, &part, 1 };

	tapi_check_answer(call->provider, answer, &layout);
	tapi_repack(display, answer, &layout, wide);
	display->dwStringFormat = tapi_display_format(format, wide);
}

TPHONE_API LONG phoneGetDisplay(HPHONE hPhone, LPVARSTRING lpDisplay)
{
	struct tapi_answer answer;
	struct tapi_call call;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone,
			      tapi_check_structure(lpDisplay, FIXED));
	if (ret)
		return ret;
	ret = tapi_answer_get(&answer, FIXED, ask_for_display, &call);
	if (!ret) {
		repack_display(&call, lpDisplay, &answer);
		tapi_answer_free(&answer);
	}
	tapi_call_end(&call);
	return tapi_listed(TAPI_LIST_phoneGetDisplay, ret);
}
