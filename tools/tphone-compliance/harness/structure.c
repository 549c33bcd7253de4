// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Variable structures, see structure.h.
 */
#include <stdlib.h>
#include <string.h>

#include "structure.h"

#define NR_GUARDS	64
#define GUARD		0xa5

/* Contents may grow between two calls, so try again, but not for ever. */
#define MOST_ATTEMPTS	8
#define MOST_ROOM	(16 * 1024 * 1024)

/* The members with which all four structures begin. */
struct sizes {
	DWORD total;
	DWORD needed;
	DWORD used;
};

void *structure_new(DWORD fixed, DWORD total)
{
	unsigned char *structure = calloc(1, total + NR_GUARDS);
	struct sizes sizes = { total, fixed, fixed };

	CHECK(structure);
	memcpy(structure, &sizes, sizeof(sizes));
	memset(structure + total, GUARD, NR_GUARDS);
	return structure;
}

void structure_check(const void *structure, DWORD fixed, DWORD total)
{
	const unsigned char *guards = (const unsigned char *)structure + total;
	struct sizes sizes;
	unsigned int i;

	memcpy(&sizes, structure, sizeof(sizes));
	RULE(sizes.total == total,
	     "dwTotalSize belongs to TAPI: it was %u and is %u", total,
	     sizes.total);
	RULE(sizes.used >= fixed,
	     "dwUsedSize counts the fixed part too: that has %u bytes, and dwUsedSize is %u",
	     fixed, sizes.used);
	RULE(sizes.used <= total,
	     "dwUsedSize is at most dwTotalSize: they are %u and %u",
	     sizes.used, total);
	RULE(sizes.needed >= sizes.used,
	     "dwNeededSize is at least dwUsedSize: they are %u and %u",
	     sizes.needed, sizes.used);
	for (i = 0; i < NR_GUARDS; i++)
		RULE(guards[i] == GUARD,
		     "nothing is written behind dwTotalSize, %u: byte %u was",
		     total, total + i);
}

void *structure_complete(DWORD fixed,
			 int32_t (*get)(void *data, void *structure),
			 void *data)
{
	unsigned int attempts = 0;
	DWORD total = fixed;
	struct sizes sizes;
	void *structure;

	for (;;) {
		structure = structure_new(fixed, total);
		CHECK_OK(get(data, structure));
		structure_check(structure, fixed, total);
		memcpy(&sizes, structure, sizeof(sizes));
		if (sizes.needed <= total)
			break;
		RULE(++attempts < MOST_ATTEMPTS && sizes.needed <= MOST_ROOM,
		     "dwNeededSize is what a structure needs: it is %u where there are %u",
		     sizes.needed, total);
		total = sizes.needed;
		free(structure);
	}
	RULE(sizes.used == sizes.needed,
	     "with the room that was wanted nothing is left out: dwNeededSize is %u, dwUsedSize %u",
	     sizes.needed, sizes.used);
	return structure;
}
