// SPDX-License-Identifier: GPL-2.0-or-later
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "macros.h"
#include "sim.h"

/* The phone that the module makes by itself. */
#define SIM_FIRST	"desk"

/* Where configfs is mounted. */
static const char *mount_point(void)
{
	static char place[SIM_PATH_SIZE] = "/sys/kernel/config";
	static bool looked;
	struct mntent *entry;
	FILE *mounts;

	if (looked)
		return place;
	looked = true;
	mounts = setmntent("/proc/self/mounts", "r");
	while (mounts && (entry = getmntent(mounts))) {
		if (strcmp(entry->mnt_type, "configfs"))
			continue;
		snprintf(place, sizeof(place), "%s", entry->mnt_dir);
		break;
	}
	if (mounts)
		endmntent(mounts);
	return place;
}

/*
 * Names come from the command line, so they must not lead out of the
 * simulator's tree.
 */
static int path_of(char path[SIM_PATH_SIZE], const char *phone, const char *attribute)
{
	int length;

	if (strchr(phone, '/') || strchr(attribute, '/') || phone[0] == '.' ||
	    attribute[0] == '.')
		return -ENOENT;
	length = snprintf(path, SIM_PATH_SIZE, "%s/tphone-sim/%s%s%s", mount_point(), phone,
			  *attribute ? "/" : "", attribute);
	return length < SIM_PATH_SIZE ? 0 : -ENAMETOOLONG;
}

int sim_available(void)
{
	char path[SIM_PATH_SIZE];
	int error = path_of(path, "", "");

	if (error)
		return error;
	return access(path, F_OK) ? -ENODEV : 0;
}

static void each_entry(const char *phone, unsigned char type,
		       void (*fn)(const char *name, void *data), void *data)
{
	struct dirent **entries;
	char path[SIM_PATH_SIZE];
	int count, i;

	if (path_of(path, phone, ""))
		return;
	count = scandir(path, &entries, NULL, alphasort);
	for (i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.' && entries[i]->d_type == type)
			fn(entries[i]->d_name, data);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

void sim_each_phone(void (*fn)(const char *name, void *data), void *data)
{
	each_entry("", DT_DIR, fn, data);
}

void sim_each_attribute(void (*fn)(const char *name, void *data), void *data)
{
	each_entry(SIM_FIRST, DT_REG, fn, data);
}

void sim_each_action(void (*fn)(const char *name, void *data), void *data)
{
	static const char * const actions[] = {
		"lift", "replace", "mute", "press", "release", "volume", "gain", "silence",
		"unplug", "plug", "suspend", "resume", "upload", "devspecific",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(actions); i++)
		fn(actions[i], data);
}

int sim_mkdir(const char *phone)
{
	char path[SIM_PATH_SIZE];
	int error = path_of(path, phone, "");

	if (error)
		return error;
	return mkdir(path, 0755) ? -errno : 0;
}

int sim_rmdir(const char *phone)
{
	char path[SIM_PATH_SIZE];
	int error = path_of(path, phone, "");

	if (error)
		return error;
	return rmdir(path) ? -errno : 0;
}

static int open_attribute(const char *phone, const char *attribute, int flags)
{
	char path[SIM_PATH_SIZE];
	int error = path_of(path, phone, attribute), fd;

	if (error)
		return error;
	fd = open(path, flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int sim_read(const char *phone, const char *attribute, char value[SIM_VALUE_SIZE])
{
	int fd = open_attribute(phone, attribute, O_RDONLY);
	ssize_t length;

	if (fd < 0)
		return fd;
	length = read(fd, value, SIM_VALUE_SIZE - 1);
	if (length < 0)
		length = -errno;
	close(fd);
	if (length < 0)
		return length;
	if (length && value[length - 1] == '\n')
		length--;
	value[length] = '\0';
	return 0;
}

int sim_write(const char *phone, const char *attribute, const char *value)
{
	int fd = open_attribute(phone, attribute, O_WRONLY), result;
	char line[SIM_VALUE_SIZE];
	int length;

	if (fd < 0)
		return fd;
	/*
	 * Write a newline, as an empty value without one would not reach the
	 * attribute.
	 */
	length = snprintf(line, sizeof(line), "%s\n", value);
	if (length >= (int)sizeof(line)) {
		close(fd);
		return -EMSGSIZE;
	}
	result = write(fd, line, length) < 0 ? -errno : 0;
	close(fd);
	return result;
}

bool sim_means_device(const char *wanted, const char *device)
{
	const char *slash = strrchr(wanted, '/');

	if (slash)
		wanted = slash + 1;
	if (!strcmp(wanted, device))
		return true;
	return !strncmp(device, "tphone", 6) && !strcmp(wanted, device + 6);
}

struct finding {
	const char *wanted;
	char *phone;
	unsigned int count;
	bool by_name;
};

static void match(const char *name, void *data)
{
	struct finding *finding = data;
	char device[SIM_VALUE_SIZE];

	if (finding->by_name)
		return;
	if (finding->wanted && !strcmp(finding->wanted, name)) {
		finding->by_name = true;
		finding->count = 0;
	} else if (sim_read(name, "device", device) || !*device) {
		return;
	} else if (finding->wanted && !sim_means_device(finding->wanted, device)) {
		return;
	}
	snprintf(finding->phone, SIM_NAME_SIZE, "%s", name);
	finding->count++;
}

int sim_find(const char *wanted, char phone[SIM_NAME_SIZE])
{
	struct finding finding = { .wanted = wanted, .phone = phone };
	int error = sim_available();

	if (error)
		return error;
	sim_each_phone(match, &finding);
	if (!finding.count)
		return -ENODEV;
	return finding.count > 1 ? -ENOTUNIQ : 0;
}
