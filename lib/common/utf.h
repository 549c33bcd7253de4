/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * UTF-8 and UTF-16, into one another. What is not valid becomes U+FFFD, one for
 * each part that could have begun a character; a result that does not fit ends
 * before the character that does not.
 *
 * UTF-16 is in the byte order of the machine, and need not be aligned: it comes
 * from packed structures, and from programs.
 */
#ifndef _LIBTPHONE_UTF_H
#define _LIBTPHONE_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF16_REPLACEMENT	0xfffd

/* Most bytes of one code point. */
#define UTF8_MAX		4

static inline bool utf8_is_continuation(char byte)
{
	return (byte & 0xc0) == 0x80;
}

/*
 * The code point at *index of @size bytes, which is less than @size; moves
 * *index behind it.
 */
uint32_t utf8_next(const char *text, size_t size, size_t *index);

/* The same of @count units. */
uint32_t utf16_next(const void *units, size_t count, size_t *index);

/* Writes up to UTF8_MAX bytes, without a terminator; how many. */
size_t utf8_put(char *to, uint32_t code_point);

/*
 * Is a text in the wrong form? The zeros in it show that: two characters or
 * more of wchar_t, of four bytes each; or UTF-16, if all of its characters are
 * ASCII.
 */
bool utf16_is_wchar(const void *text, size_t size);
bool utf8_is_utf16(const void *text, size_t size);

/* Units up to the terminator, without it. */
size_t utf16_length(const void *units);

/*
 * Converts @size bytes. Returns how many units the whole result has; writes as
 * many as @room allows. No terminator is looked for or added.
 */
size_t utf16_from_utf8(void *units, size_t room, const char *text, size_t size);

/* Converts @count units, in the same way; @room is in bytes. */
size_t utf16_to_utf8(char *text, size_t room, const void *units, size_t count);

/* Terminated copies, to be freed; NULL: no memory. */
char *utf16_to_new_utf8(const void *units, size_t count);
uint16_t *utf16_new_from_utf8(const char *text);

#endif /* _LIBTPHONE_UTF_H */
