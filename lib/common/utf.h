/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Conversion between UTF-8 and UTF-16. Each invalid part that could have begun a
 * character becomes U+FFFD. A result that does not fit ends before the first
 * character that does not.
 *
 * UTF-16 has the byte order of the machine. It need not be aligned, because it may
 * be part of a packed structure.
 */
#ifndef _LIBTPHONE_UTF_H
#define _LIBTPHONE_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF16_REPLACEMENT	0xfffd

/* Maximum number of bytes of a code point */
#define UTF8_MAX		4

static inline bool utf8_is_continuation(char byte)
{
	return (byte & 0xc0) == 0x80;
}

/*
 * Returns the code point at *index, which is less than @size, and advances *index
 * to the next one.
 */
uint32_t utf8_next(const char *text, size_t size, size_t *index);

/* The same for UTF-16; @count is in units. */
uint32_t utf16_next(const void *units, size_t count, size_t *index);

/* Writes up to UTF8_MAX bytes, without a terminator, and returns their number. */
size_t utf8_put(char *to, uint32_t code_point);

/*
 * True if a text has the wrong encoding, which its zero bytes show: if a text that
 * should be UTF-16 has two or more characters of wchar_t, of four bytes each; or if
 * a text that should be UTF-8 is UTF-16 with two or more characters, all ASCII.
 */
bool utf16_is_wchar(const void *text, size_t size);
bool utf8_is_utf16(const void *text, size_t size);

/* Returns the number of units before the terminator. */
size_t utf16_length(const void *units);

/*
 * Converts @size bytes. Writes at most @room units and returns the number of units
 * of the whole result. A terminator is neither expected nor added.
 */
size_t utf16_from_utf8(void *units, size_t room, const char *text, size_t size);

/* The same for @count units; @room and the result are in bytes. */
size_t utf16_to_utf8(char *text, size_t room, const void *units, size_t count);

/* Return a terminated copy, which the caller frees, or NULL without memory. */
char *utf16_to_new_utf8(const void *units, size_t count);
uint16_t *utf16_new_from_utf8(const char *text);

#endif /* _LIBTPHONE_UTF_H */
