// SPDX-License-Identifier: LGPL-2.1-or-later
/* Variable structures, and texts in the forms of the kernel and of TSPI. */
#include "../common/utf.h"
#include "pack.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* All variable structures begin with the same members. */
#define NEEDED_SIZE	offsetof(VARSTRING, dwNeededSize)
#define USED_SIZE	offsetof(VARSTRING, dwUsedSize)

static void write_member(struct pack *pack, size_t offset, DWORD value)
{
	memcpy(pack->structure + offset, &value, sizeof(value));
}

void pack_begin(struct pack *pack, void *structure, DWORD total, DWORD fixed)
{
	pack->structure = structure;
	pack->total = total;
	pack->needed = fixed;
	pack->used = fixed;
}

/* Stops at the limit, which no caller can provide either. */
static void count_as_needed(struct pack *pack, size_t size)
{
	if (size > UINT32_MAX - pack->needed)
		pack->needed = UINT32_MAX;
	else
		pack->needed += (DWORD)size;
}

void *pack_room(struct pack *pack, size_t pair, size_t size)
{
	DWORD offset = pack->used;

	count_as_needed(pack, size);
	if (!size || size > pack->total - pack->used) {
		write_member(pack, pair, 0);
		write_member(pack, pair + sizeof(DWORD), 0);
		return NULL;
	}
	pack->used += (DWORD)size;
	write_member(pack, pair, (DWORD)size);
	write_member(pack, pair + sizeof(DWORD), offset);
	return pack->structure + offset;
}

void pack_add(struct pack *pack, size_t pair, const void *part, size_t size)
{
	void *room = pack_room(pack, pair, size);

	if (room)
		memcpy(room, part, size);
}

void pack_add_text(struct pack *pack, size_t pair, const char *text)
{
	static const uint16_t terminator;
	size_t size = strlen(text);
	size_t count = utf16_from_utf8(NULL, 0, text, size);
	unsigned char *room;

	if (!count) {
		pack_room(pack, pair, 0);
		return;
	}
	room = pack_room(pack, pair, (count + 1) * sizeof(terminator));
	if (!room)
		return;
	utf16_from_utf8(room, count, text, size);
	memcpy(room + count * sizeof(terminator), &terminator,
	       sizeof(terminator));
}

void pack_end(struct pack *pack)
{
	write_member(pack, NEEDED_SIZE, pack->needed);
	write_member(pack, USED_SIZE, pack->used);
}

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
