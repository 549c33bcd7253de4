// SPDX-License-Identifier: LGPL-2.1-or-later
/* Filling variable structures, of every size, wherever they lie. */
#include "cmocka-first.h"

#include "tspi/pack.h"

#include <stdlib.h>
#include <string.h>

#define FIXED		sizeof(PHONESTATUS)
#define PAIR(name)	offsetof(PHONESTATUS, dw##name##Size)
#define GUARD		0xa5

/* "Gr\u00fc\u00df" and its terminator. */
#define TEXT		"Gr\xc3\xbc\xc3\x9f"
#define TEXT_SIZE	10
#define LAMPS_SIZE	12
#define NEEDED		(FIXED + LAMPS_SIZE + TEXT_SIZE)

static DWORD member(const unsigned char *structure, size_t offset)
{
	DWORD value;

	memcpy(&value, structure + offset, sizeof(value));
	return value;
}

#define MEMBER(structure, name) \
	member(structure, offsetof(PHONESTATUS, dw##name))

/* Two parts, and an empty one, behind a fixed part. */
static void fill(unsigned char *structure, DWORD total)
{
	static const DWORD lamps[] = { 2, 4, 8 };
	struct pack pack;

	pack_begin(&pack, structure, total, FIXED);
	pack_add(&pack, PAIR(LampModes), lamps, sizeof(lamps));
	pack_add_text(&pack, PAIR(OwnerName), TEXT);
	pack_add(&pack, PAIR(DevSpecific), NULL, 0);
	pack_add_text(&pack, PAIR(Display), "");
	pack_end(&pack);
}

/* A structure that ends with memory, one byte off, and is filled. */
static unsigned char *filled(DWORD total, unsigned char **memory)
{
	unsigned char *structure;

	*memory = malloc(total + 1);
	assert_non_null(*memory);
	memset(*memory, GUARD, total + 1);
	structure = *memory + 1;
	memcpy(structure, &total, sizeof(total));
	fill(structure, total);
	return structure;
}

static void assert_absent(const unsigned char *structure, size_t pair)
{
	assert_int_equal(member(structure, pair), 0);
	assert_int_equal(member(structure, pair + sizeof(DWORD)), 0);
}

static void everything_fits(void **state)
{
	unsigned char *memory, *structure = filled(NEEDED, &memory);

	(void)state;
	assert_int_equal(MEMBER(structure, TotalSize), NEEDED);
	assert_int_equal(MEMBER(structure, NeededSize), NEEDED);
	assert_int_equal(MEMBER(structure, UsedSize), NEEDED);
	assert_int_equal(MEMBER(structure, LampModesOffset), FIXED);
	assert_int_equal(MEMBER(structure, LampModesSize), LAMPS_SIZE);
	assert_int_equal(MEMBER(structure, OwnerNameOffset),
			 FIXED + LAMPS_SIZE);
	assert_int_equal(MEMBER(structure, OwnerNameSize), TEXT_SIZE);
	assert_memory_equal(structure + FIXED + LAMPS_SIZE, u"Gr\u00fc\u00df",
			    TEXT_SIZE);
	assert_int_equal(member(structure, FIXED + 4), 4);
	free(memory);
}

static void empty_parts_are_absent(void **state)
{
	unsigned char *memory, *structure = filled(NEEDED, &memory);

	(void)state;
	assert_absent(structure, PAIR(DevSpecific));
	assert_absent(structure, PAIR(Display));
	free(memory);
}

/* The address sanitizer reports writes behind the end. */
static void every_size_has_whole_parts_or_none(void **state)
{
	unsigned char *memory, *structure;
	DWORD total, used;

	(void)state;
	for (total = FIXED; total <= NEEDED + 4; total++) {
		structure = filled(total, &memory);
		assert_int_equal(MEMBER(structure, TotalSize), total);
		assert_int_equal(MEMBER(structure, NeededSize), NEEDED);
		used = FIXED + MEMBER(structure, LampModesSize) +
		       MEMBER(structure, OwnerNameSize);
		assert_int_equal(MEMBER(structure, UsedSize), used);
		assert_true(used <= total);
		if (total < FIXED + LAMPS_SIZE)
			assert_absent(structure, PAIR(LampModes));
		if (used < total)
			assert_int_equal(structure[used], GUARD);
		free(memory);
	}
}

/* A part that does not fit is skipped, and a smaller one may follow. */
static void a_later_part_may_fit(void **state)
{
	unsigned char *memory, *structure;

	(void)state;
	structure = filled(FIXED + TEXT_SIZE, &memory);
	assert_absent(structure, PAIR(LampModes));
	assert_int_equal(MEMBER(structure, OwnerNameOffset), FIXED);
	assert_int_equal(MEMBER(structure, OwnerNameSize), TEXT_SIZE);
	free(memory);
}

static void too_much_does_not_wrap_around(void **state)
{
	unsigned char structure[FIXED];
	struct pack pack;

	(void)state;
	pack_begin(&pack, structure, FIXED, FIXED);
	assert_null(pack_room(&pack, PAIR(Display), UINT32_MAX - FIXED));
	assert_null(pack_room(&pack, PAIR(LampModes), SIZE_MAX));
	pack_end(&pack);
	assert_int_equal(MEMBER(structure, NeededSize), UINT32_MAX);
	assert_int_equal(MEMBER(structure, UsedSize), FIXED);
	assert_absent(structure, PAIR(Display));
	assert_absent(structure, PAIR(LampModes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_fits),
		cmocka_unit_test(empty_parts_are_absent),
		cmocka_unit_test(every_size_has_whole_parts_or_none),
		cmocka_unit_test(a_later_part_may_fit),
		cmocka_unit_test(too_much_does_not_wrap_around),
	};

	return cmocka_run_group_tests_name("tspi-pack", tests, NULL, NULL);
}
