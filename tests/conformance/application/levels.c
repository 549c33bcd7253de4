// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Volume of speakers and gain of microphones.
 */
#include <stdlib.h>

#include "functions.h"
#include "messages.h"

#define HANDSET		PHONEHOOKSWITCHDEV_HANDSET
#define SPEAKER		PHONEHOOKSWITCHDEV_SPEAKER
#define HEADSET		PHONEHOOKSWITCHDEV_HEADSET

static const DWORD devices[] = { HANDSET, SPEAKER, HEADSET };

/**
 * struct level - volume or gain
 * @token: for phone_user()
 * @set: phoneSetVolume() or phoneSetGain()
 * @get: phoneGetVolume() or phoneGetGain()
 * @states: PHONESTATE_* of each of the devices
 */
struct level {
	const char *token;
	LONG (*set)(HPHONE handle, DWORD device, DWORD value);
	LONG (*get)(HPHONE handle, DWORD device, LPDWORD value);
	DWORD states[3];
};

static const struct level volume = {
	"volume", phoneSetVolume, phoneGetVolume,
	{ PHONESTATE_HANDSETVOLUME, PHONESTATE_SPEAKERVOLUME,
	  PHONESTATE_HEADSETVOLUME },
};

static const struct level gain = {
	"gain", phoneSetGain, phoneGetGain,
	{ PHONESTATE_HANDSETGAIN, PHONESTATE_SPEAKERGAIN,
	  PHONESTATE_HEADSETGAIN },
};

static DWORD level_get(const struct level *level, HPHONE handle, DWORD device)
{
	DWORD value = 0xdeadbeef;

	CHECK_OK(level->get(handle, device, &value));
	return value;
}

static void check_becomes(HPHONEAPP app, HPHONE handle,
			  const struct level *level, DWORD device, DWORD value,
			  DWORD becomes)
{
	APP_DO(app, level->set(handle, device, value));
	CHECK_EQ(level_get(level, handle, device), becomes);
}

/* Both ends are exact; the phone may round a level between them. */
static void check_levels(const struct level *level)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		phone_set(phone, "volume_step", "0");
		check_becomes(app, handle, level, devices[i], 0x1234, 0x1234);
		check_becomes(app, handle, level, devices[i], 0xffff, 0xffff);
		check_becomes(app, handle, level, devices[i], 0, 0);
		check_becomes(app, handle, level, devices[i], 1, 1);

		phone_set(phone, "volume_step", "4096");
		check_becomes(app, handle, level, devices[i], 0x1234, 0x1000);
		check_becomes(app, handle, level, devices[i], 0xffff, 0xffff);
		check_becomes(app, handle, level, devices[i], 0xfffe, 0xf000);
		check_becomes(app, handle, level, devices[i], 0, 0);
	}

	/* Devices have separate levels. */
	check_becomes(app, handle, level, HANDSET, 0x2000, 0x2000);
	check_becomes(app, handle, level, SPEAKER, 0x3000, 0x3000);
	check_becomes(app, handle, level, HEADSET, 0x4000, 0x4000);
	CHECK_EQ(level_get(level, handle, HANDSET), 0x2000);
	CHECK_EQ(level_get(level, handle, SPEAKER), 0x3000);
	CHECK_OK(phoneShutdown(app));
}

CASE(T180, CHANGES, "a speaker has the volume that was set")
{
	check_levels(&volume);
}

CASE(T181, CHANGES, "a microphone has the gain that was set, volume aside")
{
	struct phone *phone;
	HPHONEAPP app;
	HPHONE handle;
	unsigned int i;

	check_levels(&gain);
	phone = phone_new(NULL);
	app = app_begin();
	handle = app_open_owner(app, phone);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		APP_DO(app, phoneSetVolume(handle, devices[i], 0x1111));
		APP_DO(app, phoneSetGain(handle, devices[i], 0x2222));
		CHECK_EQ(level_get(&volume, handle, devices[i]), 0x1111);
		APP_DO(app, phoneSetVolume(handle, devices[i], 0x3333));
		CHECK_EQ(level_get(&gain, handle, devices[i]), 0x2222);
		CHECK_EQ(level_get(&volume, handle, devices[i]), 0x3333);
	}
}

CASE(T182, CHANGES, "volume and gain above 0xFFFF count as 0xFFFF")
{
	static const DWORD values[] = { 0x10000, 0x7fffffff, 0xffffffff };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		check_becomes(app, handle, &volume, HANDSET, 0, 0);
		check_becomes(app, handle, &volume, HANDSET, values[i],
			      0xffff);
		check_becomes(app, handle, &gain, HANDSET, 0, 0);
		check_becomes(app, handle, &gain, HANDSET, values[i], 0xffff);
	}
}

CASE(T184, CHANGES, "volume and gain are those of exactly one device")
{
	static const DWORD wrong[] = {
		0, HANDSET | SPEAKER, HANDSET | SPEAKER | HEADSET, 8,
		HANDSET | 8, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;
	DWORD value;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		CHECK_RESULT(phoneGetVolume(handle, wrong[i], &value),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneGetGain(handle, wrong[i], &value),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneSetVolume(handle, wrong[i], 0x8000),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneSetGain(handle, wrong[i], 0x8000),
			     PHONEERR_INVALHOOKSWITCHDEV);
	}
	app_no_message(app);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		CHECK_EQ(level_get(&volume, handle, devices[i]), 0);
		CHECK_EQ(level_get(&gain, handle, devices[i]), 0);
	}
}

CASE(T185, CHANGES, "a level that cannot be set is OPERATIONUNAVAIL")
{
	struct phone *phone = phone_new("volume_devices=handset;gain_devices=speaker");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i;

	CHECK_EQ(caps->dwVolumeFlags, HANDSET);
	CHECK_EQ(caps->dwGainFlags, SPEAKER);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		LONG result = phoneSetVolume(handle, devices[i], 0x8000);

		if (devices[i] == HANDSET)
			APP_DO(app, result);
		else
			CHECK_RESULT(result, PHONEERR_OPERATIONUNAVAIL);
		result = phoneSetGain(handle, devices[i], 0x8000);
		if (devices[i] == SPEAKER)
			APP_DO(app, result);
		else
			CHECK_RESULT(result, PHONEERR_OPERATIONUNAVAIL);
	}
	app_no_message(app);
	free(caps);
}

/* Mutes and unmutes; the level stays. */
static void check_muted(const struct level *level, DWORD muted)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		APP_DO(app, phoneSetHookSwitch(handle, devices[i],
					       PHONEHOOKSWITCHMODE_MICSPEAKER));
		check_becomes(app, handle, level, devices[i], 0x4321, 0x4321);
		APP_DO(app, phoneSetHookSwitch(handle, devices[i], muted));
		APP_DO(app, phoneSetHookSwitch(handle, devices[i],
					       PHONEHOOKSWITCHMODE_MICSPEAKER));
		CHECK_EQ(level_get(level, handle, devices[i]), 0x4321);
	}
}

CASE(T186, CHANGES, "muting a speaker keeps its volume")
{
	check_muted(&volume, PHONEHOOKSWITCHMODE_MIC);
}

CASE(T187, CHANGES, "muting a microphone keeps its gain")
{
	check_muted(&gain, PHONEHOOKSWITCHMODE_SPEAKER);
}

static void check_only_state(HPHONEAPP app, HPHONE handle, DWORD state,
			     bool reply)
{
	struct messages messages = messages_exactly(app, 1 + reply);
	PHONEMESSAGE message = messages_one(&messages, PHONE_STATE);

	CHECK_EQ(messages_count(&messages, PHONE_REPLY), reply);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, state);
	CHECK_EQ(message.dwParam3, 0);
}

static void check_events(HPHONEAPP app, struct phone *phone, HPHONE handle,
			 const struct level *level)
{
	static const char *const names[] = { "handset", "speaker", "headset" };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		app_enable_all(handle);
		CHECK_REQUEST(level->set(handle, devices[i], 0x2345));
		check_only_state(app, handle, level->states[i], true);
		phone_user(phone, "%s %s %u", level->token, names[i], 0x3456);
		check_only_state(app, handle, level->states[i], false);
		CHECK_EQ(level_get(level, handle, devices[i]), 0x3456);

		/* The message has this bit only. */
		CHECK_OK(phoneSetStatusMessages(handle, level->states[i], 0,
						0));
		CHECK_REQUEST(level->set(handle, devices[i], 0x4567));
		check_only_state(app, handle, level->states[i], true);
	}
}

CASE(T188, CHANGES | NEEDS_USER, "another volume or gain is a state of its own")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	check_events(app, phone, handle, &volume);
	check_events(app, phone, handle, &gain);
}

CASE(T189, READS, "no pointer for volume, gain or hook switches")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);

	CHECK_EQ(level_get(&volume, handle, HANDSET), 0);
	CHECK_RESULT(phoneGetVolume(handle, HANDSET, NULL),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetGain(handle, HANDSET, NULL),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetHookSwitch(handle, NULL), PHONEERR_INVALPOINTER);
}
