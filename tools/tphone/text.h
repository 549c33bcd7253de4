/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Make texts of unknown origin fit for a terminal or for JSON. */
#ifndef TPHONE_TEXT_H
#define TPHONE_TEXT_H

#include <stddef.h>

/*
 * Bytes of the UTF-8 character at @text, of which @left bytes are there;
 * 0 if it is none. *@code receives the code point.
 */
size_t text_decode(const char *text, size_t left, unsigned int *code);

/* Is all of @text UTF-8, and free of control characters? */
int text_is_clean(const char *text);

/*
 * Copy @in to @out, of @size bytes, with U+FFFD for bytes that are not UTF-8.
 * The text is cut off between characters and always terminated.
 */
void text_utf8(char *out, size_t size, const char *in);

/* The same, and control characters become U+FFFD too. */
void text_printable(char *out, size_t size, const char *in);

#endif
