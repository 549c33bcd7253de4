// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Texts, see text.h.
 */
#include "text.h"

static unsigned int continuations(unsigned char first)
{
	if (first < 0x80)
		return 0;
	if (first < 0xe0)
		return 1;
	return first < 0xf0 ? 2 : 3;
}

/* The code point at *utf8, which is advanced. */
static DWORD take(const char **utf8)
{
	unsigned char first = (unsigned char)*(*utf8)++;
	unsigned int more = continuations(first);
	DWORD code = more ? first & (0x3f >> more) : first;

	while (more-- && (**utf8 & 0xc0) == 0x80)
		code = code << 6 | (*(*utf8)++ & 0x3f);
	return code;
}

size_t text_to_utf16(const char *utf8, WCHAR *utf16, size_t room)
{
	size_t used = 0;

	while (*utf8 && used + 1 < room) {
		DWORD code = take(&utf8);

		if (code < 0x10000) {
			utf16[used++] = (WCHAR)code;
			continue;
		}
		if (used + 2 >= room)
			break;
		utf16[used++] = (WCHAR)(0xd800 + ((code - 0x10000) >> 10));
		utf16[used++] = (WCHAR)(0xdc00 + (code & 0x3ff));
	}
	utf16[used] = 0;
	return used;
}

size_t text_length(const WCHAR *utf16, size_t room)
{
	size_t length = 0;

	while (length < room && utf16[length])
		length++;
	return length;
}
