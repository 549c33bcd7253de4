/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Telephone devices: the interface of /dev/tphoneN.
 *
 * This file is the only one that the kernel and user space share. The rules
 * behind it (roles and rights, what closing means, every errno) are in
 * Documentation/userspace-api/tphone.rst.
 *
 * Every ioctl argument starts with its own size and is copied as a
 * size-versioned structure: a longer one with a non-zero tail is refused with
 * E2BIG, a shorter one than the first published version with EINVAL. Unknown
 * flags and non-zero reserved fields are refused, never ignored.
 *
 * A program that is built with this header may meet an older kernel or a newer
 * one. There is no version to compare: TPHONE_IOC_INFO says which events the
 * kernel has for the phone and what it has beyond its first release. No name
 * below stands for "all" or for "the last" of something that grows, as its
 * value would be that of the header and not that of the kernel.
 */
#ifndef _UAPI_LINUX_TPHONE_H
#define _UAPI_LINUX_TPHONE_H

#include <linux/ioctl.h>
#include <linux/types.h>

/*
 * The vocabulary. The numbers are those of the telephony APIs from which the
 * model comes, so that a layer above has nothing to translate.
 */

/*
 * Hook switch devices. A phone has any subset of them. There will be no others:
 * the arrays per hook switch device below cannot grow.
 */
#define TPHONE_HOOK_HANDSET		0x1
#define TPHONE_HOOK_SPEAKER		0x2
#define TPHONE_HOOK_HEADSET		0x4
#define TPHONE_HOOK_DEVICES		0x7	/* all of them, as a mask */
#define TPHONE_NR_HOOK_DEVICES		3	/* array index: bit number */

/* Hook switch modes: exactly one as a value, several as a mask. */
#define TPHONE_HOOKMODE_ONHOOK		0x01	/* microphone and speaker off */
#define TPHONE_HOOKMODE_MIC		0x02	/* off hook, speaker muted */
#define TPHONE_HOOKMODE_SPEAKER		0x04	/* off hook, microphone muted */
#define TPHONE_HOOKMODE_MICSPEAKER	0x08	/* off hook, both live */
#define TPHONE_HOOKMODE_UNKNOWN		0x10	/* reported only, never set */

/* Lamp modes: exactly one as a value, several as a mask. */
#define TPHONE_LAMPMODE_DUMMY		0x01	/* the pair has no lamp */
#define TPHONE_LAMPMODE_OFF			0x02
#define TPHONE_LAMPMODE_STEADY		0x04
#define TPHONE_LAMPMODE_WINK		0x08	/* normal blinking */
#define TPHONE_LAMPMODE_FLASH		0x10	/* slow blinking */
#define TPHONE_LAMPMODE_FLUTTER		0x20	/* fast blinking */
#define TPHONE_LAMPMODE_BROKENFLUTTER	0x40	/* flash and flutter together */
#define TPHONE_LAMPMODE_UNKNOWN		0x80	/* reported only, never set */

/* Button modes: exactly one. */
#define TPHONE_BUTTONMODE_DUMMY		0x01	/* the pair has no button */
#define TPHONE_BUTTONMODE_CALL		0x02	/* call appearance */
#define TPHONE_BUTTONMODE_FEATURE		0x04	/* switch feature */
#define TPHONE_BUTTONMODE_KEYPAD		0x08	/* 0 to 9, * and # */
#define TPHONE_BUTTONMODE_LOCAL		0x10	/* local function, volume say */
#define TPHONE_BUTTONMODE_DISPLAY		0x20	/* soft key beside the display */

/* Button states. */
#define TPHONE_BUTTONSTATE_UP		0x1
#define TPHONE_BUTTONSTATE_DOWN		0x2
#define TPHONE_BUTTONSTATE_UNKNOWN	0x4	/* may become known */
#define TPHONE_BUTTONSTATE_UNAVAIL	0x8	/* never known */

/* On a phone with a keypad, buttons 0 to 11 are 0 to 9, * and #. */
#define TPHONE_KEY_STAR			10
#define TPHONE_KEY_POUND		11

/*
 * Button functions: one of these, or a number from TPHONE_FUNCTION_VENDOR on,
 * whose meaning is up to the manufacturer of the phone.
 */
#define TPHONE_FUNCTION_UNKNOWN		0x00
#define TPHONE_FUNCTION_CONFERENCE	0x01
#define TPHONE_FUNCTION_TRANSFER	0x02
#define TPHONE_FUNCTION_DROP		0x03
#define TPHONE_FUNCTION_HOLD		0x04
#define TPHONE_FUNCTION_RECALL		0x05
#define TPHONE_FUNCTION_DISCONNECT	0x06
#define TPHONE_FUNCTION_CONNECT		0x07
#define TPHONE_FUNCTION_MSGWAITON	0x08
#define TPHONE_FUNCTION_MSGWAITOFF	0x09
#define TPHONE_FUNCTION_SELECTRING	0x0a
#define TPHONE_FUNCTION_ABBREVDIAL	0x0b
#define TPHONE_FUNCTION_FORWARD		0x0c
#define TPHONE_FUNCTION_PICKUP		0x0d
#define TPHONE_FUNCTION_RINGAGAIN	0x0e
#define TPHONE_FUNCTION_PARK		0x0f
#define TPHONE_FUNCTION_REJECT		0x10
#define TPHONE_FUNCTION_REDIRECT	0x11
#define TPHONE_FUNCTION_MUTE		0x12
#define TPHONE_FUNCTION_VOLUMEUP	0x13
#define TPHONE_FUNCTION_VOLUMEDOWN	0x14
#define TPHONE_FUNCTION_SPEAKERON	0x15
#define TPHONE_FUNCTION_SPEAKEROFF	0x16
#define TPHONE_FUNCTION_FLASH		0x17
#define TPHONE_FUNCTION_DATAON		0x18
#define TPHONE_FUNCTION_DATAOFF		0x19
#define TPHONE_FUNCTION_DONOTDISTURB	0x1a
#define TPHONE_FUNCTION_INTERCOM	0x1b
#define TPHONE_FUNCTION_BRIDGEDAPP	0x1c
#define TPHONE_FUNCTION_BUSY		0x1d
#define TPHONE_FUNCTION_CALLAPP		0x1e
#define TPHONE_FUNCTION_DATETIME	0x1f
#define TPHONE_FUNCTION_DIRECTORY	0x20
#define TPHONE_FUNCTION_COVER		0x21
#define TPHONE_FUNCTION_CALLID		0x22
#define TPHONE_FUNCTION_LASTNUM		0x23
#define TPHONE_FUNCTION_NIGHTSRV	0x24
#define TPHONE_FUNCTION_SENDCALLS	0x25
#define TPHONE_FUNCTION_MSGINDICATOR	0x26
#define TPHONE_FUNCTION_REPDIAL		0x27
#define TPHONE_FUNCTION_SETREPDIAL	0x28
#define TPHONE_FUNCTION_SYSTEMSPEED	0x29
#define TPHONE_FUNCTION_STATIONSPEED	0x2a
#define TPHONE_FUNCTION_CAMPON		0x2b
#define TPHONE_FUNCTION_SAVEREPEAT	0x2c
#define TPHONE_FUNCTION_QUEUECALL	0x2d
#define TPHONE_FUNCTION_NONE		0x2e
#define TPHONE_FUNCTION_SEND		0x2f
#define TPHONE_FUNCTION_VENDOR		0x80000000

/* Volume (speaker), gain (microphone) and ring volume: 0 is silence. */
#define TPHONE_VOLUME_MAX		0xffff

/* Bytes of a button text or an identity string, terminator included. */
#define TPHONE_TEXT_SIZE		64
#define TPHONE_ID_SIZE			128

/*
 * The operations. Each one is queued by TPHONE_IOC_SUBMIT and answered by
 * exactly one completion record. Fields of struct tphone_request that an
 * operation does not name must be zero.
 *
 * DEVSPECIFIC	data: opaque input; arg0: most bytes of output wanted
 * SET_BUTTON	target: button; arg0: button mode; arg1: function; data: text
 * SET_DATA	target: download area; data_offset; data
 * SET_DISPLAY	target: row; arg0: column; data: UTF-8 text
 * SET_GAIN	target: one hook switch device; arg0: gain
 * SET_HOOK	target: mask of hook switch devices; arg0: hook mode
 * SET_LAMP	target: lamp; arg0: lamp mode
 * SET_RING	arg0: ring mode, 0 is silence; arg1: volume
 * SET_VOLUME	target: one hook switch device; arg0: volume
 */
#define TPHONE_OP_DEVSPECIFIC	1
#define TPHONE_OP_SET_BUTTON	2
#define TPHONE_OP_SET_DATA	3
#define TPHONE_OP_SET_DISPLAY	4
#define TPHONE_OP_SET_GAIN	5
#define TPHONE_OP_SET_HOOK	6
#define TPHONE_OP_SET_LAMP	7
#define TPHONE_OP_SET_RING	8
#define TPHONE_OP_SET_VOLUME	9

/**
 * struct tphone_request - one operation to queue
 * @user_data: returned in the completion; also a key for TPHONE_IOC_CANCEL
 * @opcode: TPHONE_OP_*
 * @flags: must be zero
 * @target: what the operation is about, see the list above
 * @timeout_ms: deadline in milliseconds after acceptance, 0 for none
 * @arg0: first argument, see the list above
 * @arg1: second argument, see the list above
 * @data_ptr: payload, read before TPHONE_IOC_SUBMIT returns
 * @data_len: bytes at @data_ptr
 * @data_offset: where in the data area the payload goes (SET_DATA)
 * @reserved: must be zero
 */
struct tphone_request {
	__aligned_u64 user_data;
	__u16 opcode;
	__u16 flags;
	__u32 target;
	__u32 timeout_ms;
	__u32 arg0;
	__aligned_u64 arg1;
	__aligned_u64 data_ptr;
	__u32 data_len;
	__u32 data_offset;
	__aligned_u64 reserved[2];
};

/* Record types. */
#define TPHONE_RECORD_COMPLETION	1	/* an operation of this handle ended */
#define TPHONE_RECORD_EVENT		2	/* the phone changed */
#define TPHONE_RECORD_LOST		3	/* value[0] events were dropped here */
#define TPHONE_RECORD_GONE		4	/* the phone is gone; the last record */

/* Flags of a completion. */
#define TPHONE_COMPLETION_CANCELED	0x1	/* cancelled on request or at close */
#define TPHONE_COMPLETION_TIMEOUT	0x2	/* its deadline passed */
#define TPHONE_COMPLETION_ORPHANED	0x4	/* the driver has not let go of it */
#define TPHONE_COMPLETION_NOT_STARTED	0x8	/* the phone never saw it */

/* Causes of events. */
#define TPHONE_CAUSE_HOST		1	/* an operation of some handle */
#define TPHONE_CAUSE_USER		2	/* the person at the phone */
#define TPHONE_CAUSE_DRIVER		3	/* the phone or its driver */
#define TPHONE_CAUSE_CORE		4	/* handles coming and going, suspend */

/*
 * Event codes, and what value[0] and value[1] hold. Bit (1 << code) of an
 * event mask selects them.
 */
#define TPHONE_EVENT_HOOK		1	/* hook switch device; hook mode */
#define TPHONE_EVENT_BUTTON		2	/* button; TPHONE_BUTTONSTATE_DOWN or _UP */
#define TPHONE_EVENT_LAMP		3	/* lamp; lamp mode */
#define TPHONE_EVENT_RING_MODE		4	/* ring mode; ring volume */
#define TPHONE_EVENT_RING_VOLUME	5	/* ring volume; 0 */
#define TPHONE_EVENT_DISPLAY		6	/* first cell, number of cells written */
#define TPHONE_EVENT_VOLUME		7	/* hook switch device; volume */
#define TPHONE_EVENT_GAIN		8	/* hook switch device; gain */
#define TPHONE_EVENT_BUTTON_INFO	9	/* button; TPHONE_BUTTON_INFO_* */
#define TPHONE_EVENT_DATA		10	/* upload area; its bytes in use */
#define TPHONE_EVENT_DEVSPECIFIC	11	/* two numbers, and id: a third */
#define TPHONE_EVENT_OWNER		12	/* number of owners, 0 or 1; 0 */
#define TPHONE_EVENT_MONITORS		13	/* number of monitors; 0 */
#define TPHONE_EVENT_CONNECTION		14	/* 1 connected, 0 disconnected; 0 */
#define TPHONE_EVENT_SUSPEND		15	/* 1 suspended, 0 resumed; 0 */

#define TPHONE_EVENT_BIT(code)		(1ULL << (code))

/*
 * The event mask of a new handle: the events above. It stays as it is when
 * events are added, so that no program receives one that it does not select and
 * may not know.
 */
#define TPHONE_EVENTS_DEFAULT		0xfffeULL

/* Bits of value[1] of TPHONE_EVENT_BUTTON_INFO: what has changed. */
#define TPHONE_BUTTON_INFO_FUNCTION	0x1	/* mode or function changed */
#define TPHONE_BUTTON_INFO_TEXT		0x2	/* the text changed */

/**
 * struct tphone_record - what read() returns, one or more at a time
 * @seq: increases with every record of the phone; strictly within a handle
 * @timestamp_ns: CLOCK_MONOTONIC, in nanoseconds
 * @type: TPHONE_RECORD_*
 * @code: completion: TPHONE_OP_*; event: TPHONE_EVENT_*
 * @flags: completion: TPHONE_COMPLETION_*; else 0
 * @cause: event: TPHONE_CAUSE_*; else 0
 * @user_data: completion: as submitted; else 0
 * @id: completion: id of the operation; event of TPHONE_CAUSE_HOST: id of the
 *	operation that caused it; event DEVSPECIFIC: third number; else 0
 * @status: completion: 0 or a negative errno; else 0
 * @len: completion: bytes of output to get with TPHONE_IOC_FETCH; else 0
 * @value: see the event codes; completion: value[0] as the driver left it
 */
struct tphone_record {
	__aligned_u64 seq;
	__aligned_u64 timestamp_ns;
	__u16 type;
	__u16 code;
	__u16 flags;
	__u16 cause;
	__aligned_u64 user_data;
	__aligned_u64 id;
	__s32 status;
	__u32 len;
	__aligned_u64 value[2];
};

/* Additions after the first release of this interface; one bit each. */
#define TPHONE_FEATURE_REVOKE		0x1	/* TPHONE_IOC_REVOKE */

/**
 * struct tphone_info - what the phone is and can do (TPHONE_IOC_INFO)
 * @size: in: bytes the caller has; the kernel fills that many
 * @flags: must be zero
 * @index: N of /dev/tphoneN
 * @reserved0: zero
 * @features: mask of TPHONE_FEATURE_*: the additions that this kernel has
 * @opcodes: bit (1 << TPHONE_OP_x) for each operation that the phone knows
 * @events: TPHONE_EVENT_BIT() of each event that this kernel can deliver for
 *	this phone
 * @hook_devices: mask of hook switch devices
 * @hook_modes_settable: per hook switch device, mask of hook modes to set
 * @hook_modes_reported: per hook switch device, mask of hook modes it reports
 * @volume_devices: hook switch devices whose volume can be set
 * @gain_devices: hook switch devices whose gain can be set
 * @nr_ring_modes: ring modes are 0 (silence) to this number
 * @display_rows: rows of the display, 0 when there is none
 * @display_columns: character cells in a row
 * @nr_buttons: button/lamp pairs, numbered from 0
 * @nr_downloads: data areas that SET_DATA writes
 * @nr_uploads: data areas that TPHONE_IOC_DATA reads
 * @max_payload: most bytes of payload in one operation
 * @max_operations: most operations that a handle can have outstanding
 * @max_batch: most operations that one TPHONE_IOC_SUBMIT takes
 * @manufacturer: UTF-8, zero-terminated, as the ones below
 * @model: name of the model
 * @serial: serial number, empty when the phone has none
 * @id: the same text whenever the same phone is plugged in again
 * @driver: name of the driver
 * @parent: name of the parent device, the bus address mostly
 * @reserved: zero
 */
struct tphone_info {
	__u32 size;
	__u32 flags;
	__u32 index;
	__u32 reserved0;
	__aligned_u64 features;
	__aligned_u64 opcodes;
	__aligned_u64 events;
	__u32 hook_devices;
	__u32 hook_modes_settable[TPHONE_NR_HOOK_DEVICES];
	__u32 hook_modes_reported[TPHONE_NR_HOOK_DEVICES];
	__u32 volume_devices;
	__u32 gain_devices;
	__u32 nr_ring_modes;
	__u32 display_rows;
	__u32 display_columns;
	__u32 nr_buttons;
	__u32 nr_downloads;
	__u32 nr_uploads;
	__u32 max_payload;
	__u32 max_operations;
	__u32 max_batch;
	char manufacturer[TPHONE_TEXT_SIZE];
	char model[TPHONE_TEXT_SIZE];
	char serial[TPHONE_TEXT_SIZE];
	char id[TPHONE_ID_SIZE];
	char driver[TPHONE_TEXT_SIZE];
	char parent[TPHONE_TEXT_SIZE];
	__aligned_u64 reserved[4];
};

/* Status of a phone, as a mask. */
#define TPHONE_STATUS_CONNECTED		0x1	/* the phone answers */
#define TPHONE_STATUS_SUSPENDED		0x2	/* its use is suspended */
#define TPHONE_STATUS_DRAINING		0x4	/* operations of no handle are left */

/* Roles of a handle. */
#define TPHONE_ROLE_NONE		0	/* looks only, is not counted */
#define TPHONE_ROLE_MONITOR		1	/* watches; DEVSPECIFIC only */
#define TPHONE_ROLE_OWNER		2	/* submits operations; one a phone */

/**
 * struct tphone_state - the state of the phone at one instant (TPHONE_IOC_STATE)
 * @size: in: bytes the caller has; the kernel fills that many
 * @flags: must be zero
 * @seq: every record up to this number is contained in the snapshot
 * @status: TPHONE_STATUS_*
 * @role: role of this handle, TPHONE_ROLE_*
 * @nr_owners: 0 or 1
 * @nr_monitors: handles in the role of a monitor
 * @nr_outstanding: operations that the driver holds, of whatever handle
 * @nr_own_outstanding: operations of this handle without a completion yet
 * @hook_mode: per hook switch device; UNKNOWN where there is none
 * @volume: per hook switch device
 * @gain: per hook switch device
 * @ring_mode: 0 when the phone is silent
 * @ring_volume: 0 to TPHONE_VOLUME_MAX
 * @nr_lamps: in: elements at @lamps_ptr; out: button/lamp pairs of the phone
 * @lamps_ptr: array of __u32 that receives the lamp modes, or 0
 * @reserved: must be zero
 * @owner_name: name that the owner has given, UTF-8, zero-terminated; empty
 *	without an owner, or if it has given none
 */
struct tphone_state {
	__u32 size;
	__u32 flags;
	__aligned_u64 seq;
	__u32 status;
	__u32 role;
	__u32 nr_owners;
	__u32 nr_monitors;
	__u32 nr_outstanding;
	__u32 nr_own_outstanding;
	__u32 hook_mode[TPHONE_NR_HOOK_DEVICES];
	__u32 volume[TPHONE_NR_HOOK_DEVICES];
	__u32 gain[TPHONE_NR_HOOK_DEVICES];
	__u32 ring_mode;
	__u32 ring_volume;
	__u32 nr_lamps;
	__aligned_u64 lamps_ptr;
	__aligned_u64 reserved[4];
	char owner_name[TPHONE_TEXT_SIZE];
};

/**
 * struct tphone_role - take a role (TPHONE_IOC_ROLE)
 * @size: size of this structure
 * @flags: must be zero
 * @role: TPHONE_ROLE_MONITOR or TPHONE_ROLE_OWNER
 * @reserved: must be zero
 * @name: name of the program that takes it, UTF-8, zero-terminated; may be empty
 */
struct tphone_role {
	__u32 size;
	__u32 flags;
	__u32 role;
	__u32 reserved;
	char name[TPHONE_TEXT_SIZE];
};

/**
 * struct tphone_mask - which events the handle receives (TPHONE_IOC_MASK)
 * @size: size of this structure
 * @flags: must be zero
 * @events: bits TPHONE_EVENT_BIT(); TPHONE_EVENTS_DEFAULT when a phone is opened
 *
 * An event that the kernel knows and the phone cannot produce may be selected;
 * a bit that the kernel does not know is refused with EINVAL.
 */
struct tphone_mask {
	__u32 size;
	__u32 flags;
	__aligned_u64 events;
};

/* Kinds of records for which an eventfd is signalled. */
#define TPHONE_NOTIFY_COMPLETIONS	0x1
#define TPHONE_NOTIFY_EVENTS		0x2	/* also LOST and GONE */

/**
 * struct tphone_notify - register eventfds (TPHONE_IOC_NOTIFY)
 * @size: size of this structure
 * @flags: TPHONE_NOTIFY_*: the kinds of record that @eventfd is for
 * @eventfd: takes the place of the one registered for these kinds; -1: none
 * @reserved: must be zero
 */
struct tphone_notify {
	__u32 size;
	__u32 flags;
	__s32 eventfd;
	__u32 reserved;
};

/* Accept all operations of the batch or none. */
#define TPHONE_SUBMIT_ALL_OR_NONE	0x1	/* at most max_batch of them */

/**
 * struct tphone_submit - queue operations (TPHONE_IOC_SUBMIT)
 * @size: size of this structure
 * @flags: TPHONE_SUBMIT_*
 * @requests_ptr: array of @nr_requests structures tphone_request
 * @ids_ptr: array of __u64 that receives the ids of those accepted, or 0; no
 *	two operations of a phone have the same id, and none is 0
 * @nr_requests: elements of the array
 * @request_size: bytes of one element
 * @nr_accepted: out: the first so many were accepted
 * @error: out: why the next one was not, a negative errno; 0: all were
 * @error_offset: out: offset of the offending field in struct tphone_request,
 *	0 if it was not a field
 * @reserved: must be zero
 *
 * The ioctl fails, with the same errno as @error, only if nothing was accepted.
 */
struct tphone_submit {
	__u32 size;
	__u32 flags;
	__aligned_u64 requests_ptr;
	__aligned_u64 ids_ptr;
	__u32 nr_requests;
	__u32 request_size;
	__u32 nr_accepted;
	__s32 error;
	__u32 error_offset;
	__u32 reserved;
};

/* How TPHONE_IOC_CANCEL selects among the handle's own operations. */
#define TPHONE_CANCEL_ID		0	/* the one with this id */
#define TPHONE_CANCEL_USER_DATA		1	/* all with this user_data */
#define TPHONE_CANCEL_ALL		2	/* all of the handle */

/**
 * struct tphone_cancel - cancel operations (TPHONE_IOC_CANCEL)
 * @size: size of this structure
 * @flags: must be zero
 * @select: TPHONE_CANCEL_*
 * @nr_cancelled: out: operations that the driver was asked to end
 * @id: for TPHONE_CANCEL_ID
 * @user_data: for TPHONE_CANCEL_USER_DATA
 */
struct tphone_cancel {
	__u32 size;
	__u32 flags;
	__u32 select;
	__u32 nr_cancelled;
	__aligned_u64 id;
	__aligned_u64 user_data;
};

/* Drop the output instead of copying it. */
#define TPHONE_FETCH_DISCARD		0x1

/**
 * struct tphone_fetch - output of a completed operation (TPHONE_IOC_FETCH)
 * @size: size of this structure
 * @flags: TPHONE_FETCH_*
 * @id: id of the operation
 * @buf_ptr: receives the output, which the kernel then forgets
 * @buf_len: bytes at @buf_ptr
 * @len: out: bytes of output
 */
struct tphone_fetch {
	__u32 size;
	__u32 flags;
	__aligned_u64 id;
	__aligned_u64 buf_ptr;
	__u32 buf_len;
	__u32 len;
};

/**
 * struct tphone_lamp - one lamp (TPHONE_IOC_LAMP)
 * @size: size of this structure
 * @flags: must be zero
 * @lamp: in: number of the button/lamp pair
 * @mode: out: lamp mode; TPHONE_LAMPMODE_DUMMY when the pair has no lamp
 * @modes: out: mask of the modes that can be set
 * @reserved: must be zero
 * @seq: out: every record up to this number is contained in the answer
 */
struct tphone_lamp {
	__u32 size;
	__u32 flags;
	__u32 lamp;
	__u32 mode;
	__u32 modes;
	__u32 reserved;
	__aligned_u64 seq;
};

/**
 * struct tphone_button - one button (TPHONE_IOC_BUTTON)
 * @size: size of this structure
 * @flags: must be zero
 * @button: in: number of the button/lamp pair
 * @mode: out: button mode
 * @function: out: TPHONE_FUNCTION_*
 * @state: out: one TPHONE_BUTTONSTATE_*
 * @seq: out: every record up to this number is contained in the answer
 * @text: out: label, UTF-8, zero-terminated
 */
struct tphone_button {
	__u32 size;
	__u32 flags;
	__u32 button;
	__u32 mode;
	__u32 function;
	__u32 state;
	__aligned_u64 seq;
	char text[TPHONE_TEXT_SIZE];
};

/**
 * struct tphone_display - what the display shows (TPHONE_IOC_DISPLAY)
 * @size: size of this structure
 * @flags: must be zero
 * @buf_ptr: receives the text, UTF-8, row after row, not terminated
 * @buf_len: bytes at @buf_ptr
 * @len: out: bytes of the text; at most 4 times rows times columns
 * @rows: out: rows of the display
 * @columns: out: columns of the display
 * @seq: out: every record up to this number is contained in the answer
 */
struct tphone_display {
	__u32 size;
	__u32 flags;
	__aligned_u64 buf_ptr;
	__u32 buf_len;
	__u32 len;
	__u32 rows;
	__u32 columns;
	__aligned_u64 seq;
};

/* Ask for the size of a download area; nothing is copied. */
#define TPHONE_DATA_DOWNLOAD		0x1

/**
 * struct tphone_data - read an upload area (TPHONE_IOC_DATA)
 * @size: size of this structure
 * @flags: TPHONE_DATA_*
 * @area: in: number of the area
 * @offset: in: first byte to read
 * @buf_ptr: receives the bytes
 * @buf_len: bytes wanted
 * @len: out: bytes copied
 * @area_size: out: bytes that the area can hold
 * @area_used: out: bytes of it that are in use
 * @seq: out: every record up to this number is contained in the answer
 */
struct tphone_data {
	__u32 size;
	__u32 flags;
	__u32 area;
	__u32 offset;
	__aligned_u64 buf_ptr;
	__u32 buf_len;
	__u32 len;
	__u32 area_size;
	__u32 area_used;
	__aligned_u64 seq;
};

/* Go on delivering completions to this handle, even if others are left. */
#define TPHONE_DETACH_KEEP		0x1

/**
 * struct tphone_detach - give up the role (TPHONE_IOC_DETACH)
 * @size: size of this structure
 * @flags: TPHONE_DETACH_*
 * @grace_ms: longest wait for a driver that does not answer, 0: the default
 * @was_last: out: 1 if no other handle with a role is left on the phone
 * @nr_outstanding: out: operations of this handle without a completion yet
 * @nr_left_behind: out: operations of handles closed earlier, now cancelled
 *
 * If @was_last, all operations on the phone were cancelled, and read() still
 * returns one completion for each of the @nr_outstanding; then it returns 0.
 * If not, the operations go on and their completions are dropped, or, with
 * TPHONE_DETACH_KEEP, read() returns these in the same way.
 */
struct tphone_detach {
	__u32 size;
	__u32 flags;
	__u32 grace_ms;
	__u32 was_last;
	__u32 nr_outstanding;
	__u32 nr_left_behind;
};

/**
 * struct tphone_revoke - make the handle useless for ever (TPHONE_IOC_REVOKE)
 * @size: size of this structure
 * @flags: must be zero
 *
 * For the handle, with all its descriptors, it is as if the phone were gone, for
 * ever; for the phone, as if the handle were closed.
 */
struct tphone_revoke {
	__u32 size;
	__u32 flags;
};

#define TPHONE_IOC_MAGIC	0xB9

#define TPHONE_IOC_INFO		_IO(TPHONE_IOC_MAGIC, 0x00)
#define TPHONE_IOC_STATE	_IO(TPHONE_IOC_MAGIC, 0x01)
#define TPHONE_IOC_ROLE		_IO(TPHONE_IOC_MAGIC, 0x02)
#define TPHONE_IOC_MASK		_IO(TPHONE_IOC_MAGIC, 0x03)
#define TPHONE_IOC_NOTIFY	_IO(TPHONE_IOC_MAGIC, 0x04)
#define TPHONE_IOC_SUBMIT	_IO(TPHONE_IOC_MAGIC, 0x05)
#define TPHONE_IOC_CANCEL	_IO(TPHONE_IOC_MAGIC, 0x06)
#define TPHONE_IOC_FETCH	_IO(TPHONE_IOC_MAGIC, 0x07)
#define TPHONE_IOC_LAMP		_IO(TPHONE_IOC_MAGIC, 0x08)
#define TPHONE_IOC_BUTTON	_IO(TPHONE_IOC_MAGIC, 0x09)
#define TPHONE_IOC_DISPLAY	_IO(TPHONE_IOC_MAGIC, 0x0a)
#define TPHONE_IOC_DATA		_IO(TPHONE_IOC_MAGIC, 0x0b)
#define TPHONE_IOC_DETACH	_IO(TPHONE_IOC_MAGIC, 0x0c)
#define TPHONE_IOC_REVOKE	_IO(TPHONE_IOC_MAGIC, 0x0d)

#endif /* _UAPI_LINUX_TPHONE_H */
