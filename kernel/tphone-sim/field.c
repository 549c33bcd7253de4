// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parsing and printing of the kinds of value that attributes have.
 */
#include <linux/sysfs.h>

#include "../tphone/failsafe.h"
#include "field.h"
#include "sim.h"

static int parse_number(struct tpsim_line line, u64 max, void *value)
{
	u64 number;
	int error;

	error = tpsim_only_number(line, max, &number);
	if (!error)
		*(u32 *)value = number;
	return error;
}

static int print_number(char *page, const void *value)
{
	return sysfs_emit(page, "%u\n", *(const u32 *)value);
}

const struct tpsim_kind tpsim_number_kind = { parse_number, print_number };

static int parse_flag(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_only_bool(line, value);
}

static int print_flag(char *page, const void *value)
{
	return sysfs_emit(page, "%d\n", *(const bool *)value);
}

const struct tpsim_kind tpsim_flag_kind = { parse_flag, print_flag };

static int parse_text(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_text(line, value, max);
}

static int print_text(char *page, const void *value)
{
	return sysfs_emit(page, "%s\n", (const char *)value);
}

const struct tpsim_kind tpsim_text_kind = { parse_text, print_text };

static int parse_display(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_display(line, value);
}

static int print_display(char *page, const void *value)
{
	const struct tpsim_display *display = value;

	return sysfs_emit(page, "%ux%u\n", display->rows, display->columns);
}

const struct tpsim_kind tpsim_display_kind = { parse_display, print_display };

static int parse_devices(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_devices(line, value);
}

/* Every bit of @mask has a name. */
static int print_mask(char *page, u32 mask, const char *(*name)(u32 bit))
{
	const char *blank = "";
	int len = 0;
	u32 bit;

	for (bit = 1; bit && bit <= mask; bit <<= 1) {
		if (!(mask & bit))
			continue;
		len += sysfs_emit_at(page, len, "%s%s", blank, name(bit));
		blank = " ";
	}
	return len + sysfs_emit_at(page, len, "\n");
}

static int print_devices(char *page, const void *value)
{
	return print_mask(page, *(const u32 *)value, tpsim_device_name);
}

const struct tpsim_kind tpsim_devices_kind = { parse_devices, print_devices };

static int parse_hook_modes(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_hook_modes(line, value);
}

static int print_hook_modes(char *page, const void *value)
{
	return print_mask(page, *(const u32 *)value, tpsim_hook_mode_name);
}

const struct tpsim_kind tpsim_hook_modes_kind = {
	parse_hook_modes, print_hook_modes
};

static int parse_lamp_modes(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_lamp_modes(line, value);
}

static int print_lamp_modes(char *page, const void *value)
{
	return print_mask(page, *(const u32 *)value, tpsim_lamp_mode_name);
}

const struct tpsim_kind tpsim_lamp_modes_kind = {
	parse_lamp_modes, print_lamp_modes
};

static int parse_areas(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_areas(line, value);
}

static int print_areas(char *page, const void *value)
{
	const struct tpsim_areas *areas = value;
	int len = 0;
	u32 i;

	for (i = 0; i < areas->nr; i++)
		len += sysfs_emit_at(page, len, "%s%u", i ? " " : "",
				     areas->sizes[i]);
	return len + sysfs_emit_at(page, len, "\n");
}

const struct tpsim_kind tpsim_areas_kind = { parse_areas, print_areas };

static int parse_opcodes(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_opcodes(line, value);
}

static int print_opcodes(char *page, const void *value)
{
	return sysfs_emit(page, "0x%x\n", *(const u32 *)value);
}

const struct tpsim_kind tpsim_opcodes_kind = { parse_opcodes, print_opcodes };

static int parse_reset(struct tpsim_line line, u64 max, void *value)
{
	struct tpsim_line token;
	u32 reset = 0;

	if (!tpsim_next_token(&line, &token) || !tpsim_at_end(&line))
		return -EINVAL;
	while (tphone_reset_name(reset) &&
	       !tpsim_token_is(&token, tphone_reset_name(reset)))
		reset++;
	if (!tphone_reset_name(reset))
		return -EINVAL;
	*(u32 *)value = reset;
	return 0;
}

static int print_reset(char *page, const void *value)
{
	return sysfs_emit(page, "%s\n",
			  tphone_reset_name(*(const u32 *)value));
}

const struct tpsim_kind tpsim_reset_kind = { parse_reset, print_reset };

static int parse_random(struct tpsim_line line, u64 max, void *value)
{
	struct tpsim_random *random = value;
	int error = parse_number(line, max, &random->seed);

	if (!error)
		prandom_seed_state(&random->state, random->seed);
	return error;
}

static int print_random(char *page, const void *value)
{
	const struct tpsim_random *random = value;

	return print_number(page, &random->seed);
}

const struct tpsim_kind tpsim_random_kind = { parse_random, print_random };

static int parse_context(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_parse_context(line, value);
}

static int print_context(char *page, const void *value)
{
	const enum tpsim_context *context = value;

	return sysfs_emit(page, "%s\n", tpsim_context_name(*context));
}

const struct tpsim_kind tpsim_context_kind = { parse_context, print_context };

static int parse_fault(struct tpsim_line line, u64 max, void *value)
{
	return tpsim_fault_parse(line, max, value);
}

static int print_fault(char *page, const void *value)
{
	const struct tpsim_fault_switch *fault = value;

	return print_number(page, &fault->left);
}

const struct tpsim_kind tpsim_fault_kind = { parse_fault, print_fault };
