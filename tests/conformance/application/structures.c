// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Variable structures: dwTotalSize, dwNeededSize, dwUsedSize, and the parts.
 *
 * variable_fetch() checks the guard bytes behind a structure, and that dwTotalSize is
 * unchanged.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "variable.h"

typedef void (*check_function)(const struct variable *variable,
			       const struct place *place);

static void check_all(check_function check)
{
	struct place place = variable_place();
	size_t i;

	for (i = 0; i < NR_VARIABLES; i++) {
		case_note("%s", variables[i].name);
		check(&variables[i], &place);
	}
}

static DWORD part_size(const void *structure, const struct part *part)
{
	return variable_get(structure, part->field);
}

static DWORD part_offset(const void *structure, const struct part *part)
{
	return variable_get(structure, part->field + 4);
}

static const char *part_at(const void *structure, const struct part *part)
{
	return (const char *)structure + part_offset(structure, part);
}

/* The call is refused, and nothing is written. */
static void check_too_small(const struct variable *variable,
			    const struct place *place)
{
	const DWORD totals[] = { variable->fixed - 1, 12, 4, 0 };
	unsigned char *structure;
	size_t i, at;

	for (i = 0; i < ARRAY_SIZE(totals); i++) {
		structure = variable_fetch(variable, place, totals[i],
					   PHONEERR_STRUCTURETOOSMALL);
		for (at = 4; at < totals[i]; at++)
			CHECK_EQ(structure[at], VARIABLE_FILL);
		free(structure);
	}
	free(variable_fetch(variable, place, variable->fixed, 0));
}

#define NR_FORMS	3

/* phoneSetButtonInfo() in one of its forms. */
static LONG set_button(unsigned int form, HPHONE handle,
		       LPPHONEBUTTONINFO const info)
{
	if (form == 0)
		return phoneSetButtonInfo(handle, CALL_KEY, info);
	if (form == 1)
		return phoneSetButtonInfoA(handle, CALL_KEY, info);
	return phoneSetButtonInfoW(handle, CALL_KEY, info);
}

CASE(T273, CHANGES, "one byte less than the fixed part: STRUCTURETOOSMALL")
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info) - 1,
		.dwButtonMode = PHONEBUTTONMODE_CALL,
		.dwButtonFunction = PHONEBUTTONFUNCTION_CALLAPP,
	};
	struct place place;
	size_t i;

	check_all(check_too_small);

	place = variable_place();
	for (i = 0; i < NR_FORMS; i++) {
		info.dwTotalSize = sizeof(info) - 1;
		CHECK_RESULT(set_button(i, place.handle, &info),
			     PHONEERR_STRUCTURETOOSMALL);
		info.dwTotalSize = 0;
		CHECK_RESULT(set_button(i, place.handle, &info),
			     PHONEERR_STRUCTURETOOSMALL);
		info.dwTotalSize = sizeof(info);
		APP_DO(place.app, set_button(i, place.handle, &info));
	}
}

static bool is_part_field(const struct variable *variable, unsigned int field)
{
	const struct part *part;

	for (part = variable->parts; part->name; part++) {
		if (field == part->field || field == part->field + 4)
			return true;
	}
	return false;
}

/* Every other field has the value that it has in the whole structure. */
static void check_fixed_fields(const struct variable *variable,
			       const void *structure, const void *complete)
{
	unsigned int field;

	for (field = USED_SIZE + 4; field + 4 <= variable->fixed; field += 4) {
		if (is_part_field(variable, field))
			continue;
		CHECK_EQ(variable_get(structure, field),
			 variable_get(complete, field));
	}
}

static void check_fixed_only(const struct variable *variable,
			     const struct place *place)
{
	void *complete = variable_complete(variable, place);
	void *structure = variable_fetch(variable, place, variable->fixed, 0);
	const struct part *part;

	CHECK_EQ(variable_get(structure, NEEDED_SIZE),
		 variable_get(complete, NEEDED_SIZE));
	CHECK_EQ(variable_get(structure, USED_SIZE), variable->fixed);
	check_fixed_fields(variable, structure, complete);
	for (part = variable->parts; part->name; part++) {
		CHECK_EQ(part_size(structure, part), 0);
		CHECK_EQ(part_offset(structure, part), 0);
	}
	free(structure);
	free(complete);
}

CASE(T274, CHANGES, "the fixed part alone succeeds, the others are (0, 0)")
{
	check_all(check_fixed_only);
}

/* variable_complete() checks most of it. */
static void check_needed(const struct variable *variable,
			 const struct place *place)
{
	void *complete = variable_complete(variable, place);
	void *larger;

	CHECK(variable_get(complete, NEEDED_SIZE) > variable->fixed);
	larger = variable_fetch(variable, place,
				variable_get(complete, NEEDED_SIZE) + 100, 0);
	CHECK_EQ(variable_get(larger, NEEDED_SIZE),
		 variable_get(complete, NEEDED_SIZE));
	CHECK_EQ(variable_get(larger, USED_SIZE),
		 variable_get(larger, NEEDED_SIZE));
	free(larger);
	free(complete);
}

CASE(T275, CHANGES, "dwNeededSize suffices: then all of it is used")
{
	check_all(check_needed);
}

static void check_used(const struct variable *variable,
		       const struct place *place)
{
	void *structure = variable_complete(variable, place);
	DWORD needed = variable_get(structure, NEEDED_SIZE);
	DWORD total;

	free(structure);
	for (total = 0; total <= needed + 8; total++) {
		if (total < variable->fixed) {
			free(variable_fetch(variable, place, total,
					    PHONEERR_STRUCTURETOOSMALL));
			continue;
		}
		structure = variable_fetch(variable, place, total, 0);
		CHECK(variable_get(structure, USED_SIZE) <= total);
		CHECK(variable_get(structure, USED_SIZE) >= variable->fixed);
		free(structure);
	}
}

CASE(T276, CHANGES, "nothing beyond dwTotalSize is used or written")
{
	check_all(check_used);
}

static void check_total(const struct variable *variable,
			const struct place *place)
{
	const DWORD totals[] = {
		0, variable->fixed - 1, variable->fixed, variable->fixed + 50,
		4096,
	};
	void *structure;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(totals); i++) {
		structure = variable_fetch(variable, place, totals[i],
					   totals[i] < variable->fixed ?
					   PHONEERR_STRUCTURETOOSMALL : 0);
		CHECK_EQ(variable_get(structure, TOTAL_SIZE), totals[i]);
		free(structure);
	}
}

CASE(T277, CHANGES, "dwTotalSize stays what it was")
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_CALL,
		.dwButtonFunction = PHONEBUTTONFUNCTION_CALLAPP,
	};
	struct place place;
	size_t i;

	check_all(check_total);
	place = variable_place();
	for (i = 0; i < NR_FORMS; i++) {
		APP_DO(place.app, set_button(i, place.handle, &info));
		CHECK_EQ(info.dwTotalSize, sizeof(info));
	}
}

/* A part is complete or absent. */
static void check_part(const void *structure, const void *complete,
		       const struct part *part)
{
	DWORD size = part_size(structure, part);

	if (!size) {
		CHECK_EQ(part_offset(structure, part), 0);
		return;
	}
	CHECK_EQ(size, part_size(complete, part));
	CHECK(!memcmp(part_at(structure, part), part_at(complete, part), size));
}

static void check_no_partial(const struct variable *variable,
			     const struct place *place)
{
	void *complete = variable_complete(variable, place);
	DWORD needed = variable_get(complete, NEEDED_SIZE);
	const struct part *part;
	void *structure;
	DWORD total;

	for (total = variable->fixed; total <= needed; total++) {
		structure = variable_fetch(variable, place, total, 0);
		CHECK_EQ(variable_get(structure, NEEDED_SIZE), needed);
		for (part = variable->parts; part->name; part++)
			check_part(structure, complete, part);
		free(structure);
	}
	free(complete);
}

CASE(T278, CHANGES, "a part is there whole or not at all, whatever the size")
{
	check_all(check_no_partial);
}

/* Each byte of the variable area belongs to one part at most. */
static void check_layout(const struct variable *variable, const void *structure)
{
	DWORD used = variable_get(structure, USED_SIZE);
	char *taken = calloc(1, used);
	const struct part *part;
	DWORD at, end;

	CHECK(taken);
	for (part = variable->parts; part->name; part++) {
		if (!part_size(structure, part))
			continue;
		at = part_offset(structure, part);
		end = at + part_size(structure, part);
		CHECK(at >= variable->fixed);
		CHECK(end > at && end <= used);
		for (; at < end; at++)
			CHECK(!taken[at]++);
	}
	free(taken);
}

static void check_layouts(const struct variable *variable,
			  const struct place *place)
{
	void *complete = variable_complete(variable, place);
	DWORD needed = variable_get(complete, NEEDED_SIZE);
	void *structure;
	DWORD total;

	check_layout(variable, complete);
	for (total = variable->fixed; total < needed + 8; total++) {
		structure = variable_fetch(variable, place, total, 0);
		check_layout(variable, structure);
		free(structure);
	}
	free(complete);
}

CASE(T279, CHANGES, "parts lie within the variable area, and do not overlap")
{
	check_all(check_layouts);
}

static void check_terminator(const char *text, DWORD size, bool wide)
{
	DWORD width = wide ? 2 : 1;

	CHECK(size >= width);
	CHECK_EQ(size % width, 0);
	CHECK(!text[size - 1]);
	CHECK(!text[size - width]);
}

static void check_text(const struct variable *variable, const void *structure,
		       const struct part *part)
{
	const char *text = part_at(structure, part);
	DWORD size = part_size(structure, part);
	const VARSTRING *string = structure;

	case_note("%s %s", variable->name, part->name);
	switch (part->kind) {
	case PART_BYTES:
		return;
	case PART_TEXT:
		check_terminator(text, size, variable->wide);
		return;
	case PART_LIST:
		check_terminator(text, size, variable->wide);
		check_terminator(text, size - (variable->wide ? 2 : 1),
				 variable->wide);
		return;
	case PART_STRING:
		if (string->dwStringFormat != STRINGFORMAT_BINARY)
			check_terminator(text, size, string->dwStringFormat ==
					 STRINGFORMAT_UNICODE);
		return;
	}
}

static void check_texts(const struct variable *variable,
			const struct place *place)
{
	void *complete = variable_complete(variable, place);
	const struct part *part;

	for (part = variable->parts; part->name; part++) {
		/* Most structures have no device-specific part. */
		if (part->kind == PART_BYTES)
			continue;
		CHECK(part_size(complete, part) > 0);
		check_text(variable, complete, part);
	}
	free(complete);
}

CASE(T280, CHANGES, "texts have a terminator, which counts in their size")
{
	struct place place;
	PHONESTATUS *status;
	PHONEBUTTONINFO *info;

	check_all(check_texts);

	/* "Zuse" and "Line 1", in both encodings. */
	place = variable_place();
	status = variable_complete(&variables[4], &place);
	CHECK_EQ(status->dwOwnerNameSize, 5);
	free(status);
	status = variable_complete(&variables[5], &place);
	CHECK_EQ(status->dwOwnerNameSize, 10);
	free(status);
	info = variable_complete(&variables[7], &place);
	CHECK_EQ(info->dwButtonTextSize, 7);
	free(info);
	info = variable_complete(&variables[8], &place);
	CHECK_EQ(info->dwButtonTextSize, 14);
	free(info);
}

static void check_null(const struct variable *variable,
		       const struct place *place)
{
	CHECK_RESULT(variable->get(place, NULL), PHONEERR_INVALPOINTER);
}

CASE(T281, CHANGES, "no structure: INVALPOINTER")
{
	struct place place;
	size_t i;

	check_all(check_null);
	place = variable_place();
	for (i = 0; i < NR_FORMS; i++)
		CHECK_RESULT(set_button(i, place.handle, NULL),
			     PHONEERR_INVALPOINTER);
}

/* Bytes between the parts, and behind them, that were written. */
static void check_untouched(const struct variable *variable,
			    const unsigned char *structure)
{
	DWORD total = variable_get(structure, TOTAL_SIZE);
	char *taken = calloc(1, total);
	const struct part *part;
	DWORD at;

	CHECK(taken);
	for (part = variable->parts; part->name; part++) {
		if (part_size(structure, part))
			memset(taken + part_offset(structure, part), 1,
			       part_size(structure, part));
	}
	for (at = variable->fixed; at < total; at++)
		CHECK(taken[at] || structure[at] == VARIABLE_FILL);
	free(taken);
}

static void check_old_size(const struct variable *newest, struct place *place,
			   DWORD version, DWORD fixed)
{
	struct variable old = *newest;
	void *structure, *complete;
	const struct part *part;
	DWORD total;

	case_note("%s %#x", newest->name, version);
	old.fixed = fixed;
	place->version = version;
	check_too_small(&old, place);
	check_fixed_only(&old, place);
	complete = variable_complete(&old, place);
	check_layout(&old, complete);
	for (total = fixed; total < fixed + 64; total++) {
		structure = variable_fetch(&old, place, total, 0);
		check_untouched(&old, structure);
		for (part = old.parts; part->name; part++)
			check_part(structure, complete, part);
		free(structure);
	}
	free(complete);
}

CASE(T282, CHANGES, "an older version: the smaller fixed part, and no more")
{
	static const DWORD versions[] = { 0x00020000, 0x00020001 };
	struct place place = variable_place();
	DWORD negotiated;
	size_t i, v;

	for (v = 0; v < ARRAY_SIZE(versions); v++) {
		CHECK_OK(phoneClose(place.handle));
		place.handle = call_open_version(place.app, place.device,
						 versions[v],
						 PHONEPRIVILEGE_OWNER);
		for (i = 0; i < NR_VARIABLES; i++)
			check_old_size(&variables[i], &place, versions[v],
				       i < 3 ? PHONECAPS_SIZE_2_0 :
				       variables[i].fixed);
	}

	/* The newest version has a field that these versions lack. */
	place.version = API_NEWEST;
	CHECK_OK(call_negotiate(place.app, place.device, API_NEWEST,
				API_NEWEST, &negotiated));
	for (i = 0; i < 3; i++) {
		void *structure;

		structure = variable_fetch(&variables[i], &place,
					   PHONECAPS_SIZE_2_0,
					   PHONEERR_STRUCTURETOOSMALL);
		free(structure);
		structure = variable_fetch(&variables[i], &place,
					   PHONECAPS_SIZE_2_2, 0);
		CHECK(variable_get(structure, PHONECAPS_SIZE_2_0) !=
		      VARIABLE_FILL * 0x01010101U);
		free(structure);
	}
}

/* A structure may be at an odd address. */
static void check_unaligned(const struct variable *variable,
			    const struct place *place)
{
	void *complete = variable_complete(variable, place);
	DWORD needed = variable_get(complete, NEEDED_SIZE);
	char *memory = malloc(needed + 4);
	const struct part *part;
	size_t shift;

	CHECK(memory);
	for (shift = 1; shift < 4; shift++) {
		memcpy(memory + shift, &needed, sizeof(needed));
		CHECK_OK(variable->get(place, memory + shift));
		check_fixed_fields(variable, memory + shift, complete);
		for (part = variable->parts; part->name; part++)
			check_part(memory + shift, complete, part);
	}
	free(memory);
	free(complete);
}

CASE(structures_unaligned, CHANGES, "structures at odd addresses")
{
	check_all(check_unaligned);
}

/* Now the provider's size and offset of a part are invalid. */
static void check_spoiled(const struct variable *variable,
			  const struct place *place)
{
	const DWORD totals[] = {
		variable->fixed, variable->fixed + 1, variable->fixed + 100,
		8192,
	};
	void *structure;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(totals); i++) {
		structure = variable_fetch(variable, place, totals[i], 0);
		CHECK(variable_get(structure, USED_SIZE) <= totals[i]);
		check_layout(variable, structure);
		free(structure);
	}
}

/* TAPI itself provides the name of the owner and the device ID. */
static bool is_from_tapi(const struct variable *variable,
			 const struct part *part)
{
	return !strcmp(part->name, "OwnerName") ||
	       !strncmp(variable->name, "phoneGetID", strlen("phoneGetID"));
}

static void check_absent(const struct variable *variable, const void *structure)
{
	const struct part *part;

	for (part = variable->parts; part->name; part++) {
		if (is_from_tapi(variable, part))
			continue;
		case_note("%s", part->name);
		CHECK_EQ(part_size(structure, part), 0);
		CHECK_EQ(part_offset(structure, part), 0);
	}
}

CASE(structures_spoiled, NEEDS_MOCK,
     "parts that a provider puts outside its structure are absent")
{
	struct place place = variable_place();
	void *structure;
	size_t i;

	phone_set(place.phone, "misbehave", "bad-offsets");
	for (i = 0; i < NR_VARIABLES; i++) {
		case_note("%s", variables[i].name);
		check_spoiled(&variables[i], &place);
		structure = variable_fetch(&variables[i], &place, 8192, 0);
		check_absent(&variables[i], structure);
		free(structure);
	}

	/* With a valid provider the parts are present again. */
	phone_set(place.phone, "misbehave", "%s", "");
	structure = variable_complete(&variables[7], &place);
	CHECK_EQ(((PHONEBUTTONINFO *)structure)->dwButtonTextSize, 7);
	free(structure);
}
