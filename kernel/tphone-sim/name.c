// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers that have a name.
 */
#include "name.h"

/**
 * struct tpsim_name - a number and its name
 * @number: the number
 * @name: its name
 */
struct tpsim_name {
	u32 number;
	const char *name;
};

/* Each array ends with an entry without a name. */
static const struct tpsim_name devices_named[] = {
	{ TPHONE_HOOK_HANDSET, "handset" },
	{ TPHONE_HOOK_SPEAKER, "speaker" },
	{ TPHONE_HOOK_HEADSET, "headset" },
	{ }
};

static const struct tpsim_name contexts_named[] = {
	{ TPSIM_INLINE, "inline" },
	{ TPSIM_SOFTIRQ, "softirq" },
	{ TPSIM_HARDIRQ, "hardirq" },
	{ TPSIM_WORK, "work" },
	{ TPSIM_THREAD, "thread" },
	{ }
};

static const struct tpsim_name hook_modes_named[] = {
	{ TPHONE_HOOKMODE_ONHOOK, "onhook" },
	{ TPHONE_HOOKMODE_MIC, "mic" },
	{ TPHONE_HOOKMODE_SPEAKER, "speaker" },
	{ TPHONE_HOOKMODE_MICSPEAKER, "micspeaker" },
	{ }
};

static const struct tpsim_name lamp_modes_named[] = {
	{ TPHONE_LAMPMODE_OFF, "off" },
	{ TPHONE_LAMPMODE_STEADY, "steady" },
	{ TPHONE_LAMPMODE_WINK, "wink" },
	{ TPHONE_LAMPMODE_FLASH, "flash" },
	{ TPHONE_LAMPMODE_FLUTTER, "flutter" },
	{ TPHONE_LAMPMODE_BROKENFLUTTER, "brokenflutter" },
	{ TPHONE_LAMPMODE_BROKENFLUTTER, "broken-flutter" },
	{ }
};

static const struct tpsim_name *find_token(const struct tpsim_name *names,
					   const struct tpsim_line *token)
{
	for (; names->name; names++) {
		if (tpsim_token_is(token, names->name))
			return names;
	}
	return NULL;
}

static const char *find_number(const struct tpsim_name *names, u32 number)
{
	for (; names->name; names++) {
		if (names->number == number)
			return names->name;
	}
	return "unknown";
}

/**
 * tpsim_device_number() - a hook switch device by its name
 * @token: the name
 *
 * Return: TPHONE_HOOK_*, or 0 when no device has this name.
 */
u32 tpsim_device_number(const struct tpsim_line *token)
{
	const struct tpsim_name *found = find_token(devices_named, token);

	return found ? found->number : 0;
}

/**
 * tpsim_device_name() - name of a hook switch device
 * @device: TPHONE_HOOK_*
 *
 * Return: the name.
 */
const char *tpsim_device_name(u32 device)
{
	return find_number(devices_named, device);
}

/* A line of names, each of which stands for one bit and comes once at most. */
static int parse_mask(const struct tpsim_name *names, struct tpsim_line line,
		      u32 *mask)
{
	const struct tpsim_name *found;
	struct tpsim_line token;
	u32 bits = 0;

	while (tpsim_next_token(&line, &token)) {
		found = find_token(names, &token);
		if (!found || bits & found->number)
			return -EINVAL;
		bits |= found->number;
	}
	*mask = bits;
	return 0;
}

/**
 * tpsim_parse_devices() - a line with names of hook switch devices
 * @line: the line, possibly empty
 * @devices: receives the mask; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_devices(struct tpsim_line line, u32 *devices)
{
	return parse_mask(devices_named, line, devices);
}

/**
 * tpsim_parse_hook_modes() - a line with names of hook modes
 * @line: the line, possibly empty
 * @modes: receives the mask; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_hook_modes(struct tpsim_line line, u32 *modes)
{
	return parse_mask(hook_modes_named, line, modes);
}

/**
 * tpsim_parse_lamp_modes() - a line with names of lamp modes
 * @line: the line
 * @modes: receives the mask; left alone on error
 *
 * Every lamp can be off; it is so when the phone is new.
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_lamp_modes(struct tpsim_line line, u32 *modes)
{
	u32 mask;

	if (parse_mask(lamp_modes_named, line, &mask))
		return -EINVAL;
	if (!(mask & TPHONE_LAMPMODE_OFF))
		return -EINVAL;
	*modes = mask;
	return 0;
}

/**
 * tpsim_parse_context() - a line with the name of a context
 * @line: the line
 * @context: receives the context; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_parse_context(struct tpsim_line line, enum tpsim_context *context)
{
	const struct tpsim_name *found;
	struct tpsim_line token;

	if (!tpsim_next_token(&line, &token) || !tpsim_at_end(&line))
		return -EINVAL;
	found = find_token(contexts_named, &token);
	if (!found)
		return -EINVAL;
	*context = found->number;
	return 0;
}

/**
 * tpsim_context_name() - name of a context
 * @context: the context
 *
 * Return: the name.
 */
const char *tpsim_context_name(enum tpsim_context context)
{
	return find_number(contexts_named, context);
}

/**
 * tpsim_hook_mode_name() - name of a hook mode
 * @mode: one TPHONE_HOOKMODE_*
 *
 * Return: the name.
 */
const char *tpsim_hook_mode_name(u32 mode)
{
	return find_number(hook_modes_named, mode);
}

/**
 * tpsim_lamp_mode_name() - name of a lamp mode
 * @mode: one TPHONE_LAMPMODE_*
 *
 * Return: the name.
 */
const char *tpsim_lamp_mode_name(u32 mode)
{
	return find_number(lamp_modes_named, mode);
}
