/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_SHAPE_H
#define TPSIM_SHAPE_H

#include "token.h"

#define TPSIM_DRIVER_NAME	"tphone-sim"
#define TPSIM_KEYPAD_KEYS	12
#define TPSIM_LABEL_SIZE	16

/**
 * struct tpsim_display - size of the display
 * @rows: rows, 0 without a display
 * @columns: columns, 0 without a display
 */
struct tpsim_display {
	u32 rows;
	u32 columns;
};

/**
 * struct tpsim_areas - data areas
 * @nr: how many there are
 * @sizes: bytes of each
 */
struct tpsim_areas {
	u32 nr;
	u32 sizes[TPHONE_MAX_AREAS];
};

/**
 * struct tpsim_shape - the configured identity and capabilities of a phone
 * @manufacturer: zero-terminated text
 * @model: zero-terminated text
 * @serial: zero-terminated text
 * @id: zero-terminated text, empty for one made of the name
 * @keypad: pairs 0 to 11 are 0-9, * and #
 * @keys: function keys with a lamp
 * @lamps: lamps without a button
 * @lamp_modes: mask of modes of every lamp
 * @momentary: the phone notices presses only
 * @display: the display
 * @ring_modes: ring modes beside silence
 * @hook_devices: mask of hook switch devices
 * @hook_modes: mask of modes that can be set, the same for all of them
 * @volume_devices: those whose volume can be set
 * @gain_devices: those whose gain can be set
 * @own_volume_devices: @volume_devices was written; else it is @hook_devices
 * @own_gain_devices: @gain_devices was written; else it is @hook_devices
 * @downloads: data areas that can be written
 * @uploads: data areas that can be read
 * @opcodes: mask of operations
 * @max_payload: bytes, 0 for the default
 * @reset_on_last_close: enum tphone_reset, passed on to the core
 * @cancel_on_suspend: passed on to the core
 *
 * The owner of the structure protects it as a whole.
 */
struct tpsim_shape {
	char manufacturer[TPHONE_TEXT_SIZE];
	char model[TPHONE_TEXT_SIZE];
	char serial[TPHONE_TEXT_SIZE];
	char id[TPHONE_ID_SIZE];
	bool keypad;
	u32 keys;
	u32 lamps;
	u32 lamp_modes;
	bool momentary;
	struct tpsim_display display;
	u32 ring_modes;
	u32 hook_devices;
	u32 hook_modes;
	u32 volume_devices;
	u32 gain_devices;
	bool own_volume_devices;
	bool own_gain_devices;
	struct tpsim_areas downloads;
	struct tpsim_areas uploads;
	u32 opcodes;
	u32 max_payload;
	u32 reset_on_last_close;
	bool cancel_on_suspend;
};

/**
 * struct tpsim_blueprint - capabilities and the arrays they point to
 * @caps: the capabilities, pointing into the rest of the structure
 * @buttons: button/lamp pairs
 * @labels: texts that @buttons points to
 * @downloads: data areas
 * @id: identity
 *
 * Used by one thread, and freed when the core has its copy.
 */
struct tpsim_blueprint {
	struct tphone_caps caps;
	struct tphone_button_caps buttons[TPHONE_MAX_BUTTONS];
	char labels[TPHONE_MAX_BUTTONS][TPSIM_LABEL_SIZE];
	struct tphone_download_caps downloads[TPHONE_MAX_AREAS];
	char id[TPHONE_ID_SIZE];
};

extern const struct tpsim_shape tpsim_default_shape;

int tpsim_parse_text(struct tpsim_line line, char *text, size_t size);
int tpsim_parse_display(struct tpsim_line line, struct tpsim_display *display);
int tpsim_parse_areas(struct tpsim_line line, struct tpsim_areas *areas);
int tpsim_parse_opcodes(struct tpsim_line line, u32 *opcodes);

void tpsim_shape_settle(struct tpsim_shape *shape, size_t offset);

int tpsim_blueprint_draw(struct tpsim_blueprint *blueprint,
			 const struct tpsim_shape *shape, const char *name);

#endif /* TPSIM_SHAPE_H */
