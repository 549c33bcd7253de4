/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_ACTION_H
#define TPSIM_ACTION_H

#include "token.h"

enum tpsim_verb {
	TPSIM_LIFT,
	TPSIM_REPLACE,
	TPSIM_MUTE,
	TPSIM_PRESS,
	TPSIM_RELEASE,
	TPSIM_VOLUME,
	TPSIM_GAIN,
	TPSIM_SILENCE,
	TPSIM_UNPLUG,
	TPSIM_PLUG,
	TPSIM_SUSPEND,
	TPSIM_RESUME,
	TPSIM_UPLOAD,
	TPSIM_DEVSPECIFIC
};

/**
 * struct tpsim_action - an action of the virtual user
 * @verb: kind of action; the rest depends on it
 * @device: one TPHONE_HOOK_*
 * @button: number of the button
 * @keypad: the button was given by its sign, so there must be a keypad
 * @area: number of the upload area
 * @value: volume or gain; the hook mode that results, 0 if it stays; the ring
 *	volume
 * @is_key: muting presses a key, @button
 * @text: bytes for the upload area, pointing into the line
 * @numbers: of the device-specific event
 */
struct tpsim_action {
	enum tpsim_verb verb;
	u32 device;
	u32 button;
	bool keypad;
	u32 area;
	u32 value;
	bool is_key;
	struct tpsim_line text;
	u64 numbers[3];
};

int tpsim_action_parse(struct tpsim_line line, struct tpsim_action *action);

#endif /* TPSIM_ACTION_H */
