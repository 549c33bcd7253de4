/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of words and numbers in prose. */
#ifndef TPHONE_WORDS_H
#define TPHONE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "macros.h"

/* A text of limited size; words that do not fit are cut off. */
struct words {
	char text[512];
	size_t length;
};

void words_start(struct words *words);
void words_add(struct words *words, const char *format, ...)
	__attribute__((printf_like(2, 3)));

/* "a, b or c": item @index of @count. */
void words_item(struct words *words, size_t index, size_t count, const char *last_joint,
		const char *item);

/* "12 to 20", "3", "0 to 11 and 14": the numbers for which @has is true. */
void words_ranges(struct words *words, const bool *has, size_t count);

#endif
