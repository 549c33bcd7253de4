// SPDX-License-Identifier: GPL-2.0-only
/*
 * The limits of what a program can take from the kernel, and that it can take
 * again what it has returned.
 */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>

#include "cgroup.h"
#include "fixture.h"
#include "util.h"

#define MAX_HANDLES	64
#define MAX_OPERATIONS	1024
#define MAX_PAYLOAD	(256 * 1024)
#define BATCH		128

FIXTURE(limits)
{
	struct sim sim;
	struct tphone_request requests[BATCH];
};

FIXTURE_SETUP(limits)
{
	int i;

	SETUP_SIM(&self->sim);
	ASSERT_EQ(0, sim_set(&self->sim, "max_payload", "65536"));
	SETUP_PLUG(&self->sim, "inline");
	for (i = 0; i < BATCH; i++)
		self->requests[i] = request_ring(0, 0);
}

TEARDOWN_PHONE(limits)

TEST_F(limits, handles_of_a_phone)
{
	int fds[MAX_HANDLES];
	int i;

	for (i = 0; i < MAX_HANDLES; i++) {
		fds[i] = phone_open(self->sim.device, i % 2);
		ASSERT_LE(0, fds[i]);
	}
	EXPECT_EQ(-EUSERS, phone_open(self->sim.device, TPHONE_ROLE_NONE));
	EXPECT_EQ(-EUSERS, phone_open(self->sim.device, TPHONE_ROLE_OWNER));

	/* A duplicated descriptor is no new handle. */
	EXPECT_LE(0, dup(fds[0]));
	close(fds[1]);
	EXPECT_LE(0, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	EXPECT_EQ(-EUSERS, phone_open(self->sim.device, TPHONE_ROLE_NONE));
	close(fds[0]);
	EXPECT_EQ(-EUSERS, phone_open(self->sim.device, TPHONE_ROLE_NONE));
}

/* Submit as many operations as there is room for. */
static int fill_up(FIXTURE_DATA(limits) *self, int fd)
{
	int total = 0;
	int nr;

	do {
		nr = phone_submit_many(fd, self->requests, BATCH, NULL);
		if (nr > 0)
			total += nr;
	} while (nr > 0);
	return nr == -EAGAIN ? total : nr;
}

TEST_F(limits, operations_of_a_handle)
{
	struct tphone_record record;
	struct tphone_info info;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_info(fd, &info));
	EXPECT_EQ(MAX_OPERATIONS, info.max_operations);
	EXPECT_EQ(MAX_OPERATIONS, fill_up(self, fd));
	EXPECT_EQ(0, phone_poll(fd, POLLOUT, 0));

	/* All are complete, and each completion that is read makes room. */
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, 0));
	EXPECT_EQ(1, fill_up(self, fd));
	EXPECT_EQ(MAX_OPERATIONS, phone_drain(fd));
	EXPECT_EQ(MAX_OPERATIONS, fill_up(self, fd));
	close(fd);
}

TEST_F(limits, payload_of_a_handle)
{
	static char payload[65536];
	struct tphone_record record;
	struct tphone_request large, small;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int i;

	ASSERT_LE(0, fd);
	large = request_devspecific(payload, sizeof(payload), 0);
	small = request_devspecific(payload, 1, 0);
	for (i = 0; i < MAX_PAYLOAD / 65536; i++)
		ASSERT_EQ(0, phone_submit_one(fd, &large, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_one(fd, &small, NULL));
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(0, phone_submit_one(fd, &small, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_one(fd, &large, NULL));
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(0, phone_submit_one(fd, &large, NULL));
	close(fd);
}

/* After POLLOUT a submission must not fail for lack of room. */
TEST_F(limits, pollout_is_room_for_the_largest_payload)
{
	static char payload[65536];
	struct tphone_record record;
	struct tphone_request large, largest;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int i;

	ASSERT_LE(0, fd);
	large = request_devspecific(payload, sizeof(payload), 0);
	largest = request_devspecific(payload, sizeof(payload), 65536);
	for (i = 0; i < MAX_PAYLOAD / 65536; i++)
		ASSERT_EQ(0, phone_submit_one(fd, &large, NULL));
	EXPECT_EQ(0, phone_poll(fd, POLLOUT, 0));
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(-EAGAIN, phone_submit_one(fd, &largest, NULL));
	EXPECT_EQ(0, phone_poll(fd, POLLOUT, 0));
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, 0));
	EXPECT_EQ(0, phone_submit_one(fd, &largest, NULL));
	close(fd);
}

/* Room for output counts like input, until the output gives way. */
TEST_F(limits, output_of_a_handle)
{
	struct tphone_record record;
	struct tphone_request request;
	__u64 ids[MAX_PAYLOAD / 65536];
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int i;

	ASSERT_LE(0, fd);
	request = request_devspecific("", 0, 65536);
	for (i = 0; i < ARRAY_SIZE(ids); i++)
		ASSERT_EQ(0, phone_submit_one(fd, &request, &ids[i]));
	EXPECT_EQ(-EAGAIN, phone_submit_one(fd, &request, NULL));
	for (i = 0; i < ARRAY_SIZE(ids); i++)
		ASSERT_EQ(0, phone_completion(fd, ids[i], &record));
	EXPECT_EQ(0, phone_submit_one(fd, &request, NULL));
	close(fd);
}

TEST_F(limits, oldest_output_gives_way_to_payload)
{
	struct tphone_record record;
	struct tphone_request request;
	__u64 ids[MAX_PAYLOAD / 65536];
	char output[4];
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int i;

	ASSERT_LE(0, fd);
	request = request_devspecific("abcd", 4, 65000);
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		ASSERT_EQ(0, phone_submit_one(fd, &request, &ids[i]));
		ASSERT_EQ(0, phone_completion(fd, ids[i], &record));
	}
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, 0));
	ASSERT_EQ(0, phone_submit_one(fd, &request, NULL));
	EXPECT_EQ(-ENOENT, phone_fetch(fd, ids[0], output, 4));
	EXPECT_EQ(4, phone_fetch(fd, ids[1], output, 4));
	close(fd);
}

/*
 * Handles are opened and closed, and leave their operations to the phone, as a
 * monitor keeps it open. The phone has a limit of its own.
 */
TEST_F(limits, operations_of_a_phone)
{
	struct tphone_state state;
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int total = 0;
	int i, fd;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (i = 0; i < 30; i++) {
		fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, fd);
		if (i < 3)
			total += phone_submit_many(fd, self->requests, 100,
						   NULL);
		else
			total += fill_up(self, fd);
		EXPECT_EQ(i < 3 ? POLLOUT : 0, phone_poll(fd, POLLOUT, 0));
		close(fd);
	}
	EXPECT_EQ(MAX_OPERATIONS, total);
	EXPECT_EQ(MAX_OPERATIONS, sim_number(&self->sim, "submitted"));
	ASSERT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(MAX_OPERATIONS, state.nr_outstanding);
	EXPECT_TRUE(state.status & TPHONE_STATUS_DRAINING);

	/* Their end makes room again. */
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	EXPECT_EQ(0, phone_poll(fd, POLLOUT, 0));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, 0));
	EXPECT_EQ(1, fill_up(self, fd));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(0, state.nr_outstanding);
	EXPECT_FALSE(state.status & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(MAX_OPERATIONS - 1, fill_up(self, fd));
	close(fd);
	close(monitor);
}

/*
 * A poller that waits for room on the phone is woken when operations of other
 * handles end.
 */
TEST_F(limits, room_of_a_phone_wakes_a_poller)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	pid_t pid;

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(MAX_OPERATIONS, fill_up(self, fd));
	close(fd);
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	pid = fork();
	ASSERT_LE(0, pid);
	if (!pid) {
		usleep(50000);
		_exit(sim_release(&self->sim, 1) != 0);
	}
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, PHONE_WAIT_MS));
	EXPECT_EQ(pid, waitpid(pid, NULL, 0));
	close(fd);
	close(monitor);
}

/*
 * The memory of operations is charged to the cgroup of the process that
 * submits.
 */
#define CGROUP_LIMIT	(8 * 1024 * 1024)

/*
 * Submit large operations, with one handle after the other, until all limits
 * are reached.
 */
static int be_greedy(const char *device)
{
	static char payload[65536];
	struct tphone_request request;
	int error = 0;
	int i, fd;

	request = request_devspecific(payload, sizeof(payload), 0);
	for (i = 0; i < MAX_OPERATIONS && !error; i++) {
		fd = phone_open(device, TPHONE_ROLE_OWNER);
		if (fd < 0)
			return -fd;
		do {
			error = phone_submit_one(fd, &request, NULL);
		} while (!error);
		if (error == -EAGAIN)
			error = 0;
		close(fd);
	}
	return -error;
}

/* Submit batches of 128 KiB each that are refused for their last element. */
static int be_refused(const char *device)
{
	static char payload[4096];
	struct tphone_request requests[33];
	struct tphone_submit submit = {
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.requests_ptr = phone_pointer(requests),
		.nr_requests = ARRAY_SIZE(requests),
	};
	int fd = phone_open(device, TPHONE_ROLE_OWNER);
	int error = -EINVAL;
	int i;

	for (i = 0; i < 32; i++)
		requests[i] = request_devspecific(payload, sizeof(payload), 0);
	requests[32] = request_lamp(~0U, 0);
	for (i = 0; i < 4 * CGROUP_LIMIT / (128 * 1024); i++) {
		error = phone_submit(fd, &submit);
		if (error != -ECHRNG)
			return -error;
	}
	close(fd);
	return 0;
}

TEST_F(limits, memory_of_a_cgroup)
{
	char group[64];
	int monitor, status;

	snprintf(group, sizeof(group), "/%s", self->sim.name);
	if (!cgroup_create(group, CGROUP_LIMIT))
		SKIP(return, CGROUP_MISSING);
	monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	EXPECT_LE(0, monitor);
	EXPECT_EQ(0, sim_set(&self->sim, "hold", "1"));
	status = run_in_cgroup(group, be_greedy, self->sim.device);
	EXPECT_TRUE(WIFEXITED(status) ? WEXITSTATUS(status) == ENOMEM :
					WTERMSIG(status) == SIGKILL);
	/* A large part of the limit is charged, but not more. */
	EXPECT_LT(CGROUP_LIMIT / 4, cgroup_number(group, "memory.current"));
	EXPECT_LT(sim_number(&self->sim, "submitted"), CGROUP_LIMIT / 65536);

	/* The memory is uncharged. */
	close(monitor);
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_GT(CGROUP_LIMIT / 4, cgroup_number(group, "memory.current"));
	EXPECT_EQ(0, cgroup_remove(group));
}

TEST_F(limits, memory_of_what_was_refused)
{
	char group[64];

	snprintf(group, sizeof(group), "/%s", self->sim.name);
	if (!cgroup_create(group, CGROUP_LIMIT))
		SKIP(return, CGROUP_MISSING);
	EXPECT_EQ(0, run_in_cgroup(group, be_refused, self->sim.device));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(0, cgroup_remove(group));
}

/* Slab of the kernel that cannot be reclaimed, in KiB. */
static long slab_kib(void)
{
	char text[8192], *at;

	if (file_read("/proc/meminfo", text, sizeof(text)))
		return -1;
	at = strstr(text, "\nSUnreclaim:");
	return at ? atol(at + strlen("\nSUnreclaim:")) : -1;
}

/*
 * Each closed handle can leave one operation with the driver; such an operation
 * must keep little memory from being freed.
 */
TEST_F(limits, memory_of_an_operation_left_behind)
{
	struct tphone_request request = request_devspecific("x", 1, 0);
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	const unsigned int nr = 512;
	long before, after;
	unsigned int i;
	int fd;

	if (is_watched())
		SKIP(return, "objects of this kernel are larger");
	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	before = slab_kib();
	ASSERT_LT(0, before);
	for (i = 0; i < nr; i++) {
		fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, fd);
		ASSERT_EQ(0, phone_submit_one(fd, &request, NULL));
		close(fd);
	}
	after = slab_kib();
	EXPECT_GT(nr * 12, after - before);
	close(monitor);
}

TEST_HARNESS_MAIN
