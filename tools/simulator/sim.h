/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The simulator's configfs tree, Documentation/ABI/testing/configfs-tphone-sim:
 * for the tools and for the tests outside selftests/, which have their own.
 */
#ifndef TPHONE_SIM_H
#define TPHONE_SIM_H

#include <stdbool.h>
#include <stddef.h>

#define SIM_NAME_SIZE	256
#define SIM_PATH_SIZE	4096
#define SIM_VALUE_SIZE	4097	/* a page, and the terminator */

/* These call @fn for each name; for none without the simulator. */
void sim_each_phone(void (*fn)(const char *name, void *data), void *data);
void sim_each_attribute(void (*fn)(const char *name, void *data), void *data);
void sim_each_action(void (*fn)(const char *name, void *data), void *data);

/* The other functions return 0 or a negative errno. */

/* -ENODEV: the module is not loaded, or configfs not mounted. */
int sim_available(void);

int sim_mkdir(const char *phone);
int sim_rmdir(const char *phone);

/* The value without the newline at its end. */
int sim_read(const char *phone, const char *attribute, char value[SIM_VALUE_SIZE]);
int sim_write(const char *phone, const char *attribute, const char *value);

/*
 * Find a simulated phone by @wanted: its name in configfs, or its device as
 * "tphone0", "0" or "/dev/tphone0"; NULL: the only live one. -ENODEV: there is
 * none; -ENOTUNIQ: there are several.
 */
int sim_find(const char *wanted, char phone[SIM_NAME_SIZE]);

/* Does a path, number or name mean this device, such as "tphone0"? */
bool sim_means_device(const char *wanted, const char *device);

#endif
