// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdbool.h>
#include <string.h>

#include "text.h"

static const char replacement[] = "\xef\xbf\xbd";

/* Bytes that a character with this first byte has, and its first bits. */
static size_t sequence_length(unsigned char first, unsigned int *bits)
{
	if (first < 0x80) {
		*bits = first;
		return 1;
	}
	if (first >= 0xc2 && first <= 0xdf) {
		*bits = first & 0x1f;
		return 2;
	}
	if (first >= 0xe0 && first <= 0xef) {
		*bits = first & 0x0f;
		return 3;
	}
	if (first >= 0xf0 && first <= 0xf4) {
		*bits = first & 0x07;
		return 4;
	}
	return 0;
}

/* Not longer than needed, no surrogate, not beyond Unicode. */
static bool code_is_valid(unsigned int code, size_t length)
{
	static const unsigned int smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (code < smallest[length] || code > 0x10ffff)
		return false;
	return code < 0xd800 || code > 0xdfff;
}

size_t text_decode(const char *text, size_t left, unsigned int *code)
{
	size_t length, i;

	if (!left)
		return 0;
	length = sequence_length((unsigned char)text[0], code);
	if (!length || length > left)
		return 0;
	for (i = 1; i < length; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | ((unsigned char)text[i] & 0x3f);
	}
	return code_is_valid(*code, length) ? length : 0;
}

static bool is_control(unsigned int code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

int text_is_clean(const char *text)
{
	size_t left = strlen(text), length;
	unsigned int code;

	for (; left; text += length, left -= length) {
		length = text_decode(text, left, &code);
		if (!length || is_control(code))
			return 0;
	}
	return 1;
}

static void copy(char *out, size_t size, const char *in, bool controls)
{
	size_t left = strlen(in), length, put;
	const char *from;
	unsigned int code;

	while (left) {
		length = text_decode(in, left, &code);
		from = in;
		put = length;
		if (!length || (is_control(code) && !controls)) {
			from = replacement;
			put = strlen(replacement);
		}
		if (put >= size)
			break;
		memcpy(out, from, put);
		out += put;
		size -= put;
		in += length ? length : 1;
		left -= length ? length : 1;
	}
	*out = '\0';
}

void text_utf8(char *out, size_t size, const char *in)
{
	copy(out, size, in, true);
}

void text_printable(char *out, size_t size, const char *in)
{
	copy(out, size, in, false);
}
