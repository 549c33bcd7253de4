// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fail-safe: when the last handle gives up its role, silence the ringer, put
 * the phone on hook and put out the lamps that failsafe.h names, so that the death
 * of a program does not leave a phone ringing.
 *
 * The fail-safe runs when the driver has returned all operations, so that none of
 * them turns the ringer on again. If that takes longer than the grace time, it runs
 * at the end of that, and once more when the last operation is back. A phone that
 * cannot be used is reset as soon as it can. The fail-safe does not run if a handle
 * has taken a role by then.
 */
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "failsafe.h"
#include "operation.h"

#define RESET_TIMEOUT_MS	5000
#define RETRY_MS		1000

/**
 * tphone_reset_schedule() - run the fail-safe
 * @phone: the phone
 * @delay_ms: not before this time
 *
 * Context: under phone->lock.
 */
void tphone_reset_schedule(struct tphone *phone, unsigned int delay_ms)
{
	lockdep_assert_held(&phone->lock);
	if (phone->gone)
		return;
	mod_delayed_work(tphone_workqueue, &phone->reset_work,
			 delay_ms ? msecs_to_jiffies(delay_ms) + 1 : 0);
}

static bool supports(const struct tphone *phone, unsigned int opcode)
{
	return phone->caps.opcodes & 1U << opcode;
}

static void add(struct tphone *phone, struct list_head *batch,
		const struct tphone_request *request)
{
	struct tphone_slot *slot;

	slot = tphone_slot_reserve(phone, phone->reset_slots, NULL);
	if (!slot)
		return;
	slot->op.request = *request;
	slot->op.request.timeout_ms = RESET_TIMEOUT_MS;
	slot->cause = TPHONE_CAUSE_CORE;
	list_add_tail(&slot->batch_link, batch);
	tphone_issue_prepare(phone, slot);
}

static void add_ringer(struct tphone *phone, struct list_head *batch)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_RING,
		.arg1 = phone->cache.ring_volume,
	};

	if (phone->cache.ring_mode && supports(phone, request.opcode))
		add(phone, batch, &request);
}

static void add_hooks(struct tphone *phone, struct list_head *batch)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_HOOK,
		.arg0 = TPHONE_HOOKMODE_ONHOOK,
	};
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (phone->caps.hook_modes_settable[i] & TPHONE_HOOKMODE_ONHOOK &&
		    phone->cache.hook_mode[i] != TPHONE_HOOKMODE_ONHOOK)
			request.target |= 1U << i;
	}
	if (request.target && supports(phone, request.opcode))
		add(phone, batch, &request);
}

static void add_lamps(struct tphone *phone, struct list_head *batch)
{
	struct tphone_request request = {
		.opcode = TPHONE_OP_SET_LAMP,
		.arg0 = TPHONE_LAMPMODE_OFF,
	};
	const struct tphone_button_state *button = phone->cache.buttons;
	u32 i;

	if (!supports(phone, request.opcode))
		return;
	for (i = 0; i < phone->caps.nr_buttons; i++, button++) {
		if (!(phone->caps.buttons[i].lamp_modes & TPHONE_LAMPMODE_OFF) ||
		    button->lamp == TPHONE_LAMPMODE_OFF ||
		    !tphone_reset_hits_lamp(phone->reset_on_last_close,
					    button->mode, button->function))
			continue;
		request.target = i;
		add(phone, batch, &request);
	}
}

/* Make room for all operations. Only this work uses reset_slots. */
static bool make_room(struct tphone *phone)
{
	if (!phone->reset_slots)
		phone->reset_slots = tphone_slots_alloc();
	if (!phone->reset_slots)
		return false;
	return !tphone_slots_grow(phone, phone->reset_slots,
				  phone->caps.nr_buttons + 2);
}

/* tphone_role_take() clears reset_due. Under phone->lock. */
static bool may_run(const struct tphone *phone)
{
	return phone->reset_due && !phone->gone && tphone_usable(phone);
}

static void collect(struct tphone *phone, struct list_head *batch)
{
	/* Operations that the driver still holds may undo the reset: run again. */
	phone->reset_due = phone->nr_issued;
	add_ringer(phone, batch);
	add_hooks(phone, batch);
	add_lamps(phone, batch);
	tphone_in_use_schedule(phone);
}

void tphone_reset_work(struct work_struct *work)
{
	struct tphone *phone = container_of(to_delayed_work(work),
					    struct tphone, reset_work);
	bool room = make_room(phone);
	LIST_HEAD(batch);
	unsigned long flags;

	flags = tphone_lock(phone);
	if (!room)
		tphone_reset_schedule(phone, RETRY_MS);
	else if (may_run(phone))
		collect(phone, &batch);
	tphone_unlock(phone, flags);
	tphone_issue_batch(phone, &batch);
}
