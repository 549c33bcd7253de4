// SPDX-License-Identifier: GPL-2.0-only
/*
 * Races with a system call that is stopped in the middle of copying user
 * memory: each place of copying, with each thing that can happen to the handle
 * meanwhile. Then the call goes on, or finds that the memory is bad. No other
 * task waits for this call, no operation is half accepted, no record is lost,
 * and the phone can be used.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sys/eventfd.h>

#include "fixture.h"
#include "trap.h"
#include "util.h"

#define OUTPUT_LEN	3

/* The places of submitting come first. */
enum place { ARGUMENT, REQUESTS, PAYLOAD, IDS, READ, FETCH };

/* In the cases from NOTIFY on, the handle stays the owner. */
enum happening {
	DETACH, DETACH_KEEP, CLOSE, UNPLUG, ROLE, NOTIFY, CANCEL, SUSPEND, BREAK,
};

static const char text[] = "Hello";

/* The result of an operation that is just being submitted. */
static const int results[] = {
	[DETACH] = -ESHUTDOWN,
	[DETACH_KEEP] = -ESHUTDOWN,
	[CLOSE] = 0,
	[UNPLUG] = -ENODEV,
	[ROLE] = -EPERM,
	[NOTIFY] = 0,
	[CANCEL] = 0,
	[SUSPEND] = -EHOSTDOWN,
	[BREAK] = -ENOTCONN,
};

/**
 * struct stop - a call that is stopped
 * @place: where
 * @trap: the page that stops it
 * @content: of the page, when it is provided
 * @size: bytes at @content
 * @fd: the owner, -1: closed
 * @eventfds: the one that is registered first, and the one that replaces it
 * @request: the operation
 * @argument: for submitting it
 * @id: of the operation, for reading and fetching
 * @call: the call
 */
struct stop {
	enum place place;
	struct trap trap;
	const void *content;
	size_t size;
	int fd;
	int eventfds[2];
	struct tphone_request request;
	struct tphone_submit argument;
	__u64 id;
	struct call call;
};

static bool is_submit(const struct stop *stop)
{
	return stop->place <= IDS;
}

static void put_in_trap(struct stop *stop, const void *content, size_t size)
{
	stop->content = content;
	stop->size = size;
}

static void prepare_submit(struct stop *stop)
{
	void *page = stop->trap.page;

	stop->request = request_display(0, 0, text);
	stop->argument = (struct tphone_submit){
		.size = sizeof(stop->argument),
		.requests_ptr = phone_pointer(&stop->request),
		.ids_ptr = phone_pointer(&stop->id),
		.nr_requests = 1,
		.request_size = sizeof(stop->request),
	};
	stop->call.function = do_submit;
	stop->call.buf = &stop->argument;
	switch (stop->place) {
	case ARGUMENT:
		stop->call.buf = page;
		put_in_trap(stop, &stop->argument, sizeof(stop->argument));
		break;
	case REQUESTS:
		stop->argument.requests_ptr = phone_pointer(page);
		put_in_trap(stop, &stop->request, sizeof(stop->request));
		break;
	case PAYLOAD:
		stop->request.data_ptr = phone_pointer(page);
		put_in_trap(stop, text, strlen(text));
		break;
	default:
		stop->argument.ids_ptr = phone_pointer(page);
		break;
	}
}

/* Complete an operation, and do not read its completion. */
static int prepare_read(struct stop *stop)
{
	int error;

	stop->request = request_devspecific("abc", 3, OUTPUT_LEN);
	error = phone_submit_one(stop->fd, &stop->request, &stop->id);
	if (error)
		return error;
	if (phone_poll(stop->fd, POLLPRI, PHONE_WAIT_MS) != POLLPRI)
		return -ETIMEDOUT;
	/* The core signals it after the completion can be read. */
	if (phone_poll(stop->eventfds[0], POLLIN, PHONE_WAIT_MS) != POLLIN)
		return -ETIMEDOUT;
	stop->call.function = stop->place == READ ? do_read : do_fetch;
	stop->call.buf = stop->trap.page;
	stop->call.size = stop->place == READ ? sizeof(struct tphone_record) :
						OUTPUT_LEN;
	stop->call.id = stop->id;
	return 0;
}

/* Forget the signals so far. */
static void reset_signal(int eventfd)
{
	__u64 count;

	while (read(eventfd, &count, sizeof(count)) > 0)
		;
}

static bool is_signalled(int eventfd, int timeout_ms)
{
	return phone_poll(eventfd, POLLIN, timeout_ms) == POLLIN;
}

/* An owner whose call is stopped: 0 or a negative errno. */
static int stop_begin(struct stop *stop, const char *device)
{
	int error;

	stop->fd = phone_open(device, TPHONE_ROLE_OWNER);
	if (stop->fd < 0)
		return stop->fd;
	/* Only completions matter here. */
	error = phone_mask(stop->fd, 0);
	if (!error)
		error = phone_notify(stop->fd, TPHONE_NOTIFY_COMPLETIONS,
				     stop->eventfds[0]);
	if (error)
		return error;
	if (is_submit(stop))
		prepare_submit(stop);
	else
		error = prepare_read(stop);
	stop->call.fd = stop->fd;
	if (!error)
		error = call_start(&stop->call);
	if (!error)
		error = trap_wait(&stop->trap, 1);
	/*
	 * A reader has put back the record that it could not copy, which
	 * signals.
	 */
	reset_signal(stop->eventfds[0]);
	return error;
}

static int happen(struct stop *stop, struct sim *sim, enum happening what)
{
	struct tphone_detach answer;
	int fd = stop->fd;

	switch (what) {
	case DETACH:
		return phone_detach(fd, 0, &answer);
	case DETACH_KEEP:
		return phone_detach_keep(fd, 0, &answer);
	case CLOSE:
		stop->fd = -1;
		return close(fd) ? -errno : 0;
	case UNPLUG:
		return sim_live(sim, false);
	case ROLE:
		return phone_role(fd, TPHONE_ROLE_MONITOR);
	case NOTIFY:
		return phone_notify(fd, TPHONE_NOTIFY_COMPLETIONS,
				    stop->eventfds[1]);
	case CANCEL:
		return phone_cancel_all(fd);
	case SUSPEND:
		return sim_user(sim, "suspend");
	case BREAK:
		return sim_user(sim, "unplug");
	}
	return -EINVAL;
}

static int eventfd_open(void)
{
	return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

FIXTURE(stopped)
{
	struct sim sim;
	int other;		/* a monitor that stays */
	struct stop stop;
};

FIXTURE_VARIANT(stopped)
{
	enum place place;
	enum happening what;
};

/* Something that happens, with each place. */
#define PAIRS(_name, _what)						\
	FIXTURE_VARIANT_ADD(stopped, argument_##_name)			\
	{ .place = ARGUMENT, .what = (_what) };				\
	FIXTURE_VARIANT_ADD(stopped, requests_##_name)			\
	{ .place = REQUESTS, .what = (_what) };				\
	FIXTURE_VARIANT_ADD(stopped, payload_##_name)			\
	{ .place = PAYLOAD, .what = (_what) };				\
	FIXTURE_VARIANT_ADD(stopped, ids_##_name)			\
	{ .place = IDS, .what = (_what) };				\
	FIXTURE_VARIANT_ADD(stopped, read_##_name)			\
	{ .place = READ, .what = (_what) };				\
	FIXTURE_VARIANT_ADD(stopped, fetch_##_name)			\
	{ .place = FETCH, .what = (_what) }

PAIRS(detach, DETACH);
PAIRS(detach_keep, DETACH_KEEP);
PAIRS(close, CLOSE);
PAIRS(unplug, UNPLUG);
PAIRS(role, ROLE);
PAIRS(notify, NOTIFY);
PAIRS(cancel, CANCEL);
PAIRS(suspend, SUSPEND);
PAIRS(broken_link, BREAK);

FIXTURE_SETUP(stopped)
{
	struct stop *stop = &self->stop;
	long long start;

	OPEN_TRAP(&stop->trap);
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->other);
	stop->place = variant->place;
	stop->eventfds[0] = eventfd_open();
	stop->eventfds[1] = eventfd_open();
	ASSERT_EQ(0, stop_begin(stop, self->sim.device));
	start = now_us();
	ASSERT_EQ(0, happen(stop, &self->sim, variant->what));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
}

FIXTURE_TEARDOWN(stopped)
{
	if (self->stop.fd >= 0)
		close(self->stop.fd);
	close(self->other);
	sim_destroy(&self->sim);
	trap_close(&self->stop.trap);
}

/* The next record, at once: 0 or a negative errno. */
static int next_at_once(int fd, struct tphone_record *record)
{
	phone_set_nonblocking(fd, true);
	return phone_read(fd, record, 1);
}

/* Check the handle after its last completion: "", or the first mistake. */
static const char *end_complaint(int fd, enum happening what)
{
	struct tphone_record record = {};
	int nr = next_at_once(fd, &record);

	switch (what) {
	case DETACH:
	case DETACH_KEEP:
		return nr ? "the detached handle has no end" : "";
	case UNPLUG:
		if (nr != 1 || record.type != TPHONE_RECORD_GONE)
			return "no record says that the phone is gone";
		return next_at_once(fd, &record) == -ENODEV ? "" :
		       "something comes after that";
	default:
		return nr == -EAGAIN ? "" : "there is another record";
	}
}

/* Nothing of the call is left, and the next owner can use the phone. */
static const char *rest_complaint(struct sim *sim, int other, int fd,
				  enum happening what)
{
	struct tphone_request request = request_ring(1, 1);
	bool owned = what >= NOTIFY;
	struct tphone_state state = {};

	if (what == SUSPEND)
		sim_user(sim, "resume");
	if (what == BREAK)
		sim_user(sim, "plug");
	if (what == UNPLUG) {
		if (sim_live(sim, true))
			return "it cannot be plugged in";
	} else if (phone_state(other, &state) || state.nr_outstanding ||
		   state.status & TPHONE_STATUS_DRAINING) {
		return "operations are outstanding";
	} else if (state.nr_owners != owned) {
		return "the number of owners is wrong";
	}
	if (!owned)
		fd = phone_open(sim->device, TPHONE_ROLE_OWNER);
	if (phone_execute(fd, &request, NULL))
		return "it cannot be used";
	if (!owned)
		close(fd);
	return "";
}

/* Check that the operation was accepted, or not at all. */
static const char *submit_complaint(struct stop *stop, struct sim *sim,
				    bool accepted)
{
	struct tphone_record record = {};

	if (accepted && sim_wait(sim, "completed", 1))
		return "the operation does not end";
	if (sim_number(sim, "submitted") != accepted)
		return "the phone saw something else than was accepted";
	if (!accepted || stop->fd < 0)
		return "";
	if (phone_next_completion(stop->fd, &record) || record.status)
		return "no completion";
	if (stop->place == IDS)
		memcpy(&stop->id, stop->trap.page, sizeof(stop->id));
	return record.id == stop->id ? "" : "the record has another id";
}

/*
 * Records and output that were not delivered are still there, others are not.
 */
static const char *read_complaint(struct stop *stop, bool fed)
{
	const struct tphone_record *read = (void *)stop->trap.page;
	struct tphone_record record = {};
	char buf[OUTPUT_LEN + 1] = "";

	if (fed && stop->place == READ && read->id != stop->id)
		return "another record was read";
	if (fed && stop->place == FETCH && strcmp(stop->trap.page, "cba"))
		return "other output was fetched";
	if (stop->fd < 0)
		return "";
	if ((!fed || stop->place == FETCH) &&
	    (next_at_once(stop->fd, &record) != 1 || record.id != stop->id))
		return "the completion is lost";
	if (fed && stop->place == FETCH)
		return phone_fetch(stop->fd, stop->id, buf, OUTPUT_LEN) < 0 ?
		       "" : "the output can be fetched twice";
	if (phone_fetch(stop->fd, stop->id, buf, OUTPUT_LEN) != OUTPUT_LEN)
		return "the output is lost";
	return strcmp(buf, "cba") ? "it is other output" : "";
}

/* Only the eventfd that is registered when a record comes is signalled. */
static const char *signal_complaint(struct stop *stop, bool fed)
{
	bool due = is_submit(stop) ? fed : !fed;

	if (is_signalled(stop->eventfds[0], 0))
		return "the eventfd that was replaced is signalled";
	/*
	 * A reader that waits for its memory holds no record, and FETCH takes
	 * none off the queue, so there was one when the eventfd was registered.
	 */
	if (stop->place == READ || stop->place == FETCH)
		due = true;
	/* A record can be read a moment before it is signalled. */
	if (is_signalled(stop->eventfds[1], due ? PHONE_WAIT_MS : 0) == due)
		return "";
	return due ? "no signal" : "a signal for nothing";
}

static int expected_result(const struct stop *stop, enum happening what)
{
	if (is_submit(stop))
		return results[what];
	return stop->place == READ ? 1 : OUTPUT_LEN;
}

/* The handle that was stopped, if it is still open, and the phone are in order. */
static void expect_the_rest(struct __test_metadata *_metadata,
			    FIXTURE_DATA(stopped) *self, enum happening what)
{
	int fd = self->stop.fd;

	if (fd >= 0) {
		EXPECT_STREQ("", end_complaint(fd, what));
		phone_set_nonblocking(fd, false);
	}
	EXPECT_STREQ("", rest_complaint(&self->sim, self->other, fd, what));
}

TEST_F(stopped, goes_on)
{
	int expected = expected_result(&self->stop, variant->what);
	struct stop *stop = &self->stop;
	const char *complaint;

	ASSERT_EQ(0, trap_feed(&stop->trap, stop->content, stop->size));
	EXPECT_EQ(expected, call_end(&stop->call));
	if (is_submit(stop))
		complaint = submit_complaint(stop, &self->sim, expected >= 0);
	else
		complaint = read_complaint(stop, true);
	EXPECT_STREQ("", complaint);
	if (variant->what == NOTIFY)
		EXPECT_STREQ("", signal_complaint(stop, true));
	expect_the_rest(_metadata, self, variant->what);
}

TEST_F(stopped, finds_that_the_memory_is_bad)
{
	struct stop *stop = &self->stop;
	const char *complaint;

	ASSERT_EQ(0, trap_break(&stop->trap));
	EXPECT_EQ(-EFAULT, call_end(&stop->call));
	if (variant->what == NOTIFY)
		EXPECT_STREQ("", signal_complaint(stop, false));
	if (is_submit(stop))
		complaint = submit_complaint(stop, &self->sim, false);
	else
		complaint = read_complaint(stop, false);
	EXPECT_STREQ("", complaint);
	expect_the_rest(_metadata, self, variant->what);
}

/*
 * A process that is killed while it is stopped
 */
FIXTURE(killed)
{
	struct sim sim;
	int other;
};

FIXTURE_VARIANT(killed)
{
	enum place place;
};

FIXTURE_VARIANT_ADD(killed, argument) { .place = ARGUMENT };
FIXTURE_VARIANT_ADD(killed, requests) { .place = REQUESTS };
FIXTURE_VARIANT_ADD(killed, payload) { .place = PAYLOAD };
FIXTURE_VARIANT_ADD(killed, ids) { .place = IDS };
FIXTURE_VARIANT_ADD(killed, read) { .place = READ };
FIXTURE_VARIANT_ADD(killed, fetch) { .place = FETCH };

FIXTURE_SETUP(killed)
{
	struct trap trap;

	OPEN_TRAP(&trap);
	trap_close(&trap);
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->other);
}

TEARDOWN_HANDLE(killed, other)

/* The page belongs to the memory of the process, so it makes it itself. */
static pid_t start_victim(const char *device, enum place place, int ready)
{
	struct stop stop = { .place = place };
	pid_t pid = fork_child();
	char byte = 0;

	if (pid)
		return pid;
	stop.eventfds[0] = eventfd_open();
	if (trap_open(&stop.trap) || stop_begin(&stop, device) ||
	    write(ready, &byte, 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

TEST_F(killed, leaves_nothing)
{
	bool submits = variant->place <= IDS;
	long long start;
	int ready[2];
	char byte;
	pid_t pid;

	ASSERT_EQ(0, pipe(ready));
	pid = start_victim(self->sim.device, variant->place, ready[1]);
	close(ready[1]);
	ASSERT_EQ(1, read(ready[0], &byte, 1));
	start = now_us();
	ASSERT_EQ(0, kill(pid, SIGKILL));
	EXPECT_EQ(128 + SIGKILL, reap(pid));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	EXPECT_EQ(!submits, sim_number(&self->sim, "submitted"));
	EXPECT_STREQ("", rest_complaint(&self->sim, self->other, -1, CLOSE));
	close(ready[0]);
}

TEST_HARNESS_MAIN
