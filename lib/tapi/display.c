// SPDX-License-Identifier: LGPL-2.1-or-later
#include "display_form.h"
#include "tspi/utf16.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(DWORD provider_format)
{
	return !provider_format || provider_format == STRINGFORMAT_ASCII ||
	       provider_format == STRINGFORMAT_UNICODE;
}

bool tapi_display_is_wide(DWORD provider_format)
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
	if (!is_text(provider_format) ||
	    tapi_display_is_wide(provider_format) == wide)
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

/* With the terminator that the program has written, if it has. */
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
