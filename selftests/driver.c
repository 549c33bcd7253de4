// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a driver can say to the core, and the order in which the core calls it:
 * of the module tphone-test, a driver that does what it is ordered to.
 */
#include "kselftest_harness.h"

#include <limits.h>

#include "module.h"
#include "reader.h"

#define MODULE		"tphone_test"
#define PHONE_ID	"tphone-test"
#define FOLDER		"/sys/kernel/debug/tphone-test/"

FIXTURE(driver)
{
	char device[32];
	struct tphone_state state;
	struct tphone_record record;
	char calls[4096];
	int owner;
};

/* 0 or a negative errno. */
static int order(const char *command)
{
	return file_write(FOLDER "command", command);
}

/* What the core has called since the last time. */
static const char *calls(FIXTURE_DATA(driver) *self)
{
	if (file_read(FOLDER "calls", self->calls, sizeof(self->calls)))
		return "?";
	return self->calls;
}

static int load_driver(void)
{
	pid_t pid = fork_child();

	if (!pid) {
		execlp("modprobe", "modprobe", "-q", "tphone-test", NULL);
		_exit(127);
	}
	return reap(pid);
}

/* Why nothing can be tested here, as a text, or NULL. */
static const char *cannot_test(void)
{
	if (geteuid())
		return "modules need root";
	if (load_driver())
		return "no module tphone-test";
	if (access(FOLDER "command", F_OK))
		return "no debugfs";
	return NULL;
}

FIXTURE_SETUP(driver)
{
	self->owner = -1;
	if (cannot_test())
		SKIP(return, "%s", cannot_test());
	ASSERT_EQ(0, order("plug"));
	ASSERT_EQ(0, find_phone(PHONE_ID, self->device, sizeof(self->device)));
	calls(self);
}

FIXTURE_TEARDOWN(driver)
{
	close(self->owner);
	EXPECT_EQ(0, unload_patiently(MODULE));
}

static int become_owner(FIXTURE_DATA(driver) *self)
{
	self->owner = phone_open(self->device, TPHONE_ROLE_OWNER);
	return self->owner < 0 ? self->owner : 0;
}

/* The calls, when the last of them is this one: that may take a moment. */
static const char *calls_up_to(FIXTURE_DATA(driver) *self, const char *last)
{
	static char all[sizeof(self->calls)];
	long long start = now_us();

	all[0] = '\0';
	do {
		if (all[0])
			strcat(all, "\n");
		strcat(all, calls(self));
		if (strstr(all, last))
			break;
		sleep_ms(20);
	} while (ms_since(start) < PHONE_WAIT_MS);
	return all;
}

/* The other handle sees no event, and the phone has no members but it. */
TEST_F(driver, role_fails_if_the_phone_cannot_be_powered_up)
{
	struct phone_snapshot before;
	int fd = phone_open(self->device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, order("in_use -110 0"));
	ASSERT_EQ(0, phone_snapshot(fd, &before));
	EXPECT_EQ(-ETIMEDOUT, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_STREQ("in_use 1", calls(self));
	EXPECT_TRUE(phone_unchanged(fd, &before));
	EXPECT_EQ(-ETIMEDOUT, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_STREQ("in_use 1", calls(self));
	EXPECT_TRUE(phone_unchanged(fd, &before));

	/* It was never switched on, so there is nothing to switch off. */
	ASSERT_EQ(0, order("in_use 0 0"));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_STREQ("in_use 1", calls(self));
	/* It is in use already, so that cannot fail any more. */
	ASSERT_EQ(0, order("in_use -110 0"));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_STREQ("", calls(self));
	close(fd);
	EXPECT_STREQ("in_use 0", calls_up_to(self, "in_use 0"));
}

TEST_F(driver, unplugged_while_in_use)
{
	struct tphone_request request = request_ring(1, 100);

	ASSERT_EQ(0, become_owner(self));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	calls(self);
	ASSERT_EQ(0, order("unplug"));
	EXPECT_STREQ("in_use 0\nstop", calls(self));
	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, order("plug"));
	EXPECT_STREQ("", calls(self));
}

TEST_F(driver, unplugged_while_not_in_use)
{
	ASSERT_EQ(0, become_owner(self));
	close(self->owner);
	self->owner = -1;
	EXPECT_STREQ("in_use 1\nin_use 0", calls_up_to(self, "in_use 0"));
	ASSERT_EQ(0, order("in_use -5 0"));
	EXPECT_EQ(-EIO, phone_open(self->device, TPHONE_ROLE_OWNER));
	calls(self);
	ASSERT_EQ(0, order("unplug"));
	EXPECT_STREQ("stop", calls(self));
}

static void *take_role(void *argument)
{
	FIXTURE_DATA(driver) *self = argument;

	self->owner = phone_open(self->device, TPHONE_ROLE_OWNER);
	return NULL;
}

/* Only who takes a role and who unplugs wait for it. */
TEST_F(driver, powering_up_takes_its_time)
{
	int fd = phone_open(self->device, TPHONE_ROLE_NONE);
	long long start = now_us();
	pthread_t thread;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, order("in_use 0 1500"));
	pthread_create(&thread, NULL, take_role, self);
	EXPECT_STREQ("in_use 1", calls_up_to(self, "in_use 1"));
	start = now_us();
	ASSERT_EQ(0, phone_state(fd, &self->state));
	EXPECT_EQ(0, self->state.nr_owners);
	ASSERT_EQ(0, close(fd));
	fd = phone_open(self->device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	EXPECT_GT(SLACK_MS, ms_since(start));

	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	pthread_join(thread, NULL);
	EXPECT_LE(0, self->owner);
	EXPECT_STREQ("", calls(self));
	close(fd);
}

TEST_F(driver, unplugging_waits_for_powering_up)
{
	pthread_t thread;

	ASSERT_EQ(0, order("in_use 0 1500"));
	pthread_create(&thread, NULL, take_role, self);
	EXPECT_STREQ("in_use 1", calls_up_to(self, "in_use 1"));
	ASSERT_EQ(0, order("unplug"));
	pthread_join(thread, NULL);
	EXPECT_EQ(-ENODEV, self->owner);
	EXPECT_STREQ("in_use 0\nstop", calls(self));
}

/* Closing does not wait for the driver, whatever that does. */
TEST_F(driver, killed_while_another_powers_up)
{
	pthread_t thread;
	pid_t pid;

	ASSERT_EQ(0, order("in_use 0 1500"));
	pthread_create(&thread, NULL, take_role, self);
	EXPECT_STREQ("in_use 1", calls_up_to(self, "in_use 1"));
	pid = fork_child();
	if (!pid) {
		phone_open(self->device, TPHONE_ROLE_MONITOR);
		_exit(0);
	}
	sleep_ms(100);
	kill(pid, SIGKILL);
	EXPECT_EQ(128 + SIGKILL, reap(pid));
	pthread_join(thread, NULL);
	EXPECT_LE(0, self->owner);
	EXPECT_EQ(0, phone_state(self->owner, &self->state));
	EXPECT_EQ(0, self->state.nr_monitors);
}

TEST_HARNESS_MAIN
