// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Numbers on the command line, and texts from phones and programs that are printed.
 *
 * fuzzes: tools/tphone/number.c tools/tphone/text.c
 * fuzzes: lib/common/utf.c
 */
#include "tools/tphone/number.h"
#include "tools/tphone/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void parse(const char *text)
{
	unsigned char bytes[16];
	unsigned long value;
	unsigned int level;
	size_t length;

	if (!number_parse(text, 100, &value) && value > 100)
		abort();
	if (!level_parse(text, &level) && level > 0xffff)
		abort();
	if (!hex_parse(text, bytes, sizeof(bytes), &length) &&
	    length > sizeof(bytes))
		abort();
}

/* Any text becomes fit for a terminal. */
static void show(const char *text)
{
	size_t size = 3 * strlen(text) + 1;
	char *out = malloc(size);

	if (!out)
		return;
	text_printable(out, size, text);
	if (!text_is_clean(out))
		abort();
	text_utf8(out, size, text);
	/* A text that is cut off consists of whole characters. */
	text_printable(out, size / 4 + 1, text);
	if (!text_is_clean(out))
		abort();
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	parse(text);
	show(text);
	free(text);
	return 0;
}
