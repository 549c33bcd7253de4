// SPDX-License-Identifier: GPL-2.0-or-later
#include "attribute.h"
#include "random.h"
#include "simulator.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOT	"/sys/kernel/config/tphone-sim/"
#define PHONE	ROOT "fuzz/"
#define DRIVER	"/sys/bus/platform/drivers/tphone-sim/"

#define NR(array)	(sizeof(array) / sizeof((array)[0]))

/* Names of the phone, "tphoneN", and of its platform device. */
static char device[40], parent[40];
static const char *name = "";

/* State of the simulator that programs have changed. */
static bool held, link_changed, drops, worn_out, unbound;
static uint64_t shape_changed, set_changed;

static void find_device(void)
{
	char text[24], path[128], target[256];
	const char *last;
	ssize_t len;

	device[0] = '\0';
	name = "";
	if (attribute_read(PHONE "device", text, sizeof(text)) ||
	    sscanf(text, "%23s", text) != 1 || text[0] == '\0')
		return;
	snprintf(device, sizeof(device), "/dev/%s", text);
	name = device + strlen("/dev/");
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/device", name);
	len = readlink(path, target, sizeof(target) - 1);
	if (len < 0)
		return;
	target[len] = '\0';
	last = strrchr(target, '/');
	snprintf(parent, sizeof(parent), "%.39s", last ? last + 1 : target);
}

static void plug(bool in)
{
	attribute_write_kept(PHONE "live", in ? "1" : "0");
}

const char *simulator_device(void)
{
	return device;
}

int simulator_make(void)
{
	if (mkdir(PHONE, 0755) && errno != EEXIST)
		return -errno;
	plug(true);
	find_device();
	return device[0] ? 0 : -ENODEV;
}

void simulator_remove(void)
{
	plug(false);
	attribute_close_kept();
	rmdir(PHONE);
}

/* Make another phone, with a valid name or an invalid one. */
static void make_another(uint32_t how)
{
	char path[200], live[210];
	int name_len = 1 + how / 8 % 130;

	if (how & 1)
		snprintf(path, sizeof(path), ROOT "%.*s", name_len % 3,
			 how & 2 ? "\xff" : "\xc3\xa4");
	else
		snprintf(path, sizeof(path), ROOT "%0*d", name_len, 0);
	if (mkdir(path, 0755))
		return;
	snprintf(live, sizeof(live), "%s/live", path);
	attribute_write(live, "1");
	if (how & 4)
		attribute_write(live, "0");
	rmdir(path);
	attribute_write(live, "0");
	rmdir(path);
}

/* Unbinding the driver leaves a device that is plugged in, without a phone. */
void simulator_live(uint32_t how)
{
	switch (how % 8) {
	case 7:
		make_another(how / 8);
		break;
	case 0:
		plug(false);
		break;
	case 1:
		plug(true);
		break;
	case 2:
		attribute_write(DRIVER "unbind", parent);
		unbound = true;
		break;
	case 3:
		attribute_write(DRIVER "bind", parent);
		break;
	default:
		plug(false);
		plug(true);
	}
	find_device();
}

/* Attributes that can be changed while the phone is live, and their first values. */
static const struct {
	const char *path;
	const char *first;
} attributes[] = {
	{ PHONE "complete_in", "work" }, { PHONE "hold", "0" },
	{ PHONE "latency_us", "0" }, { PHONE "jitter_us", "0" },
	{ PHONE "seed", "0" }, { PHONE "ignore_cancel", "0" },
	{ PHONE "volume_step", "0" }, { PHONE "fail_nth", "0" },
	{ PHONE "refuse_nth", "0" }, { PHONE "hold_nth", "0" },
	{ PHONE "drop_nth", "0" },
};

static const char *const contexts[] = {
	/* The coverage of this thread includes completions in "inline" only. */
	"inline", "inline", "inline", "softirq", "hardirq", "work", "thread",
	"nowhere"
};

void simulator_set(uint32_t which, uint64_t value, const char *text)
{
	char number[48];

	which %= NR(attributes);
	if (strstr(attributes[which].path, "_nth") && value & 0x100)
		snprintf(number, sizeof(number), "%" PRIu64 " %" PRIu64,
			 value % 8, value >> 16 & 0xfff);
	else if (strstr(attributes[which].path, "_nth"))
		snprintf(number, sizeof(number), "%" PRIu64, value % 8);
	/* At most a few milliseconds, as longer delays reach nothing new. */
	else if (strstr(attributes[which].path, "_us"))
		snprintf(number, sizeof(number), "%" PRIu64, value % 5000);
	else if (which == 0)
		snprintf(number, sizeof(number), "%s", contexts[value % 8]);
	else
		snprintf(number, sizeof(number), "%" PRIu64,
			 value % 4 ? value % 2 : value);
	attribute_write_kept(attributes[which].path, text ? text : number);
	set_changed |= 1ULL << which;
	if (strstr(attributes[which].path, "hold"))
		held = true;
	if (strstr(attributes[which].path, "drop"))
		drops = true;
}

/* Attributes of the shape: their first values, and others. */
static const struct {
	const char *path;
	const char *values[8];
} shapes[] = {
	{ PHONE "manufacturer", { "tphone", "", "\xc3\x84\xc3\x96", "\xff" } },
	{ PHONE "model", { "Simulated desk phone", "M" } },
	{ PHONE "serial", { "", "0001" } },
	{ PHONE "id", { "", "fuzz", "a/b", "." } },
	{ PHONE "keypad", { "1", "0", "2" } },
	{ PHONE "keys", { "8", "0", "1", "100", "500", "512", "513" } },
	{ PHONE "lamps", { "1", "0", "3", "492", "512" } },
	{ PHONE "lamp_modes", { "off steady wink flash flutter brokenflutter",
				"off", "off steady", "steady", "off off x" } },
	{ PHONE "momentary", { "0", "1" } },
	{ PHONE "display", { "4x20", "0x0", "1x1", "2x40", "0x9", "32x128",
			     "4000x4000", "x" } },
	{ PHONE "ring_modes", { "4", "0", "1", "31", "255", "65536" } },
	{ PHONE "hook_devices", { "handset speaker headset", "", "handset",
				  "speaker headset", "cup" } },
	{ PHONE "hook_modes", { "onhook mic speaker micspeaker", "",
				"onhook micspeaker", "mic" } },
	{ PHONE "volume_devices", { "handset speaker headset", "", "speaker" } },
	{ PHONE "gain_devices", { "handset speaker headset", "", "handset" } },
	{ PHONE "downloads", { "256 1024", "", "1", "8 8 8", "0", "65536" } },
	{ PHONE "uploads", { "256 1024 64", "", "1", "16", "99999999" } },
	{ PHONE "opcodes", { "0x3fe", "0", "0x2", "0x3fc", "0xffff" } },
	{ PHONE "max_payload", { "0", "1", "16", "65536", "4294967295" } },
	{ PHONE "reset_on_last_close", { "call", "none", "all" } },
	{ PHONE "cancel_on_suspend", { "0", "1", "1" } },
};

void simulator_shape(uint32_t which, uint64_t value, const char *text)
{
	const char *shape;

	which %= NR(shapes);
	shape = shapes[which].values[value % 8];
	/* The shape can be changed only while the phone is not plugged in. */
	if (value % 128 / 8)
		plug(false);
	attribute_write_kept(shapes[which].path,
			     text ? text : shape ? shape : "1");
	plug(true);
	find_device();
	shape_changed |= 1ULL << which;
}

void simulator_sysfs(uint32_t which, uint64_t value, const char *text)
{
	static const char *const names[] = {
		"grace_ms", "reset_on_last_close", "grace_ms", "uevent",
	};
	static const char *const resets[] = { "call", "none", "all" };
	char path[128], number[24];

	which %= NR(names);
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s", name,
		 names[which]);
	if (which == 1)
		snprintf(number, sizeof(number), "%s", resets[value % NR(resets)]);
	else if (which % 2)
		snprintf(number, sizeof(number), "%" PRIu64, value % 3);
	else
		snprintf(number, sizeof(number), "%" PRIu64, value % 4 ?
			 1 + value % 16 : value);
	attribute_write(path, text ? text : number);
}

void simulator_release(uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number % 8);
	attribute_write_kept(PHONE "release", number % 8 ? text : "all");
}

static void user(const char *text)
{
	attribute_write_kept(PHONE "user", text);
}

/* Press keys until the ring of events of a handle that is not read overflows. */
static void press_many(uint64_t which)
{
	char text[32];
	unsigned int i;

	for (i = 0; i < 300; i++) {
		snprintf(text, sizeof(text), "%s %" PRIu64,
			 i % 2 ? "release" : "press", which % 20);
		user(text);
	}
}

static void upload(uint64_t which)
{
	char text[340];
	int len = snprintf(text, sizeof(text), "upload %" PRIu64 " ",
			   which % 4);

	memset(text + len, 'u', which / 4 % 300);
	text[len + which / 4 % 300] = '\0';
	user(text);
}

void simulator_user(uint32_t what, uint64_t which, const char *own)
{
	static const char *const devices[] = {
		"handset", "speaker", "headset", "cup"
	};
	static const char *const levels[] = { "0", "1000", "65535", "65536" };
	static const char *const hooks[] = { "lift", "replace", "mute" };
	static const char *const plain[] = {
		"silence", "unplug", "plug", "suspend", "resume", "press *",
		"press #", "release *", "devspecific 1 2 3", "devspecific 1",
	};
	char text[64];

	if (what >> 24 == 0xff) {
		press_many(which);
		return;
	}
	switch (what % 7) {
	case 0:
		snprintf(text, sizeof(text), "%s %s", hooks[which % 3],
			 devices[which / 3 % 4]);
		break;
	case 1:
		snprintf(text, sizeof(text), "%s %s %s",
			 which & 1 ? "volume" : "gain", devices[which / 2 % 4],
			 levels[which / 8 % 4]);
		break;
	case 2:
		snprintf(text, sizeof(text), "press %" PRIu64, which % 22);
		break;
	case 3:
		snprintf(text, sizeof(text), "release %" PRIu64, which % 22);
		break;
	case 4:
		upload(which);
		return;
	default:
		snprintf(text, sizeof(text), "%s", plain[which % NR(plain)]);
		link_changed = true;
	}
	user(own ? own : text);
	link_changed |= !!own;
}

void simulator_look(uint32_t which)
{
	static const char *const others[] = {
		"looks", "looks", "submitted", "completed", "cancelled",
		"held", "dropped", "device", "live",
	};
	static const char *const names[] = {
		"id", "uevent", "manufacturer", "model", "serial", "driver",
		"hook_devices", "buttons", "ring_modes", "display",
		"downloads", "uploads",
		"grace_ms", "reset_on_last_close",
	};
	char path[128], text[8192];
	uint32_t of = which / 4;

	switch (which % 4) {
	case 0:
		snprintf(path, sizeof(path), PHONE "%s", others[of % NR(others)]);
		break;
	case 1:
		of %= NR(shapes) + NR(attributes);
		snprintf(path, sizeof(path), "%s", of < NR(shapes) ?
			 shapes[of].path : attributes[of - NR(shapes)].path);
		break;
	case 2:
		snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s", name,
			 names[of % NR(names)]);
		break;
	default:
		snprintf(path, sizeof(path), of % 16 ?
			 "/sys/kernel/debug/tphone/%s/status" :
			 "/sys/kernel/tracing/trace", name);
	}
	attribute_read(path, text, sizeof(text));
}

static void reset_shape(void)
{
	unsigned int i;

	plug(false);
	for (i = 0; i < NR(shapes); i++) {
		if (shape_changed & 1ULL << i)
			attribute_write_kept(shapes[i].path,
					     shapes[i].values[0]);
	}
	shape_changed = 0;
	worn_out = true;
}

/* Has the phone dropped operations? These never complete. */
static bool has_dropped(void)
{
	char text[24];

	return attribute_read(PHONE "dropped", text, sizeof(text)) ||
	       text[0] != '0';
}

void simulator_reset(void)
{
	unsigned int i;

	for (i = 0; i < NR(attributes); i++) {
		if (set_changed & 1ULL << i)
			attribute_write_kept(attributes[i].path,
					     attributes[i].first);
	}
	set_changed = 0;
	if (held)
		simulator_release(0);
	held = false;
	if (link_changed) {
		user("plug");
		user("resume");
	}
	link_changed = false;
	if (drops && has_dropped())
		worn_out = true;
	drops = false;
	if (shape_changed)
		reset_shape();
	if (worn_out || unbound || !device[0])
		simulator_renew();
}

void simulator_renew(void)
{
	worn_out = false;
	unbound = false;
	plug(false);
	plug(true);
	find_device();
}
