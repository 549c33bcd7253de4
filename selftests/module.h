/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Load and unload the modules, with the phone "desk", which tphone-sim makes by
 * itself. A test that does so unloads all modules at its end; the next test
 * that needs them loads them.
 */
#ifndef _TPHONE_SELFTEST_MODULE_H
#define _TPHONE_SELFTEST_MODULE_H

#include <dirent.h>
#include <sys/syscall.h>

#include "util.h"

#define CORE		"tphone"
#define DRIVER		"tphone_sim"
#define TEST_DRIVER	"tphone_test"	/* driver.c leaves it loaded */
#define DESK_ID		"sim-desk"

/*
 * udev opens a new phone while it applies its rules, so unloading may have to
 * wait.
 */
#define SETTLE_MS	2000

static inline bool is_loaded(const char *module)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/module/%s", module);
	return !access(path, F_OK);
}

/* 0 or a negative errno, at once. */
static inline int unload(const char *module)
{
	return syscall(__NR_delete_module, module, O_NONBLOCK) ? -errno : 0;
}

/* The same, but try again for a while as long as the module is in use. */
static inline int unload_patiently(const char *module)
{
	long long start = now_us();
	int error = unload(module);

	while (error == -EAGAIN && ms_since(start) < patience(SETTLE_MS)) {
		sleep_ms(20);
		error = unload(module);
	}
	return error;
}

/*
 * Unload all modules that are loaded; code that is built in cannot be unloaded.
 */
static inline int unload_all(void)
{
	int error = 0;

	if (is_loaded(TEST_DRIVER))
		error = unload_patiently(TEST_DRIVER);
	if (!error && is_loaded(DRIVER))
		error = unload_patiently(DRIVER);
	if (!error && is_loaded(CORE))
		error = unload_patiently(CORE);
	return error;
}

/* Are the modules installed? */
static inline bool can_load(void)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("modprobe", "modprobe", "-qn", "tphone-sim", NULL);
		_exit(127);
	}
	return !reap(pid);
}

/* The phone with this id in sysfs: 0 and its "/dev/tphoneN", or -ENODEV. */
static inline int find_phone(const char *id, char *device, size_t size)
{
	char path[300], found[TPHONE_ID_SIZE];
	struct dirent *entry;
	int error = -ENODEV;
	DIR *dir;

	dir = opendir("/sys/class/tphone");
	if (!dir)
		return -errno;
	while (error && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "/sys/class/tphone/%s/id",
			 entry->d_name);
		if (file_read(path, found, sizeof(found)) || strcmp(found, id))
			continue;
		snprintf(device, size, "/dev/%.20s", entry->d_name);
		error = 0;
	}
	closedir(dir);
	return error;
}

/*
 * The module owns this group: leave sim->name empty, so that sim_destroy()
 * keeps it.
 */
static inline int find_desk(struct sim *desk)
{
	memset(desk, 0, sizeof(*desk));
	snprintf(desk->path, sizeof(desk->path), SIM_ROOT "/desk");
	return find_phone(DESK_ID, desk->device, sizeof(desk->device));
}

static inline int load_desk(struct sim *desk)
{
	return sim_load(NULL) ?: find_desk(desk);
}

/*
 * Unload all modules. Returns NULL, or why modules cannot be tested here, as a
 * text.
 */
static inline const char *cannot_unload(void)
{
	if (geteuid())
		return "modules need root";
	if (!can_load())
		return "no module tphone-sim";
	return unload_all() ? "the modules are in use or built in" : NULL;
}

#endif /* _TPHONE_SELFTEST_MODULE_H */
