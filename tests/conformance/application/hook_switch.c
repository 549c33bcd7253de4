// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Hook switches.
 */
#include <stdlib.h>

#include "functions.h"
#include "messages.h"

#define HANDSET		PHONEHOOKSWITCHDEV_HANDSET
#define SPEAKER		PHONEHOOKSWITCHDEV_SPEAKER
#define HEADSET		PHONEHOOKSWITCHDEV_HEADSET

#define ONHOOK		PHONEHOOKSWITCHMODE_ONHOOK
#define MIC		PHONEHOOKSWITCHMODE_MIC
#define SPEAKER_ONLY	PHONEHOOKSWITCHMODE_SPEAKER
#define MICSPEAKER	PHONEHOOKSWITCHMODE_MICSPEAKER

static const DWORD devices[] = { HANDSET, SPEAKER, HEADSET };

/* A phone with a handset only. */
#define ONLY_HANDSET \
	"hook_devices=handset;volume_devices=handset;gain_devices=handset"

/* In an order in which each one is a change, ONHOOK at first. */
static const DWORD modes[] = { MIC, SPEAKER_ONLY, MICSPEAKER, ONHOOK };

static DWORD mode_in_status(const PHONESTATUS *status, DWORD device)
{
	if (device == HANDSET)
		return status->dwHandsetHookSwitchMode;
	if (device == SPEAKER)
		return status->dwSpeakerHookSwitchMode;
	return status->dwHeadsetHookSwitchMode;
}

static DWORD hook_mode(HPHONE handle, DWORD device)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	CHECK_OK(phoneGetStatus(handle, &status));
	return mode_in_status(&status, device);
}

static DWORD off_hook(HPHONE handle)
{
	DWORD mask = 0xffffffff;

	CHECK_OK(phoneGetHookSwitch(handle, &mask));
	return mask;
}

static DWORD state_of(DWORD device)
{
	if (device == HANDSET)
		return PHONESTATE_HANDSETHOOKSWITCH;
	if (device == SPEAKER)
		return PHONESTATE_SPEAKERHOOKSWITCH;
	return PHONESTATE_HEADSETHOOKSWITCH;
}

static void enable_hooks(HPHONE handle)
{
	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_HANDSETHOOKSWITCH |
					PHONESTATE_SPEAKERHOOKSWITCH |
					PHONESTATE_HEADSETHOOKSWITCH, 0, 0));
}

static DWORD settable(const PHONECAPS *caps, DWORD device)
{
	if (device == HANDSET)
		return caps->dwSettableHandsetHookSwitchModes;
	if (device == SPEAKER)
		return caps->dwSettableSpeakerHookSwitchModes;
	return caps->dwSettableHeadsetHookSwitchModes;
}

static DWORD monitored(const PHONECAPS *caps, DWORD device)
{
	if (device == HANDSET)
		return caps->dwMonitoredHandsetHookSwitchModes;
	if (device == SPEAKER)
		return caps->dwMonitoredSpeakerHookSwitchModes;
	return caps->dwMonitoredHeadsetHookSwitchModes;
}

CASE(T167, CHANGES, "a hook switch has the mode that was set")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		CHECK_EQ(settable(caps, devices[i]),
			 ONHOOK | MIC | SPEAKER_ONLY | MICSPEAKER);
		for (j = 0; j < ARRAY_SIZE(modes); j++) {
			APP_DO(app, phoneSetHookSwitch(handle, devices[i],
						       modes[j]));
			CHECK_EQ(hook_mode(handle, devices[i]), modes[j]);
		}
	}
	free(caps);
}

CASE(T168, CHANGES, "phoneGetHookSwitch() gives the devices off the hook")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i, j;

	CHECK_EQ(off_hook(handle), 0);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		for (j = 0; j < ARRAY_SIZE(modes); j++) {
			APP_DO(app, phoneSetHookSwitch(handle, devices[i],
						       modes[j]));
			CHECK_EQ(off_hook(handle),
				 modes[j] == ONHOOK ? 0 : devices[i]);
		}
	}
	APP_DO(app, phoneSetHookSwitch(handle, HANDSET, MIC));
	APP_DO(app, phoneSetHookSwitch(handle, HEADSET, SPEAKER_ONLY));
	CHECK_EQ(off_hook(handle), HANDSET | HEADSET);
}

CASE(T169, CHANGES, "hook switches that are not listed keep their mode")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	APP_DO(app, phoneSetHookSwitch(handle, HANDSET, MIC));
	APP_DO(app, phoneSetHookSwitch(handle, SPEAKER, SPEAKER_ONLY));
	APP_DO(app, phoneSetHookSwitch(handle, HEADSET, MICSPEAKER));
	CHECK_EQ(hook_mode(handle, HANDSET), MIC);
	CHECK_EQ(hook_mode(handle, SPEAKER), SPEAKER_ONLY);
	CHECK_EQ(hook_mode(handle, HEADSET), MICSPEAKER);
	APP_DO(app, phoneSetHookSwitch(handle, HANDSET | SPEAKER, ONHOOK));
	CHECK_EQ(hook_mode(handle, HEADSET), MICSPEAKER);
	APP_DO(app, phoneSetHookSwitch(handle, HEADSET, MIC));
	CHECK_EQ(hook_mode(handle, HANDSET), ONHOOK);
	CHECK_EQ(hook_mode(handle, SPEAKER), ONHOOK);
}

CASE(T170, CHANGES, "two hook switches change in one request")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct messages messages;
	DWORD request;

	enable_hooks(handle);
	request = CHECK_REQUEST(phoneSetHookSwitch(handle, HANDSET | HEADSET,
						   MICSPEAKER));
	messages = messages_exactly(app, 3);
	CHECK_EQ(messages_one(&messages, PHONE_REPLY).dwParam1, request);
	CHECK_EQ(messages_one(&messages, PHONE_REPLY).dwParam2, 0);
	CHECK_EQ(messages_one_state(&messages, PHONESTATE_HANDSETHOOKSWITCH)
		 .dwParam2, MICSPEAKER);
	CHECK_EQ(messages_one_state(&messages, PHONESTATE_HEADSETHOOKSWITCH)
		 .dwParam2, MICSPEAKER);
	CHECK_EQ(hook_mode(handle, HANDSET), MICSPEAKER);
	CHECK_EQ(hook_mode(handle, HEADSET), MICSPEAKER);
	CHECK_EQ(hook_mode(handle, SPEAKER), ONHOOK);
}

/* Nothing changes, and no event is reported. */
static void check_refused(HPHONEAPP app, HPHONE handle, DWORD device,
			  DWORD mode, LONG error)
{
	CHECK_RESULT(phoneSetHookSwitch(handle, device, mode), error);
	CHECK_EQ(off_hook(handle), 0);
	app_no_message(app);
}

CASE(T171, CHANGES, "no hook switch, or one that does not exist")
{
	static const DWORD wrong[] = { 0, 8, 8 | HANDSET, 0xffffffff };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	enable_hooks(handle);
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		check_refused(app, handle, wrong[i], MICSPEAKER,
			      PHONEERR_INVALHOOKSWITCHDEV);
	APP_DO(app, phoneSetHookSwitch(handle, HANDSET, MICSPEAKER));
}

CASE(T172, CHANGES, "a hook switch that this phone does not have")
{
	static const DWORD absent[] = { SPEAKER, HEADSET };
	struct phone *phone = phone_new(ONLY_HANDSET);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i;
	DWORD level;

	CHECK_EQ(caps->dwHookSwitchDevs, HANDSET);
	for (i = 0; i < ARRAY_SIZE(absent); i++) {
		check_refused(app, handle, absent[i], MICSPEAKER,
			      PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneGetVolume(handle, absent[i], &level),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneSetVolume(handle, absent[i], 0x8000),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneGetGain(handle, absent[i], &level),
			     PHONEERR_INVALHOOKSWITCHDEV);
		CHECK_RESULT(phoneSetGain(handle, absent[i], 0x8000),
			     PHONEERR_INVALHOOKSWITCHDEV);
	}
	app_no_message(app);
	CHECK_OK(phoneGetVolume(handle, HANDSET, &level));
	CHECK_OK(phoneGetGain(handle, HANDSET, &level));
	APP_DO(app, phoneSetVolume(handle, HANDSET, 0x8000));
	APP_DO(app, phoneSetGain(handle, HANDSET, 0x8000));
	APP_DO(app, phoneSetHookSwitch(handle, HANDSET, MICSPEAKER));
	free(caps);
}

CASE(T173, CHANGES, "one that it has and one that it has not")
{
	struct phone *phone = phone_new(ONLY_HANDSET);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	enable_hooks(handle);
	check_refused(app, handle, HANDSET | SPEAKER, MICSPEAKER,
		      PHONEERR_INVALHOOKSWITCHDEV);
	CHECK_EQ(hook_mode(handle, HANDSET), ONHOOK);
	APP_DO(app, phoneSetHookSwitch(handle, HANDSET, MICSPEAKER));
	CHECK_EQ(hook_mode(handle, HANDSET), MICSPEAKER);
}

CASE(T174, CHANGES, "two hook modes at once, or none")
{
	static const DWORD wrong[] = {
		0, MIC | SPEAKER_ONLY, ONHOOK | MICSPEAKER, MICSPEAKER | 0x20,
		0x20, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	enable_hooks(handle);
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		check_refused(app, handle, HANDSET, wrong[i],
			      PHONEERR_INVALHOOKSWITCHMODE);
}

CASE(T175, CHANGES, "hook mode UNKNOWN is INVALHOOKSWITCHMODE")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	enable_hooks(handle);
	check_refused(app, handle, HANDSET, PHONEHOOKSWITCHMODE_UNKNOWN,
		      PHONEERR_INVALHOOKSWITCHMODE);
	check_refused(app, handle, HANDSET | SPEAKER | HEADSET,
		      PHONEHOOKSWITCHMODE_UNKNOWN,
		      PHONEERR_INVALHOOKSWITCHMODE);
}

CASE(T176, CHANGES, "a hook mode that cannot be set at this phone")
{
	struct phone *phone = phone_new("hook_modes=onhook micspeaker");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		CHECK_EQ(settable(caps, devices[i]), ONHOOK | MICSPEAKER);
		check_refused(app, handle, devices[i], MIC,
			      PHONEERR_INVALHOOKSWITCHMODE);
		check_refused(app, handle, devices[i], SPEAKER_ONLY,
			      PHONEERR_INVALHOOKSWITCHMODE);
		APP_DO(app, phoneSetHookSwitch(handle, devices[i],
					       MICSPEAKER));
		CHECK_EQ(hook_mode(handle, devices[i]), MICSPEAKER);
		APP_DO(app, phoneSetHookSwitch(handle, devices[i], ONHOOK));
	}
	free(caps);
}

static void check_event(const PHONEMESSAGE *message, HPHONE handle,
			DWORD device, DWORD mode)
{
	CHECK_EQ(message->dwMessageID, PHONE_STATE);
	CHECK_EQ(message->hDevice, handle);
	CHECK_EQ(message->dwCallbackInstance, 0x1000 + PHONEPRIVILEGE_OWNER);
	CHECK_EQ(message->dwParam1, state_of(device));
	CHECK_EQ(message->dwParam2, mode);
	CHECK_EQ(message->dwParam3, 0);
}

CASE(T177, CHANGES, "PHONESTATE_*HOOKSWITCH tells the hook mode")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		CHECK_OK(phoneSetStatusMessages(handle, state_of(devices[i]),
						0, 0));
		for (j = 0; j < ARRAY_SIZE(modes); j++) {
			PHONEMESSAGE message;

			CHECK_REQUEST(phoneSetHookSwitch(handle, devices[i],
							 modes[j]));
			message = app_message_of(app, PHONE_STATE);
			check_event(&message, handle, devices[i], modes[j]);
			CHECK_EQ(hook_mode(handle, devices[i]), modes[j]);
		}
	}
}

static const char *name_of(DWORD device)
{
	if (device == HANDSET)
		return "handset";
	return device == SPEAKER ? "speaker" : "headset";
}

CASE(T178, CHANGES | NEEDS_USER, "lifting by hand is told like a request")
{
	static const struct {
		const char *action;
		DWORD mode;
	} actions[] = {
		{ "lift", MICSPEAKER }, { "mute", SPEAKER_ONLY },
		{ "replace", ONHOOK },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i, j;

	enable_hooks(handle);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		for (j = 0; j < ARRAY_SIZE(actions); j++) {
			PHONEMESSAGE message;

			phone_user(phone, "%s %s", actions[j].action,
				   name_of(devices[i]));
			message = app_message(app);
			check_event(&message, handle, devices[i],
				    actions[j].mode);
			CHECK_EQ(hook_mode(handle, devices[i]),
				 actions[j].mode);
		}
	}
	app_no_message(app);
}

static void check_all_monitored(HPHONE handle, const PHONECAPS *caps)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		DWORD mode = hook_mode(handle, devices[i]);

		CHECK_EQ(mode & (mode - 1), 0);
		CHECK(mode & (monitored(caps, devices[i]) |
			      PHONEHOOKSWITCHMODE_UNKNOWN));
	}
}

/* Messages until the device is on the hook again. */
static void check_reported(HPHONEAPP app, const PHONECAPS *caps, DWORD device)
{
	PHONEMESSAGE message;

	do {
		message = app_message_of(app, PHONE_STATE);
		CHECK_EQ(message.dwParam1, state_of(device));
		CHECK_EQ(message.dwParam2 & (message.dwParam2 - 1), 0);
		CHECK(message.dwParam2 & (monitored(caps, device) |
					  PHONEHOOKSWITCHMODE_UNKNOWN));
	} while (message.dwParam2 != ONHOOK);
}

CASE(T179, CHANGES | NEEDS_USER, "hook modes are those that can be reported")
{
	struct phone *phone = phone_new("hook_modes=onhook micspeaker");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i;

	enable_hooks(handle);
	check_all_monitored(handle, caps);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		CHECK_REQUEST(phoneSetHookSwitch(handle, devices[i],
						 MICSPEAKER));
		CHECK_EQ(app_state(app, state_of(devices[i])).dwParam2,
			 MICSPEAKER);
		check_all_monitored(handle, caps);
		phone_user(phone, "mute %s", name_of(devices[i]));
		check_all_monitored(handle, caps);
		phone_user(phone, "replace %s", name_of(devices[i]));
		check_reported(app, caps, devices[i]);
		check_all_monitored(handle, caps);
	}
	free(caps);
}
