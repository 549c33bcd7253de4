// SPDX-License-Identifier: GPL-2.0-only
/*
 * Telephone devices: loading and unloading of the core.
 */
#include <linux/atomic.h>
#include <linux/device/class.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/wait_bit.h>

#include "handle.h"

struct workqueue_struct *tphone_workqueue;
struct class *tphone_class;
struct dentry *tphone_debugfs_root;
dev_t tphone_first_devt;

/*
 * Phones whose memory is not freed yet. Freeing one runs code of this module,
 * and an open sysfs file can delay it beyond the last driver and the last open
 * file of /dev/tphoneN.
 */
static atomic_t nr_phones = ATOMIC_INIT(0);

/* A phone was allocated. */
void tphone_count_allocated(void)
{
	atomic_inc(&nr_phones);
}

/* A phone was freed. */
void tphone_count_freed(void)
{
	if (atomic_dec_and_test(&nr_phones))
		wake_up_var(&nr_phones);
}

/*
 * Allocate the class, so that it can outlive this module: the driver core uses it
 * when the last reference to a device is dropped, which may be later.
 */
static int create_class(void)
{
	struct class *class = class_create("tphone");

	if (IS_ERR(class))
		return PTR_ERR(class);
	class->dev_groups = tphone_groups;
	class->pm = &tphone_pm_ops;
	tphone_class = class;
	return 0;
}

static int __init tphone_init(void)
{
	int error;

	/* Freezable: drivers must not be called while the system sleeps. */
	tphone_workqueue = alloc_workqueue("tphone", WQ_UNBOUND | WQ_FREEZABLE,
					   0);
	if (!tphone_workqueue)
		return -ENOMEM;
	error = alloc_chrdev_region(&tphone_first_devt, 0, TPHONE_MAX_PHONES,
				    "tphone");
	if (error)
		goto free_workqueue;
	error = create_class();
	if (error)
		goto free_region;
	tphone_debugfs_root = debugfs_create_dir("tphone", NULL);
	return 0;

free_region:
	unregister_chrdev_region(tphone_first_devt, TPHONE_MAX_PHONES);
free_workqueue:
	destroy_workqueue(tphone_workqueue);
	return error;
}

static void __exit tphone_exit(void)
{
	wait_var_event(&nr_phones, !atomic_read(&nr_phones));
	/*
	 * phone_release() of the last phone may not have returned yet. This
	 * waits also for a task that was preempted in it.
	 */
	synchronize_rcu_tasks();
	debugfs_remove_recursive(tphone_debugfs_root);
	class_destroy(tphone_class);
	unregister_chrdev_region(tphone_first_devt, TPHONE_MAX_PHONES);
	destroy_workqueue(tphone_workqueue);
	/* Wait for eventfd_free(), which is an RCU callback. */
	rcu_barrier();
}

module_init(tphone_init);
module_exit(tphone_exit);

MODULE_DESCRIPTION("Telephone devices");
MODULE_AUTHOR("The tphone authors");
MODULE_LICENSE("GPL");
