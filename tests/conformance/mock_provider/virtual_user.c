// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the person at a phone does, see virtual_user.h.
 */
#include "event.h"
#include "operation.h"
#include "virtual_user.h"
#include "state.h"
#include "word.h"

#include <errno.h>
#include <string.h>

/* Number of a hook switch device that the phone has, or -1. */
static int next_device(const struct phone *phone, const char **line)
{
	static const char *const names[NR_HOOK_DEVICES] = {
		"handset", "speaker", "headset",
	};
	char word[WORD_SIZE];
	int i;

	if (!word_next(line, word))
		return -1;
	for (i = 0; i < NR_HOOK_DEVICES; i++) {
		if (!strcmp(names[i], word) &&
		    phone->shape.hook_devices & 1U << i)
			return i;
	}
	return -1;
}

static int move_hook(struct phone *phone, const char *line, DWORD mode)
{
	int index = next_device(phone, &line);

	if (index < 0 || !word_at_end(line))
		return -EINVAL;
	if (phone->state.hook[index] == mode)
		return 0;
	phone->state.hook[index] = mode;
	event_device_state(phone, PHONESTATE_HANDSETHOOKSWITCH, index, mode);
	return 0;
}

static int lift(struct phone *phone, const char *line)
{
	return move_hook(phone, line, PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static int replace(struct phone *phone, const char *line)
{
	return move_hook(phone, line, PHONEHOOKSWITCHMODE_ONHOOK);
}

static int mute(struct phone *phone, const char *line)
{
	return move_hook(phone, line, PHONEHOOKSWITCHMODE_SPEAKER);
}

/* A button of the phone; *, # only where there is a keypad. */
static bool next_button(const struct phone *phone, const char **line,
			DWORD *button)
{
	char word[WORD_SIZE];
	uint64_t number;

	if (!word_next(line, word))
		return false;
	if (!strcmp(word, "*"))
		number = 10;
	else if (!strcmp(word, "#"))
		number = 11;
	else if (!word_number(word, &number))
		return false;
	if ((word[0] == '*' || word[0] == '#') && !phone->shape.keypad)
		return false;
	if (number >= phone->state.nr_pairs)
		return false;
	*button = (DWORD)number;
	return phone->state.pairs[number].mode != PHONEBUTTONMODE_DUMMY;
}

static int move_button(struct phone *phone, const char *line, bool down)
{
	struct pair *pair;
	DWORD button;

	if (!next_button(phone, &line, &button) || !word_at_end(line))
		return -EINVAL;
	pair = &phone->state.pairs[button];
	if (pair->down == down)
		return -EINVAL;
	pair->down = down;
	event_button(phone, button, down);
	return 0;
}

/* The provider makes up what a momentary button does not say. */
static int press(struct phone *phone, const char *line)
{
	int error = move_button(phone, line, true);

	if (!error && phone->shape.momentary)
		error = move_button(phone, line, false);
	return error;
}

static int release(struct phone *phone, const char *line)
{
	return move_button(phone, line, false);
}

static int move_level(struct phone *phone, const char *line, DWORD *levels,
		      DWORD handset_state)
{
	int index = next_device(phone, &line);
	uint64_t level;

	if (index < 0 || !word_only_number(line, &level) || level > MAX_LEVEL)
		return -EINVAL;
	level = state_level(phone, (DWORD)level);
	if (levels[index] == level)
		return 0;
	levels[index] = (DWORD)level;
	event_device_state(phone, handset_state, index, 0);
	return 0;
}

static int volume(struct phone *phone, const char *line)
{
	return move_level(phone, line, phone->state.volume,
			  PHONESTATE_HANDSETVOLUME);
}

static int gain(struct phone *phone, const char *line)
{
	return move_level(phone, line, phone->state.gain,
			  PHONESTATE_HANDSETGAIN);
}

static int silence(struct phone *phone, const char *line)
{
	if (!word_at_end(line) || !phone->shape.ring_modes)
		return -EINVAL;
	if (!phone->state.ring_mode)
		return 0;
	phone->state.ring_mode = 0;
	event_state(phone, PHONESTATE_RINGMODE, 0);
	return 0;
}

/* Nothing that is outstanding can come true any more. */
static int unplug(struct phone *phone, const char *line)
{
	if (!word_at_end(line) || !phone->state.connected)
		return -EINVAL;
	phone->state.connected = false;
	operation_end_all(phone);
	event_state(phone, PHONESTATE_DISCONNECTED, 0);
	return 0;
}

static int plug(struct phone *phone, const char *line)
{
	if (!word_at_end(line) || phone->state.connected)
		return -EINVAL;
	phone->state.connected = true;
	event_state(phone, PHONESTATE_CONNECTED, 0);
	return 0;
}

static int suspend(struct phone *phone, const char *line)
{
	if (!word_at_end(line) || phone->state.suspended)
		return -EINVAL;
	phone->state.suspended = true;
	if (phone->shape.cancel_on_suspend)
		operation_end_all(phone);
	event_state(phone, PHONESTATE_SUSPEND, 0);
	return 0;
}

static int resume(struct phone *phone, const char *line)
{
	if (!word_at_end(line) || !phone->state.suspended)
		return -EINVAL;
	phone->state.suspended = false;
	event_state(phone, PHONESTATE_RESUME, 0);
	return 0;
}

/* The text is all that follows one blank. */
static int upload(struct phone *phone, const char *line)
{
	uint64_t area;
	size_t size;

	if (!word_next_number(&line, &area) || area >= phone->shape.uploads.nr ||
	    line[0] != ' ' || !line[1])
		return -EINVAL;
	line++;
	size = strcspn(line, "\n");
	if (size > phone->shape.uploads.bytes[area])
		return -EINVAL;
	memcpy(phone->state.uploads[area], line, size);
	event_state(phone, PHONESTATE_OTHER, 0);
	return 0;
}

static int dev_specific(struct phone *phone, const char *line)
{
	uint64_t number[3];
	int i;

	for (i = 0; i < 3; i++) {
		if (!word_next_number(&line, &number[i]))
			return -EINVAL;
	}
	if (!word_at_end(line))
		return -EINVAL;
	event_dev_specific(phone, number[0], number[1], number[2]);
	return 0;
}

static const struct {
	const char *name;
	int (*act)(struct phone *phone, const char *line);
} actions[] = {
	{ "lift", lift },
	{ "replace", replace },
	{ "mute", mute },
	{ "press", press },
	{ "release", release },
	{ "volume", volume },
	{ "gain", gain },
	{ "silence", silence },
	{ "unplug", unplug },
	{ "plug", plug },
	{ "suspend", suspend },
	{ "resume", resume },
	{ "upload", upload },
	{ "devspecific", dev_specific },
	{ NULL, NULL }
};

int virtual_user_act(struct phone *phone, const char *action)
{
	char word[WORD_SIZE];
	int error;
	int i;

	if (!phone->live)
		return -ENODEV;
	if (!word_next(&action, word))
		return -EINVAL;
	if (!phone->state.connected && strcmp(word, "plug"))
		return -EINVAL;
	for (i = 0; actions[i].name; i++) {
		if (strcmp(actions[i].name, word))
			continue;
		error = actions[i].act(phone, action);
		event_owners(phone);
		return error;
	}
	return -EINVAL;
}
