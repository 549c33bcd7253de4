// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulated telephones: loading and unloading.
 *
 * Documentation/ABI/testing/configfs-tphone-sim describes their attributes.
 */
#include <linux/init.h>
#include <linux/module.h>

#include "../tphone/compat.h"
#include "sim.h"

static bool desk_phone = true;
module_param(desk_phone, bool, 0444);
MODULE_PARM_DESC(desk_phone, "plug in the phone \"desk\" at once (default: Y)");

static int __init tpsim_init(void)
{
	int error;

	error = tpsim_device_init();
	if (error)
		return error;
	error = tpsim_config_init(desk_phone);
	if (error)
		tpsim_device_exit();
	return error;
}
module_init(tpsim_init);

static void __exit tpsim_exit(void)
{
	tpsim_config_exit();
	tpsim_device_exit();
}
module_exit(tpsim_exit);

MODULE_AUTHOR("tphone developers");
MODULE_DESCRIPTION("Simulated telephones");
MODULE_LICENSE("GPL");
