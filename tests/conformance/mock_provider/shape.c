// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The attributes of a phone before it is live, see shape.h.
 */
#include "shape.h"

#include "tphone-sim/name.h"
#include "tphone-sim/shape.h"

#include <errno.h>
#include <stddef.h>
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

/* The parsers of the simulator find the bits of the kernel interface. */
_Static_assert(PHONEHOOKSWITCHDEV_HEADSET == TPHONE_HOOK_HEADSET, "");
_Static_assert(PHONEHOOKSWITCHMODE_MICSPEAKER == TPHONE_HOOKMODE_MICSPEAKER, "");
_Static_assert(PHONELAMPMODE_BROKENFLUTTER == TPHONE_LAMPMODE_BROKENFLUTTER, "");

/**
 * struct attribute - an attribute of a shape
 * @name: its name
 * @offset: of the field
 * @parse: from the text to the field; 0 or -EINVAL
 * @parse_mask: for masks
 * @max: for numbers
 */
struct attribute {
	const char *name;
	size_t offset;
	int (*parse)(const struct attribute *attribute, void *field,
		     struct tpsim_line value);
	int (*parse_mask)(struct tpsim_line line, u32 *mask);
	DWORD max;
};

static int parse_text(const struct attribute *attribute, void *field,
		      struct tpsim_line value)
{
	char *text = field;

	(void)attribute;
	if (value.len >= TEXT_SIZE)
		return -EINVAL;
	memcpy(text, value.text, value.len);
	text[value.len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return 0;
}

static int parse_number(const struct attribute *attribute, void *field,
			struct tpsim_line value)
{
	u64 number;

	if (tpsim_only_number(value, attribute->max, &number))
		return -EINVAL;
	*(DWORD *)field = (DWORD)number;
	return 0;
}

static int parse_mask(const struct attribute *attribute, void *field,
		      struct tpsim_line value)
{
	u32 mask;

	if (attribute->parse_mask(value, &mask))
		return -EINVAL;
	*(DWORD *)field = mask;
	return 0;
}

static int parse_sizes(const struct attribute *attribute, void *field,
		       struct tpsim_line value)
{
	struct sizes *sizes = field;
	struct tpsim_areas areas;
	u32 i;

	(void)attribute;
	if (tpsim_parse_areas(value, &areas))
		return -EINVAL;
	sizes->nr = areas.nr;
	for (i = 0; i < areas.nr; i++)
		sizes->bytes[i] = areas.sizes[i];
	return 0;
}

/* Into two fields that follow each other. */
static int parse_display(const struct attribute *attribute, void *field,
			 struct tpsim_line value)
{
	struct tpsim_display display;
	DWORD *size = field;

	(void)attribute;
	if (tpsim_parse_display(value, &display))
		return -EINVAL;
	size[0] = display.rows;
	size[1] = display.columns;
	return 0;
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
	{ "display", offsetof(struct shape, rows), parse_display, NULL, 0 },
	{ FIELD(ring_modes), parse_number, NULL, 0xffff },
	{ FIELD(hook_devices), parse_mask, tpsim_parse_devices, 0 },
	{ FIELD(volume_devices), parse_mask, tpsim_parse_devices, 0 },
	{ FIELD(gain_devices), parse_mask, tpsim_parse_devices, 0 },
	{ FIELD(hook_modes), parse_mask, tpsim_parse_hook_modes, 0 },
	{ FIELD(lamp_modes), parse_mask, tpsim_parse_lamp_modes, 0 },
	{ FIELD(downloads), parse_sizes, NULL, 0 },
	{ FIELD(uploads), parse_sizes, NULL, 0 },
	{ "opcodes", offsetof(struct shape, operations), parse_mask,
	  tpsim_parse_opcodes, 0 },
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

int shape_set(struct shape *shape, const char *attribute,
	      struct tpsim_line value)
{
	const struct attribute *found = find(attribute);

	if (!found)
		return -ENOENT;
	return found->parse(found, (char *)shape + found->offset, value);
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
