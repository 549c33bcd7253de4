// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The actions of the virtual user at a phone, see virtual_user.h.
 */
#include "event.h"
#include "operation.h"
#include "state.h"
#include "virtual_user.h"

#include "tphone-sim/action.h"
#include "tphone-sim/name.h"

#include <errno.h>
#include <string.h>

/* Number of the hook switch device, or -1 if the phone does not have it. */
static int device_index(const struct phone *phone,
			const struct tpsim_action *action)
{
	if (!(phone->shape.hook_devices & action->device))
		return -1;
	return tpsim_hook_index(action->device);
}

static int move_hook(struct phone *phone, const struct tpsim_action *action,
		     DWORD mode)
{
	int index = device_index(phone, action);

	if (index < 0)
		return -EINVAL;
	if (phone->state.hook[index] == mode)
		return 0;
	phone->state.hook[index] = mode;
	event_device_state(phone, PHONESTATE_HANDSETHOOKSWITCH, index, mode);
	return 0;
}

static int move_button(struct phone *phone, const struct tpsim_action *action,
		       bool down)
{
	DWORD button = action->button;
	struct pair *pair;

	if (action->keypad && !phone->shape.keypad)
		return -EINVAL;
	if (button >= phone->state.nr_pairs)
		return -EINVAL;
	pair = &phone->state.pairs[button];
	if (pair->mode == PHONEBUTTONMODE_DUMMY || pair->down == down)
		return -EINVAL;
	pair->down = down;
	event_button(phone, button, down);
	return 0;
}

/* The provider synthesizes the release of a momentary button. */
static int press(struct phone *phone, const struct tpsim_action *action)
{
	int error = move_button(phone, action, true);

	if (!error && phone->shape.momentary)
		error = move_button(phone, action, false);
	return error;
}

static int move_level(struct phone *phone, const struct tpsim_action *action,
		      DWORD *levels, DWORD handset_state)
{
	int index = device_index(phone, action);
	DWORD level = state_level(phone, action->value);

	if (index < 0)
		return -EINVAL;
	if (levels[index] == level)
		return 0;
	levels[index] = level;
	event_device_state(phone, handset_state, index, 0);
	return 0;
}

static int silence(struct phone *phone)
{
	if (!phone->shape.ring_modes)
		return -EINVAL;
	if (!phone->state.ring_mode)
		return 0;
	phone->state.ring_mode = 0;
	event_state(phone, PHONESTATE_RINGMODE, 0);
	return 0;
}

/* Outstanding operations cannot be carried out any more. */
static int unplug(struct phone *phone)
{
	if (!phone->state.connected)
		return -EINVAL;
	phone->state.connected = false;
	operation_end_all(phone);
	event_state(phone, PHONESTATE_DISCONNECTED, 0);
	return 0;
}

static int plug(struct phone *phone)
{
	if (phone->state.connected)
		return -EINVAL;
	phone->state.connected = true;
	event_state(phone, PHONESTATE_CONNECTED, 0);
	return 0;
}

static int suspend(struct phone *phone)
{
	if (phone->state.suspended)
		return -EINVAL;
	phone->state.suspended = true;
	if (phone->shape.cancel_on_suspend)
		operation_end_all(phone);
	event_state(phone, PHONESTATE_SUSPEND, 0);
	return 0;
}

static int resume(struct phone *phone)
{
	if (!phone->state.suspended)
		return -EINVAL;
	phone->state.suspended = false;
	event_state(phone, PHONESTATE_RESUME, 0);
	return 0;
}

static int upload(struct phone *phone, const struct tpsim_action *action)
{
	const struct sizes *uploads = &phone->shape.uploads;
	const struct tpsim_line *text = &action->text;

	if (action->area >= uploads->nr ||
	    text->len > uploads->bytes[action->area])
		return -EINVAL;
	memcpy(phone->state.uploads[action->area], text->text, text->len);
	event_state(phone, PHONESTATE_OTHER, 0);
	return 0;
}

static int act(struct phone *phone, const struct tpsim_action *action)
{
	switch (action->verb) {
	case TPSIM_LIFT:
		return move_hook(phone, action, PHONEHOOKSWITCHMODE_MICSPEAKER);
	case TPSIM_REPLACE:
		return move_hook(phone, action, PHONEHOOKSWITCHMODE_ONHOOK);
	case TPSIM_MUTE:
		return move_hook(phone, action, PHONEHOOKSWITCHMODE_SPEAKER);
	case TPSIM_PRESS:
		return press(phone, action);
	case TPSIM_RELEASE:
		return move_button(phone, action, false);
	case TPSIM_VOLUME:
		return move_level(phone, action, phone->state.volume,
				  PHONESTATE_HANDSETVOLUME);
	case TPSIM_GAIN:
		return move_level(phone, action, phone->state.gain,
				  PHONESTATE_HANDSETGAIN);
	case TPSIM_SILENCE:
		return silence(phone);
	case TPSIM_UNPLUG:
		return unplug(phone);
	case TPSIM_PLUG:
		return plug(phone);
	case TPSIM_SUSPEND:
		return suspend(phone);
	case TPSIM_RESUME:
		return resume(phone);
	case TPSIM_UPLOAD:
		return upload(phone, action);
	case TPSIM_DEVSPECIFIC:
		event_dev_specific(phone, action->numbers[0],
				   action->numbers[1], action->numbers[2]);
		return 0;
	}
	return -EINVAL;
}

int virtual_user_act(struct phone *phone, const char *line)
{
	struct tpsim_action action;
	int error;

	if (!phone->live)
		return -ENODEV;
	error = tpsim_action_parse(tpsim_line(line, strlen(line)), &action);
	if (error)
		return error;
	if (!phone->state.connected && action.verb != TPSIM_PLUG)
		return -EINVAL;
	error = act(phone, &action);
	event_owners(phone);
	return error;
}
