// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Variable structures with any contents from a provider, and their conversion for
 * the program.
 *
 * fuzzes: lib/tapi/repack.c lib/tspi/pack.c lib/common/utf.c
 */
#include "must.h"

#include "tapi/repack.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GUARD	0xa5
#define GUARD_SIZE	64

/* Offsets that are the same in all variable structures. */
#define NEEDED	offsetof(VARSTRING, dwNeededSize)
#define USED	offsetof(VARSTRING, dwUsedSize)

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static const struct tapi_part status[] = {
	{ offsetof(PHONESTATUS, dwLampModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONESTATUS, dwDisplaySize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONESTATUS, dwDevSpecificSize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONESTATUS, dwOwnerNameSize), TAPI_CONTENT_TEXT },
};

static const struct tapi_part caps[] = {
	{ offsetof(PHONECAPS, dwButtonModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwButtonFunctionsSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwLampModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwSetDataSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwGetDataSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwDevSpecificSize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONECAPS, dwProviderInfoSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwPhoneInfoSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwPhoneNameSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwDeviceClassesSize), TAPI_CONTENT_TEXTS },
};

static const struct tapi_part button_info[] = {
	{ offsetof(PHONEBUTTONINFO, dwDevSpecificSize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONEBUTTONINFO, dwButtonTextSize), TAPI_CONTENT_TEXT },
};

static const struct tapi_part text = {
	offsetof(VARSTRING, dwStringSize), TAPI_CONTENT_TEXT
};

static const struct tapi_part bytes = {
	offsetof(VARSTRING, dwStringSize), TAPI_CONTENT_BYTES
};

static const struct tapi_part narrowed = {
	offsetof(VARSTRING, dwStringSize), TAPI_CONTENT_NARROWED
};

static const struct tapi_part widened = {
	offsetof(VARSTRING, dwStringSize), TAPI_CONTENT_WIDENED
};

/* The layouts that the library uses. */
static const struct tapi_layout layouts[] = {
	{ sizeof(PHONESTATUS), sizeof(PHONESTATUS), status, COUNT(status) },
	{ PHONECAPS_SIZE_2_0, PHONECAPS_SIZE_2_0, caps, COUNT(caps) },
	{ PHONECAPS_SIZE_2_2, PHONECAPS_SIZE_2_2, caps, COUNT(caps) },
	{ sizeof(PHONEBUTTONINFO), sizeof(PHONEBUTTONINFO), button_info,
	  COUNT(button_info) },
	{ sizeof(VARSTRING), sizeof(VARSTRING), &text, 1 },
	{ sizeof(VARSTRING), sizeof(VARSTRING), &bytes, 1 },
	{ sizeof(VARSTRING), sizeof(VARSTRING), &narrowed, 1 },
	{ sizeof(VARSTRING), sizeof(VARSTRING), &widened, 1 },
	/* Programs of 1.x, which have shorter structures than providers. */
	{ offsetof(PHONECAPS, dwDeviceClassesSize), PHONECAPS_SIZE_2_2, caps,
	  COUNT(caps) },
	{ offsetof(PHONEBUTTONINFO, dwButtonState), sizeof(PHONEBUTTONINFO),
	  button_info, COUNT(button_info) },
};

static DWORD member(const unsigned char *structure, size_t offset)
{
	DWORD value;

	memcpy(&value, structure + offset, sizeof(value));
	return value;
}

/* Texts are terminated; a list of texts has one terminator more. */
static void check_end(const unsigned char *part, DWORD size,
		      const struct tapi_part *as, bool wide)
{
	DWORD end = wide ? sizeof(WCHAR) : 1;

	if (as->content < TAPI_CONTENT_TEXT)
		return;
	if (as->content == TAPI_CONTENT_TEXTS)
		end *= 2;
	must(size > end);
	while (end--)
		must(!part[--size]);
}

/* Each part is whole, inside the structure and behind the one before, or absent. */
static void check(const unsigned char *structure, DWORD total,
		  const struct tapi_layout *layout, bool wide)
{
	DWORD used = member(structure, USED), end = layout->fixed;
	DWORD size, offset;
	size_t i;

	must(member(structure, 0) == total);
	must(used <= total && used >= layout->fixed);
	must(member(structure, NEEDED) >= used);
	for (i = 0; i < layout->count; i++) {
		if (layout->parts[i].pair + 2 * sizeof(DWORD) > layout->fixed)
			continue;
		size = member(structure, layout->parts[i].pair);
		offset = member(structure, layout->parts[i].pair + sizeof(DWORD));
		if (!size) {
			must(!offset);
			continue;
		}
		must(offset >= end && offset <= used && size <= used - offset);
		check_end(structure + offset, size, &layout->parts[i], wide);
		end = offset + size;
	}
	for (i = 0; i < GUARD_SIZE; i++)
		must(structure[total + i] == GUARD);
}

/* In a structure of the reported needed size, no part is absent. */
static void check_needed(const struct tapi_answer *answer,
			 const struct tapi_layout *layout, DWORD needed, bool wide)
{
	unsigned char *structure = malloc(needed + GUARD_SIZE);

	if (!structure)
		return;
	memset(structure, GUARD, needed + GUARD_SIZE);
	memcpy(structure, &needed, sizeof(needed));
	tapi_repack(structure, answer, layout, wide);
	check(structure, needed, layout, wide);
	must(member(structure, NEEDED) == needed);
	must(member(structure, USED) == needed);
	free(structure);
}

/* Convert into a structure of @total bytes, then of the needed size. */
static void repack(const struct tapi_answer *answer, const struct tapi_layout *layout,
		   DWORD total, bool wide)
{
	unsigned char *structure = malloc(total + GUARD_SIZE);

	if (!structure)
		return;
	memset(structure, GUARD, total + GUARD_SIZE);
	memcpy(structure, &total, sizeof(total));
	tapi_repack(structure, answer, layout, wide);
	check(structure, total, layout, wide);
	check_needed(answer, layout, member(structure, NEEDED), wide);
	free(structure);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the texts and the structure, the second one the room. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tapi_layout *layout;
	struct tapi_answer answer;

	if (size < 2)
		return 0;
	layout = &layouts[(data[0] >> 1) % COUNT(layouts)];
	if (size - 2 < layout->provider_fixed)
		return 0;
	answer.total = size - 2;
	answer.bytes = malloc(answer.total);
	if (!answer.bytes)
		return 0;
	memcpy(answer.bytes, data + 2, answer.total);
	repack(&answer, layout, layout->fixed + data[1] * 4, data[0] & 1);
	free(answer.bytes);
	return 0;
}
