// SPDX-License-Identifier: GPL-2.0-only
/*
 * Phones with fewer abilities: hook modes, lamp modes, and buttons that report
 * presses only.
 */
#include "kselftest_harness.h"

#include "fixture.h"
#include "util.h"

#define ALL_HOOK_MODES	0x0f
#define ALL_LAMP_MODES	0x7e
#define NR_PAIRS	21
#define LAMP_ONLY	20	/* the last of them */

FIXTURE(shape)
{
	struct sim sim;
	int owner;
	struct tphone_info info;
	struct tphone_record record;
};

FIXTURE_SETUP(shape)
{
	self->owner = -1;
	SETUP_SIM(&self->sim);
}

TEARDOWN_HANDLE(shape, owner)

static int plug_in(FIXTURE_DATA(shape) *self)
{
	int error = sim_live(&self->sim, true);

	if (error)
		return error;
	self->owner = phone_open(self->sim.device, TPHONE_ROLE_OWNER);
	return self->owner < 0 ? self->owner :
				 phone_info(self->owner, &self->info);
}

static const char *attribute(FIXTURE_DATA(shape) *self, const char *name)
{
	static char text[128];

	return sim_get(&self->sim, name, text, sizeof(text)) ? "?" : text;
}

TEST_F(shape, everything_by_default)
{
	struct tphone_button button;
	struct tphone_lamp lamp;
	int i;

	EXPECT_STREQ("onhook mic speaker micspeaker",
		     attribute(self, "hook_modes"));
	EXPECT_STREQ("off steady wink flash flutter brokenflutter",
		     attribute(self, "lamp_modes"));
	EXPECT_STREQ("0", attribute(self, "momentary"));
	ASSERT_EQ(0, plug_in(self));
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		EXPECT_EQ(ALL_HOOK_MODES, self->info.hook_modes_settable[i]);
		EXPECT_EQ(ALL_HOOK_MODES, self->info.hook_modes_reported[i]);
	}
	ASSERT_EQ(0, phone_lamp(self->owner, FIRST_LAMP, &lamp));
	EXPECT_EQ(ALL_LAMP_MODES, lamp.modes);
	ASSERT_EQ(0, phone_button(self->owner, 0, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, button.state);
}

TEST_F(shape, attributes_refuse_what_they_do_not_know)
{
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "hook_modes", "onhook offhook"));
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "hook_modes", "mic mic"));
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "lamp_modes", "off purple"));
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "lamp_modes", "steady"));
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "lamp_modes", " "));
	EXPECT_EQ(-EINVAL, sim_set(&self->sim, "momentary", "2"));
	EXPECT_STREQ("onhook mic speaker micspeaker",
		     attribute(self, "hook_modes"));
	EXPECT_STREQ("off steady wink flash flutter brokenflutter",
		     attribute(self, "lamp_modes"));
	EXPECT_STREQ("0", attribute(self, "momentary"));

	/* Names are shown in the order of their numbers. */
	EXPECT_EQ(0, sim_set(&self->sim, "hook_modes", "speaker onhook\n"));
	EXPECT_STREQ("onhook speaker", attribute(self, "hook_modes"));
	EXPECT_EQ(0, sim_set(&self->sim, "lamp_modes", "broken-flutter off"));
	EXPECT_STREQ("off brokenflutter", attribute(self, "lamp_modes"));
	EXPECT_EQ(0, sim_live(&self->sim, true));
	EXPECT_EQ(-EBUSY, sim_set(&self->sim, "hook_modes", "mic"));
	EXPECT_EQ(-EBUSY, sim_set(&self->sim, "lamp_modes", "off"));
	EXPECT_EQ(-EBUSY, sim_set(&self->sim, "momentary", "1"));
}

static int set_hook(int fd, unsigned int devices, unsigned int mode)
{
	struct tphone_request request = request_hook(devices, mode);

	return phone_execute(fd, &request, NULL);
}

TEST_F(shape, some_hook_modes)
{
	struct tphone_state state;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hook_modes", "micspeaker onhook"));
	ASSERT_EQ(0, plug_in(self));
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MICSPEAKER,
			  self->info.hook_modes_settable[i]);
		EXPECT_EQ(ALL_HOOK_MODES, self->info.hook_modes_reported[i]);
		EXPECT_EQ(0, set_hook(self->owner, 1U << i,
				      TPHONE_HOOKMODE_MICSPEAKER));
		EXPECT_EQ(-EDOM, set_hook(self->owner, 1U << i,
					  TPHONE_HOOKMODE_MIC));
		EXPECT_EQ(-EDOM, set_hook(self->owner, 1U << i,
					  TPHONE_HOOKMODE_SPEAKER));
	}
	EXPECT_EQ(-EDOM, set_hook(self->owner, TPHONE_HOOK_DEVICES,
				  TPHONE_HOOKMODE_SPEAKER));
	EXPECT_EQ(0, set_hook(self->owner, TPHONE_HOOK_DEVICES,
			      TPHONE_HOOKMODE_ONHOOK));
	/* The virtual user can set modes that programs cannot. */
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	ASSERT_EQ(0, sim_user(&self->sim, "mute handset"));
	ASSERT_EQ(0, phone_state(self->owner, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_SPEAKER, state.hook_mode[0]);
}

TEST_F(shape, hook_switches_that_cannot_be_set)
{
	struct tphone_state state;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "hook_modes", " "));
	EXPECT_STREQ("", attribute(self, "hook_modes"));
	ASSERT_EQ(0, plug_in(self));
	EXPECT_EQ(0, self->info.opcodes & 1 << TPHONE_OP_SET_HOOK);
	EXPECT_EQ(TPHONE_HOOK_DEVICES, self->info.hook_devices);
	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		EXPECT_EQ(0, self->info.hook_modes_settable[i]);
		EXPECT_EQ(ALL_HOOK_MODES, self->info.hook_modes_reported[i]);
		EXPECT_EQ(-EOPNOTSUPP, set_hook(self->owner, 1U << i,
						TPHONE_HOOKMODE_ONHOOK));
	}
	/* The devices exist although their mode cannot be set. */
	ASSERT_EQ(0, sim_user(&self->sim, "lift speaker"));
	ASSERT_EQ(0, phone_next_event(self->owner, TPHONE_EVENT_HOOK,
				      &self->record));
	EXPECT_EQ(TPHONE_HOOK_SPEAKER, self->record.value[0]);
	ASSERT_EQ(0, phone_state(self->owner, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_MICSPEAKER, state.hook_mode[1]);
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[0]);
}

TEST_F(shape, some_lamp_modes)
{
	struct tphone_request request;
	struct tphone_lamp lamp;
	unsigned int mode;
	int i;

	ASSERT_EQ(0, sim_set(&self->sim, "lamp_modes", "off flash"));
	ASSERT_EQ(0, plug_in(self));
	for (i = FIRST_LAMP; i < NR_PAIRS; i++) {
		ASSERT_EQ(0, phone_lamp(self->owner, i, &lamp));
		EXPECT_EQ(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_FLASH,
			  lamp.modes);
		EXPECT_EQ(TPHONE_LAMPMODE_OFF, lamp.mode);
	}
	for (mode = 1; mode <= 0x100; mode <<= 1) {
		request = request_lamp(LAMP_ONLY, mode);
		EXPECT_EQ(mode & lamp.modes ? 0 : -EDOM,
			  phone_execute(self->owner, &request, NULL));
	}
	/* Keys of the keypad still have no lamp. */
	ASSERT_EQ(0, phone_lamp(self->owner, 0, &lamp));
	EXPECT_EQ(TPHONE_LAMPMODE_DUMMY, lamp.mode);
	EXPECT_EQ(0, lamp.modes);
}

TEST_F(shape, lamps_that_can_only_be_off)
{
	struct tphone_request request = request_lamp(FIRST_LAMP,
						     TPHONE_LAMPMODE_OFF);

	ASSERT_EQ(0, sim_set(&self->sim, "lamp_modes", "off"));
	ASSERT_EQ(0, plug_in(self));
	EXPECT_EQ(0, phone_execute(self->owner, &request, NULL));
	request.arg0 = TPHONE_LAMPMODE_STEADY;
	EXPECT_EQ(-EDOM, phone_execute(self->owner, &request, NULL));
}

/* Down and up come together, as the core pairs each press with a release. */
static const char *press_of(int fd, unsigned int button)
{
	static const unsigned int states[] = {
		TPHONE_BUTTONSTATE_DOWN, TPHONE_BUTTONSTATE_UP,
	};
	struct tphone_record record;
	int i;

	for (i = 0; i < 2; i++) {
		if (phone_is_quiet(fd) || phone_next(fd, &record))
			return "no record";
		if (record.code != TPHONE_EVENT_BUTTON ||
		    record.cause != TPHONE_CAUSE_USER)
			return "another event";
		if (record.value[0] != button || record.value[1] != states[i])
			return "another button or state";
	}
	return phone_is_quiet(fd) ? "" : "more than that";
}

TEST_F(shape, momentary_buttons)
{
	struct tphone_button button;
	unsigned int i, times;

	ASSERT_EQ(0, sim_set(&self->sim, "momentary", "1"));
	ASSERT_EQ(0, plug_in(self));
	for (i = 0; i < LAMP_ONLY; i++) {
		/* It can be pressed again, as the core has released it. */
		for (times = 0; times < 2; times++) {
			ASSERT_EQ(0, sim_user(&self->sim, "press %u", i));
			EXPECT_STREQ("", press_of(self->owner, i));
			ASSERT_EQ(0, phone_button(self->owner, i, &button));
			EXPECT_EQ(TPHONE_BUTTONSTATE_UNAVAIL, button.state);
			EXPECT_EQ(-EINVAL, sim_user(&self->sim, "release %u",
						    i));
		}
	}
	EXPECT_EQ(-EINVAL, sim_user(&self->sim, "press %u", LAMP_ONLY));
	EXPECT_TRUE(phone_is_quiet(self->owner));
	ASSERT_EQ(0, sim_user(&self->sim, "press #"));
	EXPECT_STREQ("", press_of(self->owner, TPHONE_KEY_POUND));
}

/*
 * Muting a device that is on hook makes no hook event; with a mute key it
 * presses that.
 */
TEST_F(shape, muting_lifts_nothing)
{
	struct tphone_request request =
		request_button(FIRST_LAMP, TPHONE_BUTTONMODE_FEATURE,
			       TPHONE_FUNCTION_MUTE, "Mute");
	struct tphone_state state;

	ASSERT_EQ(0, plug_in(self));
	ASSERT_EQ(0, sim_user(&self->sim, "mute handset"));
	EXPECT_TRUE(phone_is_quiet(self->owner));
	ASSERT_EQ(0, phone_state(self->owner, &state));
	EXPECT_EQ(TPHONE_HOOKMODE_ONHOOK, state.hook_mode[0]);

	ASSERT_EQ(0, phone_execute(self->owner, &request, NULL));
	phone_drain(self->owner);
	ASSERT_EQ(0, sim_user(&self->sim, "mute handset"));
	EXPECT_STREQ("", press_of(self->owner, FIRST_LAMP));
	ASSERT_EQ(0, sim_user(&self->sim, "lift handset"));
	phone_drain(self->owner);
	ASSERT_EQ(0, sim_user(&self->sim, "mute handset"));
	ASSERT_EQ(0, phone_next_event(self->owner, TPHONE_EVENT_HOOK,
				      &self->record));
	EXPECT_EQ(TPHONE_HOOKMODE_SPEAKER, self->record.value[1]);
	ASSERT_EQ(0, phone_next_event(self->owner, TPHONE_EVENT_BUTTON,
				      &self->record));
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, self->record.value[1]);

	/* A key that is down cannot be pressed. */
	ASSERT_EQ(0, sim_user(&self->sim, "press %u", FIRST_LAMP));
	phone_drain(self->owner);
	ASSERT_EQ(0, sim_user(&self->sim, "mute handset"));
	EXPECT_TRUE(phone_is_quiet(self->owner));
}

TEST_F(shape, one_attribute_is_enough)
{
	static const char * const attributes[][2] = {
		{ "hook_devices", "headset" }, { "hook_devices", " " },
		{ "hook_modes", " " }, { "volume_devices", " " },
		{ "gain_devices", "speaker" }, { "keypad", "0" },
		{ "keys", "0" }, { "keys", "400" }, { "lamps", "0" },
		{ "lamps", "400" }, { "lamp_modes", "off" },
		{ "ring_modes", "0" }, { "display", "0x0" },
		{ "display", "64x64" }, { "downloads", " " },
		{ "downloads", "8 8 8 8" }, { "uploads", " " },
		{ "uploads", "1" }, { "opcodes", "0" }, { "max_payload", "1" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(attributes); i++) {
		const char *name = attributes[i][0], *value = attributes[i][1];

		ASSERT_EQ(0, sim_set(&self->sim, name, "%s", value));
		EXPECT_EQ(0, sim_live(&self->sim, true)) {
			TH_LOG("%s %s", name, value);
		}
		EXPECT_EQ(0, sim_live(&self->sim, false));
		sim_destroy(&self->sim);
		ASSERT_EQ(0, sim_create(&self->sim));
	}
}

TEST_F(shape, volume_and_gain_follow_the_devices)
{
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "headset"));
	EXPECT_STREQ("headset", attribute(self, "volume_devices"));
	EXPECT_STREQ("headset", attribute(self, "gain_devices"));
	ASSERT_EQ(0, plug_in(self));
	EXPECT_EQ(TPHONE_HOOK_HEADSET, self->info.volume_devices);
	EXPECT_EQ(TPHONE_HOOK_HEADSET, self->info.gain_devices);
	ASSERT_EQ(0, sim_live(&self->sim, false));

	/*
	 * An attribute that was written does not follow hook_devices any more.
	 */
	ASSERT_EQ(0, sim_set(&self->sim, "volume_devices", "headset"));
	ASSERT_EQ(0, sim_set(&self->sim, "hook_devices", "handset speaker"));
	EXPECT_STREQ("headset", attribute(self, "volume_devices"));
	EXPECT_STREQ("handset speaker", attribute(self, "gain_devices"));
	EXPECT_EQ(-EINVAL, sim_live(&self->sim, true));
}

/* The attributes are of the phone, not of the module. */
TEST_F(shape, two_phones_differ)
{
	struct tphone_button button;
	struct sim other;

	ASSERT_EQ(0, sim_create(&other));
	ASSERT_EQ(0, sim_set(&other, "momentary", "1"));
	ASSERT_EQ(0, sim_set(&other, "hook_modes", "onhook"));
	ASSERT_EQ(0, sim_live(&other, true));
	ASSERT_EQ(0, plug_in(self));
	EXPECT_EQ(ALL_HOOK_MODES, self->info.hook_modes_settable[0]);
	ASSERT_EQ(0, phone_button(self->owner, 0, &button));
	EXPECT_EQ(TPHONE_BUTTONSTATE_UP, button.state);
	sim_destroy(&other);
}

TEST_HARNESS_MAIN
