// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/class/tphone/tphoneN and the other descriptions of a phone: uevents,
 * fdinfo, debugfs, and the names that udev makes.
 */
#include "kselftest_harness.h"

#include <dirent.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <linux/netlink.h>

#include "fixture.h"
#include "util.h"

#define UEVENT_SIZE	8192

FIXTURE(sysfs)
{
	struct sim sim;
	int fd;		/* no role */
};

FIXTURE_SETUP(sysfs)
{
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->fd);
}

TEARDOWN_HANDLE(sysfs, fd)

static const char *value(const struct sim *sim, const char *attribute)
{
	static char text[4096];
	int error = sysfs_read(sim, attribute, text, sizeof(text));

	return error ? strerror(-error) : text;
}

#define EXPECT_VALUE(expected, attribute) \
	EXPECT_STREQ(expected, value(&self->sim, attribute))

static const char * const read_only[] = {
	"manufacturer", "model", "serial", "id", "link_name", "driver_name",
	"hook_devices", "buttons", "ring_modes", "display", "downloads", "uploads",
};

static const char * const read_write[] = { "grace_ms", "reset_on_last_close" };

static int mode_of(const struct sim *sim, const char *attribute)
{
	char path[128];
	struct stat st;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
		 phone_name(sim), attribute);
	return stat(path, &st) ? -errno : (int)(st.st_mode & 07777);
}

TEST_F(sysfs, everybody_reads_and_root_writes_what_can_be_written)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(read_only); i++) {
		EXPECT_EQ(0444, mode_of(&self->sim, read_only[i]));
		EXPECT_EQ(-EACCES, sysfs_write(&self->sim, read_only[i], "1"));
	}
	for (i = 0; i < ARRAY_SIZE(read_write); i++)
		EXPECT_EQ(0644, mode_of(&self->sim, read_write[i]));
}

/* The contents of all files of the folder that every user may read. */
static int public_files(const struct sim *sim, char *buf, size_t size)
{
	char path[512], folder[128];
	struct dirent *entry;
	size_t len = 0;
	struct stat st;
	DIR *dir;

	snprintf(folder, sizeof(folder), "/sys/class/tphone/%s",
		 phone_name(sim));
	dir = opendir(folder);
	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (lstat(path, &st) || !S_ISREG(st.st_mode) ||
		    !(st.st_mode & 0004))
			continue;
		len += snprintf(buf + len, size - len, "%s: ", entry->d_name);
		if (!file_read(path, buf + len, size - len - 1))
			len += strlen(buf + len);
		buf[len++] = '\n';
	}
	buf[len] = '\0';
	closedir(dir);
	return 0;
}

/* A user who may not open the phone cannot see here whether it is in use. */
TEST_F(sysfs, everybody_sees_the_same_during_a_call)
{
	struct tphone_request ring = request_ring(1, 100);
	struct tphone_request lamp = request_lamp(FIRST_LAMP,
						  TPHONE_LAMPMODE_STEADY);
	static char before[16384], during[16384];
	int owner, monitor;

	ASSERT_EQ(0, public_files(&self->sim, before, sizeof(before)));
	EXPECT_NE(NULL, strstr(before, "manufacturer: tphone"));
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, owner);
	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, phone_execute(owner, &ring, NULL));
	ASSERT_EQ(0, phone_execute(owner, &lamp, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(owner, 1, TPHONE_LAMPMODE_OFF, NULL));
	ASSERT_EQ(0, public_files(&self->sim, during, sizeof(during)));
	EXPECT_STREQ(before, during);
	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	ASSERT_EQ(0, public_files(&self->sim, during, sizeof(during)));
	EXPECT_STREQ(before, during);
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	ASSERT_EQ(0, public_files(&self->sim, during, sizeof(during)));
	EXPECT_STREQ(before, during);
	close(monitor);
	close(owner);
}

/*
 * udev follows these names in the folder of a device: a file with one of them
 * that is no link makes it give up all rules for the phone.
 */
TEST_F(sysfs, no_attribute_has_a_name_of_the_driver_core)
{
	static const char * const links[] = {
		"driver", "subsystem", "device", "bus", "class", "module",
		"firmware_node", "of_node", "iommu", "iommu_group", "physfn",
		"waiting_for_supplier", "parent",
	};
	static const char * const folders[] = { "power", "driver", "device" };
	char path[128];
	struct stat st;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(links); i++) {
		snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
			 phone_name(&self->sim), links[i]);
		if (lstat(path, &st))
			continue;
		EXPECT_TRUE(S_ISLNK(st.st_mode)) {
			TH_LOG("%s is no link", links[i]);
		}
	}
	for (i = 0; i < ARRAY_SIZE(folders); i++) {
		snprintf(path, sizeof(path), "/sys/class/tphone/%s/%s",
			 phone_name(&self->sim), folders[i]);
		if (!stat(path, &st))
			EXPECT_TRUE(S_ISDIR(st.st_mode));
	}
}

/* Plug the phone in again, with another shape. */
static int replug(struct sim *sim, int *fd)
{
	int error = sim_live(sim, true);

	if (error)
		return error;
	*fd = phone_open(sim->device, TPHONE_ROLE_NONE);
	return *fd < 0 ? *fd : 0;
}

TEST_F(sysfs, who_the_phone_is)
{
	struct tphone_info info;
	char id[128];

	snprintf(id, sizeof(id), "sim-%s", self->sim.name);
	EXPECT_VALUE(id, "id");
	EXPECT_VALUE("tphone", "manufacturer");
	EXPECT_VALUE("Simulated desk phone", "model");
	EXPECT_VALUE("", "serial");

	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	snprintf(id, sizeof(id), "own-%d", getpid());
	ASSERT_EQ(0, sim_set(&self->sim, "manufacturer", "M\u00fcller & Co"));
	ASSERT_EQ(0, sim_set(&self->sim, "model", "\u2706 3000"));
	ASSERT_EQ(0, sim_set(&self->sim, "serial", "12/34"));
	ASSERT_EQ(0, sim_set(&self->sim, "id", "%s", id));
	ASSERT_EQ(0, replug(&self->sim, &self->fd));
	EXPECT_VALUE("M\u00fcller & Co", "manufacturer");
	EXPECT_VALUE("\u2706 3000", "model");
	EXPECT_VALUE("12/34", "serial");
	EXPECT_VALUE(id, "id");

	ASSERT_EQ(0, phone_info(self->fd, &info));
	EXPECT_VALUE(info.manufacturer, "manufacturer");
	EXPECT_VALUE(info.model, "model");
	EXPECT_VALUE(info.serial, "serial");
	EXPECT_VALUE(info.id, "id");
	EXPECT_VALUE(info.driver, "driver_name");
	EXPECT_NE(0, info.driver[0]);
}

TEST_F(sysfs, what_the_phone_has)
{
	EXPECT_VALUE("handset speaker headset", "hook_devices");
	EXPECT_VALUE("21", "buttons");
	EXPECT_VALUE("4", "ring_modes");
	EXPECT_VALUE("4x20", "display");
	EXPECT_VALUE("2", "downloads");
	EXPECT_VALUE("3", "uploads");
}

TEST_F(sysfs, what_a_poor_phone_has)
{
	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "lamps", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ring_modes", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "display", "0x0"));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "downloads", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "uploads", "\n"));
	ASSERT_EQ(0, replug(&self->sim, &self->fd));
	EXPECT_VALUE("headset", "hook_devices");
	EXPECT_VALUE("1", "buttons");
	EXPECT_VALUE("0", "ring_modes");
	EXPECT_VALUE("0x0", "display");
	EXPECT_VALUE("0", "downloads");
	EXPECT_VALUE("0", "uploads");
}

TEST_F(sysfs, grace_time)
{
	static const char * const bad[] = {
		"0", "60001", "-1", "4294967297", "text", "\n", "1.5", "10 20",
	};
	unsigned int i;

	EXPECT_VALUE("2000", "grace_ms");
	ASSERT_EQ(0, sysfs_write(&self->sim, "grace_ms", "1"));
	EXPECT_VALUE("1", "grace_ms");
	ASSERT_EQ(0, sysfs_write(&self->sim, "grace_ms", "60000\n"));
	EXPECT_VALUE("60000", "grace_ms");
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_GT(0, sysfs_write(&self->sim, "grace_ms", bad[i])) {
			TH_LOG("\"%s\"", bad[i]);
		}
		EXPECT_VALUE("60000", "grace_ms");
	}
	/* Only root may write. */
	EXPECT_EQ(0644, mode_of(&self->sim, "grace_ms"));
}

TEST_F(sysfs, reset_on_last_close_is_one_of_three_words)
{
	static const char * const bad[] = {
		"0", "1", "maybe", "\n", "xall", "all call", "calls", "cal",
	};
	unsigned int i;

	EXPECT_VALUE("none", "reset_on_last_close");
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "call"));
	EXPECT_VALUE("call", "reset_on_last_close");
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "all\n"));
	EXPECT_VALUE("all", "reset_on_last_close");
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EINVAL, sysfs_write(&self->sim,
					       "reset_on_last_close", bad[i]));
		EXPECT_VALUE("all", "reset_on_last_close");
	}
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "none"));
	EXPECT_VALUE("none", "reset_on_last_close");
}

TEST_F(sysfs, nothing_is_left_when_the_phone_is_gone)
{
	char path[128];
	struct stat st;

	snprintf(path, sizeof(path), "/sys/class/tphone/%s",
		 phone_name(&self->sim));
	ASSERT_EQ(0, stat(path, &st));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(-1, stat(path, &st));
}

/* Messages of the kernel itself, not those of udev. */
static int uevent_socket(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC,
			NETLINK_KOBJECT_UEVENT);

	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address))) {
		close(fd);
		return -errno;
	}
	return fd;
}

/* The value of a variable of a uevent, or "". */
static const char *variable(const char *message, int len, const char *name)
{
	const char *at = message;
	size_t size = strlen(name);

	for (; at < message + len; at += strlen(at) + 1) {
		if (!strncmp(at, name, size) && at[size] == '=')
			return at + size + 1;
	}
	return "";
}

/* Wait for this action with a phone: the length of the message, or an errno. */
static int next_uevent(int fd, const char *action, char *message)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	ssize_t len;

	for (;;) {
		if (poll(&poll_fd, 1, PHONE_WAIT_MS) != 1)
			return -ETIMEDOUT;
		len = recv(fd, message, UEVENT_SIZE - 1, 0);
		if (len < 0)
			return -errno;
		message[len] = '\0';
		if (!strcmp(variable(message, len, "SUBSYSTEM"), "tphone") &&
		    !strcmp(variable(message, len, "ACTION"), action))
			return len;
	}
}

/* The first mistake at the moment when the phone is announced, or "". */
static const char *look_at_new_phone(int socket, const char *id)
{
	static const struct {
		const char *attribute, *value;
	} expected[] = {
		{ "buttons", "21" }, { "display", "4x20" },
		{ "grace_ms", "2000" }, { "reset_on_last_close", "all" },
		{ "manufacturer", "tphone" }, { "driver_name", "tphone-sim" },
	};
	static char message[UEVENT_SIZE], text[256];
	char path[512];
	unsigned int i;
	int len, fd;

	do {
		len = next_uevent(socket, "add", message);
		if (len < 0)
			return "no uevent";
		snprintf(path, sizeof(path), "/sys%.400s/id",
			 variable(message, len, "DEVPATH"));
		if (file_read(path, text, sizeof(text)))
			return "no id";
	} while (strcmp(text, id));
	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		snprintf(path, sizeof(path), "/sys%.400s/%s",
			 variable(message, len, "DEVPATH"),
			 expected[i].attribute);
		if (file_read(path, text, sizeof(text)) ||
		    strcmp(text, expected[i].value))
			return expected[i].attribute;
	}
	if (!variable(message, len, "MAJOR")[0])
		return "no MAJOR";
	snprintf(path, sizeof(path), "/dev/%.64s",
		 variable(message, len, "DEVNAME"));
	fd = phone_open(path, TPHONE_ROLE_OWNER);
	if (fd < 0)
		return "cannot be opened";
	close(fd);
	return "";
}

TEST_F(sysfs, a_phone_is_complete_when_it_is_announced)
{
	int socket = uevent_socket();
	char id[64];
	char *answer;
	pid_t pid;

	ASSERT_LE(0, socket);
	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "reset_on_last_close", "all"));
	snprintf(id, sizeof(id), "sim-%s", self->sim.name);
	answer = shared_memory(256);
	ASSERT_NE(NULL, answer);
	strcpy(answer, "died");
	/* While the parent is still waiting in its write to "live". */
	pid = fork();
	if (!pid) {
		strcpy(answer, look_at_new_phone(socket, id));
		_exit(0);
	}
	ASSERT_EQ(0, replug(&self->sim, &self->fd));
	EXPECT_EQ(0, reap(pid));
	EXPECT_STREQ("", answer);
	close(socket);
}

TEST_F(sysfs, a_phone_that_goes_is_announced)
{
	int socket = uevent_socket();
	char message[UEVENT_SIZE];
	char device[32];
	int len;

	ASSERT_LE(0, socket);
	strcpy(device, phone_name(&self->sim));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	do {
		len = next_uevent(socket, "remove", message);
		ASSERT_LT(0, len);
	} while (strcmp(variable(message, len, "DEVNAME"), device));
	close(socket);
}

/* The value of a line "KEY:\tVALUE" in the fdinfo of a descriptor. */
static const char *about(int fd, const char *key)
{
	static char text[1024];
	char path[64];
	char *line;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	if (file_read(path, text, sizeof(text)))
		return "cannot be read";
	line = strstr(text, key);
	if (!line || strncmp(line + strlen(key), ":\t", 2))
		return "no such line";
	line += strlen(key) + 2;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

TEST_F(sysfs, fdinfo_says_what_a_handle_is)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_detach detach;

	ASSERT_LE(0, owner);
	ASSERT_LE(0, monitor);
	EXPECT_STREQ("none", about(self->fd, "tphone-role"));
	EXPECT_STREQ("owner", about(owner, "tphone-role"));
	EXPECT_STREQ("monitor", about(monitor, "tphone-role"));
	EXPECT_STREQ(phone_name(&self->sim) + strlen("tphone"),
		     about(self->fd, "tphone-phone"));
	EXPECT_STREQ("0xfffe", about(monitor, "tphone-events"));
	ASSERT_EQ(0, phone_mask(monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP)));
	EXPECT_STREQ("0x8", about(monitor, "tphone-events"));
	ASSERT_EQ(0, phone_detach(monitor, 0, &detach));
	EXPECT_STREQ("detached", about(monitor, "tphone-role"));
	close(owner);
	close(monitor);
}

/* A number of the status in debugfs, or -1. */
static long long counter(const struct sim *sim, const char *name)
{
	char text[16384], path[128], key[64];
	long long number;
	char *at;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(sim));
	/* Let the first line begin after a newline, too. */
	text[0] = '\n';
	if (file_read(path, text + 1, sizeof(text) - 1))
		return -1;
	snprintf(key, sizeof(key), "\n%s ", name);
	at = strstr(text, key);
	if (!at || sscanf(at + strlen(key), "%lld", &number) != 1)
		return -1;
	return number;
}

/* A number of the line about the only handle, or -1. */
static long long of_handle(const struct sim *sim, const char *format)
{
	char text[16384], path[128];
	unsigned int value;
	char *at;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(sim));
	if (file_read(path, text, sizeof(text)))
		return -1;
	at = strstr(text, "\nhandle ");
	return at && sscanf(at, format, &value) == 1 ? value : -1;
}

#define SLOTS_USED	"\nhandle %*u slots %u/"
#define LOST		"\nhandle %*u slots %*u/%*u reserved %*u payload %*u lost %u"

TEST_F(sysfs, debugfs_and_fdinfo_count_for_a_handle)
{
	struct tphone_record record;
	int owner, i;

	close(self->fd);
	self->fd = -1;
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, owner);
	if (access("/sys/kernel/debug/tphone", F_OK)) {
		close(owner);
		SKIP(return, "no debugfs");
	}
	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "inline"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(owner, 3, TPHONE_LAMPMODE_STEADY, NULL));
	EXPECT_EQ(3, of_handle(&self->sim, SLOTS_USED));
	EXPECT_STREQ("0", about(owner, "tphone-unread-events"));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	/* The completion was not read, so its slot is not free. */
	EXPECT_EQ(3, of_handle(&self->sim, SLOTS_USED));
	EXPECT_STREQ("1", about(owner, "tphone-unread-events"));
	ASSERT_EQ(0, phone_next_completion(owner, &record));
	EXPECT_EQ(2, of_handle(&self->sim, SLOTS_USED));
	phone_drain(owner);
	EXPECT_STREQ("0", about(owner, "tphone-unread-events"));
	EXPECT_EQ(0, of_handle(&self->sim, LOST));

	/* The core keeps 256 events. */
	for (i = 0; i < 130; i++) {
		ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
		ASSERT_EQ(0, sim_user(&self->sim, "release 1"));
	}
	EXPECT_EQ(4, of_handle(&self->sim, LOST));
	EXPECT_STREQ("256", about(owner, "tphone-unread-events"));
	/* The LOST record that was read has reported them. */
	phone_drain(owner);
	EXPECT_EQ(0, of_handle(&self->sim, LOST));
	close(owner);
}

/* The number of operations that the driver has. */
static unsigned int held(const struct sim *sim)
{
	char text[16384], path[128];
	unsigned int nr = 0;
	char *at = text;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(sim));
	if (file_read(path, text, sizeof(text)))
		return -1;
	for (; (at = strstr(at, "\noperation ")); at++)
		nr++;
	return nr;
}

TEST_F(sysfs, debugfs_keeps_the_books)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request late;
	struct tphone_record record;
	__u64 ids[4];
	int i;

	ASSERT_LE(0, owner);
	if (access("/sys/kernel/debug/tphone", F_OK)) {
		close(owner);
		SKIP(return, "no debugfs");
	}
	EXPECT_EQ(0, counter(&self->sim, "accepted"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(4, submit_lamps(owner, 4, TPHONE_LAMPMODE_STEADY, ids));
	EXPECT_EQ(4, counter(&self->sim, "accepted"));
	EXPECT_EQ(4, held(&self->sim));
	EXPECT_EQ(0, counter(&self->sim, "completed"));

	/* One operation is cancelled, one times out, the others succeed. */
	ASSERT_EQ(1, phone_cancel_id(owner, ids[0]));
	late = request_ring(1, 1);
	late.timeout_ms = 20;
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	EXPECT_EQ(-ETIMEDOUT, phone_execute(owner, &late, &record));
	EXPECT_EQ(5, counter(&self->sim, "accepted"));
	EXPECT_EQ(2, counter(&self->sim, "completed"));
	EXPECT_EQ(2, counter(&self->sim, "cancelled"));
	EXPECT_EQ(1, counter(&self->sim, "timed_out"));
	EXPECT_EQ(4, held(&self->sim));
	EXPECT_EQ(0, counter(&self->sim, "late"));

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 1; i < 4; i++)
		ASSERT_EQ(0, phone_completion(owner, ids[i], &record));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 5));
	for (i = 0; held(&self->sim) && i < 1000; i++)
		sleep_ms(2);
	EXPECT_EQ(5, counter(&self->sim, "completed"));
	EXPECT_EQ(1, counter(&self->sim, "late"));
	EXPECT_EQ(0, held(&self->sim));
	EXPECT_EQ(0, counter(&self->sim, "orphaned"));
	EXPECT_EQ(0, counter(&self->sim, "double_completions"));
	EXPECT_EQ(0, counter(&self->sim, "unclaimed"));
	close(owner);
}

TEST_F(sysfs, debugfs_counts_what_has_no_owner)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, owner);
	ASSERT_LE(0, monitor);
	if (access("/sys/kernel/debug/tphone", F_OK)) {
		close(owner);
		close(monitor);
		SKIP(return, "no debugfs");
	}
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(owner, 3, TPHONE_LAMPMODE_STEADY, NULL));
	EXPECT_EQ(0, counter(&self->sim, "unclaimed"));
	close(owner);
	EXPECT_EQ(3, counter(&self->sim, "unclaimed"));
	EXPECT_EQ(3, held(&self->sim));
	close(monitor);
	EXPECT_EQ(3, counter(&self->sim, "cancelled"));
	EXPECT_EQ(0, counter(&self->sim, "unclaimed"));
	EXPECT_EQ(3, counter(&self->sim, "completed"));
}

TEST_F(sysfs, the_world_has_no_access)
{
	struct stat st;

	ASSERT_EQ(0, stat(self->sim.device, &st));
	EXPECT_TRUE(S_ISCHR(st.st_mode));
	EXPECT_EQ(0, st.st_mode & 0007);
}

/* Wait until the link points there, or (NULL) is gone. */
static bool link_becomes(const char *link, const char *target)
{
	char path[PATH_MAX];
	long long start = now_us();
	bool fits;

	do {
		if (realpath(link, path))
			fits = target && !strcmp(path, target);
		else
			fits = !target;
		if (!fits)
			sleep_ms(5);
	} while (!fits && ms_since(start) < PHONE_WAIT_MS);
	return fits;
}

/* A stopped udev leaves its socket behind, so try to connect. */
static bool udev_runs(void)
{
	struct sockaddr_un address = {
		.sun_family = AF_UNIX, .sun_path = "/run/udev/control",
	};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	int error = connect(fd, (struct sockaddr *)&address, sizeof(address));

	close(fd);
	return !error;
}

/*
 * Wait until udev has handled all events. Those of earlier phones with the same
 * number may still be queued, and udev handles them with the attributes of the
 * present phone: its link comes, and goes when an earlier one is removed.
 */
static bool udev_settles(void)
{
	return !system("udevadm settle --timeout=60");
}

/* Plug in or unplug, and wait for udev. */
static bool live_settled(struct sim *sim, bool live)
{
	return !sim_live(sim, live) && udev_settles();
}

TEST_F_TIMEOUT(sysfs, udev_makes_a_name_that_stays, 120)
{
	struct group *group;
	char link[128];
	struct stat st;

	if (!udev_runs())
		SKIP(return, "udev is not running");
	if (access("/run/udev/rules.d/60-tphone.rules", F_OK) &&
	    access("/etc/udev/rules.d/60-tphone.rules", F_OK) &&
	    access("/usr/lib/udev/rules.d/60-tphone.rules", F_OK))
		SKIP(return, "the rules for udev are not installed");
	snprintf(link, sizeof(link), "/dev/tphone/by-id/sim-%s",
		 self->sim.name);
	ASSERT_TRUE(udev_settles());
	ASSERT_TRUE(link_becomes(link, self->sim.device));
	ASSERT_EQ(0, stat(link, &st));
	EXPECT_EQ(0660, st.st_mode & 0777);
	group = getgrnam("tphone");
	if (group)
		EXPECT_EQ(group->gr_gid, st.st_gid);
	ASSERT_TRUE(live_settled(&self->sim, false));
	EXPECT_TRUE(link_becomes(link, NULL));
	ASSERT_TRUE(live_settled(&self->sim, true));
	EXPECT_TRUE(link_becomes(link, self->sim.device));
}

TEST_F(sysfs, a_link_name_is_that_of_one_id)
{
	static const struct {
		const char *id, *name;
	} samples[] = {
		{ "a_b", "a_b" },
		{ "a b", "a\\x20b" },
		{ "a/b", "a\\x2fb" },
		{ "a\\x20b", "a\\x5cx20b" },
		{ ".a", "\\x2ea" },
		{ "\u00fc", "\\xc3\\xbc" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(samples); i++) {
		ASSERT_EQ(0, sim_live(&self->sim, false));
		ASSERT_EQ(0, sim_set(&self->sim, "id", "%s", samples[i].id));
		ASSERT_EQ(0, sim_live(&self->sim, true));
		EXPECT_VALUE(samples[i].name, "link_name");
	}
}

/*
 * Each link belongs to its phone, whichever is plugged in or unplugged first.
 */
TEST_F_TIMEOUT(sysfs, no_phone_takes_the_link_of_another, 120)
{
	struct sim other = { 0 };

	if (!udev_runs())
		SKIP(return, "udev is not running");
	ASSERT_EQ(0, sim_create(&other));
	ASSERT_TRUE(live_settled(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "id", "tphone test"));
	ASSERT_EQ(0, sim_set(&other, "id", "tphone_test"));
	ASSERT_TRUE(live_settled(&self->sim, true));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone\\x20test",
				 self->sim.device));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone_test", NULL));
	ASSERT_TRUE(live_settled(&other, true));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone_test",
				 other.device));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone\\x20test",
				 self->sim.device));
	ASSERT_TRUE(live_settled(&other, false));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone_test", NULL));
	EXPECT_TRUE(link_becomes("/dev/tphone/by-id/tphone\\x20test",
				 self->sim.device));
	sim_destroy(&other);
}

TEST_HARNESS_MAIN
