// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading and polling: records come in order and complete, and bad memory loses
 * none.
 */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>

#include "fixture.h"

#define KEY	12
#define RECORD	sizeof(struct tphone_record)
#define PAGE	4096

FIXTURE(read)
{
	struct sim sim;
	int owner;
	int monitor;
};

FIXTURE_SETUP(read)
{
	SETUP_OWNER(&self->sim, "inline", &self->owner);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
	/* The owner got the event of the monitor. */
	ASSERT_EQ(1, phone_drain(self->owner));
}

TEARDOWN_HANDLES(read, owner, monitor)

/* A completion for the owner and an event for both. */
static int set_volume(int fd, unsigned int volume)
{
	struct tphone_request request = request_volume(TPHONE_HOOK_HANDSET,
						       volume);

	return phone_submit_one(fd, &request, NULL);
}

/* nr events for both. */
static int turn_volume(struct sim *sim, unsigned int nr)
{
	unsigned int i;
	int error = 0;

	for (i = 0; i < nr && !error; i++)
		error = sim_user(sim, "volume speaker %u", i + 1);
	return error;
}

TEST_F(read, buffer_smaller_than_a_record)
{
	char buffer[RECORD];
	size_t size;

	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	for (size = 0; size < RECORD; size++) {
		EXPECT_EQ(-1, read(self->monitor, buffer, size));
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_EQ(RECORD, read(self->monitor, buffer, RECORD));
}

TEST_F(read, only_whole_records)
{
	char buffer[4 * RECORD];

	ASSERT_EQ(0, turn_volume(&self->sim, 5));
	memset(buffer, 0x5a, sizeof(buffer));
	EXPECT_EQ(2 * RECORD, read(self->monitor, buffer, 3 * RECORD - 1));
	EXPECT_EQ(0x5a, buffer[2 * RECORD]);
	EXPECT_EQ(RECORD, read(self->monitor, buffer, RECORD + 1));
	EXPECT_EQ(2 * RECORD, read(self->monitor, buffer, 4 * RECORD));
}

TEST_F(read, many_at_once)
{
	struct tphone_record records[300];
	int i;

	ASSERT_EQ(0, turn_volume(&self->sim, 200));
	ASSERT_EQ(200, phone_read(self->monitor, records, 300));
	for (i = 0; i < 200; i++)
		EXPECT_EQ(i + 1, records[i].value[1]);
}

TEST_F(read, into_several_buffers)
{
	struct tphone_record records[3];
	char buffer[3 * RECORD];
	struct iovec parts[] = {
		{ buffer, 10 },
		{ buffer + 10, RECORD },
		{ buffer + 10 + RECORD, 2 * RECORD - 10 },
	};

	ASSERT_EQ(0, turn_volume(&self->sim, 3));
	EXPECT_EQ(3 * RECORD, readv(self->monitor, parts, 3));
	memcpy(records, buffer, sizeof(records));
	EXPECT_EQ(1, records[0].value[1]);
	EXPECT_EQ(2, records[1].value[1]);
	EXPECT_EQ(3, records[2].value[1]);
}

TEST_F(read, nonblocking)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_set_nonblocking(self->monitor, true));
	EXPECT_EQ(-EAGAIN, phone_read(self->monitor, &record, 1));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(-EAGAIN, phone_read(self->monitor, &record, 1));
}

TEST_F(read, needs_a_role)
{
	struct tphone_record record;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EPERM, phone_read(fd, &record, 1));
	EXPECT_EQ(POLLERR, phone_poll(fd, POLLIN | POLLOUT | POLLPRI, 0));
	close(fd);
}

TEST_F(read, no_writing_and_no_positions)
{
	struct tphone_record record;

	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_EQ(-1, write(self->owner, &record, RECORD));
	EXPECT_EQ(-1, pread(self->owner, &record, RECORD, 0));
	EXPECT_EQ(1, phone_read(self->owner, &record, 1));
}

/* Blocking: another task makes the record, or a signal interrupts. */
struct blocked {
	int fd;
	int result;
	struct tphone_record record;
};

static void *blocked_read(void *arg)
{
	struct blocked *blocked = arg;

	blocked->result = phone_read(blocked->fd, &blocked->record, 1);
	return NULL;
}

static void sleep_ms(unsigned int ms)
{
	struct timespec ts = { .tv_nsec = ms * 1000000L };

	nanosleep(&ts, NULL);
}

TEST_F(read, blocks_until_there_is_a_record)
{
	struct blocked blocked = { .fd = self->monitor, .result = -1 };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, blocked_read, &blocked));
	sleep_ms(50);
	EXPECT_EQ(-1, blocked.result);
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	pthread_join(thread, NULL);
	EXPECT_EQ(1, blocked.result);
	EXPECT_EQ(TPHONE_EVENT_VOLUME, blocked.record.code);
}

/* read() does not return for events that the mask does not select. */
TEST_F(read, sleeps_through_events_that_are_masked)
{
	struct blocked blocked = { .fd = self->monitor, .result = -1 };
	pthread_t thread;

	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	ASSERT_EQ(0, pthread_create(&thread, NULL, blocked_read, &blocked));
	ASSERT_EQ(0, turn_volume(&self->sim, 5));
	sleep_ms(50);
	EXPECT_EQ(-1, blocked.result);
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	pthread_join(thread, NULL);
	EXPECT_EQ(1, blocked.result);
	EXPECT_EQ(TPHONE_EVENT_HOOK, blocked.record.code);
}

static int nr_signals;
static struct sim *sim_of_handler;

/* The handler makes a record after some signals, so that the test ends. */
static void on_signal(int signal)
{
	if (__atomic_add_fetch(&nr_signals, 1, __ATOMIC_RELAXED) == 5)
		sim_user(sim_of_handler, "lift handset");
}

static void start_signals(int flags)
{
	struct sigaction action = {
		.sa_handler = on_signal, .sa_flags = flags,
	};
	struct itimerval timer = {
		.it_value.tv_usec = 20000, .it_interval.tv_usec = 20000,
	};

	nr_signals = 0;
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void stop_signals(void)
{
	struct itimerval timer = { };

	setitimer(ITIMER_REAL, &timer, NULL);
}

TEST_F(read, interrupted_by_a_signal)
{
	struct tphone_record record;

	sim_of_handler = &self->sim;
	start_signals(0);
	EXPECT_EQ(-EINTR, phone_read(self->monitor, &record, 1));
	stop_signals();
	EXPECT_LE(1, nr_signals);
	EXPECT_GT(5, nr_signals);
}

TEST_F(read, restarted_after_a_signal)
{
	struct tphone_record record;

	sim_of_handler = &self->sim;
	start_signals(SA_RESTART);
	EXPECT_EQ(1, phone_read(self->monitor, &record, 1));
	stop_signals();
	EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	EXPECT_LE(5, nr_signals);
}

/* Signals interrupt only calls that wait. */
TEST_F(read, no_other_call_is_interrupted)
{
	struct itimerval storm = {
		.it_value.tv_usec = 100, .it_interval.tv_usec = 100,
	};
	struct tphone_record records[2];
	struct tphone_state state;
	int i;

	sim_of_handler = &self->sim;
	start_signals(0);
	nr_signals = 1000;
	setitimer(ITIMER_REAL, &storm, NULL);
	for (i = 0; i < 300 || nr_signals < 1050; i++) {
		ASSERT_EQ(0, set_volume(self->owner, i % 60000 + 1));
		ASSERT_EQ(2, phone_read(self->owner, records, 2));
		ASSERT_EQ(0, phone_state(self->owner, &state));
		ASSERT_EQ(0, phone_cancel_all(self->owner));
	}
	stop_signals();
}

TEST_F(read, killed_while_blocked)
{
	struct tphone_record record;
	pid_t pid = fork();
	int status;

	ASSERT_LE(0, pid);
	if (!pid) {
		phone_read(self->monitor, &record, 1);
		_exit(1);
	}
	sleep_ms(50);
	EXPECT_EQ(0, kill(pid, SIGKILL));
	EXPECT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status));
}

/*
 * Order
 */
static __u64 now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

TEST_F(read, sequence_and_time_ascend)
{
	struct tphone_record records[128];
	__u64 begin = now_ns();
	int i, nr;

	for (i = 0; i < 50; i++) {
		ASSERT_EQ(0, set_volume(self->owner, i + 1));
		if (i % 3 == 0)
			ASSERT_EQ(0, turn_volume(&self->sim, 1));
	}
	nr = phone_read(self->owner, records, 128);
	ASSERT_LE(100, nr);
	EXPECT_LE(begin, records[0].timestamp_ns);
	for (i = 1; i < nr; i++) {
		EXPECT_LT(records[i - 1].seq, records[i].seq);
		EXPECT_LE(records[i - 1].timestamp_ns, records[i].timestamp_ns);
	}
	EXPECT_GE(now_ns(), records[nr - 1].timestamp_ns);
}

TEST_F(read, completions_only_for_their_own_handle)
{
	struct tphone_record records[8];

	ASSERT_EQ(0, set_volume(self->owner, 5));
	ASSERT_EQ(2, phone_read(self->owner, records, 8));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, records[0].type);
	EXPECT_EQ(TPHONE_RECORD_EVENT, records[1].type);
	ASSERT_EQ(1, phone_read(self->monitor, records, 8));
	EXPECT_EQ(TPHONE_RECORD_EVENT, records[0].type);
}

/* All readers of an event see the same record. */
TEST_F(read, one_event_is_the_same_for_all)
{
	struct tphone_record mine, theirs;

	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	ASSERT_EQ(1, phone_read(self->owner, &mine, 1));
	ASSERT_EQ(1, phone_read(self->monitor, &theirs, 1));
	EXPECT_EQ(0, memcmp(&mine, &theirs, RECORD));
}

/*
 * Bad memory
 */
TEST_F(read, into_bad_memory_loses_nothing)
{
	struct tphone_record records[4];

	ASSERT_EQ(0, set_volume(self->owner, 5));
	EXPECT_EQ(-EFAULT, phone_read(self->owner, (void *)8, 4));
	EXPECT_EQ(-EFAULT, phone_read(self->owner, NULL, 4));
	ASSERT_EQ(2, phone_read(self->owner, records, 4));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, records[0].type);
	EXPECT_EQ(TPHONE_RECORD_EVENT, records[1].type);
}

TEST_F(read, into_memory_that_ends_within_a_record)
{
	struct tphone_record record;
	char *page;
	int i;

	page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, page);
	ASSERT_EQ(0, munmap(page + PAGE, PAGE));

	/* There is room for two and a half records: two are delivered. */
	ASSERT_EQ(0, turn_volume(&self->sim, 20));
	EXPECT_EQ(2 * RECORD, read(self->monitor,
				   page + PAGE - 2 * RECORD - RECORD / 2,
				   10 * RECORD));
	/*
	 * There is room for half a record: none is delivered, and none is lost.
	 */
	EXPECT_EQ(-1, read(self->monitor, page + PAGE - RECORD / 2, RECORD));
	EXPECT_EQ(EFAULT, errno);
	for (i = 2; i < 20; i++) {
		ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
		EXPECT_EQ(i + 1, record.value[1]);
	}
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(read, completions_survive_bad_memory_in_order)
{
	struct tphone_record record;
	int i;

	ASSERT_EQ(0, phone_mask(self->owner, 0));
	for (i = 0; i < 20; i++)
		ASSERT_EQ(0, set_volume(self->owner, i));
	for (i = 0; i < 20; i++) {
		EXPECT_EQ(-EFAULT, phone_read(self->owner, (void *)8, 20));
		ASSERT_EQ(1, phone_read(self->owner, &record, 1));
		EXPECT_EQ(i, record.value[0]);
	}
}

/*
 * Masks
 */
TEST_F(read, mask_selects_by_code)
{
	struct tphone_record records[8];

	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	ASSERT_EQ(0, turn_volume(&self->sim, 3));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, turn_volume(&self->sim, 3));
	ASSERT_EQ(1, phone_read(self->monitor, records, 8));
	EXPECT_EQ(TPHONE_EVENT_HOOK, records[0].code);
}

TEST_F(read, mask_does_not_touch_completions)
{
	struct tphone_record records[8];

	ASSERT_EQ(0, phone_mask(self->owner, 0));
	ASSERT_EQ(0, set_volume(self->owner, 5));
	ASSERT_EQ(1, phone_read(self->owner, records, 8));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, records[0].type);
}

/* Polling has skipped the event, so a wider mask does not bring it back. */
TEST_F(read, event_passed_over_is_passed_over_for_good)
{
	ASSERT_EQ(0, phone_mask(self->monitor, 0));
	ASSERT_EQ(0, turn_volume(&self->sim, 3));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, phone_mask(self->monitor, TPHONE_EVENTS_DEFAULT));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

/*
 * No event comes that was not selected, not even right after taking the role.
 */
TEST_F(read, mask_before_the_role)
{
	struct tphone_record record;
	int fd;

	fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_mask(fd, TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	EXPECT_EQ(-EINVAL, phone_mask(fd, 1));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, sim_user(&self->sim, "replace handset"));
	ASSERT_EQ(1, phone_read(fd, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, record.value[1]);
	close(fd);
}

/* Neither an operation nor another role restores the default mask. */
TEST_F(read, mask_stays_when_the_role_changes)
{
	struct tphone_record record;

	close(self->owner);
	self->owner = -1;
	phone_drain(self->monitor);
	ASSERT_EQ(0, phone_mask(self->monitor, 0));
	ASSERT_EQ(0, phone_role(self->monitor, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, set_volume(self->monitor, 5));
	ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(TPHONE_RECORD_COMPLETION, record.type);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

/*
 * The mask of a new handle never changes: a program of today must not get
 * events that a later kernel adds.
 */
TEST_F(read, mask_of_a_new_handle)
{
	struct tphone_info info;

	EXPECT_EQ(0xfffeULL, TPHONE_EVENTS_DEFAULT);
	ASSERT_EQ(0, phone_info(self->monitor, &info));
	/* Every event that the kernel can deliver can be selected. */
	EXPECT_EQ(0, phone_mask(self->monitor, info.events));
	/* The mask that a newer program sets on this kernel. */
	EXPECT_EQ(-EINVAL, phone_mask(self->monitor, ~0ULL));
	EXPECT_EQ(0, phone_mask(self->monitor, ~0ULL & info.events));
}

/* The phone has no display: selecting its event is no mistake. */
TEST_F(read, mask_of_what_the_phone_cannot_do)
{
	struct tphone_info info;
	int fd;

	close(self->owner);
	close(self->monitor);
	self->owner = -1;
	self->monitor = -1;
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "display", "0x0"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_info(fd, &info));
	EXPECT_FALSE(info.events & TPHONE_EVENT_BIT(TPHONE_EVENT_DISPLAY));
	EXPECT_EQ(0, phone_mask(fd, TPHONE_EVENTS_DEFAULT));
	close(fd);
}

TEST_F(read, mask_of_events_that_do_not_exist)
{
	struct tphone_record records[8];
	int bit;

	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_VOLUME)));
	EXPECT_EQ(-EINVAL, phone_mask(self->monitor, TPHONE_EVENTS_DEFAULT | 1));
	for (bit = PHONE_EVENT_LAST + 1; bit < 64; bit++)
		EXPECT_EQ(-EINVAL, phone_mask(self->monitor, 1ULL << bit));
	/* The mask is unchanged. */
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	ASSERT_EQ(1, phone_read(self->monitor, records, 8));
	EXPECT_EQ(TPHONE_EVENT_VOLUME, records[0].code);
}

/*
 * Snapshots
 */
TEST_F(read, snapshot_contains_every_record_up_to_its_seq)
{
	struct tphone_record record;
	struct tphone_state state;
	struct tphone_lamp lamp;
	int i;

	for (i = 0; i < 5; i++)
		ASSERT_EQ(0, set_volume(self->owner, i + 1));
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(5, state.volume[0]);
	for (i = 5; i < 10; i++)
		ASSERT_EQ(0, set_volume(self->owner, i + 1));
	for (i = 0; i < 10; i++) {
		ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
		EXPECT_EQ(i < 5, record.seq <= state.seq);
	}
	/* Other queries return the same seq. */
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	ASSERT_EQ(0, phone_lamp(self->monitor, KEY, &lamp));
	EXPECT_EQ(state.seq, lamp.seq);
	EXPECT_EQ(record.seq, state.seq);
}

TEST_F(read, events_from_the_role_on)
{
	struct tphone_record record;
	struct tphone_state state;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, turn_volume(&self->sim, 3));
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(0, phone_state(fd, &state));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(1, phone_read(fd, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	EXPECT_LT(state.seq, record.seq);
	close(fd);
}

/*
 * Roles are events, for all others.
 */
TEST_F(read, others_are_told_of_roles)
{
	struct tphone_record record;
	int fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, fd);
	ASSERT_EQ(1, phone_read(self->owner, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_MONITORS, record.code);
	EXPECT_EQ(TPHONE_CAUSE_CORE, record.cause);
	EXPECT_EQ(2, record.value[0]);
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(1, phone_drain(self->monitor));

	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(1, phone_read(fd, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_OWNER, record.code);
	EXPECT_EQ(0, record.value[0]);
	ASSERT_EQ(1, phone_drain(self->monitor));

	/* One event of each kind. */
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_OWNER));
	EXPECT_TRUE(phone_is_quiet(fd));
	ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_OWNER, record.code);
	EXPECT_EQ(1, record.value[0]);
	ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_MONITORS, record.code);
	EXPECT_EQ(1, record.value[0]);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	close(fd);
}

/*
 * poll()
 */
#define POLL_ALL	(POLLIN | POLLPRI | POLLOUT)

TEST_F(read, poll_of_a_monitor)
{
	int fd = open(self->sim.device, O_RDONLY);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_role(fd, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_poll(fd, POLL_ALL, 0));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_EQ(POLLIN, phone_poll(fd, POLL_ALL, 0));
	EXPECT_EQ(0, phone_poll(fd, POLLPRI | POLLOUT, 0));
	EXPECT_EQ(1, phone_drain(fd));
	EXPECT_EQ(0, phone_poll(fd, POLL_ALL, 0));
	close(fd);
}

/*
 * A monitor that may write can submit device-specific operations, so POLLOUT
 * makes sense.
 */
TEST_F(read, poll_of_a_monitor_that_may_write)
{
	EXPECT_EQ(POLLOUT, phone_poll(self->monitor, POLL_ALL, 0));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_EQ(POLLOUT | POLLIN, phone_poll(self->monitor, POLL_ALL, 0));
	EXPECT_EQ(1, phone_drain(self->monitor));
	EXPECT_EQ(POLLOUT, phone_poll(self->monitor, POLL_ALL, 0));
}

TEST_F(read, poll_of_an_owner)
{
	struct tphone_record record;

	EXPECT_EQ(POLLOUT, phone_poll(self->owner, POLL_ALL, 0));
	ASSERT_EQ(0, turn_volume(&self->sim, 1));
	EXPECT_EQ(POLLOUT | POLLIN, phone_poll(self->owner, POLL_ALL, 0));
	ASSERT_EQ(0, set_volume(self->owner, 5));
	EXPECT_EQ(POLL_ALL, phone_poll(self->owner, POLL_ALL, 0));
	/* The records are an event, the completion, and its event. */
	ASSERT_EQ(1, phone_read(self->owner, &record, 1));
	EXPECT_EQ(POLL_ALL, phone_poll(self->owner, POLL_ALL, 0));
	ASSERT_EQ(1, phone_read(self->owner, &record, 1));
	EXPECT_EQ(POLLOUT | POLLIN, phone_poll(self->owner, POLL_ALL, 0));
	ASSERT_EQ(1, phone_read(self->owner, &record, 1));
	EXPECT_EQ(POLLOUT, phone_poll(self->owner, POLL_ALL, 0));
}

TEST_F(read, no_room_no_pollout)
{
	struct tphone_record record;
	int i;

	for (i = 0; i < 1024; i++)
		ASSERT_EQ(0, set_volume(self->owner, i));
	EXPECT_EQ(-EAGAIN, set_volume(self->owner, i));
	EXPECT_EQ(POLLIN | POLLPRI, phone_poll(self->owner, POLL_ALL, 0));
	ASSERT_EQ(0, phone_next_completion(self->owner, &record));
	EXPECT_TRUE(phone_poll(self->owner, POLL_ALL, 0) & POLLOUT);
	EXPECT_EQ(0, set_volume(self->owner, i));
}

static void *lift_later(void *arg)
{
	sleep_ms(50);
	sim_user(arg, "lift handset");
	return NULL;
}

TEST_F(read, poll_waits)
{
	pthread_t thread;

	EXPECT_EQ(0, phone_poll(self->monitor, POLLIN, 20));
	ASSERT_EQ(0, pthread_create(&thread, NULL, lift_later, &self->sim));
	EXPECT_EQ(POLLIN, phone_poll(self->monitor, POLLIN, PHONE_WAIT_MS));
	pthread_join(thread, NULL);
}

static void *read_all_later(void *arg)
{
	sleep_ms(50);
	phone_drain(*(int *)arg);
	return NULL;
}

/* Reading makes the room that a submitter waits for. */
TEST_F(read, poll_waits_for_room)
{
	pthread_t thread;
	int i;

	for (i = 0; i < 1024; i++)
		ASSERT_EQ(0, set_volume(self->owner, i));
	EXPECT_EQ(0, phone_poll(self->owner, POLLOUT, 0));
	ASSERT_EQ(0, pthread_create(&thread, NULL, read_all_later,
				    &self->owner));
	EXPECT_EQ(POLLOUT, phone_poll(self->owner, POLLOUT, PHONE_WAIT_MS));
	pthread_join(thread, NULL);
}

static int wait_edge(int epoll, int timeout_ms)
{
	struct epoll_event event = { };
	int nr = epoll_wait(epoll, &event, 1, timeout_ms);

	return nr < 0 ? -errno : (int)event.events;
}

TEST_F(read, edge_triggered)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	struct tphone_record record;
	int epoll = epoll_create1(0);

	ASSERT_LE(0, epoll);
	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, self->monitor, &event));
	EXPECT_EQ(0, wait_edge(epoll, 0));
	ASSERT_EQ(0, turn_volume(&self->sim, 2));
	EXPECT_EQ(EPOLLIN, wait_edge(epoll, 0));
	EXPECT_EQ(0, wait_edge(epoll, 0));
	/* One is left unread, but another one is a new edge. */
	ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(0, wait_edge(epoll, 0));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(EPOLLIN, wait_edge(epoll, 0));
	EXPECT_EQ(2, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "replace handset"));
	EXPECT_EQ(EPOLLIN, wait_edge(epoll, 0));
	close(epoll);
}

TEST_F(read, edge_triggered_completions)
{
	struct epoll_event event = { .events = EPOLLPRI | EPOLLET };
	int epoll = epoll_create1(0);
	int i;

	ASSERT_LE(0, epoll);
	ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, self->owner, &event));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, set_volume(self->owner, i + 1));
		EXPECT_EQ(EPOLLPRI, wait_edge(epoll, 0));
		EXPECT_EQ(0, wait_edge(epoll, 0));
	}
	close(epoll);
}

/* After POLLIN a read() gets a record, while records come at any time. */
TEST_F(read, poll_is_true)
{
	struct tphone_request requests[100];
	struct tphone_record record;
	int left = 500;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "hardirq"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "50000"));
	ASSERT_EQ(0, phone_set_nonblocking(self->owner, true));
	for (i = 0; i < 100; i++)
		requests[i] = request_ring(0, 0);
	for (i = 0; i < 5; i++)
		ASSERT_EQ(100, phone_submit_many(self->owner, requests, 100,
						 NULL));
	while (left) {
		ASSERT_EQ(POLLIN | POLLPRI, phone_poll(self->owner,
						       POLLIN | POLLPRI,
						       PHONE_WAIT_MS));
		ASSERT_EQ(1, phone_read(self->owner, &record, 1));
		left--;
	}
	EXPECT_EQ(-EAGAIN, phone_read(self->owner, &record, 1));
}

/*
 * Two readers with one handle share its records.
 */
#define NR_SHARED	200

struct reader {
	int fd;
	int nr;
	__u64 seqs[NR_SHARED];
};

static void *read_share(void *arg)
{
	struct reader *reader = arg;
	struct tphone_record record;

	while (phone_read(reader->fd, &record, 1) == 1 &&
	       record.code != TPHONE_EVENT_HOOK)
		reader->seqs[reader->nr++] = record.seq;
	return NULL;
}

/* The merged sequence numbers have no gaps and no duplicates. */
TEST_F(read, two_readers_share)
{
	static struct reader readers[2];
	pthread_t threads[2];
	int i, a = 0, b = 0;
	__u64 first, seq;

	readers[0].fd = self->monitor;
	readers[1].fd = dup(self->monitor);
	for (i = 0; i < 2; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, read_share,
					    &readers[i]));
	ASSERT_EQ(0, turn_volume(&self->sim, NR_SHARED));
	/* One event for each reader ends the test. */
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, sim_user(&self->sim, "lift speaker"));
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(NR_SHARED, readers[0].nr + readers[1].nr);

	first = readers[0].nr ? readers[0].seqs[0] : readers[1].seqs[0];
	if (readers[1].nr && readers[1].seqs[0] < first)
		first = readers[1].seqs[0];
	for (seq = first; seq < first + NR_SHARED; seq++) {
		if (a < readers[0].nr && readers[0].seqs[a] == seq)
			a++;
		else if (b < readers[1].nr && readers[1].seqs[b] == seq)
			b++;
		else
			ASSERT_TRUE(false);
	}
	close(readers[1].fd);
}

static void *read_into_bad_memory(void *arg)
{
	struct reader *reader = arg;
	int result;

	do {
		result = phone_read(reader->fd, (void *)8, 8);
		if (result == -EFAULT)
			__atomic_add_fetch(&reader->nr, 1, __ATOMIC_RELAXED);
	} while (result == -EFAULT || result == -EAGAIN);
	return NULL;
}

static void wait_for_faults(struct reader *reader, int nr)
{
	nr += __atomic_load_n(&reader->nr, __ATOMIC_RELAXED);
	while (__atomic_load_n(&reader->nr, __ATOMIC_RELAXED) < nr)
		sched_yield();
}

/* One of them has bad memory: the other one gets everything, in order. */
TEST_F(read, reader_with_bad_memory_takes_nothing_away)
{
	static struct reader bad;
	struct tphone_record record;
	pthread_t thread;
	int i;

	bad.fd = fcntl(self->monitor, F_DUPFD, 100);
	ASSERT_EQ(0, pthread_create(&thread, NULL, read_into_bad_memory,
				    &bad));
	for (i = 0; i < 50; i++) {
		ASSERT_EQ(0, turn_volume(&self->sim, i % 2 + 1));
		wait_for_faults(&bad, 1);
		ASSERT_EQ(0, phone_next(self->monitor, &record));
		ASSERT_EQ(i % 2 + 1, record.value[1]);
	}
	/* The reader ends when the phone is gone. */
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, phone_next_type(self->monitor, TPHONE_RECORD_GONE,
				     &record));
	pthread_join(thread, NULL);
	close(bad.fd);
}

/* The same with completions, several at a time. */
TEST_F(read, completions_with_a_reader_with_bad_memory)
{
	static struct reader bad;
	static bool seen[800];
	struct tphone_request requests[100];
	struct tphone_record records[8];
	int left = ARRAY_SIZE(seen);
	pthread_t thread;
	int i, k, nr;

	ASSERT_EQ(0, phone_mask(self->owner, 0));
	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "softirq"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "20000"));
	bad.fd = fcntl(self->owner, F_DUPFD, 100);
	ASSERT_EQ(0, pthread_create(&thread, NULL, read_into_bad_memory,
				    &bad));
	for (i = 0; i < 8; i++) {
		for (k = 0; k < 100; k++) {
			requests[k] = request_ring(0, 0);
			requests[k].user_data = i * 100 + k;
		}
		ASSERT_EQ(100, phone_submit_many(self->owner, requests, 100,
						 NULL));
	}
	while (left) {
		wait_for_faults(&bad, 1);
		nr = phone_read(self->owner, records, 8);
		ASSERT_LT(0, nr);
		for (k = 0; k < nr; k++) {
			ASSERT_GT(ARRAY_SIZE(seen), records[k].user_data);
			ASSERT_FALSE(seen[records[k].user_data]);
			seen[records[k].user_data] = true;
		}
		left -= nr;
	}
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, phone_next_type(self->owner, TPHONE_RECORD_GONE,
				     records));
	pthread_join(thread, NULL);
	close(bad.fd);
}

TEST_HARNESS_MAIN
