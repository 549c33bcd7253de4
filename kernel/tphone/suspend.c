// SPDX-License-Identifier: GPL-2.0-only
/*
 * System sleep. User tasks are frozen when these functions run, so no operation
 * is submitted; the driver may hold earlier ones.
 */
#include <linux/pm.h>

#include "operation.h"
#include "state.h"

static void set_suspended(struct tphone *phone, bool suspended)
{
	LIST_HEAD(calls);
	unsigned long flags;

	flags = tphone_lock(phone);
	tphone_state_suspended(phone, &phone->cache.suspended_by_system,
			       suspended, TPHONE_CAUSE_CORE);
	if (suspended && phone->caps.cancel_on_suspend)
		tphone_cancel_all_issued(phone, phone->grace_ms, &calls);
	tphone_unlock(phone, flags);
	tphone_cancel_call(phone, &calls);
}

static int tphone_suspend(struct device *dev)
{
	struct tphone *phone = tphone_from_dev(dev);
	const struct tphone_driver_ops *ops;
	int error = 0;
	int idx;

	set_suspended(phone, true);
	ops = tphone_driver_enter(phone, &idx);
	if (ops && ops->suspend)
		error = ops->suspend(phone);
	tphone_driver_leave(phone, idx);
	if (error)
		set_suspended(phone, false);
	return error;
}

static int tphone_resume(struct device *dev)
{
	struct tphone *phone = tphone_from_dev(dev);
	const struct tphone_driver_ops *ops;
	int error = 0;
	int idx;

	ops = tphone_driver_enter(phone, &idx);
	if (ops && ops->resume)
		error = ops->resume(phone);
	tphone_driver_leave(phone, idx);
	set_suspended(phone, false);
	return error;
}

const struct dev_pm_ops tphone_pm_ops = {
	SYSTEM_SLEEP_PM_OPS(tphone_suspend, tphone_resume)
};
