// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader that is too slow loses events, and a LOST record counts them.
 */
#include "kselftest_harness.h"

#include <stdlib.h>

#include "fixture.h"
#include "util.h"

#define RING	256
#define HOST_HOOKS	64	/* kept of those that operations cause */
#define MOST	1024
#define BATCH	128

FIXTURE(overflow)
{
	struct sim sim;
	int owner;
	int monitor;
	unsigned int volume;
};

FIXTURE_SETUP(overflow)
{
	SETUP_OWNER(&self->sim, "inline", &self->owner);
	ASSERT_EQ(0, phone_mask(self->owner, 0));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
}

TEARDOWN_HANDLES(overflow, owner, monitor)

/* Make @nr events, each with the next volume in value[1], and completions. */
static void make_unread(struct __test_metadata *_metadata,
			FIXTURE_DATA(overflow) *self, unsigned int nr)
{
	struct tphone_request requests[BATCH];
	unsigned int i, batch;

	for (; nr; nr -= batch) {
		batch = nr < BATCH ? nr : BATCH;
		for (i = 0; i < batch; i++)
			requests[i] = request_volume(TPHONE_HOOK_HANDSET,
						     ++self->volume);
		ASSERT_EQ(batch, phone_submit_many(self->owner, requests,
						   batch, NULL));
	}
}

static void make_events(struct __test_metadata *_metadata,
			FIXTURE_DATA(overflow) *self, unsigned int nr)
{
	unsigned int batch;

	for (; nr; nr -= batch) {
		batch = nr < BATCH ? nr : BATCH;
		make_unread(_metadata, self, batch);
		ASSERT_EQ(batch, phone_drain(self->owner));
	}
}

/* The next records are the events with these volumes. */
static void expect_events(struct __test_metadata *_metadata, int fd,
			  unsigned int first, unsigned int last, __u64 seq)
{
	struct tphone_record record;

	for (; first <= last; first++) {
		ASSERT_EQ(1, phone_read(fd, &record, 1));
		EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
		EXPECT_EQ(first, record.value[1]);
		EXPECT_LT(seq, record.seq);
		seq = record.seq;
	}
}

static struct tphone_record read_lost(struct __test_metadata *_metadata,
				      int fd, unsigned int nr)
{
	struct tphone_record record;

	EXPECT_EQ(1, phone_read(fd, &record, 1));
	EXPECT_EQ(TPHONE_RECORD_LOST, record.type);
	EXPECT_EQ(nr, record.value[0]);
	EXPECT_EQ(0, record.value[1]);
	EXPECT_EQ(0, record.code);
	EXPECT_EQ(0, record.flags);
	EXPECT_EQ(0, record.cause);
	EXPECT_EQ(0, record.user_data);
	EXPECT_EQ(0, record.id);
	EXPECT_NE(0, record.timestamp_ns);
	return record;
}

static __u64 expect_lost(struct __test_metadata *_metadata, int fd,
			 unsigned int nr)
{
	return read_lost(_metadata, fd, nr).seq;
}

#define MAKE_EVENTS(nr)		make_events(_metadata, self, nr)
#define EXPECT_EVENTS(fd, first, last, seq) \
	expect_events(_metadata, fd, first, last, seq)
#define EXPECT_LOST(fd, nr)	expect_lost(_metadata, fd, nr)

TEST_F(overflow, full_ring_loses_nothing)
{
	MAKE_EVENTS(RING);
	EXPECT_EVENTS(self->monitor, 1, RING, 0);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(overflow, by_exactly_so_many)
{
	static const unsigned int numbers[] = {
		1, 2, RING - 1, RING, RING + 1, 1000,
	};
	unsigned int before, k, i;
	__u64 seq;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		k = numbers[i];
		before = self->volume;
		MAKE_EVENTS(RING + k);
		EXPECT_TRUE(!phone_is_quiet(self->monitor));
		seq = EXPECT_LOST(self->monitor, k);
		EXPECT_EVENTS(self->monitor, before + k + 1, before + k + RING,
			      seq);
		EXPECT_TRUE(phone_is_quiet(self->monitor));
	}
}

/* The fast reader gets every event and so knows the number of each. */
TEST_F(overflow, a_slow_and_a_fast_reader)
{
	struct tphone_record records[4 * BATCH];
	struct tphone_record *last, lost;
	int fast = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	int i;

	ASSERT_LE(0, fast);
	ASSERT_EQ(1, phone_drain(self->monitor));
	for (i = 0; i < 4; i++) {
		MAKE_EVENTS(BATCH);
		ASSERT_EQ(BATCH, phone_read(fast, records + i * BATCH, BATCH));
		EXPECT_EQ(i * BATCH + 1, records[i * BATCH].value[1]);
	}
	EXPECT_TRUE(phone_is_quiet(fast));
	last = &records[4 * BATCH - RING - 1];
	lost = read_lost(_metadata, self->monitor, 4 * BATCH - RING);
	EXPECT_EQ(last->seq, lost.seq);
	EXPECT_EQ(last->timestamp_ns, lost.timestamp_ns);
	EXPECT_EVENTS(self->monitor, 4 * BATCH - RING + 1, 4 * BATCH, 0);
	close(fast);
}

TEST_F(overflow, again_and_again)
{
	__u64 seq;

	MAKE_EVENTS(RING + 10);
	seq = EXPECT_LOST(self->monitor, 10);
	EXPECT_EVENTS(self->monitor, 11, 20, seq);
	/* Ten places of the ring are free now. */
	MAKE_EVENTS(15);
	seq = EXPECT_LOST(self->monitor, 5);
	EXPECT_EVENTS(self->monitor, 26, RING + 25, seq);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(overflow, losses_add_up_until_they_are_read)
{
	MAKE_EVENTS(RING + 10);
	EXPECT_TRUE(!phone_is_quiet(self->monitor));
	MAKE_EVENTS(10);
	EXPECT_TRUE(!phone_is_quiet(self->monitor));
	MAKE_EVENTS(10);
	EXPECT_LOST(self->monitor, 30);
	EXPECT_EVENTS(self->monitor, 31, RING + 30, 0);
}

/* Every third event is a hook event. */
static int make_mixed_event(struct sim *sim, int i)
{
	if (i % 3)
		return sim_user(sim, "gain handset %d", i + 1);
	return sim_user(sim, i % 2 ? "mute handset" : "lift handset");
}

TEST_F(overflow, only_what_the_mask_selects_is_counted)
{
	struct tphone_record record;
	int i;

	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_HOOK)));
	for (i = 0; i < 3 * (RING + 10); i++)
		ASSERT_EQ(0, make_mixed_event(&self->sim, i));
	EXPECT_LOST(self->monitor, 10);
	for (i = 0; i < RING; i++) {
		ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
		EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	}
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(overflow, nothing_that_the_mask_selects)
{
	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP)));
	MAKE_EVENTS(RING + 10);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

/* A handle gets no event about its own roles, so it cannot lose one. */
TEST_F(overflow, own_roles_are_not_counted)
{
	MAKE_EVENTS(10);
	EXPECT_EQ(-EBUSY, phone_role(self->monitor, TPHONE_ROLE_OWNER));
	close(self->owner);
	EXPECT_EQ(0, phone_role(self->monitor, TPHONE_ROLE_OWNER));
	EXPECT_EQ(0, phone_role(self->monitor, TPHONE_ROLE_MONITOR));
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->owner);
	ASSERT_EQ(0, phone_mask(self->owner, 0));
	/*
	 * The unread events are 10 of MAKE_EVENTS() and 2 of the owner that
	 * left and came; the 4 role events of this handle are for the others.
	 */
	MAKE_EVENTS(RING);
	EXPECT_LOST(self->monitor, 12);
	EXPECT_EVENTS(self->monitor, 11, RING + 10, 0);
}

/*
 * The ring drops the oldest event for the role event of the handle itself,
 * which loses nothing by that.
 */
TEST_F(overflow, who_has_just_come_has_lost_nothing)
{
	struct tphone_state state = {};
	int fd, i;

	/* Without operations there are no records but events. */
	for (i = 0; state.seq < RING; i++) {
		ASSERT_EQ(0, sim_user(&self->sim, i % 2 ? "release 1" :
							  "press 1"));
		ASSERT_EQ(0, phone_state(self->monitor, &state));
	}
	EXPECT_EQ(RING, state.seq);
	fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(phone_is_quiet(fd));
	close(fd);
}

/* Submit as many operations of each kind as a program may have outstanding. */
static void make_burst(struct __test_metadata *_metadata,
		       FIXTURE_DATA(overflow) *self, unsigned int opcode)
{
	struct tphone_request request;
	unsigned int i;

	for (i = 0; i < MOST; i++) {
		if (opcode == TPHONE_OP_SET_LAMP)
			request = request_lamp(FIRST_LAMP, i % 2 ?
					       TPHONE_LAMPMODE_STEADY :
					       TPHONE_LAMPMODE_FLASH);
		else if (opcode == TPHONE_OP_SET_HOOK)
			request = request_hook(TPHONE_HOOK_SPEAKER, i % 2 ?
					       TPHONE_HOOKMODE_ONHOOK :
					       TPHONE_HOOKMODE_MICSPEAKER);
		else
			request = request_volume(TPHONE_HOOK_HANDSET,
						 ++self->volume);
		ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	}
	ASSERT_EQ(MOST, phone_drain(self->owner));
}

/*
 * Read all: the keys and hook changes of the virtual user must be there, in
 * order.
 */
static void expect_of_the_user(struct __test_metadata *_metadata, int fd)
{
	struct tphone_record record;
	__u64 seq = 0;
	int nr = 0;

	while (!phone_is_quiet(fd)) {
		ASSERT_EQ(1, phone_read(fd, &record, 1));
		EXPECT_LT(seq, record.seq);
		seq = record.seq;
		if (record.cause != TPHONE_CAUSE_USER)
			continue;
		EXPECT_EQ(nr == 2 ? TPHONE_EVENT_HOOK : TPHONE_EVENT_BUTTON,
			  record.code);
		nr++;
	}
	EXPECT_EQ(3, nr);
}

static int use_phone(struct sim *sim)
{
	return sim_user(sim, "press 5") ?: sim_user(sim, "release 5") ?:
	       sim_user(sim, "lift handset");
}

TEST_F(overflow, no_burst_displaces_what_the_person_did)
{
	ASSERT_EQ(0, use_phone(&self->sim));
	make_burst(_metadata, self, TPHONE_OP_SET_LAMP);
	make_burst(_metadata, self, TPHONE_OP_SET_VOLUME);
	make_burst(_metadata, self, TPHONE_OP_SET_HOOK);
	expect_of_the_user(_metadata, self->monitor);
}

TEST_F(overflow, lamps_displace_no_hook_change)
{
	struct tphone_request request = request_hook(TPHONE_HOOK_SPEAKER,
						     TPHONE_HOOKMODE_MICSPEAKER);
	struct tphone_record record;
	__u64 seq;

	ASSERT_EQ(0, phone_execute(self->owner, &request, &record));
	seq = record.seq;
	make_burst(_metadata, self, TPHONE_OP_SET_LAMP);
	ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
	EXPECT_EQ(TPHONE_EVENT_HOOK, record.code);
	EXPECT_EQ(TPHONE_CAUSE_HOST, record.cause);
	EXPECT_LT(seq, record.seq);
	EXPECT_LOST(self->monitor, MOST - RING);
}

/*
 * The LOST record stands where the loss took place, between events of other
 * classes.
 */
TEST_F(overflow, losses_of_classes_add_up)
{
	struct tphone_record record;
	unsigned int nr = 0;
	__u64 lost = 0;
	__u64 seq = 0;

	make_burst(_metadata, self, TPHONE_OP_SET_LAMP);
	ASSERT_EQ(0, use_phone(&self->sim));
	make_burst(_metadata, self, TPHONE_OP_SET_HOOK);
	while (!phone_is_quiet(self->monitor)) {
		ASSERT_EQ(1, phone_read(self->monitor, &record, 1));
		EXPECT_LT(seq, record.seq);
		seq = record.seq;
		if (record.type == TPHONE_RECORD_LOST)
			lost += record.value[0];
		else
			nr++;
	}
	EXPECT_EQ(RING + 3 + HOST_HOOKS, nr);
	EXPECT_EQ(2 * MOST + 3 - nr, lost);
}

/* From fdinfo, or -1. */
static int nr_unread(int fd)
{
	char path[64], text[1024];
	const char *line;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	if (file_read(path, text, sizeof(text)))
		return -1;
	line = strstr(text, "tphone-unread-events:");
	return line ? atoi(strchr(line, '\t')) : -1;
}

TEST_F(overflow, what_is_not_selected_costs_nothing)
{
	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON)));
	ASSERT_EQ(0, use_phone(&self->sim));
	make_burst(_metadata, self, TPHONE_OP_SET_LAMP);
	EXPECT_EQ(2, nr_unread(self->monitor));
	/* A wider mask brings no event back; a narrower one drops events. */
	ASSERT_EQ(0, phone_mask(self->monitor, TPHONE_EVENTS_DEFAULT));
	EXPECT_EQ(2, nr_unread(self->monitor));
	ASSERT_EQ(0, phone_mask(self->monitor,
				TPHONE_EVENT_BIT(TPHONE_EVENT_LAMP)));
	EXPECT_EQ(0, nr_unread(self->monitor));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(overflow, completions_are_never_lost)
{
	struct tphone_record record;
	int nr_completions = 0;
	int nr_events = 0;
	__u64 lost = 0;
	__u64 seq = 0;
	unsigned int i;

	/* Skip the event of the monitor. */
	EXPECT_TRUE(phone_is_quiet(self->owner));
	ASSERT_EQ(0, phone_mask(self->owner, TPHONE_EVENTS_DEFAULT));
	make_unread(_metadata, self, MOST);
	for (i = 0; i < MOST + RING + 1; i++) {
		ASSERT_EQ(1, phone_read(self->owner, &record, 1));
		EXPECT_LT(seq, record.seq);
		seq = record.seq;
		if (record.type == TPHONE_RECORD_LOST)
			lost += record.value[0];
		else if (record.type == TPHONE_RECORD_EVENT)
			nr_events++;
		else
			EXPECT_EQ(++nr_completions, record.value[0]);
	}
	EXPECT_TRUE(phone_is_quiet(self->owner));
	EXPECT_EQ(MOST, nr_completions);
	EXPECT_EQ(RING, nr_events);
	EXPECT_EQ(MOST - RING, lost);
}

TEST_F(overflow, bad_memory_keeps_the_count)
{
	struct tphone_record *bad = (void *)8;

	MAKE_EVENTS(RING + 10);
	EXPECT_EQ(-EFAULT, phone_read(self->monitor, bad, 1));
	EXPECT_EQ(-EFAULT, phone_read(self->monitor, bad, RING));
	MAKE_EVENTS(5);
	EXPECT_EQ(-EFAULT, phone_read(self->monitor, bad, RING));
	EXPECT_LOST(self->monitor, 15);
	EXPECT_EQ(-EFAULT, phone_read(self->monitor, bad, RING));
	EXPECT_EVENTS(self->monitor, 16, RING + 15, 0);
}

TEST_F(overflow, state_gives_the_truth)
{
	struct tphone_record records[RING + 1];
	struct tphone_state state;

	MAKE_EVENTS(2 * RING);
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(2 * RING, state.volume[0]);
	/* All unread events are in the ring. */
	ASSERT_EQ(RING + 1, phone_read(self->monitor, records, RING + 1));
	EXPECT_GE(state.seq, records[RING].seq);
	EXPECT_LT(records[0].seq, records[1].seq);
}

TEST_HARNESS_MAIN
