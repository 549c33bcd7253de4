/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attributes of a phone before it is live.
 */
#ifndef MOCK_SHAPE_H
#define MOCK_SHAPE_H

#include <tphone/tspi.h>

#include <stdbool.h>

#include "tphone-sim/token.h"

#define MAX_AREAS	TPHONE_MAX_AREAS
#define TEXT_SIZE	128
#define KEYPAD_KEYS	12

/* The operations, in the order of the bits of the attribute "opcodes". */
enum operation_kind {
	DEV_SPECIFIC = 1,
	SET_BUTTON_INFO,
	SET_DATA,
	SET_DISPLAY,
	SET_GAIN,
	SET_HOOK_SWITCH,
	SET_LAMP,
	SET_RING,
	SET_VOLUME,
};

#define ALL_OPERATIONS	0x3fe

#define ALL_HOOK_DEVICES \
	(PHONEHOOKSWITCHDEV_HANDSET | PHONEHOOKSWITCHDEV_SPEAKER | \
	 PHONEHOOKSWITCHDEV_HEADSET)
#define NR_HOOK_DEVICES	3

#define ALL_HOOK_MODES \
	(PHONEHOOKSWITCHMODE_ONHOOK | PHONEHOOKSWITCHMODE_MIC | \
	 PHONEHOOKSWITCHMODE_SPEAKER | PHONEHOOKSWITCHMODE_MICSPEAKER)

#define ALL_LAMP_MODES \
	(PHONELAMPMODE_OFF | PHONELAMPMODE_STEADY | PHONELAMPMODE_WINK | \
	 PHONELAMPMODE_FLASH | PHONELAMPMODE_FLUTTER | \
	 PHONELAMPMODE_BROKENFLUTTER)

/**
 * struct sizes - data areas
 * @nr: how many
 * @bytes: of each
 */
struct sizes {
	DWORD nr;
	DWORD bytes[MAX_AREAS];
};

/**
 * struct shape - attributes of a phone before it is live
 * @manufacturer: texts in UTF-8
 * @model: the same
 * @serial: the same
 * @id: the same
 * @keypad: pairs 0 to 11 are 0-9, * and #
 * @keys: function keys with a lamp
 * @lamps: lamps without a button
 * @rows: of the display
 * @columns: of the display
 * @ring_modes: beside silence
 * @hook_devices: PHONEHOOKSWITCHDEV_*
 * @volume_devices: those with a settable volume
 * @gain_devices: those with a settable gain
 * @hook_modes: PHONEHOOKSWITCHMODE_* that can be set
 * @lamp_modes: PHONELAMPMODE_* of all lamps
 * @downloads: data areas to write
 * @uploads: data areas to read
 * @operations: bit (1 << enum operation_kind)
 * @max_payload: stored, without effect
 * @reset_on_last_close: closing turns off lamps and ringing
 * @cancel_on_suspend: suspending ends outstanding operations
 * @momentary: only presses are reported
 *
 * Protected by the lock of the phone.
 */
struct shape {
	char manufacturer[TEXT_SIZE];
	char model[TEXT_SIZE];
	char serial[TEXT_SIZE];
	char id[TEXT_SIZE];
	DWORD keypad;
	DWORD keys;
	DWORD lamps;
	DWORD rows;
	DWORD columns;
	DWORD ring_modes;
	DWORD hook_devices;
	DWORD volume_devices;
	DWORD gain_devices;
	DWORD hook_modes;
	DWORD lamp_modes;
	struct sizes downloads;
	struct sizes uploads;
	DWORD operations;
	DWORD max_payload;
	DWORD reset_on_last_close;
	DWORD cancel_on_suspend;
	DWORD momentary;
};

extern const struct shape default_shape;

/* 0, -EINVAL, or -ENOENT if the shape has no such attribute. */
int shape_set(struct shape *shape, const char *attribute,
	      struct tpsim_line value);

/* Sets the number of an attribute; false if it has none. */
bool shape_get(const struct shape *shape, const char *attribute,
	       DWORD *number);

#endif /* MOCK_SHAPE_H */
