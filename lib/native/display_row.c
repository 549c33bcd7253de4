// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"

#include <string.h>

/* One code point is one cell; continuation bytes begin with the bits 10. */
static const char *skip_cells(const char *text, unsigned int cells)
{
	while (cells && *text) {
		text++;
		while ((*text & 0xc0) == 0x80)
			text++;
		cells--;
	}
	return text;
}

TPHONE_API const char *tphone_display_row(const char *text,
					  unsigned int columns,
					  unsigned int row, size_t *length)
{
	if (!text || !columns || !length)
		return NULL;
	while (row-- && *text)
		text = skip_cells(text, columns);
	if (!*text)
		return NULL;
	*length = (size_t)(skip_cells(text, columns) - text);
	return text;
}
