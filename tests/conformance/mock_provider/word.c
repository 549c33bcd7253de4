// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Words and numbers, see word.h.
 */
#include "word.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS	" \t\n"

bool word_next(const char **line, char word[WORD_SIZE])
{
	size_t length;

	*line += strspn(*line, BLANKS);
	length = strcspn(*line, BLANKS);
	if (!length || length >= WORD_SIZE)
		return false;
	memcpy(word, *line, length);
	word[length] = '\0';
	*line += length;
	return true;
}

bool word_at_end(const char *line)
{
	return !line[strspn(line, BLANKS)];
}

bool word_number(const char *word, uint64_t *number)
{
	char *end;

	errno = 0;
	if (word[0] == '-')
		*number = (uint64_t)strtoll(word, &end, 0);
	else
		*number = strtoull(word, &end, 0);
	return !errno && end != word && !*end;
}

bool word_next_number(const char **line, uint64_t *number)
{
	char word[WORD_SIZE];

	return word_next(line, word) && word_number(word, number);
}

bool word_only_number(const char *line, uint64_t *number)
{
	return word_next_number(&line, number) && word_at_end(line);
}

static bool find_bit(const struct word_bit *words, const char *word,
		     uint32_t *mask)
{
	for (; words->word; words++) {
		if (strcmp(words->word, word))
			continue;
		*mask |= words->bit;
		return true;
	}
	return false;
}

bool word_mask(const char *line, const struct word_bit *words, uint32_t *mask)
{
	char word[WORD_SIZE];
	uint32_t found = 0;

	while (!word_at_end(line)) {
		if (!word_next(&line, word) || !find_bit(words, word, &found))
			return false;
	}
	*mask = found;
	return true;
}
