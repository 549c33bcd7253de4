/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Variable structures of TSPI, and texts in the forms of the kernel and of TSPI.
 *
 * A variable structure is filled with parts of any size behind a fixed part, each
 * whole or not at all, without gaps. No byte beyond dwTotalSize is changed, nor is
 * dwTotalSize; the structure need not be aligned.
 *
 *	pack_begin(&pack, caps, total, PHONECAPS_SIZE_2_0);
 *	pack_add(&pack, offsetof(PHONECAPS, dwLampModesSize), modes, size);
 *	pack_add_text(&pack, offsetof(PHONECAPS, dwPhoneNameSize), name);
 *	pack_end(&pack);
 */
#ifndef _LIBTPHONE_TSPI_PACK_H
#define _LIBTPHONE_TSPI_PACK_H

#include <stddef.h>
#include <stdint.h>
#include <tphone/tapi.h>

/**
 * struct pack - a variable structure that is being filled
 * @structure: its first byte
 * @total: its size, dwTotalSize
 * @needed: bytes that all parts so far need
 * @used: bytes of the parts that found room
 */
struct pack {
	unsigned char *structure;
	DWORD total;
	DWORD needed;
	DWORD used;
};

/* Begins behind @fixed bytes; @total must not be less. */
void pack_begin(struct pack *pack, void *structure, DWORD total, DWORD fixed);

/*
 * Returns room for a part, to be filled by the caller; NULL if there is none,
 * or @size is 0. @pair is the offset of the member ...Size, which ...Offset
 * follows; both are written in any case.
 */
void *pack_room(struct pack *pack, size_t pair, size_t size);

/* Copies a part. */
void pack_add(struct pack *pack, size_t pair, const void *part, size_t size);

/* Adds UTF-8 as UTF-16 with a terminator; an empty text is no part. */
void pack_add_text(struct pack *pack, size_t pair, const char *text);

/* Writes dwNeededSize and dwUsedSize. */
void pack_end(struct pack *pack);

/* Texts */

/* Replaces control characters, which the kernel refuses */
#define TEXT_BLANK	' '

/**
 * struct text_limit - limits of a text
 * @bytes: most bytes of UTF-8, without a terminator
 * @characters: most characters
 * @control: code point that replaces a control character
 */
struct text_limit {
	size_t bytes;
	size_t characters;
	uint32_t control;
};

/*
 * Converts UTF-16, up to a terminator or @count units, to UTF-8 and terminates
 * it. @to has room for one byte more than the limit. Returns the number of
 * bytes.
 */
size_t text_from_utf16(char *to, const struct text_limit *limit,
		       const void *units, size_t count);

/*
 * Returns the size of the longest first part of valid UTF-8 that has at most
 * @most_bytes bytes, and the number of its characters. The size is 0 only if
 * not even one character fits.
 */
size_t text_first_part(const char *text, size_t size, size_t most_bytes,
		       size_t *characters);

/*
 * Writes a unit for each cell of a display: characters beyond the first plane
 * become U+FFFD, cells behind the text blanks. No terminator is added.
 */
void text_to_cells(void *units, size_t cells, const char *text);

#endif /* _LIBTPHONE_TSPI_PACK_H */
