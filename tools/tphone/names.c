// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include <tphone.h>

#include "complain.h"
#include "macros.h"
#include "names.h"
#include "number.h"
#include "suggest.h"

/* The library may know more functions than the headers of this program. */
#define HIGHEST_FUNCTION	0xff

/* Access to the library's names of one kind. */
struct vocabulary {
	const char *(*name)(unsigned int value);
	int (*from_name)(const char *name);
	bool is_mask;
	unsigned int first, last;	/* bits, or values */
	unsigned int not_given;		/* bits that are reported only */
};

static const struct vocabulary vocabularies[] = {
	[KIND_LAMPMODE] = {
		tphone_lamp_mode_name, tphone_lamp_mode_from_name, true, 0, 31,
		TPHONE_LAMPMODE_DUMMY | TPHONE_LAMPMODE_UNKNOWN
	},
	[KIND_HOOKDEVICE] = {
		tphone_hook_device_name, tphone_hook_device_from_name, true, 0, 31, 0
	},
	[KIND_HOOKMODE] = {
		tphone_hook_mode_name, tphone_hook_mode_from_name, true, 0, 31,
		TPHONE_HOOKMODE_UNKNOWN
	},
	[KIND_BUTTONMODE] = {
		tphone_button_mode_name, tphone_button_mode_from_name, true, 0, 31,
		TPHONE_BUTTONMODE_DUMMY
	},
	[KIND_FUNCTION] = {
		tphone_function_name, tphone_function_from_name, false,
		0, HIGHEST_FUNCTION, 0
	},
	[KIND_EVENT] = {
		tphone_event_name, tphone_event_from_name, false, 0, 63, 0
	},
};

static const struct vocabulary *vocabulary(enum kind kind)
{
	if (kind >= ARRAY_SIZE(vocabularies) ||
	    !vocabularies[kind].name)
		return NULL;
	return &vocabularies[kind];
}

void names_each(enum kind kind, void (*fn)(const char *name, void *data), void *data)
{
	const struct vocabulary *v = vocabulary(kind);
	unsigned int i, value;

	for (i = v ? v->first : 1; v && i <= v->last; i++) {
		value = v->is_mask ? 1U << i : i;
		if (v->name(value) && !(v->is_mask && (value & v->not_given)))
			fn(v->name(value), data);
	}
}

static void offer(const char *name, void *data)
{
	suggest_offer(data, name);
}

struct collection {
	const char *names[64];
	size_t count;
};

static void collect(const char *name, void *data)
{
	struct collection *collection = data;

	if (collection->count < ARRAY_SIZE(collection->names))
		collection->names[collection->count++] = name;
}

static int complain_name(enum kind kind, const char *what, const char *typed)
{
	struct collection collection = { .count = 0 };
	struct suggestion suggestion;
	struct words words;
	size_t i;

	suggest_start(&suggestion, typed);
	names_each(kind, offer, &suggestion);
	names_each(kind, collect, &collection);
	if (collection.count > 16 && suggestion.nearest)
		return complain(EXIT_USAGE,
				"%s '%s': there is none of that name; did you mean '%s'?",
				what, typed, suggestion.nearest);
	if (collection.count > 16)
		return complain(EXIT_USAGE,
				"%s '%s': there is none of that name; '--help' lists them",
				what, typed);
	words_start(&words);
	for (i = 0; i < collection.count; i++)
		words_item(&words, i, collection.count, " or ", collection.names[i]);
	return complain(EXIT_USAGE, "%s '%s': must be %s", what, typed, words.text);
}

int name_parse(enum kind kind, const char *what, const char *typed, unsigned int *value)
{
	const struct vocabulary *v = vocabulary(kind);
	unsigned long number;
	int result = v->from_name(typed);

	if (result >= 0 && !(v->is_mask && (result & v->not_given))) {
		*value = result;
		return EXIT_OK;
	}
	/* A function of the manufacturer has a number, but no name. */
	if (kind == KIND_FUNCTION && !number_parse(typed, 0xffffffff, &number)) {
		*value = number;
		return EXIT_OK;
	}
	return complain_name(kind, what, typed);
}

int name_parse_devices(const char *typed, unsigned int *mask)
{
	char copy[128], *word, *rest = copy;
	unsigned int device = 0;
	int code;

	*mask = 0;
	if (snprintf(copy, sizeof(copy), "%s", typed) >= (int)sizeof(copy))
		return complain_name(KIND_HOOKDEVICE, "hook device", typed);
	while ((word = strsep(&rest, ","))) {
		code = name_parse(KIND_HOOKDEVICE, "hook device", word, &device);
		if (code)
			return code;
		*mask |= device;
	}
	return EXIT_OK;
}

void names_of_mask(struct words *words, enum kind kind, unsigned int mask,
		   const char *last_joint)
{
	const struct vocabulary *v = vocabulary(kind);
	size_t count = __builtin_popcount(mask), index = 0;
	unsigned int bit;

	for (bit = 0; bit < 32; bit++)
		if (mask & 1U << bit)
			words_item(words, index++, count, last_joint, known(v->name(1U << bit)));
}

const char *function_name(unsigned int function)
{
	const char *name = tphone_function_name(function);
	static char number[16];

	if (name)
		return name;
	snprintf(number, sizeof(number), "0x%x", function);
	return number;
}

const char *known(const char *name)
{
	return name ? name : "?";
}
