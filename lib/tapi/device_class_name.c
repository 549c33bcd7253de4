// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device_class.h"
#include "tspi/utf16.h"

#include <stdlib.h>
#include <string.h>

uint16_t *tapi_device_class_from_utf8(LPCSTR name)
{
	return utf16_new_from_utf8(name);
}

uint16_t *tapi_device_class_from_utf16(LPCWSTR name)
{
	size_t length = utf16_length(name);
	uint16_t *copy = calloc(length + 1, sizeof(*copy));

	if (copy)
		memcpy(copy, name, length * sizeof(*copy));
	return copy;
}

static uint16_t lower(uint16_t unit)
{
	return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit;
}

bool tapi_device_class_is(const uint16_t *name, const char *ascii)
{
	while (*ascii && lower(*name) == (unsigned char)*ascii) {
		name++;
		ascii++;
	}
	return !*name && !*ascii;
}
