// SPDX-License-Identifier: GPL-2.0-only
/*
 * Actions of the virtual user: the events, and the state that queries return.
 */
#include "kselftest_harness.h"

#include "fixture.h"
#include "util.h"

#define LAMP_ONLY	20	/* the last pair of a simulated phone */
#define NR_PAIRS	21

FIXTURE(user)
{
	struct sim sim;
	int monitor;
};

FIXTURE_SETUP(user)
{
	SETUP_PHONE(&self->sim, "work");
	SETUP_HANDLE(&self->sim, TPHONE_ROLE_MONITOR, &self->monitor);
}

TEARDOWN_HANDLE(user, monitor)

/* "" if the next record is this event, caused by the user. */
static const char *next_is(int fd, unsigned int code, __u64 first, __u64 second,
			   __u64 third)
{
	static char text[160];
	struct tphone_record record;
	int error;

	if (phone_is_quiet(fd))
		return "no record";
	error = phone_next(fd, &record);
	if (!error && record.type == TPHONE_RECORD_EVENT &&
	    record.code == code && record.cause == TPHONE_CAUSE_USER &&
	    record.value[0] == first && record.value[1] == second &&
	    record.id == third && !record.flags && !record.user_data &&
	    !record.status && !record.len)
		return "";
	snprintf(text, sizeof(text),
		 "error %d type %u code %u cause %u value %llu, %llu id %llu",
		 error, record.type, record.code, record.cause,
		 record.value[0], record.value[1], record.id);
	return text;
}

#define EXPECT_EVENT(fd, code, first, second) \
	EXPECT_STREQ("", next_is(fd, code, first, second, 0))

static const struct hook_device {
	const char *name;
	__u32 device;
} hook_devices[TPHONE_NR_HOOK_DEVICES] = {
	{ "handset", TPHONE_HOOK_HANDSET },
	{ "speaker", TPHONE_HOOK_SPEAKER },
	{ "headset", TPHONE_HOOK_HEADSET },
};

static const struct hook_action {
	const char *verb;
	__u32 mode;
} hook_actions[] = {
	{ "lift", TPHONE_HOOKMODE_MICSPEAKER },
	{ "mute", TPHONE_HOOKMODE_SPEAKER },
	{ "replace", TPHONE_HOOKMODE_ONHOOK },
};

TEST_F(user, lifts_mutes_and_replaces_each_device)
{
	struct tphone_state state;
	int i, k, other;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		for (k = 0; k < 3; k++) {
			ASSERT_EQ(0, sim_user(&self->sim, "%s %s",
					      hook_actions[k].verb,
					      hook_devices[i].name));
			EXPECT_EVENT(self->monitor, TPHONE_EVENT_HOOK,
				     hook_devices[i].device,
				     hook_actions[k].mode);
			ASSERT_EQ(0, phone_state(self->monitor, &state));
			EXPECT_EQ(hook_actions[k].mode, state.hook_mode[i]);
			other = (i + 1) % TPHONE_NR_HOOK_DEVICES;
			EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK,
				  state.hook_mode[other]);
		}
	}
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(user, lifting_what_is_lifted_is_no_event)
{
	int i;

	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, sim_user(&self->sim, "%s speaker",
				      hook_actions[i].verb));
		EXPECT_EVENT(self->monitor, TPHONE_EVENT_HOOK,
			     TPHONE_HOOK_SPEAKER, hook_actions[i].mode);
		ASSERT_EQ(0, sim_user(&self->sim, "%s speaker",
				      hook_actions[i].verb));
		EXPECT_TRUE(phone_is_quiet(self->monitor));
	}
}

TEST_F(user, lifts_what_the_host_has_lifted_already)
{
	struct tphone_request request = request_hook(TPHONE_HOOK_HANDSET,
						TPHONE_HOOKMODE_MICSPEAKER);
	struct tphone_record record;
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);

	ASSERT_LE(0, owner);
	ASSERT_EQ(0, phone_execute(owner, &request, NULL));
	ASSERT_EQ(0, phone_next_event(self->monitor, TPHONE_EVENT_HOOK,
				      &record));
	EXPECT_EQ(TPHONE_CAUSE_HOST, record.cause);
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	/* The owner gets events of the user as well. */
	phone_drain(owner);
	ASSERT_EQ(0, sim_user(&self->sim, "replace handset"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_HOOK, TPHONE_HOOK_HANDSET,
		     TPHONE_HOOKMODE_ONHOOK);
	EXPECT_EVENT(owner, TPHONE_EVENT_HOOK, TPHONE_HOOK_HANDSET,
		     TPHONE_HOOKMODE_ONHOOK);
	close(owner);
}

TEST_F(user, presses_and_releases_every_button)
{
	struct tphone_button button;
	int i;

	for (i = 0; i < LAMP_ONLY; i++) {
		ASSERT_EQ(0, sim_user(&self->sim, "press %d", i));
		EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, i,
			     TPHONE_BUTTONSTATE_DOWN);
		ASSERT_EQ(0, phone_button(self->monitor, i, &button));
		EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, button.state);
		ASSERT_EQ(0, sim_user(&self->sim, "release %d", i));
		EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, i,
			     TPHONE_BUTTONSTATE_UP);
		ASSERT_EQ(0, phone_button(self->monitor, i, &button));
		EXPECT_EQ(TPHONE_BUTTONSTATE_UP, button.state);
	}
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(user, star_and_pound_are_ten_and_eleven)
{
	struct tphone_button button;

	ASSERT_EQ(0, sim_user(&self->sim, "press *"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, TPHONE_KEY_STAR,
		     TPHONE_BUTTONSTATE_DOWN);
	ASSERT_EQ(0, sim_user(&self->sim, "press #"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, TPHONE_KEY_POUND,
		     TPHONE_BUTTONSTATE_DOWN);
	ASSERT_EQ(0, phone_button(self->monitor, TPHONE_KEY_STAR, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, button.state);
	EXPECT_EQ(TPHONE_BUTTONMODE_KEYPAD, button.mode);
	EXPECT_STREQ("*", button.text);

	/* The name and the number mean the same button. */
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press 10"));
	ASSERT_EQ(0, sim_user(&self->sim, "release 10"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, TPHONE_KEY_STAR,
		     TPHONE_BUTTONSTATE_UP);
	ASSERT_EQ(0, sim_user(&self->sim, "release #"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, TPHONE_KEY_POUND,
		     TPHONE_BUTTONSTATE_UP);
}

TEST_F(user, presses_and_releases_are_paired)
{
	struct tphone_button button;

	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "release 5"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 5,
		     TPHONE_BUTTONSTATE_DOWN);
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press 5"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, phone_button(self->monitor, 5, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, button.state);
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 5,
		     TPHONE_BUTTONSTATE_UP);
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "release 5"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

static int press_two(struct sim *sim)
{
	return sim_user(sim, "press 5") ?: sim_user(sim, "press *");
}

/* Two presses were read; now both keys are released by the core, then @code. */
static const char *released_before(int monitor, __u16 code, __u64 value)
{
	struct tphone_button button;
	struct tphone_record record;
	__u64 key;

	for (key = 5; key <= TPHONE_KEY_STAR; key += 5) {
		if (phone_read(monitor, &record, 1) != 1 ||
		    record.code != TPHONE_EVENT_BUTTON ||
		    record.value[0] != key ||
		    record.value[1] != TPHONE_BUTTONSTATE_UP)
			return "no release";
		if (record.cause != TPHONE_CAUSE_CORE || record.id)
			return "not caused by the core";
		if (phone_button(monitor, key, &button) ||
		    button.state != TPHONE_BUTTONSTATE_UP)
			return "state is not up";
	}
	if (phone_read(monitor, &record, 1) != 1 || record.code != code ||
	    record.value[0] != value)
		return "nothing after the releases";
	return phone_is_quiet(monitor) ? "" : "more events";
}

TEST_F(user, no_key_stays_down_when_the_link_breaks)
{
	ASSERT_EQ(0, press_two(&self->sim));
	EXPECT_EQ(2, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	EXPECT_STREQ("", released_before(self->monitor,
					 TPHONE_EVENT_CONNECTION, 0));
	/*
	 * The user lets go after that: there is no second release, and keys
	 * work.
	 */
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	EXPECT_EQ(1, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "release 5"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "press 5"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 5,
		     TPHONE_BUTTONSTATE_DOWN);
}

TEST_F(user, no_key_stays_down_when_the_use_is_suspended)
{
	ASSERT_EQ(0, press_two(&self->sim));
	EXPECT_EQ(2, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "suspend"));
	EXPECT_STREQ("", released_before(self->monitor, TPHONE_EVENT_SUSPEND,
					 1));
	ASSERT_EQ(0, sim_user(&self->sim, "resume"));
	EXPECT_EQ(1, phone_drain(self->monitor));
}

TEST_F(user, dials_a_number_in_the_right_order)
{
	static const int number[] = { 0, 8, 0, 0, 10, 11, 9 };
	struct tphone_record records[64];
	int i, nr;

	for (i = 0; i < 7; i++) {
		ASSERT_EQ(0, sim_user(&self->sim, "press %d", number[i]));
		ASSERT_EQ(0, sim_user(&self->sim, "release %d", number[i]));
	}
	nr = phone_read(self->monitor, records, 64);
	ASSERT_EQ(14, nr);
	for (i = 0; i < 14; i++) {
		EXPECT_EQ(TPHONE_EVENT_BUTTON, records[i].code);
		EXPECT_EQ(number[i / 2], records[i].value[0]);
		EXPECT_EQ(i % 2 ? TPHONE_BUTTONSTATE_UP :
				  TPHONE_BUTTONSTATE_DOWN, records[i].value[1]);
		if (!i)
			continue;
		EXPECT_LT(records[i - 1].seq, records[i].seq);
		EXPECT_LE(records[i - 1].timestamp_ns, records[i].timestamp_ns);
	}
}

TEST_F(user, holds_several_buttons)
{
	struct tphone_button button;
	int i;

	for (i = 0; i < 4; i++)
		ASSERT_EQ(0, sim_user(&self->sim, "press %d", i));
	ASSERT_EQ(0, sim_user(&self->sim, "release 2"));
	for (i = 0; i < 4; i++) {
		ASSERT_EQ(0, phone_button(self->monitor, i, &button));
		EXPECT_EQ(i == 2 ? TPHONE_BUTTONSTATE_UP :
				   TPHONE_BUTTONSTATE_DOWN, button.state);
	}
	EXPECT_EQ(5, phone_drain(self->monitor));
}

TEST_F(user, turns_volume_and_gain_of_each_device)
{
	static const unsigned int levels[] = { 1, 65535, 1234, 0 };
	struct tphone_state state;
	int i, k;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		for (k = 0; k < 4; k++) {
			ASSERT_EQ(0, sim_user(&self->sim, "volume %s %u",
					      hook_devices[i].name, levels[k]));
			EXPECT_EVENT(self->monitor, TPHONE_EVENT_VOLUME,
				     hook_devices[i].device, levels[k]);
			ASSERT_EQ(0, sim_user(&self->sim, "gain %s %u",
					      hook_devices[i].name, levels[k]));
			EXPECT_EVENT(self->monitor, TPHONE_EVENT_GAIN,
				     hook_devices[i].device, levels[k]);
			ASSERT_EQ(0, phone_state(self->monitor, &state));
			EXPECT_EQ(levels[k], state.volume[i]);
			EXPECT_EQ(levels[k], state.gain[i]);
			/* The value is set already, so there is no event. */
			ASSERT_EQ(0, sim_user(&self->sim, "volume %s %u",
					      hook_devices[i].name, levels[k]));
			ASSERT_EQ(0, sim_user(&self->sim, "gain %s %u",
					      hook_devices[i].name, levels[k]));
			EXPECT_TRUE(phone_is_quiet(self->monitor));
		}
	}
}

TEST_F(user, turns_what_the_host_cannot_set)
{
	ASSERT_EQ(0, sim_live(&self->sim, false));
	close(self->monitor);
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "handset"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "\n"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->monitor);
	ASSERT_EQ(0, sim_user(&self->sim, "volume headset 9"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_VOLUME, TPHONE_HOOK_HEADSET,
		     9);
	ASSERT_EQ(0, sim_user(&self->sim, "gain speaker 8"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_GAIN, TPHONE_HOOK_SPEAKER, 8);
}

TEST_F(user, volumes_come_in_steps)
{
	ASSERT_EQ(0, sim_set(&self->sim, "volume_step", "100"));
	ASSERT_EQ(0, sim_user(&self->sim, "volume handset 199"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_VOLUME, TPHONE_HOOK_HANDSET,
		     100);
	ASSERT_EQ(0, sim_user(&self->sim, "volume handset 101"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "volume handset 65535"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_VOLUME, TPHONE_HOOK_HANDSET,
		     65535);
}

TEST_F(user, silences_the_ringer)
{
	struct tphone_request request = request_ring(3, 500);
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	struct tphone_state state;

	ASSERT_LE(0, owner);
	phone_drain(self->monitor);
	ASSERT_EQ(0, sim_user(&self->sim, "silence"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, phone_execute(owner, &request, NULL));
	phone_drain(self->monitor);
	ASSERT_EQ(0, sim_user(&self->sim, "silence"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_RING_MODE, 0, 500);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(0, state.ring_mode);
	EXPECT_EQ(500, state.ring_volume);
	ASSERT_EQ(0, sim_user(&self->sim, "silence"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	close(owner);
}

TEST_F(user, devspecific_carries_three_numbers)
{
	ASSERT_EQ(0, sim_user(&self->sim, "devspecific 1 2 3"));
	EXPECT_STREQ("", next_is(self->monitor, TPHONE_EVENT_DEVSPECIFIC, 1, 2,
				 3));
	ASSERT_EQ(0, sim_user(&self->sim,
			      "devspecific 0 18446744073709551615 0x8000000000000000"));
	EXPECT_STREQ("", next_is(self->monitor, TPHONE_EVENT_DEVSPECIFIC, 0,
				 ~0ULL, 1ULL << 63));
	/*
	 * A device-specific event is no state, so repeating it makes an event.
	 */
	ASSERT_EQ(0, sim_user(&self->sim,
			      "devspecific 0 18446744073709551615 0x8000000000000000"));
	EXPECT_STREQ("", next_is(self->monitor, TPHONE_EVENT_DEVSPECIFIC, 0,
				 ~0ULL, 1ULL << 63));
}

/*
 * "" if the upload area begins with this text, its size in use fits, and zeros
 * follow.
 */
static const char *area_is(int fd, unsigned int area, const char *text)
{
	struct tphone_data answer;
	static char buf[80];
	size_t len = strlen(text);
	int got;

	memset(buf, 0, sizeof(buf));
	got = phone_data(fd, area, 0, buf, 64, &answer);
	if (got < 0)
		return strerror(-got);
	if (answer.area_used != len)
		return "another number of bytes in use";
	return strcmp(buf, text) ? buf : "";
}

TEST_F(user, phone_writes_into_an_upload_area)
{
	ASSERT_EQ(0, sim_user(&self->sim, "upload 2 two words"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_DATA, 2, 9);
	EXPECT_STREQ("", area_is(self->monitor, 2, "two words"));
	ASSERT_EQ(0, sim_user(&self->sim, "upload 2 two words"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	/* An upload begins at offset 0; bytes behind it stay. */
	ASSERT_EQ(0, sim_user(&self->sim, "upload 2 new"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_DATA, 2, 9);
	EXPECT_STREQ("", area_is(self->monitor, 2, "new words"));
	/* Blanks belong to the text. */
	ASSERT_EQ(0, sim_user(&self->sim, "upload 0   x "));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_DATA, 0, 4);
	EXPECT_STREQ("", area_is(self->monitor, 0, "  x "));
}

TEST_F(user, an_upload_fills_the_area_but_no_more)
{
	struct tphone_data answer;
	char text[66] = "";
	char buf[64];

	memset(text, 'u', 64);
	ASSERT_EQ(0, sim_user(&self->sim, "upload 2 %s", text));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_DATA, 2, 64);
	ASSERT_EQ(64, phone_data(self->monitor, 2, 0, buf, sizeof(buf),
				 &answer));
	EXPECT_EQ(64, answer.area_used);
	text[64] = 'u';
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "upload 2 %s", text));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(user, nonsense_is_refused_and_changes_nothing)
{
	static const char * const nonsense[] = {
		"\n", " ", "dance", "lift", "lift nose", "lift handset handset",
		"replace", "mute all", "press", "press 20", "press 21",
		"press 99999", "press -1", "press five", "press 5 6",
		"press **", "release", "release 20", "release *",
		"volume handset", "volume handset 65536", "volume 5",
		"volume handset -1", "volume handset 1 2", "gain nose 1",
		"gain handset x", "silence please", "plug", "resume",
		"suspend now", "upload", "upload 0", "upload 0 ",
		"upload 3 x", "upload x y", "devspecific", "devspecific 1",
		"devspecific 1 2", "devspecific 1 2 3 4",
		"devspecific 1 2 18446744073709551616", "LIFT handset",
	};
	struct phone_snapshot before;
	unsigned int i;

	ASSERT_EQ(0, phone_snapshot(self->monitor, &before));
	for (i = 0; i < ARRAY_SIZE(nonsense); i++) {
		EXPECT_EQ(-EINVAL, sim_user(&self->sim, "%s", nonsense[i])) {
			TH_LOG("\"%s\"", nonsense[i]);
		}
	}
	EXPECT_TRUE(phone_unchanged(self->monitor, &before));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
}

TEST_F(user, what_the_phone_does_not_have_is_nonsense)
{
	static const char * const nonsense[] = {
		"lift handset", "mute headset", "volume headset 5",
		"gain handset 5", "press *", "press #", "press 0", "silence",
		"upload 0 x", "press 1",
	};
	unsigned int i;

	close(self->monitor);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "lamps", "1"));
	ASSERT_EQ(0, sim_set(&self->sim, "ring_modes", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "speaker"));
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "gain_devices", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "downloads", "\n"));
	ASSERT_EQ(0, sim_set(&self->sim, "uploads", "\n"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->monitor);
	for (i = 0; i < ARRAY_SIZE(nonsense); i++) {
		EXPECT_EQ(-EINVAL, sim_user(&self->sim, "%s", nonsense[i])) {
			TH_LOG("\"%s\"", nonsense[i]);
		}
	}
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "lift speaker"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_HOOK, TPHONE_HOOK_SPEAKER,
		     TPHONE_HOOKMODE_MICSPEAKER);
}

TEST_F(user, keys_without_a_keypad_have_no_star)
{
	close(self->monitor);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_set(&self->sim, "keypad", "0"));
	ASSERT_EQ(0, sim_set(&self->sim, "keys", "12"));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->monitor);
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press *"));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press #"));
	ASSERT_EQ(0, sim_user(&self->sim, "press 10"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 10,
		     TPHONE_BUTTONSTATE_DOWN);
}

TEST_F(user, an_unplugged_phone_tells_nothing)
{
	ASSERT_EQ(0, sim_user(&self->sim, "unplug"));
	EXPECT_EQ(1, phone_drain(self->monitor));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press 1"));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "unplug"));
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "suspend"));
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "plug"));
	EXPECT_EQ(1, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "press 1"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 1,
		     TPHONE_BUTTONSTATE_DOWN);
}

TEST_F(user, a_phone_that_is_not_live_has_no_user)
{
	ASSERT_EQ(0, sim_live(&self->sim, false));
	EXPECT_EQ(-ENODEV, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(-ENODEV, sim_user(&self->sim, "press 1"));
	EXPECT_EQ(-ENODEV, sim_user(&self->sim, "plug"));
	EXPECT_EQ(-ENODEV, sim_release(&self->sim, 1));
}

TEST_F(user, a_new_phone_has_forgotten_the_old_user)
{
	struct tphone_button button;
	struct tphone_state state;

	ASSERT_EQ(0, sim_user(&self->sim, "press 3"));
	ASSERT_EQ(0, sim_user(&self->sim, "lift headset"));
	close(self->monitor);
	ASSERT_EQ(0, sim_live(&self->sim, false));
	ASSERT_EQ(0, sim_live(&self->sim, true));
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->monitor);
	ASSERT_EQ(0, phone_button(self->monitor, 3, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, button.state);
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[2]);
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "release 3"));
}

TEST_F(user, every_action_is_contained_in_the_answer)
{
	struct tphone_record record;
	struct tphone_state state;
	struct tphone_button button;

	ASSERT_EQ(0, sim_user(&self->sim, "press 7"));
	ASSERT_EQ(0, phone_button(self->monitor, 7, &button));
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	ASSERT_EQ(0, phone_next(self->monitor, &record));
	EXPECT_EQ(record.seq, button.seq);
	EXPECT_EQ(record.seq, state.seq);
}

/* A program changes the function of a button while it is down. */
TEST_F(user, releases_a_button_that_has_changed)
{
	struct tphone_request request;
	struct tphone_button button;
	int owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);

	ASSERT_LE(0, owner);
	ASSERT_EQ(1, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "press 12"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 12,
		     TPHONE_BUTTONSTATE_DOWN);
	request = request_button(12, TPHONE_BUTTONMODE_LOCAL,
				 TPHONE_FUNCTION_MUTE, "Mute");
	ASSERT_EQ(0, phone_execute(owner, &request, NULL));
	ASSERT_EQ(0, phone_button(owner, 12, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, button.state);
	ASSERT_EQ(1, phone_drain(self->monitor));
	ASSERT_EQ(0, sim_user(&self->sim, "release 12"));
	EXPECT_EVENT(self->monitor, TPHONE_EVENT_BUTTON, 12,
		     TPHONE_BUTTONSTATE_UP);
	close(owner);
}

/* The phone keeps the state of actions while no handle was open. */
TEST_F(user, acts_while_nobody_listens)
{
	struct tphone_button button;
	struct tphone_state state;

	close(self->monitor);
	EXPECT_EQ(0, sim_user(&self->sim, "lift handset"));
	EXPECT_EQ(0, sim_user(&self->sim, "press 5"));
	self->monitor = phone_open(self->sim.device, TPHONE_ROLE_MONITOR);
	ASSERT_LE(0, self->monitor);
	EXPECT_TRUE(phone_is_quiet(self->monitor));
	ASSERT_EQ(0, phone_state(self->monitor, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_MICSPEAKER, state.hook_mode[0]);
	ASSERT_EQ(0, phone_button(self->monitor, 5, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_DOWN, button.state);
}

TEST_HARNESS_MAIN
