// SPDX-License-Identifier: LGPL-2.1-or-later
#include "text.h"
#include "utf16.h"

#include <stdbool.h>
#include <string.h>

#define LAST_OF_FIRST_PLANE	0xffff

static bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

size_t text_from_utf16(char *to, const struct text_limit *limit,
		       const void *units, size_t count)
{
	size_t index = 0, size = 0, characters, bytes;
	char next[UTF8_MAX];
	uint32_t code_point;

	for (characters = 0; characters < limit->characters; characters++) {
		if (index >= count)
			break;
		code_point = utf16_next(units, count, &index);
		if (!code_point)
			break;
		if (is_control(code_point))
			code_point = limit->control;
		bytes = utf8_put(next, code_point);
		if (size + bytes > limit->bytes)
			break;
		memcpy(to + size, next, bytes);
		size += bytes;
	}
	to[size] = '\0';
	return size;
}

size_t text_first_part(const char *text, size_t size, size_t most_bytes,
		       size_t *characters)
{
	size_t index = 0, end = 0;

	*characters = 0;
	while (index < size) {
		utf8_next(text, size, &index);
		if (index > most_bytes)
			break;
		end = index;
		++*characters;
	}
	return end;
}

void text_to_cells(void *units, size_t cells, const char *text)
{
	size_t size = strlen(text), index = 0, cell;
	uint32_t code_point;
	uint16_t unit;

	for (cell = 0; cell < cells; cell++) {
		code_point = TEXT_BLANK;
		if (index < size)
			code_point = utf8_next(text, size, &index);
		if (code_point > LAST_OF_FIRST_PLANE)
			code_point = UTF16_REPLACEMENT;
		unit = (uint16_t)code_point;
		memcpy((char *)units + cell * sizeof(unit), &unit,
		       sizeof(unit));
	}
}
