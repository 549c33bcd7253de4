// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdbool.h>
#include <string.h>

#include "../../lib/common/utf.h"
#include "text.h"

static const char replacement[] = "\xef\xbf\xbd";

size_t text_decode(const char *text, size_t left, unsigned int *code)
{
	size_t length = 0;

	if (!left)
		return 0;
	*code = utf8_next(text, left, &length);
	/* U+FFFD also stands for what is not valid, unless the text contains it. */
	if (*code == UTF16_REPLACEMENT &&
	    (length != strlen(replacement) || memcmp(text, replacement, length)))
		return 0;
	return length;
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
