/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_STATE_H
#define TPSIM_STATE_H

#include "action.h"

/**
 * struct tpsim_button - the current state of a button/lamp pair
 * @mode: TPHONE_BUTTONMODE_*
 * @function: TPHONE_FUNCTION_*
 * @lamp: TPHONE_LAMPMODE_*
 * @momentary: the phone notices presses only; constant
 * @down: the button is held down; never, if @momentary
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
 * struct tpsim_state - the current state of a phone
 * @connected: the link to it is up
 * @suspended: its use is suspended
 * @in_use: argument of the last ->in_use
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
 * This is the memory of the phone itself; the core has another copy, phone->cache,
 * which drivers do not see. The owner of the structure protects it as a whole.
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
