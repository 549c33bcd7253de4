/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts as the kernel takes them, and displays as TSPI shows them. */
#ifndef _LIBTPHONE_TSPI_TEXT_H
#define _LIBTPHONE_TSPI_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* What stands for control characters, which the kernel refuses. */
#define TEXT_BLANK	' '

/**
 * struct text_limit - how much of a text is wanted
 * @bytes: most bytes of UTF-8, without a terminator
 * @characters: most characters
 * @control: code point that stands for a control character
 */
struct text_limit {
	size_t bytes;
	size_t characters;
	uint32_t control;
};

/*
 * Converts UTF-16, up to a terminator or @count units, to UTF-8 and terminates
 * it; to has room for one byte more than the limit. Returns the bytes.
 */
size_t text_from_utf16(char *to, const struct text_limit *limit,
		       const void *units, size_t count);

/*
 * The longest part at the beginning of valid UTF-8 that has at most so many
 * bytes. *characters receives how many it has. The result is 0 only if not even
 * one fits.
 */
size_t text_first_part(const char *text, size_t size, size_t most_bytes,
		       size_t *characters);

/*
 * A display: one unit for each cell, characters beyond the first plane as
 * U+FFFD, blanks where the text has ended. No terminator.
 */
void text_to_cells(void *units, size_t cells, const char *text);

#endif /* _LIBTPHONE_TSPI_TEXT_H */
