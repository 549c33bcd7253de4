// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cancelling: which operations it selects, how they end, and that each ends
 * once even if cancelling, completing and submitting race.
 */
#include "kselftest_harness.h"

#include <poll.h>

#include "fixture.h"
#include "util.h"

#define NR_ROUNDS	50
#define NR_GRACES	15
#define GRACE_MS	24
#define BATCH		32
#define PAYLOAD		4000
#define PHONE_MAX	1024	/* operations of a phone */
#define LARGE		128

FIXTURE(cancel)
{
	struct sim sim;
	int fd;			/* an owner */
	struct tphone_record record;
	__u64 ids[NR_LAMPS];
};

FIXTURE_SETUP(cancel)
{
	SETUP_OWNER(&self->sim, "work", &self->fd);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
}

TEARDOWN_HANDLE(cancel, fd)

/* The next record is the end of this operation, cancelled. */
static bool next_is_cancelled(int fd, __u64 id)
{
	struct tphone_record record;

	return !phone_next(fd, &record) &&
	       record.type == TPHONE_RECORD_COMPLETION && record.id == id &&
	       record.status == -ECANCELED &&
	       record.flags & TPHONE_COMPLETION_CANCELED;
}

TEST_F(cancel, by_id)
{
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	EXPECT_EQ(1, phone_cancel_id(self->fd, self->ids[1]));
	EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[1]));
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 3));
	ASSERT_EQ(0, phone_completion(self->fd, self->ids[2], &self->record));
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY,
		  phone_lamp_mode(self->fd, FIRST_LAMP));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF,
		  phone_lamp_mode(self->fd, FIRST_LAMP + 1));
}

TEST_F(cancel, by_user_data)
{
	struct tphone_request requests[6];
	int i;

	for (i = 0; i < 6; i++) {
		requests[i] = request_lamp(FIRST_LAMP + i,
					   TPHONE_LAMPMODE_STEADY);
		requests[i].user_data = i % 2 ? ~0ULL : i / 4;
	}
	ASSERT_EQ(6, phone_submit_many(self->fd, requests, 6, self->ids));
	EXPECT_EQ(-ENOENT, phone_cancel(self->fd, TPHONE_CANCEL_USER_DATA, 7));
	EXPECT_EQ(3, phone_cancel(self->fd, TPHONE_CANCEL_USER_DATA, ~0ULL));
	for (i = 1; i < 6; i += 2)
		EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[i]));
	/* 0 is a valid user_data to select by. */
	EXPECT_EQ(2, phone_cancel(self->fd, TPHONE_CANCEL_USER_DATA, 0));
	EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[0]));
	EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[2]));
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(-ENOENT, phone_cancel(self->fd, TPHONE_CANCEL_USER_DATA, 0));
	EXPECT_EQ(1, sim_number(&self->sim, "held"));
}

TEST_F(cancel, all)
{
	int i;

	EXPECT_EQ(0, phone_cancel_all(self->fd));
	ASSERT_EQ(5, submit_lamps(self->fd, 5, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	EXPECT_EQ(5, phone_cancel_all(self->fd));
	for (i = 0; i < 5; i++)
		EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[i]));
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(0, phone_cancel_all(self->fd));
	EXPECT_EQ(5, count_lamps(self->fd, 5, TPHONE_LAMPMODE_OFF));
}

TEST_F(cancel, ids_that_name_nothing)
{
	__u64 id, next;

	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, 0));
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, 1));
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, ~0ULL));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY, &id));
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, id + 1));
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, id ^ 1ULL << 63));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, sim_wait(&self->sim, "completed", 1));
	ASSERT_EQ(POLLPRI, phone_poll(self->fd, POLLPRI, PHONE_WAIT_MS));
	/* The operation has completed, although its record was not read yet. */
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, id));
	ASSERT_EQ(0, phone_completion(self->fd, id, &self->record));
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, id));

	/* The next operation may reuse the slot, but not the id. */
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_FLASH, &next));
	EXPECT_NE(id, next);
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, id));
	EXPECT_EQ(1, sim_number(&self->sim, "held"));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
}

TEST_F(cancel, operations_of_other_handles)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int looker = phone_open(self->sim.device, TPHONE_ROLE_NONE);

	ASSERT_LE(0, monitor);
	ASSERT_LE(0, looker);
	ASSERT_EQ(2, submit_lamps(self->fd, 2, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	EXPECT_EQ(-ENOENT, phone_cancel_id(monitor, self->ids[0]));
	EXPECT_EQ(-ENOENT, phone_cancel(monitor, TPHONE_CANCEL_USER_DATA, 0));
	EXPECT_EQ(0, phone_cancel_all(monitor));
	EXPECT_EQ(-EPERM, phone_cancel_all(looker));
	EXPECT_EQ(2, sim_number(&self->sim, "held"));
	EXPECT_EQ(0, sim_number(&self->sim, "cancelled"));
	close(monitor);
	close(looker);
}

TEST_F(cancel, twice)
{
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	EXPECT_EQ(1, phone_cancel_id(self->fd, self->ids[0]));
	/*
	 * It is still outstanding, but the driver was already asked to end it.
	 */
	EXPECT_EQ(0, phone_cancel_id(self->fd, self->ids[0]));
	EXPECT_EQ(0, phone_cancel_all(self->fd));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(self->ids[0], self->record.id);
	EXPECT_EQ(0, self->record.status);
	EXPECT_EQ(0, self->record.flags);
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, self->ids[0]));
}

TEST_F(cancel, with_payload_and_output)
{
	struct tphone_request requests[2] = {
		request_display(0, 0, "Hello"),
		request_devspecific("abc", 3, 3),
	};
	char text[400], before[400];
	int i;

	ASSERT_LE(0, phone_display(self->fd, before, sizeof(before), NULL));
	ASSERT_EQ(2, phone_submit_many(self->fd, requests, 2, self->ids));
	EXPECT_EQ(2, phone_cancel_all(self->fd));
	for (i = 0; i < 2; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(-ECANCELED, self->record.status);
		EXPECT_EQ(0, self->record.len);
	}
	ASSERT_LE(0, phone_display(self->fd, text, sizeof(text), NULL));
	EXPECT_STREQ(before, text);
	EXPECT_EQ(-ENOENT, phone_fetch(self->fd, self->ids[1], text, 3));
}

TEST_F(cancel, what_the_driver_refused_has_not_started)
{
	ASSERT_EQ(0, sim_set(&self->sim, "refuse_nth", "1 16"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(self->ids[0], self->record.id);
	EXPECT_EQ(-EBUSY, self->record.status);
	EXPECT_EQ(TPHONE_COMPLETION_NOT_STARTED, self->record.flags);
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->fd, FIRST_LAMP));
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(cancel, a_driver_that_does_not_answer)
{
	long long start, took;

	ASSERT_EQ(0, set_grace(&self->sim, 150));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	start = now_us();
	ASSERT_EQ(1, phone_cancel_id(self->fd, self->ids[0]));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	took = ms_since(start);
	EXPECT_LE(150, took);
	EXPECT_GT(150 + SLACK_MS, took);
	EXPECT_EQ(self->ids[0], self->record.id);
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_EQ(TPHONE_COMPLETION_CANCELED | TPHONE_COMPLETION_ORPHANED,
		  self->record.flags);
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->fd, self->ids[0]));

	/* The late result is an effect, but no second completion. */
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(TPHONE_RECORD_EVENT, self->record.type);
	EXPECT_EQ(TPHONE_EVENT_LAMP, self->record.code);
	EXPECT_TRUE(phone_is_quiet(self->fd));
	EXPECT_EQ(TPHONE_LAMPMODE_STEADY,
		  phone_lamp_mode(self->fd, FIRST_LAMP));
}

TEST_F(cancel, a_driver_that_lost_it)
{
	struct tphone_state state;

	ASSERT_EQ(0, set_grace(&self->sim, 50));
	ASSERT_EQ(0, sim_set(&self->sim, "drop_nth", "2"));
	ASSERT_EQ(3, submit_lamps(self->fd, 3, TPHONE_LAMPMODE_STEADY,
				  self->ids));
	ASSERT_EQ(3, phone_cancel_all(self->fd));
	EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[0]));
	EXPECT_TRUE(next_is_cancelled(self->fd, self->ids[2]));
	ASSERT_EQ(0, phone_next(self->fd, &self->record));
	EXPECT_EQ(self->ids[1], self->record.id);
	EXPECT_EQ(-ECANCELED, self->record.status);
	EXPECT_NE(0, self->record.flags & TPHONE_COMPLETION_ORPHANED);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(0, state.nr_own_outstanding);
	EXPECT_EQ(1, state.nr_outstanding);
}

TEST_F(cancel, patience_is_not_cut_short)
{
	long long start;
	int i;

	ASSERT_EQ(0, set_grace(&self->sim, GRACE_MS));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	for (i = 0; i < NR_GRACES; i++) {
		ASSERT_EQ(1, submit_lamps(self->fd, 1, TPHONE_LAMPMODE_STEADY,
					  self->ids));
		/* Spread the start over the time between two ticks. */
		sleep_us(i * 300);
		start = now_us();
		ASSERT_EQ(1, phone_cancel_all(self->fd));
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_LE(GRACE_MS * 1000, now_us() - start);
		EXPECT_GT(GRACE_MS + SLACK_MS, ms_since(start));
		EXPECT_EQ(-ECANCELED, self->record.status);
	}
}

struct canceller {
	pthread_barrier_t meeting;
	pthread_t thread;
	int fd;
	int nr_rounds;
	bool enough;		/* stop cancelling; atomic */
	unsigned int delay_us;	/* 0: start without a system call */
	int error;
};

struct waiter {
	pthread_t thread;
	int fd;
	int result;
	long long end_us;
};

static void *wait_for_room(void *data)
{
	struct waiter *waiter = data;

	waiter->result = phone_poll(waiter->fd, POLLOUT, PHONE_WAIT_MS);
	waiter->end_us = now_us();
	return NULL;
}

/* Half of the operations that fill the phone are those of a closed handle. */
TEST_F(cancel, who_waits_for_room_is_told)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	static struct tphone_request requests[LARGE];
	struct waiter waiter;
	long long start;
	__u64 ids[LARGE];
	int i;

	ASSERT_LE(0, monitor);
	for (i = 0; i < LARGE; i++)
		requests[i] = request_ring(1, i);
	for (i = 0; i < PHONE_MAX / LARGE; i++) {
		if (i == PHONE_MAX / LARGE / 2) {
			close(self->fd);
			self->fd = phone_open(self->sim.device,
					      TPHONE_ROLE_OWNER);
			ASSERT_LE(0, self->fd);
		}
		ASSERT_EQ(LARGE, phone_submit_many(self->fd, requests, LARGE,
						   ids));
	}
	EXPECT_EQ(-EAGAIN, phone_submit_many(self->fd, requests, 1, NULL));
	waiter.fd = self->fd;
	ASSERT_EQ(0, pthread_create(&waiter.thread, NULL, wait_for_room,
				    &waiter));
	sleep_ms(30);
	start = now_us();
	ASSERT_EQ(1, phone_cancel_id(self->fd, ids[0]));
	pthread_join(waiter.thread, NULL);
	EXPECT_EQ(POLLOUT, waiter.result);
	EXPECT_LE(start, waiter.end_us);
	EXPECT_GT(SLACK_MS * 1000, waiter.end_us - start);
	EXPECT_EQ(1, phone_submit_many(self->fd, requests, 1, NULL));
	close(monitor);
}

static bool enough(struct canceller *canceller)
{
	return __atomic_load_n(&canceller->enough, __ATOMIC_RELAXED);
}

static void set_enough(struct canceller *canceller, bool enough)
{
	__atomic_store_n(&canceller->enough, enough, __ATOMIC_RELAXED);
}

/* Cancel at least twice in each round, and until the test has enough. */
static void *cancel_in_rounds(void *data)
{
	struct canceller *canceller = data;
	int i, k, nr;

	for (i = 0; i < canceller->nr_rounds; i++) {
		pthread_barrier_wait(&canceller->meeting);
		if (canceller->delay_us)
			sleep_us(canceller->delay_us);
		for (k = 0; k < 2 || !enough(canceller); k++) {
			nr = phone_cancel_all(canceller->fd);
			if (nr < 0)
				canceller->error = nr;
		}
		pthread_barrier_wait(&canceller->meeting);
	}
	return NULL;
}

static int start_canceller(struct canceller *canceller, int fd)
{
	*canceller = (struct canceller){
		.fd = fd, .nr_rounds = NR_ROUNDS, .enough = true,
	};
	meeting_init(&canceller->meeting, 2);
	return pthread_create(&canceller->thread, NULL, cancel_in_rounds,
			      canceller);
}

/*
 * Some operations of a batch are cancelled before the driver gets them. This
 * driver is slow to take operations, as it copies byte by byte.
 */
TEST_F(cancel, while_a_batch_is_being_submitted)
{
	static struct tphone_request requests[BATCH];
	static char payload[PAYLOAD];
	static __u64 ids[BATCH];
	static struct ledger ledger;
	int copy = dup(self->fd);
	struct canceller canceller;
	long long nr_not_started = 0, nr_accepted = 0;
	int i, k, nr;

	ASSERT_LE(0, copy);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "inline"));
	ASSERT_EQ(0, phone_mask(self->fd, 0));
	for (i = 0; i < BATCH; i++)
		requests[i] = request_devspecific(payload, PAYLOAD, PAYLOAD);
	ASSERT_EQ(0, start_canceller(&canceller, copy));
	for (i = 0; i < NR_ROUNDS; i++) {
		ledger_open(&ledger);
		set_enough(&canceller, false);
		pthread_barrier_wait(&canceller.meeting);
		nr = phone_submit_many(self->fd, requests, BATCH, ids);
		set_enough(&canceller, true);
		EXPECT_EQ(BATCH, nr);
		ledger_accepted(&ledger, ids, nr);
		nr_accepted += nr;
		for (k = 0; k < nr; k++) {
			ASSERT_EQ(0, phone_next(self->fd, &self->record));
			ledger_ended(&ledger, self->record.id);
			if (self->record.status)
				EXPECT_EQ(-ECANCELED, self->record.status);
			if (self->record.flags & TPHONE_COMPLETION_NOT_STARTED)
				nr_not_started++;
		}
		EXPECT_STREQ("", ledger_complaint(&ledger));
		EXPECT_TRUE(phone_is_quiet(self->fd));
		pthread_barrier_wait(&canceller.meeting);
	}
	pthread_join(canceller.thread, NULL);
	EXPECT_EQ(0, canceller.error);
	EXPECT_EQ(nr_accepted - nr_not_started,
		  sim_number(&self->sim, "submitted"));
	TH_LOG("%lld of %lld had not started", nr_not_started, nr_accepted);
	close(copy);
}

/* Cancel as soon as an operation is outstanding. */
static void *cancel_once(void *data)
{
	int *fd = data;
	long nr;

	do {
		nr = phone_cancel_all(*fd);
	} while (!nr);
	return (void *)nr;
}

/*
 * The first operation of a batch never ends by itself, and is cancelled while
 * the driver is given the others.
 */
TEST_F(cancel, what_was_just_submitted)
{
	static struct tphone_request requests[BATCH];
	static char payload[PAYLOAD];
	static __u64 ids[BATCH];
	pthread_t thread;
	int i, k;
	void *nr;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "inline"));
	ASSERT_EQ(0, phone_mask(self->fd, 0));
	for (i = 0; i < BATCH; i++)
		requests[i] = request_devspecific(payload, PAYLOAD, PAYLOAD);
	for (i = 0; i < NR_ROUNDS; i++) {
		ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "1"));
		ASSERT_EQ(0, pthread_create(&thread, NULL, cancel_once,
					    &self->fd));
		ASSERT_EQ(BATCH, phone_submit_many(self->fd, requests, BATCH,
						   ids));
		pthread_join(thread, &nr);
		ASSERT_LT(0, (long)nr);
		for (k = 0; k < BATCH; k++) {
			ASSERT_EQ(0, phone_next(self->fd, &self->record));
			ASSERT_EQ(0, self->record.flags &
				     TPHONE_COMPLETION_ORPHANED);
			if (self->record.id == ids[0])
				EXPECT_EQ(-ECANCELED, self->record.status);
		}
		/* hold_nth is still set if no operation was held. */
		ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "0"));
	}
}

/*
 * The races with completing, in each context in which a driver can complete.
 */
FIXTURE(race)
{
	struct sim sim;
	int fd;			/* an owner */
	struct tphone_record record;
};

FIXTURE_VARIANT(race)
{
	const char *context;
};

FIXTURE_VARIANT_ADD(race, inline)
{
	.context = "inline",
};

FIXTURE_VARIANT_ADD(race, softirq)
{
	.context = "softirq",
};

FIXTURE_VARIANT_ADD(race, hardirq)
{
	.context = "hardirq",
};

FIXTURE_VARIANT_ADD(race, work)
{
	.context = "work",
};

FIXTURE_VARIANT_ADD(race, thread)
{
	.context = "thread",
};

FIXTURE_SETUP(race)
{
	SETUP_OWNER(&self->sim, variant->context, &self->fd);
	ASSERT_EQ(0, sim_set(&self->sim, "seed", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "jitter_us", "400"));
	/* Only completions matter here. */
	ASSERT_EQ(0, phone_mask(self->fd, 0));
}

TEARDOWN_HANDLE(race, fd)

/* Does the lamp have a mode that fits this end of an operation on it? */
static bool lamp_fits(int fd, const struct tphone_record *record, int before,
		      int wanted)
{
	int mode = phone_lamp_mode(fd, FIRST_LAMP + record->user_data);

	if (!record->status)
		return mode == wanted && !record->flags;
	if (record->status != -ECANCELED ||
	    !(record->flags & TPHONE_COMPLETION_CANCELED))
		return false;
	if (record->flags & TPHONE_COMPLETION_NOT_STARTED)
		return mode == before;
	return mode == before || mode == wanted;
}

TEST_F(race, of_cancelling_all_with_everything)
{
	int before[NR_LAMPS], i, k, nr, nr_cancelled = 0;
	static struct ledger ledger;
	struct canceller canceller;
	__u64 ids[NR_LAMPS];
	int wanted;

	ASSERT_EQ(0, start_canceller(&canceller, self->fd));
	for (i = 0; i < NR_ROUNDS; i++) {
		wanted = i % 2 ? TPHONE_LAMPMODE_OFF : TPHONE_LAMPMODE_STEADY;
		for (k = 0; k < NR_LAMPS; k++)
			before[k] = phone_lamp_mode(self->fd, FIRST_LAMP + k);
		ledger_open(&ledger);
		canceller.delay_us = i * 29 % 400;
		pthread_barrier_wait(&canceller.meeting);
		nr = submit_lamps(self->fd, NR_LAMPS, wanted, ids);
		EXPECT_EQ(NR_LAMPS, nr);
		ledger_accepted(&ledger, ids, nr);
		for (k = 0; k < nr; k++) {
			ASSERT_EQ(0, phone_next(self->fd, &self->record));
			ledger_ended(&ledger, self->record.id);
			nr_cancelled += self->record.status == -ECANCELED;
			EXPECT_TRUE(lamp_fits(self->fd, &self->record,
					      before[self->record.user_data],
					      wanted));
		}
		EXPECT_STREQ("", ledger_complaint(&ledger));
		EXPECT_TRUE(phone_is_quiet(self->fd));
		pthread_barrier_wait(&canceller.meeting);
	}
	pthread_join(canceller.thread, NULL);
	EXPECT_EQ(0, canceller.error);
	TH_LOG("%d of %d were cancelled", nr_cancelled, NR_ROUNDS * NR_LAMPS);
}

TEST_F(race, of_cancelling_one_with_its_end)
{
	int i, result, nr_cancelled = 0, nr_late = 0;
	__u64 id;

	for (i = 0; i < 2 * NR_ROUNDS; i++) {
		ASSERT_EQ(1, submit_lamps(self->fd, 1,
					  i % 2 ? TPHONE_LAMPMODE_OFF :
						  TPHONE_LAMPMODE_FLASH, &id));
		sleep_us(i * 17 % 300);
		result = phone_cancel_id(self->fd, id);
		ASSERT_EQ(0, phone_next(self->fd, &self->record));
		EXPECT_EQ(id, self->record.id);
		if (result == -ENOENT) {
			/* It had ended before, so this call did not end it. */
			nr_late++;
			EXPECT_EQ(0, self->record.status);
		} else {
			EXPECT_EQ(1, result);
			nr_cancelled += self->record.status == -ECANCELED;
		}
		if (self->record.status)
			EXPECT_EQ(-ECANCELED, self->record.status);
		EXPECT_TRUE(phone_is_quiet(self->fd));
	}
	TH_LOG("%d of %d cancelled, %d too late", nr_cancelled, 2 * NR_ROUNDS,
	       nr_late);
}

TEST_HARNESS_MAIN
