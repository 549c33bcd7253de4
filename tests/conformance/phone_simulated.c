// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phones of tphone-sim, made in configfs.
 */
#include "case.h"
#include "phone_kind.h"
#include "sim.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void run_modprobe(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		execlp("modprobe", "modprobe", "-q", "tphone-sim",
		       "desk_phone=0", NULL);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static const char *missing(void)
{
	if (geteuid() != 0)
		return "simulated phones need root";
	if (sim_available())
		run_modprobe();
	return sim_available() ? "no module tphone-sim" : NULL;
}

/* The built-in provider finds the phones by itself. */
static void prepare(void)
{
}

static int set(struct phone *phone, const char *attribute, const char *value)
{
	return sim_write(phone->name, attribute, value);
}

static long long number(struct phone *phone, const char *attribute)
{
	char value[SIM_VALUE_SIZE];
	int error = sim_read(phone->name, attribute, value);

	return error ? error : strtoll(value, NULL, 0);
}

static int user(struct phone *phone, const char *action)
{
	return set(phone, "user", action);
}

static int create(struct phone *phone)
{
	int error = sim_mkdir(phone->name);

	/* Cases check after closing the state that they have set. */
	return error ? error : set(phone, "reset_on_last_close", "none");
}

static int wait_for_node(const char *path)
{
	int64_t until = case_now_ms() + SOON;

	while (access(path, R_OK | W_OK)) {
		if (case_now_ms() > until)
			return -ETIMEDOUT;
		case_sleep_ms(1);
	}
	return 0;
}

static int live(struct phone *phone, bool live)
{
	char device[SIM_VALUE_SIZE];
	int error = set(phone, "live", live ? "1" : "0");

	if (error)
		return error;
	phone->path[0] = '\0';
	if (!live)
		return 0;
	error = sim_read(phone->name, "device", device);
	if (error)
		return error;
	if (!device[0])
		return -ENODEV;
	snprintf(phone->path, sizeof(phone->path), "/dev/%.32s", device);
	return wait_for_node(phone->path);
}

static void remove_phone(const char *name, void *prefix)
{
	if (strncmp(name, prefix, strlen(prefix)))
		return;
	sim_write(name, "live", "0");
	sim_rmdir(name);
}

static void sweep(pid_t group)
{
	char prefix[64];

	snprintf(prefix, sizeof(prefix), "conformance-%d-", group);
	sim_each_phone(remove_phone, prefix);
}

const struct phone_kind phone_simulated = {
	.name = "simulated",
	.simulated = true,
	.missing = missing,
	.prepare = prepare,
	.create = create,
	.live = live,
	.set = set,
	.number = number,
	.user = user,
	.sweep = sweep,
};
