/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words and numbers in what is written into attributes.
 */
#ifndef SCRIPTED_WORD_H
#define SCRIPTED_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_SIZE	64

/**
 * struct word_bit - a word that stands for a bit; an array ends with NULL
 * @word: the word
 * @bit: the bit
 */
struct word_bit {
	const char *word;
	uint32_t bit;
};

/* Takes the next word off a line; false at its end, or if it is too long. */
bool word_next(const char **line, char word[WORD_SIZE]);

/* Nothing but blanks is left. */
bool word_at_end(const char *line);

/* A number, decimal or 0x; signed ones become their 32 or 64 bits. */
bool word_number(const char *word, uint64_t *number);
bool word_next_number(const char **line, uint64_t *number);

/* A line that is one number. */
bool word_only_number(const char *line, uint64_t *number);

/* A line of words out of an array, as a mask. */
bool word_mask(const char *line, const struct word_bit *words, uint32_t *mask);

#endif /* SCRIPTED_WORD_H */
