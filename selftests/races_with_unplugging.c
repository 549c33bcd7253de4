// SPDX-License-Identifier: GPL-2.0-only
/*
 * Races with unplugging: operations complete, the phone is unplugged, and its
 * owner does something else, all at once. Whichever comes first, each operation
 * ends once, the handle gets its end, and the next phone works.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "phone.h"
#include "sim.h"
#include "util.h"

#define DEFAULT_ROUNDS	6
#define ROUND_S		60	/* longer than any wait in it */
#define TEST_S		86400	/* each round has its own limit */
#define START_REACH_US	3000

enum other {
	CANCEL, DETACH, DETACH_KEEP, LAST_DETACH, CLOSE, LAST_CLOSE, ROLE,
	NOTIFY, SUBMIT,
};

/**
 * struct meeting - a phone that is unplugged, and its owner
 * @sim: the phone
 * @other: what the owner does
 * @owner: its handle, -1: closed
 * @monitor: another handle, -1: there is none
 * @eventfd: to be registered
 * @start: the two begin
 * @unplug_after_us: delay before unplugging
 * @other_after_us: delay before the other thing
 * @reach_us: how long unplugging takes, more or less
 * @unplug_error: what it returned
 * @result: of the other thing
 * @detach: what detaching said
 * @nr: operations that were accepted
 * @ledger: their books
 * @nr_operations: how many there were in all rounds
 * @nr_first: rounds in which the owner was first
 */
struct meeting {
	struct sim sim;
	enum other other;
	int owner;
	int monitor;
	int eventfd;
	pthread_barrier_t start;
	unsigned int unplug_after_us;
	unsigned int other_after_us;
	unsigned int reach_us;
	int unplug_error;
	int result;
	struct tphone_detach detach;
	int nr;
	struct ledger ledger;
	unsigned int nr_operations;
	unsigned int nr_first;
};

static bool is_alone(const struct meeting *meeting)
{
	return meeting->other == LAST_DETACH || meeting->other == LAST_CLOSE;
}

static bool closes(const struct meeting *meeting)
{
	return meeting->other == CLOSE || meeting->other == LAST_CLOSE;
}

static void submit(struct meeting *meeting)
{
	__u64 ids[NR_LAMPS];
	int nr = submit_lamps(meeting->owner, NR_LAMPS, TPHONE_LAMPMODE_STEADY,
			      ids);

	meeting->result = nr < 0 ? nr : 0;
	if (nr < 0)
		return;
	ledger_accepted(&meeting->ledger, ids, nr);
	meeting->nr += nr;
}

static void *unplug(void *data)
{
	struct meeting *meeting = data;
	long long start;

	pthread_barrier_wait(&meeting->start);
	delay_us(meeting->unplug_after_us);
	start = now_us();
	meeting->unplug_error = sim_set(&meeting->sim, "live", "0");
	meeting->reach_us = (3 * meeting->reach_us + now_us() - start) / 4;
	return NULL;
}

static void do_other(struct meeting *meeting)
{
	int fd = meeting->owner;

	switch (meeting->other) {
	case CANCEL:
		meeting->result = phone_cancel_all(fd);
		break;
	case DETACH:
	case LAST_DETACH:
		meeting->result = phone_detach(fd, 0, &meeting->detach);
		break;
	case DETACH_KEEP:
		meeting->result = phone_detach_keep(fd, 0, &meeting->detach);
		break;
	case CLOSE:
	case LAST_CLOSE:
		meeting->owner = -1;
		meeting->result = close(fd) ? -errno : 0;
		break;
	case ROLE:
		meeting->result = phone_role(fd, TPHONE_ROLE_MONITOR);
		break;
	case NOTIFY:
		meeting->result = phone_notify(fd, TPHONE_NOTIFY_COMPLETIONS,
					       meeting->eventfd);
		break;
	case SUBMIT:
		submit(meeting);
		break;
	}
}

/* 0 or a negative errno. Half of the operations complete before the end. */
static int prepare(struct meeting *meeting, unsigned int round)
{
	unsigned int fraction = round * 61 % 100;
	struct sim *sim = &meeting->sim;
	int error;

	error = sim_live(sim, true);
	if (!error)
		error = sim_set(sim, "hold_nth", "%u", 1 + round % NR_LAMPS);
	if (!error)
		error = sim_set(sim, "latency_us", "%u",
				meeting->reach_us * fraction / 100);
	if (!error)
		error = sim_set(sim, "jitter_us", "%u", meeting->reach_us / 2);
	if (error)
		return error;
	meeting->owner = phone_open(sim->device, TPHONE_ROLE_OWNER);
	meeting->monitor = is_alone(meeting) ?
			   -1 : phone_open(sim->device, TPHONE_ROLE_MONITOR);
	meeting->eventfd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	/* Unplugging takes some time, so in most rounds it begins first. */
	meeting->unplug_after_us = round % 4 == 3 ? 5 * fraction : 0;
	meeting->other_after_us = round % 4 == 3 ?
				  0 : meeting->reach_us * fraction / 100;
	ledger_open(&meeting->ledger);
	meeting->nr = 0;
	return meeting->owner < 0 ? meeting->owner : 0;
}

/* Was the other thing done before the phone was unplugged? */
static bool was_first(const struct meeting *meeting)
{
	return meeting->result >= 0;
}

/* Read to the end: the last result of read(), or -EPROTO for a wrong record. */
static int read_to_the_end(struct meeting *meeting)
{
	struct tphone_record record;
	bool gone = false;
	__u64 seq = 0;
	int nr;

	while ((nr = phone_read(meeting->owner, &record, 1)) > 0) {
		if (gone || record.seq <= seq)
			return -EPROTO;
		seq = record.seq;
		gone = record.type == TPHONE_RECORD_GONE;
		if (record.type == TPHONE_RECORD_COMPLETION)
			ledger_ended(&meeting->ledger, record.id);
	}
	/* A detached handle ends with 0 instead of -ENODEV. */
	return gone == (nr == -ENODEV) ? nr : -EPROTO;
}

/* The number of operations whose completions the owner gets. */
static unsigned int nr_heard(const struct meeting *meeting)
{
	if (meeting->other == DETACH && was_first(meeting))
		return meeting->nr - meeting->detach.nr_outstanding;
	return meeting->nr;
}

/* The first mistake, or "". */
static const char *complaint_of_handle(struct meeting *meeting)
{
	const struct ledger *ledger = &meeting->ledger;
	bool detaches = meeting->other == DETACH ||
			meeting->other == DETACH_KEEP ||
			meeting->other == LAST_DETACH;
	int end = read_to_the_end(meeting);

	if (end != (detaches && was_first(meeting) ? 0 : -ENODEV))
		return "the handle has not the end that it must have";
	if (ledger->nr_ended != nr_heard(meeting))
		return "not as many have ended as were accepted";
	if (ledger->nr_twice || ledger->nr_unknown)
		return "something has ended that was not outstanding";
	if (submit_lamps(meeting->owner, 1, TPHONE_LAMPMODE_OFF, NULL) !=
	    (detaches && was_first(meeting) ? -ESHUTDOWN : -ENODEV))
		return "it can still submit";
	return "";
}

static const char *complaint_of(struct meeting *meeting)
{
	struct sim *sim = &meeting->sim;
	struct tphone_record record;

	if (meeting->unplug_error)
		return "it cannot be unplugged";
	if (meeting->result < 0 && meeting->result != -ENODEV)
		return "the other thing failed";
	if (sim_number(sim, "submitted") != sim_number(sim, "completed"))
		return "the phone did not give all back";
	if (sim_number(sim, "held"))
		return "it holds some";
	if (meeting->other == NOTIFY && was_first(meeting) &&
	    phone_poll(meeting->eventfd, POLLIN, PHONE_WAIT_MS) != POLLIN)
		return "no signal";
	if (meeting->monitor >= 0 &&
	    phone_next_type(meeting->monitor, TPHONE_RECORD_GONE, &record))
		return "the monitor is not notified";
	return closes(meeting) ? "" : complaint_of_handle(meeting);
}

static const char *run_round(struct meeting *meeting, unsigned int round)
{
	const char *complaint;
	pthread_t thread;

	alarm(ROUND_S);
	if (prepare(meeting, round))
		return "no start";
	pthread_barrier_init(&meeting->start, NULL, 2);
	if (pthread_create(&thread, NULL, unplug, meeting))
		return "no thread";
	submit(meeting);
	pthread_barrier_wait(&meeting->start);
	delay_us(meeting->other_after_us);
	do_other(meeting);
	pthread_join(thread, NULL);
	complaint = complaint_of(meeting);
	meeting->nr_operations += meeting->nr;
	meeting->nr_first += was_first(meeting);
	if (meeting->owner >= 0)
		close(meeting->owner);
	if (meeting->monitor >= 0)
		close(meeting->monitor);
	close(meeting->eventfd);
	return complaint;
}

FIXTURE(unplugging)
{
	struct meeting meeting;
	unsigned int nr_rounds;
};

FIXTURE_VARIANT(unplugging)
{
	const char *context;
	enum other other;
};

/* Something else, with each context. */
#define PAIRS(_name, _other)						\
	FIXTURE_VARIANT_ADD(unplugging, inline_##_name)			\
	{ .context = "inline", .other = (_other) };			\
	FIXTURE_VARIANT_ADD(unplugging, softirq_##_name)		\
	{ .context = "softirq", .other = (_other) };			\
	FIXTURE_VARIANT_ADD(unplugging, hardirq_##_name)		\
	{ .context = "hardirq", .other = (_other) };			\
	FIXTURE_VARIANT_ADD(unplugging, work_##_name)			\
	{ .context = "work", .other = (_other) };			\
	FIXTURE_VARIANT_ADD(unplugging, thread_##_name)			\
	{ .context = "thread", .other = (_other) }

PAIRS(cancel, CANCEL);
PAIRS(detach, DETACH);
PAIRS(detach_keep, DETACH_KEEP);
PAIRS(last_detach, LAST_DETACH);
PAIRS(close, CLOSE);
PAIRS(last_close, LAST_CLOSE);
PAIRS(role, ROLE);
PAIRS(notify, NOTIFY);
PAIRS(submit, SUBMIT);

FIXTURE_SETUP(unplugging)
{
	const char *rounds = getenv("TPHONE_RACE_ROUNDS");

	self->nr_rounds = rounds ? 1 + strtoul(rounds, NULL, 10) / 4 :
				   DEFAULT_ROUNDS;
	if (sim_missing())
		SKIP(return, "%s", sim_missing());
	self->meeting.other = variant->other;
	self->meeting.reach_us = START_REACH_US;
	ASSERT_EQ(0, sim_create(&self->meeting.sim));
	ASSERT_EQ(0, sim_set(&self->meeting.sim, "complete_in",
			     variant->context));
}

FIXTURE_TEARDOWN(unplugging)
{
	sim_destroy(&self->meeting.sim);
}

TEST_F_TIMEOUT(unplugging, beside_something_else, TEST_S)
{
	struct meeting *meeting = &self->meeting;
	unsigned int round;

	for (round = 0; round < self->nr_rounds; round++) {
		const char *complaint = run_round(meeting, round);

		ASSERT_STREQ("", complaint) {
			TH_LOG("round %u, result %d, %u and %u us", round,
			       meeting->result, meeting->unplug_after_us,
			       meeting->other_after_us);
		}
	}
	alarm(0);
	TH_LOG("%u rounds: the owner was first in %u", round,
	       meeting->nr_first);
	ksft_print_msg("races: %u rounds, %u operations\n", round,
		       meeting->nr_operations);
	fflush(stdout);
}

TEST_HARNESS_MAIN
