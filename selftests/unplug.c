// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unplugging: it takes effect at once in spite of tasks that wait; every
 * operation ends once; readers get all records and then a GONE record; and
 * descriptors that are left are harmless.
 */
#include "kselftest_harness.h"

#include <libgen.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "fixture.h"
#include "util.h"

/* Neither user space nor operations can delay unplugging. */
#define UNPLUG_MS	(1000 + SLACK_MS)

#define NR_REPLUGS	15
#define NR_OPENERS	4
#define NR_LOADS	2	/* for each context */
#define BATCH		16

static const char * const contexts[] = {
	"inline", "softirq", "hardirq", "work", "thread",
};

/* Unplug in either way: through the simulator, or by unbinding the driver. */
static int unplug(struct sim *sim, bool by_sysfs)
{
	char path[96], device[PATH_MAX];
	ssize_t len;

	if (!by_sysfs)
		return sim_live(sim, false);
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/device",
		 phone_name(sim));
	len = readlink(path, device, sizeof(device) - 1);
	if (len < 0)
		return -errno;
	device[len] = '\0';
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/device/driver/unbind",
		 phone_name(sim));
	return file_write(path, basename(device));
}

/**
 * struct ending - the records that a reader gets from a phone that is unplugged
 * @nr_completions: completions
 * @nr_events: events
 * @nr_gone: records that the phone is gone
 * @nr_wrong: records after that, or out of order
 * @seq: of the last record
 * @result: of the read() that gave none
 */
struct ending {
	int nr_completions;
	int nr_events;
	int nr_gone;
	int nr_wrong;
	__u64 seq;
	int result;
};

static void read_to_the_end(int fd, struct ending *ending,
			    struct ledger *ledger)
{
	struct tphone_record record;

	*ending = (struct ending){};
	while ((ending->result = phone_read(fd, &record, 1)) > 0) {
		ending->nr_wrong += ending->nr_gone ||
				    record.seq <= ending->seq;
		ending->seq = record.seq;
		ending->nr_gone += record.type == TPHONE_RECORD_GONE;
		ending->nr_events += record.type == TPHONE_RECORD_EVENT;
		if (record.type != TPHONE_RECORD_COMPLETION)
			continue;
		ending->nr_completions++;
		if (ledger)
			ledger_ended(ledger, record.id);
		if (record.status && record.status != -ENODEV)
			ending->nr_wrong++;
	}
}

/* Tasks that wait for a record */
enum wait_in { WAIT_IN_READ, WAIT_IN_POLL, WAIT_IN_EPOLL, WAIT_FOR_EVENTFD };

struct waiter {
	pthread_t thread;
	enum wait_in wait_in;
	int fd;
	int eventfd;
	unsigned int events;	/* POLL* when it woke */
	long long woke_us;
	struct ending ending;
};

static void *wait_and_read(void *data)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct waiter *waiter = data;
	__u64 count;
	int epoll;

	switch (waiter->wait_in) {
	case WAIT_IN_READ:
		break;
	case WAIT_IN_POLL:
		waiter->events = phone_poll(waiter->fd, POLLIN, -1);
		break;
	case WAIT_IN_EPOLL:
		epoll = epoll_create1(0);
		epoll_ctl(epoll, EPOLL_CTL_ADD, waiter->fd, &event);
		event.events = 0;
		epoll_wait(epoll, &event, 1, -1);
		waiter->events = event.events;
		close(epoll);
		break;
	case WAIT_FOR_EVENTFD:
		if (read(waiter->eventfd, &count, sizeof(count)) > 0)
			waiter->events = phone_poll(waiter->fd, POLLIN, 0);
		break;
	}
	if (waiter->wait_in != WAIT_IN_READ)
		waiter->woke_us = now_us();
	read_to_the_end(waiter->fd, &waiter->ending, NULL);
	if (waiter->wait_in == WAIT_IN_READ)
		waiter->woke_us = now_us();
	return NULL;
}

FIXTURE(waiting)
{
	struct sim sim;
	struct waiter waiter;
};

FIXTURE_VARIANT(waiting)
{
	enum wait_in wait_in;
	bool by_sysfs;
};

FIXTURE_VARIANT_ADD(waiting, in_read)
{
	.wait_in = WAIT_IN_READ,
};

FIXTURE_VARIANT_ADD(waiting, in_poll)
{
	.wait_in = WAIT_IN_POLL,
};

FIXTURE_VARIANT_ADD(waiting, in_epoll)
{
	.wait_in = WAIT_IN_EPOLL,
};

FIXTURE_VARIANT_ADD(waiting, for_eventfd)
{
	.wait_in = WAIT_FOR_EVENTFD,
};

FIXTURE_VARIANT_ADD(waiting, in_read_until_unbound)
{
	.wait_in = WAIT_IN_READ,
	.by_sysfs = true,
};

FIXTURE_VARIANT_ADD(waiting, in_poll_until_unbound)
{
	.wait_in = WAIT_IN_POLL,
	.by_sysfs = true,
};

FIXTURE_SETUP(waiting)
{
	SETUP_PHONE(&self->sim, "work");
	self->waiter.wait_in = variant->wait_in;
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->waiter.fd);
	self->waiter.eventfd = eventfd(0, EFD_CLOEXEC);
	ASSERT_LE(0, self->waiter.eventfd);
	ASSERT_EQ(0, phone_notify(self->waiter.fd, TPHONE_NOTIFY_EVENTS,
				  self->waiter.eventfd));
}

FIXTURE_TEARDOWN(waiting)
{
	close(self->waiter.fd);
	close(self->waiter.eventfd);
	sim_destroy(&self->sim);
}

static void unplug_below(struct __test_metadata *_metadata,
			 FIXTURE_DATA(waiting) *self, bool by_sysfs, int nr)
{
	struct waiter *waiter = &self->waiter;
	long long start, took;
	char device[16];

	ASSERT_EQ(0, pthread_create(&waiter->thread, NULL, wait_and_read,
				    waiter));
	/* Whether it sleeps cannot be observed, so allow it some time. */
	sleep_ms(30);
	start = now_us();
	ASSERT_EQ(0, unplug(&self->sim, by_sysfs));
	took = ms_since(start);
	pthread_join(waiter->thread, NULL);
	EXPECT_GT(UNPLUG_MS, took);
	EXPECT_LE(start, waiter->woke_us);
	EXPECT_GT(UNPLUG_MS * 1000, waiter->woke_us - start);
	if (waiter->wait_in != WAIT_IN_READ)
		EXPECT_EQ(POLLIN | POLLHUP | POLLERR,
			  waiter->events & (POLLIN | POLLHUP | POLLERR));
	EXPECT_EQ(nr, waiter->ending.nr_completions);
	EXPECT_EQ(1, waiter->ending.nr_gone);
	EXPECT_EQ(0, waiter->ending.nr_wrong);
	EXPECT_EQ(-ENODEV, waiter->ending.result);
	ASSERT_EQ(0, sim_get(&self->sim, "device", device, sizeof(device)));
	EXPECT_STREQ("", device);
}

/* Only the unplugging can wake it. */
TEST_F(waiting, unbind_with_blocked_reader)
{
	unplug_below(_metadata, self, variant->by_sysfs, 0);
}

TEST_F(waiting, unbind_with_blocked_reader_and_operations)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->waiter.fd, 3, TPHONE_LAMPMODE_STEADY,
				  NULL));
	unplug_below(_metadata, self, variant->by_sysfs, 3);
}

/*
 * Everything else
 */
FIXTURE(unplug)
{
	struct sim sim;
	int fd;			/* an owner */
	struct tphone_record record;
	struct ending ending;
};

FIXTURE_SETUP(unplug)
{
	SETUP_OWNER(&self->sim, "work", &self->fd);
}

TEARDOWN_HANDLE(unplug, fd)

TEST_F(unplug, all_that_there_is_comes_before_gone)
{
	int i;

	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(POLLIN | POLLPRI | POLLHUP | POLLERR,
		  phone_poll(self->fd, POLLIN | POLLPRI | POLLOUT, 0));
	read_to_the_end(self->fd, &self->ending, NULL);
	EXPECT_EQ(5, self->ending.nr_completions);
	/* Two events of lamps, one of the handset, one of the key. */
	EXPECT_EQ(4, self->ending.nr_events);
	EXPECT_EQ(1, self->ending.nr_gone);
	EXPECT_EQ(0, self->ending.nr_wrong);
	for (i = 0; i < 3; i++)
		EXPECT_EQ(-ENODEV, phone_read(self->fd, &self->record, 1));
	EXPECT_EQ(POLLHUP | POLLERR,
		  phone_poll(self->fd, POLLIN | POLLPRI | POLLOUT, 0));
}

TEST_F(unplug, what_was_held_ends_with_enodev)
{
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "2"));
	ASSERT_EQ(4, submit_lamps(self->fd, 4, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	for (i = 0; i < 4; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(TPHONE_RECORD_COMPLETION, self->record.type);
		EXPECT_EQ(-ENODEV, self->record.status);
		EXPECT_EQ(0, self->record.flags);
	}
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_RECORD_GONE, self->record.type);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
}

TEST_F(unplug, everybody_is_told)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int masked = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int looker = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, masked);
	ASSERT_LE(0, looker);
	ASSERT_EQ(0, phone_mask(masked, 0));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	read_to_the_end(monitor, &self->ending, NULL);
	EXPECT_EQ(1, self->ending.nr_gone);
	EXPECT_EQ(-ENODEV, self->ending.result);
	read_to_the_end(masked, &self->ending, NULL);
	EXPECT_EQ(0, self->ending.nr_events);
	EXPECT_EQ(1, self->ending.nr_gone);
	EXPECT_EQ(-ENODEV, self->ending.result);
	/*
	 * A handle without a role has no records, but its read() fails as well.
	 */
	read_to_the_end(looker, &self->ending, NULL);
	EXPECT_EQ(0, self->ending.nr_gone);
	EXPECT_GT(0, self->ending.result);
	EXPECT_EQ(POLLHUP | POLLERR, phone_poll(looker, POLLIN, 0));
	close(monitor);
	close(masked);
	close(looker);
}

TEST_F(unplug, both_eventfds_are_signalled)
{
	int completions = eventfd(0, EFD_NONBLOCK);
	int events = eventfd(0, EFD_NONBLOCK);
	__u64 count;

	ASSERT_LE(0, completions);
	ASSERT_LE(0, events);
	ASSERT_EQ(0, phone_notify(self->fd, TPHONE_NOTIFY_COMPLETIONS,
				  completions));
	ASSERT_EQ(0, phone_notify(self->fd, TPHONE_NOTIFY_EVENTS, events));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, NULL));
	EXPECT_GT(0, read(completions, &count, sizeof(count)));
	EXPECT_GT(0, read(events, &count, sizeof(count)));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(sizeof(count), read(completions, &count, sizeof(count)));
	EXPECT_EQ(sizeof(count), read(events, &count, sizeof(count)));
	close(completions);
	close(events);
}

TEST_F(unplug, every_call_says_so)
{
	struct tphone_request request = request_ring(1, 1);
	struct tphone_detach detach;
	union {
		struct tphone_info info;
		struct tphone_state state;
		struct tphone_lamp lamp;
		struct tphone_button button;
	} answer;
	char text[400];
	int fds[2], i;

	fds[0] = self->fd;
	fds[1] = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fds[1]);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	for (i = 0; i < 2; i++) {
		EXPECT_EQ(-ENODEV, phone_info(fds[i], &answer.info));
		EXPECT_EQ(-ENODEV, phone_state(fds[i], &answer.state));
		EXPECT_EQ(-ENODEV, phone_role(fds[i], TPHONE_ROLE_OWNER));
		EXPECT_EQ(-ENODEV, phone_role(fds[i], TPHONE_ROLE_MONITOR));
		EXPECT_EQ(-ENODEV, phone_mask(fds[i], 0));
		EXPECT_EQ(-ENODEV,
			  phone_notify(fds[i], TPHONE_NOTIFY_EVENTS, -1));
		EXPECT_EQ(-ENODEV, phone_submit_one(fds[i], &request, NULL));
		EXPECT_EQ(-ENODEV, phone_cancel_all(fds[i]));
		EXPECT_EQ(-ENODEV, phone_lamp(fds[i], 12, &answer.lamp));
		EXPECT_EQ(-ENODEV, phone_button(fds[i], 1, &answer.button));
		EXPECT_EQ(-ENODEV,
			  phone_display(fds[i], text, sizeof(text), NULL));
		EXPECT_EQ(-ENODEV,
			  phone_data(fds[i], 0, 0, text, sizeof(text), NULL));
		EXPECT_EQ(-ENODEV, phone_detach(fds[i], 0, &detach));
		EXPECT_EQ(-ENOTTY, phone_ioctl(fds[i], 0, text));
	}
	close(fds[1]);
}

TEST_F(unplug, output_can_still_be_fetched)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	char buf[4] = "";
	__u64 ids[3];

	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &ids[0]));
	ASSERT_EQ(0, phone_completion(self->fd, ids[0], &self->record));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &ids[1]));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->fd, &request, &ids[2]));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(3, phone_fetch(self->fd, ids[0], buf, 3));
	EXPECT_STREQ("cba", buf);
	EXPECT_GT(0, phone_fetch(self->fd, ids[2], buf, 3));
	read_to_the_end(self->fd, &self->ending, NULL);
	EXPECT_EQ(2, self->ending.nr_completions);
	EXPECT_EQ(3, phone_fetch(self->fd, ids[1], buf, 3));
	EXPECT_GT(0, phone_fetch(self->fd, ids[2], buf, 3));
}

TEST_F(unplug, a_detached_handle_gets_its_completions)
{
	struct tphone_detach detach;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 60000, &detach));
	EXPECT_EQ(3, detach.nr_outstanding);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	read_to_the_end(self->fd, &self->ending, NULL);
	EXPECT_EQ(3, self->ending.nr_completions);
	EXPECT_EQ(0, self->ending.nr_wrong);
	EXPECT_GE(0, self->ending.result);
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, POLLIN, 0) & ~POLLERR);
}

TEST_F(unplug, what_closed_handles_left_is_no_trouble)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "1"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY, NULL));
	close(self->fd);
	self->fd = monitor;
	ASSERT_EQ(0, sim_live(&self->sim, false));
	read_to_the_end(monitor, &self->ending, NULL);
	EXPECT_EQ(0, self->ending.nr_completions);
	EXPECT_EQ(1, self->ending.nr_gone);
}

TEST_F(unplug, nothing_of_it_is_left)
{
	char name[32], path[96], old[32];
	char text[16];
	int attribute;

	snprintf(name, sizeof(name), "%s", phone_name(&self->sim));
	snprintf(old, sizeof(old), "%s", self->sim.device);
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/grace_ms", name);
	attribute = open(path, O_RDONLY);
	ASSERT_LE(0, attribute);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_NE(0, access(path, F_OK));
	EXPECT_EQ(-1, read(attribute, text, sizeof(text)));
	EXPECT_EQ(ENODEV, errno);
	close(attribute);
	EXPECT_NE(0, access(old, F_OK));
	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s", name);
	EXPECT_NE(0, access(path, F_OK));
}

TEST_F(unplug, the_number_is_not_used_again)
{
	int fds[6], nr, i;
	char names[6][32];

	for (nr = 0; nr < 6; nr++) {
		if (nr)
			ASSERT_EQ(0, sim_live(&self->sim, true));
		snprintf(names[nr], sizeof(names[nr]), "%s", self->sim.device);
		fds[nr] = phone_open(names[nr], nr % 3);
		if (!nr)
			EXPECT_EQ(0, phone_drain(fds[nr]));
		ASSERT_LE(0, fds[nr]);
		for (i = 0; i < nr; i++)
			EXPECT_STRNE(names[i], names[nr]);
		ASSERT_EQ(0, sim_live(&self->sim, false));
		EXPECT_GT(0, phone_open(names[nr], TPHONE_ROLE_NONE));
	}
	/* The old handles stay dead when the new phone comes. */
	ASSERT_EQ(0, sim_live(&self->sim, true));
	for (i = 0; i < 6; i++) {
		EXPECT_EQ(-ENODEV, phone_role(fds[i], TPHONE_ROLE_MONITOR));
		close(fds[i]);
	}
}

TEST_F(unplug, plugged_in_again_it_is_as_it_came)
{
	struct tphone_state state;
	int fd;

	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	ASSERT_EQ(0, set_grace(&self->sim, 77));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_state(fd, &state));
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(0, state.nr_outstanding);
	EXPECT_EQ(2, count_lamps(fd, 2, TPHONE_LAMPMODE_OFF));
	EXPECT_TRUE(phone_is_quiet(fd));
	close(fd);
}

static struct ledger ledger;

/* Some operations are just completing, some wait, some are held, some lost. */
TEST_F(unplug, operations_in_flight_end_once)
{
	struct tphone_request requests[BATCH];
	__u64 ids[BATCH];
	int i, k, nr;

	for (i = 0; i < BATCH; i++)
		requests[i] = request_ring(1, i);
	for (i = 0; i < 3 * ARRAY_SIZE(contexts); i++) {
		ASSERT_EQ(0, sim_set(&self->sim, "complete_in",
				     contexts[i % ARRAY_SIZE(contexts)]));
		ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "%d", i * 50));
		ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "3000"));
		ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "%d", 1 + i % 5));
		ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "%d", 2 + i % 7));
		ledger_open(&ledger);
		for (k = 0; k < 4; k++) {
			nr = phone_submit_many(self->fd, requests, BATCH, ids);
			ASSERT_EQ(BATCH, nr);
			ledger_accepted(&ledger, ids, nr);
		}
		sleep_us(i * 130);
		ASSERT_EQ(0, unplug(&self->sim, i % 2));
		read_to_the_end(self->fd, &self->ending, &ledger);
		EXPECT_STREQ("", ledger_complaint(&ledger));
		EXPECT_EQ(1, self->ending.nr_gone);
		EXPECT_EQ(0, self->ending.nr_wrong);
		EXPECT_EQ(-ENODEV, self->ending.result);
		EXPECT_EQ(4 * BATCH, sim_number(&self->sim, "submitted"));
		EXPECT_EQ(4 * BATCH - 1, sim_number(&self->sim, "completed"));
		close(self->fd);
		/* Remove the device that unbinding has left. */
		ASSERT_EQ(0, sim_live(&self->sim, false));
		ASSERT_EQ(0, sim_live(&self->sim, true));
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
	}
}

/*
 * Opening and closing while the phone comes and goes
 */
struct opening {
	pthread_mutex_t mutex;
	char device[32];	/* under mutex */
	bool stop;		/* under mutex */
	int nr_opened;		/* under mutex */
	int error;		/* not one of may_be(), under mutex */
};

/* The errors of open(): there is no node, or no phone behind it. */
static bool may_be(int error)
{
	return error == -ENOENT || error == -ENXIO || error == -ENODEV;
}

static void open_once(struct opening *opening, const char *device)
{
	struct tphone_record record;
	int error = 0;
	int fd;

	fd = phone_open(device, TPHONE_ROLE_MONITOR);
	if (fd >= 0) {
		phone_set_nonblocking(fd, true);
		error = phone_read(fd, &record, 1);
		if (error > 0 || error == -EAGAIN || error == -ENODEV)
			error = 0;
		close(fd);
	} else if (!may_be(fd)) {
		error = fd;
	}
	pthread_mutex_lock(&opening->mutex);
	opening->nr_opened += fd >= 0;
	if (error)
		opening->error = error;
	pthread_mutex_unlock(&opening->mutex);
}

static void *open_again_and_again(void *data)
{
	struct opening *opening = data;
	char device[32];
	bool stop;

	for (;;) {
		pthread_mutex_lock(&opening->mutex);
		memcpy(device, opening->device, sizeof(device));
		stop = opening->stop;
		pthread_mutex_unlock(&opening->mutex);
		if (stop)
			return NULL;
		if (device[0])
			open_once(opening, device);
		else
			sched_yield();
	}
}

TEST_F(unplug, while_others_open_and_close)
{
	struct opening opening = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	pthread_t threads[NR_OPENERS];
	long long start;
	int i;

	close(self->fd);
	self->fd = -1;
	for (i = 0; i < NR_OPENERS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL,
					    open_again_and_again, &opening));
	for (i = 0; i < NR_REPLUGS; i++) {
		EXPECT_EQ(0, sim_live(&self->sim, true));
		pthread_mutex_lock(&opening.mutex);
		memcpy(opening.device, self->sim.device,
		       sizeof(opening.device));
		pthread_mutex_unlock(&opening.mutex);
		sleep_us(500 + i * 170 % 2000);
		start = now_us();
		EXPECT_EQ(0, unplug(&self->sim, i % 2));
		EXPECT_GT(UNPLUG_MS, ms_since(start));
		EXPECT_EQ(0, sim_live(&self->sim, false));
	}
	pthread_mutex_lock(&opening.mutex);
	opening.stop = true;
	pthread_mutex_unlock(&opening.mutex);
	for (i = 0; i < NR_OPENERS; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(0, opening.error);
	EXPECT_LT(0, opening.nr_opened);
	TH_LOG("opened %d times", opening.nr_opened);
}

/*
 * Everything at once
 */
struct load {
	struct sim *sim;
	int fd;
	int submit_error;
	int cancel_error;
	int state_error;
	struct ledger accepted;
	struct ledger ended;	/* its ids only */
	struct ending ending;
};

static void *submit_until_gone(void *data)
{
	struct tphone_request requests[BATCH];
	struct load *load = data;
	__u64 ids[BATCH];
	int i, nr;

	for (i = 0; i < BATCH; i++)
		requests[i] = request_ring(1, i);
	do {
		nr = BATCH;
		if (load->accepted.nr + BATCH > LEDGER_SIZE)
			nr = 1;		/* enough for the books */
		nr = phone_submit_many(load->fd, requests, nr, ids);
		ledger_accepted(&load->accepted, ids, nr);
		if (load->accepted.nr == LEDGER_SIZE)
			break;
	} while (nr >= 0 || nr == -EAGAIN);
	load->submit_error = nr;
	return NULL;
}

static void *cancel_until_gone(void *data)
{
	struct load *load = data;

	do {
		sleep_us(300);
		load->cancel_error = phone_cancel_all(load->fd);
	} while (load->cancel_error >= 0);
	return NULL;
}

static void *look_until_gone(void *data)
{
	struct load *load = data;
	struct tphone_state state;

	do {
		load->state_error = phone_state(load->fd, &state);
	} while (!load->state_error);
	return NULL;
}

static void *read_until_gone(void *data)
{
	struct tphone_record records[32];
	struct load *load = data;
	int i, nr;

	while ((nr = phone_read(load->fd, records, 32)) > 0) {
		for (i = 0; i < nr; i++) {
			load->ending.nr_wrong += load->ending.nr_gone;
			if (records[i].type == TPHONE_RECORD_GONE)
				load->ending.nr_gone++;
			if (records[i].type == TPHONE_RECORD_COMPLETION)
				ledger_accepted(&load->ended, &records[i].id,
						1);
		}
	}
	load->ending.result = nr;
	return NULL;
}

typedef void *(*routine)(void *data);

TEST_F(unplug, under_load)
{
	static const routine routines[] = {
		submit_until_gone, cancel_until_gone, look_until_gone,
		read_until_gone,
	};
	pthread_t threads[ARRAY_SIZE(routines)];
	int i, k, nr_operations = 0;
	static struct load load;
	long long start;

	for (i = 0; i < NR_LOADS * ARRAY_SIZE(contexts); i++) {
		ASSERT_EQ(0, sim_set(&self->sim, "complete_in",
				     contexts[i % ARRAY_SIZE(contexts)]));
		ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "500"));
		memset(&load, 0, sizeof(load));
		load.fd = self->fd;
		for (k = 0; k < ARRAY_SIZE(routines); k++)
			ASSERT_EQ(0, pthread_create(&threads[k], NULL,
						    routines[k], &load));
		sleep_ms(10);
		start = now_us();
		ASSERT_EQ(0, unplug(&self->sim, i % 2));
		EXPECT_GT(UNPLUG_MS, ms_since(start));
		for (k = 0; k < ARRAY_SIZE(routines); k++)
			pthread_join(threads[k], NULL);
		if (load.accepted.nr < LEDGER_SIZE)
			EXPECT_EQ(-ENODEV, load.submit_error);
		EXPECT_EQ(-ENODEV, load.cancel_error);
		EXPECT_EQ(-ENODEV, load.state_error);
		EXPECT_EQ(-ENODEV, load.ending.result);
		EXPECT_EQ(1, load.ending.nr_gone);
		EXPECT_EQ(0, load.ending.nr_wrong);
		for (k = 0; k < load.ended.nr; k++)
			ledger_ended(&load.accepted, load.ended.ids[k]);
		EXPECT_STREQ("", ledger_complaint(&load.accepted));
		nr_operations += load.accepted.nr;
		close(self->fd);
		ASSERT_EQ(0, sim_live(&self->sim, false));
		ASSERT_EQ(0, sim_live(&self->sim, true));
		self->fd = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->fd);
	}
	TH_LOG("%d operations", nr_operations);
}

TEST_F(unplug, the_folder_goes_while_it_is_open)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct sim again;
	char name[48];

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY, NULL));
	snprintf(name, sizeof(name), "%s", self->sim.name);
	sim_destroy(&self->sim);
	ASSERT_EQ(0, sim_create_named(&again, name));
	self->sim = again;
	read_to_the_end(self->fd, &self->ending, NULL);
	EXPECT_EQ(2, self->ending.nr_completions);
	EXPECT_EQ(1, self->ending.nr_gone);
	read_to_the_end(monitor, &self->ending, NULL);
	EXPECT_EQ(1, self->ending.nr_gone);
	close(monitor);
}

TEST_HARNESS_MAIN
