/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_STATE_H
#define TPSIM_STATE_H

#include "action.h"

/**
 * struct tpsim_button - a button/lamp pair as it is now
 * @mode: TPHONE_BUTTONMODE_*
 * @function: TPHONE_FUNCTION_*
 * @lamp: TPHONE_LAMPMODE_*
 * @momentary: it only notices that the button is pressed; constant
 * @down: somebody holds the button down; never, if @momentary
 * @text: label, zero-terminated
 */
struct tpsim_button {
	u32 mode;
	u32 function;
	u32 lamp;
	bool momentary;
	bool down;
	char text[TPHONE_TEXT_SIZE];
};

/**
 * struct tpsim_state - the phone as it is now
 * @connected: the link to it stands
 * @suspended: its use is suspended
 * @in_use: somebody has a role at it
 * @keypad: it has a keypad; constant, as all below that count something
 * @hook_devices: mask of hook switch devices
 * @hook: hook mode per hook switch device
 * @volume: per hook switch device
 * @gain: per hook switch device
 * @nr_ring_modes: ring modes beside silence
 * @ring_mode: 0 is silence
 * @ring_volume: 0 to TPHONE_VOLUME_MAX
 * @rows: of the display
 * @columns: of the display
 * @cells: the display, one code point a cell, row after row
 * @nr_buttons: elements of @buttons
 * @buttons: button/lamp pairs
 * @nr_uploads: elements of @uploads in use
 * @uploads: sizes of the upload areas
 *
 * The phone's own memory: the core has another copy, which drivers do not see.
 * Whoever has one protects it as a whole.
 */
struct tpsim_state {
	bool connected;
	bool suspended;
	bool in_use;
	bool keypad;
	u32 hook_devices;
	u32 hook[TPHONE_NR_HOOK_DEVICES];
	u32 volume[TPHONE_NR_HOOK_DEVICES];
	u32 gain[TPHONE_NR_HOOK_DEVICES];
	u32 nr_ring_modes;
	u32 ring_mode;
	u32 ring_volume;
	u32 rows;
	u32 columns;
	u32 *cells;
	u32 nr_buttons;
	struct tpsim_button *buttons;
	u32 nr_uploads;
	u32 uploads[TPHONE_MAX_AREAS];
};

void tpsim_state_start(struct tpsim_state *state,
		       const struct tphone_caps *caps, u32 *cells,
		       struct tpsim_button *buttons);
u32 tpsim_state_apply(struct tpsim_state *state,
		      const struct tphone_request *request, const void *data,
		      u32 step);
int tpsim_state_act(struct tpsim_state *state, struct tpsim_action *action,
		    u32 step);

#endif /* TPSIM_STATE_H */
