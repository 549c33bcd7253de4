// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Conversion of UTF-8 and UTF-16 in both directions.
 *
 * fuzzes: lib/common/utf.c
 */
#include "must.h"

#include "common/utf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Valid text is unchanged after conversion there and back. */
static void there_and_back(const uint16_t *units, size_t count)
{
	size_t size = utf16_to_utf8(NULL, 0, units, count);
	char *text = malloc(size + 1);
	uint16_t *back;

	if (!text)
		return;
	must(utf16_to_utf8(text, size, units, count) == size);
	must(utf16_from_utf8(NULL, 0, text, size) == count);
	back = malloc(count * sizeof(*back) + 1);
	if (back) {
		must(utf16_from_utf8(back, count, text, size) == count);
		must(!memcmp(back, units, count * sizeof(*back)));
	}
	free(back);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	uint16_t *units;
	size_t count;

	if (!text)
		return 0;
	memcpy(text, data, size);
	count = utf16_from_utf8(NULL, 0, text, size);
	must(count <= size);
	units = malloc(count * sizeof(*units) + 1);
	if (units) {
		must(utf16_from_utf8(units, count, text, size) == count);
		there_and_back(units, count);
	}
	free(units);
	free(text);
	/* Bytes that are not valid UTF-16, at an odd address. */
	if (size > 1) {
		count = utf16_to_utf8(NULL, 0, data + 1, (size - 1) / 2);
		must(count <= (size - 1) / 2 * 3);
	}
	return 0;
}
