// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines, and the end of patience with drivers that do not cancel.
 *
 * One timer a phone, set to the earliest time; when it fires, all operations
 * are looked through. That costs nothing where nothing expires.
 */
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "operation.h"

/**
 * tphone_watchdog_arm() - have operations looked at by a certain time
 * @phone: the phone
 * @when: in jiffies
 *
 * Context: under phone->lock.
 */
void tphone_watchdog_arm(struct tphone *phone, unsigned long when)
{
	unsigned long now = jiffies;

	lockdep_assert_held(&phone->lock);
	if (phone->gone)
		return;
	if (phone->watchdog_armed && !time_before(when, phone->watchdog_at))
		return;
	phone->watchdog_armed = true;
	phone->watchdog_at = when;
	mod_delayed_work(tphone_workqueue, &phone->watchdog,
			 time_after(when, now) ? when - now : 0);
}

static void check_deadline(struct tphone *phone, struct tphone_slot *slot)
{
	if (!slot->has_deadline)
		return;
	if (time_before(jiffies, slot->deadline)) {
		tphone_watchdog_arm(phone, slot->deadline);
		return;
	}
	slot->has_deadline = false;
	if (tphone_finish(phone, slot, -ETIMEDOUT, TPHONE_COMPLETION_TIMEOUT))
		tphone_cancel_mark(phone, slot, phone->grace_ms,
				   &phone->to_cancel);
}

static void check_grace(struct tphone *phone, struct tphone_slot *slot)
{
	if (!slot->cancelling || slot->state != TPHONE_SLOT_ISSUED)
		return;
	if (time_before(jiffies, slot->grace_end)) {
		tphone_watchdog_arm(phone, slot->grace_end);
		return;
	}
	tphone_finish(phone, slot, -ECANCELED,
		      TPHONE_COMPLETION_CANCELED | TPHONE_COMPLETION_ORPHANED);
}

void tphone_watchdog_work(struct work_struct *work)
{
	struct tphone *phone = container_of(to_delayed_work(work),
					    struct tphone, watchdog);
	struct tphone_slot *slot;
	unsigned long flags;

	flags = tphone_lock(phone);
	phone->watchdog_armed = false;
	list_for_each_entry(slot, &phone->issued, issued_link) {
		check_deadline(phone, slot);
		check_grace(phone, slot);
	}
	if (!list_empty(&phone->to_cancel) && !phone->gone)
		queue_work(tphone_workqueue, &phone->cancel_work);
	tphone_unlock(phone, flags);
}
