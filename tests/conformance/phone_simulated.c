// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phones of tphone-sim, made in configfs.
 */
#include "case.h"
#include "phone_kind.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROOT	"/sys/kernel/config/tphone-sim"

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
	if (access(ROOT, F_OK))
		run_modprobe();
	return access(ROOT, F_OK) ? "no module tphone-sim" : NULL;
}

/* The built-in provider finds them by itself. */
static void prepare(void)
{
}

static void attribute_path(const struct phone *phone, const char *attribute,
			   char *path)
{
	snprintf(path, PATH_MAX, ROOT "/%s/%s", phone->name, attribute);
}

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int error;

	if (fd < 0)
		return -errno;
	error = write(fd, text, strlen(text)) < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int read_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;
	int error;

	if (fd < 0)
		return -errno;
	length = read(fd, line, size - 1);
	error = length < 0 ? -errno : 0;
	close(fd);
	if (error)
		return error;
	line[length] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return 0;
}

static int set(struct phone *phone, const char *attribute, const char *value)
{
	char path[PATH_MAX];

	attribute_path(phone, attribute, path);
	/* An empty write would not reach the attribute. */
	return write_file(path, value[0] ? value : "\n");
}

static long long number(struct phone *phone, const char *attribute)
{
	char path[PATH_MAX];
	char line[64];
	int error;

	attribute_path(phone, attribute, path);
	error = read_line(path, line, sizeof(line));
	return error ? error : strtoll(line, NULL, 0);
}

static int user(struct phone *phone, const char *action)
{
	return set(phone, "user", action);
}

static int create(struct phone *phone)
{
	char path[PATH_MAX];

	attribute_path(phone, "", path);
	if (mkdir(path, 0755))
		return -errno;
	/* A case looks after closing at the state that it has set. */
	return set(phone, "reset_on_last_close", "none");
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
	char path[PATH_MAX];
	char device[32];
	int error = set(phone, "live", live ? "1" : "0");

	if (error)
		return error;
	phone->path[0] = '\0';
	if (!live)
		return 0;
	attribute_path(phone, "device", path);
	error = read_line(path, device, sizeof(device));
	if (error)
		return error;
	if (!device[0])
		return -ENODEV;
	snprintf(phone->path, sizeof(phone->path), "/dev/%s", device);
	return wait_for_node(phone->path);
}

static void remove_phone(const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), ROOT "/%s/live", name);
	write_file(path, "0");
	*strrchr(path, '/') = '\0';
	rmdir(path);
}

static void sweep(pid_t group)
{
	struct dirent *entry;
	char prefix[64];
	DIR *dir;

	snprintf(prefix, sizeof(prefix), "conformance-%d-", group);
	dir = opendir(ROOT);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (!strncmp(entry->d_name, prefix, strlen(prefix)))
			remove_phone(entry->d_name);
	}
	closedir(dir);
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
