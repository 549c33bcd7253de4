// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions for monitors, and functions for the owner only.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "messages.h"

/* The forms of a function: phoneX, and phoneXA and phoneXW if it has them. */
static bool is_form_of(const char *form, const char *name)
{
	size_t length = strlen(name);

	if (strncmp(form, name, length))
		return false;
	form += length;
	return !*form || !strcmp(form, "A") || !strcmp(form, "W");
}

/* A call of a monitor fails at once, the same call of the owner succeeds. */
static void check_needs_owner(const char *name)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner = app_open_owner(app, phone);
	unsigned int nr = 0;
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!is_form_of(functions[i].name, name))
			continue;
		case_note("%s", functions[i].name);
		CHECK_RESULT(functions[i].call(monitor), PHONEERR_NOTOWNER);
		APP_DO(app, functions[i].call(owner));
		CHECK_RESULT(functions[i].call(monitor), PHONEERR_NOTOWNER);
		nr++;
	}
	CHECK(nr > 0);

	/* The calls of the monitor fail without an owner, too. */
	CHECK_OK(phoneClose(owner));
	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (is_form_of(functions[i].name, name))
			CHECK_RESULT(functions[i].call(monitor),
				     PHONEERR_NOTOWNER);
	}
}

CASE(T062, CHANGES, "a monitor may not phoneSetButtonInfo()")
{
	check_needs_owner("phoneSetButtonInfo");
}

CASE(T063, CHANGES, "a monitor may not phoneSetData()")
{
	check_needs_owner("phoneSetData");
}

CASE(T064, CHANGES, "a monitor may not phoneSetDisplay()")
{
	check_needs_owner("phoneSetDisplay");
}

CASE(T065, CHANGES, "a monitor may not phoneSetGain()")
{
	check_needs_owner("phoneSetGain");
}

CASE(T066, CHANGES, "a monitor may not phoneSetHookSwitch()")
{
	check_needs_owner("phoneSetHookSwitch");
}

CASE(T067, CHANGES, "a monitor may not phoneSetLamp()")
{
	check_needs_owner("phoneSetLamp");
}

CASE(T068, CHANGES, "a monitor may not phoneSetRing()")
{
	check_needs_owner("phoneSetRing");
}

CASE(T069, CHANGES, "a monitor may not phoneSetVolume()")
{
	check_needs_owner("phoneSetVolume");
}

CASE(T071, CHANGES, "a monitor may phoneDevSpecific() and choose its events")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner;
	char block[] = "from a monitor";

	CHECK_OK(phoneSetStatusMessages(monitor, PHONESTATE_LAMP,
					PHONEBUTTONMODE_CALL,
					PHONEBUTTONSTATE_DOWN));
	CHECK_RESULT(call_outcome(app, phoneDevSpecific(monitor, block,
							sizeof(block))), 0);

	/* The monitor may send them beside an owner, too. */
	owner = app_open_owner(app, phone);
	CHECK_OK(phoneSetStatusMessages(monitor, 0, 0, 0));
	CHECK_RESULT(call_outcome(app, phoneDevSpecific(monitor, block,
							sizeof(block))), 0);
	CHECK_RESULT(call_outcome(app, phoneDevSpecific(owner, block,
							sizeof(block))), 0);
}

/* The state of a phone as a handle reads it. */
struct view {
	DWORD gain[3];
	DWORD volume[3];
	DWORD lamp[NR_PAIRS];
	DWORD hook;
	DWORD ring;
	DWORD ring_volume;
	char data[AREA_SIZE];
	char button[NR_PAIRS][512];
	char display[512];
	char id[64];
	PHONESTATUS *status;
};

/* Every phoneGet function succeeds; the A forms here, the W forms below. */
static void take_view(struct view *view, HPHONE handle)
{
	DWORD states, modes, button_states;
	PHONEBUTTONINFO *info;
	VARSTRING *string;
	DWORD i;

	memset(view, 0, sizeof(*view));
	for (i = 0; i < 3; i++) {
		CHECK_OK(phoneGetGain(handle, 1 << i, &view->gain[i]));
		CHECK_OK(phoneGetVolume(handle, 1 << i, &view->volume[i]));
	}
	for (i = 0; i < NR_PAIRS; i++) {
		info = (PHONEBUTTONINFO *)view->button[i];
		info->dwTotalSize = sizeof(view->button[i]);
		CHECK_OK(phoneGetButtonInfo(handle, i, info));
		CHECK_OK(phoneGetLamp(handle, i, &view->lamp[i]));
	}
	CHECK_OK(phoneGetHookSwitch(handle, &view->hook));
	CHECK_OK(phoneGetRing(handle, &view->ring, &view->ring_volume));
	CHECK_OK(phoneGetData(handle, 0, view->data, sizeof(view->data)));
	string = (VARSTRING *)view->display;
	string->dwTotalSize = sizeof(view->display);
	CHECK_OK(phoneGetDisplay(handle, string));
	string = (VARSTRING *)view->id;
	string->dwTotalSize = sizeof(view->id);
	CHECK_OK(phoneGetID(handle, string, "tapi/phone"));
	CHECK_OK(phoneGetStatusMessages(handle, &states, &modes,
					&button_states));
	view->status = app_status(handle);
}

static bool is_get(const char *name)
{
	return !strncmp(name, "phoneGet", strlen("phoneGet"));
}

CASE(T072, CHANGES, "a monitor gets all that the owner gets")
{
	static struct view of_owner, of_monitor;
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE owner = app_open_owner(app, phone);
	HPHONE monitor = app_open_monitor(app, phone);
	char data[AREA_SIZE] = "something";
	unsigned int nr = 0;
	size_t i;

	/* Changes the state, so that reading it is meaningful. */
	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (functions[i].owner)
			APP_DO(app, functions[i].call(owner));
	}
	APP_DO(app, phoneSetData(owner, 0, data, sizeof(data)));

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!is_get(functions[i].name))
			continue;
		case_note("%s", functions[i].name);
		CHECK_OK(functions[i].call(owner));
		CHECK_OK(functions[i].call(monitor));
		nr++;
	}
	CHECK(nr >= 11);

	take_view(&of_owner, owner);
	take_view(&of_monitor, monitor);
	CHECK_EQ(of_monitor.status->dwNeededSize,
		 of_owner.status->dwNeededSize);
	/* dwPhoneFeatures depends on the privilege of the handle, the rest does not. */
	of_owner.status->dwPhoneFeatures &= ~SET_FEATURES;
	CHECK(!memcmp(of_monitor.status, of_owner.status,
		      of_owner.status->dwUsedSize));
	free(of_monitor.status);
	free(of_owner.status);
	of_monitor.status = NULL;
	of_owner.status = NULL;
	CHECK(!memcmp(&of_monitor, &of_owner, sizeof(of_owner)));
	CHECK_EQ(of_monitor.lamp[CALL_KEY], PHONELAMPMODE_STEADY);
	CHECK(!strcmp(of_monitor.data, "something"));
}

static void check_each_by_its_handle(HPHONEAPP app, HPHONE owner,
				     HPHONE monitor)
{
	unsigned int nr = 0;
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!functions[i].owner)
			continue;
		case_note("%s", functions[i].name);
		CHECK_RESULT(functions[i].call(monitor), PHONEERR_NOTOWNER);
		APP_DO(app, functions[i].call(owner));
		nr++;
	}
	CHECK(nr >= 8);
}

CASE(T073, CHANGES, "an app with both privileges is judged by the handle")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE monitor = app_open_monitor(app, phone);
	HPHONE owner = app_open_owner(app, phone);

	check_each_by_its_handle(app, owner, monitor);
	CHECK_OK(phoneClose(monitor));
	/* Opened in the other order. */
	monitor = app_open_monitor(app, phone);
	check_each_by_its_handle(app, owner, monitor);
}
