// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running out of descriptors and of memory, including a process that the kernel
 * kills for lack of memory. Existing handles go on working and can be closed.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "cgroup.h"
#include "descriptor.h"
#include "fixture.h"
#include "util.h"

#define NR_HELD		10

/* The number of handles of a phone, with and without a role; -1: no debugfs. */
static int count_handles(const struct sim *sim)
{
	char text[16384], path[128];
	const char *at = text;
	int nr = 0;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(sim));
	if (file_read(path, text, sizeof(text)))
		return -1;
	for (; (at = strstr(at, "\nhandle ")); at++)
		nr++;
	return nr;
}

/* The number of completions that came twice, 0 also without debugfs. */
static long long count_twice(const struct sim *sim)
{
	char text[16384], path[128];
	long long nr = 0;
	char *at;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(sim));
	if (file_read(path, text, sizeof(text)))
		return 0;
	at = strstr(text, "\ndouble_completions ");
	if (!at || sscanf(at, "\ndouble_completions %lld", &nr) != 1)
		return -1;
	return nr;
}

static int submit_rings(int fd, unsigned int nr, __u64 *ids)
{
	struct tphone_request requests[128];
	unsigned int i;

	for (i = 0; i < nr; i++)
		requests[i] = request_ring(0, 0);
	return phone_submit_many(fd, requests, nr, ids);
}

/*
 * Descriptors
 */
FIXTURE(descriptors)
{
	struct sim sim;
	int owner;
	int monitor;
};

FIXTURE_SETUP(descriptors)
{
	SETUP_OWNER(&self->sim, "work", &self->owner);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
}

TEARDOWN_PHONE(descriptors)

/* Limit this process to the descriptors that it has. */
static int no_more_descriptors(void)
{
	struct rlimit limit;
	int fd = eventfd(0, 0);

	if (fd < 0 || getrlimit(RLIMIT_NOFILE, &limit))
		return -errno;
	close(fd);
	/* The lowest that is free; all below are in use. */
	limit.rlim_cur = fd;
	return setrlimit(RLIMIT_NOFILE, &limit) ? -errno : 0;
}

static int descriptors_again(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return -errno;
	limit.rlim_cur = limit.rlim_max;
	return setrlimit(RLIMIT_NOFILE, &limit) ? -errno : 0;
}

TEST_F(descriptors, opening_leaves_nothing)
{
	struct tphone_state state;
	int nr = count_handles(&self->sim);

	ASSERT_EQ(0, no_more_descriptors());
	EXPECT_EQ(-EMFILE, phone_open(self->sim.device, TPHONE_ROLE_NONE));
	EXPECT_EQ(-EMFILE, phone_open(self->sim.device, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_state(self->owner, &state));
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	ASSERT_EQ(0, descriptors_again());
	EXPECT_EQ(nr, count_handles(&self->sim));
	EXPECT_LE(0, phone_open(self->sim.device, TPHONE_ROLE_MONITOR));
}

/* Each call with a handle that is open, and none needs a descriptor. */
TEST_F(descriptors, calls_need_none)
{
	struct tphone_record record;
	struct tphone_request request;
	struct tphone_button button;
	struct tphone_detach detach;
	struct tphone_state state;
	struct tphone_info info;
	char buf[256];
	__u64 id;
	__u64 count;
	int event = eventfd(0, EFD_NONBLOCK);
	int bare = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, event);
	ASSERT_LE(0, bare);
	ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "3"));
	ASSERT_EQ(0, no_more_descriptors());

	EXPECT_EQ(0, phone_info(self->owner, &info));
	EXPECT_EQ(0, phone_state(self->owner, &state));
	EXPECT_LE(0, phone_lamp_mode(self->owner, FIRST_LAMP));
	EXPECT_EQ(0, phone_button(self->owner, FIRST_LAMP, &button));
	EXPECT_LE(0, phone_display(self->owner, buf, sizeof(buf), NULL));
	EXPECT_LE(0, phone_data(self->owner, 0, 0, buf, sizeof(buf), NULL));
	EXPECT_EQ(0, phone_mask(self->owner, TPHONE_EVENTS_DEFAULT));
	EXPECT_EQ(0, phone_notify(self->owner, TPHONE_NOTIFY_COMPLETIONS,
				  event));

	request = request_devspecific("abcd", 4, 4);
	EXPECT_EQ(0, phone_execute(self->owner, &request, &record));
	EXPECT_EQ(4, phone_fetch(self->owner, record.id, buf, 4));
	/* The kernel signals it after the completion can be read. */
	EXPECT_EQ(POLLIN, phone_poll(event, POLLIN, PHONE_WAIT_MS));
	EXPECT_EQ(sizeof(count), read(event, &count, sizeof(count)));
	EXPECT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_STEADY,
				  NULL));
	EXPECT_EQ(POLLIN, phone_poll(self->owner, POLLIN, PHONE_WAIT_MS));
	EXPECT_EQ(0, phone_next_completion(self->owner, &record));
	EXPECT_EQ(0, record.status);

	/* The third is held. */
	request = request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_FLASH);
	EXPECT_EQ(0, phone_submit_one(self->owner, &request, &id));
	EXPECT_EQ(1, phone_cancel_id(self->owner, id));
	EXPECT_EQ(0, phone_completion(self->owner, id, &record));
	EXPECT_EQ(-ECANCELED, record.status);
	EXPECT_EQ(0, phone_next_event(self->monitor, TPHONE_EVENT_LAMP,
				      &record));

	EXPECT_EQ(0, phone_role(bare, TPHONE_ROLE_MONITOR));
	EXPECT_EQ(0, phone_detach(self->owner, 0, &detach));
	EXPECT_EQ(0, detach.was_last);
	EXPECT_EQ(0, phone_role(bare, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_state(bare, &state));
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	EXPECT_EQ(-EMFILE, phone_open(self->sim.device, TPHONE_ROLE_NONE));
	ASSERT_EQ(0, descriptors_again());
}

/* Receive in a process that has no descriptor for it. Its exit status. */
static int receive_in_vain(int socket)
{
	pid_t pid = fork_child();
	int status = 0;

	if (!pid) {
		if (no_more_descriptors())
			status = 1;
		else if (receive_fd(socket) != -EMFILE)
			status = 2;
		_exit(status);
	}
	return reap(pid);
}

TEST_F(descriptors, the_sender_keeps_what_did_not_arrive)
{
	struct tphone_state state;
	int nr = count_handles(&self->sim);
	int sockets[2];

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	ASSERT_EQ(0, send_fd(sockets[0], self->owner));
	ASSERT_EQ(0, receive_in_vain(sockets[1]));
	EXPECT_EQ(nr, count_handles(&self->sim));
	EXPECT_EQ(0, phone_state(self->owner, &state));
	EXPECT_EQ(TPHONE_ROLE_OWNER, state.role);
	EXPECT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_STEADY,
				  NULL));

	/* No other reference keeps it. */
	close(self->owner);
	EXPECT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	if (nr >= 0)
		EXPECT_EQ(nr - 1, count_handles(&self->sim));
}

/*
 * The message has the only reference: a receiver that cannot take it closes it.
 */
TEST_F(descriptors, what_only_a_message_has_is_closed)
{
	struct tphone_record record;
	struct tphone_state state;
	int nr = count_handles(&self->sim);
	int sockets[2];

	phone_drain(self->monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(3, submit_lamps(self->owner, 3, TPHONE_LAMPMODE_STEADY,
				  NULL));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	ASSERT_EQ(0, send_fd(sockets[0], self->owner));
	close(self->owner);
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(1, state.nr_owners);
	ASSERT_EQ(0, receive_in_vain(sockets[1]));
	EXPECT_EQ(0, phone_next_event(self->monitor, TPHONE_EVENT_OWNER,
				      &record));
	EXPECT_EQ(0, record.value[0]);
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(3, state.nr_outstanding);
	EXPECT_TRUE(state.status & TPHONE_STATUS_DRAINING);
	if (nr >= 0)
		EXPECT_EQ(nr - 1, count_handles(&self->sim));
	close(self->monitor);
	EXPECT_EQ(3, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(3, sim_number(&self->sim, "completed"));
}

/*
 * Memory
 */
#define GROUP_LIMIT	(16 * 1024 * 1024)
#define GROUP_TOO_MUCH	(4 * GROUP_LIMIT)

/**
 * struct victim - memory that a process in the group shares with the test
 * @stage: the stage that it has reached, or may reach
 * @complaint: the first mistake; empty: none
 */
struct victim {
	int stage;
	char complaint[256];
};

enum stage {
	STAGE_STARTED,
	STAGE_READY,
	STAGE_GO,
};

FIXTURE(memory)
{
	struct sim sim;
	struct victim *victim;
	char group[64];
};

FIXTURE_SETUP(memory)
{
	if (sim_missing())
		SKIP(return, "%s", sim_missing());
	snprintf(self->group, sizeof(self->group), "/tphone-%d", getpid());
	if (!cgroup_create(self->group, GROUP_LIMIT))
		SKIP(return, CGROUP_MISSING);
	self->victim = shared_memory(sizeof(*self->victim));
	EXPECT_NE(NULL, self->victim);
	EXPECT_EQ(0, sim_create(&self->sim));
	EXPECT_EQ(0, sim_set(&self->sim, "complete_in", "inline"));
	EXPECT_EQ(0, sim_set(&self->sim, "max_payload", "65536"));
	EXPECT_EQ(0, sim_set(&self->sim, "hold", "1"));
	EXPECT_EQ(0, sim_live(&self->sim, true));
}

FIXTURE_TEARDOWN(memory)
{
	sim_destroy(&self->sim);
	EXPECT_EQ(0, cgroup_remove(self->group));
}

static void set_stage(struct victim *victim, enum stage stage)
{
	__atomic_store_n(&victim->stage, stage, __ATOMIC_RELEASE);
}

static int wait_for_stage(struct victim *victim, enum stage stage)
{
	long long start = now_us();

	while (__atomic_load_n(&victim->stage, __ATOMIC_ACQUIRE) < stage) {
		if (ms_since(start) > PHONE_WAIT_MS)
			return -ETIMEDOUT;
		sleep_ms(2);
	}
	return 0;
}

/*
 * Holds operations and two handles, and then takes more memory than there is.
 */
static int be_killed(const char *group, const char *device,
		     struct victim *victim)
{
	int owner, monitor;
	char *memory;

	if (cgroup_write(group, "cgroup.procs", "0"))
		return 1;
	monitor = phone_open(device, TPHONE_ROLE_MONITOR);
	owner = phone_open(device, TPHONE_ROLE_OWNER);
	if (monitor < 0 || owner < 0)
		return 2;
	if (submit_rings(owner, NR_HELD, NULL) != NR_HELD)
		return 3;
	set_stage(victim, STAGE_READY);
	if (wait_for_stage(victim, STAGE_GO))
		return 4;
	memory = mmap(NULL, GROUP_TOO_MUCH, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return 5;
	memset(memory, 1, GROUP_TOO_MUCH);
	return 6;
}

static pid_t start_victim(FIXTURE_DATA(memory) *self)
{
	pid_t pid = fork_child();

	if (!pid)
		_exit(be_killed(self->group, self->sim.device, self->victim));
	return pid;
}

/* The kernel has killed it for lack of memory. */
#define EXPECT_OUT_OF_MEMORY(pid) do {					\
	EXPECT_EQ(128 + SIGKILL, reap(pid));				\
	EXPECT_EQ(1, cgroup_event(self->group, "oom_kill"));		\
} while (0)

TEST_F_TIMEOUT(memory, killed_while_others_watch, 120)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	struct tphone_record record;
	struct tphone_state state;
	int nr = count_handles(&self->sim);
	int owner;
	pid_t pid;

	ASSERT_LE(0, monitor);
	pid = start_victim(self);
	EXPECT_EQ(0, wait_for_stage(self->victim, STAGE_READY));
	EXPECT_EQ(-EBUSY, phone_open(self->sim.device, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(2, state.nr_monitors);
	EXPECT_EQ(NR_HELD, state.nr_outstanding);
	phone_drain(monitor);

	set_stage(self->victim, STAGE_GO);
	EXPECT_OUT_OF_MEMORY(pid);
	EXPECT_EQ(0, phone_next_event(monitor, TPHONE_EVENT_OWNER, &record));
	EXPECT_EQ(0, record.value[0]);
	EXPECT_EQ(nr, count_handles(&self->sim));
	EXPECT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	EXPECT_TRUE(state.status & TPHONE_STATUS_DRAINING);

	/* It was not the last handle, so its operations stay outstanding. */
	EXPECT_EQ(NR_HELD, state.nr_outstanding);
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, owner);
	EXPECT_EQ(1, submit_rings(owner, 1, NULL));
	EXPECT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(NR_HELD + 1, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(NR_HELD + 1, sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_EQ(0, count_twice(&self->sim));
	EXPECT_EQ(0, phone_next_completion(owner, &record));
	EXPECT_EQ(0, phone_state(owner, &state));
	EXPECT_EQ(0, state.nr_outstanding);
	EXPECT_FALSE(state.status & TPHONE_STATUS_DRAINING);
	close(owner);
	close(monitor);
}

TEST_F_TIMEOUT(memory, killed_as_the_last, 120)
{
	struct tphone_state state;
	pid_t pid = start_victim(self);
	int owner;

	EXPECT_EQ(0, wait_for_stage(self->victim, STAGE_READY));
	set_stage(self->victim, STAGE_GO);
	EXPECT_OUT_OF_MEMORY(pid);
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(NR_HELD, sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_EQ(0, count_twice(&self->sim));
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, owner);
	EXPECT_EQ(0, phone_state(owner, &state));
	EXPECT_EQ(0, state.nr_monitors);
	EXPECT_EQ(0, state.nr_outstanding);
	close(owner);
}

/*
 * A process whose limit is 0, so no charge succeeds any more. It may not be
 * killed for that, so allocations fail with ENOMEM. Its own memory is locked.
 */
#define NR_BEFORE	110
#define MAX_TRIES	50
#define STACK_NEEDED	(256 * 1024)

/**
 * struct starving - a process without memory
 * @victim: for complaints
 * @device: the phone
 * @owner: a handle with @nr operations, which are held
 * @monitor: another one
 * @event: signalled for completions of @owner
 * @release: attribute of the simulator, open, as the next three
 * @live: the same
 * @held: the same
 * @nr: how many operations were accepted
 * @ids: those of the first
 */
struct starving {
	struct victim *victim;
	const char *device;
	int owner;
	int monitor;
	int event;
	int release;
	int live;
	int held;
	int nr;
	__u64 ids[NR_BEFORE];
};

/* Keep the first complaint only. */
static void expect(struct starving *self, const char *what, long long expected,
		   long long seen)
{
	char *complaint = self->victim->complaint;

	if (seen != expected && !complaint[0])
		snprintf(complaint, sizeof(self->victim->complaint),
			 "%s: %lld, not %lld", what, seen, expected);
}

static int open_attribute(struct sim *sim, const char *attribute, int flags)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", sim->path, attribute);
	return open(path, flags | O_CLOEXEC);
}

static long long read_number(int fd)
{
	char text[32] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) < 0)
		return -errno;
	return strtoll(text, NULL, 10);
}

static __attribute__((noinline)) void touch_stack(void)
{
	char stack[STACK_NEEDED];

	memset(stack, 1, sizeof(stack));
	/* Keep the compiler from dropping the array. */
	__asm__ __volatile__("" : : "r" (stack) : "memory");
}

static int starve(struct starving *self, struct sim *sim, const char *group)
{
	char path[256];
	int limit;

	if (cgroup_write(group, "cgroup.procs", "0") ||
	    file_write("/proc/self/oom_score_adj", "-1000"))
		return -EPERM;
	self->device = sim->device;
	self->monitor = phone_open(sim->device, TPHONE_ROLE_MONITOR);
	self->owner = phone_open(sim->device, TPHONE_ROLE_OWNER);
	self->event = eventfd(0, EFD_NONBLOCK);
	self->release = open_attribute(sim, "release", O_WRONLY);
	self->live = open_attribute(sim, "live", O_WRONLY);
	self->held = open_attribute(sim, "held", O_RDONLY);
	snprintf(path, sizeof(path), CGROUP_ROOT "%s/memory.max", group);
	limit = open(path, O_WRONLY | O_CLOEXEC);
	if (self->monitor < 0 || self->owner < 0 || self->event < 0 ||
	    self->release < 0 || self->live < 0 || self->held < 0 || limit < 0)
		return -EMFILE;
	if (phone_notify(self->owner, TPHONE_NOTIFY_COMPLETIONS, self->event))
		return -EIO;
	self->nr = submit_rings(self->owner, NR_BEFORE, self->ids);
	if (self->nr != NR_BEFORE)
		return -EAGAIN;
	touch_stack();
	if (mlockall(MCL_CURRENT) || write(limit, "0", 1) != 1)
		return -errno;
	return 0;
}

/*
 * The kernel keeps the rest of a page for later small objects: use it up, too.
 */
static void exhaust(struct starving *self)
{
	static char payload[2048];
	static const unsigned int sizes[] = { 2048, 512, 128, 32, 1 };
	struct tphone_request request;
	int error, i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		request = request_devspecific(payload, sizes[i], 0);
		while (!(error = phone_submit_one(self->owner, &request, NULL)))
			self->nr++;
		expect(self, "submitting", -ENOMEM, error);
	}
}

/* Memory that other tasks have freed meanwhile may be enough for one more. */
static void expect_no_memory(struct starving *self, const char *what,
			     int (*call)(struct starving *self))
{
	int error, i;

	for (i = 0; i < MAX_TRIES; i++) {
		exhaust(self);
		error = call(self);
		if (error < 0)
			break;
	}
	expect(self, what, -ENOMEM, error);
}

static int do_open(struct starving *self)
{
	return phone_open(self->device, TPHONE_ROLE_NONE);
}

static int do_notify(struct starving *self)
{
	return phone_notify(self->monitor, TPHONE_NOTIFY_EVENTS, self->event);
}

static int do_state_with_lamps(struct starving *self)
{
	__u32 lamps[64];
	struct tphone_state state = {
		.size = sizeof(state),
		.nr_lamps = ARRAY_SIZE(lamps),
		.lamps_ptr = phone_pointer(lamps),
	};

	return phone_ioctl(self->monitor, TPHONE_IOC_STATE, &state);
}

static int do_display(struct starving *self)
{
	char text[1024];

	return phone_display(self->monitor, text, sizeof(text), NULL);
}

static int do_data(struct starving *self)
{
	char data[1024];

	return phone_data(self->monitor, 1, 0, data, sizeof(data), NULL);
}

static int do_large_payload(struct starving *self)
{
	static char payload[65536];
	struct tphone_request request =
		request_devspecific(payload, sizeof(payload), 0);

	return phone_submit_one(self->owner, &request, NULL);
}

static int do_large_reply(struct starving *self)
{
	struct tphone_request request = request_devspecific("a", 1, 65536);

	return phone_submit_one(self->owner, &request, NULL);
}

static void call_everything(struct starving *self)
{
	struct tphone_state before, after;

	expect(self, "state", 0, phone_state(self->monitor, &before));
	expect_no_memory(self, "opening", do_open);
	expect_no_memory(self, "registering an eventfd", do_notify);
	expect_no_memory(self, "state with lamps", do_state_with_lamps);
	expect_no_memory(self, "display", do_display);
	expect_no_memory(self, "data", do_data);
	expect_no_memory(self, "large payload", do_large_payload);
	expect_no_memory(self, "large reply", do_large_reply);
	/* Only accepted operations have had an effect. */
	expect(self, "state", 0, phone_state(self->monitor, &after));
	expect(self, "owners", 1, after.nr_owners);
	expect(self, "monitors", 1, after.nr_monitors);
	expect(self, "outstanding", self->nr, after.nr_outstanding);
	expect(self, "seq", before.seq, after.seq);
	expect(self, "held", self->nr, read_number(self->held));
}

/* Read @nr completions, all with this status. */
static void read_completions(struct starving *self, int nr, int status)
{
	struct tphone_record record;
	int error = 0;
	int i;

	for (i = 0; i < nr && !error; i++) {
		error = phone_next_completion(self->owner, &record);
		expect(self, "reading", 0, error);
		if (!error)
			expect(self, "status", status, record.status);
	}
}

static void end_everything(struct starving *self)
{
	struct tphone_detach detach;
	struct tphone_state state;
	__u64 count;
	int i;

	exhaust(self);
	for (i = 0; i < NR_HELD; i++)
		expect(self, "cancelling one", 1,
		       phone_cancel_id(self->owner, self->ids[i]));
	expect(self, "eventfd", sizeof(count),
	       read(self->event, &count, sizeof(count)));
	read_completions(self, NR_HELD, -ECANCELED);
	expect(self, "releasing", 2, write(self->release, "10", 2));
	read_completions(self, 10, 0);
	self->nr -= NR_HELD + 10;
	expect(self, "cancelling all", self->nr,
	       phone_cancel_all(self->owner));
	read_completions(self, self->nr, -ECANCELED);
	expect(self, "quiet", true, phone_is_quiet(self->owner));
	expect(self, "state", 0, phone_state(self->owner, &state));
	expect(self, "outstanding", 0, state.nr_outstanding);
	expect(self, "detaching", 0, phone_detach(self->owner, 0, &detach));
	expect(self, "detaching the last", 0,
	       phone_detach(self->monitor, 0, &detach));
	expect(self, "was last", 1, detach.was_last);
}

static void close_everything(struct starving *self)
{
	struct tphone_state state;

	exhaust(self);
	close(self->owner);
	expect(self, "state", 0, phone_state(self->monitor, &state));
	expect(self, "owners", 0, state.nr_owners);
	expect(self, "outstanding", self->nr, state.nr_outstanding);
	close(self->monitor);
	/* That was the last close. */
	expect(self, "held", 0, read_number(self->held));
}

static void unplug(struct starving *self)
{
	struct tphone_record record;

	exhaust(self);
	phone_drain(self->monitor);
	expect(self, "unplugging", 1, write(self->live, "0", 1));
	read_completions(self, self->nr, -ENODEV);
	expect(self, "reading the end", 0, phone_next(self->owner, &record));
	expect(self, "the end", TPHONE_RECORD_GONE, record.type);
	expect(self, "reading on", -ENODEV, phone_next(self->owner, &record));
	expect(self, "reading the end", 0, phone_next(self->monitor, &record));
	expect(self, "the end", TPHONE_RECORD_GONE, record.type);
	close(self->owner);
	close(self->monitor);
}

/* Run the test in a process of its own; returns its exit status. */
static int starve_and(FIXTURE_DATA(memory) *self,
		      void (*function)(struct starving *self))
{
	static struct starving starving;
	pid_t pid = fork_child();
	int error;

	if (!pid) {
		starving.victim = self->victim;
		error = starve(&starving, &self->sim, self->group);
		if (!error)
			function(&starving);
		_exit(-error);
	}
	return reap(pid);
}

TEST_F_TIMEOUT(memory, calls_fail_without_it, 120)
{
	EXPECT_EQ(0, starve_and(self, call_everything));
	EXPECT_STREQ("", self->victim->complaint);
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
}

TEST_F_TIMEOUT(memory, ending_needs_none, 120)
{
	EXPECT_EQ(0, starve_and(self, end_everything));
	EXPECT_STREQ("", self->victim->complaint);
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_EQ(sim_number(&self->sim, "submitted"),
		  sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, count_twice(&self->sim));
}

TEST_F_TIMEOUT(memory, closing_needs_none, 120)
{
	EXPECT_EQ(0, starve_and(self, close_everything));
	EXPECT_STREQ("", self->victim->complaint);
	EXPECT_EQ(sim_number(&self->sim, "submitted"),
		  sim_number(&self->sim, "cancelled"));
	EXPECT_EQ(sim_number(&self->sim, "submitted"),
		  sim_number(&self->sim, "completed"));
	EXPECT_EQ(0, count_twice(&self->sim));
}

TEST_F_TIMEOUT(memory, unplugging_needs_none, 120)
{
	EXPECT_EQ(0, starve_and(self, unplug));
	EXPECT_STREQ("", self->victim->complaint);
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_EQ(sim_number(&self->sim, "submitted"),
		  sim_number(&self->sim, "completed"));
}

TEST_HARNESS_MAIN
