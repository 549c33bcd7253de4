// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Variable structures, see structure.h.
 */
#include <stdlib.h>
#include <string.h>

#include "structure.h"

#define NR_GUARDS	64
#define GUARD		0xa5

/* What the four of them begin with. */
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
	CHECK_EQ(sizes.total, total);
	CHECK(sizes.used >= fixed);
	CHECK(sizes.used <= total);
	CHECK(sizes.needed >= sizes.used);
	for (i = 0; i < NR_GUARDS; i++)
		CHECK_EQ(guards[i], GUARD);
}

void *structure_complete(DWORD fixed,
			 int32_t (*get)(void *data, void *structure),
			 void *data)
{
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
		total = sizes.needed;
		free(structure);
	}
	CHECK_EQ(sizes.used, sizes.needed);
	return structure;
}
