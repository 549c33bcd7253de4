// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulated telephones: loading and unloading.
 *
 * Documentation/ABI/testing/configfs-tphone-sim says what there is to do with
 * them.
 */
#include <linux/init.h>
#include <linux/module.h>

#include "../tphone/compat.h"
#include "sim.h"

static bool desk_phone = true;
module_param(desk_phone, bool, 0444);
MODULE_PARM_DESC(desk_phone, "plug in the phone \"desk\" at once (default: Y)");

/* For operations that complete in a workqueue. */
struct workqueue_struct *tpsim_workqueue;

static int __init tpsim_init(void)
{
	int error;

	tpsim_workqueue = alloc_workqueue(TPSIM_DRIVER_NAME, WQ_UNBOUND, 0);
	if (!tpsim_workqueue)
		return -ENOMEM;
	error = tpsim_device_init();
	if (error)
		goto destroy_workqueue;
	error = tpsim_config_init(desk_phone);
	if (error)
		goto exit_device;
	return 0;

exit_device:
	tpsim_device_exit();
destroy_workqueue:
	destroy_workqueue(tpsim_workqueue);
	return error;
}
module_init(tpsim_init);

static void __exit tpsim_exit(void)
{
	tpsim_config_exit();
	tpsim_device_exit();
	destroy_workqueue(tpsim_workqueue);
}
module_exit(tpsim_exit);

MODULE_AUTHOR("tphone developers");
MODULE_DESCRIPTION("Simulated telephones");
MODULE_LICENSE("GPL");
