// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids: a phone gives none twice, and an event that an operation caused carries
 * its id, by which a program recognises the echo of its own operations.
 */
#include "kselftest_harness.h"

#include <stdlib.h>

#include "fixture.h"
#include "util.h"

#define NR_ROUNDS	50

FIXTURE(operation_ids)
{
	struct sim sim;
	int owner, monitor;
};

FIXTURE_SETUP(operation_ids)
{
	SETUP_OWNER(&self->sim, "work", &self->owner);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
	phone_drain(self->owner);
	phone_drain(self->monitor);
}

TEARDOWN_HANDLES(operation_ids, owner, monitor)

static int compare_ids(const void *a, const void *b)
{
	__u64 first = *(const __u64 *)a, second = *(const __u64 *)b;

	return first < second ? -1 : first > second;
}

static bool all_differ(__u64 *ids, unsigned int nr)
{
	unsigned int i;

	qsort(ids, nr, sizeof(*ids), compare_ids);
	for (i = 1; i < nr; i++) {
		if (ids[i] == ids[i - 1])
			return false;
	}
	return nr && ids[0];
}

/*
 * Ids for the owner, for a monitor, and for handles that are opened anew each
 * time.
 */
TEST_F(operation_ids, no_id_is_given_twice)
{
	struct tphone_request request = request_devspecific("x", 1, 0);
	__u64 ids[3 * NR_ROUNDS];
	int fd, i;

	for (i = 0; i < NR_ROUNDS; i++) {
		fd = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
		ASSERT_LE(0, fd);
		ASSERT_EQ(0, phone_submit_one(self->owner, &request,
					      &ids[3 * i]));
		ASSERT_EQ(0, phone_submit_one(self->monitor, &request,
					      &ids[3 * i + 1]));
		ASSERT_EQ(0, phone_submit_one(fd, &request, &ids[3 * i + 2]));
		close(fd);
	}
	EXPECT_TRUE(all_differ(ids, ARRAY_SIZE(ids)));
}

/* A handle cannot use the id of another handle's operation. */
TEST_F(operation_ids, ids_of_others_are_of_no_use)
{
	struct tphone_request request = request_devspecific("x", 1, 1);
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, &id));
	EXPECT_EQ(-ENOENT, phone_cancel_id(self->monitor, id));
	EXPECT_EQ(-ENOENT, phone_fetch(self->monitor, id, NULL, 0));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_completion(self->owner, id, &record));
	EXPECT_EQ(-ENOENT, phone_fetch(self->monitor, id, NULL, 0));
	EXPECT_EQ(0, record.status);
}

/* Each event of each kind of operation carries the id. */
TEST_F(operation_ids, events_name_their_operation)
{
	const struct tphone_request requests[] = {
		request_lamp(FIRST_LAMP, TPHONE_LAMPMODE_FLASH),
		request_ring(2, 300),
		request_hook(TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET,
			     TPHONE_HOOKMODE_MICSPEAKER),
		request_volume(TPHONE_HOOK_SPEAKER, 5),
		request_gain(TPHONE_HOOK_SPEAKER, 6),
		request_display(0, 0, "echo"),
		request_button(FIRST_LAMP, TPHONE_BUTTONMODE_FEATURE,
			       TPHONE_FUNCTION_PARK, "echo"),
		request_data(0, 0, "echo", 4),
	};
	static const int nr_events[] = { 1, 2, 2, 1, 1, 1, 1, 1 };
	struct tphone_record own, other;
	unsigned int i;
	__u64 id;
	int j;

	for (i = 0; i < ARRAY_SIZE(requests); i++) {
		ASSERT_EQ(0, phone_submit_one(self->owner, &requests[i], &id));
		ASSERT_EQ(0, phone_next(self->owner, &own));
		ASSERT_EQ(TPHONE_RECORD_COMPLETION, own.type);
		EXPECT_EQ(0, own.status);
		EXPECT_EQ(id, own.id);
		for (j = 0; j < nr_events[i]; j++) {
			ASSERT_EQ(0, phone_next(self->owner, &own));
			ASSERT_EQ(TPHONE_RECORD_EVENT, own.type);
			EXPECT_EQ(TPHONE_CAUSE_HOST, own.cause);
			EXPECT_EQ(id, own.id) {
				TH_LOG("operation %u, event %d", i, j);
			}
			/* A monitor gets the same event. */
			ASSERT_EQ(0, phone_next(self->monitor, &other));
			EXPECT_EQ(own.seq, other.seq);
			EXPECT_EQ(id, other.id);
		}
		EXPECT_TRUE(phone_is_quiet(self->owner));
	}
}

/* An effect after the deadline still has the id of its operation. */
TEST_F(operation_ids, a_late_effect_names_its_operation)
{
	struct tphone_request request = request_volume(TPHONE_HOOK_SPEAKER, 7);
	struct tphone_record record;
	__u64 id;

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, &id));
	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next_event(self->monitor, TPHONE_EVENT_VOLUME,
				      &record));
	EXPECT_EQ(TPHONE_CAUSE_HOST, record.cause);
	EXPECT_EQ(id, record.id);
}

/* Events caused by the virtual user, the phone or the core carry no id. */
TEST_F(operation_ids, other_events_name_none)
{
	static const char *const actions[] = {
		"lift handset", "press 5", "volume handset 100", "suspend",
		"resume", "unplug", "plug",
	};
	struct tphone_record record;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(actions); i++) {
		ASSERT_EQ(0, sim_user(&self->sim, "%s", actions[i]));
		ASSERT_EQ(0, phone_next(self->monitor, &record));
		EXPECT_NE(TPHONE_CAUSE_HOST, record.cause);
		EXPECT_EQ(0, record.id) {
			TH_LOG("%s", actions[i]);
		}
		phone_drain(self->monitor);
	}
	close(self->owner);
	self->owner = -1;
	ASSERT_EQ(0, phone_next_event(self->monitor, TPHONE_EVENT_OWNER,
				      &record));
	EXPECT_EQ(TPHONE_CAUSE_CORE, record.cause);
	EXPECT_EQ(0, record.id);
}

/* Operations of the core itself belong to no handle. */
TEST_F(operation_ids, the_reset_names_none)
{
	struct tphone_request request = request_ring(2, 300);
	struct tphone_record record;
	int watching;

	ASSERT_EQ(0, phone_execute(self->owner, &request, NULL));
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "call"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	close(self->monitor);
	close(self->owner);
	self->owner = -1;
	/* A handle that comes while the reset is under way sees its events. */
	ASSERT_EQ(0, sim_wait(&self->sim, "held", 1));
	watching = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, watching);
	self->monitor = watching;
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	ASSERT_EQ(0, phone_next_event(watching, TPHONE_EVENT_RING_MODE,
				      &record));
	EXPECT_EQ(TPHONE_CAUSE_CORE, record.cause);
	EXPECT_EQ(0, record.id);
}

TEST_HARNESS_MAIN
