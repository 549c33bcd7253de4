// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines of operations, and the grace time of drivers that do not cancel.
 *
 * Each phone has one timer, set to the earliest time; when it fires, all operations
 * are checked. An operation that ends in time needs no timer of its own.
 *
 * Times are compared with CLOCK_MONOTONIC, not in jiffies: jiffies lag behind
 * on a busy machine and then catch up by several ticks at once, so that a
 * deadline given in jiffies could pass early. The timer may start in jiffies:
 * when it fires, the deadlines are compared with CLOCK_MONOTONIC again.
 */
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/workqueue.h>

#include "operation.h"

/* The delay in jiffies, rounded up, as the timer must not fire early. */
static unsigned long delay_until(u64 when)
{
	u64 now = ktime_get_ns();

	if (when <= now)
		return 0;
	return min_t(u64, nsecs_to_jiffies64(when - now),
		     MAX_JIFFY_OFFSET - 1) + 1;
}

/**
 * tphone_watchdog_arm() - have the operations checked at a time
 * @phone: the phone
 * @when: CLOCK_MONOTONIC in nanoseconds
 *
 * Context: under phone->lock.
 */
void tphone_watchdog_arm(struct tphone *phone, u64 when)
{
	lockdep_assert_held(&phone->lock);
	if (phone->gone)
		return;
	if (phone->watchdog_armed && when >= phone->watchdog_at)
		return;
	phone->watchdog_armed = true;
	phone->watchdog_at = when;
	mod_delayed_work(tphone_workqueue, &phone->watchdog, delay_until(when));
}

static void check_deadline(struct tphone *phone, struct tphone_slot *slot,
			   u64 now)
{
	if (!slot->has_deadline)
		return;
	if (now < slot->deadline) {
		tphone_watchdog_arm(phone, slot->deadline);
		return;
	}
	slot->has_deadline = false;
	if (tphone_finish(phone, slot, -ETIMEDOUT, TPHONE_COMPLETION_TIMEOUT))
		tphone_cancel_mark(phone, slot, phone->grace_ms,
				   &phone->to_cancel);
}

static void check_grace(struct tphone *phone, struct tphone_slot *slot, u64 now)
{
	if (!slot->cancelling || slot->state != TPHONE_SLOT_ISSUED)
		return;
	if (now < slot->grace_end) {
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
	u64 now = ktime_get_ns();
	unsigned long flags;

	flags = tphone_lock(phone);
	phone->watchdog_armed = false;
	list_for_each_entry(slot, &phone->issued, issued_link) {
		check_deadline(phone, slot, now);
		check_grace(phone, slot, now);
	}
	if (!list_empty(&phone->to_cancel) && !phone->gone)
		queue_work(tphone_workqueue, &phone->cancel_work);
	tphone_unlock(phone, flags);
}
