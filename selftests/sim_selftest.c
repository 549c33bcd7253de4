// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the helpers that the other tests use. */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "fixture.h"
#include "util.h"

FIXTURE(sim)
{
	struct sim sim;
};

FIXTURE_SETUP(sim)
{
	SETUP_SIM(&self->sim);
}

TEARDOWN_PHONE(sim)

TEST_F(sim, attributes_read_what_was_written)
{
	char text[64];

	EXPECT_EQ(0, sim_set(&self->sim, "model", "Model %d", 7));
	EXPECT_EQ(0, sim_get(&self->sim, "model", text, sizeof(text)));
	EXPECT_STREQ("Model 7", text);
	EXPECT_EQ(0, sim_set(&self->sim, "keys", "3"));
	EXPECT_EQ(3, sim_number(&self->sim, "keys"));
}

TEST_F(sim, errors_are_negative_errnos)
{
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "keys", "many"));
	EXPECT_EQ(-ENOENT, sim_number(&self->sim, "no_such_attribute"));
	EXPECT_EQ(-ENODEV, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(-ENODEV, sim_release(&self->sim, SIM_ALL));
}

TEST_F(sim, live_gives_a_device)
{
	struct stat st;

	EXPECT_STREQ("", self->sim.device);
	ASSERT_EQ(0, sim_live(&self->sim, true));
	ASSERT_EQ(0, stat(self->sim.device, &st));
	EXPECT_TRUE(S_ISCHR(st.st_mode));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_STREQ("", self->sim.device);
}

TEST_F(sim, two_at_a_time)
{
	struct sim other;

	ASSERT_EQ(0, sim_create(&other));
	EXPECT_EQ(0, sim_live(&self->sim, true));
	EXPECT_EQ(0, sim_live(&other, true));
	EXPECT_STRNE(self->sim.name, other.name);
	EXPECT_STRNE(self->sim.device, other.device);
	sim_destroy(&other);
}

TEST_F(sim, user_acts_on_the_phone)
{
	ASSERT_EQ(0, sim_live(&self->sim, true));
	EXPECT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "lift hat"));
}

TEST_F(sim, wait_sees_the_counter_rise)
{
	struct tphone_request lamp;
	int fd;

	ASSERT_EQ(0, sim_live(&self->sim, true));
	lamp = request_lamp(12, TPHONE_LAMPMODE_STEADY);
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	EXPECT_EQ(0, phone_submit_one(fd, &lamp, NULL));
	EXPECT_EQ(0, sim_wait(&self->sim, "completed", 1));
	close(fd);
}

#define NR_COUNTED	64

/*
 * Tests wait for a counter of the simulator and then query the core, so the
 * core must not lag behind.
 */
FIXTURE(counted)
{
	struct sim sim;
	int fd;
};

FIXTURE_VARIANT(counted)
{
	const char *context;
};

FIXTURE_VARIANT_ADD(counted, in_work)
{ .context = "work" };
FIXTURE_VARIANT_ADD(counted, in_a_thread)
{ .context = "thread" };
FIXTURE_VARIANT_ADD(counted, in_a_timer)
{ .context = "softirq" };

FIXTURE_SETUP(counted)
{
	SETUP_OWNER(&self->sim, variant->context, &self->fd);
}

FIXTURE_TEARDOWN(counted)
{
	if (self->fd >= 0)
		close(self->fd);
	sim_destroy(&self->sim);
}

/* How often an operation was still outstanding after it was counted. */
static int count_early(struct sim *sim, int fd, long long before)
{
	struct tphone_state state;
	long long completed;
	int early = 0;

	do {
		completed = sim_number(sim, "completed") - before;
		if (completed < 0 || phone_state(fd, &state))
			return -1;
		early += state.nr_outstanding > NR_COUNTED - completed;
	} while (completed < NR_COUNTED);
	return early;
}

TEST_F(counted, the_core_has_it_back)
{
	struct tphone_request requests[NR_COUNTED];
	long long end = now_us() + 1000000;
	long long before = 0;
	int i;

	for (i = 0; i < NR_COUNTED; i++)
		requests[i] = request_ring(1, 1);
	while (now_us() < end) {
		ASSERT_EQ(NR_COUNTED, phone_submit_many(self->fd, requests,
							NR_COUNTED, NULL));
		ASSERT_EQ(0, count_early(&self->sim, self->fd, before));
		before += NR_COUNTED;
		phone_drain(self->fd);
	}
}

TEST_F(sim, destroyed_while_live_and_open)
{
	struct sim other;
	int fd;

	ASSERT_EQ(0, sim_create(&other));
	ASSERT_EQ(0, sim_live(&other, true));
	fd = phone_open(other.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	sim_destroy(&other);
	EXPECT_EQ(-ENOENT, sim_number(&other, "live"));
	sim_destroy(&other);
	close(fd);
}

TEST_F(sim, what_a_killed_process_leaves_is_removed)
{
	struct sim other;
	char path[sizeof(other.path)];
	pid_t pid;

	/* No process has this number: it is above the kernel's maximum. */
	ASSERT_EQ(0, sim_create_named(&other, "kselftest-4194305-1"));
	ASSERT_EQ(0, sim_live(&other, true));
	memcpy(path, other.path, sizeof(path));
	pid = fork();
	if (!pid) {
		dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
		execl("/proc/self/exe", "sim_selftest", "-r",
		      "sim.live_gives_a_device", NULL);
		_exit(1);
	}
	ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	EXPECT_NE(0, access(path, F_OK));
}

TEST_HARNESS_MAIN
