// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last known state of a phone, phone->cache. Every change makes an event;
 * setting the value that it has already makes none.
 *
 * All functions are called under phone->lock, with parameters that were checked.
 */
#include "operation.h"
#include "state.h"
#include "text.h"
#include "validate.h"

static void push(struct tphone *phone, u16 code, struct tphone_origin origin,
		 u64 first, u64 second)
{
	tphone_event_push(phone, code, origin.cause, first, second, origin.id,
			  NULL);
}

void tphone_state_hook(struct tphone *phone, u32 device, u32 mode,
		       struct tphone_origin origin)
{
	u32 *hook_mode = &phone->cache.hook_mode[tphone_hook_index(device)];
	u32 item = TPHONE_ITEM_HOOK + tphone_hook_index(device);

	__set_bit(item, phone->known);
	if (*hook_mode == mode)
		return;
	*hook_mode = mode;
	tphone_replay_changed(phone, item);
	push(phone, TPHONE_EVENT_HOOK, origin, device, mode);
}

/* @levels: cache.volume with TPHONE_EVENT_VOLUME, or cache.gain with _GAIN. */
void tphone_state_level(struct tphone *phone, u32 *levels, u16 code, u32 device,
			u32 level, struct tphone_origin origin)
{
	u32 *old = &levels[tphone_hook_index(device)];
	u32 item = tphone_hook_index(device) +
		   (code == TPHONE_EVENT_GAIN ? TPHONE_ITEM_GAIN :
						TPHONE_ITEM_VOLUME);

	__set_bit(item, phone->known);
	if (*old == level)
		return;
	*old = level;
	tphone_replay_changed(phone, item);
	push(phone, code, origin, device, level);
}

void tphone_state_ring(struct tphone *phone, u32 mode, u32 volume,
		       struct tphone_origin origin)
{
	struct tphone_cache *cache = &phone->cache;

	__set_bit(TPHONE_ITEM_RING, phone->known);
	if (cache->ring_mode != mode || cache->ring_volume != volume)
		tphone_replay_changed(phone, TPHONE_ITEM_RING);
	if (cache->ring_mode != mode) {
		cache->ring_mode = mode;
		push(phone, TPHONE_EVENT_RING_MODE, origin, mode, volume);
	}
	if (cache->ring_volume != volume) {
		cache->ring_volume = volume;
		push(phone, TPHONE_EVENT_RING_VOLUME, origin, volume, 0);
	}
}

void tphone_state_lamp(struct tphone *phone, u32 lamp, u32 mode,
		       struct tphone_origin origin)
{
	u32 *old = &phone->cache.buttons[lamp].lamp;

	__set_bit(TPHONE_ITEM_LAMP + lamp, phone->known);
	if (*old == mode)
		return;
	*old = mode;
	tphone_replay_changed(phone, TPHONE_ITEM_LAMP + lamp);
	push(phone, TPHONE_EVENT_LAMP, origin, lamp, mode);
}

static void push_key(struct tphone *phone, u32 button, u32 state, u16 cause)
{
	push(phone, TPHONE_EVENT_BUTTON, tphone_no_operation(cause), button,
	     state);
}

/*
 * Programs rely on each DOWN being followed by one UP, so ignore a press of a
 * button that is down and a release of one that is up. For a button that
 * reports only presses, a press makes both events.
 */
void tphone_state_key(struct tphone *phone, u32 button, bool down)
{
	struct tphone_button_state *key = &phone->cache.buttons[button];
	u32 state = down ? TPHONE_BUTTONSTATE_DOWN : TPHONE_BUTTONSTATE_UP;

	if (key->state == TPHONE_BUTTONSTATE_UNAVAIL) {
		if (!down)
			return;
		push_key(phone, button, TPHONE_BUTTONSTATE_DOWN,
			 TPHONE_CAUSE_USER);
		push_key(phone, button, TPHONE_BUTTONSTATE_UP,
			 TPHONE_CAUSE_USER);
		return;
	}
	if (key->state == state)
		return;
	key->state = state;
	push_key(phone, button, state, TPHONE_CAUSE_USER);
}

/*
 * Release all keys of a phone that is disconnected or suspended, as it cannot
 * report their release. If it reports one later, tphone_state_key() ignores it.
 */
static void release_keys(struct tphone *phone)
{
	u32 i;

	for (i = 0; i < phone->caps.nr_buttons; i++) {
		if (phone->cache.buttons[i].state != TPHONE_BUTTONSTATE_DOWN)
			continue;
		phone->cache.buttons[i].state = TPHONE_BUTTONSTATE_UP;
		push_key(phone, i, TPHONE_BUTTONSTATE_UP, TPHONE_CAUSE_CORE);
	}
}

/* Returns the number of cells written. */
u32 tphone_state_display(struct tphone *phone, u32 first, const u8 *text,
			 size_t len, struct tphone_origin origin)
{
	u32 columns = phone->caps.display_columns;
	bool changed = false;
	u32 written, row;

	written = tphone_cells_write(phone->cache.cells, tphone_nr_cells(phone),
				     first, text, len, &changed);
	for (row = first / columns; row * columns < first + written; row++) {
		__set_bit(TPHONE_ITEM_ROW + row, phone->known);
		if (changed)
			tphone_replay_changed(phone, TPHONE_ITEM_ROW + row);
	}
	if (changed)
		push(phone, TPHONE_EVENT_DISPLAY, origin, first, written);
	return written;
}

void tphone_state_upload(struct tphone *phone, u32 area, u32 offset,
			 const void *data, u32 len,
			 struct tphone_origin origin)
{
	struct tphone_upload *upload = &phone->cache.uploads[area];

	if (offset >= upload->size || !len)
		return;
	len = min(len, upload->size - offset);
	if (offset + len <= upload->used &&
	    !memcmp(upload->data + offset, data, len))
		return;
	memcpy(upload->data + offset, data, len);
	upload->used = max(upload->used, offset + len);
	push(phone, TPHONE_EVENT_DATA, origin, area, upload->used);
}

/* @text: TPHONE_TEXT_SIZE bytes, zero from its end on. */
void tphone_state_button(struct tphone *phone, u32 number, u32 mode,
			 u32 function, const char *text, struct tphone_origin origin)
{
	struct tphone_button_state *button = &phone->cache.buttons[number];
	u32 what = 0;

	__set_bit(TPHONE_ITEM_BUTTON + number, phone->known);
	if (button->mode != mode || button->function != function)
		what |= TPHONE_BUTTON_INFO_FUNCTION;
	if (memcmp(button->text, text, sizeof(button->text)))
		what |= TPHONE_BUTTON_INFO_TEXT;
	if (!what)
		return;
	button->mode = mode;
	button->function = function;
	memcpy(button->text, text, sizeof(button->text));
	tphone_replay_changed(phone, TPHONE_ITEM_BUTTON + number);
	push(phone, TPHONE_EVENT_BUTTON_INFO, origin, number, what);
}

/* Schedule the fail-safe and a replay that wait for the phone to be usable. */
static void became_usable(struct tphone *phone)
{
	if (!tphone_usable(phone))
		return;
	if (phone->reset_due)
		tphone_reset_schedule(phone, 0);
	tphone_replay_schedule(phone, 0);
}

void tphone_state_connected(struct tphone *phone, bool connected, u16 cause)
{
	if (phone->cache.connected == connected)
		return;
	phone->cache.connected = connected;
	if (!connected)
		release_keys(phone);
	push(phone, TPHONE_EVENT_CONNECTION, tphone_no_operation(cause),
	     connected, 0);
	became_usable(phone);
}

/* @which: the reason for the suspension, a member of the cache. */
void tphone_state_suspended(struct tphone *phone, bool *which, bool suspended,
			    u16 cause)
{
	bool before = tphone_suspended(phone);
	bool after;

	*which = suspended;
	after = tphone_suspended(phone);
	if (after && !before)
		release_keys(phone);
	if (before != after)
		push(phone, TPHONE_EVENT_SUSPEND, tphone_no_operation(cause),
		     after, 0);
	became_usable(phone);
}

/* The id is 0 for operations of the core: no handle has submitted them. */
static struct tphone_origin origin_of(const struct tphone_slot *slot)
{
	return (struct tphone_origin){
		.cause = slot->cause,
		.id = slot->cause == TPHONE_CAUSE_HOST ? slot->id : 0,
	};
}

/*
 * Was the value reported after the operation was sent? Then the completion must
 * not overwrite it.
 */
static bool is_newer(const struct tphone_slot *slot, u64 reported)
{
	return reported > slot->sent;
}

static void apply_button(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	char text[TPHONE_TEXT_SIZE] = "";

	if (is_newer(slot, phone->cache.buttons[request->target].info_reported))
		return;
	if (request->data_len)
		memcpy(text, slot->op.data,
		       tphone_text_length(slot->op.data, request->data_len));
	tphone_state_button(phone, request->target, request->arg0,
			    request->arg1, text, origin_of(slot));
}

static void apply_data(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u32 area = phone->caps.downloads[request->target].upload;
	u32 first = request->data_offset;
	u32 end = first + request->data_len;
	const u8 *data = slot->op.data;
	u32 at, stop;
	bool newer;

	if (area == TPHONE_NO_UPLOAD)
		return;
	for (at = first; at < end; at = stop) {
		stop = tphone_ranges_run(&phone->cache.uploads[area].reported,
					 slot->sent, at, end, &newer);
		if (!newer)
			tphone_state_upload(phone, area, at, data + at - first,
					    stop - at, origin_of(slot));
	}
}

static void apply_display(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u32 end = tphone_nr_cells(phone);
	const u8 *text = slot->op.data;
	size_t len = request->data_len;
	size_t size;
	u32 at, stop;
	bool newer;

	at = request->target * phone->caps.display_columns + request->arg0;
	for (; at < end && len; at = stop) {
		stop = tphone_ranges_run(&phone->cache.cells_reported,
					 slot->sent, at, end, &newer);
		size = tphone_text_size(text, len, stop - at);
		if (!newer)
			tphone_state_display(phone, at, text, size,
					     origin_of(slot));
		text += size;
		len -= size;
	}
}

static void apply_hooks(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u32 mode = slot->value_set ? slot->value : request->arg0;
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (request->target & 1U << i &&
		    !is_newer(slot, phone->cache.hook_reported[i]))
			tphone_state_hook(phone, 1U << i, mode, origin_of(slot));
	}
}

static void apply_lamp(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u32 mode = slot->value_set ? slot->value : request->arg0;

	if (!is_newer(slot, phone->cache.buttons[request->target].lamp_reported))
		tphone_state_lamp(phone, request->target, mode, origin_of(slot));
}

static void apply_ring(struct tphone *phone, struct tphone_slot *slot)
{
	const struct tphone_request *request = &slot->op.request;
	u32 mode = slot->ring_mode_set ? slot->ring_mode : request->arg0;
	u32 volume = slot->value_set ? slot->value : request->arg1;

	if (!is_newer(slot, phone->cache.ring_reported))
		tphone_state_ring(phone, mode, volume, origin_of(slot));
}

static void apply_level(struct tphone *phone, struct tphone_slot *slot)
{
	struct tphone_cache *cache = &phone->cache;
	u32 device = slot->op.request.target;
	u32 i = tphone_hook_index(device);

	if (slot->op.request.opcode == TPHONE_OP_SET_GAIN) {
		if (!is_newer(slot, cache->gain_reported[i]))
			tphone_state_level(phone, cache->gain,
					   TPHONE_EVENT_GAIN, device,
					   slot->value, origin_of(slot));
	} else {
		if (!is_newer(slot, cache->volume_reported[i]))
			tphone_state_level(phone, cache->volume,
					   TPHONE_EVENT_VOLUME, device,
					   slot->value, origin_of(slot));
	}
}

/**
 * tphone_state_apply() - change the state as a completed operation did
 * @phone: the phone
 * @slot: the operation
 *
 * Context: under phone->lock.
 */
void tphone_state_apply(struct tphone *phone, struct tphone_slot *slot)
{
	lockdep_assert_held(&phone->lock);
	switch (slot->op.request.opcode) {
	case TPHONE_OP_SET_BUTTON:
		apply_button(phone, slot);
		break;
	case TPHONE_OP_SET_DATA:
		apply_data(phone, slot);
		break;
	case TPHONE_OP_SET_DISPLAY:
		apply_display(phone, slot);
		break;
	case TPHONE_OP_SET_GAIN:
	case TPHONE_OP_SET_VOLUME:
		apply_level(phone, slot);
		break;
	case TPHONE_OP_SET_HOOK:
		apply_hooks(phone, slot);
		break;
	case TPHONE_OP_SET_LAMP:
		apply_lamp(phone, slot);
		break;
	case TPHONE_OP_SET_RING:
		apply_ring(phone, slot);
		break;
	}
}
