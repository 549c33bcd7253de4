// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every failure point of the calls that programs make with a phone, and of
 * making and removing phones; see failure_points.h.
 */
#include "failure_points.h"

static void nobody(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	self->phone = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, self->phone);
}

/*
 * Opening and taking a role
 */
static int call_open(FIXTURE_DATA(fail_nth) *self)
{
	self->phone = open(self->sim.device, O_RDWR | O_CLOEXEC);
	return self->phone < 0 ? -errno : 0;
}

TEST_F(fail_nth, open)
{
	sweep(_metadata, self, &(struct scenario){ .call = call_open });
	EXPECT_LT(0, self->points);
}

static int call_owner(FIXTURE_DATA(fail_nth) *self)
{
	return phone_role_named(self->phone, TPHONE_ROLE_OWNER, "fail_nth");
}

TEST_F(fail_nth, owner)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = nobody, .call = call_owner,
	});
	EXPECT_LT(0, self->points);
}

static int call_monitor(FIXTURE_DATA(fail_nth) *self)
{
	return phone_role(self->phone, TPHONE_ROLE_MONITOR);
}

TEST_F(fail_nth, monitor)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = nobody, .call = call_monitor,
	});
	EXPECT_LT(0, self->points);
}

/*
 * Configuring
 */
static void press_key(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 1"));
}

static int call_mask(FIXTURE_DATA(fail_nth) *self)
{
	return phone_mask(self->phone, TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP));
}

static void hears_buttons(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	press_key(_metadata, self);
	ASSERT_EQ(0, phone_next_event(self->phone, TPHONE_EVENT_BUTTON,
				      &record));
	phone_drain(self->phone);
}

static void hears_no_buttons(struct __test_metadata *_metadata,
			     FIXTURE_DATA(fail_nth) *self)
{
	phone_drain(self->phone);
	press_key(_metadata, self);
	ASSERT_TRUE(phone_is_quiet(self->phone));
}

TEST_F(fail_nth, mask)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_mask,
		.still = hears_buttons, .undo = hears_no_buttons,
	});
	EXPECT_LT(0, self->points);
}

static void masked(struct __test_metadata *_metadata,
		   FIXTURE_DATA(fail_nth) *self)
{
	owner(_metadata, self);
	ASSERT_EQ(0, call_mask(self));
}

static int call_unmask(FIXTURE_DATA(fail_nth) *self)
{
	return phone_mask(self->phone, TPHONE_EVENTS_DEFAULT);
}

TEST_F(fail_nth, unmask)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = masked, .call = call_unmask,
		.still = hears_no_buttons, .undo = hears_buttons,
	});
	EXPECT_LT(0, self->points);
}

#define NOTIFY_ALL	(TPHONE_NOTIFY_COMPLETIONS | TPHONE_NOTIFY_EVENTS)

static void with_eventfds(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	unsigned int i;

	owner(_metadata, self);
	for (i = 0; i < 2; i++) {
		self->eventfds[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		ASSERT_LE(0, self->eventfds[i]);
	}
	ASSERT_EQ(0, phone_notify(self->phone, NOTIFY_ALL, self->eventfds[0]));
}

static int call_notify(FIXTURE_DATA(fail_nth) *self)
{
	return phone_notify(self->phone, NOTIFY_ALL, self->eventfds[1]);
}

static void forget_signals(FIXTURE_DATA(fail_nth) *self)
{
	eventfd_t value;
	unsigned int i;

	for (i = 0; i < 2; i++)
		eventfd_read(self->eventfds[i], &value);
}

static void must_signal(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self, unsigned int which)
{
	eventfd_t value;

	ASSERT_EQ(POLLIN, phone_poll(self->eventfds[which], POLLIN,
				     PHONE_WAIT_MS));
	ASSERT_EQ(-1, eventfd_read(self->eventfds[!which], &value));
	forget_signals(self);
}

/* The first eventfd is registered for both kinds, the other one for none. */
static void signals(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self, unsigned int which)
{
	struct tphone_request request = request_devspecific("abc", 3, 0);

	phone_drain(self->phone);
	forget_signals(self);
	press_key(_metadata, self);
	must_signal(_metadata, self, which);
	phone_drain(self->phone);
	ASSERT_EQ(0, phone_execute(self->phone, &request, NULL));
	must_signal(_metadata, self, which);
}

static void signals_first(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	signals(_metadata, self, 0);
}

static void signals_second(struct __test_metadata *_metadata,
			   FIXTURE_DATA(fail_nth) *self)
{
	signals(_metadata, self, 1);
	close(self->eventfds[0]);
	close(self->eventfds[1]);
}

TEST_F(fail_nth, notify)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = with_eventfds, .call = call_notify,
		.still = signals_first, .undo = signals_second,
	});
	EXPECT_LT(2, self->points);
}

/* Queries */
static int call_queries(FIXTURE_DATA(fail_nth) *self)
{
	struct phone_snapshot snapshot;
	struct tphone_button button;
	struct tphone_data data;
	struct tphone_info info;
	char buf[64];
	int error;

	error = phone_info(self->phone, &info);
	if (!error)
		error = phone_snapshot(self->phone, &snapshot);
	if (!error)
		error = phone_button(self->phone, FIRST_LAMP, &button);
	if (!error)
		error = phone_lamp_mode(self->phone, FIRST_LAMP);
	if (error < 0)
		return error;
	return phone_data(self->phone, 0, 0, buf, sizeof(buf), &data);
}

TEST_F(fail_nth, queries)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_queries,
	});
	EXPECT_LT(5, self->points);
}

/*
 * Operations. Each is accepted as a whole or not at all.
 */
static int submit(FIXTURE_DATA(fail_nth) *self,
		  const struct tphone_request *request)
{
	return phone_submit_one(self->phone, request, &self->id);
}

/* Each try requests another value, so that it is a change. */
static unsigned int other_each_time(void)
{
	static unsigned int times;

	return ++times;
}

#define OPERATION(name, make)						\
static int call_##name(FIXTURE_DATA(fail_nth) *self)			\
{									\
	struct tphone_request request = make;				\
									\
	return submit(self, &request);					\
}									\
									\
TEST_F(fail_nth, name)							\
{									\
	sweep(_metadata, self, &(struct scenario){			\
		.prepare = owner, .call = call_##name, .undo = finish,	\
	});								\
	EXPECT_LT(1, self->points);					\
}

OPERATION(set_lamp, request_lamp(FIRST_LAMP, other_each_time() % 2 ?
				 TPHONE_LAMPMODE_STEADY : TPHONE_LAMPMODE_OFF))
OPERATION(set_ring, request_ring(other_each_time() % 4, 100))
OPERATION(set_hook, request_hook(TPHONE_HOOK_HANDSET, other_each_time() % 2 ?
				 TPHONE_HOOKMODE_MICSPEAKER :
				 TPHONE_HOOKMODE_ONHOOK))
OPERATION(set_volume, request_volume(TPHONE_HOOK_HANDSET, other_each_time()))
OPERATION(set_gain, request_gain(TPHONE_HOOK_HANDSET, other_each_time()))
OPERATION(set_display, request_display(0, other_each_time() % 20, long_text))
OPERATION(set_button, request_button(FIRST_LAMP, TPHONE_BUTTONMODE_CALL,
				     other_each_time() % 16, "text"))
OPERATION(set_data, request_data(0, other_each_time() % 100, long_text,
				 sizeof(long_text)))
OPERATION(devspecific, request_devspecific(long_text, sizeof(long_text), 64))

/*
 * A large payload falls back to pages that are not adjacent, so the caller does
 * not see a failure to allocate adjacent ones.
 */
TEST_F_TIMEOUT(fail_nth, large_payload_without_adjacent_pages, 120)
{
	static char large[32 * 1024];
	struct tphone_request request;
	unsigned int nth, unseen = 0;
	bool struck;
	int result;

	close(self->other);
	self->other = -1;
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "max_payload", "65536"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	owner(_metadata, self);
	request = request_devspecific(large, sizeof(large), 0);
	for (nth = 1; nth < 200; nth++) {
		arm(self->fd, nth);
		result = submit(self, &request);
		struck = !disarm(self->fd);
		if (result) {
			EXPECT_TRUE(result == -ENOMEM || result == -EFAULT);
			EXPECT_TRUE(struck);
			continue;
		}
		finish(_metadata, self);
		if (!struck)
			break;
		unseen++;
	}
	EXPECT_LT(0, unseen);
	EXPECT_GT(200, nth);
}

#define BATCH	8

static int call_batch(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request requests[BATCH];
	struct tphone_submit submit = {
		.flags = TPHONE_SUBMIT_ALL_OR_NONE,
		.requests_ptr = phone_pointer(requests),
		.nr_requests = BATCH,
	};
	__u64 ids[BATCH];
	unsigned int i;
	int error;

	submit.ids_ptr = phone_pointer(ids);
	for (i = 0; i < BATCH; i++) {
		requests[i] = request_devspecific(long_text,
						  sizeof(long_text), 16);
		requests[i].user_data = i;
	}
	error = phone_submit(self->phone, &submit);
	if (!error && submit.nr_accepted < BATCH)
		return -EBADMSG;
	return error;
}

static void finish_batch(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	unsigned int i;
	__u64 seen = 0;

	for (i = 0; i < BATCH; i++) {
		ASSERT_EQ(0, phone_next_completion(self->phone, &record));
		ASSERT_TRUE(has_ended_well(&record));
		seen += record.user_data;
		if (record.status)
			continue;
		ASSERT_EQ(16, phone_fetch(self->phone, record.id, NULL, 0));
	}
	EXPECT_EQ(BATCH * (BATCH - 1) / 2, seen);
}

TEST_F_TIMEOUT(fail_nth, batch, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = owner, .call = call_batch, .undo = finish_batch,
	});
	EXPECT_LT(BATCH, self->points);
}

/*
 * The number of slots that a handle has at first; with one more, the table must
 * grow.
 */
#define FIRST_SLOTS	64

static void full(struct __test_metadata *_metadata,
		 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_WINK);
	unsigned int i;

	owner(_metadata, self);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (i = 0; i < FIRST_SLOTS; i++)
		ASSERT_EQ(0, phone_submit_one(self->phone, &request, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
}

static int call_one_more(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);

	return submit(self, &request);
}

static void all_ended(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	unsigned int i;

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < FIRST_SLOTS + 1; i++) {
		ASSERT_EQ(0, phone_next_completion(self->phone, &record));
		ASSERT_TRUE(has_ended_well(&record));
	}
}

TEST_F_TIMEOUT(fail_nth, growing, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = full, .call = call_one_more, .undo = all_ended,
	});
	EXPECT_LT(2, self->points);
}

/* Reading: a record that could not be copied is there the next time. */
static void completed(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);
	long long done;

	owner(_metadata, self);
	done = sim_number(&self->sim, "completed");
	ASSERT_EQ(0, phone_submit_one(self->phone, &request, &self->id));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", done + 1));
	ASSERT_LT(0, phone_poll(self->phone, POLLIN, PHONE_WAIT_MS));
}

static int call_read(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	int got = phone_read(self->phone, &record, 1);

	if (got < 0)
		return got;
	if (got != 1 || record.type != TPHONE_RECORD_COMPLETION ||
	    record.id != self->id || record.status)
		return -EBADMSG;
	return 0;
}

TEST_F(fail_nth, read)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = completed, .call = call_read,
	});
	EXPECT_LT(0, self->points);
}

/* More records than the kernel takes off the queue at once. */
#define SEVERAL	10

static unsigned int nr_read;

static void several_completed(struct __test_metadata *_metadata,
			      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 0);
	long long done;
	unsigned int i;

	owner(_metadata, self);
	done = sim_number(&self->sim, "completed");
	for (i = 0; i < SEVERAL; i++) {
		request.user_data = i;
		ASSERT_EQ(0, phone_submit_one(self->phone, &request, NULL));
		ASSERT_EQ(0, sim_wait(&self->sim, "completed", done + i + 1));
	}
	wait_for_driver(_metadata, self);
	nr_read = 0;
}

/* A failure makes a read() short or makes it fail, but loses no record. */
static int call_read_several(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record records[SEVERAL];
	int got, i;

	while (nr_read < SEVERAL) {
		got = phone_read(self->phone, records, SEVERAL - nr_read);
		if (got <= 0)
			return got ?: -ENODATA;
		for (i = 0; i < got; i++) {
			if (records[i].type != TPHONE_RECORD_COMPLETION ||
			    records[i].user_data != nr_read++)
				return -EBADMSG;
		}
	}
	return 0;
}

static void nothing_to_read(struct __test_metadata *_metadata,
			    FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_TRUE(phone_is_quiet(self->phone));
}

TEST_F(fail_nth, read_several)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = several_completed, .call = call_read_several,
		.undo = nothing_to_read,
	});
	EXPECT_LE(SEVERAL, self->points);
}

static void was_read(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	completed(_metadata, self);
	ASSERT_EQ(0, call_read(self));
}

static int call_fetch(FIXTURE_DATA(fail_nth) *self)
{
	char buf[8] = "";
	int got = phone_fetch(self->phone, self->id, buf, sizeof(buf));

	if (got < 0)
		return got;
	return got == 3 && !strcmp(buf, "cba") ? 0 : -EBADMSG;
}

TEST_F(fail_nth, fetch)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = was_read, .call = call_fetch,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_discard(FIXTURE_DATA(fail_nth) *self)
{
	int got = phone_fetch(self->phone, self->id, NULL, 0);

	if (got < 0)
		return got;
	return got == 3 ? 0 : -EBADMSG;
}

TEST_F(fail_nth, discard)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = was_read, .call = call_discard,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

/*
 * Cancelling and leaving
 */
static int call_cancel(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel_id(self->phone, self->id);
}

static void cancelled(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	EXPECT_EQ(-ECANCELED, record.status);
}

TEST_F(fail_nth, cancel)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel, .undo = cancelled,
		.late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_cancel_marked(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel(self->phone, TPHONE_CANCEL_USER_DATA, MARK);
}

TEST_F(fail_nth, cancel_by_user_data)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel_marked,
		.undo = cancelled, .late = true, .again = -ENOENT,
	});
	EXPECT_LT(0, self->points);
}

static int call_cancel_all(FIXTURE_DATA(fail_nth) *self)
{
	return phone_cancel_all(self->phone);
}

TEST_F(fail_nth, cancel_all)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_cancel_all,
		.undo = cancelled, .late = true, .again = 0,
	});
	EXPECT_LT(0, self->points);
}

static int call_detach(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_detach detach;

	return phone_detach(self->phone, 0, &detach);
}

TEST_F(fail_nth, detach)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_detach, .undo = detached,
		.late = true, .again = -ESHUTDOWN,
	});
	EXPECT_LT(0, self->points);
}

static int call_detach_keep(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_detach detach;

	return phone_detach_keep(self->phone, 0, &detach);
}

static void kept(struct __test_metadata *_metadata,
		 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_completion(self->phone, self->id, &record));
	ASSERT_EQ(0, record.status);
	ASSERT_EQ(0, phone_read(self->phone, &record, 1));
}

TEST_F(fail_nth, detach_keep)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_detach_keep, .undo = kept,
		.late = true, .again = -ESHUTDOWN,
	});
	EXPECT_LT(0, self->points);
}

/* Closing needs no memory. */
static int call_close(FIXTURE_DATA(fail_nth) *self)
{
	int fd = self->phone;

	self->phone = -1;
	return close(fd) ? -errno : 0;
}

TEST_F(fail_nth, close)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_close, .undo = detached,
	});
}

/* Plugging in and unplugging */
static void make_second(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, mkdir(second_phone(""), 0755));
}

static void remove_second(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, file_write(second_phone("/live"), "0"));
	ASSERT_EQ(0, rmdir(second_phone("")));
}

static int call_mkdir(FIXTURE_DATA(fail_nth) *self)
{
	return mkdir(second_phone(""), 0755) ? -errno : 0;
}

TEST_F_TIMEOUT(fail_nth, make_phone, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.call = call_mkdir, .undo = remove_second,
	});
	EXPECT_LT(5, self->points);
}

static int call_rmdir(FIXTURE_DATA(fail_nth) *self)
{
	return rmdir(second_phone("")) ? -errno : 0;
}

TEST_F_TIMEOUT(fail_nth, remove_phone, 300)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = make_second, .call = call_rmdir,
	});
	EXPECT_LT(0, self->points);
}

static int call_plug(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(second_phone("/live"), "1");
}

TEST_F_TIMEOUT(fail_nth, plug_in, 1200)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = make_second, .call = call_plug,
		.undo = remove_second,
		/*
		 * Without memory, a device may get no name (EINVAL) or no
		 * driver (ENXIO).
		 */
		.excuses = { EINVAL, ENXIO },
	});
	EXPECT_LT(20, self->points);
}

static void plug_second(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	make_second(_metadata, self);
	ASSERT_EQ(0, call_plug(self));
}

static int call_unplug(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(second_phone("/live"), "0");
}

TEST_F_TIMEOUT(fail_nth, unplug, 600)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = plug_second, .call = call_unplug,
		.undo = remove_second,
	});
	EXPECT_LT(1, self->points);
}

/*
 * All calls of a handle's life, with the failure in any of them. Later calls
 * show what a call that failed and was tried again has left behind.
 */
static void hold_next(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
}

static int call_submit(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_request request = request_devspecific("abc", 3, 3);

	return submit(self, &request);
}

/* The driver had no memory; the call itself did not fail. */
static void submit_again(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;

	ASSERT_EQ(0, phone_next(self->phone, &record));
	ASSERT_EQ(-ENOMEM, record.status);
	ASSERT_TRUE(has_ended_well(&record));
	ASSERT_EQ(0, call_submit(self));
}

static void is_held(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	if (!phone_is_quiet(self->phone))
		submit_again(_metadata, self);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_wait(&self->sim, "held", 1));
}

static void has_completed(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self)
{
	is_held(_metadata, self);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_LT(0, phone_poll(self->phone, POLLIN, PHONE_WAIT_MS));
	wait_for_driver(_metadata, self);
}

/* Read the completion of the operation that was cancelled. */
static int call_read_cancelled(FIXTURE_DATA(fail_nth) *self)
{
	struct tphone_record record;
	int got = phone_read(self->phone, &record, 1);

	if (got < 0)
		return got;
	if (got != 1 || record.id != self->id || record.status != -ECANCELED)
		return -EBADMSG;
	return 0;
}

static void make_eventfd(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	self->eventfds[1] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	ASSERT_LE(0, self->eventfds[1]);
}

/* A registered eventfd works without a descriptor of this process. */
static void drop_eventfd(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	close(self->eventfds[1]);
}

static const struct scenario life[] = {
	{ .call = call_open },
	{ .call = call_owner },
	{ .call = call_mask },
	{ .prepare = make_eventfd, .call = call_notify, .undo = drop_eventfd },
	{ .prepare = hold_next, .call = call_submit, .undo = has_completed },
	{ .call = call_read },
	{ .call = call_fetch, .late = true, .again = -ENOENT },
	{ .prepare = hold_next, .call = call_submit, .undo = is_held },
	{ .call = call_cancel, .late = true, .again = -ENOENT },
	{ .call = call_read_cancelled },
	{ .call = call_close },
};

/* Returns whether there was an allocation or a copy to fail. */
static bool live_once(struct __test_metadata *_metadata,
		      FIXTURE_DATA(fail_nth) *self, unsigned int nth)
{
	struct point point = { .nth = nth };
	bool fired = false;
	unsigned int i;

	for (i = 0; i < sizeof(life) / sizeof(*life); i++) {
		one_call(_metadata, self, &life[i], &point);
		fired = fired || point.fired;
		point.nth = point.left;
	}
	return fired;
}

TEST_F_TIMEOUT(fail_nth, life, 600)
{
	unsigned int nth = 1;

	while (nth < MOST_POINTS && live_once(_metadata, self, nth)) {
		clean(self);
		check_books(_metadata, self);
		self->points++;
		nth++;
	}
	ASSERT_LT(nth, MOST_POINTS);
	EXPECT_LT(20, self->points);
}

TEST_HARNESS_MAIN
