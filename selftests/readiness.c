// SPDX-License-Identifier: GPL-2.0-only
/*
 * poll(), read() and SUBMIT agree at any time, and a task in poll() is woken by
 * everything that makes one of them possible, at no cost to other tasks.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include "fixture.h"
#include "trap.h"
#include "util.h"

/* After this time a thread that was started sleeps in its system call. */
#define FALL_ASLEEP_MS	200

#define MOST_OPERATIONS	1024
#define MOST_PAYLOAD	65536

/* A quarter of the payload that a handle may have. */
static char payload[MOST_PAYLOAD];

FIXTURE(room)
{
	struct sim sim;
	struct trap trap;
	int fd;
	struct call poller;
	struct call fetcher;
};

static int do_poll_for_room(struct call *call)
{
	return phone_poll(call->fd, POLLOUT, PHONE_WAIT_MS);
}

FIXTURE_SETUP(room)
{
	OPEN_TRAP(&self->trap);
	SETUP_SIM(&self->sim);
	ASSERT_EQ(0, sim_set(&self->sim, "max_payload", "%d", MOST_PAYLOAD));
	SETUP_PLUG(&self->sim, "inline");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->fd);
	ASSERT_EQ(0, phone_mask(self->fd, 0));
	self->poller = (struct call){
		.function = do_poll_for_room, .fd = self->fd,
	};
	self->fetcher = (struct call){
		.function = do_fetch, .fd = self->fd, .buf = self->trap.page,
		.size = 16,
	};
}

FIXTURE_TEARDOWN(room)
{
	close(self->fd);
	sim_destroy(&self->sim);
	trap_close(&self->trap);
}

static bool has_room(int fd)
{
	return phone_poll(fd, POLLOUT, 0) & POLLOUT;
}

/* Submit an operation with output, and read its completion. */
static int announce_output(int fd, __u64 *id)
{
	struct tphone_request request = request_devspecific("abcd", 4, 4);
	struct tphone_record record;
	int error = phone_submit_one(fd, &request, id);

	return error ?: phone_completion(fd, *id, &record);
}

/* Submit an operation with @size bytes of payload and no output. */
static int hold_payload(int fd, size_t size)
{
	struct tphone_request request = request_devspecific(payload, size, 0);

	return phone_submit_one(fd, &request, NULL);
}

/* Use all payload but @left bytes, by operations that the simulator holds. */
static int fill_payload(struct sim *sim, int fd, size_t left)
{
	int error, i;

	error = sim_set(sim, "hold", "1");
	for (i = 0; i < 3 && !error; i++)
		error = hold_payload(fd, MOST_PAYLOAD);
	return error ?: hold_payload(fd, MOST_PAYLOAD - left);
}

/* Submit operations with output until one is refused. Returns their number. */
static int fill_table(int fd)
{
	struct tphone_request request = request_devspecific("abcd", 4, 4);
	int nr = 0;

	while (!phone_submit_one(fd, &request, NULL))
		nr++;
	return nr;
}

TEST_F(room, reading_makes_some_and_wakes_who_waits_for_it)
{
	struct tphone_request request = request_devspecific("abcd", 4, 4);
	struct tphone_record record;

	ASSERT_EQ(MOST_OPERATIONS, fill_table(self->fd));
	EXPECT_FALSE(has_room(self->fd));
	ASSERT_EQ(0, call_start(&self->poller));
	sleep_ms(FALL_ASLEEP_MS);
	EXPECT_EQ(-EINPROGRESS, self->poller.result);
	/* Its output is kept, but gives way. */
	ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_EQ(POLLOUT, call_end(&self->poller));
	EXPECT_EQ(0, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, record.id, payload, 16));
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &request, NULL));
}

TEST_F(room, for_as_much_as_the_output_that_gives_way)
{
	struct tphone_request requests[128];
	struct tphone_record record;
	int i;

	ASSERT_EQ(MOST_OPERATIONS, fill_table(self->fd));
	for (i = 0; i < MOST_OPERATIONS; i++)
		ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	for (i = 0; i < 128; i++)
		requests[i] = request_devspecific("abcd", 4, 4);
	for (i = 0; i < MOST_OPERATIONS / 128; i++)
		ASSERT_EQ(128, phone_submit_many(self->fd, requests, 128,
						 NULL));
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, requests, NULL));
	/* The last output of the first round was dropped, too. */
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, record.id, payload, 16));
}

TEST_F(room, fetching_makes_some_and_wakes)
{
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, announce_output(self->fd, &id));
	ASSERT_EQ(0, fill_payload(&self->sim, self->fd, MOST_PAYLOAD / 2));
	EXPECT_FALSE(has_room(self->fd));
	ASSERT_EQ(0, call_start(&self->poller));
	sleep_ms(FALL_ASLEEP_MS);
	EXPECT_EQ(4, phone_fetch(self->fd, id, payload, 16));
	/* Eight bytes do not make room for any operation. */
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(0, phone_next_completion(self->fd, &record));
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(0, sim_release(&self->sim, 1));
	EXPECT_EQ(0, phone_next_completion(self->fd, &record));
	EXPECT_EQ(POLLOUT, call_end(&self->poller));
}

/* A submission that fails at its end has no effect. */
TEST_F(room, what_is_refused_drops_no_output)
{
	struct tphone_request request, requests[2];
	struct tphone_submit submit = {
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.requests_ptr = phone_pointer(requests),
		.nr_requests = 2,
	};
	__u64 ids[5];
	int i;

	for (i = 0; i < 5; i++)
		ASSERT_EQ(0, announce_output(self->fd, &ids[i]));
	ASSERT_EQ(0, fill_payload(&self->sim, self->fd, 100));
	EXPECT_FALSE(has_room(self->fd));
	/* Dropping all output would not make room for it. */
	request = request_devspecific(payload, MOST_PAYLOAD, 0);
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &request, NULL));
	/* There would be room for this request, but the next has a mistake. */
	requests[0] = request_devspecific(payload, 80, 0);
	requests[1] = request_devspecific(payload, 4, 0);
	requests[1].opcode = 99;
	EXPECT_EQ(-EOPNOTSUPP, phone_submit(self->fd, &submit));
	/* No output is dropped if the ids cannot be written. */
	submit.nr_requests = 1;
	submit.ids_ptr = 8;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &submit));
	for (i = 0; i < 4; i++)
		EXPECT_EQ(4, phone_fetch(self->fd, ids[i], payload, 16));
	/* 92 bytes are free, and 8 give way. */
	request = request_devspecific(payload, 96, 0);
	EXPECT_EQ(0, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, ids[4], payload, 16));
}

TEST_F(room, none_while_the_output_is_just_fetched)
{
	struct tphone_request request;
	__u64 id;

	ASSERT_EQ(0, announce_output(self->fd, &id));
	ASSERT_EQ(0, fill_payload(&self->sim, self->fd, 0x100));
	self->fetcher.id = id;
	ASSERT_EQ(0, call_start(&self->fetcher));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	/* There is room for 0xf8 bytes besides. */
	request = request_devspecific(payload, 0xfa, 0);
	EXPECT_FALSE(has_room(self->fd));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &request, NULL));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->fetcher));
	/* Output that could not be fetched gives way again. */
	EXPECT_EQ(0, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, payload, 16));
}

TEST_F(room, output_that_could_not_be_fetched_wakes_who_waits_for_it)
{
	struct tphone_record record;

	ASSERT_EQ(MOST_OPERATIONS, fill_table(self->fd));
	ASSERT_EQ(0, phone_poll(self->fd, POLLOUT, 0));
	ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_TRUE(has_room(self->fd));
	self->fetcher.id = record.id;
	ASSERT_EQ(0, call_start(&self->fetcher));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	EXPECT_FALSE(has_room(self->fd));
	ASSERT_EQ(0, call_start(&self->poller));
	sleep_ms(FALL_ASLEEP_MS);
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->fetcher));
	EXPECT_EQ(POLLOUT, call_end(&self->poller));
}

/* A batch that waits to be given to the driver has dropped no output yet. */
TEST_F(room, is_made_when_nothing_else_can_fail)
{
	struct tphone_request request = request_devspecific("abcd", 4, 4);
	struct tphone_submit submit = {
		.size = sizeof(submit),
		.requests_ptr = phone_pointer(&request),
		.ids_ptr = phone_pointer(self->trap.page),
		.nr_requests = 1,
		.request_size = sizeof(request),
	};
	struct call call = {
		.function = do_submit, .fd = self->fd, .buf = &submit,
	};
	struct tphone_record record;
	int i;

	ASSERT_EQ(MOST_OPERATIONS, fill_table(self->fd));
	for (i = 0; i < 2; i++)
		ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	/* The output and the room are there; one slot is reserved. */
	EXPECT_TRUE(has_room(self->fd));
	EXPECT_EQ(4, phone_fetch(self->fd, record.id, payload, 16));
	EXPECT_TRUE(has_room(self->fd));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&call));
	for (i = 0; i < 2; i++)
		EXPECT_EQ(0, phone_submit_one(self->fd, &request, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, &request, NULL));
}

/* Masks: a new mask decides at once for poll(), read() and the eventfd. */
FIXTURE(mask)
{
	struct sim sim;
	int fd;
	int eventfd;
	struct call poller;
};

FIXTURE_SETUP(mask)
{
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->fd);
	ASSERT_EQ(0, phone_set_nonblocking(self->fd, true));
	self->eventfd = eventfd(0, EFD_NONBLOCK);
	ASSERT_LE(0, self->eventfd);
	ASSERT_EQ(0, phone_notify(self->fd, TPHONE_NOTIFY_EVENTS,
				  self->eventfd));
	self->poller = (struct call){ .function = do_poll, .fd = self->fd };
}

TEARDOWN_HANDLES(mask, fd, eventfd)

/* poll(), read() and the eventfd agree about events. */
static void expect_events(struct __test_metadata *_metadata,
			  FIXTURE_DATA(mask) *self, unsigned int nr)
{
	struct tphone_record record;
	__u64 count;

	EXPECT_EQ(nr ? POLLIN : 0, phone_poll(self->fd, POLLIN, 0));
	EXPECT_EQ(nr ? 8 : -1, read(self->eventfd, &count, sizeof(count)));
	for (; nr; nr--)
		EXPECT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_EQ(-EAGAIN, phone_read(self->fd, &record, 1));
}

TEST_F(mask, what_was_not_selected_does_not_come_back)
{
	ASSERT_EQ(0, phone_mask(self->fd, 0));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	expect_events(_metadata, self, 0);
	ASSERT_EQ(0, call_start(&self->poller));
	sleep_ms(FALL_ASLEEP_MS);
	ASSERT_EQ(0, phone_mask(self->fd, TPHONE_EVENTS_DEFAULT));
	expect_events(_metadata, self, 0);
	EXPECT_EQ(-EINPROGRESS, self->poller.result);
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	EXPECT_EQ(POLLIN, call_end(&self->poller));
	expect_events(_metadata, self, 1);
}

TEST_F(mask, what_is_no_longer_selected_is_gone)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	ASSERT_EQ(0, phone_mask(self->fd,
				TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	EXPECT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 0));
	EXPECT_EQ(-EAGAIN, phone_read(self->fd, &record, 1));
}

/*
 * Watchers
 */
#define NR_WATCHERS	16000
#define NR_EVENTS	20

FIXTURE(watched)
{
	struct sim sim;
	int fd;
	int looker;
	bool stop;		/* atomic */
	unsigned int looks;	/* atomic */
};

FIXTURE_SETUP(watched)
{
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->fd);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->looker);
}

TEARDOWN_HANDLES(watched, fd, looker)

static int watch(int fd, unsigned int events)
{
	struct epoll_event event = { .events = events };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0)
		return -errno;
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		return -errno;
	return epoll;
}

static int pin(int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	return sched_setaffinity(0, sizeof(cpus), &cpus);
}

/* Ask for the state on another processor, again and again. */
static void *look(void *data)
{
	FIXTURE_DATA(watched) *self = data;
	struct tphone_state state;

	pin(1);
	while (!__atomic_load_n(&self->stop, __ATOMIC_RELAXED)) {
		phone_state(self->looker, &state);
		__atomic_add_fetch(&self->looks, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static unsigned int looks_until_now(FIXTURE_DATA(watched) *self)
{
	return __atomic_load_n(&self->looks, __ATOMIC_RELAXED);
}

/* Answers per millisecond since @start_us. */
static double rate_since(FIXTURE_DATA(watched) *self, unsigned int looks,
			 long long start_us)
{
	return (looks_until_now(self) - looks) * 1000.0 /
	       (now_us() - start_us);
}

static double rate_when_idle(FIXTURE_DATA(watched) *self)
{
	unsigned int looks = looks_until_now(self);
	long long start = now_us();

	delay_us(FALL_ASLEEP_MS * 1000);
	return rate_since(self, looks, start);
}

/*
 * The best of several tries, as the processors of a guest may pause at any
 * time.
 */
static double rate_during_events(FIXTURE_DATA(watched) *self)
{
	unsigned int looks;
	double rate, best = 0;
	long long start;
	int i;

	for (i = 0; i < NR_EVENTS; i++) {
		looks = looks_until_now(self);
		start = now_us();
		if (sim_user(&self->sim, i % 2 ? "release 5" : "press 5"))
			return 0;
		rate = rate_since(self, looks, start);
		if (rate > best)
			best = rate;
	}
	return best;
}

TEST_F(watched, by_many_is_no_delay_for_others)
{
	struct rlimit limit = { NR_WATCHERS + 100, NR_WATCHERS + 100 };
	pthread_t thread;
	double busy, idle;
	int i;

	if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
		SKIP(return, "needs two processors");
	if (is_watched())
		SKIP(return, "this kernel is too slow to measure on");
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	for (i = 0; i < NR_WATCHERS; i++)
		ASSERT_LE(0, watch(self->fd, EPOLLIN | EPOLLET));
	ASSERT_EQ(0, pin(0));
	ASSERT_EQ(0, pthread_create(&thread, NULL, look, self));
	sleep_ms(FALL_ASLEEP_MS);
	busy = rate_during_events(self);
	idle = rate_when_idle(self);
	__atomic_store_n(&self->stop, true, __ATOMIC_RELAXED);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	TH_LOG("%.0f looks in a millisecond of events, else %.0f", busy, idle);
	EXPECT_LT(idle / 4, busy);
}

/* Every waiter with EPOLLEXCLUSIVE is woken by the end. */
TEST_F(watched, exclusively_the_end_is_for_all)
{
	struct epoll_event event;
	int epolls[3], i;

	for (i = 0; i < 3; i++) {
		epolls[i] = watch(self->fd, EPOLLIN | EPOLLET | EPOLLEXCLUSIVE);
		ASSERT_LE(0, epolls[i]);
	}
	ASSERT_EQ(0, sim_live(&self->sim, false));
	for (i = 0; i < 3; i++) {
		EXPECT_EQ(1, epoll_wait(epolls[i], &event, 1, 0));
		close(epolls[i]);
	}
}

TEST_HARNESS_MAIN
