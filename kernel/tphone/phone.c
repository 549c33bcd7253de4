// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a phone: allocated, registered, unregistered, freed; its lock;
 * and the section in which its driver may be called.
 */
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "operation.h"
#include "validate.h"

/* Numbers of phones. A number is free again when its phone is freed. */
static DEFINE_IDA(tphone_indexes);

/**
 * tphone_lock() - take the lock of a phone
 * @phone: the phone
 *
 * Return: the interrupt state for tphone_unlock().
 */
unsigned long tphone_lock(struct tphone *phone) __acquires(&phone->lock)
{
	unsigned long flags;

	spin_lock_irqsave(&phone->lock, flags);
	return flags;
}

/**
 * tphone_unlock() - drop the lock of a phone, then wake the waiters for changes
 * @phone: the phone
 * @flags: from tphone_lock()
 */
void tphone_unlock(struct tphone *phone, unsigned long flags)
	__releases(&phone->lock)
{
	bool notify_due, wake_due;

	if (phone->ready_changed)
		tphone_ready_collect(phone);
	wake_due = phone->wake_due;
	phone->wake_due = false;
	notify_due = phone->notify_due;
	phone->notify_due = false;
	spin_unlock_irqrestore(&phone->lock, flags);
	if (wake_due)
		tphone_ready_wake(phone);
	if (notify_due)
		tphone_notify_flush(phone);
}

/**
 * tphone_driver_enter() - begin to call the driver
 * @phone: the phone
 * @idx: receives the argument for tphone_driver_leave()
 *
 * tphone_unregister() waits until all tasks that entered have left, so nothing in
 * between may wait for user space or for the phone.
 *
 * Return: the driver's operations, or NULL when the phone is gone.
 */
const struct tphone_driver_ops *tphone_driver_enter(struct tphone *phone,
						    int *idx)
	__acquires(&phone->srcu)
{
	*idx = srcu_read_lock(&phone->srcu);
	return srcu_dereference(phone->live_ops, &phone->srcu);
}

/**
 * tphone_driver_leave() - end a section begun by tphone_driver_enter()
 * @phone: the phone
 * @idx: from tphone_driver_enter()
 */
void tphone_driver_leave(struct tphone *phone, int idx)
	__releases(&phone->srcu)
{
	srcu_read_unlock(&phone->srcu, idx);
}

/*
 * The driver is also needed for operations of closed handles, which @nr_issued
 * counts. Under phone->lock.
 */
static bool needs_driver(const struct tphone *phone)
{
	return tphone_has_members(phone) || phone->nr_arriving ||
	       phone->nr_issued || phone->reset_due || phone->replay_due;
}

/* An error of ->in_use(false) is ignored. Under phone->use_mutex. */
static int call_in_use(struct tphone *phone,
		       const struct tphone_driver_ops *ops, bool in_use)
{
	int error = 0;

	lockdep_assert_held(&phone->use_mutex);
	if (phone->reported_in_use == in_use)
		return 0;
	if (ops->in_use)
		error = ops->in_use(phone, in_use);
	if (WARN_ON_ONCE(error > 0))
		error = -EIO;
	if (in_use && error)
		return error;
	phone->reported_in_use = in_use;
	return 0;
}

/**
 * tphone_in_use_update() - call ->in_use if its last argument is out of date
 * @phone: the phone
 *
 * The argument is computed under use_mutex, and ->in_use is not called with the
 * same one twice, so the order of the callers does not matter.
 *
 * Sleeps as long as ->in_use does, and before that for the call of another
 * task. So only work items call it, and tasks that take a role, which need the
 * result.
 *
 * Context: process context, phone->lock not held.
 * Return: 0, also when the phone is gone; the error of the driver that cannot
 * power up; -EINTR if the task was killed while it waited for its turn.
 */
int tphone_in_use_update(struct tphone *phone)
{
	const struct tphone_driver_ops *ops;
	unsigned long flags;
	int error = 0;
	bool in_use;
	int idx;

	if (mutex_lock_killable(&phone->use_mutex))
		return -EINTR;
	/*
	 * Enter after use_mutex: so unregistering waits for one call of ->in_use,
	 * and not for those of all tasks that wait for the mutex.
	 */
	ops = tphone_driver_enter(phone, &idx);
	flags = tphone_lock(phone);
	in_use = needs_driver(phone);
	tphone_unlock(phone, flags);
	if (ops)
		error = call_in_use(phone, ops, in_use);
	tphone_driver_leave(phone, idx);
	mutex_unlock(&phone->use_mutex);
	return error;
}

static void use_work(struct work_struct *work)
{
	tphone_in_use_update(container_of(work, struct tphone, use_work));
}

/**
 * tphone_in_use_schedule() - schedule an ->in_use update from atomic context
 * @phone: the phone
 *
 * Does so only if the phone is not needed any more: a task that gives up a role
 * does not wait for the driver to power down.
 *
 * Context: under phone->lock.
 */
void tphone_in_use_schedule(struct tphone *phone)
{
	lockdep_assert_held(&phone->lock);
	if (!phone->gone && !needs_driver(phone))
		queue_work(tphone_workqueue, &phone->use_work);
}

static void phone_release(struct device *dev)
{
	struct tphone *phone = tphone_from_dev(dev);

	/* No handle is left, so a queued notify_work has no eventfd to signal. */
	cancel_work_sync(&phone->notify_work);
	if (phone->reset_slots)
		tphone_slots_abandon(phone->reset_slots);
	if (phone->replay_slots)
		tphone_slots_abandon(phone->replay_slots);
	tphone_caps_free(phone);
	cleanup_srcu_struct(&phone->srcu);
	ida_free(&tphone_indexes, phone->index);
	kfree(phone);
	tphone_count_freed();
}

static void init_members(struct tphone *phone)
{
	mutex_init(&phone->use_mutex);
	mutex_init(&phone->evict_mutex);
	spin_lock_init(&phone->lock);
	INIT_LIST_HEAD(&phone->handles);
	INIT_LIST_HEAD(&phone->issued);
	INIT_WORK(&phone->notify_work, tphone_notify_work);
	INIT_LIST_HEAD(&phone->to_cancel);
	INIT_WORK(&phone->use_work, use_work);
	INIT_WORK(&phone->cancel_work, tphone_cancel_work);
	INIT_DELAYED_WORK(&phone->watchdog, tphone_watchdog_work);
	INIT_DELAYED_WORK(&phone->reset_work, tphone_reset_work);
	INIT_DELAYED_WORK(&phone->replay_work, tphone_replay_work);
	ratelimit_state_init(&phone->nonsense_limit, DEFAULT_RATELIMIT_INTERVAL,
			     DEFAULT_RATELIMIT_BURST);
	phone->grace_ms = TPHONE_DEFAULT_GRACE_MS;
}

static int init_device(struct tphone *phone, struct device *parent)
{
	phone->dev.class = tphone_class;
	phone->dev.parent = parent;
	phone->dev.devt = MKDEV(MAJOR(tphone_first_devt), phone->index);
	phone->dev.release = phone_release;
	device_initialize(&phone->dev);
	return dev_set_name(&phone->dev, "tphone%d", phone->index);
}

/**
 * tphone_alloc() - allocate a phone, which is not visible yet
 * @parent: the device that the phone is on, for instance a USB interface
 * @caps: what the phone can do; copied
 * @ops: the driver; must stay until tphone_unregister() has returned
 * @driver_data: returned by tphone_driver_data()
 *
 * The tphone_report functions may be called at once, to report the initial state
 * of the phone.
 *
 * Context: process context.
 * Return: the phone or an error pointer: -EINVAL when @caps describe an
 * impossible phone or @ops need too much, -ENOMEM, -ENOSPC when there are too
 * many phones.
 */
struct tphone *tphone_alloc(struct device *parent,
			    const struct tphone_caps *caps,
			    const struct tphone_driver_ops *ops,
			    void *driver_data)
{
	struct tphone *phone;
	int error;

	if (!ops || !ops->submit || ops->op_size > TPHONE_MAX_OP_SIZE ||
	    tphone_validate_caps(caps))
		return ERR_PTR(-EINVAL);
	phone = kzalloc(sizeof(*phone), GFP_KERNEL);
	if (!phone)
		return ERR_PTR(-ENOMEM);
	init_members(phone);
	phone->driver_ops = ops;
	phone->driver_data = driver_data;
	phone->op_size = ops->op_size;
	if (parent)
		strscpy(phone->parent, dev_name(parent), sizeof(phone->parent));
	error = init_srcu_struct(&phone->srcu);
	if (error)
		goto free_phone;
	phone->index = ida_alloc_max(&tphone_indexes, TPHONE_MAX_PHONES - 1,
				     GFP_KERNEL);
	if (phone->index < 0) {
		error = phone->index;
		goto free_srcu;
	}
	tphone_count_allocated();
	error = init_device(phone, parent);
	if (!error)
		error = tphone_caps_copy(phone, caps);
	if (error) {
		put_device(&phone->dev);
		return ERR_PTR(error);
	}
	return phone;

free_srcu:
	cleanup_srcu_struct(&phone->srcu);
free_phone:
	kfree(phone);
	return ERR_PTR(error);
}
EXPORT_SYMBOL_GPL(tphone_alloc);

/**
 * tphone_free() - undo tphone_alloc() for a phone that was never registered
 * @phone: the phone
 *
 * Context: process context.
 */
void tphone_free(struct tphone *phone)
{
	put_device(&phone->dev);
}
EXPORT_SYMBOL_GPL(tphone_free);

/*
 * End all operations for their users, and wake all waiters. This comes before
 * part_from_driver() waits for anything, so that no reader can hold up
 * tphone_unregister().
 */
static void declare_gone(struct tphone *phone)
{
	struct tphone_handle *handle;
	struct tphone_slot *slot;
	unsigned long flags;

	flags = tphone_lock(phone);
	phone->gone = true;
	list_for_each_entry(slot, &phone->issued, issued_link)
		tphone_finish(phone, slot, -ENODEV, 0);
	phone->gone_seq = ++phone->seq;
	list_for_each_entry(handle, &phone->handles, link)
		tphone_changed(handle, TPHONE_CHANGED_ALL);
	tphone_unlock(phone, flags);
}

/* Return the operations that the driver has not completed. Called after ->stop. */
static void take_back_operations(struct tphone *phone)
{
	struct tphone_slot *slot, *next;
	unsigned long flags;

	flags = tphone_lock(phone);
	list_for_each_entry_safe(slot, next, &phone->issued, issued_link)
		tphone_driver_return(phone, slot);
	tphone_unlock(phone, flags);
}

/* Call ->in_use for the last time, although handles may be left. */
static void end_use(struct tphone *phone)
{
	mutex_lock(&phone->use_mutex);
	call_in_use(phone, phone->driver_ops, false);
	mutex_unlock(&phone->use_mutex);
}

/* End all use of the driver. The phone cannot be opened any more. */
static void part_from_driver(struct tphone *phone)
{
	const struct tphone_driver_ops *ops = phone->driver_ops;

	declare_gone(phone);
	rcu_assign_pointer(phone->live_ops, NULL);
	synchronize_srcu(&phone->srcu);
	end_use(phone);
	if (ops->stop)
		ops->stop(phone);
	take_back_operations(phone);
	cancel_delayed_work_sync(&phone->watchdog);
	cancel_delayed_work_sync(&phone->reset_work);
	cancel_delayed_work_sync(&phone->replay_work);
	cancel_work_sync(&phone->use_work);
	/*
	 * The work may have to signal that the phone is gone. Run it here instead
	 * of waiting for it: a device that is lost in a resume is unregistered
	 * while the workqueue is still frozen.
	 */
	if (cancel_work_sync(&phone->notify_work))
		tphone_notify_work(&phone->notify_work);
	/* Without the driver, the work only drops references. */
	cancel_work_sync(&phone->cancel_work);
	tphone_cancel_work(&phone->cancel_work);
	tphone_debugfs_remove(phone);
}

/**
 * tphone_register() - make a phone visible
 * @phone: the phone
 *
 * /dev/tphoneN may be opened, and ->submit be called, before this returns.
 *
 * Context: process context.
 * Return: 0 or a negative errno; then the phone is to be freed by tphone_free().
 */
int tphone_register(struct tphone *phone)
{
	int error;

	cdev_init(&phone->cdev, &tphone_fops);
	/* Open files pin the core, never the driver. */
	phone->cdev.owner = THIS_MODULE;
	rcu_assign_pointer(phone->live_ops, phone->driver_ops);
	tphone_debugfs_add(phone);
	error = cdev_device_add(&phone->cdev, &phone->dev);
	/* If device_add() failed, a program may have opened the cdev before. */
	if (error)
		part_from_driver(phone);
	return error;
}
EXPORT_SYMBOL_GPL(tphone_register);

/**
 * tphone_unregister() - take a phone away from its users
 * @phone: a registered phone; the driver may not use it afterwards
 *
 * Every outstanding operation has ended, and no call of the driver is running
 * or will follow, when this returns. Open files stay and answer ENODEV.
 *
 * Context: process context; waits for calls of the driver, not for users. Not
 * from a call of the driver by the core, nor with a lock that such a call takes.
 */
void tphone_unregister(struct tphone *phone)
{
	cdev_device_del(&phone->cdev, &phone->dev);
	part_from_driver(phone);
	put_device(&phone->dev);
}
EXPORT_SYMBOL_GPL(tphone_unregister);

/**
 * tphone_driver_data() - the pointer given to tphone_alloc()
 * @phone: the phone
 *
 * Context: any.
 * Return: the pointer.
 */
void *tphone_driver_data(struct tphone *phone)
{
	return phone->driver_data;
}
EXPORT_SYMBOL_GPL(tphone_driver_data);

/**
 * tphone_device() - the class device of a phone, for messages and power
 * @phone: the phone
 *
 * Context: any.
 * Return: the device; valid as long as the phone is.
 */
struct device *tphone_device(struct tphone *phone)
{
	return &phone->dev;
}
EXPORT_SYMBOL_GPL(tphone_device);
