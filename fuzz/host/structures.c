// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a provider has written into a variable structure, whatever it is, on its
 * way to the program.
 *
 * fuzzes: lib/tapi/repack.c lib/tspi/pack.c lib/tspi/utf16.c
 */
#include "tapi/repack.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GUARD	0xa5
#define GUARD_SIZE	64

static const struct tapi_part parts[] = {
	{ offsetof(PHONESTATUS, dwLampModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONESTATUS, dwDisplaySize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONESTATUS, dwDevSpecificSize), TAPI_CONTENT_TEXTS },
	{ offsetof(PHONESTATUS, dwOwnerNameSize), TAPI_CONTENT_TEXT },
};

static const struct tapi_layout layout = {
	.fixed = sizeof(PHONESTATUS),
	.parts = parts,
	.count = sizeof(parts) / sizeof(parts[0]),
};

static void must(bool condition)
{
	if (!condition)
		abort();
}

static DWORD member(const unsigned char *structure, size_t offset)
{
	DWORD value;

	memcpy(&value, structure + offset, sizeof(value));
	return value;
}

/* Section 5.1: each part whole and inside, or not at all. */
static void check(const unsigned char *structure, DWORD total)
{
	DWORD used = member(structure, offsetof(PHONESTATUS, dwUsedSize));
	DWORD needed = member(structure, offsetof(PHONESTATUS, dwNeededSize));
	DWORD size, offset;
	size_t i;

	must(used <= total && used >= layout.fixed && needed >= used);
	must(member(structure, 0) == total);
	for (i = 0; i < layout.count; i++) {
		size = member(structure, parts[i].pair);
		offset = member(structure, parts[i].pair + sizeof(DWORD));
		if (!size) {
			must(!offset);
			continue;
		}
		must(offset >= layout.fixed && offset <= used);
		must(size <= used - offset);
	}
	for (i = 0; i < GUARD_SIZE; i++)
		must(structure[total + i] == GUARD);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tapi_answer answer;
	unsigned char *structure;
	DWORD total;
	bool wide;

	if (size < 2 + sizeof(PHONESTATUS))
		return 0;
	wide = data[0] & 1;
	total = sizeof(PHONESTATUS) + data[1] * 4;
	answer.total = size - 2;
	answer.bytes = malloc(answer.total);
	structure = malloc(total + GUARD_SIZE);
	if (answer.bytes && structure) {
		memcpy(answer.bytes, data + 2, answer.total);
		memset(structure, GUARD, total + GUARD_SIZE);
		memcpy(structure, &total, sizeof(total));
		tapi_repack(structure, &answer, &layout, wide);
		check(structure, total);
	}
	free(structure);
	free(answer.bytes);
	return 0;
}
