// SPDX-License-Identifier: GPL-2.0-only
/*
 * DETACH that keeps what is outstanding while other handles are left. The
 * operations run to their natural end or until the last other handle is closed,
 * and each has exactly one completion for the detached handle.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "fixture.h"
#include "util.h"

#define NR_RACES	40
#define NR_HELD		4
#define SOON_MS		100

static const char * const contexts[] = {
	"inline", "softirq", "hardirq", "work", "thread",
};

FIXTURE(keep)
{
	struct sim sim;
	int fd;			/* an owner */
	int other;		/* a monitor, which is left */
	struct tphone_detach answer;
	struct tphone_record record;
};

FIXTURE_SETUP(keep)
{
	SETUP_OWNER(&self->sim, "work", &self->fd);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->other);
}

TEARDOWN_HANDLES(keep, fd, other)

/* There is no record to read now, but more may come. */
static bool is_waiting(int fd)
{
	struct tphone_record record;
	int nr;

	phone_set_nonblocking(fd, true);
	nr = phone_read(fd, &record, 1);
	phone_set_nonblocking(fd, false);
	return nr == -EAGAIN && phone_poll(fd, POLLIN | POLLPRI, 0) == 0;
}

/* Hold @nr operations, and detach the owner. */
static int detach_holding(struct sim *sim, int fd, int nr, __u64 *ids,
			  struct tphone_detach *answer)
{
	int accepted;
	int error = sim_set(sim, "hold", "1");

	if (error)
		return error;
	accepted = submit_lamps(fd, nr, TPHONE_LAMPMODE_STEADY, ids);
	if (accepted != nr)
		return accepted < 0 ? accepted : -EAGAIN;
	return phone_detach_keep(fd, SOON_MS, answer);
}

static int hold_and_detach(FIXTURE_DATA(keep) *self, int nr, __u64 *ids)
{
	return detach_holding(&self->sim, self->fd, nr, ids, &self->answer);
}

TEST_F(keep, operations_run_to_their_end)
{
	struct ledger ledger;
	__u64 ids[NR_HELD];
	int i;

	ASSERT_EQ(0, hold_and_detach(self, NR_HELD, ids));
	EXPECT_EQ(0, self->answer.was_last);
	EXPECT_EQ(NR_HELD, self->answer.nr_outstanding);
	EXPECT_EQ(0, self->answer.nr_left_behind);
	EXPECT_TRUE(is_waiting(self->fd));
	/* Wait longer than the grace time, which limits cancelling only. */
	sleep_ms(2 * SOON_MS);
	EXPECT_TRUE(is_waiting(self->fd));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_NE(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);

	ledger_open(&ledger);
	ledger_accepted(&ledger, ids, NR_HELD);
	for (i = 0; i < NR_HELD; i++) {
		ASSERT_EQ(0, sim_release(&self->sim, 1));
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(0, self->record.status);
		EXPECT_EQ(0, self->record.flags);
		EXPECT_EQ(ids[i], self->record.id);
		EXPECT_EQ(i, self->record.user_data);
		ledger_ended(&ledger, self->record.id);
		if (i < NR_HELD - 1)
			EXPECT_TRUE(is_waiting(self->fd));
	}
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN | POLLOUT, 0));
	EXPECT_EQ(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(NR_HELD, count_lamps(self->other, NR_HELD,
				       TPHONE_LAMPMODE_STEADY));
}

TEST_F(keep, nothing_outstanding)
{
	ASSERT_EQ(0, phone_detach_keep(self->fd, 0, &self->answer));
	EXPECT_EQ(0, self->answer.was_last);
	EXPECT_EQ(0, self->answer.nr_outstanding);
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN | POLLOUT, 0));
}

TEST_F(keep, as_the_last_it_makes_no_difference)
{
	int i;

	close(self->other);
	self->other = -1;
	ASSERT_EQ(0, hold_and_detach(self, NR_HELD, NULL));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(NR_HELD, self->answer.nr_outstanding);
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "cancelled"));
	for (i = 0; i < NR_HELD; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(-ECANCELED, self->record.status);
	}
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(keep, no_event_is_delivered)
{
	ASSERT_EQ(0, hold_and_detach(self, 1, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_TRUE(is_waiting(self->fd));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
	EXPECT_TRUE(at_end(self->fd));
}

/* The role is free, and so is everything that goes with it. */
TEST_F(keep, another_owner_is_not_disturbed)
{
	struct tphone_state state;
	int owner, nr;
	__u64 id;

	ASSERT_EQ(0, hold_and_detach(self, 2, NULL));
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, owner);
	ASSERT_EQ(1, submit_lamps(owner, 1, TPHONE_LAMPMODE_FLASH, &id));
	ASSERT_EQ(0, phone_state(owner, &state));
	EXPECT_EQ(3, state.nr_outstanding);
	EXPECT_EQ(1, state.nr_own_outstanding);
	EXPECT_EQ(1, phone_cancel_all(owner));
	ASSERT_EQ(0, phone_completion(owner, id, &self->record));
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_TRUE(is_waiting(self->fd));

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (nr = 0; nr < 2; nr++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(0, self->record.status);
	}
	EXPECT_TRUE(at_end(self->fd));
	/* The new owner gets the events of these operations. */
	while (!phone_is_quiet(owner)) {
		ASSERT_EQ(0, phone_next(owner, &self->record));
		EXPECT_EQ(TPHONE_RECORD_EVENT, self->record.type);
	}
	close(owner);
}

static void expect_cancelled(struct __test_metadata *_metadata,
			     FIXTURE_DATA(keep) *self, const __u64 *ids, int nr,
			     __u16 flags)
{
	struct ledger ledger;
	int i;

	ledger_open(&ledger);
	ledger_accepted(&ledger, ids, nr);
	for (i = 0; i < nr; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(-ECANCELED, self->record.status);
		EXPECT_EQ(flags, self->record.flags);
		ledger_ended(&ledger, self->record.id);
	}
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(keep, the_last_to_close_cancels_them)
{
	__u64 ids[NR_HELD];

	ASSERT_EQ(0, hold_and_detach(self, NR_HELD, ids));
	close(self->other);
	self->other = -1;
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "cancelled"));
	expect_cancelled(_metadata, self, ids, NR_HELD,
			 TPHONE_COMPLETION_CANCELED);
}

TEST_F(keep, the_last_to_detach_counts_and_cancels_them)
{
	struct tphone_detach answer;
	__u64 ids[NR_HELD];

	ASSERT_EQ(0, hold_and_detach(self, NR_HELD, ids));
	ASSERT_EQ(0, phone_detach(self->other, 0, &answer));
	EXPECT_EQ(1, answer.was_last);
	EXPECT_EQ(0, answer.nr_outstanding);
	EXPECT_EQ(NR_HELD, answer.nr_left_behind);
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "cancelled"));
	expect_cancelled(_metadata, self, ids, NR_HELD,
			 TPHONE_COMPLETION_CANCELED);
	EXPECT_TRUE(at_end(self->other));
}

TEST_F(keep, a_handle_without_a_role_does_not_keep_them_alive)
{
	int looks_only = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	__u64 ids[NR_HELD];

	ASSERT_LE(0, looks_only);
	ASSERT_EQ(0, hold_and_detach(self, NR_HELD, ids));
	close(self->other);
	self->other = -1;
	expect_cancelled(_metadata, self, ids, NR_HELD,
			 TPHONE_COMPLETION_CANCELED);
	close(looks_only);
}

TEST_F(keep, the_last_loses_patience_for_them)
{
	struct tphone_detach answer;
	__u64 ids[2];

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, hold_and_detach(self, 2, ids));
	ASSERT_EQ(0, phone_detach(self->other, SOON_MS, &answer));
	EXPECT_EQ(2, answer.nr_left_behind);
	expect_cancelled(_metadata, self, ids, 2,
			 TPHONE_COMPLETION_CANCELED |
			 TPHONE_COMPLETION_ORPHANED);

	/* Late results are effects, but no completions. */
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(keep, a_driver_that_finishes_instead_of_cancelling)
{
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, hold_and_detach(self, 3, NULL));
	close(self->other);
	self->other = -1;
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(0, self->record.status);
		EXPECT_EQ(0, self->record.flags);
	}
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(keep, deadlines_hold)
{
	struct tphone_request request;
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	request = request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_STEADY);
	request.timeout_ms = SOON_MS;
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &id));
	ASSERT_EQ(0, phone_detach_keep(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.nr_outstanding);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(id, self->record.id);
	EXPECT_EQ(-ETIMEDOUT, self->record.status);
	EXPECT_EQ(TPHONE_COMPLETION_TIMEOUT, self->record.flags);
	EXPECT_TRUE(at_end(self->fd));

	/* The driver still has it, but it belongs to no handle. */
	EXPECT_NE(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next_event(self->other, TPHONE_EVENT_LAMP,
				      &self->record));
	EXPECT_EQ(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(keep, unplugging_ends_them)
{
	int i;

	ASSERT_EQ(0, hold_and_detach(self, 3, NULL));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(-ENODEV, self->record.status);
	}
	EXPECT_TRUE(at_end(self->fd));
}

/* The operations become orphaned, as if the handle had been closed at once. */
TEST_F(keep, closing_before_they_come)
{
	ASSERT_EQ(0, hold_and_detach(self, 3, NULL));
	close(self->fd);
	self->fd = -1;
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_NE(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 3));
	EXPECT_EQ(0, phone_status(self->other) & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(3, count_lamps(self->other, 3, TPHONE_LAMPMODE_STEADY));
}

TEST_F(keep, output_can_be_fetched)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	char buf[4] = "";
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &id));
	ASSERT_EQ(0, phone_detach_keep(self->fd, 0, &self->answer));
	EXPECT_EQ(-EINPROGRESS, phone_fetch(self->fd, id, buf, 3));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(3, self->record.len);
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(3, phone_fetch(self->fd, id, buf, 3));
	EXPECT_STREQ("cba", buf);
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, buf, 3));
}

/* The detached handle can neither query nor cancel. */
TEST_F(keep, every_other_call_is_shut_down)
{
	struct tphone_request request = request_ring(1, 1);
	struct tphone_state state;
	__u64 id;

	ASSERT_EQ(0, hold_and_detach(self, 1, &id));
	EXPECT_EQ(-ESHUTDOWN, phone_state(self->fd, &state));
	EXPECT_EQ(-ESHUTDOWN, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-ESHUTDOWN, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-ESHUTDOWN, phone_cancel_id(self->fd, id));
	EXPECT_EQ(-ESHUTDOWN, phone_cancel_all(self->fd));
	EXPECT_EQ(-ESHUTDOWN, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(-ESHUTDOWN, phone_detach_keep(self->fd, 0, &self->answer));
	EXPECT_TRUE(is_waiting(self->fd));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(id, self->record.id);
	EXPECT_EQ(0, self->record.status);
}

TEST_F(keep, poll_epoll_and_an_eventfd_tell_of_them)
{
	int efd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int epoll = epoll_create1(0);
	__u64 count;

	ASSERT_LE(0, efd);
	ASSERT_LE(0, epoll);
	ASSERT_EQ(0, phone_notify(self->fd, TPHONE_NOTIFY_COMPLETIONS, efd));
	ASSERT_EQ(0, hold_and_detach(self, 1, NULL));
	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, self->fd, &event));
	EXPECT_EQ(0, epoll_wait(epoll, &event, 1, 0));
	ASSERT_EQ(-1, read(efd, &count, sizeof(count)));

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(1, epoll_wait(epoll, &event, 1, PHONE_WAIT_MS));
	EXPECT_EQ(EPOLLIN, event.events & EPOLLIN);
	EXPECT_EQ(POLLIN | POLLPRI,
		  phone_poll(self->fd, POLLIN | POLLPRI, 0) & ~POLLHUP);
	EXPECT_EQ(POLLIN, phone_poll(efd, POLLIN, PHONE_WAIT_MS));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN | POLLPRI, 0));
	close(epoll);
	close(efd);
}

struct reader {
	pthread_t thread;
	int fd;
	int result;	/* of the last read() */
	struct ledger ledger;
};

static void *read_to_the_end(void *data)
{
	struct reader *reader = data;
	struct tphone_record record;

	for (;;) {
		reader->result = phone_read(reader->fd, &record, 1);
		if (reader->result <= 0)
			return NULL;
		if (record.type == TPHONE_RECORD_COMPLETION)
			ledger_ended(&reader->ledger, record.id);
	}
}

TEST_F(keep, a_blocked_reader_gets_them_and_the_end)
{
	static struct reader reader;
	__u64 ids[3];

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, ids));
	ledger_open(&reader.ledger);
	ledger_accepted(&reader.ledger, ids, 3);
	reader.fd = self->fd;
	ASSERT_EQ(0, pthread_create(&reader.thread, NULL, read_to_the_end,
				    &reader));
	sleep_ms(30);
	ASSERT_EQ(0, phone_detach_keep(self->fd, 0, &self->answer));
	EXPECT_EQ(3, self->answer.nr_outstanding);
	sleep_ms(30);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	pthread_join(reader.thread, NULL);
	EXPECT_EQ(0, reader.result);
	EXPECT_STREQ("", ledger_complaint(&reader.ledger));
}

/*
 * Two handles are detached one after the other, each with its own operations.
 */
TEST_F(keep, several_detached_handles)
{
	struct tphone_detach answer;
	struct tphone_record record;
	__u64 first, second;
	int fd;

	ASSERT_EQ(0, hold_and_detach(self, 1, &first));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, detach_holding(&self->sim, fd, 1, &second, &answer));
	EXPECT_EQ(0, answer.was_last);
	EXPECT_EQ(1, answer.nr_outstanding);
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(first, record.id);
	EXPECT_EQ(0, record.status);
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_TRUE(is_waiting(fd));

	ASSERT_EQ(0, phone_detach(self->other, 0, &answer));
	EXPECT_EQ(1, answer.was_last);
	EXPECT_EQ(1, answer.nr_left_behind);
	ASSERT_EQ(0, phone_next(fd, &record));
	EXPECT_EQ(second, record.id);
	EXPECT_EQ(-ECANCELED, record.status);
	EXPECT_TRUE(at_end(fd));
	close(fd);
}

/*
 * Another process closes the last handle with a role at about the same time,
 * which cancels the kept operations while they may just be ending.
 */
static pid_t leave_later(struct sim *sim, int *ready, unsigned int us)
{
	struct tphone_detach answer;
	char byte = 0;
	pid_t pid = fork_child();
	int fd;

	if (pid)
		return pid;
	fd = phone_open(sim->device, TPHONE_ROLE_MONITOR);
	if (write(ready[1], &byte, 1) != 1 || fd < 0)
		_exit(1);
	sleep_us(us);
	_exit(phone_detach(fd, 0, &answer) ? 2 : 0);
}

/*
 * Every accepted operation has one completion, whichever is the first:
 * submitting, detaching, the natural end or the other process that leaves.
 */
TEST_F(keep, racing_with_everything)
{
	static struct ledger accepted, ledger;
	struct submitter submitter = { .ledger = &accepted };
	int round, nr, nr_kept = 0, nr_cancelled = 0;
	int ready[2];
	char byte;
	pid_t pid;

	ASSERT_EQ(0, pipe(ready));
	close(self->other);
	self->other = -1;
	for (round = 0; round < NR_RACES; round++) {
		ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "%s",
				     contexts[round % ARRAY_SIZE(contexts)]));
		ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "%d",
				     round % 4 * 2000));
		ledger_open(&accepted);
		ledger_open(&ledger);
		pid = leave_later(&self->sim, ready, round * 83 % 2000);
		ASSERT_LT(0, pid);
		ASSERT_EQ(1, read(ready[0], &byte, 1));
		submitter.fd = self->fd;
		ASSERT_EQ(0, pthread_create(&submitter.thread, NULL,
					    submit_until_error,
					    &submitter));
		sleep_us(100 + round * 97 % 400);
		EXPECT_EQ(0, phone_detach_keep(self->fd, 0, &self->answer));
		pthread_join(submitter.thread, NULL);
		EXPECT_EQ(-ESHUTDOWN, submitter.error);
		ledger_accepted(&ledger, accepted.ids, accepted.nr);
		while ((nr = phone_read(self->fd, &self->record, 1)) > 0) {
			if (self->record.type != TPHONE_RECORD_COMPLETION)
				continue;
			ledger_ended(&ledger, self->record.id);
			nr_cancelled += self->record.status == -ECANCELED;
		}
		EXPECT_EQ(0, nr);
		EXPECT_STREQ("", ledger_complaint(&ledger));
		EXPECT_EQ(0, reap(pid));
		nr_kept += self->answer.nr_outstanding;
		close(self->fd);
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
	}
	TH_LOG("%d operations were outstanding when it was detached, %d cancelled",
	       nr_kept, nr_cancelled);
	close(ready[0]);
	close(ready[1]);
}

TEST_HARNESS_MAIN
