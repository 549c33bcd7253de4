// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loading and unloading. The driver of a phone can be unloaded even if its
 * device is open, which unplugs the phone. The core can be unloaded when no
 * device is open.
 *
 * The phone is "desk", which comes with the module tphone-sim. The modules are
 * unloaded when a test ends; the next that needs them loads them.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "module.h"
#include "phone.h"
#include "sim.h"
#include "util.h"

/* Unloading waits for grace periods of RCU, not for anything in user space. */
#define UNLOAD_MS	(3000 + SLACK_MS)

/* A kernel with debugging takes half a minute for loading and unloading. */
#define TEST_S		180

FIXTURE(modules)
{
	struct sim desk;
};

FIXTURE_SETUP(modules)
{
	const char *why = cannot_unload();

	if (why)
		SKIP(return, "%s", why);
	ASSERT_EQ(0, load_desk(&self->desk));
}

FIXTURE_TEARDOWN(modules)
{
	/* A module that is left behind would make the next test skip. */
	EXPECT_EQ(0, unload_all());
}

TEST_F_TIMEOUT(modules, loading_gives_a_phone_that_is_ready, TEST_S)
{
	struct tphone_request request = request_ring(1, 100);
	int fd = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	struct tphone_info info;
	char name[16];

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_info(fd, &info));
	EXPECT_STREQ(DESK_ID, info.id);
	EXPECT_STREQ("0001", info.serial);
	EXPECT_EQ(0, phone_execute(fd, &request, NULL));
	EXPECT_EQ(1, sim_number(&self->desk, "live"));
	EXPECT_EQ(0, sim_get(&self->desk, "device", name, sizeof(name)));
	EXPECT_STREQ(phone_name(&self->desk), name);
	close(fd);
}

TEST_F_TIMEOUT(modules, loading_without_the_desk_phone, TEST_S)
{
	ASSERT_EQ(0, unload(DRIVER));
	ASSERT_EQ(0, sim_load("desk_phone=0"));
	EXPECT_EQ(-ENODEV, find_desk(&self->desk));
	EXPECT_EQ(0, sim_number(&self->desk, "live"));
	ASSERT_EQ(0, sim_live(&self->desk, true));
	EXPECT_EQ(0, find_desk(&self->desk));
}

TEST_F_TIMEOUT(modules, unloading_the_driver_takes_the_phone_away, TEST_S)
{
	char device[32];

	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_EQ(-ENODEV, find_phone(DESK_ID, device, sizeof(device)));
	EXPECT_NE(0, access(self->desk.device, F_OK));
	EXPECT_NE(0, access(SIM_ROOT, F_OK));
	EXPECT_TRUE(is_loaded(CORE));
	EXPECT_EQ(0, unload_patiently(CORE));
	EXPECT_FALSE(is_loaded(CORE));
}

TEST_F_TIMEOUT(modules, open_files_do_not_keep_the_driver, TEST_S)
{
	int owner = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	int looker = phone_open(self->desk.device, TPHONE_ROLE_NONE);
	struct tphone_record record;
	struct tphone_info info;
	long long start;
	__u64 ids[3];
	int i;

	ASSERT_LE(0, owner);
	ASSERT_LE(0, looker);
	ASSERT_EQ(0, sim_set(&self->desk, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(owner, 3, TPHONE_LAMPMODE_STEADY, ids));
	start = now_us();
	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_GT(patience(UNLOAD_MS), ms_since(start));

	/* Each operation ends once, and the end of the phone is the last. */
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(owner, &record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, record.type);
		EXPECT_EQ(ids[i], record.id);
		EXPECT_EQ(-ENODEV, record.status);
	}
	ASSERT_EQ(0, phone_next(owner, &record));
	EXPECT_EQ(TPHONE_RECORD_GONE, record.type);
	EXPECT_EQ(-ENODEV, phone_read(owner, &record, 1));
	EXPECT_EQ(POLLERR | POLLHUP,
		  phone_poll(owner, POLLIN, 0) & (POLLERR | POLLHUP));

	EXPECT_EQ(-ENODEV, submit_lamps(owner, 1, TPHONE_LAMPMODE_OFF, NULL));
	EXPECT_EQ(-ENODEV, phone_cancel_all(owner));
	EXPECT_EQ(-ENODEV, phone_role(owner, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-ENODEV, phone_info(looker, &info));
	EXPECT_EQ(-ENODEV, phone_lamp_mode(looker, FIRST_LAMP));
	close(owner);
	close(looker);
}

static void *read_thread(void *arg)
{
	struct tphone_record record = {};
	int nr = phone_read(*(int *)arg, &record, 1);

	return (void *)(long)(nr == 1 ? record.type : nr);
}

static void *poll_thread(void *arg)
{
	return (void *)(long)phone_poll(*(int *)arg, POLLIN, PHONE_WAIT_MS);
}

TEST_F_TIMEOUT(modules, unloading_the_driver_wakes_who_waits, TEST_S)
{
	int fd = phone_open(self->desk.device, TPHONE_ROLE_MONITOR);
	int other = phone_open(self->desk.device, TPHONE_ROLE_MONITOR);
	pthread_t reader, poller;
	void *read, *polled;
	long long start;

	ASSERT_LE(0, fd);
	ASSERT_LE(0, other);
	phone_drain(fd);
	ASSERT_EQ(0, pthread_create(&reader, NULL, read_thread, &fd));
	ASSERT_EQ(0, pthread_create(&poller, NULL, poll_thread, &other));
	sleep_ms(200);
	start = now_us();
	ASSERT_EQ(0, unload(DRIVER));
	ASSERT_EQ(0, pthread_join(reader, &read));
	ASSERT_EQ(0, pthread_join(poller, &polled));
	EXPECT_GT(patience(UNLOAD_MS), ms_since(start));
	EXPECT_EQ(TPHONE_RECORD_GONE, (long)read);
	EXPECT_EQ(POLLIN | POLLERR | POLLHUP, (long)polled);
	close(fd);
	close(other);
}

/* Submit and read until one fails; returns a negative errno. */
static void *busy_thread(void *arg)
{
	struct tphone_request request = request_ring(1, 1);
	int fd = *(int *)arg;
	int status;

	do {
		status = phone_execute(fd, &request, NULL);
		request.arg1 ^= 1;
	} while (!status);
	return (void *)(long)status;
}

TEST_F_TIMEOUT(modules, unloading_the_driver_in_full_use, TEST_S)
{
	int fd = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	pthread_t worker;
	long long start;
	void *why;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pthread_create(&worker, NULL, busy_thread, &fd));
	ASSERT_EQ(0, sim_wait(&self->desk, "completed", 100));
	start = now_us();
	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_GT(patience(UNLOAD_MS), ms_since(start));
	ASSERT_EQ(0, pthread_join(worker, &why));
	EXPECT_EQ(-ENODEV, (long)why);
	close(fd);
}

TEST_F_TIMEOUT(modules, an_open_file_keeps_the_core, TEST_S)
{
	int fd = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	int looker = phone_open(self->desk.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_LE(0, looker);
	EXPECT_EQ(-EAGAIN, unload(CORE));
	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_EQ(-EAGAIN, unload(CORE));
	close(fd);
	EXPECT_EQ(-EAGAIN, unload(CORE));
	close(looker);
	EXPECT_EQ(0, unload_patiently(CORE));
}

TEST_F_TIMEOUT(modules, a_driver_keeps_the_core, TEST_S)
{
	EXPECT_EQ(-EAGAIN, unload(CORE));
	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_EQ(0, unload_patiently(CORE));
}

TEST_F_TIMEOUT(modules, a_phone_made_by_mkdir_keeps_the_driver, TEST_S)
{
	struct sim sim;

	ASSERT_EQ(0, sim_create(&sim));
	EXPECT_EQ(-EAGAIN, unload(DRIVER));
	ASSERT_EQ(0, sim_live(&sim, true));
	EXPECT_EQ(-EAGAIN, unload(DRIVER));
	sim_destroy(&sim);
	EXPECT_EQ(0, unload(DRIVER));
}

TEST_F_TIMEOUT(modules, files_of_two_generations, TEST_S)
{
	struct tphone_request request = request_ring(2, 200);
	int old = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	struct tphone_info before, after;
	int fd;

	ASSERT_LE(0, old);
	ASSERT_EQ(0, phone_info(old, &before));
	ASSERT_EQ(0, sim_set(&self->desk, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(old, 2, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, unload(DRIVER));
	ASSERT_EQ(0, load_desk(&self->desk));

	/* The same phone, but not the same number as long as "old" is open. */
	fd = phone_open(self->desk.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_info(fd, &after));
	EXPECT_STREQ(before.id, after.id);
	EXPECT_NE(before.index, after.index);
	EXPECT_EQ(-ENODEV, phone_info(old, &before));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(fd, FIRST_LAMP));
	EXPECT_EQ(0, phone_execute(fd, &request, NULL));
	close(old);
	EXPECT_EQ(0, phone_execute(fd, &request, NULL));
	EXPECT_EQ(0, sim_number(&self->desk, "cancelled"));

	ASSERT_EQ(0, unload(DRIVER));
	EXPECT_EQ(-ENODEV, phone_execute(fd, &request, NULL));
	close(fd);
	EXPECT_EQ(0, unload_patiently(CORE));
}

/* Load, use, unload with the file open, close, unload. 0 or a negative errno. */
static int one_round(void)
{
	struct tphone_record record;
	struct sim desk;
	__u64 id;
	int fd, error;

	error = load_desk(&desk);
	if (error)
		return error;
	fd = phone_open(desk.device, TPHONE_ROLE_OWNER);
	if (fd < 0)
		return fd;
	error = sim_set(&desk, "hold", "1");
	if (!error && submit_lamps(fd, 1, TPHONE_LAMPMODE_FLASH, &id) != 1)
		error = -EPROTO;
	if (!error)
		error = unload(DRIVER);
	if (!error)
		error = phone_completion(fd, id, &record);
	if (!error && record.status != -ENODEV)
		error = -EBADMSG;
	close(fd);
	return error ?: unload_patiently(CORE);
}

TEST_F_TIMEOUT(modules, rounds_of_loading_and_unloading, TEST_S)
{
	int rounds = is_watched() ? 2 : 10;
	int i;

	ASSERT_EQ(0, unload_all());
	for (i = 0; i < rounds; i++)
		ASSERT_EQ(0, one_round());
	EXPECT_FALSE(is_loaded(CORE));
}

TEST_HARNESS_MAIN
