// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "json.h"
#include "names.h"
#include "text.h"

static void *or_die(void *pointer)
{
	if (!pointer)
		exit(complain(EXIT_FAILED, "out of memory"));
	return pointer;
}

json_t *json_new_object(void)
{
	return or_die(json_object());
}

json_t *json_new_array(void)
{
	return or_die(json_array());
}

void json_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, or_die(value)))
		or_die(NULL);
}

void json_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, or_die(value)))
		or_die(NULL);
}

/* JSON must be UTF-8. */
static json_t *text_value(const char *text)
{
	size_t size = 3 * strlen(text) + 1;
	char *clean = or_die(malloc(size));
	json_t *value;

	text_utf8(clean, size, text);
	value = json_string(clean);
	free(clean);
	return value;
}

void json_put_text(json_t *object, const char *key, const char *text)
{
	json_put(object, key, text_value(text));
}

void json_put_number(json_t *object, const char *key, unsigned long long number)
{
	json_put(object, key, json_integer(number));
}

void json_put_bool(json_t *object, const char *key, int value)
{
	json_put(object, key, json_boolean(value));
}

void json_append_text(json_t *array, const char *text)
{
	json_append(array, text_value(text));
}

void json_put_mask(json_t *object, const char *key, enum kind kind, unsigned int mask)
{
	json_t *array = json_new_array();
	struct words words;
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		if (!(mask & 1U << bit))
			continue;
		words_start(&words);
		names_of_mask(&words, kind, 1U << bit, "");
		json_append_text(array, words.text);
	}
	json_put(object, key, array);
}

void json_put_bytes(json_t *object, const char *key, const void *bytes, size_t length)
{
	char *text = or_die(malloc(2 * length + 1));
	size_t i;

	text[0] = '\0';
	for (i = 0; i < length; i++)
		sprintf(text + 2 * i, "%02x", ((const unsigned char *)bytes)[i]);
	json_put_text(object, key, text);
	free(text);
}

static int print(json_t *value, size_t flags)
{
	int result = json_dumpf(value, stdout, flags);

	json_decref(value);
	putchar('\n');
	return result ? complain(EXIT_FAILED, "cannot write JSON") : EXIT_OK;
}

int json_print(json_t *value)
{
	return print(value, JSON_INDENT(2));
}

int json_print_line(json_t *value)
{
	return print(value, JSON_COMPACT);
}
