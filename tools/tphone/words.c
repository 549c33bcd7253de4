// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>

#include "words.h"

void words_start(struct words *words)
{
	words->length = 0;
	words->text[0] = '\0';
}

void words_add(struct words *words, const char *format, ...)
{
	size_t room = sizeof(words->text) - words->length;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(words->text + words->length, room, format, args);
	va_end(args);
	if (length < 0)
		return;
	words->length += (size_t)length < room ? (size_t)length : room - 1;
}

void words_item(struct words *words, size_t index, size_t count, const char *last_joint,
		const char *item)
{
	const char *joint = ", ";

	if (!index)
		joint = "";
	else if (index + 1 == count)
		joint = last_joint;
	words_add(words, "%s%s", joint, item);
}

/* The number after the run of numbers that begins at or behind @from. */
static size_t next_run(const bool *has, size_t count, size_t from, size_t *first)
{
	while (from < count && !has[from])
		from++;
	*first = from;
	while (from < count && has[from])
		from++;
	return from;
}

static size_t count_runs(const bool *has, size_t count)
{
	size_t first, end = 0, runs = 0;

	for (;;) {
		end = next_run(has, count, end, &first);
		if (first == count)
			return runs;
		runs++;
	}
}

void words_ranges(struct words *words, const bool *has, size_t count)
{
	size_t runs = count_runs(has, count), first, end = 0, i;
	char item[48];

	for (i = 0; i < runs; i++) {
		end = next_run(has, count, end, &first);
		if (end - first == 1)
			snprintf(item, sizeof(item), "%zu", first);
		else
			snprintf(item, sizeof(item), "%zu to %zu", first, end - 1);
		words_item(words, i, runs, " and ", item);
	}
}
