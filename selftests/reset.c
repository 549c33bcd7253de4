// SPDX-License-Identifier: GPL-2.0-only
/*
 * reset_on_last_close: when the last handle is closed, a phone neither rings
 * nor stays off hook nor shows a call, and with "all" lights no lamp, whatever
 * operations its driver still has.
 *
 * "looker" has no role, so it does not count as a user but can query the state.
 */
#include "kselftest_harness.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "fixture.h"
#include "util.h"

#define NR_LIT		3
#define RING_MODE	2
/*
 * The operations of make_busy(), and of the reset that undoes them: ring, hook,
 * lamps.
 */
#define NR_RESET	(2 + NR_LIT)
#define GRACE_MS	300
#define DEFAULT_GRACE_MS	2000
/* How long to watch for what must not happen. */
#define WATCH_MS	250
#define PHONE_FULL	1024
#define BATCH		128

/* Wait for a condition, PHONE_WAIT_MS at most. */
#define EVENTUALLY(condition) ({					\
	long long _start = now_us();					\
	bool _holds;							\
									\
	while (!(_holds = (condition)) && ms_since(_start) < PHONE_WAIT_MS) \
		sleep_ms(2);						\
	_holds;								\
})

/* Ringing, two hook switch devices off hook, some lamps on. */
static int make_busy(int fd)
{
	struct tphone_request requests[NR_RESET] = {
		request_ring(RING_MODE, 1000),
		request_hook(TPHONE_HOOK_HANDSET | TPHONE_HOOK_SPEAKER,
			     TPHONE_HOOKMODE_MICSPEAKER),
	};
	int error = 0;
	int i;

	for (i = 0; i < NR_LIT; i++)
		requests[2 + i] = request_lamp(FIRST_LAMP + i,
					       TPHONE_LAMPMODE_STEADY);
	for (i = 0; i < NR_RESET && !error; i++)
		error = phone_execute(fd, &requests[i], NULL);
	return error;
}

static bool all_on_hook(const struct tphone_state *state)
{
	int i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (state->hook_mode[i] != TPHONE_HOOKMODE_ONHOOK)
			return false;
	}
	return true;
}

static bool is_silent(int fd)
{
	struct tphone_state state;

	return !phone_state(fd, &state) && !state.ring_mode &&
	       all_on_hook(&state) &&
	       count_lamps(fd, NR_LAMPS, TPHONE_LAMPMODE_OFF) == NR_LAMPS;
}

static bool is_busy(int fd)
{
	struct tphone_state state;

	return !phone_state(fd, &state) && state.ring_mode == RING_MODE &&
	       state.hook_mode[0] == TPHONE_HOOKMODE_MICSPEAKER &&
	       state.hook_mode[1] == TPHONE_HOOKMODE_MICSPEAKER &&
	       count_lamps(fd, NR_LIT, TPHONE_LAMPMODE_STEADY) == NR_LIT;
}

static bool stays_busy(int fd)
{
	long long start = now_us();
	bool busy;

	do {
		busy = is_busy(fd);
		sleep_ms(5);
	} while (busy && ms_since(start) < WATCH_MS);
	return busy;
}

/* No operation that may change the phone is outstanding. */
static bool is_idle(int fd)
{
	struct tphone_state state;

	return !phone_state(fd, &state) && !state.nr_outstanding &&
	       !(state.status & TPHONE_STATUS_DRAINING);
}

/* Kill a process that is the owner of a busy phone. */
static void kill_busy_owner(struct __test_metadata *_metadata,
			    const char *device, int looker)
{
	pid_t pid = start_owner(device, make_busy);

	ASSERT_LT(0, pid);
	ASSERT_TRUE(is_busy(looker));
	kill(pid, SIGKILL);
	EXPECT_EQ(128 + SIGKILL, reap(pid));
}

FIXTURE(reset)
{
	struct sim sim;
	int looker;
	int owner;
};

FIXTURE_SETUP(reset)
{
	SETUP_SIM(&self->sim);
	ASSERT_EQ(0, sim_set(&self->sim, "reset_on_last_close", "all"));
	/*
	 * With "inline", operations have taken effect when the write to
	 * "release" returns.
	 */
	SETUP_PLUG(&self->sim, "inline");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->owner);
	ASSERT_EQ(0, make_busy(self->owner));
	ASSERT_TRUE(is_busy(self->looker));
}

TEARDOWN_HANDLE(reset, looker)

TEST_F(reset, last_close)
{
	close(self->owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	EXPECT_TRUE(EVENTUALLY(is_idle(self->looker)));
	/* The reset runs once. */
	EXPECT_EQ(2 * NR_RESET, sim_number(&self->sim, "submitted"));
	EXPECT_EQ(2 * NR_RESET, sim_number(&self->sim, "completed"));
}

TEST_F(reset, every_last_close)
{
	int i;

	for (i = 0; i < 3; i++) {
		close(self->owner);
		EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
		self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
		ASSERT_LE(0, self->owner);
		ASSERT_EQ(0, make_busy(self->owner));
	}
	close(self->owner);
}

TEST_F(reset, detaching_is_closing)
{
	struct tphone_detach detach;

	ASSERT_EQ(0, phone_detach(self->owner, 0, &detach));
	EXPECT_EQ(1, detach.was_last);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	close(self->owner);
}

TEST_F(reset, death_is_closing)
{
	close(self->owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker) &&
			       is_idle(self->looker)));
	kill_busy_owner(_metadata, self->sim.device, self->looker);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

TEST_F(reset, what_the_user_lifted_goes_on_hook)
{
	ASSERT_EQ(0, sim_user(&self->sim, "lift headset"));
	ASSERT_EQ(0, sim_user(&self->sim, "mute headset"));
	close(self->owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

TEST_F(reset, what_is_in_order_is_left_alone)
{
	close(self->owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker) &&
			       is_idle(self->looker)));
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->owner);
	close(self->owner);
	sleep_ms(WATCH_MS);
	EXPECT_EQ(2 * NR_RESET, sim_number(&self->sim, "submitted"));
}

TEST_F(reset, volumes_texts_and_display_stay)
{
	struct tphone_request volume = request_volume(TPHONE_HOOK_SPEAKER, 77);
	struct tphone_request text = request_display(0, 0, "stays");
	struct tphone_state state;
	char display[1024];

	ASSERT_EQ(0, phone_execute(self->owner, &volume, NULL));
	ASSERT_EQ(0, phone_execute(self->owner, &text, NULL));
	close(self->owner);
	ASSERT_TRUE(EVENTUALLY(is_silent(self->looker)));
	ASSERT_EQ(0, phone_state(self->looker, &state));
	EXPECT_EQ(77, state.volume[1]);
	EXPECT_EQ(1000, state.ring_volume);
	ASSERT_LT(0, phone_display(self->looker, display, sizeof(display),
				   NULL));
	EXPECT_EQ(0, strncmp(display, "stays", 5));
}

TEST_F(reset, not_when_switched_off)
{
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "none"));
	close(self->owner);
	EXPECT_TRUE(stays_busy(self->looker));
	/* Switching it on later does not start a reset: only a close does. */
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "all"));
	EXPECT_TRUE(stays_busy(self->looker));
	EXPECT_EQ(NR_RESET, sim_number(&self->sim, "submitted"));
}

TEST_F(reset, not_when_switched_off_although_one_was_due)
{
	/*
	 * A reset is due, but the phone is disconnected; then a handle is
	 * opened.
	 */
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	close(self->owner);
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	ASSERT_LE(0, self->owner);
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	EXPECT_TRUE(stays_busy(self->looker));

	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "none"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(1, submit_lamps(self->owner, 1, TPHONE_LAMPMODE_FLASH, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	close(self->owner);
	EXPECT_TRUE(stays_busy(self->looker));
}

TEST_F(reset, not_while_a_monitor_is_left)
{
	int monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);

	ASSERT_LE(0, monitor);
	close(self->owner);
	EXPECT_TRUE(stays_busy(self->looker));
	close(monitor);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

/* An operation that the driver keeps for itself delays the reset. */
static int leave_stragglers(struct sim *sim, int owner,
			    const struct tphone_request *requests, int nr)
{
	int accepted;

	if (set_grace(sim, GRACE_MS) || sim_set(sim, "ignore_cancel", "1") ||
	    sim_set(sim, "hold", "1"))
		return -EIO;
	accepted = phone_submit_many(owner, requests, nr, NULL);
	/* Do not hold the operations of the reset. */
	if (sim_set(sim, "hold", "0"))
		return -EIO;
	close(owner);
	return accepted == nr ? 0 : -EAGAIN;
}

TEST_F(reset, not_when_somebody_came_before_it_ran)
{
	struct tphone_request request = request_lamp(FIRST_LAMP + NR_LIT,
						     TPHONE_LAMPMODE_WINK);
	int monitor;

	ASSERT_EQ(0, leave_stragglers(&self->sim, self->owner, &request, 1));
	monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, monitor);
	sleep_ms(GRACE_MS);
	EXPECT_TRUE(stays_busy(self->looker));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_TRUE(stays_busy(self->looker));
	EXPECT_EQ(NR_RESET + 1, sim_number(&self->sim, "submitted"));
	close(monitor);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

TEST_F(reset, who_only_looks_does_not_stop_it)
{
	struct tphone_request request = request_ring(3, 3);
	int fd;

	ASSERT_EQ(0, leave_stragglers(&self->sim, self->owner, &request, 1));
	fd = phone_open(self->sim.device, TPHONE_ROLE_NONE);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(EVENTUALLY(is_silent(fd)));
	close(fd);
}

TEST_F(reset, after_what_was_cancelled)
{
	struct tphone_request request = request_ring(3, 3);

	ASSERT_EQ(0, set_grace(&self->sim, 60000));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	close(self->owner);
	/*
	 * The driver has ended it, so the reset does not wait for the grace
	 * time.
	 */
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	EXPECT_EQ(1, sim_number(&self->sim, "cancelled"));
}

TEST_F(reset, at_the_grace_time_and_again_after_the_stragglers)
{
	struct tphone_request requests[] = {
		request_lamp(FIRST_LAMP + 5, TPHONE_LAMPMODE_FLUTTER),
		request_ring(4, 4000),
		request_hook(TPHONE_HOOK_HEADSET, TPHONE_HOOKMODE_SPEAKER),
	};
	long long start = now_us();
	struct tphone_state state;

	ASSERT_EQ(0, leave_stragglers(&self->sim, self->owner, requests, 3));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	EXPECT_LE(GRACE_MS, ms_since(start));
	EXPECT_GT(DEFAULT_GRACE_MS, ms_since(start));
	EXPECT_EQ(3, sim_number(&self->sim, "held"));
	EXPECT_NE(0, phone_status(self->looker) & TPHONE_STATUS_DRAINING);
	EXPECT_EQ(2 * NR_RESET + 3, sim_number(&self->sim, "submitted"));

	/* One straggler ends and rings, the others are still outstanding. */
	ASSERT_EQ(0, sim_release(&self->sim, 2));
	ASSERT_EQ(0, phone_state(self->looker, &state));
	EXPECT_EQ(4000, state.ring_volume);
	/* The last straggler ends. */
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(0, sim_wait(&self->sim, "submitted", 2 * NR_RESET + 6));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker) &&
			       is_idle(self->looker)));
	sleep_ms(WATCH_MS);
	EXPECT_TRUE(is_silent(self->looker));
	EXPECT_EQ(2 * NR_RESET + 6, sim_number(&self->sim, "submitted"));
}

TEST_F(reset, detaching_says_how_long_to_wait)
{
	struct tphone_request request = request_ring(3, 3);
	struct tphone_detach detach;
	long long start;

	ASSERT_EQ(0, set_grace(&self->sim, 60000));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold_nth", "1"));
	ASSERT_EQ(0, phone_submit_one(self->owner, &request, NULL));
	start = now_us();
	ASSERT_EQ(0, phone_detach(self->owner, GRACE_MS, &detach));
	EXPECT_EQ(1, detach.nr_outstanding);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	EXPECT_LE(GRACE_MS, ms_since(start));
	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(0, sim_wait(&self->sim, "submitted", 2 * NR_RESET + 2));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	close(self->owner);
}

TEST_F(reset, phone_full_of_stragglers)
{
	struct tphone_request requests[BATCH];
	int i, nr;

	for (i = 0; i < BATCH; i++)
		requests[i] = request_lamp(FIRST_LAMP + i % NR_LAMPS,
					   TPHONE_LAMPMODE_FLASH);
	ASSERT_EQ(0, set_grace(&self->sim, GRACE_MS));
	ASSERT_EQ(0, sim_set(&self->sim, "ignore_cancel", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	for (nr = 0; nr < PHONE_FULL; nr += BATCH)
		ASSERT_EQ(BATCH, phone_submit_many(self->owner, requests,
						   BATCH, NULL));
	ASSERT_EQ(-EAGAIN, phone_submit_one(self->owner, requests, NULL));
	ASSERT_EQ(0, sim_set(&self->sim, "hold", "0"));
	close(self->owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
	EXPECT_EQ(PHONE_FULL, sim_number(&self->sim, "held"));

	ASSERT_EQ(0, sim_release(&self->sim, SIM_ALL));
	EXPECT_EQ(0, sim_wait(&self->sim, "submitted",
			      2 * NR_RESET + PHONE_FULL + NR_LAMPS));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker) &&
			       is_idle(self->looker)));
}

TEST_F(reset, disconnected_phone_when_it_is_back)
{
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	close(self->owner);
	EXPECT_TRUE(stays_busy(self->looker));
	EXPECT_EQ(NR_RESET, sim_number(&self->sim, "submitted"));
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

TEST_F(reset, suspended_phone_when_it_is_resumed)
{
	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	close(self->owner);
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	/*
	 * The reset waits until the phone is neither disconnected nor
	 * suspended.
	 */
	EXPECT_TRUE(stays_busy(self->looker));
	ASSERT_EQ(0, sim_user(&self->sim, "resume"));
	EXPECT_TRUE(EVENTUALLY(is_silent(self->looker)));
}

TEST_F(reset, not_when_it_is_switched_off_meanwhile)
{
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	close(self->owner);
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "none"));
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	EXPECT_TRUE(stays_busy(self->looker));
}

TEST_F(reset, who_comes_meanwhile_sees_the_core_do_it)
{
	struct tphone_record record;
	struct tphone_state state;
	int lamps = 0, rings = 0, hooks = 0;
	int monitor, i;

	ASSERT_EQ(0, sim_set(&self->sim, "complete_in", "work"));
	ASSERT_EQ(0, sim_set(&self->sim, "latency_us", "300000"));
	close(self->owner);
	ASSERT_EQ(0, sim_wait(&self->sim, "submitted", 2 * NR_RESET));
	monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, monitor);
	ASSERT_EQ(0, phone_state(monitor, &state));
	EXPECT_EQ(RING_MODE, state.ring_mode);
	EXPECT_EQ(NR_RESET, state.nr_outstanding);
	EXPECT_NE(0, state.status & TPHONE_STATUS_DRAINING);
	/*
	 * One event for the ringer, for each lamp and for each hook switch
	 * device.
	 */
	for (i = 0; i < NR_RESET + 1; i++) {
		ASSERT_EQ(0, phone_next(monitor, &record));
		EXPECT_EQ(TPHONE_RECORD_EVENT, record.type);
		EXPECT_EQ(TPHONE_CAUSE_CORE, record.cause);
		EXPECT_LT(state.seq, record.seq);
		lamps += record.code == TPHONE_EVENT_LAMP &&
			 record.value[1] == TPHONE_LAMPMODE_OFF;
		rings += record.code == TPHONE_EVENT_RING_MODE &&
			 record.value[0] == 0;
		hooks += record.code == TPHONE_EVENT_HOOK &&
			 record.value[1] == TPHONE_HOOKMODE_ONHOOK;
	}
	EXPECT_EQ(NR_LIT, lamps);
	EXPECT_EQ(1, rings);
	EXPECT_EQ(2, hooks);
	EXPECT_TRUE(phone_is_quiet(monitor));
	EXPECT_TRUE(is_silent(monitor));
	close(monitor);
}

TEST_F(reset, who_comes_afterwards_sees_the_truth)
{
	struct tphone_state before, state;
	int monitor;

	ASSERT_EQ(0, phone_state(self->looker, &before));
	close(self->owner);
	ASSERT_TRUE(EVENTUALLY(is_silent(self->looker) &&
			       is_idle(self->looker)));
	monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, monitor);
	EXPECT_TRUE(is_silent(monitor));
	EXPECT_TRUE(phone_is_quiet(monitor));
	ASSERT_EQ(0, phone_state(monitor, &state));
	/* The events were made, although no handle could read them. */
	EXPECT_LE(before.seq + NR_RESET + 1, state.seq);
	EXPECT_EQ(0, state.nr_owners);
	EXPECT_EQ(1, state.nr_monitors);
	close(monitor);
}

TEST_F(reset, unplugging_the_phone_with_a_reset_due)
{
	struct tphone_request request = request_ring(3, 3);

	ASSERT_EQ(0, leave_stragglers(&self->sim, self->owner, &request, 1));
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(-ENODEV, phone_lamp_mode(self->looker, FIRST_LAMP));
	/* The work that was due must not run after the unplugging. */
	sleep_ms(GRACE_MS + 50);
	ASSERT_EQ(0, sim_live(&self->sim, true));
}

FIXTURE(reset_shape)
{
	struct sim sim;
};

FIXTURE_SETUP(reset_shape)
{
	SETUP_SIM(&self->sim);
}

TEARDOWN_PHONE(reset_shape)

TEST_F(reset_shape, switched_on_in_sysfs)
{
	int looker, owner;

	ASSERT_EQ(0, sim_live(&self->sim, true));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &owner);
	ASSERT_EQ(0, make_busy(owner));
	close(owner);
	EXPECT_TRUE(stays_busy(looker));
	/* A monitor's close is a last close as well. */
	ASSERT_EQ(0, sysfs_write(&self->sim, "reset_on_last_close", "all"));
	owner = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, owner);
	close(owner);
	EXPECT_TRUE(EVENTUALLY(is_silent(looker)));
	close(looker);
}

TEST_F(reset_shape, phone_that_cannot_be_put_on_hook)
{
	struct tphone_request lamp = request_lamp(FIRST_LAMP,
						  TPHONE_LAMPMODE_STEADY);
	struct tphone_state state;
	int looker, owner;

	/* All operations but SET_HOOK. */
	ASSERT_EQ(0, sim_set(&self->sim, "opcodes", "0x3be"));
	ASSERT_EQ(0, sim_set(&self->sim, "reset_on_last_close", "all"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &owner);
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, phone_execute(owner, &lamp, NULL));
	close(owner);
	EXPECT_TRUE(EVENTUALLY(phone_lamp_mode(looker, FIRST_LAMP) ==
			       TPHONE_LAMPMODE_OFF));
	ASSERT_EQ(0, phone_state(looker, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_MICSPEAKER, state.hook_mode[0]);
	EXPECT_EQ(2, sim_number(&self->sim, "submitted"));
	close(looker);
}

TEST_F(reset_shape, phone_with_a_handset_and_nothing_else)
{
	struct tphone_request hook = request_hook(TPHONE_HOOK_HANDSET,
						  TPHONE_HOOKMODE_MIC);
	struct tphone_state state;
	int looker, owner;

	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "lamps", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "ring_modes", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "handset"));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "reset_on_last_close", "all"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &owner);
	ASSERT_EQ(0, phone_execute(owner, &hook, NULL));
	close(owner);
	EXPECT_TRUE(EVENTUALLY(!phone_state(looker, &state) &&
			       state.hook_mode[0] == TPHONE_HOOKMODE_ONHOOK));
	EXPECT_EQ(TPHONE_HOOKMODE_UNKNOWN, state.hook_mode[1]);
	close(looker);
}

/* The default: the phone has an attribute that was never written. */
FIXTURE(reset_call)
{
	struct sim sim;
	int looker;
	int owner;
};

/* The pairs of the simulated phone that the test gives a function to. */
#define LINE		FIRST_LAMP
#define HOLD		(FIRST_LAMP + 4)
#define MUTE		(FIRST_LAMP + 5)
#define PLAIN		(FIRST_LAMP + 6)
#define FORWARD		(FIRST_LAMP + 7)
#define MESSAGES	(FIRST_LAMP + 8)

FIXTURE_SETUP(reset_call)
{
	struct tphone_request mute = request_button(MUTE,
						    TPHONE_BUTTONMODE_FEATURE,
						    TPHONE_FUNCTION_MUTE, "");
	struct tphone_request plain = request_button(PLAIN,
						     TPHONE_BUTTONMODE_CALL,
						     TPHONE_FUNCTION_NONE, "");

	if (sim_missing())
		SKIP(return, "%s", sim_missing());
	/* sim_create() would set the attribute to "none". */
	memset(&self->sim, 0, sizeof(self->sim));
	snprintf(self->sim.name, sizeof(self->sim.name),
		 "kselftest-%d-default", getpid());
	snprintf(self->sim.path, sizeof(self->sim.path), SIM_ROOT "/%s",
		 self->sim.name);
	ASSERT_EQ(0, mkdir(self->sim.path, 0755));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_NONE, &self->looker);
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_OWNER, &self->owner);
	ASSERT_EQ(0, phone_execute(self->owner, &mute, NULL));
	ASSERT_EQ(0, phone_execute(self->owner, &plain, NULL));
	ASSERT_EQ(0, make_busy(self->owner));
	ASSERT_EQ(NR_LAMPS, submit_lamps(self->owner, NR_LAMPS,
					 TPHONE_LAMPMODE_WINK, NULL));
	ASSERT_TRUE(EVENTUALLY(count_lamps(self->looker, NR_LAMPS,
					   TPHONE_LAMPMODE_WINK) == NR_LAMPS));
}

TEARDOWN_HANDLE(reset_call, looker)

static bool has_no_call(int fd)
{
	struct tphone_state state;

	return !phone_state(fd, &state) && !state.ring_mode &&
	       all_on_hook(&state) &&
	       phone_lamp_mode(fd, LINE) == TPHONE_LAMPMODE_OFF &&
	       phone_lamp_mode(fd, PLAIN) == TPHONE_LAMPMODE_OFF;
}

TEST_F(reset_call, the_default)
{
	char text[8];

	ASSERT_EQ(0, sysfs_read(&self->sim, "reset_on_last_close", text,
				sizeof(text)));
	EXPECT_STREQ("call", text);
	ASSERT_EQ(0, sim_get(&self->sim, "reset_on_last_close", text,
			     sizeof(text)));
	EXPECT_STREQ("call", text);
}

TEST_F(reset_call, the_call_goes_and_the_rest_stays)
{
	struct tphone_request text = request_display(0, 0, "stays");
	char display[1024];
	int i;

	ASSERT_EQ(0, phone_execute(self->owner, &text, NULL));
	close(self->owner);
	ASSERT_TRUE(EVENTUALLY(has_no_call(self->looker) &&
			       is_idle(self->looker)));
	for (i = LINE; i < HOLD; i++)
		EXPECT_EQ(TPHONE_LAMPMODE_OFF,
			  phone_lamp_mode(self->looker, i));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->looker, HOLD));
	EXPECT_EQ(TPHONE_LAMPMODE_OFF, phone_lamp_mode(self->looker, MUTE));
	EXPECT_EQ(TPHONE_LAMPMODE_WINK, phone_lamp_mode(self->looker, FORWARD));
	EXPECT_EQ(TPHONE_LAMPMODE_WINK,
		  phone_lamp_mode(self->looker, MESSAGES));
	ASSERT_LT(0, phone_display(self->looker, display, sizeof(display),
				   NULL));
	EXPECT_EQ(0, strncmp(display, "stays", 5));
}

TEST_F(reset_call, a_program_that_died_does_not_leave_it_ringing)
{
	close(self->owner);
	ASSERT_TRUE(EVENTUALLY(has_no_call(self->looker) &&
			       is_idle(self->looker)));
	kill_busy_owner(_metadata, self->sim.device, self->looker);
	EXPECT_TRUE(EVENTUALLY(has_no_call(self->looker)));
}

TEST_HARNESS_MAIN
