// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The effect of an operation on a phone, see effect.h. Only changes cause events.
 */
#include "effect.h"
#include "event.h"
#include "state.h"
#include "text.h"

#include <string.h>

static const char event_token[] = "event";

static void dev_specific(struct phone *phone,
			 const struct operation *operation)
{
	size_t length = strlen(event_token);

	if (operation->size >= length &&
	    !memcmp(operation->data, event_token, length))
		event_dev_specific(phone, 1, 2, 3);
}

static bool is_high(WCHAR unit)
{
	return unit >> 10 == 0x36;
}

static bool is_low(WCHAR unit)
{
	return unit >> 10 == 0x37;
}

/* Cut to the size of a label, not within a surrogate pair. */
static size_t label_length(const WCHAR *text, size_t length)
{
	if (length < PAIR_TEXT)
		return length;
	length = PAIR_TEXT - 1;
	return is_high(text[length - 1]) ? length - 1 : length;
}

static void set_button_info(struct phone *phone,
			    const struct operation *operation)
{
	struct pair *pair = &phone->state.pairs[operation->target];
	WCHAR text[PAIR_TEXT] = { 0 };
	bool same_text, same_function;
	size_t length = 0;

	if (operation->size)
		length = text_length(operation->data,
				     operation->size / sizeof(WCHAR));
	length = label_length(operation->data, length);
	if (length)
		memcpy(text, operation->data, length * sizeof(WCHAR));
	same_function = pair->mode == operation->value &&
			pair->function == operation->other;
	same_text = !memcmp(pair->text, text, sizeof(text));
	pair->mode = operation->value;
	pair->function = operation->other;
	memcpy(pair->text, text, sizeof(text));
	if (!same_function)
		event_state(phone, PHONESTATE_CAPSCHANGE, 0);
	else if (!same_text)
		event_state(phone, PHONESTATE_OTHER, 0);
}

static void set_data(struct phone *phone, const struct operation *operation)
{
	const struct shape *shape = &phone->shape;
	DWORD area = operation->target;
	DWORD size = operation->size;

	if (area >= shape->uploads.nr)
		return;
	if (size > shape->downloads.bytes[area])
		size = shape->downloads.bytes[area];
	if (size > shape->uploads.bytes[area])
		size = shape->uploads.bytes[area];
	if (!size ||
	    !memcmp(phone->state.uploads[area], operation->data, size))
		return;
	memcpy(phone->state.uploads[area], operation->data, size);
	event_state(phone, PHONESTATE_OTHER, 0);
}

/* A cell has one unit, so it cannot show a surrogate pair. */
static WCHAR shown(WCHAR unit)
{
	return is_high(unit) || is_low(unit) ? 0xfffd : unit;
}

static void set_display(struct phone *phone,
			const struct operation *operation)
{
	DWORD cells = phone->shape.rows * phone->shape.columns;
	const WCHAR *text = operation->data;
	DWORD cell = operation->target;
	bool changed = false;
	size_t length, i;

	length = text_length(text, operation->size / sizeof(WCHAR));
	for (i = 0; i < length && cell < cells; i++, cell++) {
		WCHAR unit = shown(text[i]);

		if (is_high(text[i]) && i + 1 < length && is_low(text[i + 1]))
			i++;
		changed |= phone->state.cells[cell] != unit;
		phone->state.cells[cell] = unit;
	}
	if (changed)
		event_state(phone, PHONESTATE_DISPLAY, 0);
}

static void set_level(struct phone *phone, DWORD *levels,
		      const struct operation *operation, DWORD handset_state)
{
	int index = state_hook_index(operation->target);
	DWORD level = state_level(phone, operation->value);

	if (levels[index] == level)
		return;
	levels[index] = level;
	event_device_state(phone, handset_state, index, 0);
}

static void set_hook_switch(struct phone *phone,
			    const struct operation *operation)
{
	DWORD *hook = phone->state.hook;
	int i;

	for (i = 0; i < NR_HOOK_DEVICES; i++) {
		if (!(operation->target & 1U << i) ||
		    hook[i] == operation->value)
			continue;
		hook[i] = operation->value;
		event_device_state(phone, PHONESTATE_HANDSETHOOKSWITCH, i,
				   operation->value);
	}
}

static void set_lamp(struct phone *phone, const struct operation *operation)
{
	struct pair *pair = &phone->state.pairs[operation->target];

	if (pair->lamp == operation->value)
		return;
	pair->lamp = operation->value;
	event_state(phone, PHONESTATE_LAMP, operation->target);
}

static void set_ring(struct phone *phone, const struct operation *operation)
{
	struct state *state = &phone->state;
	DWORD volume = operation->other > MAX_LEVEL ? MAX_LEVEL :
						      operation->other;

	if (state->ring_mode != operation->value) {
		state->ring_mode = operation->value;
		event_state(phone, PHONESTATE_RINGMODE, operation->value);
	}
	if (state->ring_volume != volume) {
		state->ring_volume = volume;
		event_state(phone, PHONESTATE_RINGVOLUME, 0);
	}
}

void effect_take(struct phone *phone, const struct operation *operation)
{
	switch (operation->kind) {
	case DEV_SPECIFIC:
		dev_specific(phone, operation);
		break;
	case SET_BUTTON_INFO:
		set_button_info(phone, operation);
		break;
	case SET_DATA:
		set_data(phone, operation);
		break;
	case SET_DISPLAY:
		set_display(phone, operation);
		break;
	case SET_GAIN:
		set_level(phone, phone->state.gain, operation,
			  PHONESTATE_HANDSETGAIN);
		break;
	case SET_HOOK_SWITCH:
		set_hook_switch(phone, operation);
		break;
	case SET_LAMP:
		set_lamp(phone, operation);
		break;
	case SET_RING:
		set_ring(phone, operation);
		break;
	case SET_VOLUME:
		set_level(phone, phone->state.volume, operation,
			  PHONESTATE_HANDSETVOLUME);
		break;
	}
	event_owners(phone);
}
