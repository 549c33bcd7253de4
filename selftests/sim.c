// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulated telephones for the tests, see sim.h.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <linux/magic.h>

#include "sim.h"

#define NAME_PREFIX	"kselftest-"
#define WAIT_MS		10000

#ifndef CONFIGFS_MAGIC
#define CONFIGFS_MAGIC	0x62656570
#endif

#define MODULE_FOLDER	"/sys/module/tphone_sim"
#define DRIVER_FOLDER	"/sys/bus/platform/drivers/tphone-sim"
#define NAME_WAIT_MS	10000

static void sleep_ms(unsigned int ms)
{
	struct timespec ts = { .tv_nsec = ms * 1000000L };

	nanosleep(&ts, NULL);
}

/*
 * A kernel with CONFIG_DEBUG_KOBJECT_RELEASE keeps the name of a driver for
 * seconds after its module was unloaded.
 */
static void wait_for_name_of_driver(void)
{
	int ms;

	if (!access(MODULE_FOLDER, F_OK))
		return;
	for (ms = 0; ms < NAME_WAIT_MS && !access(DRIVER_FOLDER, F_OK);
	     ms += 20)
		sleep_ms(20);
}

int sim_load(const char *parameter)
{
	int status = -1;
	pid_t pid;

	wait_for_name_of_driver();
	pid = fork();
	if (pid == 0) {
		execlp("modprobe", "modprobe", "-q", "tphone-sim", parameter,
		       NULL);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, &status, 0);
	return status ? -ENOENT : 0;
}

const char *sim_missing(void)
{
	static bool tried;
	struct statfs fs;

	if (geteuid() != 0)
		return "simulated phones need root";
	if (statfs(SIM_CONFIGFS, &fs) || fs.f_type != CONFIGFS_MAGIC)
		return "configfs is not mounted on " SIM_CONFIGFS;
	if (!access(SIM_ROOT, F_OK))
		return NULL;
	if (!tried)
		sim_load("desk_phone=0");
	tried = true;
	return access(SIM_ROOT, F_OK) ? "no module tphone-sim" : NULL;
}

static int write_file(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;
	int error;

	if (fd < 0)
		return -errno;
	written = write(fd, text, len);
	error = written < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int read_file(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len;
	int error;

	if (fd < 0)
		return -errno;
	len = read(fd, buf, size - 1);
	error = len < 0 ? -errno : 0;
	close(fd);
	if (error)
		return error;
	if (len > 0 && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return 0;
}

static int vset(struct sim *sim, const char *attribute, const char *format,
		va_list args)
{
	char path[PATH_MAX];
	char text[4096];
	int len = vsnprintf(text, sizeof(text), format, args);

	if (len < 0 || (size_t)len >= sizeof(text))
		return -EOVERFLOW;
	snprintf(path, sizeof(path), "%s/%s", sim->path, attribute);
	return write_file(path, text, len);
}

int sim_set(struct sim *sim, const char *attribute, const char *format, ...)
{
	va_list args;
	int error;

	va_start(args, format);
	error = vset(sim, attribute, format, args);
	va_end(args);
	return error;
}

int sim_user(struct sim *sim, const char *format, ...)
{
	va_list args;
	int error;

	va_start(args, format);
	error = vset(sim, "user", format, args);
	va_end(args);
	return error;
}

int sim_release(struct sim *sim, unsigned int nr)
{
	if (nr == SIM_ALL)
		return sim_set(sim, "release", "all");
	return sim_set(sim, "release", "%u", nr);
}

int sim_get(struct sim *sim, const char *attribute, char *buf, size_t size)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", sim->path, attribute);
	return read_file(path, buf, size);
}

long long sim_number(struct sim *sim, const char *attribute)
{
	char text[64];
	int error = sim_get(sim, attribute, text, sizeof(text));

	return error ? error : strtoll(text, NULL, 0);
}

int sim_wait(struct sim *sim, const char *attribute, long long value)
{
	long long seen;
	int ms;

	for (ms = 0; ms < WAIT_MS; ms++) {
		seen = sim_number(sim, attribute);
		if (seen < 0)
			return seen;
		if (seen >= value)
			return 0;
		sleep_ms(1);
	}
	return -ETIMEDOUT;
}

static int wait_for_node(const char *path)
{
	int ms;

	for (ms = 0; ms < WAIT_MS; ms++) {
		if (!access(path, R_OK | W_OK))
			return 0;
		sleep_ms(1);
	}
	return -ETIMEDOUT;
}

int sim_live(struct sim *sim, bool live)
{
	char name[sizeof(sim->device) - sizeof("/dev/")];
	int error = sim_set(sim, "live", live ? "1" : "0");

	if (error)
		return error;
	sim->device[0] = '\0';
	if (!live)
		return 0;
	error = sim_get(sim, "device", name, sizeof(name));
	if (error)
		return error;
	if (!name[0])
		return -ENODEV;
	snprintf(sim->device, sizeof(sim->device), "/dev/%s", name);
	return wait_for_node(sim->device);
}

static void remove_folder(const char *path)
{
	char live[PATH_MAX + sizeof("/live")];

	snprintf(live, sizeof(live), "%s/live", path);
	write_file(live, "0", 1);
	rmdir(path);
}

/* The harness kills a test that takes too long, its teardown included. */
static void remove_left_behind(void)
{
	struct dirent *entry;
	char path[PATH_MAX];
	DIR *dir = opendir(SIM_ROOT);
	int pid;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (sscanf(entry->d_name, NAME_PREFIX "%d-", &pid) != 1)
			continue;
		if (!kill(pid, 0) || errno != ESRCH)
			continue;
		snprintf(path, sizeof(path), SIM_ROOT "/%s", entry->d_name);
		remove_folder(path);
	}
	closedir(dir);
}

int sim_create_named(struct sim *sim, const char *name)
{
	memset(sim, 0, sizeof(*sim));
	if (sim_missing())
		return -ENOENT;
	if (strlen(name) >= sizeof(sim->name))
		return -ENAMETOOLONG;
	snprintf(sim->path, sizeof(sim->path), SIM_ROOT "/%s", name);
	if (mkdir(sim->path, 0755))
		return -errno;
	snprintf(sim->name, sizeof(sim->name), "%s", name);
	/* Keep the state that a test has set when its last handle is closed. */
	return sim_set(sim, "reset_on_last_close", "none");
}

int sim_create(struct sim *sim)
{
	static unsigned int serial;
	char name[sizeof(sim->name)];

	if (!serial)
		remove_left_behind();
	snprintf(name, sizeof(name), NAME_PREFIX "%d-%u", getpid(), ++serial);
	return sim_create_named(sim, name);
}

void sim_destroy(struct sim *sim)
{
	if (sim->name[0])
		remove_folder(sim->path);
	memset(sim, 0, sizeof(*sim));
}
