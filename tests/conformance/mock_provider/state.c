// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The initial state of a phone, see state.h.
 */
#include "state.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/**
 * struct feature - a function key with a function
 * @function: PHONEBUTTONFUNCTION_*
 * @label: text on it
 */
struct feature {
	DWORD function;
	const char *label;
};

/* The first feature keys; the others have a number only. */
static const struct feature features[] = {
	{ PHONEBUTTONFUNCTION_HOLD, "Hold" },
	{ PHONEBUTTONFUNCTION_TRANSFER, "Transfer" },
	{ PHONEBUTTONFUNCTION_CONFERENCE, "Conference" },
	{ PHONEBUTTONFUNCTION_LASTNUM, "Redial" },
	{ PHONEBUTTONFUNCTION_FORWARD, "Forward" },
	{ PHONEBUTTONFUNCTION_DONOTDISTURB, "Do not disturb" },
	{ PHONEBUTTONFUNCTION_PICKUP, "Pickup" },
	{ PHONEBUTTONFUNCTION_PARK, "Park" },
	{ 0, NULL }
};

static void make_pair(struct state *state, DWORD mode, DWORD function,
		      DWORD lamp_modes, const char *label)
{
	struct pair *pair = &state->pairs[state->nr_pairs++];

	pair->mode = mode;
	pair->function = function;
	pair->lamp_modes = lamp_modes;
	pair->lamp = lamp_modes ? PHONELAMPMODE_OFF : PHONELAMPMODE_DUMMY;
	text_to_utf16(label, pair->text, PAIR_TEXT);
}

static void make_keypad(struct state *state)
{
	static const char signs[KEYPAD_KEYS] = "0123456789*#";
	char label[2] = "";
	int i;

	for (i = 0; i < KEYPAD_KEYS; i++) {
		label[0] = signs[i];
		make_pair(state, PHONEBUTTONMODE_KEYPAD,
			  PHONEBUTTONFUNCTION_NONE, 0, label);
	}
}

static void make_feature_key(struct phone *phone, DWORD number)
{
	const struct feature *feature = features;
	DWORD skip = number;
	char label[32];

	while (feature->label && skip--)
		feature++;
	snprintf(label, sizeof(label), "Feature %u", number + 1);
	make_pair(&phone->state, PHONEBUTTONMODE_FEATURE,
		  feature->label ? feature->function :
				   PHONEBUTTONFUNCTION_UNKNOWN,
		  phone->shape.lamp_modes,
		  feature->label ? feature->label : label);
}

static void make_keys(struct phone *phone)
{
	DWORD lines = (phone->shape.keys + 1) / 2;
	char label[32];
	DWORD i;

	for (i = 0; i < lines; i++) {
		snprintf(label, sizeof(label), "Line %u", i + 1);
		make_pair(&phone->state, PHONEBUTTONMODE_CALL,
			  PHONEBUTTONFUNCTION_CALLAPP, phone->shape.lamp_modes,
			  label);
	}
	for (i = 0; i < phone->shape.keys - lines; i++)
		make_feature_key(phone, i);
}

static void make_lamps(struct phone *phone)
{
	char label[32];
	DWORD i;

	for (i = 0; i < phone->shape.lamps; i++) {
		snprintf(label, sizeof(label), i ? "Lamp %u" : "Messages",
			 i + 1);
		make_pair(&phone->state, PHONEBUTTONMODE_DUMMY,
			  i ? PHONEBUTTONFUNCTION_NONE :
			      PHONEBUTTONFUNCTION_MSGINDICATOR,
			  phone->shape.lamp_modes, label);
	}
}

static bool make_areas(struct phone *phone)
{
	const struct sizes *sizes = &phone->shape.uploads;
	DWORD i;

	for (i = 0; i < sizes->nr; i++) {
		phone->state.uploads[i] = calloc(1, sizes->bytes[i]);
		if (!phone->state.uploads[i])
			return false;
	}
	return true;
}

static bool make_display(struct phone *phone)
{
	DWORD cells = phone->shape.rows * phone->shape.columns;
	DWORD i;

	phone->state.cells = calloc(cells + 1, sizeof(WCHAR));
	if (!phone->state.cells)
		return false;
	for (i = 0; i < cells; i++)
		phone->state.cells[i] = ' ';
	return true;
}

int state_begin(struct phone *phone)
{
	const struct shape *shape = &phone->shape;
	struct state *state = &phone->state;
	int i;

	if ((shape->volume_devices | shape->gain_devices) &
	    ~shape->hook_devices)
		return -EINVAL;
	if (KEYPAD_KEYS + shape->keys + shape->lamps > MAX_PAIRS)
		return -EINVAL;
	memset(state, 0, sizeof(*state));
	state->pairs = calloc(MAX_PAIRS, sizeof(*state->pairs));
	if (!state->pairs || !make_areas(phone) || !make_display(phone)) {
		state_end(phone);
		return -ENOMEM;
	}
	state->connected = true;
	for (i = 0; i < NR_HOOK_DEVICES; i++)
		state->hook[i] = PHONEHOOKSWITCHMODE_ONHOOK;
	if (shape->keypad)
		make_keypad(state);
	make_keys(phone);
	make_lamps(phone);
	return 0;
}

void state_end(struct phone *phone)
{
	struct state *state = &phone->state;
	DWORD i;

	for (i = 0; i < MAX_AREAS; i++)
		free(state->uploads[i]);
	free(state->cells);
	free(state->pairs);
	memset(state, 0, sizeof(*state));
}

int state_hook_index(DWORD device)
{
	int i;

	for (i = 0; i < NR_HOOK_DEVICES; i++) {
		if (device == 1U << i)
			return i;
	}
	return -1;
}

DWORD state_level(const struct phone *phone, DWORD level)
{
	DWORD step = phone->behaviour.volume_step;

	if (level >= MAX_LEVEL)
		return MAX_LEVEL;
	return step > 1 ? level - level % step : level;
}

bool state_has_lamps(const struct phone *phone)
{
	return phone->shape.keys || phone->shape.lamps;
}

/* The bit for the handset is the lowest one. */
static DWORD of_devices(DWORD devices, DWORD handset_feature)
{
	return devices * handset_feature;
}

static DWORD features_get(const struct phone *phone)
{
	const struct shape *shape = &phone->shape;
	DWORD features = PHONEFEATURE_GETRING;

	if (phone->state.nr_pairs)
		features |= PHONEFEATURE_GETBUTTONINFO | PHONEFEATURE_GETLAMP;
	if (shape->uploads.nr)
		features |= PHONEFEATURE_GETDATA;
	if (shape->rows)
		features |= PHONEFEATURE_GETDISPLAY;
	return features |
	       of_devices(shape->hook_devices, PHONEFEATURE_GETGAINHANDSET) |
	       of_devices(shape->hook_devices,
			  PHONEFEATURE_GETHOOKSWITCHHANDSET) |
	       of_devices(shape->hook_devices, PHONEFEATURE_GETVOLUMEHANDSET);
}

static DWORD feature_of(const struct phone *phone, enum operation_kind kind)
{
	const struct shape *shape = &phone->shape;

	switch (kind) {
	case DEV_SPECIFIC:
		return 0;
	case SET_BUTTON_INFO:
		return phone->state.nr_pairs ? PHONEFEATURE_SETBUTTONINFO : 0;
	case SET_DATA:
		return shape->downloads.nr ? PHONEFEATURE_SETDATA : 0;
	case SET_DISPLAY:
		return shape->rows ? PHONEFEATURE_SETDISPLAY : 0;
	case SET_GAIN:
		return of_devices(shape->gain_devices,
				  PHONEFEATURE_SETGAINHANDSET);
	case SET_HOOK_SWITCH:
		return of_devices(shape->hook_modes ? shape->hook_devices : 0,
				  PHONEFEATURE_SETHOOKSWITCHHANDSET);
	case SET_LAMP:
		return state_has_lamps(phone) ? PHONEFEATURE_SETLAMP : 0;
	case SET_RING:
		return shape->ring_modes ? PHONEFEATURE_SETRING : 0;
	case SET_VOLUME:
		return of_devices(shape->volume_devices,
				  PHONEFEATURE_SETVOLUMEHANDSET);
	}
	return 0;
}

DWORD state_features(const struct phone *phone)
{
	DWORD features = features_get(phone);
	int kind;

	for (kind = DEV_SPECIFIC; kind <= SET_VOLUME; kind++) {
		if (phone->shape.operations & 1U << kind)
			features |= feature_of(phone, kind);
	}
	return features;
}

bool state_out_of_use(const struct phone *phone)
{
	return !phone->state.connected || phone->state.suspended;
}
