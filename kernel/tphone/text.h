/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_TEXT_H
#define TPHONE_TEXT_H

#include "pure.h"

/*
 * Bytes of the name of a link, with the zero; a file name may have 255. A longer
 * name is cut off and marked.
 */
#define TPHONE_LINK_NAME_SIZE	224

/* Most bytes that one code point takes in UTF-8. */
#define TPHONE_UTF8_MAX	4

int tphone_utf8_decode(const u8 *text, size_t len, u32 *code);
int tphone_utf8_encode(u32 code, u8 *text);
bool tphone_text_valid(const u8 *text, size_t len);
size_t tphone_text_length(const u8 *text, size_t len);
size_t tphone_text_size(const u8 *text, size_t len, u32 nr);

void tphone_link_name(const char *id, char *name);

u32 tphone_cells_write(u32 *cells, u32 nr_cells, u32 first, const u8 *text,
		       size_t len, bool *changed);
size_t tphone_cells_read(const u32 *cells, u32 nr_cells, u8 *text);

#endif /* TPHONE_TEXT_H */
