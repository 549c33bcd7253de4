// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone status: show the whole state of the phone. */
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "complain.h"
#include "frame.h"
#include "names.h"
#include "number.h"
#include "style.h"
#include "target.h"
#include "text.h"

/* One snapshot, lamps included. */
struct snapshot {
	struct tphone_state state;
	uint32_t *lamps;
	unsigned int nr_lamps;
};

static bool lamp_exists(uint32_t mode)
{
	return mode != TPHONE_LAMPMODE_DUMMY;
}

static json_t *hook_json(const struct target *target, const struct tphone_state *state)
{
	json_t *array = json_new_array(), *one;
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(target->info.hook_devices >> i & 1))
			continue;
		one = json_new_object();
		json_put_text(one, "device", known(tphone_hook_device_name(1U << i)));
		json_put_text(one, "mode", known(tphone_hook_mode_name(state->hook_mode[i])));
		json_put_number(one, "volume", state->volume[i]);
		json_put_number(one, "gain", state->gain[i]);
		json_append(array, one);
	}
	return array;
}

static json_t *lamps_json(const struct snapshot *snapshot)
{
	json_t *array = json_new_array(), *one;
	unsigned int i;

	for (i = 0; i < snapshot->nr_lamps; i++) {
		if (!lamp_exists(snapshot->lamps[i]))
			continue;
		one = json_new_object();
		json_put_number(one, "lamp", i);
		json_put_text(one, "mode", known(tphone_lamp_mode_name(snapshot->lamps[i])));
		json_append(array, one);
	}
	return array;
}

static json_t *ring_json(const struct tphone_state *state)
{
	json_t *ring = json_new_object();

	json_put_number(ring, "mode", state->ring_mode);
	json_put_number(ring, "volume", state->ring_volume);
	return ring;
}

static int print_json(const struct target *target, const struct snapshot *snapshot)
{
	const struct tphone_state *state = &snapshot->state;
	json_t *object, *display;
	int code = frame_json(target, &display);

	if (code)
		return code;
	object = target_json(target);
	json_put_number(object, "seq", state->seq);
	json_put_bool(object, "connected", !!(state->status & TPHONE_STATUS_CONNECTED));
	json_put_bool(object, "suspended", !!(state->status & TPHONE_STATUS_SUSPENDED));
	json_put_bool(object, "draining", !!(state->status & TPHONE_STATUS_DRAINING));
	json_put_number(object, "owners", state->nr_owners);
	json_put_text(object, "owner_name", state->owner_name);
	json_put_number(object, "monitors", state->nr_monitors);
	json_put_number(object, "outstanding", state->nr_outstanding);
	json_put(object, "hook", hook_json(target, state));
	json_put(object, "ring", ring_json(state));
	json_put(object, "lamps", lamps_json(snapshot));
	json_put(object, "display", display);
	return json_print(object);
}

static void print_owner(const struct tphone_state *state)
{
	char name[sizeof(state->owner_name)];

	text_printable(name, sizeof(name), state->owner_name);
	if (name[0])
		printf("owned by %s", name);
	else
		printf("%s", state->nr_owners ? "owned" : "no owner");
}

static void print_use(const struct tphone_state *state)
{
	const char *draining = "";

	if (state->status & TPHONE_STATUS_DRAINING)
		draining = ", finishing operations of programs that have closed it";
	printf("%-10s%s%s%s\n", "phone",
	       state->status & TPHONE_STATUS_CONNECTED ? "connected" : "not connected",
	       state->status & TPHONE_STATUS_SUSPENDED ? ", suspended" : "", draining);
	printf("%-10s", "use");
	print_owner(state);
	printf(", %u monitor%s, %u operation%s outstanding\n", state->nr_monitors,
	       state->nr_monitors == 1 ? "" : "s", state->nr_outstanding,
	       state->nr_outstanding == 1 ? "" : "s");
}

static void print_hook(const struct target *target, const struct tphone_state *state)
{
	unsigned int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		if (target->info.hook_devices >> i & 1)
			printf("%-10s%-10s  volume %3u%%  gain %3u%%\n",
			       known(tphone_hook_device_name(1U << i)),
			       known(tphone_hook_mode_name(state->hook_mode[i])),
			       level_percent(state->volume[i]), level_percent(state->gain[i]));
}

static void print_ring(const struct tphone_state *state)
{
	if (state->ring_mode)
		printf("%-10s%smode %u%s, volume %u%%\n", "ring", style(STYLE_YELLOW),
		       state->ring_mode, style(STYLE_PLAIN), level_percent(state->ring_volume));
	else
		printf("%-10ssilent\n", "ring");
}

static void print_lamps(const struct snapshot *snapshot)
{
	unsigned int i, lamps = 0, lit = 0;

	for (i = 0; i < snapshot->nr_lamps; i++) {
		if (!lamp_exists(snapshot->lamps[i]))
			continue;
		lamps++;
		if (snapshot->lamps[i] == TPHONE_LAMPMODE_OFF)
			continue;
		if (lit++)
			printf(", ");
		else
			printf("%-10s", "lamps");
		printf("%s%u %s%s", style(STYLE_YELLOW), i,
		       known(tphone_lamp_mode_name(snapshot->lamps[i])), style(STYLE_PLAIN));
	}
	if (lit)
		printf("\n");
	else
		printf("%-10s%s\n", "lamps", lamps ? "all off" : "none");
}

static int print_human(const struct target *target, const struct snapshot *snapshot)
{
	print_use(&snapshot->state);
	print_hook(target, &snapshot->state);
	if (target->info.nr_ring_modes)
		print_ring(&snapshot->state);
	print_lamps(snapshot);
	return target->info.display_rows ? frame_print(target) : EXIT_OK;
}

static int run(const struct target *target)
{
	struct snapshot snapshot = { .nr_lamps = target->info.nr_buttons };
	int code, error;

	snapshot.lamps = calloc(snapshot.nr_lamps + 1, sizeof(*snapshot.lamps));
	if (!snapshot.lamps)
		return complain(EXIT_FAILED, "out of memory");
	error = tphone_get_state(target->phone, &snapshot.state, sizeof(snapshot.state),
				 snapshot.lamps, snapshot.nr_lamps);
	if (error < 0)
		code = target_complain(target, error);
	else if (target->json)
		code = print_json(target, &snapshot);
	else
		code = print_human(target, &snapshot);
	free(snapshot.lamps);
	return code;
}

int cmd_status(const struct call *call)
{
	struct target target;
	int code = target_open(&target, call, TPHONE_ROLE_NONE);

	if (!code)
		code = run(&target);
	target_close(&target);
	return code;
}
