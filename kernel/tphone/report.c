// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports of drivers about changes that no operation made. Hardware may send
 * anything, so every parameter is checked; an impossible report is dropped,
 * counted, and logged at a bounded rate.
 *
 * A driver may call all functions of this file but tphone_nonsense() from any
 * context in which a spinlock_t can be taken, between tphone_alloc() and the
 * return of ->stop.
 */
#include <linux/export.h>

#include "operation.h"
#include "state.h"
#include "text.h"
#include "validate.h"

/**
 * tphone_nonsense() - count and log an impossible report or value of a driver
 * @phone: the phone
 * @what: name of the value that is impossible
 * @number: the value
 *
 * Each phone has a rate limit of its own, so that a bad phone does not use up
 * the messages about another one.
 *
 * Context: any in which a spinlock_t can be taken, phone->lock not held.
 */
void tphone_nonsense(struct tphone *phone, const char *what, u32 number)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	phone->statistics.nonsense++;
	tphone_unlock(phone, flags);
	if (__ratelimit(&phone->nonsense_limit))
		dev_warn(&phone->dev, "driver reports impossible %s %u\n", what,
			 number);
}

static bool nonsense(struct tphone *phone, const char *what, u32 number)
{
	tphone_nonsense(phone, what, number);
	return false;
}

/*
 * The time of a report. A report without a change gets one, too: it is newer than
 * an operation that was sent before. Under phone->lock.
 */
static u64 report_time(struct tphone *phone)
{
	return atomic64_inc_return(&phone->nr_reports);
}

/* Is it a cause for reports? The others are for events that the core makes. */
static bool cause_valid(struct tphone *phone, u16 cause)
{
	if (cause == TPHONE_CAUSE_USER || cause == TPHONE_CAUSE_DRIVER)
		return true;
	return nonsense(phone, "cause", cause);
}

static bool hook_device_exists(struct tphone *phone, u32 device)
{
	if (tphone_one_bit(device) && device & phone->caps.hook_devices)
		return true;
	return nonsense(phone, "hook switch device", device);
}

static bool button_exists(struct tphone *phone, u32 button)
{
	if (button < phone->caps.nr_buttons &&
	    phone->caps.buttons[button].mode != TPHONE_BUTTONMODE_DUMMY)
		return true;
	return nonsense(phone, "button", button);
}

static bool level_valid(struct tphone *phone, u32 level)
{
	if (level <= TPHONE_VOLUME_MAX)
		return true;
	return nonsense(phone, "level", level);
}

/**
 * tphone_report_hook() - a hook switch has moved
 * @phone: the phone
 * @device: one TPHONE_HOOK_*
 * @mode: one TPHONE_HOOKMODE_*
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_hook(struct tphone *phone, u32 device, u32 mode, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause) || !hook_device_exists(phone, device))
		return;
	if (!tphone_hook_mode_valid(mode)) {
		nonsense(phone, "hook mode", mode);
		return;
	}
	flags = tphone_lock(phone);
	phone->cache.hook_reported[tphone_hook_index(device)] =
		report_time(phone);
	tphone_state_hook(phone, device, mode, tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_hook);

/**
 * tphone_report_button() - a button was pressed or released
 * @phone: the phone
 * @button: number of the button
 * @down: it was pressed
 *
 * A press of a button that is down already is ignored, and so is the release of
 * one that is up. For a button without reports_state a press makes a press and a
 * release.
 */
void tphone_report_button(struct tphone *phone, u32 button, bool down)
{
	unsigned long flags;

	if (!button_exists(phone, button))
		return;
	flags = tphone_lock(phone);
	tphone_state_key(phone, button, down);
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_button);

/**
 * tphone_report_button_info() - the meaning or the label of a button changed
 * @phone: the phone
 * @button: number of the button
 * @mode: one TPHONE_BUTTONMODE_*, not DUMMY
 * @function: TPHONE_FUNCTION_*
 * @text: label, UTF-8 without control characters, shorter than TPHONE_TEXT_SIZE
 * @len: bytes of it; a zero byte ends it earlier
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_button_info(struct tphone *phone, u32 button, u32 mode,
			       u32 function, const char *text, size_t len,
			       u16 cause)
{
	const u8 *bytes = (const u8 *)text;
	char label[TPHONE_TEXT_SIZE] = "";
	unsigned long flags;

	if (!cause_valid(phone, cause) || !button_exists(phone, button))
		return;
	if (!tphone_button_info_valid(mode, function)) {
		nonsense(phone, "button function", function);
		return;
	}
	if (len >= sizeof(label) || !tphone_text_valid(bytes, len)) {
		nonsense(phone, "label of length", len);
		return;
	}
	memcpy(label, text, tphone_text_length(bytes, len));
	flags = tphone_lock(phone);
	phone->cache.buttons[button].info_reported = report_time(phone);
	tphone_state_button(phone, button, mode, function, label,
			    tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_button_info);

/**
 * tphone_report_lamp() - a lamp changed
 * @phone: the phone
 * @lamp: number of the lamp
 * @mode: one TPHONE_LAMPMODE_*, not DUMMY
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_lamp(struct tphone *phone, u32 lamp, u32 mode, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause))
		return;
	if (lamp >= phone->caps.nr_buttons ||
	    !phone->caps.buttons[lamp].lamp_modes) {
		nonsense(phone, "lamp", lamp);
		return;
	}
	if (!tphone_lamp_mode_valid(mode)) {
		nonsense(phone, "lamp mode", mode);
		return;
	}
	flags = tphone_lock(phone);
	phone->cache.buttons[lamp].lamp_reported = report_time(phone);
	tphone_state_lamp(phone, lamp, mode, tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_lamp);

/**
 * tphone_report_ring() - the ringer changed
 * @phone: the phone
 * @mode: ring mode, 0 when it is silent
 * @volume: 0 to TPHONE_VOLUME_MAX
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_ring(struct tphone *phone, u32 mode, u32 volume, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause))
		return;
	if (mode > phone->caps.nr_ring_modes) {
		nonsense(phone, "ring mode", mode);
		return;
	}
	if (!level_valid(phone, volume))
		return;
	flags = tphone_lock(phone);
	phone->cache.ring_reported = report_time(phone);
	tphone_state_ring(phone, mode, volume, tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_ring);

/**
 * tphone_report_volume() - a speaker volume changed
 * @phone: the phone
 * @device: one TPHONE_HOOK_*
 * @volume: 0 to TPHONE_VOLUME_MAX
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_volume(struct tphone *phone, u32 device, u32 volume,
			  u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause) || !hook_device_exists(phone, device) ||
	    !level_valid(phone, volume))
		return;
	flags = tphone_lock(phone);
	phone->cache.volume_reported[tphone_hook_index(device)] =
		report_time(phone);
	tphone_state_level(phone, phone->cache.volume, TPHONE_EVENT_VOLUME,
			   device, volume, tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_volume);

/**
 * tphone_report_gain() - a microphone gain changed
 * @phone: the phone
 * @device: one TPHONE_HOOK_*
 * @gain: 0 to TPHONE_VOLUME_MAX
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_gain(struct tphone *phone, u32 device, u32 gain, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause) || !hook_device_exists(phone, device) ||
	    !level_valid(phone, gain))
		return;
	flags = tphone_lock(phone);
	phone->cache.gain_reported[tphone_hook_index(device)] =
		report_time(phone);
	tphone_state_level(phone, phone->cache.gain, TPHONE_EVENT_GAIN, device,
			   gain, tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_gain);

/**
 * tphone_report_display() - the phone wrote on its display
 * @phone: the phone
 * @row: from 0
 * @column: from 0
 * @text: UTF-8 without control characters
 * @len: bytes of it
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_display(struct tphone *phone, u32 row, u32 column,
			   const char *text, size_t len, u16 cause)
{
	const u8 *bytes = (const u8 *)text;
	unsigned long flags;
	u32 first, written;

	if (!cause_valid(phone, cause))
		return;
	if (row >= phone->caps.display_rows ||
	    column >= phone->caps.display_columns) {
		nonsense(phone, "display row", row);
		return;
	}
	if (!tphone_text_valid(bytes, len)) {
		nonsense(phone, "display text of length", len);
		return;
	}
	first = row * phone->caps.display_columns + column;
	flags = tphone_lock(phone);
	written = tphone_state_display(phone, first, bytes, len,
				       tphone_no_operation(cause));
	tphone_ranges_add(&phone->cache.cells_reported, report_time(phone),
			  first, first + written);
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_display);

/**
 * tphone_report_data() - the contents of an upload area changed
 * @phone: the phone
 * @area: number of the area
 * @offset: where the change begins; bytes beyond the area are cut off
 * @data: the new bytes
 * @len: how many
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_data(struct tphone *phone, u32 area, u32 offset,
			const void *data, u32 len, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause))
		return;
	if (area >= phone->caps.nr_uploads) {
		nonsense(phone, "upload area", area);
		return;
	}
	len = min(len, phone->caps.upload_sizes[area] -
		       min(offset, phone->caps.upload_sizes[area]));
	flags = tphone_lock(phone);
	tphone_ranges_add(&phone->cache.uploads[area].reported,
			  report_time(phone), offset, offset + len);
	tphone_state_upload(phone, area, offset, data, len,
			    tphone_no_operation(cause));
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_data);

/**
 * tphone_report_devspecific() - report an event that only the manufacturer defines
 * @phone: the phone
 * @first: value[0] of the event
 * @second: value[1] of the event
 * @third: id of the event
 * @cause: TPHONE_CAUSE_USER or TPHONE_CAUSE_DRIVER
 */
void tphone_report_devspecific(struct tphone *phone, u64 first, u64 second,
			       u64 third, u16 cause)
{
	unsigned long flags;

	if (!cause_valid(phone, cause))
		return;
	flags = tphone_lock(phone);
	tphone_event_push(phone, TPHONE_EVENT_DEVSPECIFIC, cause, first, second,
			  third, NULL);
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_devspecific);

/**
 * tphone_report_connected() - the link to the phone broke or came back
 * @phone: the phone
 * @connected: the phone answers
 *
 * If the phone is gone for good, call tphone_unregister() instead.
 */
void tphone_report_connected(struct tphone *phone, bool connected)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	tphone_state_connected(phone, connected, TPHONE_CAUSE_DRIVER);
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_connected);

/**
 * tphone_report_suspended() - the use of the phone is suspended or resumed
 * @phone: the phone
 * @suspended: it cannot be used
 */
void tphone_report_suspended(struct tphone *phone, bool suspended)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	tphone_state_suspended(phone, &phone->cache.suspended_by_driver,
			       suspended, TPHONE_CAUSE_DRIVER);
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_report_suspended);
