// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parse a line of the attribute user into an action of the virtual user.
 */
#include "action.h"
#include "name.h"

static int parse_nothing(struct tpsim_line *line, struct tpsim_action *action)
{
	return 0;
}

static int parse_device(struct tpsim_line *line, struct tpsim_action *action)
{
	struct tpsim_line token;

	if (!tpsim_next_token(line, &token))
		return -EINVAL;
	action->device = tpsim_device_number(&token);
	return action->device ? 0 : -EINVAL;
}

static int parse_button(struct tpsim_line *line, struct tpsim_action *action)
{
	struct tpsim_line token;
	u64 number;

	if (!tpsim_next_token(line, &token))
		return -EINVAL;
	action->keypad = true;
	action->button = TPHONE_KEY_STAR;
	if (tpsim_token_is(&token, "*"))
		return 0;
	action->button = TPHONE_KEY_POUND;
	if (tpsim_token_is(&token, "#"))
		return 0;
	action->keypad = false;
	if (tpsim_number(&token, TPHONE_MAX_BUTTONS - 1, &number))
		return -EINVAL;
	action->button = number;
	return 0;
}

static int parse_level(struct tpsim_line *line, struct tpsim_action *action)
{
	u64 level;

	if (parse_device(line, action) ||
	    tpsim_next_number(line, TPHONE_VOLUME_MAX, &level))
		return -EINVAL;
	action->value = level;
	return 0;
}

/* The text begins after one blank and goes to the end of the line. */
static int parse_upload(struct tpsim_line *line, struct tpsim_action *action)
{
	u64 area;

	if (tpsim_next_number(line, TPHONE_MAX_AREAS - 1, &area))
		return -EINVAL;
	action->area = area;
	if (line->len && line->text[line->len - 1] == '\n')
		line->len--;
	if (line->len < 2)
		return -EINVAL;
	action->text = tpsim_line(line->text + 1, line->len - 1);
	line->len = 0;
	return 0;
}

static int parse_numbers(struct tpsim_line *line, struct tpsim_action *action)
{
	int i;

	for (i = 0; i < 3; i++) {
		if (tpsim_next_number(line, ~0ULL, &action->numbers[i]))
			return -EINVAL;
	}
	return 0;
}

/**
 * struct tpsim_verb_name - the syntax of an action
 * @name: its first token
 * @verb: the action
 * @parse: takes the other tokens off the line
 */
struct tpsim_verb_name {
	const char *name;
	enum tpsim_verb verb;
	int (*parse)(struct tpsim_line *line, struct tpsim_action *action);
};

static const struct tpsim_verb_name verbs[] = {
	{ "lift", TPSIM_LIFT, parse_device },
	{ "replace", TPSIM_REPLACE, parse_device },
	{ "mute", TPSIM_MUTE, parse_device },
	{ "press", TPSIM_PRESS, parse_button },
	{ "release", TPSIM_RELEASE, parse_button },
	{ "volume", TPSIM_VOLUME, parse_level },
	{ "gain", TPSIM_GAIN, parse_level },
	{ "silence", TPSIM_SILENCE, parse_nothing },
	{ "unplug", TPSIM_UNPLUG, parse_nothing },
	{ "plug", TPSIM_PLUG, parse_nothing },
	{ "suspend", TPSIM_SUSPEND, parse_nothing },
	{ "resume", TPSIM_RESUME, parse_nothing },
	{ "upload", TPSIM_UPLOAD, parse_upload },
	{ "devspecific", TPSIM_DEVSPECIFIC, parse_numbers },
	{ }
};

/**
 * tpsim_action_parse() - from a line to an action
 * @line: the line
 * @action: receives the action
 *
 * Return: 0, or -EINVAL for a line that is not an action.
 */
int tpsim_action_parse(struct tpsim_line line, struct tpsim_action *action)
{
	const struct tpsim_verb_name *verb;
	struct tpsim_line token;

	memset(action, 0, sizeof(*action));
	if (!tpsim_next_token(&line, &token))
		return -EINVAL;
	for (verb = verbs; verb->name; verb++) {
		if (tpsim_token_is(&token, verb->name))
			break;
	}
	if (!verb->name)
		return -EINVAL;
	action->verb = verb->verb;
	if (verb->parse(&line, action) || !tpsim_at_end(&line))
		return -EINVAL;
	return 0;
}
