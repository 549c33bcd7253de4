// SPDX-License-Identifier: GPL-2.0-only
/*
 * The current state of the phone, and its changes by operations and by the virtual
 * user.
 */
#include "../tphone/text.h"
#include "name.h"
#include "shape.h"
#include "state.h"

/**
 * tpsim_state_start() - initialise the state of a new phone
 * @state: receives the state
 * @caps: capabilities of the phone
 * @cells: room for the display
 * @buttons: room for the button/lamp pairs
 */
void tpsim_state_start(struct tpsim_state *state,
		       const struct tphone_caps *caps, u32 *cells,
		       struct tpsim_button *buttons)
{
	u32 i;

	memset(state, 0, sizeof(*state));
	state->connected = true;
	state->hook_devices = caps->hook_devices;
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		state->hook[i] = TPHONE_HOOKMODE_ONHOOK;
	state->nr_ring_modes = caps->nr_ring_modes;
	state->rows = caps->display_rows;
	state->columns = caps->display_columns;
	state->cells = cells;
	for (i = 0; i < state->rows * state->columns; i++)
		cells[i] = ' ';
	state->nr_buttons = caps->nr_buttons;
	state->buttons = buttons;
	for (i = 0; i < caps->nr_buttons; i++) {
		const struct tphone_button_caps *button = &caps->buttons[i];

		memset(&buttons[i], 0, sizeof(buttons[i]));
		buttons[i].mode = button->mode;
		buttons[i].function = button->function;
		buttons[i].lamp = button->lamp_modes ? TPHONE_LAMPMODE_OFF :
						       TPHONE_LAMPMODE_DUMMY;
		buttons[i].momentary = !button->reports_state;
		memcpy(buttons[i].text, button->text, strlen(button->text));
	}
	state->keypad = caps->nr_buttons &&
			caps->buttons[0].mode == TPHONE_BUTTONMODE_KEYPAD;
	state->nr_uploads = caps->nr_uploads;
	memcpy(state->uploads, caps->upload_sizes,
	       caps->nr_uploads * sizeof(state->uploads[0]));
}

static u32 rounded(u32 level, u32 step)
{
	if (step < 2 || level == TPHONE_VOLUME_MAX)
		return level;
	return level - level % step;
}

static void apply_button(struct tpsim_state *state,
			 const struct tphone_request *request,
			 const void *data)
{
	struct tpsim_button *button = &state->buttons[request->target];
	size_t len = tphone_text_length(data, request->data_len);

	button->mode = request->arg0;
	button->function = request->arg1;
	memset(button->text, 0, sizeof(button->text));
	if (len)
		memcpy(button->text, data, len);
}

static void apply_display(struct tpsim_state *state,
			  const struct tphone_request *request,
			  const void *data)
{
	bool changed;

	tphone_cells_write(state->cells, state->rows * state->columns,
			   request->target * state->columns + request->arg0,
			   data, request->data_len, &changed);
}

static void apply_hook(struct tpsim_state *state,
		       const struct tphone_request *request)
{
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (request->target & 1U << i)
			state->hook[i] = request->arg0;
	}
}

/**
 * tpsim_state_apply() - change the state by an operation
 * @state: the phone
 * @request: the operation, found valid by the core
 * @data: its payload
 * @step: volumes and gains are rounded down to a multiple of this
 *
 * Return: the volume or gain that was set, for other operations 0.
 */
u32 tpsim_state_apply(struct tpsim_state *state,
		      const struct tphone_request *request, const void *data,
		      u32 step)
{
	u32 index = tpsim_hook_index(request->target);

	switch (request->opcode) {
	case TPHONE_OP_SET_BUTTON:
		apply_button(state, request, data);
		return 0;
	case TPHONE_OP_SET_DISPLAY:
		apply_display(state, request, data);
		return 0;
	case TPHONE_OP_SET_GAIN:
		state->gain[index] = rounded(request->arg0, step);
		return state->gain[index];
	case TPHONE_OP_SET_HOOK:
		apply_hook(state, request);
		return 0;
	case TPHONE_OP_SET_LAMP:
		state->buttons[request->target].lamp = request->arg0;
		return 0;
	case TPHONE_OP_SET_RING:
		state->ring_mode = request->arg0;
		state->ring_volume = request->arg1;
		return 0;
	case TPHONE_OP_SET_VOLUME:
		state->volume[index] = rounded(request->arg0, step);
		return state->volume[index];
	default:
		/* The core keeps the data areas. */
		return 0;
	}
}

static int act_hook(struct tpsim_state *state, struct tpsim_action *action)
{
	if (!(state->hook_devices & action->device))
		return -EINVAL;
	if (action->verb == TPSIM_LIFT)
		action->value = TPHONE_HOOKMODE_MICSPEAKER;
	else
		action->value = TPHONE_HOOKMODE_ONHOOK;
	state->hook[tpsim_hook_index(action->device)] = action->value;
	return 0;
}

/* Find a mute key that is not held down. */
static bool find_mute_key(const struct tpsim_state *state, u32 *number)
{
	u32 i;

	for (i = 0; i < state->nr_buttons; i++) {
		const struct tpsim_button *button = &state->buttons[i];

		if (button->mode == TPHONE_BUTTONMODE_DUMMY ||
		    button->function != TPHONE_FUNCTION_MUTE || button->down)
			continue;
		*number = i;
		return true;
	}
	return false;
}

/*
 * Muting switches the microphone off if the device is off hook, and changes nothing
 * if it is on hook. If the phone has a mute key, it is pressed in both cases.
 */
static int act_mute(struct tpsim_state *state, struct tpsim_action *action)
{
	u32 *hook = &state->hook[tpsim_hook_index(action->device)];

	if (!(state->hook_devices & action->device))
		return -EINVAL;
	action->is_key = find_mute_key(state, &action->button);
	action->value = 0;
	if (*hook == TPHONE_HOOKMODE_ONHOOK)
		return 0;
	*hook = TPHONE_HOOKMODE_SPEAKER;
	action->value = *hook;
	return 0;
}

static int act_button(struct tpsim_state *state,
		      const struct tpsim_action *action)
{
	bool down = action->verb == TPSIM_PRESS;
	struct tpsim_button *button;

	if (action->button >= state->nr_buttons ||
	    (action->keypad && !state->keypad))
		return -EINVAL;
	button = &state->buttons[action->button];
	if (button->mode == TPHONE_BUTTONMODE_DUMMY || button->down == down)
		return -EINVAL;
	button->down = down && !button->momentary;
	return 0;
}

static int act_level(struct tpsim_state *state, struct tpsim_action *action,
		     u32 step)
{
	u32 *levels = action->verb == TPSIM_VOLUME ? state->volume :
						     state->gain;

	if (!(state->hook_devices & action->device))
		return -EINVAL;
	action->value = rounded(action->value, step);
	levels[tpsim_hook_index(action->device)] = action->value;
	return 0;
}

static int act_silence(struct tpsim_state *state, struct tpsim_action *action)
{
	if (!state->nr_ring_modes)
		return -EINVAL;
	state->ring_mode = 0;
	action->value = state->ring_volume;
	return 0;
}

static int act_switch(bool *what, bool to)
{
	if (*what == to)
		return -EINVAL;
	*what = to;
	return 0;
}

static int act_upload(const struct tpsim_state *state,
		      const struct tpsim_action *action)
{
	if (action->area >= state->nr_uploads ||
	    action->text.len > state->uploads[action->area])
		return -EINVAL;
	return 0;
}

/**
 * tpsim_state_act() - let the virtual user do something
 * @state: the phone
 * @action: what; its value is filled in or rounded
 * @step: volumes and gains are rounded down to a multiple of this
 *
 * Return: 0, or -EINVAL when that cannot be done at this phone; then nothing
 * has changed.
 */
int tpsim_state_act(struct tpsim_state *state, struct tpsim_action *action,
		    u32 step)
{
	/* While the link is broken, the host cannot see any action. */
	if (!state->connected && action->verb != TPSIM_PLUG)
		return -EINVAL;

	switch (action->verb) {
	case TPSIM_LIFT:
	case TPSIM_REPLACE:
		return act_hook(state, action);
	case TPSIM_MUTE:
		return act_mute(state, action);
	case TPSIM_PRESS:
	case TPSIM_RELEASE:
		return act_button(state, action);
	case TPSIM_VOLUME:
	case TPSIM_GAIN:
		return act_level(state, action, step);
	case TPSIM_SILENCE:
		return act_silence(state, action);
	case TPSIM_UNPLUG:
		return act_switch(&state->connected, false);
	case TPSIM_PLUG:
		return act_switch(&state->connected, true);
	case TPSIM_SUSPEND:
		return act_switch(&state->suspended, true);
	case TPSIM_RESUME:
		return act_switch(&state->suspended, false);
	case TPSIM_UPLOAD:
		return act_upload(state, action);
	default:
		return 0;
	}
}
