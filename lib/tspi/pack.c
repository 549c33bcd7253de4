// SPDX-License-Identifier: LGPL-2.1-or-later
#include "pack.h"
#include "utf16.h"

#include <stdint.h>
#include <string.h>

/* All variable structures begin in the same way. */
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

/* Too much is still too much for any caller when it stays at the limit. */
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
