// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The variable parts of structures, see part.h. VARSTRING begins like all.
 */
#include "part.h"
#include "text.h"

#include <string.h>

#define TEXT_ROOM	640

static void put(void *structure, DWORD field, DWORD value)
{
	memcpy((char *)structure + field, &value, sizeof(value));
}

void part_begin(void *structure, DWORD fixed)
{
	VARSTRING *head = structure;

	head->dwNeededSize = fixed;
	head->dwUsedSize = fixed;
}

void part_add(void *structure, DWORD size_field, const void *data, DWORD size)
{
	VARSTRING *head = structure;

	put(structure, size_field, 0);
	put(structure, size_field + sizeof(DWORD), 0);
	head->dwNeededSize += size;
	if (!size || size > head->dwTotalSize - head->dwUsedSize)
		return;
	memcpy((char *)structure + head->dwUsedSize, data, size);
	put(structure, size_field, size);
	put(structure, size_field + sizeof(DWORD), head->dwUsedSize);
	head->dwUsedSize += size;
}

void part_add_text(void *structure, DWORD size_field, const char *text)
{
	WCHAR utf16[TEXT_ROOM];
	size_t length = text_to_utf16(text, utf16, TEXT_ROOM);

	part_add(structure, size_field, utf16,
		 (DWORD)((length + 1) * sizeof(WCHAR)));
}

void part_spoil(void *structure, DWORD size_field)
{
	DWORD total = ((VARSTRING *)structure)->dwTotalSize;

	switch (size_field / (2 * sizeof(DWORD)) % 3) {
	case 0:
		put(structure, size_field, 0xfffffff0);
		put(structure, size_field + sizeof(DWORD), 0x20);
		break;
	case 1:
		put(structure, size_field, 64);
		put(structure, size_field + sizeof(DWORD), total - 4);
		break;
	default:
		put(structure, size_field, 8);
		put(structure, size_field + sizeof(DWORD), 0xfffffffc);
		break;
	}
}
