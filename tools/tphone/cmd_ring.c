// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone ring: show the ringer, ring, or stop ringing. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"
#include "hold.h"
#include "hooks.h"
#include "number.h"
#include "style.h"
#include "target.h"

/* The arguments of the command; all else stays unchanged. */
struct wish {
	bool has_mode, has_volume;
	unsigned int mode, volume;
	struct hold hold;
};

static int show(const struct target *target)
{
	struct tphone_state state;
	json_t *object, *ring;
	int code = target_state(target, &state);

	if (code)
		return code;
	if (target->json) {
		object = target_json(target);
		ring = json_new_object();
		json_put_number(ring, "mode", state.ring_mode);
		json_put_number(ring, "volume", state.ring_volume);
		json_put_number(ring, "modes", target->info.nr_ring_modes);
		json_put(object, "ring", ring);
		return json_print(object);
	}
	if (state.ring_mode)
		printf("%smode %u%s", style(STYLE_YELLOW), state.ring_mode, style(STYLE_PLAIN));
	else
		printf("silent");
	printf(", volume %u (%u%%)\n", state.ring_volume, level_percent(state.ring_volume));
	return EXIT_OK;
}

static int complain_refused(const struct target *target, const struct wish *wish, int error)
{
	if (error == -EOPNOTSUPP)
		return target_refuse(target, " %u: this phone has no ringer that can be set",
				     wish->mode);
	if (error == -EDOM || error == -ERANGE)
		return target_refuse(target,
				     " %u: there is no such ring mode; this phone has modes 1 to %u, and 'off'",
				     wish->mode, target->info.nr_ring_modes);
	return target_complain(target, error);
}

static int set(const struct target *target, struct wish *wish)
{
	struct tphone_state state;
	int code = target_state(target, &state), error;

	if (code)
		return code;
	if (!wish->has_mode)
		wish->mode = state.ring_mode;
	/* With a volume of 0 nothing would be heard, so ring at the maximum. */
	if (!wish->has_volume)
		wish->volume = state.ring_volume || !wish->mode ? state.ring_volume :
								  TPHONE_VOLUME_MAX;
	error = tphone_set_ring(target->phone, wish->mode, wish->volume, target->timeout_ms);
	if (error < 0)
		return complain_refused(target, wish, error);
	code = target->json ? show(target) : EXIT_OK;
	if (code)
		return code;
	return hold_finish(target, &wish->hold,
			   wish->mode && hold_reset(target) != HOLD_RESET_NONE ?
			   "the phone falls silent" : NULL);
}

static int parse(const struct call *call, struct wish *wish)
{
	const char *volume = call->opt[OPT_VOLUME];
	unsigned long mode = 0;

	if (call->nr_args && strcmp(call->args[0], "off") &&
	    number_parse(call->args[0], UINT_MAX, &mode))
		return complain(EXIT_USAGE, "ring mode '%s': must be a number, or 'off'",
				call->args[0]);
	wish->has_mode = call->nr_args;
	wish->mode = mode;
	wish->has_volume = volume;
	if (volume && level_read("ring volume", volume, &wish->volume))
		return EXIT_USAGE;
	return hold_parse(call, wish->has_mode || volume, &wish->hold);
}

int cmd_ring(const struct call *call)
{
	struct wish wish = { .mode = 0 };
	struct target target;
	int code = parse(call, &wish);
	bool change;

	if (code)
		return code;
	change = wish.has_mode || wish.has_volume;
	code = target_open(&target, call, change ? TPHONE_ROLE_OWNER : TPHONE_ROLE_NONE);
	if (!code)
		code = change ? set(&target, &wish) : show(&target);
	target_close(&target);
	return code;
}
