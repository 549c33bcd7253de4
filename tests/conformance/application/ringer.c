// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The ringer.
 */
#include <stdlib.h>

#include "functions.h"
#include "messages.h"

#define NR_RING_MODES	4

static DWORD ring_mode(HPHONE handle)
{
	DWORD mode, volume;

	CHECK_OK(phoneGetRing(handle, &mode, &volume));
	return mode;
}

static DWORD ring_volume(HPHONE handle)
{
	DWORD mode, volume;

	CHECK_OK(phoneGetRing(handle, &mode, &volume));
	return volume;
}

CASE(T157, CHANGES, "the phone rings in the mode that was set")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	DWORD mode;

	CHECK_EQ(caps->dwNumRingModes, NR_RING_MODES);
	CHECK_EQ(ring_mode(handle), 0);
	for (mode = 1; mode <= caps->dwNumRingModes; mode++) {
		APP_DO(app, phoneSetRing(handle, mode, 0x1000 * mode));
		CHECK_EQ(ring_mode(handle), mode);
		CHECK_EQ(ring_volume(handle), 0x1000 * mode);
	}
	free(caps);
}

CASE(T158, CHANGES, "ring mode 0 stops the ringing")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	APP_DO(app, phoneSetRing(handle, 2, 0x8000));
	CHECK_EQ(ring_mode(handle), 2);
	APP_DO(app, phoneSetRing(handle, 0, 0x8000));
	CHECK_EQ(ring_mode(handle), 0);
}

/* The highest ring mode is the number of them; one more is too many. */
static void check_highest(const char *shape, DWORD nr)
{
	struct phone *phone = phone_new(shape);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));

	CHECK_EQ(caps->dwNumRingModes, nr);
	free(caps);
	APP_DO(app, phoneSetRing(handle, nr, 0x8000));
	CHECK_EQ(ring_mode(handle), nr);
	CHECK_RESULT(phoneSetRing(handle, nr + 1, 0x8000),
		     PHONEERR_INVALRINGMODE);
	CHECK_RESULT(phoneSetRing(handle, 0xffffffff, 0x8000),
		     PHONEERR_INVALRINGMODE);
	app_no_message(app);
	CHECK_EQ(ring_mode(handle), nr);
	CHECK_OK(phoneShutdown(app));
}

CASE(T159, CHANGES, "the highest ring mode is dwNumRingModes")
{
	check_highest("ring_modes=1", 1);
}

CASE(T160, CHANGES, "dwNumRingModes + 1 is INVALRINGMODE")
{
	check_highest(NULL, NR_RING_MODES);
}

CASE(T161, CHANGES, "without ring modes phoneSetRing() is OPERATIONUNAVAIL")
{
	static const DWORD modes[] = { 0, 1, 2, 0xffffffff };
	struct phone *phone = phone_new("ring_modes=0");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned int i;

	CHECK_EQ(caps->dwNumRingModes, 0);
	for (i = 0; i < ARRAY_SIZE(modes); i++)
		CHECK_RESULT(phoneSetRing(handle, modes[i], 0x8000),
			     PHONEERR_OPERATIONUNAVAIL);
	app_no_message(app);
	free(caps);
}

CASE(T162, CHANGES, "a ring volume above 0xFFFF counts as 0xFFFF")
{
	static const DWORD volumes[] = {
		0xffff, 0x10000, 0x12345678, 0xffffffff,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(volumes); i++) {
		APP_DO(app, phoneSetRing(handle, 1, 0));
		CHECK_EQ(ring_volume(handle), 0);
		APP_DO(app, phoneSetRing(handle, 1, volumes[i]));
		CHECK_EQ(ring_volume(handle), 0xffff);
		CHECK_EQ(ring_mode(handle), 1);
	}
}

static void check_ring_event(HPHONEAPP app, HPHONE handle, DWORD mode)
{
	PHONEMESSAGE message = app_state(app, PHONESTATE_RINGMODE);

	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_RINGMODE);
	CHECK_EQ(message.dwParam2, mode);
	CHECK_EQ(message.dwParam3, 0);
}

CASE(T164, CHANGES | NEEDS_USER, "PHONESTATE_RINGMODE tells the ring mode")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_RINGMODE, 0, 0));
	CHECK_REQUEST(phoneSetRing(handle, 3, 0x8000));
	check_ring_event(app, handle, 3);
	CHECK_REQUEST(phoneSetRing(handle, 1, 0x8000));
	check_ring_event(app, handle, 1);
	CHECK_REQUEST(phoneSetRing(handle, 0, 0x8000));
	check_ring_event(app, handle, 0);

	/* The virtual user stops the ringing. */
	CHECK_REQUEST(phoneSetRing(handle, 2, 0x8000));
	check_ring_event(app, handle, 2);
	phone_user(phone, "silence");
	check_ring_event(app, handle, 0);
	CHECK_EQ(ring_mode(handle), 0);
}

CASE(T165, CHANGES, "PHONESTATE_RINGVOLUME tells of another volume")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct messages messages;
	PHONEMESSAGE message;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_RINGVOLUME, 0, 0));
	CHECK_REQUEST(phoneSetRing(handle, 1, 0x4000));
	messages = messages_exactly(app, 2);
	message = messages_one(&messages, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_RINGVOLUME);

	/* The volume alone, with both enabled. */
	CHECK_OK(phoneSetStatusMessages(handle,
					PHONESTATE_RINGVOLUME |
					PHONESTATE_RINGMODE, 0, 0));
	CHECK_REQUEST(phoneSetRing(handle, 1, 0x5000));
	messages = messages_exactly(app, 2);
	message = messages_one(&messages, PHONE_STATE);
	CHECK_EQ(message.dwParam1, PHONESTATE_RINGVOLUME);
	CHECK_EQ(ring_volume(handle), 0x5000);
}

CASE(T166, READS, "phoneGetRing() without a pointer is INVALPOINTER")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);
	DWORD number;

	CHECK_RESULT(phoneGetRing(handle, NULL, &number),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetRing(handle, &number, NULL),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetRing(handle, NULL, NULL), PHONEERR_INVALPOINTER);
}
