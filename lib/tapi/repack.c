// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/utf.h"
#include "repack.h"
#include "tspi/pack.h"

#include <stdlib.h>
#include <string.h>

/* The content begins behind dwTotalSize, dwNeededSize and dwUsedSize. */
#define CONTENT		offsetof(VARSTRING, dwStringFormat)

static DWORD read_member(const void *structure, size_t offset)
{
	DWORD value;

	memcpy(&value, (const char *)structure + offset, sizeof(value));
	return value;
}

const void *tapi_answer_part(const struct tapi_answer *answer, DWORD fixed,
			     size_t pair, DWORD *size)
{
	DWORD offset = read_member(answer->bytes, pair + sizeof(DWORD));

	*size = read_member(answer->bytes, pair);
	if (!*size || offset < fixed || offset > answer->total ||
	    *size > answer->total - offset) {
		*size = 0;
		return NULL;
	}
	return answer->bytes + offset;
}

static bool is_terminator(const void *units, size_t index)
{
	WCHAR unit;

	memcpy(&unit, (const char *)units + index * sizeof(unit), sizeof(unit));
	return !unit;
}

/* Number of units before the first terminator; of a list, before the last ones. */
static size_t count_units(const void *units, size_t count, bool list)
{
	size_t length = 0;

	if (list) {
		while (count && is_terminator(units, count - 1))
			count--;
		return count;
	}
	while (length < count && !is_terminator(units, length))
		length++;
	return length;
}

/* Writes as many terminators as belong there, whatever the provider wrote. */
static void add_wide(struct pack *pack, size_t pair, const void *units,
		     size_t count, size_t terminators)
{
	size_t text = count * sizeof(WCHAR), end = terminators * sizeof(WCHAR);
	unsigned char *room = pack_room(pack, pair, text + end);

	if (!room)
		return;
	memcpy(room, units, text);
	memset(room + text, 0, end);
}

static void add_narrow(struct pack *pack, size_t pair, const void *units,
		       size_t count, size_t terminators)
{
	size_t text = utf16_to_utf8(NULL, 0, units, count);
	unsigned char *room = pack_room(pack, pair, text + terminators);

	if (!room)
		return;
	utf16_to_utf8((char *)room, text, units, count);
	memset(room + text, 0, terminators);
}

static void add_text(struct pack *pack, const struct tapi_part *part,
		     const void *units, DWORD size, bool wide)
{
	bool list = part->content == TAPI_CONTENT_TEXTS;
	size_t count = count_units(units, size / sizeof(WCHAR), list);

	if (!count)
		pack_room(pack, part->pair, 0);
	else if (wide)
		add_wide(pack, part->pair, units, count, list ? 2 : 1);
	else
		add_narrow(pack, part->pair, units, count, list ? 2 : 1);
}

/* The size of a display is fixed, so a terminator is a cell like any other. */
static void add_narrowed(struct pack *pack, size_t pair, const void *units,
			 DWORD size)
{
	add_narrow(pack, pair, units, size / sizeof(WCHAR), 0);
}

static void add_widened(struct pack *pack, size_t pair, const char *text,
			DWORD size)
{
	size_t count = utf16_from_utf8(NULL, 0, text, size);
	void *room = pack_room(pack, pair, count * sizeof(WCHAR));

	if (room)
		utf16_from_utf8(room, count, text, size);
}

static void add_part(struct pack *pack, const struct tapi_part *part,
		     const struct tapi_answer *answer, DWORD fixed, bool wide)
{
	const void *from;
	DWORD size;

	from = tapi_answer_part(answer, fixed, part->pair, &size);
	if (!from)
		pack_room(pack, part->pair, 0);
	else if (part->content >= TAPI_CONTENT_TEXT)
		add_text(pack, part, from, size, wide);
	else if (part->content == TAPI_CONTENT_NARROWED)
		add_narrowed(pack, part->pair, from, size);
	else if (part->content == TAPI_CONTENT_WIDENED)
		add_widened(pack, part->pair, from, size);
	else
		pack_add(pack, part->pair, from, size);
}

static bool exists(const struct tapi_part *part,
		   const struct tapi_layout *layout)
{
	return part->pair + 2 * sizeof(DWORD) <= layout->fixed;
}

void tapi_repack(void *structure, const struct tapi_answer *answer,
		 const struct tapi_layout *layout, bool wide)
{
	struct pack pack;
	size_t i;

	memcpy((char *)structure + CONTENT, answer->bytes + CONTENT,
	       layout->fixed - CONTENT);
	pack_begin(&pack, structure, read_member(structure, 0), layout->fixed);
	for (i = 0; i < layout->count; i++) {
		if (exists(&layout->parts[i], layout))
			add_part(&pack, &layout->parts[i], answer,
				 layout->provider_fixed, wide);
	}
	pack_end(&pack);
}

LONG tapi_check_structure(const void *structure, DWORD fixed)
{
	if (!structure)
		return PHONEERR_INVALPOINTER;
	if (read_member(structure, 0) < fixed)
		return PHONEERR_STRUCTURETOOSMALL;
	return 0;
}

/*
 * FIRST_SIZE is enough for most phones. No answer needs more than MOST, so no
 * more is allocated.
 */
#define FIRST_SIZE	4096
#define MOST		(16 * 1024 * 1024)

/*
 * An answer may have grown since dwNeededSize was read; do not repeat for ever.
 */
#define MOST_ATTEMPTS	8

/*
 * Sets dwTotalSize, dwNeededSize and dwUsedSize: a provider may rely on all
 * three.
 */
static LONG ask_once(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data)
{
	const DWORD head[] = { answer->total, fixed, fixed };
	LONG ret;

	answer->bytes = calloc(1, answer->total);
	if (!answer->bytes)
		return PHONEERR_NOMEM;
	memcpy(answer->bytes, head, sizeof(head));
	ret = ask(data, answer->bytes);
	if (ret)
		tapi_answer_free(answer);
	return ret;
}

/* After MOST_ATTEMPTS, the last answer counts even if it lacks parts. */
LONG tapi_answer_get(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data)
{
	unsigned int attempts = MOST_ATTEMPTS;
	DWORD size = FIRST_SIZE;
	LONG ret;

	for (;;) {
		answer->total = size;
		ret = ask_once(answer, fixed, ask, data);
		if (ret)
			return ret;
		size = read_member(answer->bytes,
				   offsetof(VARSTRING, dwNeededSize));
		if (size <= answer->total || size > MOST || !--attempts)
			return 0;
		tapi_answer_free(answer);
	}
}

static void write_pair(struct tapi_answer *answer, size_t pair, DWORD size,
		       DWORD offset)
{
	const DWORD values[] = { size, offset };

	memcpy(answer->bytes + pair, values, sizeof(values));
}

bool tapi_answer_set_part(struct tapi_answer *answer, size_t pair,
			  const void *part, DWORD size)
{
	unsigned char *bytes;

	if (!size) {
		write_pair(answer, pair, 0, 0);
		return true;
	}
	bytes = realloc(answer->bytes, answer->total + size);
	if (!bytes)
		return false;
	memcpy(bytes + answer->total, part, size);
	answer->bytes = bytes;
	write_pair(answer, pair, size, answer->total);
	answer->total += size;
	return true;
}

void tapi_answer_free(struct tapi_answer *answer)
{
	free(answer->bytes);
	answer->bytes = NULL;
}
