// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cordless phone out of range stays registered: it keeps its handles and
 * outstanding operations, and refuses new ones.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "fixture.h"

FIXTURE(connection)
{
	struct sim sim;
	struct tphone_request lamp;
	int fd;
};

FIXTURE_SETUP(connection)
{
	self->lamp = request_lamp(12, TPHONE_LAMPMODE_FLASH);
	SETUP_OWNER(&self->sim, "inline", &self->fd);
}

TEARDOWN_HANDLE(connection, fd)

static void expect_event(struct __test_metadata *_metadata, int fd, int value)
{
	struct tphone_record record;

	ASSERT_EQ(1, phone_read(fd, &record, 1));
	EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
	EXPECT_EQ(TPHONE_EVENT_CONNECTION, record.code);
	EXPECT_EQ(TPHONE_CAUSE_DRIVER, record.cause);
	EXPECT_EQ(value, record.value[0]);
	EXPECT_EQ(0, record.value[1]);
	EXPECT_TRUE(phone_is_quiet(fd));
}

TEST_F(connection, breaks_and_comes_back)
{
	struct tphone_state state;

	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	expect_event(_metadata, self->fd, 0);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(0, state.status);
	EXPECT_EQ(-ENOTCONN, phone_submit_one(self->fd, &self->lamp, NULL));

	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	expect_event(_metadata, self->fd, 1);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_STATUS_CONNECTED, state.status);
	EXPECT_EQ(TPHONE_ROLE_OWNER, state.role);
	EXPECT_EQ(0, phone_execute(self->fd, &self->lamp, NULL));
}

TEST_F(connection, keeps_handles_and_queries)
{
	struct phone_snapshot snapshot;
	struct tphone_info info;
	int fd;

	EXPECT_EQ(0, phone_execute(self->fd, &self->lamp, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	EXPECT_EQ(0, phone_info(self->fd, &info));
	EXPECT_EQ(0, phone_snapshot(self->fd, &snapshot));
	EXPECT_EQ(TPHONE_LAMPMODE_FLASH, snapshot.lamps[12]);
	fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	EXPECT_LE(0, fd);
	EXPECT_EQ(0, phone_poll(fd, POLLIN, 0));
	close(fd);
}

/*
 * Operations that were submitted before the disconnection still end, with or
 * without success.
 */
TEST_F(connection, operations_on_the_way)
{
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->lamp, &id));
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	EXPECT_EQ(1, phone_cancel_id(self->fd, id));
	ASSERT_EQ(0, phone_completion(self->fd, id, &record));
	EXPECT_EQ(-ECANCELED, record.status);
}

TEST_F(connection, program_that_starts_meanwhile)
{
	int fd;

	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	close(self->fd);
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->fd);
	EXPECT_EQ(-ENOTCONN, phone_submit_one(self->fd, &self->lamp, NULL));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_EQ(-EBUSY, fd);
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	expect_event(_metadata, self->fd, 1);
	EXPECT_EQ(0, phone_execute(self->fd, &self->lamp, NULL));
}

TEST_F(connection, unplugged_for_good_while_out_of_range)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	expect_event(_metadata, self->fd, 0);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_EQ(TPHONE_RECORD_GONE, record.type);
	EXPECT_EQ(-ENODEV, phone_read(self->fd, &record, 1));
	EXPECT_EQ(-ENODEV, phone_submit_one(self->fd, &self->lamp, NULL));
}

TEST_HARNESS_MAIN
