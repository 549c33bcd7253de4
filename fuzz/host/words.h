/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Split an input into a command line: each line is one word. */
#ifndef FUZZ_WORDS_H
#define FUZZ_WORDS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX	16

struct command_line {
	char *text;
	int nr;
	char *words[WORDS_MAX + 2];	/* the program's name, and a NULL */
};

/* The words are in memory of just their size, so reads beyond the end are detected. */
static inline bool command_line_split(struct command_line *line, const uint8_t *data,
				      size_t size)
{
	char *rest, *word;

	line->text = malloc(size + 1);
	if (!line->text)
		return false;
	memcpy(line->text, data, size);
	line->text[size] = '\0';
	rest = line->text;
	line->words[0] = "tphone";
	line->nr = 1;
	while (line->nr <= WORDS_MAX && size && (word = strsep(&rest, "\n")))
		line->words[line->nr++] = word;
	line->words[line->nr] = NULL;
	return true;
}

static inline void command_line_free(struct command_line *line)
{
	free(line->text);
}

#endif
