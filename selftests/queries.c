// SPDX-License-Identifier: GPL-2.0-only
/* The description and the whole state of a phone, for any handle. */
#include "kselftest_harness.h"

#include <pthread.h>

#include "fixture.h"

#define NR_PAIRS	21
#define KEY		12
#define PAGE		4096
#define BIT_OF_EVENT(code)	TPHONE_EVENT_BIT(TPHONE_EVENT_##code)

#define ALL_HOOK_MODES \
	(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MIC | \
	 TPHONE_HOOKMODE_SPEAKER | TPHONE_HOOKMODE_MICSPEAKER)

FIXTURE(queries)
{
	struct sim sim;
	struct tphone_info info;
	int fd;
};

FIXTURE_SETUP(queries)
{
	SETUP_SIM(&self->sim);
	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "inline"));
	self->fd = -1;
}

TEARDOWN_HANDLE(queries, fd)

static void plug_in(struct __test_metadata *_metadata,
		    FIXTURE_DATA(queries) *self, unsigned int role)
{
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->fd = phone_open(self->sim.device, role);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, phone_info(self->fd, &self->info));
}

#define PLUG_IN(role)	plug_in(_metadata, self, TPHONE_ROLE_##role)

TEST_F(queries, info_of_a_desk_phone)
{
	struct tphone_info *info = &self->info;
	int i;

	PLUG_IN(NONE);
	EXPECT_EQ(sizeof(*info), info->size);
	EXPECT_EQ(0, info->flags);
	EXPECT_EQ(0, info->reserved0);
	EXPECT_EQ(TPHONE_FEATURE_REVOKE, info->features);
	EXPECT_EQ(0x3fe, info->opcodes);
	EXPECT_EQ(TPHONE_EVENTS_DEFAULT, info->events);
	EXPECT_EQ(TPHONE_HOOK_DEVICES, info->hook_devices);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		EXPECT_EQ(ALL_HOOK_MODES, info->hook_modes_settable[i]);
		EXPECT_EQ(ALL_HOOK_MODES, info->hook_modes_reported[i] &
			  ALL_HOOK_MODES);
	}
	EXPECT_EQ(TPHONE_HOOK_DEVICES, info->volume_devices);
	EXPECT_EQ(TPHONE_HOOK_DEVICES, info->gain_devices);
	EXPECT_EQ(4, info->nr_ring_modes);
	EXPECT_EQ(4, info->display_rows);
	EXPECT_EQ(20, info->display_columns);
	EXPECT_EQ(NR_PAIRS, info->nr_buttons);
	EXPECT_EQ(2, info->nr_downloads);
	EXPECT_EQ(3, info->nr_uploads);
	EXPECT_EQ(4096, info->max_payload);
	EXPECT_EQ(1024, info->max_operations);
	EXPECT_EQ(128, info->max_batch);
	for (i = 0; i < ARRAY_SIZE(info->reserved); i++)
		EXPECT_EQ(0, info->reserved[i]);
}

TEST_F(queries, info_names_the_phone)
{
	ASSERT_EQ(0, sim_set(&self->sim, "manufacturer", "M\xc3\xbcller & Co"));
	ASSERT_EQ(0, sim_set(&self->sim, "model", "W 48"));
	ASSERT_EQ(0, sim_set(&self->sim, "serial", "4711"));
	ASSERT_EQ(0, sim_set(&self->sim, "id", "the one in the hall"));
	PLUG_IN(NONE);
	EXPECT_STREQ("M\xc3\xbcller & Co", self->info.manufacturer);
	EXPECT_STREQ("W 48", self->info.model);
	EXPECT_STREQ("4711", self->info.serial);
	EXPECT_STREQ("the one in the hall", self->info.id);
	EXPECT_STRNE("", self->info.driver);
	EXPECT_STRNE("", self->info.parent);
}

TEST_F(queries, info_has_an_id_that_stays)
{
	char id[TPHONE_ID_SIZE];

	PLUG_IN(NONE);
	memcpy(id, self->info.id, sizeof(id));
	EXPECT_EQ(0, memcmp("sim-", id, 4));
	EXPECT_STREQ(self->sim.name, id + 4);
	close(self->fd);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	PLUG_IN(NONE);
	EXPECT_STREQ(id, self->info.id);
}

TEST_F(queries, info_has_the_number_of_the_device)
{
	char device[32];

	PLUG_IN(NONE);
	snprintf(device, sizeof(device), "/dev/tphone%u", self->info.index);
	EXPECT_STREQ(device, self->sim.device);
}

TEST_F(queries, info_of_a_headset)
{
	struct tphone_info *info = &self->info;

	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "2"));
	ASSERT_EQ(0, sim_set(&self->sim, "lamps", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "display", "0x0"));
	ASSERT_EQ(0, sim_set(&self->sim, "ring_modes", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "downloads", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "uploads", " "));
	ASSERT_EQ(0, sim_set(&self->sim, "max_payload", "64"));
	PLUG_IN(NONE);
	EXPECT_EQ(2, info->nr_buttons);
	EXPECT_EQ(0, info->display_rows);
	EXPECT_EQ(0, info->display_columns);
	EXPECT_EQ(0, info->nr_ring_modes);
	EXPECT_EQ(TPHONE_HOOK_HEADSET, info->hook_devices);
	EXPECT_EQ(TPHONE_HOOK_HEADSET, info->volume_devices);
	EXPECT_EQ(0, info->gain_devices);
	EXPECT_EQ(0, info->hook_modes_settable[0]);
	EXPECT_EQ(ALL_HOOK_MODES, info->hook_modes_settable[2]);
	EXPECT_EQ(0, info->nr_downloads);
	EXPECT_EQ(0, info->nr_uploads);
	EXPECT_EQ(64, info->max_payload);
	EXPECT_EQ(0x3fe & ~(1 << TPHONE_OP_SET_DISPLAY |
			    1 << TPHONE_OP_SET_RING | 1 << TPHONE_OP_SET_DATA |
			    1 << TPHONE_OP_SET_GAIN),
		  info->opcodes);
	/* The phone has no events of parts that it lacks. */
	EXPECT_EQ(0, info->events & (BIT_OF_EVENT(DISPLAY) |
				     BIT_OF_EVENT(RING_MODE) |
				     BIT_OF_EVENT(RING_VOLUME) |
				     BIT_OF_EVENT(DATA)));
	EXPECT_TRUE(info->events & BIT_OF_EVENT(HOOK));
}

TEST_F(queries, state_of_a_new_phone)
{
	struct tphone_state state;
	int i;

	PLUG_IN(MONITOR);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_STATUS_CONNECTED, state.status);
	EXPECT_EQ(TPHONE_ROLE_MONITOR, state.role);
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	EXPECT_EQ(0, state.nr_outstanding);
	EXPECT_EQ(0, state.nr_own_outstanding);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++)
		EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[i]);
	EXPECT_EQ(0, state.ring_mode);
	EXPECT_EQ(NR_PAIRS, state.nr_lamps);
}

TEST_F(queries, state_of_hooks_that_are_not_there)
{
	struct tphone_state state;

	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "headset"));
	PLUG_IN(NONE);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_UNKNOWN, state.hook_mode[0]);
	EXPECT_EQ(TPHONE_HOOKMODE_UNKNOWN, state.hook_mode[1]);
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[2]);
}

TEST_F(queries, state_counts_handles)
{
	struct tphone_state state;
	int owner, i;

	PLUG_IN(NONE);
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	for (i = 0; i < 3; i++)
		EXPECT_LE(0, phone_open(self->sim.device, TPHONE_ROLE_MONITOR));
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(TPHONE_ROLE_NONE, state.role);
	EXPECT_EQ(1, state.nr_owners);
	EXPECT_EQ(3, state.nr_monitors);
	close(owner);
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(0, state.nr_owners);
}

TEST_F(queries, state_counts_operations)
{
	struct tphone_request request = request_ring(0, 0);
	struct tphone_state state;
	int owner, i;

	PLUG_IN(NONE);
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	for (i = 0; i < 3; i++)
		ASSERT_EQ(0, phone_submit_one(owner, &request, NULL));
	ASSERT_EQ(0, phone_state(self->fd, &state));
	EXPECT_EQ(3, state.nr_outstanding);
	EXPECT_EQ(0, state.nr_own_outstanding);
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	/* Completed, but not read. */
	ASSERT_EQ(0, phone_state(owner, &state));
	EXPECT_EQ(2, state.nr_outstanding);
	EXPECT_EQ(2, state.nr_own_outstanding);
	close(owner);
}

/* Query all lamps, or as many as there is room for. */
static int state_with_lamps(int fd, __u32 *lamps, unsigned int nr)
{
	struct tphone_state state = {
		.size = sizeof(state), .nr_lamps = nr,
		.lamps_ptr = phone_pointer(lamps),
	};
	int error = phone_ioctl(fd, TPHONE_IOC_STATE, &state);

	return error ?: (int)state.nr_lamps;
}

/* The answer contains nothing that the caller left in its memory. */
TEST_F(queries, state_without_an_owner_names_nobody)
{
	struct tphone_state state = { .size = sizeof(state) };
	size_t i;

	PLUG_IN(MONITOR);
	memset(state.owner_name, 'x', sizeof(state.owner_name));
	ASSERT_EQ(0, phone_ioctl(self->fd, TPHONE_IOC_STATE, &state));
	for (i = 0; i < sizeof(state.owner_name); i++)
		EXPECT_EQ(0, state.owner_name[i]);
}

TEST_F(queries, state_with_lamps)
{
	struct tphone_request request = request_lamp(KEY,
						     TPHONE_LAMPMODE_WINK);
	__u32 lamps[NR_PAIRS + 1];
	__u32 mode;
	int i;

	PLUG_IN(OWNER);
	ASSERT_EQ(0, phone_execute(self->fd, &request, NULL));
	memset(lamps, 0x5a, sizeof(lamps));
	EXPECT_EQ(NR_PAIRS, state_with_lamps(self->fd, lamps, NR_PAIRS + 1));
	for (i = 0; i < NR_PAIRS; i++) {
		mode = i < KEY ? TPHONE_LAMPMODE_DUMMY :
		       i > KEY ? TPHONE_LAMPMODE_OFF : TPHONE_LAMPMODE_WINK;
		EXPECT_EQ(mode, lamps[i]);
	}
	EXPECT_EQ(0x5a5a5a5a, lamps[NR_PAIRS]);
}

TEST_F(queries, state_with_some_lamps)
{
	__u32 *lamps = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ASSERT_NE(MAP_FAILED, lamps);
	ASSERT_EQ(0, munmap((void *)lamps + PAGE, PAGE));
	PLUG_IN(NONE);
	lamps += PAGE / sizeof(*lamps) - 5;
	EXPECT_EQ(NR_PAIRS, state_with_lamps(self->fd, lamps, 5));
	EXPECT_EQ(TPHONE_LAMPMODE_DUMMY, lamps[4]);
	EXPECT_EQ(-EFAULT, state_with_lamps(self->fd, lamps, 6));
	EXPECT_EQ(-EFAULT, state_with_lamps(self->fd, lamps, ~0U));
}

/* Queries make no records. */
TEST_F(queries, change_nothing)
{
	struct phone_snapshot before;
	struct tphone_button button;
	struct tphone_lamp lamp;
	char bytes[64];
	int i;

	PLUG_IN(MONITOR);
	ASSERT_EQ(0, phone_snapshot(self->fd, &before));
	for (i = 0; i < NR_PAIRS; i++) {
		EXPECT_EQ(0, phone_lamp(self->fd, i, &lamp));
		EXPECT_EQ(before.state.seq, lamp.seq);
		EXPECT_EQ(0, phone_button(self->fd, i, &button));
		EXPECT_EQ(before.state.seq, button.seq);
	}
	EXPECT_EQ(64, phone_data(self->fd, 0, 0, bytes, 64, NULL));
	EXPECT_EQ(0, phone_info(self->fd, &self->info));
	EXPECT_TRUE(phone_unchanged(self->fd, &before));
}

TEST_F(queries, pairs_beyond_the_last)
{
	struct tphone_button button;
	struct tphone_lamp lamp;

	PLUG_IN(NONE);
	EXPECT_EQ(-ECHRNG, phone_lamp(self->fd, NR_PAIRS, &lamp));
	EXPECT_EQ(-ECHRNG, phone_lamp(self->fd, ~0U, &lamp));
	EXPECT_EQ(-ECHRNG, phone_button(self->fd, NR_PAIRS, &button));
	EXPECT_EQ(-ECHRNG, phone_button(self->fd, ~0U, &button));
}

/*
 * An upload area is copied in pieces: an answer may contain bytes that are
 * newer than its seq, but no older ones.
 */
#define AREA_SIZE	65536
#define NR_FILLS	100

struct filler {
	pthread_t thread;
	int owner;
	int error;
	__u64 seq[NR_FILLS];	/* of the event of the fill */
};

static int fill(struct filler *filler, unsigned char byte)
{
	static unsigned char bytes[AREA_SIZE];
	struct tphone_request request;
	struct tphone_record record;
	int error;

	memset(bytes, byte, sizeof(bytes));
	request = request_data(0, 0, bytes, sizeof(bytes));
	error = phone_submit_one(filler->owner, &request, NULL);
	if (!error)
		error = phone_next_event(filler->owner, TPHONE_EVENT_DATA,
					 &record);
	filler->seq[byte] = record.seq;
	return error;
}

static void *fill_again_and_again(void *arg)
{
	struct filler *filler = arg;
	unsigned int i;

	for (i = 1; i < NR_FILLS && !filler->error; i++)
		filler->error = fill(filler, i);
	return NULL;
}

TEST_F(queries, data_is_never_older_than_its_number)
{
	static unsigned char buf[AREA_SIZE], oldest[4 * NR_FILLS];
	static __u64 seq[4 * NR_FILLS];
	static struct filler filler;
	struct tphone_data data;
	unsigned int i, k, nr = 0;

	ASSERT_EQ(0, sim_set(&self->sim, "max_payload", "65536"));
	ASSERT_EQ(0, sim_set(&self->sim, "downloads", "65536"));
	ASSERT_EQ(0, sim_set(&self->sim, "uploads", "65536"));
	PLUG_IN(NONE);
	filler.owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, filler.owner);
	ASSERT_EQ(0, pthread_create(&filler.thread, NULL, fill_again_and_again,
				    &filler));
	do {
		ASSERT_EQ(AREA_SIZE, phone_data(self->fd, 0, 0, buf, AREA_SIZE,
						&data));
		oldest[nr] = buf[0];
		for (i = 1; i < AREA_SIZE; i++) {
			if (buf[i] < oldest[nr])
				oldest[nr] = buf[i];
		}
		seq[nr++] = data.seq;
	} while (oldest[nr - 1] < NR_FILLS - 1 && nr < ARRAY_SIZE(seq));
	ASSERT_EQ(0, pthread_join(filler.thread, NULL));
	ASSERT_EQ(0, filler.error);
	for (i = 0; i < nr; i++) {
		for (k = 1; k < NR_FILLS && filler.seq[k] <= seq[i]; k++)
			;
		EXPECT_LE(k - 1, oldest[i]);
	}
	EXPECT_LT(2, nr);
	close(filler.owner);
}

TEST_HARNESS_MAIN
