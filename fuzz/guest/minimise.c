// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Select few programs that reach the same places as all: each time the program that
 * reaches most of the missing places.
 */
#include "corpus.h"
#include "coverage.h"
#include "minimise.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/**
 * struct reach - the places that a program reaches
 * @nr: how many places
 * @places: their numbers
 */
struct reach {
	unsigned int nr;
	unsigned int *places;
};

static struct reach *reaches;

static void *allocate(size_t nr, size_t size)
{
	void *memory = calloc(nr ? nr : 1, size);

	if (!memory) {
		perror("fuzz");
		exit(2);
	}
	return memory;
}

static void keep_common(struct reach *reach, const unsigned int *places,
			unsigned int nr)
{
	bool *here = allocate(COVERAGE_MAX_PLACES, sizeof(*here));
	unsigned int i, kept = 0;

	for (i = 0; i < nr; i++)
		here[places[i]] = true;
	for (i = 0; i < reach->nr; i++) {
		if (here[reach->places[i]])
			reach->places[kept++] = reach->places[i];
	}
	reach->nr = kept;
	free(here);
}

void minimise_note(unsigned int i)
{
	const unsigned int *places;
	unsigned int nr = coverage_last(&places);

	if (!reaches)
		reaches = allocate(corpus_count(), sizeof(*reaches));
	if (reaches[i].places) {
		keep_common(&reaches[i], places, nr);
		return;
	}
	reaches[i].nr = nr;
	reaches[i].places = allocate(nr, sizeof(*places));
	memcpy(reaches[i].places, places, nr * sizeof(*places));
}

static unsigned int gain(const struct reach *reach, const bool *reached)
{
	unsigned int i, gain = 0;

	for (i = 0; i < reach->nr; i++)
		gain += !reached[reach->places[i]];
	return gain;
}

/* The program that adds most places; of two with the same number, the shorter. */
static int best(const bool *reached)
{
	unsigned int most = 0, i;
	int best = -1;

	for (i = 0; i < corpus_count(); i++) {
		unsigned int brings = gain(&reaches[i], reached);

		if (brings > most ||
		    (brings && brings == most &&
		     corpus_get(i)->nr < corpus_get(best)->nr)) {
			most = brings;
			best = i;
		}
	}
	return best;
}

unsigned int minimise_save(const char *folder)
{
	bool *reached = allocate(COVERAGE_MAX_PLACES, sizeof(*reached));
	unsigned int nr = 0, i;
	int next;

	while (reaches && (next = best(reached)) >= 0) {
		for (i = 0; i < reaches[next].nr; i++)
			reached[reaches[next].places[i]] = true;
		corpus_save(corpus_get(next), folder);
		nr++;
	}
	free(reached);
	return nr;
}
