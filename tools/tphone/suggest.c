// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "suggest.h"

#define WORD_MAX	32

static unsigned int min3(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int least = a < b ? a : b;

	return least < c ? least : c;
}

unsigned int suggest_distance(const char *a, const char *b)
{
	unsigned int row[WORD_MAX + 1][WORD_MAX + 1];
	size_t la = strlen(a), lb = strlen(b), i, j;

	if (la > WORD_MAX || lb > WORD_MAX)
		return WORD_MAX;
	for (i = 0; i <= la; i++)
		row[i][0] = i;
	for (j = 0; j <= lb; j++)
		row[0][j] = j;
	for (i = 1; i <= la; i++) {
		for (j = 1; j <= lb; j++) {
			row[i][j] = min3(row[i - 1][j] + 1, row[i][j - 1] + 1,
					 row[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && row[i - 2][j - 2] + 1 < row[i][j])
				row[i][j] = row[i - 2][j - 2] + 1;
		}
	}
	return row[la][lb];
}

void suggest_start(struct suggestion *suggestion, const char *typed)
{
	suggestion->typed = typed;
	suggestion->nearest = NULL;
	/* A third of the letters may be wrong, and at least one. */
	suggestion->distance = strlen(typed) / 3 + 1;
	if (suggestion->distance < 2)
		suggestion->distance = 2;
}

void suggest_offer(struct suggestion *suggestion, const char *candidate)
{
	unsigned int distance = suggest_distance(suggestion->typed, candidate);

	if (distance >= suggestion->distance || distance >= strlen(candidate))
		return;
	suggestion->distance = distance;
	suggestion->nearest = candidate;
}
