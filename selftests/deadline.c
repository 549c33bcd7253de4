// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deadlines: they are never early and not much late, and each operation ends
 * once even if the driver completes it at the same moment or long after.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "fixture.h"
#include "util.h"

#define NR_ROUNDS	20
#define BATCH		8
#define HANDLE_MAX	1024	/* operations of a handle */

static struct ledger ledger;

FIXTURE(deadline)
{
	struct sim sim;
	int fd;			/* an owner */
	struct tphone_record record;
	struct tphone_request request;
};

FIXTURE_SETUP(deadline)
{
	SETUP_OWNER(&self->sim, "work", &self->fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	self->request = request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_STEADY);
}

TEARDOWN_HANDLE(deadline, fd)

static bool timed_out(const struct tphone_record *record)
{
	return record->type == TPHONE_RECORD_COMPLETION &&
	       record->status == -ETIMEDOUT &&
	       record->flags == TPHONE_COMPLETION_TIMEOUT && !record->len;
}

TEST_F(deadline, passes_neither_early_nor_late)
{
	static const unsigned int timeouts[] = { 1, 2, 3, 4, 5, 7, 10, 50 };
	unsigned int i, ms;
	long long start;
	__u64 id;

	for (i = 0; i < 2 * ARRAY_SIZE(timeouts); i++) {
		ms = timeouts[i % ARRAY_SIZE(timeouts)];
		self->request.timeout_ms = ms;
		/* Spread the start over the time between two ticks. */
		sleep_us(i * 310);
		start = now_us();
		ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, &id));
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_LE(ms * 1000, now_us() - start);
		EXPECT_GT(ms + SLACK_MS, ms_since(start));
		EXPECT_TRUE(timed_out(&self->record));
		EXPECT_EQ(id, self->record.id);
		/* The driver was asked to end it, and has ended it. */
		ASSERT_EQ(0, sim_wait(&self->sim, "cancelled", i + 1));
		ASSERT_EQ(0, sim_wait(&self->sim, "completed", i + 1));
		EXPECT_TRUE(phone_is_quiet(self->fd));
	}
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, FIRST_LAMP));
}

TEST_F(deadline, the_timestamp_is_not_early_either)
{
	long long start = now_us();

	self->request.timeout_ms = 20;
	ASSERT_EQ(-ETIMEDOUT, phone_execute(self->fd, &self->request,
					    &self->record));
	EXPECT_LE(start + 20000, (long long)self->record.timestamp_ns / 1000);
	EXPECT_GE(now_us(), (long long)self->record.timestamp_ns / 1000);
}

TEST_F(deadline, far_away_ones_and_none)
{
	static const unsigned int timeouts[] = {
		0, 60000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
	};
	int i, nr = ARRAY_SIZE(timeouts);
	struct tphone_state state;

	for (i = 0; i < nr; i++) {
		self->request = request_lamp(FIRST_LAMP + i,
					     TPHONE_LAMPMODE_STEADY);
		self->request.timeout_ms = timeouts[i];
		ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, NULL));
	}
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 200));
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(nr, state.nr_own_outstanding);
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	for (i = 0; i < nr; i++) {
		ASSERT_EQ(0, phone_next_completion(self->fd, &self->record));
		EXPECT_EQ(0, self->record.status);
		EXPECT_EQ(0, self->record.flags);
	}
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
}

TEST_F(deadline, nothing_follows_when_it_was_met)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	self->request.timeout_ms = 60;
	ASSERT_EQ(0, phone_execute(self->fd, &self->request, &self->record));
	EXPECT_EQ(0, self->record.flags);
	phone_drain(self->fd);
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 120));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
}

/* The timer is set for a later deadline when the earlier one is submitted. */
TEST_F(deadline, an_earlier_one_comes_after_later_ones)
{
	static const unsigned int timeouts[] = { 60000, 9000, 40, 7000, 80 };
	long long start = now_us();
	__u64 ids[5];
	int i;

	for (i = 0; i < 5; i++) {
		self->request.timeout_ms = timeouts[i];
		ASSERT_EQ(0, phone_submit_one(self->fd, &self->request,
					      &ids[i]));
	}
	for (i = 2; i < 5; i += 2) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_TRUE(timed_out(&self->record));
		EXPECT_EQ(ids[i], self->record.id);
		EXPECT_LE(timeouts[i], ms_since(start));
		EXPECT_GT(timeouts[i] + SLACK_MS, ms_since(start));
	}
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 50));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
}

TEST_F(deadline, a_late_result_is_an_effect_and_no_completion)
{
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request.timeout_ms = 20;
	ASSERT_EQ(-ETIMEDOUT, phone_execute(self->fd, &self->request,
					    &self->record));
	EXPECT_TRUE(timed_out(&self->record));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, FIRST_LAMP));
	ASSERT_EQ(0, sim_wait(&self->sim, "cancelled", 1));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_RECORD_EVENT, self->record.type);
	EXPECT_EQ(TPHONE_EVENT_LAMP, self->record.code);
	EXPECT_EQ(TPHONE_CAUSE_HOST, self->record.cause);
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY, self->record.value[1]);
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY,
		  phone_lamp_mode(self->fd, FIRST_LAMP));
}

TEST_F(deadline, a_late_result_before_the_end_is_read)
{
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request.timeout_ms = 20;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, &id));
	ASSERT_EQ(0, sim_wait(&self->sim, "cancelled", 1));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 1));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_TRUE(timed_out(&self->record));
	EXPECT_EQ(id, self->record.id);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_EVENT_LAMP, self->record.code);
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(deadline, late_output_is_no_output)
{
	char buf[4];
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request = request_devspecific("abc", 3, 3);
	self->request.timeout_ms = 10;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, &id));
	EXPECT_EQ(-EINPROGRESS, phone_fetch(self->fd, id, buf, 3));
	ASSERT_EQ(0, sim_wait(&self->sim, "cancelled", 1));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, buf, 3));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 1));
	EXPECT_EQ(-ENODATA, phone_fetch(self->fd, id, buf, 3));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_TRUE(timed_out(&self->record));
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, id, buf, 3));
}

TEST_F(deadline, comes_before_the_end_of_patience)
{
	__u64 id;

	ASSERT_EQ(0, set_grace(&self->sim, 300));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request.timeout_ms = 60;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, &id));
	ASSERT_EQ(1, phone_cancel_id(self->fd, id));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_TRUE(timed_out(&self->record));
	/* The end of the grace time makes no second completion. */
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 400));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
}

TEST_F(deadline, comes_after_the_end_of_patience)
{
	ASSERT_EQ(0, set_grace(&self->sim, 40));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request.timeout_ms = 150;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, NULL));
	ASSERT_EQ(1, phone_cancel_all(self->fd));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_NE(0, self->record.flags & TPHONE_COMPLETION_ORPHANED);
	EXPECT_EQ(0, phone_poll(self->fd, POLLIN, 250));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
}

TEST_F(deadline, of_a_detached_handle)
{
	struct tphone_detach answer;

	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	self->request.timeout_ms = 60;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, NULL));
	ASSERT_EQ(0, phone_detach(self->fd, 60000, &answer));
	EXPECT_EQ(1, answer.nr_outstanding);
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_TRUE(timed_out(&self->record));
	EXPECT_EQ(0, phone_read(self->fd, &self->record, 1));
}

TEST_F(deadline, of_a_closed_handle)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	self->request.timeout_ms = 60;
	ASSERT_EQ(0, phone_submit_one(self->fd, &self->request, NULL));
	close(self->fd);
	self->fd = monitor;
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	phone_drain(monitor);
	/* The deadline holds although no handle will get the completion. */
	ASSERT_EQ(0, sim_wait(&self->sim, "cancelled", 1));
	EXPECT_EQ(0, sim_number(&self->sim, "held"));
	EXPECT_TRUE(phone_is_quiet(monitor));
	EXPECT_EQ(0, phone_status(monitor) & TPHONE_STATUS_DRAINING);
}

/* A completion makes no room before the driver has released the operation. */
TEST_F(deadline, room_is_taken_until_the_driver_lets_go)
{
	static struct tphone_request requests[128];
	static __u64 ids[128];
	struct tphone_record records[64];
	int i, nr, nr_read = 0;

	ASSERT_EQ(0, set_grace(&self->sim, 20));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ledger_open(&ledger);
	for (i = 0; i < 128; i++) {
		requests[i] = request_ring(1, i);
		requests[i].timeout_ms = 500;
	}
	for (i = 0; i < HANDLE_MAX / 128; i++) {
		ASSERT_EQ(128, phone_submit_many(self->fd, requests, 128,
						 ids));
		ledger_accepted(&ledger, ids, 128);
	}
	while (nr_read < HANDLE_MAX) {
		nr = phone_read(self->fd, records, ARRAY_SIZE(records));
		ASSERT_LT(0, nr);
		nr_read += nr;
		for (i = 0; i < nr; i++) {
			EXPECT_TRUE(timed_out(&records[i]));
			ledger_ended(&ledger, records[i].id);
		}
	}
	EXPECT_STREQ("", ledger_complaint(&ledger));
	EXPECT_EQ(HANDLE_MAX, sim_number(&self->sim, "held"));
	EXPECT_EQ(-EAGAIN, phone_submit_many(self->fd, requests, 1, NULL));
	EXPECT_EQ(0, phone_poll(self->fd, POLLOUT, 0) & POLLOUT);

	ASSERT_EQ(0, sim_release(&self->sim, 2));
	EXPECT_EQ(POLLOUT, phone_poll(self->fd, POLLOUT, PHONE_WAIT_MS) &
			   POLLOUT);
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 2));
	EXPECT_EQ(2, phone_submit_many(self->fd, requests, 3, ids));
	ledger_accepted(&ledger, ids, 2);
	/*
	 * The slots are reused with new ids, none of which the ledger knows as
	 * ended.
	 */
	EXPECT_EQ(0, ledger_read(&ledger, self->fd));
	EXPECT_STREQ("", ledger_complaint(&ledger));
}

static const char * const contexts[] = {
	"inline", "softirq", "hardirq", "work", "thread",
};

/* With "inline", the task that releases the operations completes them. */
static void *release_in_rounds(void *data)
{
	struct sim *sim = data;
	int i;

	for (i = 0; i < 2 * NR_ROUNDS; i++) {
		sleep_us(1500 + i * 170 % 1700);
		sim_release(sim, BATCH / 2);
	}
	return NULL;
}

static bool end_fits(const struct tphone_record *record)
{
	return timed_out(record) || (!record->status && !record->flags);
}

TEST_F(deadline, passes_while_the_driver_completes)
{
	struct tphone_request requests[BATCH];
	int i, k, c, nr_timed_out;
	pthread_t releaser;
	__u64 ids[BATCH];

	ASSERT_EQ(0, phone_mask(self->fd, 0));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "3000"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "8000"));
	for (c = 0; c < ARRAY_SIZE(contexts); c++) {
		ASSERT_EQ(0, sim_set(&self->sim, "complete_in", contexts[c]));
		ASSERT_EQ(0, sim_set(&self->sim, "hold", "%d", c == 0));
		if (c == 0)
			ASSERT_EQ(0, pthread_create(&releaser, NULL,
						    release_in_rounds,
						    &self->sim));
		nr_timed_out = 0;
		for (i = 0; i < NR_ROUNDS; i++) {
			ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "%d",
					     i % 2));
			for (k = 0; k < BATCH; k++) {
				requests[k] = request_ring(1, i * BATCH + k);
				requests[k].timeout_ms = 1 + k / 2;
			}
			ledger_open(&ledger);
			ASSERT_EQ(BATCH, phone_submit_many(self->fd, requests,
							   BATCH, ids));
			ledger_accepted(&ledger, ids, BATCH);
			for (k = 0; k < BATCH; k++) {
				ASSERT_EQ(0, phone_next(self->fd,
							&self->record));
				ledger_ended(&ledger, self->record.id);
				nr_timed_out += timed_out(&self->record);
				EXPECT_TRUE(end_fits(&self->record));
			}
			EXPECT_STREQ("", ledger_complaint(&ledger));
			EXPECT_TRUE(phone_is_quiet(self->fd));
		}
		if (c == 0)
			pthread_join(releaser, NULL);
		TH_LOG("%s: %d of %d timed out", contexts[c], nr_timed_out,
		       NR_ROUNDS * BATCH);
	}
}

TEST_HARNESS_MAIN
