// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Programs of TAPI 1.3 and 1.4: their structures are shorter, and they know fewer
 * messages.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "hidden_window.h"
#include "messages.h"

#define V1_3	0x00010003
#define V1_4	0x00010004

#define FILL	0x5a
#define ROOM	2048

static void *new_structure(DWORD total)
{
	char *structure = malloc(ROOM);

	CHECK(structure);
	memset(structure, FILL, ROOM);
	memcpy(structure, &total, sizeof(total));
	return structure;
}

/* Without room for more, nothing behind the fixed part was written. */
static void check_end(const char *structure, DWORD fixed)
{
	DWORD i;

	for (i = fixed; i < ROOM; i++)
		CHECK_EQ(structure[i], FILL);
}

static void check_caps(HPHONEAPP app, DWORD device, DWORD version)
{
	const DWORD fixed = offsetof(PHONECAPS, dwDeviceClassesSize);
	PHONECAPS *caps = new_structure(fixed - 1);
	const char *name;

	CHECK_RESULT(phoneGetDevCaps(app, device, version, 0, caps),
		     PHONEERR_STRUCTURETOOSMALL);
	caps->dwTotalSize = fixed;
	CHECK_OK(phoneGetDevCaps(app, device, version, 0, caps));
	CHECK_EQ(caps->dwUsedSize, fixed);
	CHECK(caps->dwNeededSize > fixed);
	check_end((char *)caps, fixed);

	/* Variable parts begin where later versions have members. */
	caps->dwTotalSize = ROOM;
	CHECK_OK(phoneGetDevCaps(app, device, version, 0, caps));
	CHECK_EQ(caps->dwButtonModesOffset, fixed);
	CHECK_EQ(caps->dwButtonModesSize, 4 * caps->dwNumButtonLamps);
	CHECK_EQ(app_array(caps, caps->dwButtonModesOffset,
			   caps->dwButtonModesSize, KEYPAD_KEY),
		 PHONEBUTTONMODE_KEYPAD);
	name = (const char *)caps + caps->dwPhoneNameOffset;
	CHECK_EQ(strlen(name) + 1, caps->dwPhoneNameSize);
	free(caps);
}

static void check_status(HPHONE handle)
{
	const DWORD fixed = offsetof(PHONESTATUS, dwPhoneFeatures);
	PHONESTATUS *status = new_structure(fixed - 1);

	CHECK_RESULT(phoneGetStatus(handle, status),
		     PHONEERR_STRUCTURETOOSMALL);
	status->dwTotalSize = fixed;
	CHECK_OK(phoneGetStatus(handle, status));
	check_end((char *)status, fixed);
	status->dwTotalSize = ROOM;
	CHECK_OK(phoneGetStatus(handle, status));
	CHECK_EQ(status->dwLampModesOffset, fixed);
	CHECK_EQ(status->dwNumOwners, 1);
	free(status);
}

static void check_button(HPHONEAPP app, HPHONE handle, DWORD fixed)
{
	PHONEBUTTONINFO *info = new_structure(fixed - 1);
	char *text = (char *)info + fixed;

	info->dwButtonMode = PHONEBUTTONMODE_FEATURE;
	info->dwButtonFunction = PHONEBUTTONFUNCTION_HOLD;
	info->dwButtonTextOffset = fixed;
	info->dwButtonTextSize = 5;
	info->dwDevSpecificSize = 0;
	info->dwDevSpecificOffset = 0;
	memcpy(text, "Hold", 5);
	CHECK_RESULT(phoneSetButtonInfo(handle, FEATURE_KEY, info),
		     PHONEERR_STRUCTURETOOSMALL);
	info->dwTotalSize = fixed + 5;
	APP_DO(app, phoneSetButtonInfo(handle, FEATURE_KEY, info));
	free(info);

	info = new_structure(fixed - 1);
	CHECK_RESULT(phoneGetButtonInfo(handle, FEATURE_KEY, info),
		     PHONEERR_STRUCTURETOOSMALL);
	info->dwTotalSize = fixed;
	CHECK_OK(phoneGetButtonInfo(handle, FEATURE_KEY, info));
	check_end((char *)info, fixed);
	info->dwTotalSize = fixed + 5;
	CHECK_OK(phoneGetButtonInfo(handle, FEATURE_KEY, info));
	CHECK_EQ(info->dwButtonTextOffset, fixed);
	CHECK(!strcmp((char *)info + fixed, "Hold"));
	CHECK_EQ(info->dwButtonFunction, PHONEBUTTONFUNCTION_HOLD);
	free(info);
}

static void check_version(DWORD version, DWORD button_info)
{
	struct phone *phone = phone_new(NULL);
	DWORD device = app_device(app_begin(), phone), agreed = 0;
	HPHONEAPP app = app_begin();
	HPHONE handle;

	CHECK_OK(call_negotiate(app, device, version, version, &agreed));
	CHECK_EQ(agreed, version);
	check_caps(app, device, version);
	handle = call_open_version(app, device, version,
				   PHONEPRIVILEGE_OWNER);
	check_status(handle);
	check_button(app, handle, button_info);

	/* Versions that were not negotiated, and numbers that are no version. */
	CHECK_RESULT(phoneOpen(app, device, &handle, 0x00020000, 0, 0,
			       PHONEPRIVILEGE_MONITOR),
		     PHONEERR_INCOMPATIBLEAPIVERSION);
	CHECK_RESULT(phoneOpen(app, device, &handle, 0x00010002, 0, 0,
			       PHONEPRIVILEGE_MONITOR),
		     PHONEERR_INCOMPATIBLEAPIVERSION);
}

CASE(version_1_3, CHANGES, "a program of 1.3 has its structures")
{
	check_version(V1_3, offsetof(PHONEBUTTONINFO, dwButtonState));
}

CASE(version_1_4, CHANGES, "a program of 1.4 has its structures")
{
	check_version(V1_4, sizeof(PHONEBUTTONINFO));
}

/* A session without a version of 2.0 or later. */
static HPHONEAPP begin_old(DWORD version)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD nr_devices;
	HPHONEAPP app;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, "old", &nr_devices,
				    &version, &params));
	return app;
}

static HPHONE open_old(HPHONEAPP app, DWORD device, DWORD version)
{
	DWORD agreed;
	HPHONE handle;

	CHECK_OK(call_negotiate(app, device, version, version, &agreed));
	handle = call_open_version(app, device, version,
				   PHONEPRIVILEGE_MONITOR);
	app_enable_all(handle);
	return handle;
}

CASE(version_1_messages, CHANGES | NEEDS_USER,
     "programs of 1.x learn otherwise that a phone was removed")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP new = app_begin(), v1_4 = begin_old(V1_4);
	HPHONEAPP v1_3 = begin_old(V1_3);
	DWORD device = app_device(new, phone);
	struct messages messages;
	HPHONE handle;

	handle = open_old(v1_4, device, V1_4);
	open_old(v1_3, device, V1_3);
	phone_live(phone, false);
	app_message_of(new, PHONE_REMOVE);

	messages = messages_all(v1_4);
	CHECK_EQ(messages_count(&messages, PHONE_REMOVE), 0);
	/* A provider that closes the phone by force first leaves no handle for it. */
	if (phone_is_mock())
		CHECK_EQ(messages_one_state(&messages,
					    PHONESTATE_REMOVED).hDevice,
			 handle);
	CHECK_EQ(messages_one(&messages, PHONE_CLOSE).hDevice, handle);
	CHECK_EQ(messages.message[messages.nr - 1].dwMessageID, PHONE_CLOSE);
	messages = messages_all(v1_3);
	CHECK_EQ(messages_count(&messages, PHONE_REMOVE), 0);
	CHECK_EQ(messages_count_state(&messages, PHONESTATE_REMOVED), 0);
	messages_one(&messages, PHONE_CLOSE);

	/* A new phone is announced with 1.4, not with 1.3. */
	phone_live(phone, true);
	app_message_of(new, PHONE_CREATE);
	app_message_of(v1_4, PHONE_CREATE);
	app_no_message_of(v1_3, PHONE_CREATE);
}
