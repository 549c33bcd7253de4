// SPDX-License-Identifier: GPL-2.0-only
/*
 * Revoking: the handle behaves as if the phone were unplugged, the phone as if
 * the handle were closed. Evicting revokes handles of other users.
 *
 * "looker" has no role, so it does not count as a user but can query the state.
 */
#include "kselftest_harness.h"

#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "fixture.h"
#include "reader.h"
#include "trap.h"

#define FORMER		1000	/* user at the seat */
#define NEXT		1001
#define MAX_HANDLES	64

static bool is_dead(int fd)
{
	struct tphone_record record;

	return phone_read(fd, &record, 1) == -ENODEV &&
	       phone_poll(fd, POLLIN | POLLOUT | POLLPRI, 0) ==
		       (POLLHUP | POLLERR) &&
	       phone_role(fd, TPHONE_ROLE_MONITOR) == -ENODEV &&
	       phone_lamp_mode(fd, FIRST_LAMP) == -ENODEV &&
	       phone_revoke(fd) == -ENODEV;
}

static bool is_alive(int fd)
{
	return phone_lamp_mode(fd, FIRST_LAMP) >= 0;
}

FIXTURE(revoke)
{
	struct sim sim;
	struct trap trap;
	int looker;
	int owner;
};

FIXTURE_SETUP(revoke)
{
	self->trap.uffd = -1;
	SETUP_PHONE(&self->sim, "inline");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->owner);
}

FIXTURE_TEARDOWN(revoke)
{
	trap_close(&self->trap);
	close(self->owner);
	close(self->looker);
	sim_destroy(&self->sim);
}

TEST_F(revoke, the_handle_is_dead_with_all_its_descriptors)
{
	int copy = dup(self->owner);

	ASSERT_LE(0, copy);
	ASSERT_EQ(0, phone_revoke(self->owner));
	EXPECT_TRUE(is_dead(self->owner));
	EXPECT_TRUE(is_dead(copy));
	EXPECT_TRUE(is_alive(self->looker));
	close(copy);
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, flags_are_for_later)
{
	struct tphone_revoke arg = { .size = sizeof(arg), .flags = 1 };

	EXPECT_EQ(-EOPNOTSUPP,
		  phone_ioctl(self->owner, TPHONE_IOC_REVOKE, &arg));
	EXPECT_TRUE(is_alive(self->owner));
}

TEST_F(revoke, without_a_role)
{
	int fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, phone_revoke(fd));
	EXPECT_TRUE(is_dead(fd));
	EXPECT_TRUE(is_alive(self->owner));
	close(fd);
}

TEST_F(revoke, for_others_it_is_closing)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_record record;
	struct tphone_state state;
	int next;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, phone_next(monitor, &record));
	EXPECT_EQ(TPHONE_EVENT_OWNER, record.code);
	EXPECT_EQ(0, record.value[0]);
	next = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, next);
	/* Closing the revoked handle later does not count again. */
	close(self->owner);
	self->owner = next;
	ASSERT_EQ(0, phone_state(self->looker, &state));
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	ASSERT_EQ(0, phone_next(monitor, &record));
	EXPECT_EQ(1, record.value[0]);
	EXPECT_TRUE(phone_is_quiet(monitor));
	close(monitor);
}

TEST_F(revoke, operations_go_on_beside_another_handle)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_record record;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, phone_revoke(self->owner));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	EXPECT_NE(0, phone_status(self->looker) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next_event(monitor, TPHONE_EVENT_LAMP, &record));
	EXPECT_EQ(TPHONE_LAMPMODE_FLASH, record.value[1]);
	EXPECT_TRUE(is_dead(self->owner));
	close(monitor);
}

TEST_F(revoke, the_last_one_cancels_everything)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->owner, 3, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, phone_revoke(self->owner));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	ASSERT_EQ(0, phone_revoke(monitor));
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
	/* Closing a revoked handle is no second last close. */
	close(self->owner);
	close(monitor);
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->owner);
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(0, phone_status(self->looker) & TPHONE_STATUS_DRAINING);
}

TEST_F(revoke, the_last_one_resets_the_phone)
{
	struct tphone_request ring = request_ring(2, 300);
	struct tphone_state state;
	long long start = now_us();

	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "call"));
	ASSERT_EQ(0, phone_execute(self->owner, &ring, NULL));
	ASSERT_EQ(0, phone_revoke(self->owner));
	do {
		sleep_ms(2);
		ASSERT_EQ(0, phone_state(self->looker, &state));
	} while (state.ring_mode && ms_since(start) < PHONE_WAIT_MS);
	EXPECT_EQ(0, state.ring_mode);
}

TEST_F(revoke, what_was_unread_stays_unread)
{
	struct tphone_request devspecific = request_devspecific("abc", 3, 8);
	struct tphone_record record;
	__u64 fetched, unread;

	ASSERT_EQ(0, phone_submit_one(self->owner, &devspecific, &fetched));
	ASSERT_EQ(0, phone_completion(self->owner, fetched, &record));
	ASSERT_EQ(0, phone_submit_one(self->owner, &devspecific, &unread));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	EXPECT_EQ(-ENODEV, phone_fetch(self->owner, fetched, NULL, 0));
	EXPECT_EQ(-ENODEV, phone_fetch(self->owner, unread, NULL, 0));
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, what_the_driver_keeps_comes_back_to_nobody)
{
	ASSERT_EQ(0, set_grace(&self->sim, 50));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(5, submit_lamps(self->owner, 5, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, phone_revoke(self->owner));
	/* The handle may be closed before its operations end. */
	close(self->owner);
	sleep_ms(100);
	EXPECT_NE(0, phone_status(self->looker) & TPHONE_STATUS_DRAINING);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(0, phone_status(self->looker) & TPHONE_STATUS_DRAINING);
	self->owner = -1;
}

TEST_F(revoke, detached_handles_too)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_detach detach;

	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(self->owner, 2, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, phone_detach_keep(self->owner, 0, &detach));
	ASSERT_EQ(0, phone_revoke(self->owner));
	EXPECT_TRUE(is_dead(self->owner));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_TRUE(is_dead(self->owner));
	close(monitor);
}

TEST_F(revoke, of_a_phone_that_is_gone)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(-ENODEV, phone_revoke(self->owner));
	/* The handle was not revoked, so it still delivers the GONE record. */
	ASSERT_EQ(0, phone_next_type(self->owner, TPHONE_RECORD_GONE, &record));
}

TEST_F(revoke, before_the_phone_goes)
{
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, everybody_who_sleeps_wakes_up)
{
	static const enum reader_sleeps sleeps[] = {
		READER_SLEEPS_IN_READ, READER_SLEEPS_IN_POLL,
	};
	static struct reader readers[2];
	int i, fd;

	for (i = 0; i < 2; i++) {
		fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
		ASSERT_LE(0, fd);
		phone_drain(fd);
		ASSERT_EQ(0, phone_mask(fd, 0));
		reader_init(&readers[i], fd, sleeps[i]);
		ASSERT_EQ(0, phone_set_nonblocking(fd, i));
		ASSERT_EQ(0, reader_start(&readers[i]));
	}
	sleep_ms(100);
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, phone_revoke(readers[i].fd));
		ASSERT_EQ(0, reader_join(&readers[i]));
		EXPECT_EQ(-ENODEV, readers[i].result);
		EXPECT_EQ(0, readers[i].nr);
		close(readers[i].fd);
	}
}

TEST_F(revoke, eventfds_are_signalled)
{
	int completions = eventfd(0, EFD_NONBLOCK);
	int events = eventfd(0, EFD_NONBLOCK);
	__u64 count;

	ASSERT_EQ(0, phone_notify(self->owner, TPHONE_NOTIFY_COMPLETIONS,
				  completions));
	ASSERT_EQ(0, phone_notify(self->owner, TPHONE_NOTIFY_EVENTS, events));
	ASSERT_EQ(0, phone_revoke(self->owner));
	EXPECT_EQ(sizeof(count), read(completions, &count, sizeof(count)));
	EXPECT_EQ(sizeof(count), read(events, &count, sizeof(count)));
	/* No record comes after that. */
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	EXPECT_EQ(-1, read(events, &count, sizeof(count)));
	close(completions);
	close(events);
}

TEST_F(revoke, revoked_handles_are_not_counted)
{
	int fds[MAX_HANDLES], i, fd;

	for (i = 0; i < MAX_HANDLES; i++) {
		fds[i] = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
		ASSERT_LE(0, fds[i]);
		ASSERT_EQ(0, phone_revoke(fds[i]));
	}
	fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	EXPECT_LE(0, fd);
	close(fd);
	for (i = 0; i < MAX_HANDLES; i++)
		close(fds[i]);
	EXPECT_TRUE(is_alive(self->owner));
}

static void find_role(int fd, char *role)
{
	char path[64], text[1024], *line;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	role[0] = '\0';
	if (file_read(path, text, sizeof(text)))
		return;
	line = strstr(text, "tphone-role:");
	if (line)
		sscanf(line, "tphone-role:\t%31s", role);
}

TEST_F(revoke, fdinfo_says_so)
{
	char role[32];

	find_role(self->owner, role);
	EXPECT_STREQ("owner", role);
	ASSERT_EQ(0, phone_revoke(self->owner));
	find_role(self->owner, role);
	EXPECT_STREQ("revoked", role);
}

/*
 * In the middle of a call. Records that the call has taken off the queue may
 * still be delivered; it has no effect, and returns nothing that happened
 * later.
 */

TEST_F(revoke, in_the_middle_of_submitting)
{
	struct tphone_request request = request_ring(3, 300);
	struct tphone_submit submit = {
		.size = sizeof(submit),
		.request_size = sizeof(request),
		.nr_requests = 1,
	};
	struct call call = {
		.function = do_submit, .fd = self->owner, .buf = &submit,
	};

	OPEN_TRAP(&self->trap);
	submit.requests_ptr = phone_pointer(self->trap.page);
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, trap_feed(&self->trap, &request, sizeof(request)));
	EXPECT_EQ(-ENODEV, call_end(&call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, in_the_middle_of_reading)
{
	struct call call = {
		.function = do_read, .fd = self->owner,
		.size = 4 * sizeof(struct tphone_record),
	};
	int result;

	OPEN_TRAP(&self->trap);
	call.buf = self->trap.page;
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_FLASH, NULL));
	phone_drain(self->owner);
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_WINK, NULL));
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	result = call_end(&call);
	/* The completion and the event of the lamp, but not the key. */
	EXPECT_TRUE(result == -ENODEV || (result > 0 && result <= 2)) {
		TH_LOG("%d", result);
	}
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, in_the_middle_of_reading_into_nothing)
{
	struct call call = {
		.function = do_read, .fd = self->owner,
		.size = 4 * sizeof(struct tphone_record),
	};
	int result;

	OPEN_TRAP(&self->trap);
	call.buf = self->trap.page;
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_WINK, NULL));
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, phone_revoke(self->owner));
	/* The record is put back to a revoked handle. */
	ASSERT_EQ(0, trap_break(&self->trap));
	result = call_end(&call);
	EXPECT_TRUE(result == -EFAULT || result == -ENODEV);
	EXPECT_TRUE(is_dead(self->owner));
}

TEST_F(revoke, in_the_middle_of_fetching)
{
	struct tphone_request devspecific = request_devspecific("abc", 3, 8);
	struct call call = { .function = do_fetch, .fd = self->owner, .size = 8 };
	struct tphone_record record;

	OPEN_TRAP(&self->trap);
	call.buf = self->trap.page;
	ASSERT_EQ(0, phone_submit_one(self->owner, &devspecific, &call.id));
	ASSERT_EQ(0, phone_completion(self->owner, call.id, &record));
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	/* The output was taken off before, so it may still arrive. */
	EXPECT_EQ(3, call_end(&call));
	EXPECT_TRUE(is_dead(self->owner));
}

/* STATE stops after its check of the handle, before it copies the state. */
static int do_state(struct call *call)
{
	return phone_ioctl(call->fd, TPHONE_IOC_STATE, call->buf);
}

TEST_F(revoke, in_the_middle_of_a_query)
{
	struct call call = { .function = do_state, .fd = self->owner };
	struct tphone_state *state, fed = { .size = sizeof(fed) };

	OPEN_TRAP(&self->trap);
	call.buf = self->trap.page;
	ASSERT_EQ(0, call_start(&call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
	ASSERT_EQ(0, phone_revoke(self->owner));
	ASSERT_EQ(0, trap_feed(&self->trap, &fed, sizeof(fed)));
	EXPECT_EQ(-ENODEV, call_end(&call));
	state = call.buf;
	EXPECT_EQ(0, state->seq);
}

/*
 * Evicting
 */

/* Open a node as that user. */
static int open_as(const char *path, uid_t uid, unsigned int role)
{
	int fd = -EPERM;

	if (!seteuid(uid)) {
		fd = phone_open(path, role);
		if (seteuid(0))
			_exit(1);
	}
	return fd;
}

FIXTURE(evict)
{
	struct sim sim;
	char node[64];
	int former;	/* handle of the user who was at the seat, the owner */
	int root;	/* handle of root, a monitor */
};

FIXTURE_SETUP(evict)
{
	struct stat st;

	SETUP_PHONE(&self->sim, "work");
	/* A node of the test's own, as udev sets the permissions of the other. */
	ASSERT_EQ(0, stat(self->sim.device, &st));
	snprintf(self->node, sizeof(self->node), "/dev/kselftest-%d", getpid());
	ASSERT_EQ(0, mknod(self->node, S_IFCHR | 0600, st.st_rdev));
	ASSERT_EQ(0, chown(self->node, FORMER, 0));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->root);
	self->former = open_as(self->node, FORMER, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->former);
}

FIXTURE_TEARDOWN(evict)
{
	unlink(self->node);
	close(self->former);
	close(self->root);
	sim_destroy(&self->sim);
}

#define EVICT(text)	sysfs_write(&self->sim, "evict", text)

TEST_F(evict, all)
{
	ASSERT_EQ(0, EVICT("all"));
	EXPECT_TRUE(is_dead(self->former));
	EXPECT_TRUE(is_dead(self->root));
	/* Another handle can use the phone. */
	close(self->root);
	self->root = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->root);
	EXPECT_TRUE(is_alive(self->root));
}

TEST_F(evict, all_cancels_as_the_last_close_does)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->former, 3, TPHONE_LAMPMODE_FLASH,
				  NULL));
	ASSERT_EQ(0, EVICT("all\n"));
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
}

TEST_F(evict, the_handles_of_one_user)
{
	ASSERT_EQ(0, EVICT("1001"));
	EXPECT_TRUE(is_alive(self->former));
	ASSERT_EQ(0, EVICT("1000"));
	EXPECT_TRUE(is_dead(self->former));
	EXPECT_TRUE(is_alive(self->root));
}

TEST_F(evict, who_may_not_open_it_any_more)
{
	int next, reader;

	ASSERT_EQ(0, EVICT("without-access"));
	EXPECT_TRUE(is_alive(self->former));
	/* The seat has a new user. */
	ASSERT_EQ(0, chown(self->node, NEXT, 0));
	EXPECT_EQ(-EACCES, open_as(self->node, FORMER, TPHONE_ROLE_NONE));
	EXPECT_TRUE(is_alive(self->former));
	ASSERT_EQ(0, EVICT("without-access\n"));
	EXPECT_TRUE(is_dead(self->former));
	EXPECT_TRUE(is_alive(self->root));
	next = open_as(self->node, NEXT, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, next);
	EXPECT_TRUE(is_alive(next));

	/* The access mode of the handle counts. */
	reader = open_as(self->node, NEXT, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, reader);
	close(reader);
	ASSERT_EQ(0, seteuid(NEXT));
	reader = open(self->node, O_RDONLY);
	ASSERT_EQ(0, seteuid(0));
	ASSERT_LE(0, reader);
	ASSERT_EQ(0, chmod(self->node, 0400));
	ASSERT_EQ(0, EVICT("without-access"));
	EXPECT_TRUE(is_dead(next));
	EXPECT_TRUE(is_alive(reader));
	close(reader);
	close(next);
}

TEST_F(evict, the_opener_counts_not_the_one_who_has_it_now)
{
	pid_t pid;

	/* The child inherits the handle. */
	pid = fork_child();
	if (!pid) {
		if (setresuid(NEXT, NEXT, NEXT))
			_exit(1);
		while (!is_dead(self->former))
			sleep_ms(5);
		_exit(0);
	}
	ASSERT_EQ(0, EVICT("1001"));
	EXPECT_TRUE(is_alive(self->former));
	ASSERT_EQ(0, EVICT("1000"));
	EXPECT_EQ(0, reap(pid));
}

TEST_F(evict, keys_that_the_next_one_presses_are_not_seen)
{
	struct tphone_record record;

	ASSERT_EQ(0, chown(self->node, NEXT, 0));
	ASSERT_EQ(0, EVICT("without-access"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	EXPECT_EQ(-ENODEV, phone_read(self->former, &record, 1));
	ASSERT_EQ(0, phone_next_event(self->root, TPHONE_EVENT_BUTTON,
				      &record));
	EXPECT_EQ(5, record.value[0]);
}

TEST_F(evict, only_three_words_and_only_root)
{
	static const char * const bad[] = {
		"", "\n", "some", "all of them", "-1", "1000 1001", "1000x",
		"4294967296", "4294967295", "without_access",
	};
	char path[128];
	struct stat st;
	unsigned int i;

	for (i = 1; i < sizeof(bad) / sizeof(*bad); i++) {
		EXPECT_GT(0, EVICT(bad[i])) {
			TH_LOG("\"%s\"", bad[i]);
		}
	}
	EXPECT_TRUE(is_alive(self->former));
	EXPECT_TRUE(is_alive(self->root));
	snprintf(path, sizeof(path), "/sys/class/tphone/%s/evict",
		 phone_name(&self->sim));
	ASSERT_EQ(0, stat(path, &st));
	EXPECT_EQ(0200, st.st_mode & 07777);
	EXPECT_EQ(0, st.st_uid);
}

/* Tasks that open, close and evict at the same time. */
struct crowd {
	pthread_t thread;
	const char *node;
	unsigned int role;
	bool *stop;
	unsigned int nr;
};

static void *open_and_close(void *data)
{
	struct crowd *crowd = data;

	while (!__atomic_load_n(crowd->stop, __ATOMIC_RELAXED)) {
		int fd = phone_open(crowd->node, crowd->role);

		if (fd >= 0) {
			crowd->nr++;
			submit_lamps(fd, 1, TPHONE_LAMPMODE_WINK, NULL);
			if (crowd->nr % 2)
				phone_revoke(fd);
			close(fd);
		}
	}
	return NULL;
}

TEST_F(evict, beside_opening_and_closing)
{
	struct crowd crowd[3];
	bool stop = false;
	struct tphone_state state;
	long long start;
	unsigned int i;

	ASSERT_EQ(0, EVICT("1000"));
	for (i = 0; i < 3; i++) {
		crowd[i] = (struct crowd){
			.node = self->sim.device, .stop = &stop,
			.role = i ? TPHONE_ROLE_MONITOR : TPHONE_ROLE_OWNER,
		};
		ASSERT_EQ(0, pthread_create(&crowd[i].thread, NULL,
					    open_and_close, &crowd[i]));
	}
	start = now_us();
	while (ms_since(start) < 500) {
		ASSERT_EQ(0, EVICT("without-access"));
		ASSERT_EQ(0, EVICT("1000"));
		ASSERT_EQ(0, EVICT("all"));
	}
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, pthread_join(crowd[i].thread, NULL));
		EXPECT_LT(0, crowd[i].nr);
	}
	close(self->root);
	self->root = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, self->root);
	ASSERT_EQ(0, phone_state(self->root, &state));
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(0, state.nr_monitors);
}

TEST_HARNESS_MAIN
