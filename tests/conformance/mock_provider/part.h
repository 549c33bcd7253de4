/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The variable parts of the structures that begin with dwTotalSize.
 */
#ifndef MOCK_PART_H
#define MOCK_PART_H

#include <tphone/tspi.h>

/* Begins a structure with so many fixed bytes and no part. */
void part_begin(void *structure, DWORD fixed);

/*
 * Appends a part, if there is room for all of it. size_field: offset of the
 * member with its size, which the one with its offset follows.
 */
void part_add(void *structure, DWORD size_field, const void *data, DWORD size);

/* The same for a text in UTF-8, as UTF-16 with its terminator. */
void part_add_text(void *structure, DWORD size_field, const char *text);

/* Makes a size and an offset invalid. */
void part_spoil(void *structure, DWORD size_field);

#endif /* MOCK_PART_H */
