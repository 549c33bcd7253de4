// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone volume and tphone gain: levels of speakers and of microphones. */
#include <errno.h>
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "hooks.h"
#include "names.h"
#include "number.h"
#include "target.h"

/* The arguments of the command. */
struct wish {
	bool gain;
	bool change;
	unsigned int devices;	/* 0: all */
	unsigned int level;
};

static const char *word(const struct wish *wish)
{
	return wish->gain ? "gain" : "volume";
}

static unsigned int settable(const struct target *target, const struct wish *wish)
{
	return wish->gain ? target->info.gain_devices : target->info.volume_devices;
}

static unsigned int level_of(const struct tphone_state *state, const struct wish *wish,
			     unsigned int i)
{
	return wish->gain ? state->gain[i] : state->volume[i];
}

static int print_json(const struct target *target, const struct wish *wish,
		      const struct tphone_state *state, unsigned int devices)
{
	json_t *object = target_json(target), *array = json_new_array(), *one;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(devices >> i & 1))
			continue;
		one = json_new_object();
		json_put_text(one, "device", known(tphone_hook_device_name(1U << i)));
		json_put_number(one, word(wish), level_of(state, wish, i));
		json_put_bool(one, "settable", settable(target, wish) >> i & 1);
		json_append(array, one);
	}
	json_put(object, word(wish), array);
	return json_print(object);
}

static void print_one(const struct target *target, const struct wish *wish,
		      const struct tphone_state *state, unsigned int i)
{
	unsigned int level = level_of(state, wish, i);

	printf("%-8s  %5u (%u%%)%s\n", known(tphone_hook_device_name(1U << i)), level,
	       level_percent(level), settable(target, wish) >> i & 1 ? "" : ", fixed");
}

static int show(const struct target *target, const struct wish *wish)
{
	unsigned int devices = wish->devices, i;
	struct tphone_state state;
	int code;

	if (!devices)
		devices = target->info.hook_devices;
	if (devices & ~target->info.hook_devices)
		return hooks_complain_device(target, devices);
	code = target_state(target, &state);
	if (code)
		return code;
	if (target->json)
		return print_json(target, wish, &state, devices);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (devices >> i & 1)
			print_one(target, wish, &state, i);
	return EXIT_OK;
}

static int set(const struct target *target, const struct wish *wish)
{
	int error;

	if (wish->gain)
		error = tphone_set_gain(target->phone, wish->devices, wish->level,
					target->timeout_ms);
	else
		error = tphone_set_volume(target->phone, wish->devices, wish->level,
					  target->timeout_ms);
	if (error == -ENXIO)
		return hooks_complain_device(target, wish->devices);
	if (error == -EOPNOTSUPP)
		return hooks_complain_among(target, wish->devices, settable(target, wish),
					    "that of this device is fixed");
	if (error < 0)
		return target_complain(target, error);
	return target->json ? show(target, wish) : EXIT_OK;
}

static int parse(const struct call *call, struct wish *wish)
{
	int code;

	if (!call->nr_args)
		return EXIT_OK;
	code = name_parse(KIND_HOOKDEVICE, "hook device", call->args[0], &wish->devices);
	if (code || call->nr_args == 1)
		return code;
	wish->change = true;
	return level_read(word(wish), call->args[1], &wish->level);
}

static int run(const struct call *call, struct wish *wish)
{
	struct target target;
	int code = parse(call, wish);

	if (code)
		return code;
	code = target_open(&target, call, wish->change ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = wish->change ? set(&target, wish) : show(&target, wish);
	target_close(&target);
	return code;
}

int cmd_volume(const struct call *call)
{
	struct wish wish = { .gain = false };

	return run(call, &wish);
}

int cmd_gain(const struct call *call)
{
	struct wish wish = { .gain = true };

	return run(call, &wish);
}
