// SPDX-License-Identifier: LGPL-2.1-or-later
#include "utf.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BEYOND_BMP	0x10000
#define HIGH_SURROGATE		0xd800
#define LOW_SURROGATE		0xdc00
#define AFTER_SURROGATES	0xe000
#define SURROGATE_BITS		10
#define SURROGATE_MASK		0x3ff

/**
 * struct lead - the first byte of a sequence, decoded
 * @following: number of bytes that follow
 * @bits: bits of the code point in the first byte
 * @low: minimum of the second byte; with @high, excludes overlong sequences,
 *	surrogates and code points beyond U+10FFFF
 * @high: maximum of the second byte
 */
struct lead {
	unsigned int following;
	uint32_t bits;
	unsigned char low;
	unsigned char high;
};

/* Returns false if no sequence begins with @byte. */
static bool read_lead(unsigned char byte, struct lead *lead)
{
	*lead = (struct lead){ .low = 0x80, .high = 0xbf };
	if (byte < 0xc2 || byte > 0xf4)
		return false;
	if (byte < 0xe0) {
		lead->following = 1;
		lead->bits = byte & 0x1f;
		return true;
	}
	if (byte < 0xf0) {
		lead->following = 2;
		lead->bits = byte & 0x0f;
		if (byte == 0xe0)
			lead->low = 0xa0;
		if (byte == 0xed)
			lead->high = 0x9f;
		return true;
	}
	lead->following = 3;
	lead->bits = byte & 0x07;
	if (byte == 0xf0)
		lead->low = 0x90;
	if (byte == 0xf4)
		lead->high = 0x8f;
	return true;
}

uint32_t utf8_next(const char *text, size_t size, size_t *index)
{
	unsigned char byte = (unsigned char)text[(*index)++];
	struct lead lead;

	if (byte < 0x80)
		return byte;
	if (!read_lead(byte, &lead))
		return UTF16_REPLACEMENT;
	for (; lead.following; lead.following--) {
		if (*index == size)
			return UTF16_REPLACEMENT;
		byte = (unsigned char)text[*index];
		if (byte < lead.low || byte > lead.high)
			return UTF16_REPLACEMENT;
		(*index)++;
		lead.bits = lead.bits << 6 | (byte & 0x3f);
		lead.low = 0x80;
		lead.high = 0xbf;
	}
	return lead.bits;
}

static uint16_t unit_at(const void *units, size_t index)
{
	uint16_t unit;

	memcpy(&unit, (const char *)units + index * sizeof(unit), sizeof(unit));
	return unit;
}

uint32_t utf16_next(const void *units, size_t count, size_t *index)
{
	uint16_t first = unit_at(units, (*index)++), second;

	if (first < HIGH_SURROGATE || first >= AFTER_SURROGATES)
		return first;
	if (first >= LOW_SURROGATE || *index == count)
		return UTF16_REPLACEMENT;
	second = unit_at(units, *index);
	if (second < LOW_SURROGATE || second >= AFTER_SURROGATES)
		return UTF16_REPLACEMENT;
	(*index)++;
	return FIRST_BEYOND_BMP +
	       ((uint32_t)(first & SURROGATE_MASK) << SURROGATE_BITS |
		(second & SURROGATE_MASK));
}

size_t utf8_put(char *to, uint32_t code_point)
{
	unsigned char *bytes = (unsigned char *)to;

	if (code_point < 0x80) {
		bytes[0] = (unsigned char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		bytes[0] = (unsigned char)(0xc0 | code_point >> 6);
		bytes[1] = 0x80 | (code_point & 0x3f);
		return 2;
	}
	if (code_point < FIRST_BEYOND_BMP) {
		bytes[0] = (unsigned char)(0xe0 | code_point >> 12);
		bytes[1] = 0x80 | (code_point >> 6 & 0x3f);
		bytes[2] = 0x80 | (code_point & 0x3f);
		return 3;
	}
	bytes[0] = (unsigned char)(0xf0 | code_point >> 18);
	bytes[1] = 0x80 | (code_point >> 12 & 0x3f);
	bytes[2] = 0x80 | (code_point >> 6 & 0x3f);
	bytes[3] = 0x80 | (code_point & 0x3f);
	return 4;
}

/* Returns the number of units: 1 or 2. */
static size_t utf16_put(uint16_t units[2], uint32_t code_point)
{
	if (code_point < FIRST_BEYOND_BMP) {
		units[0] = (uint16_t)code_point;
		return 1;
	}
	code_point -= FIRST_BEYOND_BMP;
	units[0] = (uint16_t)(HIGH_SURROGATE | code_point >> SURROGATE_BITS);
	units[1] = LOW_SURROGATE | (code_point & SURROGATE_MASK);
	return 2;
}

size_t utf16_length(const void *units)
{
	size_t length = 0;

	while (unit_at(units, length))
		length++;
	return length;
}

size_t utf16_from_utf8(void *units, size_t room, const char *text, size_t size)
{
	size_t index = 0, needed = 0, count;
	uint16_t next[2];

	while (index < size) {
		count = utf16_put(next, utf8_next(text, size, &index));
		if (needed + count > room)
			room = 0;	/* write nothing after a gap */
		else
			memcpy((char *)units + needed * sizeof(next[0]), next,
			       count * sizeof(next[0]));
		needed += count;
	}
	return needed;
}

size_t utf16_to_utf8(char *text, size_t room, const void *units, size_t count)
{
	size_t index = 0, needed = 0, bytes;
	char next[UTF8_MAX];

	while (index < count) {
		bytes = utf8_put(next, utf16_next(units, count, &index));
		if (needed + bytes > room)
			room = 0;
		else
			memcpy(text + needed, next, bytes);
		needed += bytes;
	}
	return needed;
}

char *utf16_to_new_utf8(const void *units, size_t count)
{
	size_t size = utf16_to_utf8(NULL, 0, units, count);
	char *text = malloc(size + 1);

	if (!text)
		return NULL;
	utf16_to_utf8(text, size, units, count);
	text[size] = '\0';
	return text;
}

uint16_t *utf16_new_from_utf8(const char *text)
{
	size_t size = strlen(text);
	size_t count = utf16_from_utf8(NULL, 0, text, size);
	uint16_t *units = calloc(count + 1, sizeof(*units));

	if (units)
		utf16_from_utf8(units, count, text, size);
	return units;
}

/* Returns the number of units before a terminator, 0 if one is not ASCII. */
static size_t count_ascii_units(const char *text, size_t size)
{
	size_t count;

	for (count = 0; count < size / 2; count++) {
		if (text[2 * count + 1] || text[2 * count] & 0x80)
			return 0;
		if (!text[2 * count])
			break;
	}
	return count;
}

bool utf8_is_utf16(const void *text, size_t size)
{
	return !(size % 2) && count_ascii_units(text, size) > 1;
}

bool utf16_is_wchar(const void *text, size_t size)
{
	const uint32_t last = 0x10ffff;
	uint32_t unit;
	size_t i;

	if (size % sizeof(unit))
		return false;
	for (i = 0; i < size / sizeof(unit); i++) {
		memcpy(&unit, (const char *)text + i * sizeof(unit),
		       sizeof(unit));
		if (unit > last)
			return false;
		if (!unit)
			break;
	}
	return i > 1;
}
