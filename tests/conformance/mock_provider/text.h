/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts: UTF-8 in attributes, UTF-16LE in TSPI.
 */
#ifndef MOCK_TEXT_H
#define MOCK_TEXT_H

#include <tphone/tspi.h>

#include <stddef.h>

/*
 * Valid UTF-8 to UTF-16, cut to the room, always terminated. Returns the number of
 * units without the terminator.
 */
size_t text_to_utf16(const char *utf8, WCHAR *utf16, size_t room);

/* The units before the terminator, within the room. */
size_t text_length(const WCHAR *utf16, size_t room);

#endif /* MOCK_TEXT_H */
