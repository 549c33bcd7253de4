// SPDX-License-Identifier: GPL-2.0-only
/*
 * DETACH: closing with an answer, which says whether the handle was the last
 * and how many operations were outstanding. If it was, each of these gets one
 * completion.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/time.h>

#include "fixture.h"
#include "util.h"

#define NR_STORMS	8
#define NR_RACES	25

static const char * const contexts[] = {
	"inline", "softirq", "hardirq", "work", "thread",
};

FIXTURE(detach)
{
	struct sim sim;
	int fd;			/* an owner */
	struct tphone_detach answer;
	struct tphone_record record;
};

FIXTURE_SETUP(detach)
{
	SETUP_OWNER(&self->sim, "work", &self->fd);
}

TEARDOWN_HANDLE(detach, fd)

TEST_F(detach, the_last_gets_one_completion_for_each)
{
	struct ledger ledger;
	__u64 ids[4];
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(4, submit_lamps(self->fd, 4, TPHONE_LAMPMODE_STEADY, ids));
	ledger_open(&ledger);
	ledger_accepted(&ledger, ids, 4);
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(4, self->answer.nr_outstanding);
	EXPECT_EQ(0, self->answer.nr_left_behind);
	EXPECT_EQ(4, sim_number(&self->sim, "cancelled"));
	for (i = 0; i < 4; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(-ECANCELED, self->record.status);
		EXPECT_EQ(TPHONE_COMPLETION_CANCELED, self->record.flags);
		ledger_ended(&ledger, self->record.id);
	}
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN | POLLOUT, 0));
}

TEST_F(detach, nothing_outstanding)
{
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(0, self->answer.nr_outstanding);
	EXPECT_EQ(0, self->answer.nr_left_behind);
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(detach, not_the_last)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	__u64 done[2];
	int i;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_FLASH, done));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	phone_drain(monitor);
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(0, self->answer.was_last);
	EXPECT_EQ(3, self->answer.nr_outstanding);
	EXPECT_EQ(0, self->answer.nr_left_behind);

	/*
	 * Records that exist can be read; the other operations go on as
	 * orphans.
	 */
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(done[i], self->record.id);
	}
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	EXPECT_NE(0, phone_status(monitor) & TPHONE_STATUS_DRAINING);

	ASSERT_EQ(0, phone_next_event(monitor, TPHONE_EVENT_OWNER,
				      &self->record));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(monitor, &self->record));
		EXPECT_EQ(TPHONE_EVENT_LAMP, self->record.code);
	}
	EXPECT_TRUE(phone_is_quiet(monitor));
	EXPECT_EQ(0, phone_status(monitor) & TPHONE_STATUS_DRAINING);
	EXPECT_TRUE(at_end(self->fd));
	close(monitor);
}

TEST_F(detach, leaves_behind_what_others_left)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	close(self->fd);
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	close(monitor);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));

	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(3, self->answer.nr_outstanding);
	EXPECT_EQ(2, self->answer.nr_left_behind);
	EXPECT_EQ(5, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, phone_drain(self->fd));
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(detach, a_monitor_leaves_behind_what_others_left)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	close(self->fd);
	self->fd = monitor;
	ASSERT_EQ(0, phone_detach(monitor, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(0, self->answer.nr_outstanding);
	EXPECT_EQ(2, self->answer.nr_left_behind);
	EXPECT_TRUE(at_end(monitor));
	EXPECT_EQ(2, sim_number(&self->sim, "cancelled"));
}

/*
 * An operation of this handle that has timed out is neither outstanding nor
 * left behind by another handle.
 */
TEST_F(detach, what_timed_out_is_not_left_behind_by_others)
{
	struct tphone_request request;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	request = request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_STEADY);
	request.timeout_ms = 1;
	EXPECT_EQ(-ETIMEDOUT, phone_execute(self->fd, &request, NULL));
	EXPECT_EQ(1, sim_number(&self->sim, "held"));
	EXPECT_EQ(0, phone_status(self->fd) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(0, self->answer.nr_outstanding);
	EXPECT_EQ(0, self->answer.nr_left_behind);
}

TEST_F(detach, real_results_beside_cancelled_ones)
{
	int i, nr_real = 0, nr_cancelled = 0;

	/* Two operations ignore cancelling, two are held. */
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "fail_nth", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(2, self->answer.nr_outstanding);
	for (i = 0; i < 4; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		nr_cancelled += self->record.status == -ECANCELED;
		nr_real += self->record.status == 0 ||
			   self->record.status == -EIO;
	}
	EXPECT_EQ(2, nr_real);
	EXPECT_EQ(2, nr_cancelled);
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(detach, a_driver_that_finishes_instead)
{
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "40000"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(3, self->answer.nr_outstanding);
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(0, self->record.status);
		EXPECT_EQ(0, self->record.flags);
	}
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
}

TEST_F(detach, output_can_be_fetched)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	__u64 before, unread, later;
	char buf[4] = "";

	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &before));
	ASSERT_EQ(0, phone_completion(self->fd, before, &self->record));
	EXPECT_EQ(3, self->record.len);
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &unread));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "30000"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &later));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));

	EXPECT_EQ(3, phone_fetch(self->fd, before, buf, 3));
	EXPECT_STREQ("cba", buf);
	EXPECT_EQ(-EINPROGRESS, phone_fetch(self->fd, later, buf, 3));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(unread, self->record.id);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(later, self->record.id);
	EXPECT_EQ(0, self->record.status);
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(3, phone_fetch(self->fd, later, buf, 3));
	EXPECT_EQ(3, phone_fetch(self->fd, unread, buf, 3));
	EXPECT_STREQ("cba", buf);
}

TEST_F(detach, output_of_what_was_left_behind_is_for_nobody)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_request request = request_devspecific("abc", 3, 3);
	char buf[4] = "";
	__u64 id;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &id));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	ASSERT_EQ(0, self->answer.was_last);
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, buf, 3));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, buf, 3));
	EXPECT_EQ(-ENOENT, phone_fetch(monitor, id, buf, 3));
	close(monitor);
}

TEST_F(detach, no_event_is_delivered)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_FALSE(phone_is_quiet(self->fd));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	ASSERT_EQ(0, sim_user(&self->sim, "replace handset"));
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN, 0));
	EXPECT_TRUE(at_end(self->fd));
	close(monitor);
}

TEST_F(detach, every_other_call_is_shut_down)
{
	struct tphone_request request = request_ring(1, 1);
	union {
		struct tphone_info info;
		struct tphone_state state;
		struct tphone_lamp lamp;
		struct tphone_button button;
		struct tphone_display display;
		struct tphone_data data;
	} answer;
	char text[400];

	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(-ESHUTDOWN, phone_info(self->fd, &answer.info));
	EXPECT_EQ(-ESHUTDOWN, phone_state(self->fd, &answer.state));
	EXPECT_EQ(-ESHUTDOWN, phone_role(self->fd, TPHONE_ROLE_OWNER));
	EXPECT_EQ(-ESHUTDOWN, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(-ESHUTDOWN, phone_mask(self->fd, 0));
	EXPECT_EQ(-ESHUTDOWN, phone_notify(self->fd, TPHONE_NOTIFY_EVENTS, -1));
	EXPECT_EQ(-ESHUTDOWN, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-ESHUTDOWN, phone_cancel_all(self->fd));
	EXPECT_EQ(-ESHUTDOWN, phone_lamp(self->fd, 12, &answer.lamp));
	EXPECT_EQ(-ESHUTDOWN, phone_button(self->fd, 1, &answer.button));
	EXPECT_EQ(-ESHUTDOWN, phone_display(self->fd, text, sizeof(text),
					    &answer.display));
	EXPECT_EQ(-ESHUTDOWN, phone_data(self->fd, 0, 0, text, sizeof(text),
					 &answer.data));
	EXPECT_EQ(-ESHUTDOWN, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, 1, text, sizeof(text)));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

TEST_F(detach, needs_a_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EPERM, phone_detach(fd, 0, &self->answer));
	/* The failed call does not detach the handle. */
	EXPECT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_detach(fd, 0, &self->answer));
	EXPECT_EQ(0, self->answer.was_last);
	close(fd);
}

TEST_F(detach, patience_has_a_limit)
{
	EXPECT_EQ(-ERANGE, phone_detach(self->fd, 60001, &self->answer));
	EXPECT_EQ(-ERANGE, phone_detach(self->fd, ~0U, &self->answer));
	EXPECT_EQ(0, phone_detach(self->fd, 60000, &self->answer));
}

TEST_F(detach, makes_room_for_another_owner)
{
	int other;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);

	other = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, other);
	/*
	 * A detached handle counts as closed, but the driver still has its
	 * operation.
	 */
	EXPECT_NE(0, phone_status(other) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(2, submit_lamps(other, 2, TPHONE_LAMPMODE_FLASH, NULL));
	EXPECT_EQ(0, phone_next_completion(other, &self->record));
	EXPECT_EQ(0, phone_next_completion(other, &self->record));

	/* The detached handle still gets its completion. */
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(0, self->record.status);
	EXPECT_TRUE(at_end(self->fd));
	ASSERT_EQ(0, phone_next_event(other, TPHONE_EVENT_LAMP, &self->record));
	EXPECT_EQ(0, phone_status(other) & TPHONE_STATUS_DRAINING);
	close(other);
}

TEST_F(detach, then_closing_before_all_is_read)
{
	int i, fd;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	for (i = 1; i <= 3; i++) {
		ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY,
					  NULL));
		ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
		EXPECT_EQ(1, self->answer.was_last);
		close(self->fd);
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
		EXPECT_NE(0, phone_status(self->fd) & TPHONE_STATUS_DRAINING);
		EXPECT_EQ(3 * i, sim_number(&self->sim, "cancelled"));
	}
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 9));
	fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	EXPECT_EQ(0, phone_status(fd) & TPHONE_STATUS_DRAINING);
	close(fd);
}

TEST_F(detach, then_closing_leaves_another_owner_alone)
{
	int other;

	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	other = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, other);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(other, 2, TPHONE_LAMPMODE_STEADY, NULL));
	close(self->fd);
	self->fd = other;
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
}

TEST_F(detach, a_copy_of_the_descriptor_is_detached_too)
{
	int copy = dup(self->fd);

	ASSERT_LE(0, copy);
	ASSERT_EQ(0, phone_detach(copy, 0, &self->answer));
	EXPECT_EQ(1, self->answer.was_last);
	EXPECT_EQ(-ESHUTDOWN, phone_detach(self->fd, 0, &self->answer));
	EXPECT_TRUE(at_end(self->fd));
	close(copy);
}

TEST_F(detach, poll_and_epoll_tell_of_completions)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int epoll = epoll_create1(0);

	ASSERT_LE(0, epoll);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, self->fd, &event));
	ASSERT_EQ(0, phone_detach(self->fd, 60000, &self->answer));
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN | POLLPRI | POLLOUT, 0));
	/*
	 * A spurious wake-up is no fault, but the events that it reports must
	 * be true.
	 */
	EXPECT_EQ(0, epoll_wait(epoll, &event, 1, 0));

	ASSERT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(1, epoll_wait(epoll, &event, 1, PHONE_WAIT_MS));
	EXPECT_EQ(EPOLLIN, event.events & EPOLLIN);
	EXPECT_EQ(POLLIN | POLLPRI,
		  phone_poll(self->fd, POLLIN | POLLPRI, 0) & ~POLLHUP);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN | POLLPRI, 0));
	EXPECT_TRUE(at_end(self->fd));
	close(epoll);
}

struct poller {
	pthread_t thread;
	int fd;
	int result;
	long long end_us;
};

static void *poll_until_hung_up(void *data)
{
	struct poller *poller = data;

	/* POLLHUP is reported without being requested. */
	poller->result = phone_poll(poller->fd, 0, PHONE_WAIT_MS);
	poller->end_us = now_us();
	return NULL;
}

TEST_F(detach, a_blocked_poll_learns_of_the_end)
{
	struct poller poller = { .fd = self->fd };
	long long start;

	/*
	 * The hang-up comes at once if nothing is outstanding, else with the
	 * last completion.
	 */
	ASSERT_EQ(0, pthread_create(&poller.thread, NULL, poll_until_hung_up,
				    &poller));
	sleep_ms(30);
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	pthread_join(poller.thread, NULL);
	EXPECT_EQ(POLLHUP, poller.result);
	EXPECT_GT(1000000, poller.end_us - start);

	close(self->fd);
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 100, &self->answer));
	poller.fd = self->fd;
	ASSERT_EQ(0, pthread_create(&poller.thread, NULL, poll_until_hung_up,
				    &poller));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	start = now_us();
	pthread_join(poller.thread, NULL);
	EXPECT_EQ(POLLHUP, poller.result);
	EXPECT_GT(1000000, poller.end_us - start);
}

TEST_F(detach, an_eventfd_tells_of_completions)
{
	int efd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct pollfd poll_fd = { .fd = efd, .events = POLLIN };
	__u64 count;
	int i;

	ASSERT_LE(0, efd);
	ASSERT_EQ(0, phone_notify(self->fd, TPHONE_NOTIFY_COMPLETIONS, efd));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "20000"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	ASSERT_EQ(2, self->answer.nr_outstanding);
	for (i = 0; i < 2;) {
		ASSERT_EQ(1, poll(&poll_fd, 1, PHONE_WAIT_MS));
		ASSERT_EQ(sizeof(count), read(efd, &count, sizeof(count)));
		while (phone_poll(self->fd, POLLIN, 0) & POLLIN) {
			ASSERT_EQ(1, phone_read(self->fd, &self->record, 1));
			i++;
		}
	}
	EXPECT_EQ(2, i);
	EXPECT_TRUE(at_end(self->fd));
	close(efd);
}

/* A new handle with a role sees the effects of the stragglers. */
static int watch_stragglers(struct sim *sim, struct tphone_record *record)
{
	int fd = phone_open(sim->device, TPHONE_ROLE_MONITOR);
	int error;

	if (fd < 0)
		return fd;
	error = sim_release(sim, SIM_ALL);
	if (!error)
		error = phone_next(fd, record);
	close(fd);
	return error;
}

TEST_F(detach, a_driver_that_does_not_answer)
{
	long long start, took;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->fd, 200, &self->answer));
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		took = ms_since(start);
		EXPECT_LE(200, took);
		EXPECT_GT(200 + SLACK_MS, took);
		EXPECT_EQ(-ECANCELED, self->record.status);
		EXPECT_EQ(TPHONE_COMPLETION_CANCELED |
			  TPHONE_COMPLETION_ORPHANED, self->record.flags);
	}
	EXPECT_TRUE(at_end(self->fd));

	/* Late results are effects, but no completions. */
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
	ASSERT_EQ(0, watch_stragglers(&self->sim, &self->record));
	EXPECT_EQ(TPHONE_RECORD_EVENT, self->record.type);
	EXPECT_EQ(TPHONE_EVENT_LAMP, self->record.code);
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(detach, a_driver_that_loses_operations)
{
	long long start, took;

	ASSERT_EQ(0, set_grace(&self->sim, 150));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	start = now_us();
	/* A grace time of 0 selects the default of the phone. */
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	took = ms_since(start);
	EXPECT_LE(150, took);
	EXPECT_GT(150 + SLACK_MS, took);
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_NE(0, self->record.flags & TPHONE_COMPLETION_ORPHANED);
	EXPECT_TRUE(at_end(self->fd));
}

TEST_F(detach, more_patience_than_the_default)
{
	long long start, took;

	ASSERT_EQ(0, set_grace(&self->sim, 10));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->fd, 300, &self->answer));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	took = ms_since(start);
	EXPECT_LE(300, took);
	EXPECT_GT(300 + SLACK_MS, took);
}

TEST_F(detach, less_patience_than_with_cancelling_before)
{
	long long start;
	__u64 id;

	ASSERT_EQ(0, set_grace(&self->sim, 60000));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, &id));
	ASSERT_EQ(1, phone_cancel_id(self->fd, id));
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->fd, 100, &self->answer));
	EXPECT_EQ(1, self->answer.nr_outstanding);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_LE(100, ms_since(start));
	EXPECT_GT(100 + SLACK_MS, ms_since(start));
	EXPECT_TRUE(at_end(self->fd));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
}

static void ignore_signal(int signal)
{
}

static void start_storm(void)
{
	const struct itimerval every_ms = { { 0, 1000 }, { 0, 1000 } };
	/* No SA_RESTART. */
	const struct sigaction action = { .sa_handler = ignore_signal };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &every_ms, NULL);
}

static void stop_storm(void)
{
	const struct itimerval never = {};

	setitimer(ITIMER_REAL, &never, NULL);
}

/* Read to the end of the handle in spite of signals. 0 or an errno. */
static int read_to_the_end(int fd, struct ledger *ledger)
{
	struct tphone_record record;
	int nr;

	for (;;) {
		nr = phone_read(fd, &record, 1);
		if (nr == -EINTR)
			continue;
		if (nr <= 0)
			return nr;
		if (record.type != TPHONE_RECORD_COMPLETION)
			return -EPROTO;
		ledger_ended(ledger, record.id);
	}
}

TEST_F(detach, in_a_storm_of_signals)
{
	struct ledger ledger;
	int round, nr, error;
	__u64 ids[NR_LAMPS];

	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "2000"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "20000"));
	for (round = 0; round < NR_STORMS; round++) {
		/* In every other round the driver ignores cancelling. */
		ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "%d",
				     round % 2));
		ledger_open(&ledger);
		nr = submit_lamps(self->fd, NR_LAMPS, TPHONE_LAMPMODE_FLASH,
				  ids);
		ASSERT_EQ(NR_LAMPS, nr);
		ledger_accepted(&ledger, ids, nr);
		start_storm();
		error = phone_detach(self->fd, 0, &self->answer);
		if (!error)
			error = read_to_the_end(self->fd, &ledger);
		stop_storm();
		EXPECT_EQ(0, error);
		EXPECT_EQ(1, self->answer.was_last);
		EXPECT_STREQ("", ledger_complaint(&ledger));
		close(self->fd);
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
	}
}

struct reader {
	pthread_t thread;
	int fd;
	int nr_records;
	int result;	/* of the last read() */
	long long end_us;
};

static void *read_until_nothing(void *data)
{
	struct reader *reader = data;
	struct tphone_record record;

	do {
		reader->result = phone_read(reader->fd, &record, 1);
		reader->nr_records += reader->result > 0;
	} while (reader->result > 0);
	reader->end_us = now_us();
	return NULL;
}

static int start_readers(struct reader *readers, int nr, int fd)
{
	int i;

	for (i = 0; i < nr; i++) {
		readers[i] = (struct reader){ .fd = fd };
		if (pthread_create(&readers[i].thread, NULL,
				   read_until_nothing, &readers[i]))
			return -EAGAIN;
	}
	/* Whether they sleep cannot be observed, so allow them some time. */
	sleep_ms(30);
	return 0;
}

TEST_F(detach, blocked_readers_wake)
{
	struct reader readers[3];
	long long start;
	int i;

	ASSERT_EQ(0, start_readers(readers, 3, self->fd));
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->fd, 0, &self->answer));
	for (i = 0; i < 3; i++) {
		pthread_join(readers[i].thread, NULL);
		EXPECT_EQ(0, readers[i].result);
		EXPECT_EQ(0, readers[i].nr_records);
		EXPECT_GT(1000000, readers[i].end_us - start);
	}
}

TEST_F(detach, blocked_readers_get_what_is_to_come)
{
	struct reader readers[3];
	int i, nr_records = 0;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(5, submit_lamps(self->fd, 5, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, start_readers(readers, 3, self->fd));
	ASSERT_EQ(0, phone_detach(self->fd, 100, &self->answer));
	for (i = 0; i < 3; i++) {
		pthread_join(readers[i].thread, NULL);
		EXPECT_EQ(0, readers[i].result);
		nr_records += readers[i].nr_records;
	}
	EXPECT_EQ(5, nr_records);
}

/*
 * Every accepted operation has a completion, whether it came before or after
 * the DETACH; a refused one has none.
 */
TEST_F(detach, submitting_at_the_same_time)
{
	static struct ledger accepted, ledger;
	struct submitter submitter = { .ledger = &accepted };
	int round, nr_behind = 0;

	for (round = 0; round < NR_RACES; round++) {
		ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "%s",
				     contexts[round % ARRAY_SIZE(contexts)]));
		ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "%d",
				     round % 3 * 300));
		ledger_open(&accepted);
		ledger_open(&ledger);
		submitter.fd = self->fd;
		ASSERT_EQ(0, pthread_create(&submitter.thread, NULL,
					    submit_until_error,
					    &submitter));
		sleep_us(100 + round * 97 % 400);
		EXPECT_EQ(0, phone_detach(self->fd, 0, &self->answer));
		pthread_join(submitter.thread, NULL);
		EXPECT_EQ(-ESHUTDOWN, submitter.error);
		/*
		 * No record was read before the detaching, so all completions
		 * are still there.
		 */
		ledger_accepted(&ledger, accepted.ids, accepted.nr);
		EXPECT_EQ(0, read_to_the_end(self->fd, &ledger));
		EXPECT_STREQ("", ledger_complaint(&ledger));
		nr_behind += self->answer.nr_outstanding;
		close(self->fd);
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
	}
	TH_LOG("%d operations were outstanding when it was detached", nr_behind);
}

TEST_HARNESS_MAIN
