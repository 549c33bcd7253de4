// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * UTF-16LE to UTF-8, see utf8.h.
 */
#include "utf8.h"

#include <stdint.h>

static uint32_t unit_at(const unsigned char *utf16, size_t index)
{
	return utf16[2 * index] | (uint32_t)utf16[2 * index + 1] << 8;
}

static size_t put(uint32_t code, char *text)
{
	if (code < 0x80) {
		text[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		text[0] = (char)(0xc0 | code >> 6);
		text[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		text[0] = (char)(0xe0 | code >> 12);
		text[1] = (char)(0x80 | (code >> 6 & 0x3f));
		text[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	text[0] = (char)(0xf0 | code >> 18);
	text[1] = (char)(0x80 | (code >> 12 & 0x3f));
	text[2] = (char)(0x80 | (code >> 6 & 0x3f));
	text[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

void utf8_from_utf16(const void *utf16, size_t bytes, char *utf8, size_t size)
{
	size_t units = bytes / 2;
	size_t used = 0;
	size_t i;

	for (i = 0; i < units && used + 5 <= size; i++) {
		uint32_t code = unit_at(utf16, i);
		uint32_t low = i + 1 < units ? unit_at(utf16, i + 1) : 0;

		if (!code)
			break;
		if (code >> 10 == 0x36 && low >> 10 == 0x37) {
			code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
			i++;
		}
		used += put(code, utf8 + used);
	}
	utf8[used] = '\0';
}
