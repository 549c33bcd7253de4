// SPDX-License-Identifier: GPL-2.0-only
/*
 * Eventfds: each record is followed by a signal, whatever happens to the
 * eventfd.
 */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "fixture.h"

#define COMPLETIONS	TPHONE_NOTIFY_COMPLETIONS
#define EVENTS		TPHONE_NOTIFY_EVENTS

FIXTURE(notify)
{
	struct sim sim;
	int fd;
	int completions;
	int events;
	unsigned int volume;
};

FIXTURE_SETUP(notify)
{
	SETUP_OWNER(&self->sim, "inline", &self->fd);
	self->completions = eventfd(0, EFD_NONBLOCK);
	ASSERT_LE(0, self->completions);
	self->events = eventfd(0, EFD_NONBLOCK);
	ASSERT_LE(0, self->events);
}

FIXTURE_TEARDOWN(notify)
{
	close(self->completions);
	close(self->events);
	close(self->fd);
	sim_destroy(&self->sim);
}

/* Was it signalled since the last time? */
static bool signalled(int fd)
{
	__u64 counter;

	return read(fd, &counter, sizeof(counter)) == sizeof(counter);
}

static int make_event(struct sim *sim)
{
	static unsigned int volume;

	return sim_user(sim, "volume speaker %u", ++volume);
}

/* No event follows, as the operation sets the current value. */
static int make_completion(int fd)
{
	struct tphone_request request = request_ring(0, 0);

	return phone_submit_one(fd, &request, NULL);
}

TEST_F(notify, completions_only)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	EXPECT_FALSE(signalled(self->completions));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->completions));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->completions));
	EXPECT_FALSE(signalled(self->completions));
}

/*
 * An eventfd that is registered before the role is signalled from the first
 * record on.
 */
TEST_F(notify, before_the_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_notify(fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, phone_notify(fd, EVENTS, self->events));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->events));
	close(self->fd);
	self->fd = fd;
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	phone_drain(fd);
	EXPECT_FALSE(signalled(self->completions));
	signalled(self->events);
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_TRUE(signalled(self->events));
	EXPECT_FALSE(signalled(self->completions));
	ASSERT_EQ(0, make_completion(fd));
	EXPECT_TRUE(signalled(self->completions));
}

/* The eventfd is unregistered, or left to the last close. */
TEST_F(notify, without_a_role_ever)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_notify(fd, COMPLETIONS | EVENTS, self->events));
	ASSERT_EQ(0, phone_notify(fd, COMPLETIONS, -1));
	close(fd);
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->events));
}

TEST_F(notify, events_only)
{
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, self->events));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_FALSE(signalled(self->events));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_TRUE(signalled(self->events));
	EXPECT_FALSE(signalled(self->events));
}

TEST_F(notify, one_for_each)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, self->events));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->completions));
	EXPECT_FALSE(signalled(self->events));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->completions));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, one_for_both)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS | EVENTS,
				  self->events));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->events));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, events_that_are_masked)
{
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, self->events));
	ASSERT_EQ(0, phone_mask(self->fd, TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->events));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, replaced)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->events));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_FALSE(signalled(self->completions));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, replaced_for_one_kind_of_two)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS | EVENTS,
				  self->events));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->completions));
	EXPECT_FALSE(signalled(self->events));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, taken_away)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS | EVENTS,
				  self->events));
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, -1));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->events));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->events));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, -1));
	/* Unregistering an eventfd that is not registered succeeds. */
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS | EVENTS, -1));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_FALSE(signalled(self->events));
}

TEST_F(notify, no_eventfd)
{
	int ends[2];

	ASSERT_EQ(0, pipe(ends));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	EXPECT_EQ(-EINVAL, phone_notify(self->fd, COMPLETIONS, self->fd));
	EXPECT_EQ(-EINVAL, phone_notify(self->fd, COMPLETIONS, ends[1]));
	EXPECT_EQ(-EINVAL, phone_notify(self->fd, COMPLETIONS | EVENTS, 0));
	EXPECT_EQ(-EINVAL, phone_notify(self->fd, 0, self->events));
	EXPECT_EQ(-EBADF, phone_notify(self->fd, COMPLETIONS, 1000));
	EXPECT_EQ(-EBADF, phone_notify(self->fd, COMPLETIONS, -2));
	EXPECT_EQ(-EBADF, phone_notify(self->fd, COMPLETIONS, INT_MIN));
	EXPECT_EQ(-EBADF, phone_notify(self->fd, COMPLETIONS, INT_MAX));

	/* The failed call has not changed the registration. */
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->completions));
}

/* The phone keeps the eventfd alive; a duplicate still gets the signals. */
TEST_F(notify, closed_while_registered)
{
	int other = dup(self->completions);

	ASSERT_LE(0, other);
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	close(self->completions);
	self->completions = -1;
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(other));
	close(other);
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_EQ(2, phone_drain(self->fd));
}

TEST_F(notify, outlives_the_handle)
{
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS | EVENTS,
				  self->events));
	close(self->fd);
	self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, make_completion(self->fd));
	ASSERT_EQ(0, make_event(&self->sim));
	EXPECT_FALSE(signalled(self->events));
}

/* The counter does not count records: one signal may stand for all of them. */
TEST_F(notify, thousand_completions_and_one_read)
{
	int i;

	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	for (i = 0; i < 1000; i++)
		ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->completions));
	EXPECT_FALSE(signalled(self->completions));
	EXPECT_EQ(1000, phone_drain(self->fd));
}

/*
 * A signal follows the last record, so a loop of waiting and reading misses
 * none.
 */
TEST_F(notify, no_record_without_a_signal_after_it)
{
	struct tphone_request requests[100];
	int left = 1000;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "softirq"));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "500"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "5000"));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	for (i = 0; i < 100; i++)
		requests[i] = request_ring(0, 0);
	for (i = 0; i < 10; i++)
		ASSERT_EQ(100, phone_submit_many(self->fd, requests, 100,
						 NULL));
	while (left) {
		ASSERT_EQ(POLLIN, phone_poll(self->completions, POLLIN,
					     PHONE_WAIT_MS));
		ASSERT_TRUE(signalled(self->completions));
		left -= phone_drain(self->fd);
	}
}

TEST_F(notify, registered_late)
{
	ASSERT_EQ(0, make_completion(self->fd));
	ASSERT_EQ(0, make_event(&self->sim));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	EXPECT_TRUE(signalled(self->completions));
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, self->events));
	EXPECT_TRUE(signalled(self->events));
}

TEST_F(notify, full_counter_holds_nothing_up)
{
	__u64 most = 0xfffffffffffffffe;

	ASSERT_EQ(8, write(self->completions, &most, 8));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, make_completion(self->fd));
	ASSERT_EQ(0, make_completion(self->fd));
	EXPECT_EQ(2, phone_drain(self->fd));
	EXPECT_TRUE(signalled(self->completions));
}

TEST_F(notify, one_eventfd_for_several_phones)
{
	struct sim other;
	int fd;

	ASSERT_EQ(0, sim_create(&other));
	EXPECT_EQ(0, sim_set(&other, "complete_in", "inline"));
	EXPECT_EQ(0, sim_live(&other, true));
	fd = phone_open(other.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, fd);
	EXPECT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->events));
	EXPECT_EQ(0, phone_notify(fd, COMPLETIONS, self->events));
	EXPECT_EQ(0, make_completion(self->fd));
	EXPECT_TRUE(signalled(self->events));
	EXPECT_EQ(0, make_completion(fd));
	EXPECT_TRUE(signalled(self->events));
	close(fd);
	sim_destroy(&other);
}

static int watch(int epoll, int fd, unsigned int events)
{
	struct epoll_event event = { .events = events };

	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

TEST_F(notify, through_epoll_in_epoll)
{
	int inner = epoll_create1(0);
	int outer = epoll_create1(0);
	struct epoll_event event;
	int i;

	ASSERT_LE(0, inner);
	ASSERT_LE(0, outer);
	ASSERT_EQ(0, watch(inner, self->completions, EPOLLIN | EPOLLET));
	ASSERT_EQ(0, watch(inner, self->fd, EPOLLIN));
	ASSERT_EQ(0, watch(outer, inner, EPOLLIN));
	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	for (i = 0; i < 3; i++) {
		EXPECT_EQ(0, epoll_wait(outer, &event, 1, 0));
		ASSERT_EQ(0, make_completion(self->fd));
		EXPECT_EQ(1, epoll_wait(outer, &event, 1, PHONE_WAIT_MS));
		EXPECT_LE(1, epoll_wait(inner, &event, 1, 0));
		EXPECT_TRUE(signalled(self->completions));
		EXPECT_EQ(1, phone_drain(self->fd));
		while (epoll_wait(inner, &event, 1, 0) > 0)
			;
	}
	close(outer);
	close(inner);
}

TEST_F(notify, unplugged)
{
	struct tphone_request request = request_ring(0, 0);

	ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, self->completions));
	ASSERT_EQ(0, phone_notify(self->fd, EVENTS, self->events));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, NULL));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_TRUE(signalled(self->completions));
	EXPECT_TRUE(signalled(self->events));
	EXPECT_EQ(-ENODEV, phone_notify(self->fd, EVENTS, -1));
}

/*
 * Replace it again and again while completions come: the eventfd that is the last one
 * is signalled after the last completion.
 */
TEST_F(notify, replaced_under_load)
{
	struct tphone_request requests[100];
	int fds[2] = { self->completions, self->events };
	int i, left = 100;

	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "hardirq"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "20000"));
	for (i = 0; i < 100; i++)
		requests[i] = request_ring(0, 0);
	ASSERT_EQ(100, phone_submit_many(self->fd, requests, 100, NULL));
	for (i = 0; i < 2000; i++)
		ASSERT_EQ(0, phone_notify(self->fd, COMPLETIONS, fds[i % 2]));
	while (left > 0) {
		ASSERT_EQ(POLLIN, phone_poll(self->events, POLLIN,
					     PHONE_WAIT_MS));
		ASSERT_TRUE(signalled(self->events));
		left -= phone_drain(self->fd);
	}
	EXPECT_EQ(0, left);
}

TEST_HARNESS_MAIN
