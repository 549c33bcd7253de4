/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts that come from outside, made fit for a terminal or for JSON. */
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
 * Copy @in to @out, of @size bytes: what is not UTF-8 becomes U+FFFD. Cut off
 * between characters; always terminated.
 */
void text_utf8(char *out, size_t size, const char *in);

/* The same, and control characters become U+FFFD too. */
void text_printable(char *out, size_t size, const char *in);

#endif
