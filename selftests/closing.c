// SPDX-License-Identifier: GPL-2.0-only
/*
 * Closing: only the last close cancels operations, and it cancels all of them,
 * however many handles are closed at once.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "fixture.h"
#include "util.h"

#define NR_ROUNDS	40
#define PHONE_MAX	1024	/* operations of a phone */

FIXTURE(closing)
{
	struct sim sim;
};

FIXTURE_SETUP(closing)
{
	SETUP_PHONE(&self->sim, "work");
}

TEARDOWN_PHONE(closing)

TEST_F(closing, not_the_last_leaves_operations_alone)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = owner_with_held(&self->sim, 3, NULL);
	struct tphone_record record;
	struct tphone_state state;
	int i;

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, fd);
	close(fd);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(TPHONE_STATUS_DRAINING, state.status & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(3, state.nr_outstanding);
	EXPECT_EQ(0, state.nr_own_outstanding);
	EXPECT_EQ(0, count_lamps(monitor, 3, TPHONE_LAMPMODE_STEADY));

	/*
	 * The operations take effect, and the handles that are left get events.
	 */
	phone_drain(monitor);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(monitor, &record));
		EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
		EXPECT_EQ(TPHONE_EVENT_LAMP, record.code);
		EXPECT_EQ(TPHONE_CAUSE_HOST, record.cause);
		EXPECT_EQ(FIRST_LAMP + i, record.value[0]);
		EXPECT_EQ(TPHONE_LAMPMODE_STEADY, record.value[1]);
	}
	EXPECT_TRUE(phone_is_quiet(monitor));
	EXPECT_EQ(3, count_lamps(monitor, 3, TPHONE_LAMPMODE_STEADY));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	ASSERT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(0, state.status & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(0, state.nr_outstanding);
	close(monitor);
}

TEST_F(closing, nobody_receives_the_completions)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = owner_with_held(&self->sim, 4, NULL);
	struct tphone_record record;
	int i;

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, fd);
	close(fd);
	/* A new handle cannot cancel them either, even in the same process. */
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	phone_drain(monitor);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 4; i++) {
		ASSERT_EQ(0, phone_next(fd, &record));
		EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
		ASSERT_EQ(0, phone_next(monitor, &record));
		EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
	}
	EXPECT_TRUE(phone_is_quiet(fd));
	EXPECT_TRUE(phone_is_quiet(monitor));
	close(fd);
	close(monitor);
}

TEST_F(closing, the_last_cancels_everything)
{
	int fd = owner_with_held(&self->sim, 5, NULL);

	ASSERT_LE(0, fd);
	close(fd);
	EXPECT_EQ(5, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(5, sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));

	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	EXPECT_EQ(5, count_lamps(fd, 5, TPHONE_LAMPMODE_OFF));
	EXPECT_EQ(0, phone_status(fd) & TPHONE_STATUS_DRAINING);
	EXPECT_TRUE(phone_is_quiet(fd));
	close(fd);
}

TEST_F(closing, the_last_cancels_what_earlier_ones_left)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd;

	ASSERT_LE(0, monitor);
	fd = owner_with_held(&self->sim, 2, NULL);
	ASSERT_LE(0, fd);
	close(fd);
	fd = owner_with_held(&self->sim, 3, NULL);
	ASSERT_LE(0, fd);
	close(fd);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(5, sim_number(&self->sim, "held"));
	close(monitor);
	EXPECT_EQ(5, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(5, sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
}

TEST_F(closing, an_owner_cancels_its_own_and_older_ones)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = owner_with_held(&self->sim, 2, NULL);

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, fd);
	close(fd);
	fd = owner_with_held(&self->sim, 3, NULL);
	ASSERT_LE(0, fd);
	close(monitor);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(fd);
	EXPECT_EQ(5, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
}

TEST_F(closing, who_only_looks_keeps_nothing)
{
	int looker = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	int fd = owner_with_held(&self->sim, 3, NULL);

	ASSERT_LE(0, looker);
	ASSERT_LE(0, fd);
	close(fd);
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));

	/* Closing a handle without a role cancels nothing. */
	fd = owner_with_held(&self->sim, 3, NULL);
	ASSERT_LE(0, fd);
	close(looker);
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	close(fd);
}

TEST_F(closing, copies_of_a_descriptor_are_no_handles)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int fd = owner_with_held(&self->sim, 3, NULL);
	struct tphone_record record;
	int copy = dup(fd);
	pid_t pid;
	int i;

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, copy);
	close(monitor);
	phone_drain(fd);
	close(copy);
	pid = fork_child();
	if (!pid)
		_exit(0);
	EXPECT_EQ(0, reap(pid));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next_completion(fd, &record));
		EXPECT_EQ(0, record.status);
	}
	close(fd);
}

/* A child that holds operations and ends by a signal, or exits if that is 0. */
static int dying_owner(struct sim *sim, int signal)
{
	pid_t pid = fork_child();
	int fd;

	if (!pid) {
		fd = owner_with_held(sim, 3, NULL);
		if (fd < 0)
			_exit(1);
		if (signal)
			kill(getpid(), signal);
		_exit(0);
	}
	return reap(pid);
}

TEST_F(closing, death_is_a_close)
{
	static const int signals[] = { 0, SIGKILL, SIGTERM };
	int i;

	for (i = 0; i < ARRAY_SIZE(signals); i++) {
		EXPECT_EQ(signals[i] ? 128 + signals[i] : 0,
			  dying_owner(&self->sim, signals[i]));
		EXPECT_EQ(0, sim_wait(&self->sim, "cancelled", 3 * (i + 1)));
		EXPECT_EQ(3 * (i + 1), sim_number(&self->sim, "cancelled"));
		EXPECT_EQ(0, sim_number(&self->sim, "held"));
	}
}

TEST_F(closing, death_of_one_of_two)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	EXPECT_EQ(128 + SIGKILL, dying_owner(&self->sim, SIGKILL));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 3));
	EXPECT_EQ(3, count_lamps(monitor, 3, TPHONE_LAMPMODE_STEADY));
	close(monitor);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
}

/* Opens, meets the others, closes, and meets them again. */
static void close_together(struct sim *sim, unsigned int role,
			   pthread_barrier_t *meeting)
{
	int round, fd;

	for (round = 0; round < NR_ROUNDS; round++) {
		fd = role == TPHONE_ROLE_OWNER ?
		     owner_with_held(sim, 4, NULL) :
		     phone_open(sim->device, role);
		pthread_barrier_wait(meeting);
		close(fd);
		pthread_barrier_wait(meeting);
		/* No process opens the phone before the test has checked it. */
		pthread_barrier_wait(meeting);
	}
	_exit(0);
}

TEST_F(closing, the_last_two_at_once)
{
	pthread_barrier_t *meeting = shared_memory(sizeof(*meeting));
	pid_t owner, monitor;
	int round;

	ASSERT_NE(NULL, meeting);
	meeting_init(meeting, 3);
	owner = fork_child();
	if (!owner)
		close_together(&self->sim, TPHONE_ROLE_OWNER, meeting);
	monitor = fork_child();
	if (!monitor)
		close_together(&self->sim, TPHONE_ROLE_MONITOR, meeting);
	for (round = 1; round <= NR_ROUNDS; round++) {
		pthread_barrier_wait(meeting);
		pthread_barrier_wait(meeting);
		/*
		 * Whichever handle was the last: all four are cancelled, each
		 * once.
		 */
		EXPECT_EQ(4 * round, sim_number(&self->sim, "cancelled"));
		EXPECT_EQ(4 * round, sim_number(&self->sim, "completed"));
		EXPECT_EQ(0, sim_number(&self->sim, "held"));
		pthread_barrier_wait(meeting);
	}
	EXPECT_EQ(0, reap(owner));
	EXPECT_EQ(0, reap(monitor));
}

struct closer {
	pthread_barrier_t meeting;
	int fd;
};

static void *close_at_once(void *data)
{
	struct closer *closer = data;

	pthread_barrier_wait(&closer->meeting);
	close(closer->fd);
	return NULL;
}

/*
 * If the new handle takes its role before the close, no operation is cancelled,
 * else all are: never only some, and never later.
 */
TEST_F(closing, opening_beside_the_last_close)
{
	int round, newcomer, nr_kept = 0;
	long long cancelled = 0;
	struct closer closer;
	pthread_t thread;

	meeting_init(&closer.meeting, 2);
	for (round = 0; round < NR_ROUNDS; round++) {
		closer.fd = owner_with_held(&self->sim, 4, NULL);
		ASSERT_LE(0, closer.fd);
		newcomer = phone_open(self->sim.device, TPHONE_ROLE_NONE);
		ASSERT_LE(0, newcomer);
		ASSERT_EQ(0, pthread_create(&thread, NULL, close_at_once,
					    &closer));
		pthread_barrier_wait(&closer.meeting);
		/*
		 * Vary the delay, so that either the role or the close is
		 * first.
		 */
		sleep_us(round * 7 % 60);
		EXPECT_EQ(0, phone_role(newcomer, TPHONE_ROLE_MONITOR));
		pthread_join(thread, NULL);
		if (sim_number(&self->sim, "cancelled") == cancelled) {
			nr_kept++;
			EXPECT_EQ(4, sim_number(&self->sim, "held"));
			EXPECT_NE(0, phone_status(newcomer) &
				     TPHONE_STATUS_DRAINING);
		} else {
			EXPECT_EQ(cancelled + 4,
				  sim_number(&self->sim, "cancelled"));
			EXPECT_EQ(0, sim_number(&self->sim, "held"));
			EXPECT_EQ(0, phone_status(newcomer) &
				     TPHONE_STATUS_DRAINING);
		}
		close(newcomer);
		cancelled += 4;
		EXPECT_EQ(cancelled, sim_number(&self->sim, "cancelled"));
	}
	TH_LOG("the newcomer was first in %d of %d rounds", nr_kept, NR_ROUNDS);
}

TEST_F(closing, new_owner_beside_stragglers)
{
	struct tphone_record record;
	int fd, i, nr_events = 0;
	struct ledger ledger;
	__u64 ids[4];

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	fd = owner_with_held(&self->sim, 4, NULL);
	ASSERT_LE(0, fd);
	close(fd);
	EXPECT_EQ(4, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(4, sim_number(&self->sim, "held"));

	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	EXPECT_NE(0, phone_status(fd) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(4, submit_lamps(fd, 4, TPHONE_LAMPMODE_FLASH, ids));
	ledger_open(&ledger);
	ledger_accepted(&ledger, ids, 4);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	/*
	 * Four lamps change twice; the four operations of this handle end once.
	 */
	for (i = 0; i < 12; i++) {
		ASSERT_EQ(0, phone_next(fd, &record));
		if (record.type == TPHONE_RECORD_COMPLETION) {
			EXPECT_EQ(0, record.status);
			ledger_ended(&ledger, record.id);
		} else {
			EXPECT_EQ(TPHONE_EVENT_LAMP, record.code);
			nr_events++;
		}
	}
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_EQ(8, nr_events);
	EXPECT_TRUE(phone_is_quiet(fd));
	EXPECT_EQ(8, sim_number(&self->sim, "completed"));
	EXPECT_EQ(4, count_lamps(fd, 4, TPHONE_LAMPMODE_FLASH));
	EXPECT_EQ(0, phone_status(fd) & TPHONE_STATUS_DRAINING);
	close(fd);
	EXPECT_EQ(4, sim_number(&self->sim, "cancelled"));
}

TEST_F(closing, operations_that_never_come_back)
{
	struct tphone_state state;
	__u64 id;
	int fd;

	ASSERT_EQ(0, set_grace(&self->sim, 30));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "1"));
	ASSERT_EQ(1, submit_lamps(fd, 1, TPHONE_LAMPMODE_STEADY, &id));
	close(fd);
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
	sleep_ms(60);
	/* The operation that the driver still holds hinders no other handle. */
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_NE(0, state.status & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(1, state.nr_outstanding);
	ASSERT_EQ(3, submit_lamps(fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 3));
	EXPECT_EQ(3, count_lamps(fd, 3, TPHONE_LAMPMODE_STEADY));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	close(fd);
}

TEST_F(closing, phones_are_independent)
{
	int fd = owner_with_held(&self->sim, 2, NULL);
	struct tphone_record record;
	struct sim other;
	int other_fd;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, sim_create(&other));
	ASSERT_EQ(0, sim_live(&other, true));
	other_fd = owner_with_held(&other, 3, NULL);
	ASSERT_LE(0, other_fd);
	close(fd);
	EXPECT_EQ(2, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(0, sim_number(&other, "cancelled"));
	EXPECT_EQ(3, sim_number(&other, "held"));
	EXPECT_TRUE(phone_is_quiet(other_fd));
	EXPECT_EQ(0, sim_release(&other, SIM_ALL));
	EXPECT_EQ(0, phone_next_completion(other_fd, &record));
	EXPECT_EQ(0, record.status);
	close(other_fd);
	sim_destroy(&other);
}

TEST_F(closing, unread_records_and_output_vanish)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_request request;
	struct tphone_record record;
	int fd, i;

	ASSERT_LE(0, monitor);
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	request = request_devspecific("output", 6, 6);
	for (i = 0; i < 8; i++)
		ASSERT_EQ(0, phone_submit_one(fd, &request, NULL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 8));
	/* Some are read and not fetched, some not even that. */
	for (i = 0; i < 4; i++)
		ASSERT_EQ(0, phone_next_completion(fd, &record));
	close(fd);
	EXPECT_EQ(0, phone_status(monitor) & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(monitor);
}

/*
 * A program that opens, submits and closes again and again, while another
 * handle keeps the phone open, fills the phone but not the memory.
 */
TEST_F(closing, what_closed_handles_leave_is_bounded)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_request requests[128] = {};
	int fd = -1, nr = 0, total = 0, i;
	struct tphone_state state;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (i = 0; i < 128; i++)
		requests[i] = request_ring(1, i);
	for (i = 0; i < 2 * PHONE_MAX / 100; i++) {
		fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, fd);
		nr = phone_submit_many(fd, requests, 100, NULL);
		if (nr < 0)
			break;
		total += nr;
		close(fd);
	}
	EXPECT_EQ(-EAGAIN, nr);
	EXPECT_EQ(PHONE_MAX, total);
	EXPECT_EQ(0, phone_poll(fd, POLLOUT, 0) & POLLOUT);
	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_EQ(PHONE_MAX, state.nr_outstanding);
	EXPECT_EQ(0, state.nr_own_outstanding);

	/* One operation completes, so there is room for one. */
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(POLLOUT, phone_poll(fd, POLLOUT, PHONE_WAIT_MS) & POLLOUT);
	EXPECT_EQ(1, phone_submit_many(fd, requests, 2, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_many(fd, requests, 1, NULL));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", PHONE_MAX + 1));
	EXPECT_EQ(100, phone_submit_many(fd, requests, 100, NULL));
	close(fd);
	close(monitor);
	EXPECT_EQ(100, sim_number(&self->sim, "cancelled"));
}

TEST_HARNESS_MAIN
