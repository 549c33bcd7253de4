// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone hook: show hook switch devices, or take them off hook and put them on. */
#include <errno.h>
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "hold.h"
#include "hooks.h"
#include "names.h"
#include "style.h"
#include "target.h"

/* The arguments of the command. */
struct wish {
	unsigned int devices;
	unsigned int mode;	/* 0: only to be shown */
	struct hold hold;
};

static void print_one(const struct tphone_state *state, unsigned int i)
{
	bool off_hook = state->hook_mode[i] != TPHONE_HOOKMODE_ONHOOK;

	printf("%-8s  %s%s%s\n", known(tphone_hook_device_name(1U << i)),
	       off_hook ? style(STYLE_GREEN) : "",
	       known(tphone_hook_mode_name(state->hook_mode[i])),
	       off_hook ? style(STYLE_PLAIN) : "");
}

static json_t *one_json(const struct target *target, const struct tphone_state *state,
			unsigned int i)
{
	json_t *object = json_new_object();

	json_put_text(object, "device", known(tphone_hook_device_name(1U << i)));
	json_put_text(object, "mode", known(tphone_hook_mode_name(state->hook_mode[i])));
	json_put_mask(object, "modes", KIND_HOOKMODE, target->info.hook_modes_settable[i]);
	return object;
}

static int print_json(const struct target *target, const struct tphone_state *state,
		      unsigned int devices)
{
	json_t *object = target_json(target), *array = json_new_array();
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (devices >> i & 1)
			json_append(array, one_json(target, state, i));
	json_put(object, "hook", array);
	return json_print(object);
}

static int show(const struct target *target, unsigned int devices)
{
	struct tphone_state state;
	unsigned int i;
	int code;

	if (!devices)
		devices = target->info.hook_devices;
	if (devices & ~target->info.hook_devices)
		return hooks_complain_device(target, devices);
	code = target_state(target, &state);
	if (code)
		return code;
	if (target->json)
		return print_json(target, &state, devices);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (devices >> i & 1)
			print_one(&state, i);
	return EXIT_OK;
}

static int complain_mode(const struct target *target, const struct wish *wish)
{
	unsigned int modes = TPHONE_HOOKMODE_UNKNOWN - 1, i;
	struct words devices, words;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (wish->devices >> i & 1)
			modes &= target->info.hook_modes_settable[i];
	words_start(&devices);
	names_of_mask(&devices, KIND_HOOKDEVICE, wish->devices, " and ");
	words_start(&words);
	names_of_mask(&words, KIND_HOOKMODE, modes, " or ");
	return target_refuse(target,
			     " %s: cannot be '%s'; the phone can set it to %s",
			     devices.text,
			     known(tphone_hook_mode_name(wish->mode)),
			     modes ? words.text : "nothing");
}

/* The reset skips a device that cannot be set to on hook. */
static const char *undone(const struct target *target, const struct wish *wish)
{
	unsigned int i;

	if (wish->mode == TPHONE_HOOKMODE_ONHOOK || hold_reset(target) == HOLD_RESET_NONE)
		return NULL;
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (wish->devices >> i & 1 &&
		    target->info.hook_modes_settable[i] & TPHONE_HOOKMODE_ONHOOK)
			return "the phone goes on hook again";
	return NULL;
}

static int set(const struct target *target, const struct wish *wish)
{
	int error = tphone_set_hook(target->phone, wish->devices, wish->mode, target->timeout_ms);
	int code;

	if (error == -ENXIO)
		return hooks_complain_device(target, wish->devices);
	if (error == -EDOM || error == -EOPNOTSUPP)
		return complain_mode(target, wish);
	if (error < 0)
		return target_complain(target, error);
	code = target->json ? show(target, wish->devices) : EXIT_OK;
	return code ? code : hold_finish(target, &wish->hold, undone(target, wish));
}

static int parse(const struct call *call, struct wish *wish)
{
	int code = EXIT_OK;

	if (call->nr_args > 0)
		code = name_parse_devices(call->args[0], &wish->devices);
	if (!code && call->nr_args > 1)
		code = name_parse(KIND_HOOKMODE, "hook mode", call->args[1], &wish->mode);
	return code ? code : hold_parse(call, wish->mode, &wish->hold);
}

int cmd_hook(const struct call *call)
{
	struct wish wish = { .devices = 0 };
	struct target target;
	int code = parse(call, &wish);

	if (code)
		return code;
	code = target_open(&target, call, wish.mode ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = wish.mode ? set(&target, &wish) : show(&target, wish.devices);
	target_close(&target);
	return code;
}
