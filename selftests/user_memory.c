// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls and events while the kernel is stopped in the middle of copying user
 * memory.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <sys/uio.h>

#include "fixture.h"
#include "trap.h"
#include "util.h"

/* The time until a thread that was started sleeps in its system call. */
#define FALL_ASLEEP_MS	200

#define NR_HOARDERS	8
#define BATCH		128
#define RING_SIZE	256

/*
 * Submitting: one operation, stopped at any of the places where user memory is
 * copied. The state after the copy decides, and no operation is half accepted.
 */
enum place {
	ARGUMENT,
	REQUESTS,
	PAYLOAD,
	IDS,
};

static const char text[] = "Hello";

FIXTURE(stopped_submit)
{
	struct sim sim;
	struct trap trap;
	int fd;
	struct tphone_request request;
	struct tphone_submit argument;
	__u64 id;
	struct call call;
	const void *content;	/* of the page, when it is provided */
	size_t size;
};

FIXTURE_VARIANT(stopped_submit)
{
	enum place place;
};

FIXTURE_VARIANT_ADD(stopped_submit, argument) { .place = ARGUMENT };
FIXTURE_VARIANT_ADD(stopped_submit, requests) { .place = REQUESTS };
FIXTURE_VARIANT_ADD(stopped_submit, payload) { .place = PAYLOAD };
FIXTURE_VARIANT_ADD(stopped_submit, ids) { .place = IDS };

FIXTURE_SETUP(stopped_submit)
{
	void *page;

	OPEN_TRAP(&self->trap);
	page = self->trap.page;
	SETUP_OWNER(&self->sim, "work", &self->fd);
	self->request = request_display(0, 0, text);
	self->argument = (struct tphone_submit){
		.size = sizeof(self->argument),
		.requests_ptr = phone_pointer(&self->request),
		.ids_ptr = phone_pointer(&self->id),
		.nr_requests = 1,
		.request_size = sizeof(self->request),
	};
	self->call = (struct call){
		.function = do_submit, .fd = self->fd, .buf = &self->argument,
	};
	self->content = text;
	self->size = sizeof(text);
	switch (variant->place) {
	case ARGUMENT:
		self->call.buf = page;
		self->content = &self->argument;
		self->size = sizeof(self->argument);
		break;
	case REQUESTS:
		self->argument.requests_ptr = phone_pointer(page);
		self->content = &self->request;
		self->size = sizeof(self->request);
		break;
	case PAYLOAD:
		self->request.data_ptr = phone_pointer(page);
		break;
	case IDS:
		self->argument.ids_ptr = phone_pointer(page);
		break;
	}
	ASSERT_EQ(0, call_start(&self->call));
	ASSERT_EQ(0, trap_wait(&self->trap, 1));
}

FIXTURE_TEARDOWN(stopped_submit)
{
	close(self->fd);
	sim_destroy(&self->sim);
	trap_close(&self->trap);
}

TEST_F(stopped_submit, goes_on)
{
	struct tphone_record record;
	char shown[256];

	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(0, call_end(&self->call));
	ASSERT_EQ(0, phone_next_completion(self->fd, &record));
	EXPECT_EQ(0, record.status);
	EXPECT_EQ(1, sim_number(&self->sim, "submitted"));
	ASSERT_LT(0, phone_display(self->fd, shown, sizeof(shown), NULL));
	EXPECT_EQ(0, strncmp(text, shown, strlen(text)));
	if (variant->place == IDS)
		memcpy(&self->id, self->trap.page, sizeof(self->id));
	EXPECT_EQ(record.id, self->id);
}

TEST_F(stopped_submit, disturbs_nobody)
{
	long long start = now_us();
	struct tphone_state state;
	int other;

	/*
	 * Another handle is opened, queries, takes a role, reads and is closed.
	 */
	other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, other);
	ASSERT_EQ(0, phone_state(other, &state));
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(0, sim_user(&self->sim, "press 5"));
	EXPECT_FALSE(phone_is_quiet(other));
	close(other);
	/* The stopped handle works as well. */
	EXPECT_LE(1, phone_drain(self->fd));
	EXPECT_EQ(0, phone_cancel_all(self->fd));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(0, call_end(&self->call));
}

TEST_F(stopped_submit, does_not_keep_the_phone_plugged_in)
{
	struct tphone_record record;
	long long start = now_us();

	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(-ENODEV, call_end(&self->call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	/* Nothing was accepted, so nothing completes. */
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(TPHONE_RECORD_GONE, record.type);
	EXPECT_EQ(-ENODEV, phone_next(self->fd, &record));
}

TEST_F(stopped_submit, does_not_get_at_the_phone_plugged_in_next)
{
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(-ENODEV, call_end(&self->call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
}

TEST_F(stopped_submit, is_refused_after_detaching)
{
	struct tphone_detach detach;
	struct tphone_record record;
	long long start = now_us();

	ASSERT_EQ(0, phone_detach(self->fd, 0, &detach));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	EXPECT_EQ(1, detach.was_last);
	EXPECT_EQ(0, detach.nr_outstanding);
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(-ESHUTDOWN, call_end(&self->call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(0, phone_read(self->fd, &record, 1));
}

TEST_F(stopped_submit, is_refused_when_the_role_is_given_up)
{
	long long start = now_us();
	int other;

	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	other = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	EXPECT_LE(0, other);
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, self->content, self->size));
	EXPECT_EQ(-EPERM, call_end(&self->call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	close(other);
}

TEST_F(stopped_submit, fails_when_the_memory_goes_bad)
{
	struct tphone_request request = request_display(0, 0, text);

	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(0, phone_execute(self->fd, &request, NULL));
}

/*
 * Reading and fetching
 */
FIXTURE(stopped_copy)
{
	struct sim sim;
	struct trap trap;
	int fd;
	struct call call;
};

FIXTURE_SETUP(stopped_copy)
{
	OPEN_TRAP(&self->trap);
	SETUP_OWNER(&self->sim, "work", &self->fd);
	ASSERT_EQ(0, phone_mask(self->fd,
				TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON)));
	self->call = (struct call){
		.function = do_read,
		.fd = self->fd,
		.buf = self->trap.page,
		.size = sizeof(struct tphone_record),
	};
}

FIXTURE_TEARDOWN(stopped_copy)
{
	close(self->fd);
	sim_destroy(&self->sim);
	trap_close(&self->trap);
}

/* Complete one operation, and do not read its completion. */
static int complete_one(struct sim *sim, int fd,
			const struct tphone_request *request, __u64 *id)
{
	long long before = sim_number(sim, "completed");
	int error = phone_submit_one(fd, request, id);

	if (!error)
		error = sim_wait(sim, "completed", before + 1);
	if (!error && phone_poll(fd, POLLPRI, PHONE_WAIT_MS) != POLLPRI)
		error = -ETIMEDOUT;
	return error;
}

static int stop_at_the_page(struct call *call, struct trap *trap)
{
	int error = call_start(call);

	return error ?: trap_wait(trap, 1);
}

/* The record that was read into the page. */
static const struct tphone_record *in_the_page(const struct trap *trap)
{
	return (const struct tphone_record *)trap->page;
}

TEST_F(stopped_copy, reader_does_not_delay_the_last_close)
{
	struct tphone_request request;
	struct tphone_detach detach;
	struct tphone_record record;
	long long start;
	int other;
	__u64 id;

	request = request_ring(1, 1);
	ASSERT_EQ(0, complete_one(&self->sim, self->fd, &request, &id));
	other = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, other);
	ASSERT_EQ(0, phone_detach(self->fd, 0, &detach));
	ASSERT_EQ(0, detach.was_last);
	ASSERT_EQ(0, phone_role(other, TPHONE_ROLE_OWNER));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(2, submit_lamps(other, 2, TPHONE_LAMPMODE_STEADY, NULL));

	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	start = now_us();
	close(other);
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	EXPECT_EQ(2, sim_number(&self->sim, "cancelled"));

	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	ASSERT_EQ(1, call_end(&self->call));
	EXPECT_EQ(id, in_the_page(&self->trap)->id);
	EXPECT_EQ(0, phone_read(self->fd, &record, 1));
}

TEST_F(stopped_copy, reader_does_not_keep_the_phone_plugged_in)
{
	struct tphone_record record;
	long long start;

	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	start = now_us();
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));

	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	ASSERT_EQ(1, call_end(&self->call));
	EXPECT_EQ(TPHONE_EVENT_BUTTON, in_the_page(&self->trap)->code);
	EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, in_the_page(&self->trap)->value[1]);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, record.value[1]);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(TPHONE_RECORD_GONE, record.type);
	EXPECT_EQ(-ENODEV, phone_next(self->fd, &record));
}

TEST_F(stopped_copy, end_comes_after_what_a_reader_gives_back)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(TPHONE_EVENT_BUTTON, record.code);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(TPHONE_RECORD_GONE, record.type);
	EXPECT_EQ(-ENODEV, phone_next(self->fd, &record));
}

TEST_F(stopped_copy, end_of_a_detached_handle_comes_after_it_too)
{
	struct tphone_request request = request_ring(1, 1);
	struct tphone_detach detach;
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, complete_one(&self->sim, self->fd, &request, &id));
	ASSERT_EQ(0, phone_detach(self->fd, 0, &detach));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	EXPECT_EQ(POLLIN | POLLHUP, phone_poll(self->fd, POLLIN, 0));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	EXPECT_EQ(POLLIN | POLLHUP, phone_poll(self->fd, POLLIN, 0));
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(id, record.id);
	EXPECT_EQ(POLLHUP, phone_poll(self->fd, 0, 0));
	EXPECT_EQ(0, phone_read(self->fd, &record, 1));
}

TEST_F(stopped_copy, bad_memory_loses_no_completion)
{
	struct tphone_request request = request_ring(2, 2);
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, complete_one(&self->sim, self->fd, &request, &id));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	ASSERT_FALSE(phone_is_quiet(self->fd));
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(id, record.id);
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(stopped_copy, bad_memory_in_the_middle_loses_no_record)
{
	struct tphone_record *good, record;

	ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 2"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 3"));
	/* One record fits before the page. */
	good = (struct tphone_record *)self->trap.page - 1;
	self->call.buf = good;
	self->call.size = 3 * sizeof(*good);
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	ASSERT_EQ(0, trap_break(&self->trap));
	ASSERT_EQ(1, call_end(&self->call));
	EXPECT_EQ(1, good->value[0]);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(2, record.value[0]);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(3, record.value[0]);
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

/* A reader that waits for memory holds no record meanwhile. */
TEST_F(stopped_copy, records_can_be_read_by_others)
{
	struct tphone_record record;
	long long start;

	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	EXPECT_FALSE(phone_is_quiet(self->fd));
	start = now_us();
	ASSERT_EQ(1, phone_read(self->fd, &record, 1));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	EXPECT_EQ(TPHONE_EVENT_BUTTON, record.code);
	EXPECT_TRUE(phone_is_quiet(self->fd));
	/* No record is left for the first reader, so it sleeps on. */
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	sleep_ms(FALL_ASLEEP_MS);
	EXPECT_EQ(-EINPROGRESS, self->call.result);
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	ASSERT_EQ(1, call_end(&self->call));
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, in_the_page(&self->trap)->value[1]);
}

/*
 * Read as io_uring does, which leaves the read to a thread if it would block.
 */
static int do_read_without_waiting(struct call *call)
{
	struct iovec iov = { .iov_base = call->buf, .iov_len = call->size };
	ssize_t result = preadv2(call->fd, &iov, 1, -1, RWF_NOWAIT);

	return result < 0 ? -errno : result;
}

/* poll() and a read that does not block agree. */
TEST_F(stopped_copy, others_do_not_block)
{
	struct tphone_record record;
	struct call reader = {
		.fd = self->fd, .buf = &record, .size = sizeof(record),
	};
	long long start;

	ASSERT_EQ(0, phone_set_nonblocking(self->fd, true));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	start = now_us();
	reader.function = do_read;
	EXPECT_EQ(POLLIN, phone_poll(self->fd, POLLIN, 0));
	ASSERT_EQ(0, call_start(&reader));
	EXPECT_EQ(1, call_end(&reader));
	reader.function = do_read_without_waiting;
	EXPECT_EQ(POLLIN, phone_poll(self->fd, POLLIN, 0));
	ASSERT_EQ(0, call_start(&reader));
	EXPECT_EQ(sizeof(record), call_end(&reader));
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 0));
	ASSERT_EQ(0, call_start(&reader));
	EXPECT_EQ(-EAGAIN, call_end(&reader));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	EXPECT_EQ(-EAGAIN, call_end(&self->call));
}

/* Press and release a key so often. */
static int use_key(struct sim *sim, unsigned int times)
{
	int error = 0;

	while (!error && times--) {
		error = sim_user(sim, "press 5");
		if (!error)
			error = sim_user(sim, "release 5");
	}
	return error;
}

TEST_F(stopped_copy, what_is_not_copied_can_still_be_lost)
{
	const unsigned int times = RING_SIZE / 2 + 20;
	struct tphone_record record;
	unsigned int nr = 0;
	__u64 seq;

	ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
	ASSERT_EQ(0, stop_at_the_page(&self->call, &self->trap));
	ASSERT_EQ(0, use_key(&self->sim, times));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	ASSERT_EQ(0, phone_next(self->fd, &record));
	ASSERT_EQ(TPHONE_RECORD_LOST, record.type);
	EXPECT_EQ(1 + 2 * times - RING_SIZE, record.value[0]);
	seq = record.seq;
	while (!phone_is_quiet(self->fd)) {
		ASSERT_EQ(0, phone_next(self->fd, &record));
		EXPECT_EQ(TPHONE_EVENT_BUTTON, record.code);
		EXPECT_LT(seq, record.seq);
		seq = record.seq;
		nr++;
	}
	EXPECT_EQ(RING_SIZE, nr);
}

/* FETCH of the output "cba", stopped while it is copied. */
static int stop_fetching(FIXTURE_DATA(stopped_copy) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	int error;

	error = complete_one(&self->sim, self->fd, &request, &self->call.id);
	self->call.function = do_fetch;
	return error ?: stop_at_the_page(&self->call, &self->trap);
}

TEST_F(stopped_copy, output_is_delivered_once)
{
	struct tphone_record record;
	char buf[8];
	__u64 id;

	ASSERT_EQ(0, stop_fetching(self));
	id = self->call.id;
	/*
	 * Meanwhile the completion is read, and other calls request the output.
	 */
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, buf, sizeof(buf)));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, NULL, 0));
	ASSERT_EQ(0, phone_completion(self->fd, id, &record));
	EXPECT_EQ(3, record.len);
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, buf, sizeof(buf)));

	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	EXPECT_EQ(3, call_end(&self->call));
	EXPECT_STREQ("cba", self->trap.page);
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, buf, sizeof(buf)));
}

TEST_F(stopped_copy, output_survives_bad_memory)
{
	struct tphone_record record;
	char buf[8] = "";
	__u64 id;

	ASSERT_EQ(0, stop_fetching(self));
	id = self->call.id;
	ASSERT_EQ(0, phone_completion(self->fd, id, &record));
	ASSERT_EQ(0, trap_break(&self->trap));
	EXPECT_EQ(-EFAULT, call_end(&self->call));
	EXPECT_EQ(3, phone_fetch(self->fd, id, buf, sizeof(buf)));
	EXPECT_STREQ("cba", buf);
}

TEST_F(stopped_copy, fetching_does_not_keep_the_phone_plugged_in)
{
	long long start;

	ASSERT_EQ(0, stop_fetching(self));
	start = now_us();
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	EXPECT_EQ(3, call_end(&self->call));
	EXPECT_STREQ("cba", self->trap.page);
}

static int do_read_text(struct call *call)
{
	ssize_t size = read(call->fd, call->buf, call->size);

	return size < 0 ? -errno : size;
}

TEST_F(stopped_copy, reader_of_debugfs_does_not_keep_the_phone_plugged_in)
{
	struct call reader = {
		.function = do_read_text, .buf = self->trap.page, .size = 4096,
	};
	char path[64], text[16];
	long long start;

	snprintf(path, sizeof(path), "/sys/kernel/debug/tphone/%s/status",
		 phone_name(&self->sim));
	reader.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (reader.fd < 0)
		SKIP(return, "no debugfs");
	ASSERT_EQ(0, stop_at_the_page(&reader, &self->trap));
	start = now_us();
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_GT(AT_ONCE_MS, ms_since(start));
	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	EXPECT_LT(0, call_end(&reader));
	EXPECT_EQ(0, strncmp("accepted ", self->trap.page, 9));
	EXPECT_EQ(-1, pread(reader.fd, text, sizeof(text), 0));
	EXPECT_EQ(EIO, errno);
	close(reader.fd);
}

/*
 * Hoarding: batches stopped in copying have their slots already.
 */
FIXTURE(hoard)
{
	struct sim sim;
	struct trap trap;
	int fd;
	struct tphone_request requests[BATCH];
	struct tphone_submit arguments[NR_HOARDERS];
	struct call calls[NR_HOARDERS];
};

FIXTURE_SETUP(hoard)
{
	int i;

	OPEN_TRAP(&self->trap);
	SETUP_PHONE(&self->sim, "work");
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->fd);
	for (i = 0; i < BATCH; i++)
		self->requests[i] = request_ring(1, 1);
	for (i = 0; i < NR_HOARDERS; i++) {
		self->arguments[i] = (struct tphone_submit){
			.size = sizeof(self->arguments[i]),
			.requests_ptr = phone_pointer(self->requests),
			.ids_ptr = phone_pointer(self->trap.page),
			.nr_requests = BATCH,
			.request_size = sizeof(self->requests[0]),
		};
		self->calls[i] = (struct call){
			.function = do_submit,
			.fd = self->fd,
			.buf = &self->arguments[i],
		};
		ASSERT_EQ(0, call_start(&self->calls[i]));
	}
	ASSERT_EQ(0, trap_wait(&self->trap, NR_HOARDERS));
}

FIXTURE_TEARDOWN(hoard)
{
	close(self->fd);
	sim_destroy(&self->sim);
	trap_close(&self->trap);
}

TEST_F(hoard, fills_its_own_handle_only)
{
	int other, i;

	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, self->requests, NULL));
	ASSERT_EQ(0, phone_role(self->fd, TPHONE_ROLE_MONITOR));
	other = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, other);
	for (i = 0; i < NR_HOARDERS; i++)
		EXPECT_EQ(BATCH, phone_submit_many(other, self->requests,
						   BATCH, NULL));
	EXPECT_EQ(-EAGAIN, phone_submit_one(other, self->requests, NULL));
	EXPECT_EQ(NR_HOARDERS * BATCH, sim_number(&self->sim, "held"));

	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	for (i = 0; i < NR_HOARDERS; i++)
		EXPECT_EQ(-EPERM, call_end(&self->calls[i]));
	EXPECT_EQ(NR_HOARDERS * BATCH, sim_number(&self->sim, "submitted"));
	close(other);
}

TEST_F(hoard, goes_on_when_there_is_room)
{
	int i;

	ASSERT_EQ(0, trap_feed(&self->trap, NULL, 0));
	for (i = 0; i < NR_HOARDERS; i++) {
		EXPECT_EQ(0, call_end(&self->calls[i]));
		EXPECT_EQ(BATCH, self->arguments[i].nr_accepted);
	}
	EXPECT_EQ(NR_HOARDERS * BATCH, sim_number(&self->sim, "held"));
	EXPECT_EQ(-EAGAIN, phone_submit_one(self->fd, self->requests, NULL));
}

TEST_F(hoard, is_given_back_when_the_memory_goes_bad)
{
	int i;

	ASSERT_EQ(0, trap_break(&self->trap));
	for (i = 0; i < NR_HOARDERS; i++)
		EXPECT_EQ(-EFAULT, call_end(&self->calls[i]));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	for (i = 0; i < NR_HOARDERS; i++)
		EXPECT_EQ(BATCH, phone_submit_many(self->fd, self->requests,
						   BATCH, NULL));
}

TEST_HARNESS_MAIN
