// SPDX-License-Identifier: GPL-2.0-only
/* The name of the owner: given with a role, and read by every handle. */
#include "kselftest_harness.h"

#include "fixture.h"
#include "util.h"

#define LONGEST	(TPHONE_TEXT_SIZE - 1)

FIXTURE(owner_name)
{
	struct sim sim;
	int looker;		/* without a role */
	int fd;			/* without a role, at first */
	char seen[TPHONE_TEXT_SIZE];
};

FIXTURE_SETUP(owner_name)
{
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->fd);
}

TEARDOWN_HANDLES(owner_name, looker, fd)

/*
 * The name that other handles read; "?" on failure, or if bytes follow its end.
 */
static const char *seen(FIXTURE_DATA(owner_name) *self)
{
	struct tphone_state state;
	size_t i;

	if (phone_state(self->looker, &state))
		return "?";
	memcpy(self->seen, state.owner_name, sizeof(self->seen));
	for (i = strnlen(self->seen, LONGEST); i < TPHONE_TEXT_SIZE; i++) {
		if (self->seen[i])
			return "?";
	}
	return self->seen;
}

TEST_F(owner_name, comes_and_goes_with_the_owner)
{
	struct tphone_detach answer;

	EXPECT_STREQ("", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	EXPECT_STREQ("Anna", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_MONITOR, "Anna"));
	EXPECT_STREQ("", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Berta"));
	EXPECT_STREQ("Berta", seen(self));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &answer));
	EXPECT_STREQ("", seen(self));
	close(self->fd);
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Clara"));
	EXPECT_STREQ("Clara", seen(self));
	close(self->fd);
	self->fd = -1;
	EXPECT_STREQ("", seen(self));
}

TEST_F(owner_name, need_not_be_given)
{
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_OWNER));
	EXPECT_STREQ("", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	EXPECT_STREQ("Anna", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, ""));
	EXPECT_STREQ("", seen(self));
}

/* A program whose structure has no name gets none, not an earlier one. */
TEST_F(owner_name, the_structure_without_it_means_none)
{
	struct tphone_role old = { .size = 16, .role = TPHONE_ROLE_OWNER };

	memcpy(old.name, "not looked at", 14);
	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_ROLE, &old));
	EXPECT_STREQ("", seen(self));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_ROLE, &old));
	EXPECT_STREQ("", seen(self));
	old.size = 16 + 3;
	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_ROLE, &old));
	EXPECT_STREQ("not", seen(self));
}

TEST_F(owner_name, of_a_monitor_is_nobodys_business)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, owner);
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_MONITOR, "Anna"));
	EXPECT_STREQ("", seen(self));
	ASSERT_EQ(0, phone_role_named(owner, TPHONE_ROLE_OWNER, "Berta"));
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_MONITOR, "Clara"));
	EXPECT_STREQ("Berta", seen(self));
	close(owner);
}

TEST_F(owner_name, of_one_who_is_refused_is_not_taken)
{
	int second = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, second);
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	EXPECT_EQ(-EBUSY, phone_role_named(second, TPHONE_ROLE_OWNER, "Berta"));
	EXPECT_STREQ("Anna", seen(self));
	EXPECT_EQ(-EILSEQ, phone_role_named(self->fd, TPHONE_ROLE_OWNER,
					    "\xff"));
	EXPECT_STREQ("Anna", seen(self));
	close(second);
}

TEST_F(owner_name, another_name_is_no_event)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	phone_drain(monitor);
	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Berta"));
	EXPECT_STREQ("Berta", seen(self));
	EXPECT_TRUE(phone_is_quiet(monitor));
	close(monitor);
}

TEST_F(owner_name, is_utf8_without_control_characters)
{
	static const char * const bad[] = {
		"\xff", "Gr\374\337e", "\xc0\x80", "\xed\xa0\x80",
		"\xf4\x90\x80\x80", "half \xc3", "tab\t", "line\n", "\x1b[2J",
		"\x7f", "\xc2\x85",
	};
	static const char * const good[] = {
		"Gr\303\274\303\237e", "\xe2\x98\x8e", "\xf0\x9f\x93\x9e",
		"a name with spaces", "<&>",
	};
	struct tphone_state state;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EILSEQ, phone_role_named(self->fd, TPHONE_ROLE_OWNER,
						    bad[i]));
		EXPECT_EQ(-EILSEQ, phone_role_named(self->fd,
						    TPHONE_ROLE_MONITOR,
						    bad[i]));
	}
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_ROLE_NONE, state.role);
	for (i = 0; i < ARRAY_SIZE(good); i++) {
		EXPECT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER,
					      good[i]));
		EXPECT_STREQ(good[i], seen(self));
	}
}

TEST_F(owner_name, has_an_end)
{
	char name[TPHONE_TEXT_SIZE + 1];

	memset(name, 'x', sizeof(name));
	name[TPHONE_TEXT_SIZE] = '\0';
	EXPECT_EQ(-EINVAL, phone_role_named(self->fd, TPHONE_ROLE_OWNER, name));
	EXPECT_STREQ("", seen(self));
	name[LONGEST] = '\0';
	EXPECT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, name));
	EXPECT_STREQ(name, seen(self));
}

/* Bytes behind the end of the name must not reach other programs. */
TEST_F(owner_name, nothing_comes_after_the_end)
{
	struct tphone_role role = {
		.size = sizeof(role), .role = TPHONE_ROLE_OWNER,
	};

	memset(role.name, 0xff, sizeof(role.name));
	memcpy(role.name, "Anna", 5);
	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_ROLE, &role));
	EXPECT_STREQ("Anna", seen(self));
}

TEST_F(owner_name, is_read_by_other_processes)
{
	pid_t pid;

	ASSERT_EQ(0, phone_role_named(self->fd, TPHONE_ROLE_OWNER, "Anna"));
	pid = fork_child();
	if (!pid) {
		close(self->looker);
		self->looker = phone_open(self->sim.device, TPHONE_ROLE_NONE);
		_exit(strcmp("Anna", seen(self)) != 0);
	}
	EXPECT_EQ(0, reap(pid));
}

TEST_HARNESS_MAIN
