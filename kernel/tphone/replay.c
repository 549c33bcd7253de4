// SPDX-License-Identifier: GPL-2.0-only
/*
 * Replaying: sending all settings once more to a phone that has lost them, for
 * instance by a reset while the computer slept.
 *
 * Settings, which phone.h calls items, are replayed one by one, each with the
 * value that it has when its operation is made. An item waits while the driver
 * holds another operation that sets it: the reset may or may not have undone that
 * operation, and the replay could overtake it. Replaying goes on when the driver
 * returns an operation. If an item changes while its replay is with the driver, it
 * is replayed once more, as the order in which the two reached the phone is
 * unknown. A replay that was cancelled is done again.
 */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "operation.h"
#include "text.h"
#include "validate.h"

#define REPLAY_TIMEOUT_MS	5000
#define RETRY_MS		1000

/**
 * tphone_replay_schedule() - go on replaying
 * @phone: the phone
 * @delay_ms: not before this time
 *
 * Context: under phone->lock.
 */
void tphone_replay_schedule(struct tphone *phone, unsigned int delay_ms)
{
	lockdep_assert_held(&phone->lock);
	if (phone->gone || !phone->replay_due)
		return;
	mod_delayed_work(tphone_workqueue, &phone->replay_work,
			 msecs_to_jiffies(delay_ms));
}

/**
 * tphone_replay() - send all settings to a phone that has lost them
 * @phone: a registered phone
 *
 * The core sends operations of its own for ringer, hook switches, lamps, volumes,
 * gains, display and labels, as far as they are known (an operation has set them,
 * or the driver has reported them) and there is an operation that sets them. Data
 * areas and device-specific settings are left to the driver. A setting that the
 * driver reports before it is replayed is replayed as reported, so a driver first
 * reports the settings that differ.
 *
 * Replaying begins when the phone can be used again, so a driver calls this in
 * ->resume, in reset_resume of its bus, or just before tphone_report_connected().
 * A driver may call it while it holds operations.
 *
 * Context: any in which a spinlock_t can be taken.
 */
void tphone_replay(struct tphone *phone)
{
	unsigned long flags;

	flags = tphone_lock(phone);
	if (rcu_access_pointer(phone->live_ops)) {
		bitmap_or(phone->replay, phone->replay, phone->known,
			  TPHONE_NR_ITEMS);
		phone->replay_due = true;
		tphone_replay_schedule(phone, 0);
	}
	tphone_unlock(phone, flags);
}
EXPORT_SYMBOL_GPL(tphone_replay);

/*
 * A text runs on into the rows below. Count each byte as one cell, which is the
 * most that it can be.
 */
static bool writes_row(const struct tphone *phone,
		       const struct tphone_request *request, u32 row)
{
	u32 last = request->target + (request->arg0 + request->data_len) /
				     phone->caps.display_columns;

	return row >= request->target && row <= last;
}

/* Does the operation set this item? Under phone->lock. */
static bool is_about(const struct tphone *phone,
		     const struct tphone_request *request, u32 item)
{
	u32 index = tphone_hook_index(request->target);

	switch (request->opcode) {
	case TPHONE_OP_SET_HOOK:
		return item < TPHONE_ITEM_HOOK + TPHONE_NR_HOOK_DEVICES &&
		       request->target & 1U << (item - TPHONE_ITEM_HOOK);
	case TPHONE_OP_SET_VOLUME:
		return item == TPHONE_ITEM_VOLUME + index;
	case TPHONE_OP_SET_GAIN:
		return item == TPHONE_ITEM_GAIN + index;
	case TPHONE_OP_SET_RING:
		return item == TPHONE_ITEM_RING;
	case TPHONE_OP_SET_DISPLAY:
		return item >= TPHONE_ITEM_ROW &&
		       item < TPHONE_ITEM_LAMP &&
		       writes_row(phone, request, item - TPHONE_ITEM_ROW);
	case TPHONE_OP_SET_LAMP:
		return item == TPHONE_ITEM_LAMP + request->target;
	case TPHONE_OP_SET_BUTTON:
		return item == TPHONE_ITEM_BUTTON + request->target;
	default:
		return false;
	}
}

static bool is_on_its_way(const struct tphone *phone, u32 item,
			  const struct tphone_slot *except)
{
	const struct tphone_slot *slot;

	list_for_each_entry(slot, &phone->issued, issued_link) {
		if (slot != except && is_about(phone, &slot->op.request, item))
			return true;
	}
	return false;
}

static void describe_row(const struct tphone *phone, u32 row,
			 struct tphone_request *request, u8 *data)
{
	u32 columns = phone->caps.display_columns;

	request->opcode = TPHONE_OP_SET_DISPLAY;
	request->target = row;
	request->data_len = tphone_cells_read(phone->cache.cells +
					      row * columns, columns, data);
}

static void describe_button(const struct tphone *phone, u32 number,
			    struct tphone_request *request, u8 *data)
{
	const struct tphone_button_state *button = &phone->cache.buttons[number];

	request->opcode = TPHONE_OP_SET_BUTTON;
	request->target = number;
	request->arg0 = button->mode;
	request->arg1 = button->function;
	request->data_len = strlen(button->text);
	memcpy(data, button->text, request->data_len);
}

/* Make the request that sets an item to its current value. Under phone->lock. */
static void describe(const struct tphone *phone, u32 item,
		     struct tphone_request *request, u8 *data)
{
	const struct tphone_cache *cache = &phone->cache;
	u32 i;

	if (item >= TPHONE_ITEM_BUTTON) {
		describe_button(phone, item - TPHONE_ITEM_BUTTON, request, data);
	} else if (item >= TPHONE_ITEM_LAMP) {
		request->opcode = TPHONE_OP_SET_LAMP;
		request->target = item - TPHONE_ITEM_LAMP;
		request->arg0 = cache->buttons[request->target].lamp;
	} else if (item >= TPHONE_ITEM_ROW) {
		describe_row(phone, item - TPHONE_ITEM_ROW, request, data);
	} else if (item == TPHONE_ITEM_RING) {
		request->opcode = TPHONE_OP_SET_RING;
		request->arg0 = cache->ring_mode;
		request->arg1 = cache->ring_volume;
	} else {
		i = item % TPHONE_NR_HOOK_DEVICES;
		request->target = 1U << i;
		if (item >= TPHONE_ITEM_GAIN) {
			request->opcode = TPHONE_OP_SET_GAIN;
			request->arg0 = cache->gain[i];
		} else if (item >= TPHONE_ITEM_VOLUME) {
			request->opcode = TPHONE_OP_SET_VOLUME;
			request->arg0 = cache->volume[i];
		} else {
			request->opcode = TPHONE_OP_SET_HOOK;
			request->arg0 = cache->hook_mode[i];
		}
	}
}

/* Can it be set? Some values can only be reported, or are unknown. */
static bool is_possible(const struct tphone *phone,
			struct tphone_request *request, const u8 *data)
{
	size_t offset;
	bool possible;

	request->data_ptr = request->data_len ? (uintptr_t)data : 0;
	possible = !tphone_validate_request(&phone->caps, request, &offset);
	request->data_ptr = 0;
	return possible;
}

/* Allocate room for the text that describe() writes, and a zero. */
static u8 *alloc_data(const struct tphone *phone, u32 item)
{
	size_t size = TPHONE_TEXT_SIZE;

	if (item >= TPHONE_ITEM_ROW && item < TPHONE_ITEM_LAMP)
		size = phone->caps.display_columns * TPHONE_UTF8_MAX + 1;
	return kzalloc(size, GFP_KERNEL);
}

/* Takes over @data. Under phone->lock. Returns false without a slot for it. */
static bool add(struct tphone *phone, u32 item, u8 **data,
		struct list_head *batch)
{
	struct tphone_request request = { .timeout_ms = REPLAY_TIMEOUT_MS };
	struct tphone_slot *slot;

	if (is_on_its_way(phone, item, NULL))
		return true;
	describe(phone, item, &request, *data);
	if (!is_possible(phone, &request, *data)) {
		__clear_bit(item, phone->replay);
		return true;
	}
	slot = tphone_slot_reserve(phone, phone->replay_slots, NULL);
	if (!slot)
		return false;
	slot->op.request = request;
	if (request.data_len) {
		slot->op.data = *data;
		*data = NULL;
	}
	slot->cause = TPHONE_CAUSE_CORE;
	slot->replay = true;
	slot->item = item;
	__clear_bit(item, phone->replay);
	__set_bit(item, phone->replaying);
	list_add_tail(&slot->batch_link, batch);
	tphone_issue_prepare(phone, slot);
	return true;
}

/* Holds the lock for one operation only, so that other tasks do not wait. */
static bool add_next(struct tphone *phone, u32 *item, struct list_head *batch)
{
	bool more = false;
	unsigned long flags;
	u8 *data;

	*item = find_next_bit(phone->replay, TPHONE_NR_ITEMS, *item);
	if (*item >= TPHONE_NR_ITEMS)
		return false;
	data = alloc_data(phone, *item);
	flags = tphone_lock(phone);
	if (!data)
		tphone_replay_schedule(phone, RETRY_MS);
	else if (!phone->gone && tphone_usable(phone))
		more = !test_bit(*item, phone->replay) ||
		       add(phone, *item, &data, batch);
	tphone_unlock(phone, flags);
	kfree(data);
	++*item;
	return more;
}

/* Make room for one batch, as large as that of a program. */
static bool make_room(struct tphone *phone)
{
	if (!phone->replay_slots)
		phone->replay_slots = tphone_slots_alloc();
	return phone->replay_slots &&
	       !tphone_slots_grow(phone, phone->replay_slots, TPHONE_MAX_BATCH);
}

static bool may_begin(struct tphone *phone)
{
	unsigned long flags;
	bool may;

	flags = tphone_lock(phone);
	may = phone->replay_due && !phone->gone && tphone_usable(phone);
	tphone_unlock(phone, flags);
	return may;
}

void tphone_replay_work(struct work_struct *work)
{
	struct tphone *phone = container_of(to_delayed_work(work),
					    struct tphone, replay_work);
	LIST_HEAD(batch);
	unsigned long flags;
	bool room;
	u32 item = 0;

	if (!may_begin(phone))
		return;
	/* If ->in_use fails, the next handle that takes a role schedules it again. */
	if (tphone_in_use_update(phone))
		return;
	room = make_room(phone);
	while (room && add_next(phone, &item, &batch))
		;
	flags = tphone_lock(phone);
	phone->replay_due = !bitmap_empty(phone->replay, TPHONE_NR_ITEMS);
	if (!room)
		tphone_replay_schedule(phone, RETRY_MS);
	tphone_in_use_schedule(phone);
	tphone_unlock(phone, flags);
	tphone_issue_batch(phone, &batch);
}

/*
 * A replay that was cancelled, by the last close or by suspend, is still to be
 * done. One that ended at its deadline is not, or a phone that does not answer
 * would be sent it for ever.
 */
static bool was_cancelled(const struct tphone_slot *slot)
{
	return slot->cancelling && slot->record.status == -ECANCELED;
}

/**
 * tphone_replay_done() - an operation of the replay has ended
 * @phone: the phone
 * @slot: the operation, still in the hands of the driver
 *
 * Context: under phone->lock.
 */
void tphone_replay_done(struct tphone *phone, struct tphone_slot *slot)
{
	lockdep_assert_held(&phone->lock);
	__clear_bit(slot->item, phone->replaying);
	if (!was_cancelled(slot) && !is_on_its_way(phone, slot->item, slot))
		return;
	__set_bit(slot->item, phone->replay);
	phone->replay_due = true;
}

/**
 * tphone_replay_changed() - replay an item again if it changed during its replay
 * @phone: the phone
 * @item: TPHONE_ITEM_* that has changed
 *
 * Context: under phone->lock.
 */
void tphone_replay_changed(struct tphone *phone, u32 item)
{
	if (!test_bit(item, phone->replaying))
		return;
	__set_bit(item, phone->replay);
	phone->replay_due = true;
}
