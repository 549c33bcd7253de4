// SPDX-License-Identifier: GPL-2.0-only
/*
 * Roles: each phone has one owner at most, other handles get events of roles,
 * and a role belongs to the open file description, not to a process or a
 * descriptor.
 */
#include "kselftest_harness.h"

#include <sys/socket.h>

#include "descriptor.h"
#include "fixture.h"
#include "util.h"

#define NR_RACERS	6
#define NR_RACES	15

FIXTURE(ownership)
{
	struct sim sim;
};

FIXTURE_SETUP(ownership)
{
	SETUP_PHONE(&self->sim, "work");
}

TEARDOWN_PHONE(ownership)

TEST_F(ownership, second_owner_is_refused)
{
	int first = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int second = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	struct tphone_state state;

	ASSERT_LE(0, first);
	ASSERT_LE(0, second);
	EXPECT_EQ(-EBUSY, phone_role(second, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, phone_state(second, &state));
	EXPECT_EQ(TPHONE_ROLE_NONE, state.role);
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(0, phone_role(second, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-EBUSY, phone_role(second, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, phone_state(second, &state));
	EXPECT_EQ(TPHONE_ROLE_MONITOR, state.role);
	EXPECT_EQ(1, state.nr_monitors);

	EXPECT_EQ(0, phone_role(first, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_role(second, TPHONE_ROLE_OWNER));
	EXPECT_EQ(-EBUSY, phone_role(first, TPHONE_ROLE_OWNER));
	close(second);
	EXPECT_EQ(0, phone_role(first, TPHONE_ROLE_OWNER));
	close(first);
}

TEST_F(ownership, taking_the_role_again_is_no_change)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, owner);
	ASSERT_LE(0, monitor);
	phone_drain(owner);
	phone_drain(monitor);
	EXPECT_EQ(0, phone_role(owner, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_role(monitor, TPHONE_ROLE_MONITOR));
	EXPECT_TRUE(phone_is_quiet(owner));
	EXPECT_TRUE(phone_is_quiet(monitor));
	close(owner);
	close(monitor);
}

TEST_F(ownership, owner_in_another_process)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	pid_t pid;

	ASSERT_LE(0, owner);
	pid = fork_child();
	if (!pid)
		_exit(-phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	EXPECT_EQ(EBUSY, reap(pid));
	close(owner);
	pid = fork_child();
	if (!pid)
		_exit(phone_open(self->sim.device, TPHONE_ROLE_OWNER) < 0);
	EXPECT_EQ(0, reap(pid));
	/* The death of the child has freed its role. */
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, owner);
	close(owner);
}

struct race {
	pthread_barrier_t meeting;
	int results[NR_RACERS];
};

static void run_races(const char *device, struct race *race, int racer)
{
	int i, fd;

	for (i = 0; i < NR_RACES; i++) {
		fd = phone_open(device, TPHONE_ROLE_NONE);
		pthread_barrier_wait(&race->meeting);
		race->results[racer] = phone_role(fd, TPHONE_ROLE_OWNER);
		/* The test checks the results between these two. */
		pthread_barrier_wait(&race->meeting);
		pthread_barrier_wait(&race->meeting);
		close(fd);
	}
}

TEST_F(ownership, of_many_processes_exactly_one_wins)
{
	struct race *race = shared_memory(sizeof(*race));
	pid_t pids[NR_RACERS];
	int i, k, nr_winners;

	ASSERT_NE(NULL, race);
	meeting_init(&race->meeting, NR_RACERS + 1);
	for (i = 0; i < NR_RACERS; i++) {
		pids[i] = fork_child();
		if (!pids[i]) {
			run_races(self->sim.device, race, i);
			_exit(0);
		}
	}
	for (i = 0; i < NR_RACES; i++) {
		pthread_barrier_wait(&race->meeting);
		pthread_barrier_wait(&race->meeting);
		nr_winners = 0;
		for (k = 0; k < NR_RACERS; k++) {
			nr_winners += race->results[k] == 0;
			if (race->results[k])
				EXPECT_EQ(-EBUSY, race->results[k]);
		}
		EXPECT_EQ(1, nr_winners);
		pthread_barrier_wait(&race->meeting);
	}
	for (i = 0; i < NR_RACERS; i++)
		EXPECT_EQ(0, reap(pids[i]));
}

TEST_F(ownership, killed_owner_is_none)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	long long start;
	pid_t pid;
	int i, error;

	ASSERT_LE(0, fd);
	for (i = 0; i < 5; i++) {
		pid = start_owner(self->sim.device, NULL);
		ASSERT_LT(0, pid);
		ASSERT_EQ(-EBUSY, phone_role(fd, TPHONE_ROLE_OWNER));
		start = now_us();
		kill(pid, SIGKILL);
		do {
			error = phone_role(fd, TPHONE_ROLE_OWNER);
		} while (error == -EBUSY && ms_since(start) < 5000);
		EXPECT_EQ(0, error);
		EXPECT_GT(1000, ms_since(start));
		EXPECT_EQ(128 + SIGKILL, reap(pid));
		close(fd);
		fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
		ASSERT_LE(0, fd);
	}
	close(fd);
}

TEST_F(ownership, operations_survive_changes_of_the_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_record record;
	struct tphone_state state;
	__u64 ids[4];
	int i;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(4, submit_lamps(fd, 4, TPHONE_LAMPMODE_STEADY, ids));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_EQ(4, state.nr_own_outstanding);
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(0, state.status & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(-EPERM, submit_lamps(fd, 1, TPHONE_LAMPMODE_OFF, NULL));

	/* The monitor gets the result, and can cancel. */
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(ids[0], record.id);
	EXPECT_EQ(0, record.status);
	EXPECT_EQ(1, phone_cancel_id(fd, ids[1]));
	ASSERT_EQ(0, phone_completion(fd, ids[1], &record));
	EXPECT_EQ(-ECANCELED, record.status);

	/* The same as the owner again. */
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 2; i < 4; i++) {
		ASSERT_EQ(0, phone_next_completion(fd, &record));
		EXPECT_EQ(ids[i], record.id);
		EXPECT_EQ(0, record.status);
	}
	close(fd);
}

TEST_F(ownership, somebody_else_becomes_the_owner_meanwhile)
{
	int first = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	int second = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	struct tphone_record record;
	__u64 id, other;

	ASSERT_LE(0, first);
	ASSERT_LE(0, second);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(first, 1, TPHONE_LAMPMODE_STEADY, &id));
	ASSERT_EQ(0, phone_role(first, TPHONE_ROLE_MONITOR));
	ASSERT_EQ(0, phone_role(second, TPHONE_ROLE_OWNER));
	ASSERT_EQ(1, submit_lamps(second, 1, TPHONE_LAMPMODE_FLASH, &other));
	EXPECT_EQ(-EBUSY, phone_role(first, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next_completion(first, &record));
	EXPECT_EQ(id, record.id);
	ASSERT_EQ(0, phone_next_completion(second, &record));
	EXPECT_EQ(other, record.id);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(first);
	close(second);
}

/* Is this an event about a role that was taken or given up? */
static bool is_count(const struct tphone_record *record, unsigned int code,
		     __u64 number)
{
	return record->type == TPHONE_RECORD_EVENT && record->code == code &&
	       record->value[0] == number && !record->value[1] &&
	       record->cause == TPHONE_CAUSE_CORE;
}

/* The next record is this one, is already there, and is the only one. */
static bool notified(int fd, unsigned int code, __u64 number)
{
	struct tphone_record record;

	return !phone_is_quiet(fd) && !phone_next(fd, &record) &&
	       is_count(&record, code, number) && phone_is_quiet(fd);
}

static bool notified_of_owners(int fd, __u64 number)
{
	return notified(fd, TPHONE_EVENT_OWNER, number);
}

static bool notified_of_monitors(int fd, __u64 number)
{
	return notified(fd, TPHONE_EVENT_MONITORS, number);
}

/* One event of each kind, in either order. */
static bool notified_of_both(int fd, __u64 owners, __u64 monitors)
{
	struct tphone_record records[3];
	unsigned int i;

	if (phone_is_quiet(fd) || phone_read(fd, records, 3) != 2)
		return false;
	i = records[0].code == TPHONE_EVENT_MONITORS;
	return is_count(&records[i], TPHONE_EVENT_OWNER, owners) &&
	       is_count(&records[!i], TPHONE_EVENT_MONITORS, monitors);
}

TEST_F(ownership, others_are_told_and_the_causer_is_not)
{
	int watcher = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, watcher);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(phone_is_quiet(watcher));

	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_TRUE(notified_of_monitors(watcher, 2));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_TRUE(notified_of_both(watcher, 1, 1));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_TRUE(notified_of_both(watcher, 0, 2));
	EXPECT_TRUE(phone_is_quiet(fd));
	close(fd);
	EXPECT_TRUE(notified_of_monitors(watcher, 1));

	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(notified_of_owners(watcher, 1));
	EXPECT_TRUE(phone_is_quiet(fd));
	close(watcher);
	EXPECT_TRUE(notified_of_monitors(fd, 0));
	close(fd);
}

TEST_F(ownership, detaching_and_dying_are_told)
{
	int watcher = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_detach detach;
	pid_t pid;

	ASSERT_LE(0, watcher);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(notified_of_owners(watcher, 1));
	ASSERT_EQ(0, phone_detach(fd, 0, &detach));
	EXPECT_TRUE(notified_of_owners(watcher, 0));
	/* The event came when it was detached. */
	close(fd);
	EXPECT_TRUE(phone_is_quiet(watcher));

	pid = start_owner(self->sim.device, NULL);
	ASSERT_LT(0, pid);
	EXPECT_TRUE(notified_of_owners(watcher, 1));
	kill(pid, SIGKILL);
	reap(pid);
	EXPECT_TRUE(notified_of_owners(watcher, 0));
	close(watcher);
}

TEST_F(ownership, who_only_looks_is_not_counted)
{
	int watcher = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int looker = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	struct tphone_state state;

	ASSERT_LE(0, watcher);
	ASSERT_LE(0, looker);
	ASSERT_EQ(0, phone_state(looker, &state));
	EXPECT_EQ(TPHONE_ROLE_NONE, state.role);
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	close(looker);
	EXPECT_TRUE(phone_is_quiet(watcher));
	close(watcher);
}

TEST_F(ownership, an_owner_needs_a_descriptor_for_writing)
{
	int fd = open(self->sim.device, O_RDONLY);
	struct tphone_state state;

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBADF, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-EBADF, phone_role(fd, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_EQ(TPHONE_ROLE_MONITOR, state.role);
	close(fd);
}

TEST_F(ownership, who_opened_may_even_without_privileges)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	struct tphone_request request;
	int status = 0;
	pid_t pid;

	ASSERT_LE(0, fd);
	request = request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_STEADY);
	pid = fork_child();
	if (!pid) {
		if (setresgid(65534, 65534, 65534) ||
		    setresuid(65534, 65534, 65534))
			_exit(1);
		if (phone_role(fd, TPHONE_ROLE_OWNER))
			status = 2;
		else if (phone_execute(fd, &request, NULL))
			status = 3;
		_exit(status);
	}
	EXPECT_EQ(0, reap(pid));
	/* The role belongs to the handle, which this process still has open. */
	EXPECT_EQ(-EBUSY, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	close(fd);
}

/*
 * An owner with three held operations, whose only reference is in the socket.
 */
static int owner_in_flight(struct sim *sim, int sockets[2], __u64 ids[3])
{
	int fd = owner_with_held(sim, 3, ids);
	int error = 0;

	if (fd < 0)
		return fd;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		error = -errno;
	if (!error)
		error = send_fd(sockets[0], fd);
	close(fd);
	return error;
}

/* A handle that was opened for reading stays read-only. */
TEST_F(ownership, travels_without_more_rights)
{
	int fd = open(self->sim.device, O_RDONLY | O_NONBLOCK), sockets[2];

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	ASSERT_EQ(0, send_fd(sockets[0], fd));
	close(fd);
	fd = receive_fd(sockets[1]);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBADF, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_EQ(-EPERM, submit_lamps(fd, 1, TPHONE_LAMPMODE_OFF, NULL));
	close(fd);
	close(sockets[0]);
	close(sockets[1]);
}

TEST_F(ownership, travels_in_a_message)
{
	struct tphone_record record;
	int sockets[2], fd, i;
	__u64 ids[3];

	ASSERT_EQ(0, owner_in_flight(&self->sim, sockets, ids));
	EXPECT_EQ(-EBUSY, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	/* One completes while the descriptor is in the socket. */
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 1));

	fd = receive_fd(sockets[1]);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(ids[0], record.id);
	EXPECT_EQ(0, record.status);
	EXPECT_EQ(1, submit_lamps(fd, 1, TPHONE_LAMPMODE_OFF, NULL));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 3; i++)
		EXPECT_EQ(0, phone_next_completion(fd, &record));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(fd);
	close(sockets[0]);
	close(sockets[1]);
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	close(fd);
}

TEST_F(ownership, ends_with_a_message_that_nobody_receives)
{
	int sockets[2], fd;
	__u64 ids[3];

	ASSERT_EQ(0, owner_in_flight(&self->sim, sockets, ids));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	close(sockets[0]);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(sockets[1]);
	/* The last reference was dropped: that was the last close. */
	EXPECT_EQ(0, sim_wait(&self->sim, "cancelled", 3));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	close(fd);
}

TEST_F(ownership, travels_to_another_process)
{
	struct tphone_request request;
	int sockets[2], fd, status;
	__u64 ids[3];
	pid_t pid;

	ASSERT_EQ(0, owner_in_flight(&self->sim, sockets, ids));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	request = request_ring(2, 100);
	pid = fork_child();
	if (!pid) {
		close(sockets[0]);
		fd = receive_fd(sockets[1]);
		status = fd < 0 ? 1 : 0;
		if (!status && phone_execute(fd, &request, NULL))
			status = 2;
		_exit(status);
	}
	close(sockets[0]);
	close(sockets[1]);
	EXPECT_EQ(0, reap(pid));
	/* The message died with the child, so the operations were cancelled. */
	EXPECT_EQ(0, sim_wait(&self->sim, "cancelled", 3));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	close(fd);
}

TEST_F(ownership, a_child_keeps_the_handle_alive)
{
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_record record;
	int go[2], fd, status;
	char byte;
	pid_t pid;

	ASSERT_LE(0, owner);
	ASSERT_EQ(0, pipe(go));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(owner, 2, TPHONE_LAMPMODE_STEADY, NULL));
	pid = fork_child();
	if (!pid) {
		/* The operation of the parent belongs to the shared handle. */
		status = phone_next_completion(owner, &record) ||
			 record.status;
		if (read(go[0], &byte, 1) != 1)
			status = 2;
		_exit(status);
	}
	close(owner);
	EXPECT_EQ(-EBUSY, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(1, write(go[1], "", 1));
	EXPECT_EQ(0, reap(pid));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	close(fd);
}

TEST_F(ownership, a_duplicate_keeps_the_handle_alive)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_request request;
	int copy;

	ASSERT_LE(0, fd);
	copy = dup(fd);
	ASSERT_LE(0, copy);
	close(fd);
	EXPECT_EQ(-EBUSY, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	request = request_ring(1, 1);
	EXPECT_EQ(0, phone_execute(copy, &request, NULL));
	close(copy);
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	close(fd);
}

TEST_HARNESS_MAIN
