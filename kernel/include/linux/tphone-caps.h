/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Telephone devices: the capabilities that a driver gives for its phone.
 *
 * A file of its own, as these structures need no other header of the kernel: the
 * code that checks requests against them is tested on the host.
 */
#ifndef _LINUX_TPHONE_CAPS_H
#define _LINUX_TPHONE_CAPS_H

#include <uapi/linux/tphone.h>

/* Limits of the capabilities. */
#define TPHONE_MAX_BUTTONS	512
#define TPHONE_MAX_RING_MODES	255
#define TPHONE_MAX_ROWS		64
#define TPHONE_MAX_COLUMNS	256
#define TPHONE_MAX_CELLS	4096
#define TPHONE_MAX_AREAS	32
#define TPHONE_MAX_AREA_SIZE	65536
#define TPHONE_MAX_PAYLOAD	65536

/* For struct tphone_download_caps: data that is written cannot be read back. */
#define TPHONE_NO_UPLOAD	0xffffffffU

/**
 * enum tphone_reset - what is reset when the last handle gives up its role
 * @TPHONE_RESET_CALL: ringer silent, on hook, lamps of calls, hold and mute out
 * @TPHONE_RESET_NONE: nothing
 * @TPHONE_RESET_ALL: ringer silent, on hook, all lamps out
 *
 * The first is the default, as its number is 0.
 */
enum tphone_reset {
	TPHONE_RESET_CALL,
	TPHONE_RESET_NONE,
	TPHONE_RESET_ALL,
};

/**
 * struct tphone_button_caps - one button/lamp pair
 * @mode: one TPHONE_BUTTONMODE_*; DUMMY when the pair has a lamp only
 * @function: TPHONE_FUNCTION_* at registration
 * @lamp_modes: mask of TPHONE_LAMPMODE_* that can be set; 0 without a lamp
 * @reports_state: the driver reports both press and release
 * @text: label at registration, UTF-8, may be NULL
 */
struct tphone_button_caps {
	u32 mode;
	u32 function;
	u32 lamp_modes;
	bool reports_state;
	const char *text;
};

/**
 * struct tphone_download_caps - one data area that SET_DATA writes
 * @size: bytes, 1 to TPHONE_MAX_AREA_SIZE
 * @upload: upload area that shows the written data, or TPHONE_NO_UPLOAD
 */
struct tphone_download_caps {
	u32 size;
	u32 upload;
};

/**
 * struct tphone_caps - identity and capabilities of a phone
 * @manufacturer: UTF-8, may be NULL, as the other names
 * @model: name that the manufacturer gives the phone
 * @serial: serial number
 * @id: the same text whenever the same phone is plugged in again
 * @driver: name of the driver
 * @opcodes: bit (1 << TPHONE_OP_x) for each operation that ->submit takes
 * @hook_devices: mask of hook switch devices
 * @hook_modes_settable: per hook switch device, hook modes that can be set
 * @hook_modes_reported: per hook switch device, hook modes that it reports
 * @volume_devices: hook switch devices whose volume can be set
 * @gain_devices: hook switch devices whose gain can be set
 * @nr_ring_modes: ring modes beside silence
 * @display_rows: rows of the display, 0 without one
 * @display_columns: character cells in a row
 * @nr_buttons: elements of @buttons
 * @buttons: button/lamp pairs
 * @nr_downloads: elements of @downloads
 * @downloads: data areas that SET_DATA writes
 * @nr_uploads: elements of @upload_sizes
 * @upload_sizes: bytes of each data area that can be read
 * @max_payload: most bytes of payload in an operation, 0 for the default 4096
 * @reset_on_last_close: initial value of the sysfs attribute of that name
 * @cancel_on_suspend: system suspend ends outstanding operations
 *
 * The core copies all of it in tphone_alloc().
 */
struct tphone_caps {
	const char *manufacturer;
	const char *model;
	const char *serial;
	const char *id;
	const char *driver;
	u32 opcodes;
	u32 hook_devices;
	u32 hook_modes_settable[TPHONE_NR_HOOK_DEVICES];
	u32 hook_modes_reported[TPHONE_NR_HOOK_DEVICES];
	u32 volume_devices;
	u32 gain_devices;
	u32 nr_ring_modes;
	u32 display_rows;
	u32 display_columns;
	u32 nr_buttons;
	const struct tphone_button_caps *buttons;
	u32 nr_downloads;
	const struct tphone_download_caps *downloads;
	u32 nr_uploads;
	const u32 *upload_sizes;
	u32 max_payload;
	enum tphone_reset reset_on_last_close;
	bool cancel_on_suspend;
};

#endif /* _LINUX_TPHONE_CAPS_H */
