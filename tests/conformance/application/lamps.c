// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lamps.
 */
#include <stdlib.h>

#include "functions.h"

static const DWORD lamp_modes[] = {
	PHONELAMPMODE_STEADY, PHONELAMPMODE_WINK, PHONELAMPMODE_FLASH,
	PHONELAMPMODE_FLUTTER, PHONELAMPMODE_BROKENFLUTTER, PHONELAMPMODE_OFF,
};

static DWORD lamp(HPHONE handle, DWORD id)
{
	DWORD mode = 0;

	CHECK_OK(phoneGetLamp(handle, id, &mode));
	return mode;
}

static DWORD modes_in_caps(const PHONECAPS *caps, DWORD id)
{
	return app_array(caps, caps->dwLampModesOffset, caps->dwLampModesSize,
			 id);
}

CASE(T134, CHANGES, "a lamp has the mode that was set")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lamp_modes); i++) {
		APP_DO(app, phoneSetLamp(handle, CALL_KEY, lamp_modes[i]));
		CHECK_EQ(lamp(handle, CALL_KEY), lamp_modes[i]);
		APP_DO(app, phoneSetLamp(handle, LAMP_ALONE, lamp_modes[i]));
		CHECK_EQ(lamp(handle, LAMP_ALONE), lamp_modes[i]);
	}

	/* Setting a lamp does not affect another one. */
	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	CHECK_EQ(lamp(handle, CALL_KEY + 1), PHONELAMPMODE_OFF);
	CHECK_EQ(lamp(handle, LAMP_ALONE), PHONELAMPMODE_OFF);
}

CASE(T135, CHANGES, "no lamp has the number of lamps, or 0xFFFFFFFF")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	DWORD beyond[] = { caps->dwNumButtonLamps, 0xffffffff };
	unsigned int i;
	DWORD mode;

	/* The last lamp exists. */
	CHECK_EQ(caps->dwNumButtonLamps, NR_PAIRS);
	APP_DO(app, phoneSetLamp(handle, NR_PAIRS - 1, PHONELAMPMODE_STEADY));
	CHECK_EQ(lamp(handle, NR_PAIRS - 1), PHONELAMPMODE_STEADY);
	for (i = 0; i < ARRAY_SIZE(beyond); i++) {
		CHECK_RESULT(phoneSetLamp(handle, beyond[i],
					  PHONELAMPMODE_STEADY),
			     PHONEERR_INVALBUTTONLAMPID);
		CHECK_RESULT(phoneGetLamp(handle, beyond[i], &mode),
			     PHONEERR_INVALBUTTONLAMPID);
	}
	app_no_message(app);
	free(caps);
}

/* A lamp refuses these modes, and keeps its mode. */
static void check_refused(const DWORD *modes, unsigned int nr)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	APP_DO(app, phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY));
	for (i = 0; i < nr; i++)
		CHECK_RESULT(phoneSetLamp(handle, CALL_KEY, modes[i]),
			     PHONEERR_INVALLAMPMODE);
	app_no_message(app);
	CHECK_EQ(lamp(handle, CALL_KEY), PHONELAMPMODE_STEADY);
}

CASE(T136, CHANGES, "two lamp modes at once are INVALLAMPMODE")
{
	static const DWORD modes[] = {
		PHONELAMPMODE_OFF | PHONELAMPMODE_STEADY,
		PHONELAMPMODE_WINK | PHONELAMPMODE_FLASH,
		PHONELAMPMODE_STEADY | PHONELAMPMODE_DUMMY,
		PHONELAMPMODE_STEADY | PHONELAMPMODE_UNKNOWN,
		PHONELAMPMODE_STEADY | 0x00010000,
	};

	check_refused(modes, ARRAY_SIZE(modes));
}

CASE(T137, CHANGES, "modes 0, DUMMY and UNKNOWN are INVALLAMPMODE")
{
	static const DWORD modes[] = {
		0, PHONELAMPMODE_DUMMY, PHONELAMPMODE_UNKNOWN,
	};

	check_refused(modes, ARRAY_SIZE(modes));
}

CASE(T138, CHANGES, "a mode that the lamp does not have is INVALLAMPMODE")
{
	struct phone *phone = phone_new("lamp_modes=off steady");
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	DWORD modes = modes_in_caps(caps, CALL_KEY);
	unsigned int i;

	CHECK_EQ(modes, PHONELAMPMODE_OFF | PHONELAMPMODE_STEADY);
	for (i = 0; i < ARRAY_SIZE(lamp_modes); i++) {
		LONG result = phoneSetLamp(handle, CALL_KEY, lamp_modes[i]);

		if (modes & lamp_modes[i])
			APP_DO(app, result);
		else
			CHECK_RESULT(result, PHONEERR_INVALLAMPMODE);
	}

	/* A vendor's mode, which no lamp of this phone has. */
	CHECK_RESULT(phoneSetLamp(handle, CALL_KEY, 0x00010000),
		     PHONEERR_INVALLAMPMODE);
	app_no_message(app);
	free(caps);
}

CASE(T139, CHANGES, "a pair without a lamp is INVALBUTTONLAMPID")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	DWORD id;

	for (id = 0; id < 12; id++) {
		CHECK_EQ(modes_in_caps(caps, id), PHONELAMPMODE_DUMMY);
		CHECK_RESULT(phoneSetLamp(handle, id, PHONELAMPMODE_STEADY),
			     PHONEERR_INVALBUTTONLAMPID);
		CHECK_EQ(lamp(handle, id), PHONELAMPMODE_DUMMY);
	}
	free(caps);
}

CASE(T140, CHANGES, "PHONESTATE_LAMP tells which lamp changed")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD ids[] = { CALL_KEY, FEATURE_KEY, LAMP_ALONE };
	unsigned int i;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_LAMP, 0, 0));
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		PHONEMESSAGE message;

		CHECK_REQUEST(phoneSetLamp(handle, ids[i],
					   PHONELAMPMODE_WINK));
		message = app_state(app, PHONESTATE_LAMP);
		CHECK_EQ(message.hDevice, handle);
		CHECK_EQ(message.dwParam1, PHONESTATE_LAMP);
		CHECK_EQ(message.dwParam2, ids[i]);
		CHECK_EQ(message.dwParam3, 0);
		CHECK_EQ(lamp(handle, ids[i]), PHONELAMPMODE_WINK);
	}
}

CASE(T141, CHANGES, "phoneGetLamp() gives exactly one mode")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;
	DWORD id;

	for (i = 0; i < ARRAY_SIZE(lamp_modes); i++) {
		APP_DO(app, phoneSetLamp(handle, CALL_KEY, lamp_modes[i]));
		for (id = 0; id < NR_PAIRS; id++) {
			DWORD mode = lamp(handle, id);

			CHECK(mode);
			CHECK_EQ(mode & (mode - 1), 0);
			CHECK(mode <= PHONELAMPMODE_UNKNOWN);
		}
	}
}

CASE(T142, READS, "phoneGetLamp() without a pointer is INVALPOINTER")
{
	struct phone *phone = phone_new(NULL);
	HPHONE handle = app_open_monitor(app_begin(), phone);

	CHECK_EQ(lamp(handle, CALL_KEY), PHONELAMPMODE_OFF);
	CHECK_RESULT(phoneGetLamp(handle, CALL_KEY, NULL),
		     PHONEERR_INVALPOINTER);
}
