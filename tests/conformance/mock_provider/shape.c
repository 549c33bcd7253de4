// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a phone will look like, see shape.h.
 */
#include "shape.h"
#include "word.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

const struct shape default_shape = {
	.manufacturer = "tphone",
	.model = "Simulated desk phone",
	.keypad = 1,
	.keys = 8,
	.lamps = 1,
	.rows = 4,
	.columns = 20,
	.ring_modes = 4,
	.hook_devices = ALL_HOOK_DEVICES,
	.volume_devices = ALL_HOOK_DEVICES,
	.gain_devices = ALL_HOOK_DEVICES,
	.hook_modes = ALL_HOOK_MODES,
	.lamp_modes = ALL_LAMP_MODES,
	.downloads = { .nr = 2, .bytes = { 256, 1024 } },
	.uploads = { .nr = 3, .bytes = { 256, 1024, 64 } },
	.operations = ALL_OPERATIONS,
};

static const struct word_bit device_words[] = {
	{ "handset", PHONEHOOKSWITCHDEV_HANDSET },
	{ "speaker", PHONEHOOKSWITCHDEV_SPEAKER },
	{ "headset", PHONEHOOKSWITCHDEV_HEADSET },
	{ NULL, 0 }
};

static const struct word_bit hook_mode_words[] = {
	{ "onhook", PHONEHOOKSWITCHMODE_ONHOOK },
	{ "mic", PHONEHOOKSWITCHMODE_MIC },
	{ "speaker", PHONEHOOKSWITCHMODE_SPEAKER },
	{ "micspeaker", PHONEHOOKSWITCHMODE_MICSPEAKER },
	{ NULL, 0 }
};

static const struct word_bit lamp_mode_words[] = {
	{ "off", PHONELAMPMODE_OFF },
	{ "steady", PHONELAMPMODE_STEADY },
	{ "wink", PHONELAMPMODE_WINK },
	{ "flash", PHONELAMPMODE_FLASH },
	{ "flutter", PHONELAMPMODE_FLUTTER },
	{ "broken-flutter", PHONELAMPMODE_BROKENFLUTTER },
	{ NULL, 0 }
};

/**
 * struct attribute - an attribute of a shape
 * @name: its name
 * @offset: of the field
 * @parse: from what is written to the field
 * @words: for masks
 * @max: for numbers
 */
struct attribute {
	const char *name;
	size_t offset;
	bool (*parse)(const struct attribute *attribute, void *field,
		      const char *value);
	const struct word_bit *words;
	DWORD max;
};

static bool parse_text(const struct attribute *attribute, void *field,
		       const char *value)
{
	(void)attribute;
	if (strlen(value) >= TEXT_SIZE)
		return false;
	snprintf(field, TEXT_SIZE, "%s", value);
	((char *)field)[strcspn(field, "\n")] = '\0';
	return true;
}

static bool parse_number(const struct attribute *attribute, void *field,
			 const char *value)
{
	uint64_t number;

	if (!word_only_number(value, &number) || number > attribute->max)
		return false;
	*(DWORD *)field = (DWORD)number;
	return true;
}

/* Hexadecimal, also without 0x. */
static bool parse_operations(const struct attribute *attribute, void *field,
			     const char *value)
{
	unsigned int mask;
	int end = 0;

	(void)attribute;
	if (sscanf(value, "%x %n", &mask, &end) != 1 || value[end] ||
	    mask & ~ALL_OPERATIONS)
		return false;
	*(DWORD *)field = mask;
	return true;
}

static bool parse_mask(const struct attribute *attribute, void *field,
		       const char *value)
{
	return word_mask(value, attribute->words, field);
}

static bool parse_lamp_modes(const struct attribute *attribute, void *field,
			     const char *value)
{
	uint32_t mask;

	if (!word_mask(value, attribute->words, &mask) ||
	    !(mask & PHONELAMPMODE_OFF))
		return false;
	*(DWORD *)field = mask;
	return true;
}

static bool parse_sizes(const struct attribute *attribute, void *field,
			const char *value)
{
	struct sizes sizes = { 0 };
	uint64_t bytes;

	while (!word_at_end(value)) {
		if (sizes.nr == MAX_AREAS ||
		    !word_next_number(&value, &bytes) || !bytes ||
		    bytes > attribute->max)
			return false;
		sizes.bytes[sizes.nr++] = (DWORD)bytes;
	}
	*(struct sizes *)field = sizes;
	return true;
}

/* "ROWSxCOLUMNS" into two fields that follow each other. */
static bool parse_display(const struct attribute *attribute, void *field,
			  const char *value)
{
	unsigned int rows, columns;
	DWORD *size = field;
	int end = 0;

	if (sscanf(value, "%ux%u %n", &rows, &columns, &end) != 2 ||
	    value[end] || rows > attribute->max || columns > attribute->max ||
	    !rows != !columns)
		return false;
	size[0] = rows;
	size[1] = columns;
	return true;
}

#define FIELD(member)	#member, offsetof(struct shape, member)

static const struct attribute attributes[] = {
	{ FIELD(manufacturer), parse_text, NULL, 0 },
	{ FIELD(model), parse_text, NULL, 0 },
	{ FIELD(serial), parse_text, NULL, 0 },
	{ FIELD(id), parse_text, NULL, 0 },
	{ FIELD(keypad), parse_number, NULL, 1 },
	{ FIELD(keys), parse_number, NULL, 250 },
	{ FIELD(lamps), parse_number, NULL, 250 },
	{ "display", offsetof(struct shape, rows), parse_display, NULL, 256 },
	{ FIELD(ring_modes), parse_number, NULL, 0xffff },
	{ FIELD(hook_devices), parse_mask, device_words, 0 },
	{ FIELD(volume_devices), parse_mask, device_words, 0 },
	{ FIELD(gain_devices), parse_mask, device_words, 0 },
	{ FIELD(hook_modes), parse_mask, hook_mode_words, 0 },
	{ FIELD(lamp_modes), parse_lamp_modes, lamp_mode_words, 0 },
	{ FIELD(downloads), parse_sizes, NULL, 0x100000 },
	{ FIELD(uploads), parse_sizes, NULL, 0x100000 },
	{ "opcodes", offsetof(struct shape, operations), parse_operations,
	  NULL, 0 },
	{ FIELD(max_payload), parse_number, NULL, 0x100000 },
	{ FIELD(reset_on_last_close), parse_number, NULL, 1 },
	{ FIELD(cancel_on_suspend), parse_number, NULL, 1 },
	{ FIELD(momentary), parse_number, NULL, 1 },
	{ NULL, 0, NULL, NULL, 0 }
};

static const struct attribute *find(const char *name)
{
	const struct attribute *attribute;

	for (attribute = attributes; attribute->name; attribute++) {
		if (!strcmp(attribute->name, name))
			return attribute;
	}
	return NULL;
}

int shape_set(struct shape *shape, const char *attribute, const char *value)
{
	const struct attribute *found = find(attribute);

	if (!found)
		return -ENOENT;
	return found->parse(found, (char *)shape + found->offset, value) ?
		       0 : -EINVAL;
}

bool shape_get(const struct shape *shape, const char *attribute, DWORD *number)
{
	const struct attribute *found = find(attribute);

	if (!found || found->parse == parse_text ||
	    found->parse == parse_sizes || found->parse == parse_display)
		return false;
	*number = *(const DWORD *)((const char *)shape + found->offset);
	return true;
}
