// SPDX-License-Identifier: GPL-2.0-or-later
#include "simulator.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOT	"/sys/kernel/config/tphone-sim/"
#define PHONE	ROOT "fuzz"

static char device[32];

static int write_attribute(const char *attribute, const char *text)
{
	char path[128];
	int fd, error = 0;

	snprintf(path, sizeof(path), PHONE "/%s", attribute);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		error = -errno;
	close(fd);
	return error;
}

static void read_file(const char *path)
{
	char buf[8192];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return;
	got = read(fd, buf, sizeof(buf));
	(void)got;
	close(fd);
}

static void find_device(void)
{
	char name[24] = "";
	FILE *file = fopen(PHONE "/device", "r");

	device[0] = '\0';
	if (!file)
		return;
	if (fscanf(file, "%23s", name) == 1)
		snprintf(device, sizeof(device), "/dev/%s", name);
	fclose(file);
}

void simulator_live(int live)
{
	write_attribute("live", live ? "1" : "0");
	find_device();
}

const char *simulator_device(void)
{
	return device;
}

int simulator_make(void)
{
	if (mkdir(PHONE, 0755) && errno != EEXIST)
		return -errno;
	simulator_live(1);
	return device[0] ? 0 : -ENODEV;
}

void simulator_remove(void)
{
	simulator_live(0);
	rmdir(PHONE);
}

/* Attributes that can be changed while the phone is live, and at first. */
static const struct {
	const char *name;
	const char *first;
} attributes[] = {
	{ "hold", "0" }, { "latency_us", "0" }, { "jitter_us", "0" },
	{ "seed", "0" }, { "complete_in", "work" }, { "fail_nth", "0" },
	{ "drop_nth", "0" }, { "hold_nth", "0" }, { "refuse_nth", "0" },
	{ "ignore_cancel", "0" }, { "volume_step", "0" },
};

#define NR_ATTRIBUTES	(sizeof(attributes) / sizeof(attributes[0]))

static const char *const contexts[] = {
	"inline", "softirq", "hardirq", "work", "thread"
};

void simulator_set(uint32_t which, uint64_t value)
{
	const char *name = attributes[which % NR_ATTRIBUTES].name;
	char text[24];

	if (!strcmp(name, "complete_in")) {
		write_attribute(name, contexts[value % 5]);
		return;
	}
	/* Longer than a few milliseconds is only time that passes. */
	if (strstr(name, "_us"))
		value %= 5000;
	snprintf(text, sizeof(text), "%" PRIu64, value);
	write_attribute(name, text);
}

void simulator_release(uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number % 8);
	write_attribute("release", number % 8 ? text : "all");
}

void simulator_user(uint32_t what, uint64_t which)
{
	static const char *const devices[] = { "handset", "speaker", "headset" };
	static const char *const actions[] = {
		"lift %s", "replace %s", "mute %s", "volume %s 1000",
		"gain %s 1000",
	};
	static const char *const plain[] = {
		"silence", "unplug", "plug", "suspend", "resume",
		"upload 0 fuzz", "devspecific 1 2 3",
	};
	char text[64];

	switch (what % 4) {
	case 0:
		snprintf(text, sizeof(text), actions[which % 5],
			 devices[which / 5 % 3]);
		break;
	case 1:
		snprintf(text, sizeof(text), "press %" PRIu64, which % 22);
		break;
	case 2:
		snprintf(text, sizeof(text), "release %" PRIu64, which % 22);
		break;
	default:
		snprintf(text, sizeof(text), "%s", plain[which % 7]);
	}
	write_attribute("user", text);
}

void simulator_look(uint32_t which)
{
	static const char *const paths[] = {
		PHONE "/looks", PHONE "/submitted", PHONE "/opcodes",
		"/sys/class/tphone/%s/id", "/sys/class/tphone/%s/uevent",
		"/sys/kernel/debug/tphone/%s/status",
	};
	char path[128];

	snprintf(path, sizeof(path), paths[which % 6],
		 device[0] ? device + strlen("/dev/") : "");
	read_file(path);
}

void simulator_reset(void)
{
	unsigned int i;

	for (i = 0; i < NR_ATTRIBUTES; i++)
		write_attribute(attributes[i].name, attributes[i].first);
	write_attribute("release", "all");
	write_attribute("user", "plug");
	write_attribute("user", "resume");
	if (!device[0])
		simulator_live(1);
}
