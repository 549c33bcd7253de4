// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneSetStatusMessages(): which messages a handle gets.
 *
 * A missing message proves something only if the event has happened: a witness,
 * another session with a monitor that has everything enabled, gets the messages
 * before the case checks that the handle has none.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "messages.h"

#define BOTH_STATES	(PHONEBUTTONSTATE_DOWN | PHONEBUTTONSTATE_UP)
#define ALL_STATES	0x00ffffff
#define ALL_MODES	0x3f
#define ALL_BUTTONS	0xf

/**
 * struct stage - a phone, its owner, and the witness
 * @phone: the phone
 * @app: session of the owner
 * @owner: a handle with an empty filter
 * @witness: another session, whose only handle gets everything
 * @device: the phone
 */
struct stage {
	struct phone *phone;
	HPHONEAPP app;
	HPHONE owner;
	HPHONEAPP witness;
	DWORD device;
};

static struct stage set_stage(void)
{
	struct stage stage = { .phone = phone_new(NULL) };

	stage.app = app_begin_named("owner");
	stage.witness = app_begin_named("witness");
	stage.device = app_device(stage.app, stage.phone);
	stage.owner = app_open_owner(stage.app, stage.phone);
	app_enable_all(app_open_monitor(stage.witness, stage.phone));
	return stage;
}

static void press(const struct stage *stage, DWORD button)
{
	phone_user(stage->phone, "press %u", button);
	phone_user(stage->phone, "release %u", button);
}

/* A key is pressed and released, and the witness has seen it. */
static void press_seen(const struct stage *stage, DWORD button)
{
	PHONEMESSAGE message;

	press(stage, button);
	do {
		message = app_message_of(stage->witness, PHONE_BUTTON);
	} while (message.dwParam1 != button ||
		 message.dwParam3 != PHONEBUTTONSTATE_UP);
}

static void light_seen(const struct stage *stage, DWORD id, DWORD mode)
{
	APP_DO(stage->app, phoneSetLamp(stage->owner, id, mode));
	CHECK_EQ(app_state(stage->witness, PHONESTATE_LAMP).dwParam2, id);
}

/* By the program, by the virtual user, and by another handle. */
static void do_everything(const struct stage *stage, DWORD lamp_mode)
{
	HPHONE handle;

	light_seen(stage, CALL_KEY, lamp_mode);
	phone_user(stage->phone, "lift handset");
	app_state(stage->witness, PHONESTATE_HANDSETHOOKSWITCH);
	phone_user(stage->phone, "replace handset");
	app_state(stage->witness, PHONESTATE_HANDSETHOOKSWITCH);
	press_seen(stage, KEYPAD_KEY);
	CHECK_OK(call_open(stage->app, stage->device, PHONEPRIVILEGE_MONITOR,
			   &handle));
	app_state(stage->witness, PHONESTATE_MONITORS);
	CHECK_OK(phoneClose(handle));
	app_state(stage->witness, PHONESTATE_MONITORS);
}

CASE(T233, CHANGES | NEEDS_USER, "a new handle is told nothing")
{
	struct stage stage = set_stage();
	HPHONE monitor = app_open_monitor(stage.app, stage.phone);
	struct messages messages;

	do_everything(&stage, PHONELAMPMODE_STEADY);
	app_no_message(stage.app);

	CHECK_OK(phoneSetStatusMessages(monitor, ALL_STATES, ALL_MODES,
					BOTH_STATES));
	do_everything(&stage, PHONELAMPMODE_FLASH);
	messages_wait(stage.app);
	messages = messages_all(stage.app);
	CHECK_EQ(messages_count_handle(&messages, monitor), messages.nr);
	/* app_reply() in do_everything() may have taken the message of the lamp. */
	CHECK_EQ(messages_count_state(&messages, PHONESTATE_HANDSETHOOKSWITCH),
		 2);
	CHECK_EQ(messages_count_state(&messages, PHONESTATE_MONITORS), 2);
	CHECK_EQ(messages_count(&messages, PHONE_BUTTON), 2);
}

static void check_filter(HPHONE handle, DWORD states, DWORD modes,
			 DWORD buttons)
{
	DWORD seen[3] = { ~0U, ~0U, ~0U };

	CHECK_OK(phoneGetStatusMessages(handle, &seen[0], &seen[1], &seen[2]));
	/* PHONESTATE_REINIT is ignored, R29. */
	CHECK_EQ(seen[0] & ~PHONESTATE_REINIT, states & ~PHONESTATE_REINIT);
	CHECK_EQ(seen[1], modes);
	CHECK_EQ(seen[2], buttons);
}

static void set_filter(HPHONE handle, DWORD states, DWORD modes, DWORD buttons)
{
	CHECK_OK(phoneSetStatusMessages(handle, states, modes, buttons));
}

CASE(T234, READS, "phoneGetStatusMessages() is what that handle set last")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE first = app_open_owner(app, phone);
	HPHONE second = app_open_monitor(app, phone);

	check_filter(first, 0, 0, 0);
	check_filter(second, 0, 0, 0);
	set_filter(first, PHONESTATE_LAMP | PHONESTATE_DISPLAY,
		   PHONEBUTTONMODE_KEYPAD, PHONEBUTTONSTATE_DOWN);
	check_filter(first, PHONESTATE_LAMP | PHONESTATE_DISPLAY,
		     PHONEBUTTONMODE_KEYPAD, PHONEBUTTONSTATE_DOWN);
	check_filter(second, 0, 0, 0);
	set_filter(second, ALL_STATES, ALL_MODES, ALL_BUTTONS);
	check_filter(second, ALL_STATES, ALL_MODES, ALL_BUTTONS);
	check_filter(first, PHONESTATE_LAMP | PHONESTATE_DISPLAY,
		     PHONEBUTTONMODE_KEYPAD, PHONEBUTTONSTATE_DOWN);
	set_filter(first, PHONESTATE_OTHER, PHONEBUTTONMODE_CALL,
		   PHONEBUTTONSTATE_UP);
	check_filter(first, PHONESTATE_OTHER, PHONEBUTTONMODE_CALL,
		     PHONEBUTTONSTATE_UP);
	set_filter(first, 0, 0, 0);
	check_filter(first, 0, 0, 0);
	CHECK_OK(phoneClose(first));
	check_filter(app_open_owner(app, phone), 0, 0, 0);
}

CASE(T235, CHANGES | NEEDS_USER, "what one handle enables comes to no other")
{
	struct stage stage = set_stage();
	HPHONEAPP third = app_begin();
	HPHONE wanting = app_open_monitor(stage.app, stage.phone);
	struct messages messages;

	app_open_monitor(stage.app, stage.phone);
	app_open_monitor(third, stage.phone);
	set_filter(wanting, PHONESTATE_HANDSETHOOKSWITCH,
		   PHONEBUTTONMODE_KEYPAD, BOTH_STATES);
	phone_user(stage.phone, "lift handset");
	app_state(stage.witness, PHONESTATE_HANDSETHOOKSWITCH);
	press_seen(&stage, KEYPAD_KEY);
	messages = messages_exactly(stage.app, 3);
	CHECK_EQ(messages_count_handle(&messages, wanting), 3);
	CHECK_EQ(messages_count(&messages, PHONE_BUTTON), 2);
	messages_one_state(&messages, PHONESTATE_HANDSETHOOKSWITCH);
	app_no_message(third);
}

CASE(T236, CHANGES | NEEDS_USER, "a new filter replaces the old one")
{
	struct stage stage = set_stage();
	HPHONE handle = app_open_monitor(stage.app, stage.phone);
	struct messages messages;

	set_filter(handle, PHONESTATE_HANDSETHOOKSWITCH,
		   PHONEBUTTONMODE_KEYPAD, BOTH_STATES);
	phone_user(stage.phone, "lift handset");
	press(&stage, KEYPAD_KEY);
	press(&stage, CALL_KEY);
	messages = messages_exactly(stage.app, 3);
	messages_one_state(&messages, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_EQ(messages_count(&messages, PHONE_BUTTON), 2);

	set_filter(handle, PHONESTATE_SPEAKERHOOKSWITCH, PHONEBUTTONMODE_CALL,
		   PHONEBUTTONSTATE_UP);
	phone_user(stage.phone, "replace handset");
	phone_user(stage.phone, "lift speaker");
	press(&stage, KEYPAD_KEY);
	press(&stage, CALL_KEY);
	messages = messages_exactly(stage.app, 2);
	messages_one_state(&messages, PHONESTATE_SPEAKERHOOKSWITCH);
	CHECK_EQ(messages_one(&messages, PHONE_BUTTON).dwParam1, CALL_KEY);
}

CASE(T237, READS, "button modes without states: INVALBUTTONSTATE")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	DWORD mode;

	for (mode = 1; mode <= ALL_MODES; mode <<= 1)
		CHECK_RESULT(phoneSetStatusMessages(handle, 0, mode, 0),
			     PHONEERR_INVALBUTTONSTATE);
	CHECK_RESULT(phoneSetStatusMessages(handle, ALL_STATES, ALL_MODES, 0),
		     PHONEERR_INVALBUTTONSTATE);
	set_filter(handle, ALL_STATES, ALL_MODES, PHONEBUTTONSTATE_DOWN);
}

CASE(T238, NEEDS_USER, "no button modes with any states: no button messages")
{
	static const DWORD states[] = {
		0, PHONEBUTTONSTATE_UP, PHONEBUTTONSTATE_DOWN, BOTH_STATES,
		ALL_BUTTONS, 0xffffffff,
	};
	struct stage stage = set_stage();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(states); i++) {
		set_filter(stage.owner, 0, ALL_MODES, BOTH_STATES);
		press_seen(&stage, KEYPAD_KEY);
		app_message_of(stage.app, PHONE_BUTTON);
		app_message_of(stage.app, PHONE_BUTTON);
		set_filter(stage.owner, 0, 0, states[i]);
		press_seen(&stage, KEYPAD_KEY);
		app_no_message(stage.app);
	}
}

CASE(T239, READS, "undefined bits in the masks, each with its own error")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	DWORD bit;

	set_filter(handle, ALL_STATES, ALL_MODES, ALL_BUTTONS);
	for (bit = 0x80000000; bit; bit >>= 1) {
		case_note("bit %#x", bit);
		if (bit & ~ALL_STATES)
			CHECK_RESULT(phoneSetStatusMessages(handle, bit, 0, 0),
				     PHONEERR_INVALPHONESTATE);
		if (bit & ~ALL_MODES)
			CHECK_RESULT(phoneSetStatusMessages(handle, 0, bit,
							    BOTH_STATES),
				     PHONEERR_INVALBUTTONMODE);
		if (bit & ~ALL_BUTTONS)
			CHECK_RESULT(phoneSetStatusMessages(handle, 0,
							    ALL_MODES, bit),
				     PHONEERR_INVALBUTTONSTATE);
	}
	CHECK_RESULT(phoneSetStatusMessages(handle, 0xffffffff, ALL_MODES,
					    BOTH_STATES),
		     PHONEERR_INVALPHONESTATE);
	CHECK_RESULT(phoneSetStatusMessages(handle, ALL_STATES, 0xffffffff,
					    BOTH_STATES),
		     PHONEERR_INVALBUTTONMODE);
	CHECK_RESULT(phoneSetStatusMessages(handle, ALL_STATES, ALL_MODES,
					    0xffffffff),
		     PHONEERR_INVALBUTTONSTATE);
	check_filter(handle, ALL_STATES, ALL_MODES, ALL_BUTTONS);
}

CASE(T240, READS, "events that the phone never has can be enabled")
{
	struct phone *phone = phone_new("keypad=0;keys=0;lamps=0;display=0x0;"
					"ring_modes=0;hook_devices=;"
					"volume_devices=;gain_devices=;"
					"downloads=;uploads=;opcodes=0");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	DWORD bit;

	for (bit = 1; bit <= ALL_STATES; bit <<= 1)
		set_filter(handle, bit, 0, 0);
	for (bit = 1; bit <= ALL_MODES; bit <<= 1)
		set_filter(handle, 0, bit, BOTH_STATES);
	for (bit = 1; bit <= ALL_BUTTONS; bit <<= 1)
		set_filter(handle, 0, PHONEBUTTONMODE_KEYPAD, bit);
	set_filter(handle, ALL_STATES, ALL_MODES, ALL_BUTTONS);
}

static LONG change_lamp(HPHONE handle)
{
	return phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_FLUTTER);
}

static LONG change_ring(HPHONE handle)
{
	return phoneSetRing(handle, 3, 0x4000);
}

static LONG change_ring_volume(HPHONE handle)
{
	return phoneSetRing(handle, 3, 0x5000);
}

static LONG change_display(HPHONE handle)
{
	return phoneSetDisplay(handle, 1, 2, (LPCSTR)u"changed",
			       sizeof(u"changed"));
}

static LONG change_data(HPHONE handle)
{
	char data[] = "changed";

	return phoneSetData(handle, 0, data, sizeof(data));
}

static LONG change_button(HPHONE handle)
{
	return call_set_button(handle, FEATURE_KEY, PHONEBUTTONMODE_FEATURE,
			       PHONEBUTTONFUNCTION_MUTE, "Mute");
}

static LONG hook_handset(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_HANDSET,
				  PHONEHOOKSWITCHMODE_MIC);
}

static LONG hook_speaker(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_SPEAKER,
				  PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static LONG hook_headset(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_HEADSET,
				  PHONEHOOKSWITCHMODE_SPEAKER);
}

static LONG volume_handset(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x4321);
}

static LONG volume_speaker(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_SPEAKER, 0x4321);
}

static LONG volume_headset(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HEADSET, 0x4321);
}

static LONG gain_handset(HPHONE handle)
{
	return phoneSetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x4321);
}

static LONG gain_speaker(HPHONE handle)
{
	return phoneSetGain(handle, PHONEHOOKSWITCHDEV_SPEAKER, 0x4321);
}

static LONG gain_headset(HPHONE handle)
{
	return phoneSetGain(handle, PHONEHOOKSWITCHDEV_HEADSET, 0x4321);
}

/* Changes of a new phone, in this order, and how they are reported. */
static const struct change {
	LONG (*make)(HPHONE handle);
	DWORD state;
	DWORD second;	/* dwParam2 */
} changes[] = {
	{ change_lamp, PHONESTATE_LAMP, CALL_KEY },
	{ change_ring, PHONESTATE_RINGMODE, 3 },
	{ change_ring_volume, PHONESTATE_RINGVOLUME, 0 },
	{ change_display, PHONESTATE_DISPLAY, 0 },
	{ change_data, PHONESTATE_OTHER, 0 },
	{ change_button, PHONESTATE_CAPSCHANGE, 0 },
	{ hook_handset, PHONESTATE_HANDSETHOOKSWITCH,
	  PHONEHOOKSWITCHMODE_MIC },
	{ hook_speaker, PHONESTATE_SPEAKERHOOKSWITCH,
	  PHONEHOOKSWITCHMODE_MICSPEAKER },
	{ hook_headset, PHONESTATE_HEADSETHOOKSWITCH,
	  PHONEHOOKSWITCHMODE_SPEAKER },
	{ volume_handset, PHONESTATE_HANDSETVOLUME, 0 },
	{ volume_speaker, PHONESTATE_SPEAKERVOLUME, 0 },
	{ volume_headset, PHONESTATE_HEADSETVOLUME, 0 },
	{ gain_handset, PHONESTATE_HANDSETGAIN, 0 },
	{ gain_speaker, PHONESTATE_SPEAKERGAIN, 0 },
	{ gain_headset, PHONESTATE_HEADSETGAIN, 0 },
};

CASE(T245, CHANGES, "who changes the phone is told as well")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	PHONEMESSAGE message;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(changes); i++) {
		case_note("state %#x", changes[i].state);
		set_filter(owner, changes[i].state, 0, 0);
		CHECK_REQUEST(changes[i].make(owner));
		message = app_state(app, changes[i].state);
		CHECK_EQ(message.hDevice, owner);
		CHECK_EQ(message.dwParam1, changes[i].state);
		CHECK_EQ(message.dwParam2, changes[i].second);
		CHECK_EQ(message.dwParam3, 0);
	}
}

/* The reply and the event of one change, in any order, and both once. */
static void check_reported_twice(HPHONEAPP app, DWORD request, DWORD state)
{
	unsigned int replies = 0, states = 0;
	struct messages rest;

	while (!replies || !states) {
		PHONEMESSAGE message = app_message(app);

		if (message.dwMessageID == PHONE_REPLY) {
			CHECK_EQ(message.dwParam1, request);
			CHECK_RESULT((LONG)message.dwParam2, 0);
			replies++;
		} else if (message.dwMessageID == PHONE_STATE &&
			   message.dwParam1 & state) {
			states++;
		}
	}
	rest = messages_all(app);
	CHECK_EQ(replies + messages_count(&rest, PHONE_REPLY), 1);
	CHECK_EQ(states + messages_count_state(&rest, state), 1);
}

CASE(T246, CHANGES, "a change is answered by PHONE_REPLY, and told")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	size_t i;

	app_enable_all(owner);
	for (i = 0; i < ARRAY_SIZE(changes); i++) {
		case_note("state %#x", changes[i].state);
		check_reported_twice(app, CHECK_REQUEST(changes[i].make(owner)),
				     changes[i].state);
	}
}

/* The next message there is, for this handle. */
static void check_count(HPHONEAPP app, HPHONE handle, DWORD state, DWORD count)
{
	PHONEMESSAGE message = app_message(app);

	CHECK_EQ(message.dwMessageID, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, state);
	CHECK_EQ(message.dwParam2, count);
}

CASE(T247, READS, "an owner comes and goes: PHONESTATE_OWNER with 1 and 0")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other = app_begin();
	HPHONEAPP deaf = app_begin();
	HPHONE handle = app_open_monitor(app, phone);
	HPHONE owner;

	set_filter(app_open_monitor(deaf, phone),
		   ALL_STATES & ~(PHONESTATE_OWNER | PHONESTATE_REINIT), 0, 0);
	set_filter(handle, PHONESTATE_OWNER, 0, 0);
	owner = app_open_owner(other, phone);
	check_count(app, handle, PHONESTATE_OWNER, 1);
	CHECK_OK(phoneClose(owner));
	check_count(app, handle, PHONESTATE_OWNER, 0);
	app_open_owner(other, phone);
	check_count(app, handle, PHONESTATE_OWNER, 1);
	CHECK_OK(phoneShutdown(other));
	check_count(app, handle, PHONESTATE_OWNER, 0);
	app_no_message(app);
	app_no_message(deaf);
}

/* Opens as 'o'wner or 'm'onitor, 'c'loses, 'e'nds. */
static void other_app(struct peer_process *self, void *data)
{
	HPHONEAPP app = app_begin();
	HPHONE handle = 0;
	char what;

	while ((what = peer_receive(self)) != 'e') {
		if (what == 'o')
			handle = app_open_owner(app, data);
		else if (what == 'm')
			handle = app_open_monitor(app, data);
		else
			CHECK_OK(phoneClose(handle));
	}
	CHECK_OK(phoneShutdown(app));
}

CASE(T247_processes, NEEDS_KERNEL, "the owner is in another process")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_app, phone);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	set_filter(handle, PHONESTATE_OWNER, 0, 0);
	peer_send(peer, 'o');
	check_count(app, handle, PHONESTATE_OWNER, 1);
	peer_send(peer, 'c');
	check_count(app, handle, PHONESTATE_OWNER, 0);
	peer_send(peer, 'o');
	check_count(app, handle, PHONESTATE_OWNER, 1);
	peer_send(peer, 'e');
	peer_end(peer);
	check_count(app, handle, PHONESTATE_OWNER, 0);
	app_no_message(app);
}

CASE(T248, READS, "monitors come and go: PHONESTATE_MONITORS with their number")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONEAPP other = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitors[3];

	set_filter(owner, PHONESTATE_MONITORS, 0, 0);
	monitors[0] = app_open_monitor(other, phone);
	check_count(app, owner, PHONESTATE_MONITORS, 1);
	monitors[1] = app_open_monitor(other, phone);
	check_count(app, owner, PHONESTATE_MONITORS, 2);
	monitors[2] = app_open_monitor(other, phone);
	check_count(app, owner, PHONESTATE_MONITORS, 3);
	CHECK_OK(phoneClose(monitors[1]));
	check_count(app, owner, PHONESTATE_MONITORS, 2);
	CHECK_OK(phoneClose(monitors[0]));
	check_count(app, owner, PHONESTATE_MONITORS, 1);
	CHECK_OK(phoneClose(monitors[2]));
	check_count(app, owner, PHONESTATE_MONITORS, 0);
	app_no_message(app);
}

CASE(T248_processes, NEEDS_KERNEL, "the monitors are in another process")
{
	struct phone *phone = phone_new(NULL);
	struct peer_process *peer = peer_start(other_app, phone);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_monitor(app, phone);

	/* The handle itself is one of the monitors. */
	set_filter(handle, PHONESTATE_MONITORS, 0, 0);
	peer_send(peer, 'm');
	check_count(app, handle, PHONESTATE_MONITORS, 2);
	peer_send(peer, 'm');
	check_count(app, handle, PHONESTATE_MONITORS, 3);
	peer_send(peer, 'c');
	check_count(app, handle, PHONESTATE_MONITORS, 2);
	peer_send(peer, 'e');
	peer_end(peer);
	check_count(app, handle, PHONESTATE_MONITORS, 1);
	app_no_message(app);
}

CASE(T249, READS, "a new handle is not told of its own opening")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE old = app_open_monitor(first, phone);
	HPHONE handle;

	set_filter(old, PHONESTATE_OWNER | PHONESTATE_MONITORS, 0, 0);
	handle = app_open_owner(second, phone);
	app_enable_all(handle);
	check_count(first, old, PHONESTATE_OWNER, 1);
	app_no_message(second);

	CHECK_OK(phoneClose(handle));
	check_count(first, old, PHONESTATE_OWNER, 0);
	handle = app_open_monitor(second, phone);
	app_enable_all(handle);
	check_count(first, old, PHONESTATE_MONITORS, 2);
	app_no_message(second);
	app_no_message(first);
}

CASE(T250, NEEDS_MOCK, "several states in one message")
{
	struct stage stage = set_stage();
	HPHONE monitor = app_open_monitor(stage.app, stage.phone);
	PHONEMESSAGE message;

	app_state(stage.witness, PHONESTATE_MONITORS);
	set_filter(stage.owner, ALL_STATES, 0, 0);
	set_filter(monitor, PHONESTATE_DISPLAY | PHONESTATE_HANDSETGAIN, 0, 0);
	phone_set(stage.phone, "raise", "%u %#x 0x55 0", PHONE_STATE,
		  PHONESTATE_DISPLAY | PHONESTATE_RINGVOLUME |
		  PHONESTATE_HANDSETGAIN);

	/* No rule defines dwParam2 here. */
	message = app_message_of(stage.witness, PHONE_STATE);
	CHECK_EQ(message.dwParam1, PHONESTATE_DISPLAY | PHONESTATE_RINGVOLUME |
		 PHONESTATE_HANDSETGAIN);
	message = app_message_of(stage.app, PHONE_STATE);
	if (message.hDevice == stage.owner) {
		CHECK_EQ(message.dwParam1, PHONESTATE_DISPLAY |
			 PHONESTATE_RINGVOLUME | PHONESTATE_HANDSETGAIN);
		message = app_message_of(stage.app, PHONE_STATE);
	}
	CHECK_EQ(message.hDevice, monitor);
	CHECK_EQ(message.dwParam1, PHONESTATE_DISPLAY | PHONESTATE_HANDSETGAIN);
	app_no_message(stage.witness);
}

CASE(T251, NEEDS_MOCK, "REINIT comes even if nothing was enabled")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	PHONEMESSAGE message;

	app_open_owner(first, phone);
	set_filter(app_open_monitor(second, phone), 0, 0, 0);
	phone_set(phone, "reinit", "1");
	message = app_state(first, PHONESTATE_REINIT);
	CHECK_EQ(message.hDevice, 0);
	CHECK_EQ(message.dwParam1, PHONESTATE_REINIT);
	message = app_state(second, PHONESTATE_REINIT);
	CHECK_EQ(message.hDevice, 0);
	CHECK_EQ(message.dwParam1, PHONESTATE_REINIT);
}

CASE(T252, CHANGES | NEEDS_USER, "owner and monitors get PHONE_STATE alike")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP first = app_begin();
	HPHONEAPP second = app_begin();
	HPHONE owner = app_open_owner(first, phone);
	HPHONE monitor = app_open_monitor(second, phone);
	PHONEMESSAGE message;

	set_filter(owner, PHONESTATE_LAMP | PHONESTATE_HANDSETHOOKSWITCH, 0, 0);
	set_filter(monitor, PHONESTATE_LAMP | PHONESTATE_HANDSETHOOKSWITCH, 0,
		   0);
	CHECK_REQUEST(change_lamp(owner));
	message = app_state(first, PHONESTATE_LAMP);
	CHECK_EQ(message.hDevice, owner);
	CHECK_EQ(message.dwParam2, CALL_KEY);
	message = app_state(second, PHONESTATE_LAMP);
	CHECK_EQ(message.hDevice, monitor);
	CHECK_EQ(message.dwParam2, CALL_KEY);

	phone_user(phone, "lift handset");
	message = app_state(first, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_EQ(message.dwParam2, PHONEHOOKSWITCHMODE_MICSPEAKER);
	message = app_state(second, PHONESTATE_HANDSETHOOKSWITCH);
	CHECK_EQ(message.dwParam2, PHONEHOOKSWITCHMODE_MICSPEAKER);
}

/* Handles of one session, and their arguments of phoneOpen(). */
struct instances {
	HPHONE handle[3];
	DWORD_PTR instance[3];
};

static int instance_of(const struct instances *known,
		       const PHONEMESSAGE *message)
{
	int i;

	for (i = 0; i < 3; i++) {
		if (known->handle[i] == message->hDevice)
			break;
	}
	CHECK(i < 3);
	CHECK(message->dwCallbackInstance == known->instance[i]);
	return i;
}

/* Each handle gets one of these, with its own number. */
static void check_instances(HPHONEAPP app, const struct instances *known,
			    DWORD kind)
{
	unsigned int seen = 0;
	int i;

	case_note("message %u", kind);
	for (i = 0; i < 3; i++) {
		PHONEMESSAGE message = app_message_of(app, kind);

		seen |= 1 << instance_of(known, &message);
	}
	CHECK_EQ(seen, 7);
}

CASE(T253, CHANGES | NEEDS_USER, "whose message it is, in each one")
{
	struct instances known = {
		.instance = { UINTPTR_MAX - 1, 0, 0x80000000 },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	DWORD device = app_device(app, phone);
	PHONEMESSAGE message;
	int i;

	for (i = 0; i < 3; i++)
		CHECK_OK(phoneOpen(app, device, &known.handle[i], API_NEWEST,
				   0, known.instance[i],
				   i ? PHONEPRIVILEGE_MONITOR :
				   PHONEPRIVILEGE_OWNER));
	for (i = 0; i < 3; i++)
		set_filter(known.handle[i], PHONESTATE_HANDSETHOOKSWITCH,
			   PHONEBUTTONMODE_KEYPAD, PHONEBUTTONSTATE_DOWN);

	phone_user(phone, "lift handset");
	check_instances(app, &known, PHONE_STATE);
	phone_user(phone, "press 5");
	check_instances(app, &known, PHONE_BUTTON);
	phone_user(phone, "devspecific 1 2 3");
	check_instances(app, &known, PHONE_DEVSPECIFIC);
	CHECK_REQUEST(change_lamp(known.handle[0]));
	message = app_message_of(app, PHONE_REPLY);
	CHECK(message.dwCallbackInstance == known.instance[0]);
	phone_live(phone, false);
	check_instances(app, &known, PHONE_CLOSE);
}
