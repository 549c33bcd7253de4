/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suggestions for mistyped words: "did you mean ...?" */
#ifndef TPHONE_SUGGEST_H
#define TPHONE_SUGGEST_H

/* Typing mistakes between two words: letters changed, missing, too many, swapped. */
unsigned int suggest_distance(const char *a, const char *b);

/* The best candidate so far. */
struct suggestion {
	const char *typed;
	const char *nearest;	/* NULL: nothing is near */
	unsigned int distance;
};

void suggest_start(struct suggestion *suggestion, const char *typed);
void suggest_offer(struct suggestion *suggestion, const char *candidate);

#endif
