// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The errors of the functions that take an hPhone, phoneClose() excepted.
 *
 * Most errors have the same cause for all functions; invalid arguments are below, by
 * function.
 */
#include <string.h>

#include "error_injection.h"

/**
 * struct bad_call - a call with an invalid argument
 * @name: the function
 * @error: the expected result
 * @call: the call
 */
struct bad_call {
	const char *name;
	LONG error;
	LONG (*call)(HPHONE handle);
};

static LONG dev_specific_null(HPHONE handle)
{
	return phoneDevSpecific(handle, NULL, 1);
}

static LONG set_button_null(HPHONE handle)
{
	return phoneSetButtonInfo(handle, CALL_KEY, NULL);
}

static LONG set_button_small(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) - 1 };

	return phoneSetButtonInfo(handle, CALL_KEY, &info);
}

static LONG set_button_id(HPHONE handle)
{
	return call_set_button(handle, NR_PAIRS, PHONEBUTTONMODE_CALL,
			       PHONEBUTTONFUNCTION_CALLAPP, "");
}

static LONG set_data_null(HPHONE handle)
{
	return phoneSetData(handle, 0, NULL, 1);
}

static LONG set_data_id(HPHONE handle)
{
	char data[] = "data";

	return phoneSetData(handle, 2, data, sizeof(data));
}

static LONG set_display_null(HPHONE handle)
{
	return phoneSetDisplay(handle, 0, 0, NULL, 2);
}

static LONG set_display_row(HPHONE handle)
{
	return phoneSetDisplay(handle, 4, 0, (LPCSTR)u"x", sizeof(u"x"));
}

static LONG set_gain_device(HPHONE handle)
{
	return phoneSetGain(handle, 8, 0);
}

static LONG set_hook_device(HPHONE handle)
{
	return phoneSetHookSwitch(handle, 8, PHONEHOOKSWITCHMODE_ONHOOK);
}

static LONG set_hook_mode(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x20);
}

static LONG set_lamp_id(HPHONE handle)
{
	return phoneSetLamp(handle, NR_PAIRS, PHONELAMPMODE_STEADY);
}

static LONG set_lamp_mode(HPHONE handle)
{
	return phoneSetLamp(handle, CALL_KEY, 0);
}

static LONG set_ring_mode(HPHONE handle)
{
	return phoneSetRing(handle, 5, 0);
}

static LONG set_volume_device(HPHONE handle)
{
	return phoneSetVolume(handle, 8, 0);
}

static LONG get_button_null(HPHONE handle)
{
	return phoneGetButtonInfo(handle, CALL_KEY, NULL);
}

static LONG get_button_small(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) - 1 };

	return phoneGetButtonInfo(handle, CALL_KEY, &info);
}

static LONG get_button_id(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	return phoneGetButtonInfo(handle, NR_PAIRS, &info);
}

static LONG get_data_null(HPHONE handle)
{
	return phoneGetData(handle, 0, NULL, 1);
}

static LONG get_data_id(HPHONE handle)
{
	char data[4];

	return phoneGetData(handle, 3, data, sizeof(data));
}

static LONG get_display_null(HPHONE handle)
{
	return phoneGetDisplay(handle, NULL);
}

static LONG get_display_small(HPHONE handle)
{
	VARSTRING display = { .dwTotalSize = sizeof(display) - 1 };

	return phoneGetDisplay(handle, &display);
}

static LONG get_gain_null(HPHONE handle)
{
	return phoneGetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, NULL);
}

static LONG get_gain_device(HPHONE handle)
{
	DWORD gain;

	return phoneGetGain(handle, 0, &gain);
}

static LONG get_hook_null(HPHONE handle)
{
	return phoneGetHookSwitch(handle, NULL);
}

static LONG get_lamp_null(HPHONE handle)
{
	return phoneGetLamp(handle, CALL_KEY, NULL);
}

static LONG get_lamp_id(HPHONE handle)
{
	DWORD mode;

	return phoneGetLamp(handle, NR_PAIRS, &mode);
}

static LONG get_ring_null(HPHONE handle)
{
	DWORD mode;

	return phoneGetRing(handle, &mode, NULL);
}

static LONG get_volume_null(HPHONE handle)
{
	return phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, NULL);
}

static LONG get_volume_device(HPHONE handle)
{
	DWORD volume;

	return phoneGetVolume(handle, 0, &volume);
}

static LONG get_status_null(HPHONE handle)
{
	return phoneGetStatus(handle, NULL);
}

static LONG get_status_small(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) - 1 };

	return phoneGetStatus(handle, &status);
}

static LONG get_id_null(HPHONE handle)
{
	return phoneGetID(handle, NULL, "tapi/phone");
}

static LONG get_id_small(HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) - 1 };

	return phoneGetID(handle, &id, "tapi/phone");
}

static LONG get_id_class(HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	return phoneGetID(handle, &id, "no such class");
}

static LONG set_messages_states(HPHONE handle)
{
	return phoneSetStatusMessages(handle, 0x80000000, 0, 0);
}

static LONG set_messages_modes(HPHONE handle)
{
	return phoneSetStatusMessages(handle, 0, 0x40,
				      PHONEBUTTONSTATE_DOWN);
}

static LONG set_messages_buttons(HPHONE handle)
{
	return phoneSetStatusMessages(handle, 0, PHONEBUTTONMODE_CALL, 0);
}

static LONG get_messages_null(HPHONE handle)
{
	DWORD states, modes;

	return phoneGetStatusMessages(handle, &states, &modes, NULL);
}

static const struct bad_call bad_calls[] = {
	{ "phoneDevSpecific", PHONEERR_INVALPOINTER, dev_specific_null },
	{ "phoneSetButtonInfo", PHONEERR_INVALPOINTER, set_button_null },
	{ "phoneSetButtonInfo", PHONEERR_STRUCTURETOOSMALL, set_button_small },
	{ "phoneSetButtonInfo", PHONEERR_INVALBUTTONLAMPID, set_button_id },
	{ "phoneSetData", PHONEERR_INVALPOINTER, set_data_null },
	{ "phoneSetData", PHONEERR_INVALDATAID, set_data_id },
	{ "phoneSetDisplay", PHONEERR_INVALPOINTER, set_display_null },
	{ "phoneSetDisplay", PHONEERR_INVALPARAM, set_display_row },
	{ "phoneSetGain", PHONEERR_INVALHOOKSWITCHDEV, set_gain_device },
	{ "phoneSetHookSwitch", PHONEERR_INVALHOOKSWITCHDEV, set_hook_device },
	{ "phoneSetHookSwitch", PHONEERR_INVALHOOKSWITCHMODE, set_hook_mode },
	{ "phoneSetLamp", PHONEERR_INVALBUTTONLAMPID, set_lamp_id },
	{ "phoneSetLamp", PHONEERR_INVALLAMPMODE, set_lamp_mode },
	{ "phoneSetRing", PHONEERR_INVALRINGMODE, set_ring_mode },
	{ "phoneSetVolume", PHONEERR_INVALHOOKSWITCHDEV, set_volume_device },
	{ "phoneGetButtonInfo", PHONEERR_INVALPOINTER, get_button_null },
	{ "phoneGetButtonInfo", PHONEERR_STRUCTURETOOSMALL, get_button_small },
	{ "phoneGetButtonInfo", PHONEERR_INVALBUTTONLAMPID, get_button_id },
	{ "phoneGetData", PHONEERR_INVALPOINTER, get_data_null },
	{ "phoneGetData", PHONEERR_INVALDATAID, get_data_id },
	{ "phoneGetDisplay", PHONEERR_INVALPOINTER, get_display_null },
	{ "phoneGetDisplay", PHONEERR_STRUCTURETOOSMALL, get_display_small },
	{ "phoneGetGain", PHONEERR_INVALPOINTER, get_gain_null },
	{ "phoneGetGain", PHONEERR_INVALHOOKSWITCHDEV, get_gain_device },
	{ "phoneGetHookSwitch", PHONEERR_INVALPOINTER, get_hook_null },
	{ "phoneGetLamp", PHONEERR_INVALPOINTER, get_lamp_null },
	{ "phoneGetLamp", PHONEERR_INVALBUTTONLAMPID, get_lamp_id },
	{ "phoneGetRing", PHONEERR_INVALPOINTER, get_ring_null },
	{ "phoneGetVolume", PHONEERR_INVALPOINTER, get_volume_null },
	{ "phoneGetVolume", PHONEERR_INVALHOOKSWITCHDEV, get_volume_device },
	{ "phoneGetStatus", PHONEERR_INVALPOINTER, get_status_null },
	{ "phoneGetStatus", PHONEERR_STRUCTURETOOSMALL, get_status_small },
	{ "phoneGetID", PHONEERR_INVALPOINTER, get_id_null },
	{ "phoneGetID", PHONEERR_STRUCTURETOOSMALL, get_id_small },
	{ "phoneGetID", PHONEERR_INVALDEVICECLASS, get_id_class },
	{ "phoneSetStatusMessages", PHONEERR_INVALPHONESTATE,
	  set_messages_states },
	{ "phoneSetStatusMessages", PHONEERR_INVALBUTTONMODE,
	  set_messages_modes },
	{ "phoneSetStatusMessages", PHONEERR_INVALBUTTONSTATE,
	  set_messages_buttons },
	{ "phoneGetStatusMessages", PHONEERR_INVALPOINTER, get_messages_null },
};

static const struct bad_call *bad_call(const char *name, LONG error)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_calls); i++) {
		if (bad_calls[i].error == error &&
		    !strcmp(bad_calls[i].name, name))
			return &bad_calls[i];
	}
	return NULL;
}

static const struct function *function_named(const char *name)
{
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!strcmp(functions[i].name, name))
			return &functions[i];
	}
	case_fail(__FILE__, __LINE__, "no function %s", name);
}

/*
 * A valid call that reaches the provider: TAPI itself would answer phoneGetID()
 * for the class of function->call().
 */
static LONG good_call(const struct function *function, HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	if (!strcmp(function->name, "phoneGetID"))
		return phoneGetID(handle, &id, "tphone");
	return function->call(handle);
}

/*
 * Errors that only a provider knows: its result, and the completion of an async
 * operation.
 */
static void inject_into_provider(struct stage *stage,
				 const struct function *function, LONG error)
{
	provider_fails(stage, function->name, error);
	CHECK_RESULT(good_call(function, stage->owner), error);
	if (!function->asynchronous)
		return;
	phone_set(stage->phone, "result", "%#x", (DWORD)error);
	CHECK_RESULT(app_reply(stage->app,
			       CHECK_REQUEST(function->call(stage->owner))),
		     error);
	phone_set(stage->phone, "result", "0");
}

static void inject_error(struct stage *stage, const struct function *function,
			 LONG error)
{
	const struct bad_call *bad = bad_call(function->name, error);

	if (bad) {
		CHECK_RESULT(bad->call(stage->owner), error);
		return;
	}
	switch (error) {
	case PHONEERR_INVALPHONEHANDLE:
		CHECK_OK(phoneClose(stage->owner));
		CHECK_RESULT(function->call(stage->owner), error);
		CHECK_RESULT(function->call(0), error);
		CHECK_RESULT(function->call(stage->app), error);
		break;
	case PHONEERR_UNINITIALIZED:
		CHECK_OK(phoneShutdown(stage->app));
		CHECK_RESULT(function->call(stage->owner), error);
		break;
	case PHONEERR_NOTOWNER:
		CHECK_RESULT(function->call(stage->monitor), error);
		break;
	default:
		inject_into_provider(stage, function, error);
	}
}

static void check_errors(const char *name)
{
	const struct function *function = function_named(name);
	const struct tapi_list *list = tapi_list(name);
	struct phone *phone = phone_new(NULL);
	struct stage stage;
	unsigned int i;

	for (i = 0; i < list->nr; i++) {
		case_note("%s", tphone_phoneerr_name(list->errors[i]));
		stage = stage_begin(phone);
		inject_error(&stage, function, list->errors[i]);
		stage_end(&stage);
		stage = stage_begin(phone);
		CHECK_RESULT(call_outcome(stage.app,
					  function->call(stage.owner)), 0);
		stage_end(&stage);
	}
}

CASE(errors_phoneDevSpecific, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneDevSpecific");
}

CASE(errors_phoneSetButtonInfo, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetButtonInfo");
}

CASE(errors_phoneSetData, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetData");
}

CASE(errors_phoneSetDisplay, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetDisplay");
}

CASE(errors_phoneSetGain, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetGain");
}

CASE(errors_phoneSetHookSwitch, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetHookSwitch");
}

CASE(errors_phoneSetLamp, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetLamp");
}

CASE(errors_phoneSetRing, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetRing");
}

CASE(errors_phoneSetVolume, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetVolume");
}

CASE(errors_phoneGetButtonInfo, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetButtonInfo");
}

CASE(errors_phoneGetData, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetData");
}

CASE(errors_phoneGetDisplay, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetDisplay");
}

CASE(errors_phoneGetGain, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetGain");
}

CASE(errors_phoneGetHookSwitch, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetHookSwitch");
}

CASE(errors_phoneGetLamp, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetLamp");
}

CASE(errors_phoneGetRing, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetRing");
}

CASE(errors_phoneGetVolume, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetVolume");
}

CASE(errors_phoneGetStatus, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetStatus");
}

CASE(errors_phoneGetID, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneGetID");
}

CASE(errors_phoneSetStatusMessages, NEEDS_MOCK, "each error it has")
{
	check_errors("phoneSetStatusMessages");
}

static LONG messages_of_closed(const struct stage *stage)
{
	CHECK_OK(phoneClose(stage->monitor));
	return get_messages_null(stage->monitor);
}

static LONG messages_nowhere(const struct stage *stage)
{
	return get_messages_null(stage->monitor);
}

static LONG messages_uninitialized(const struct stage *stage)
{
	CHECK_OK(phoneShutdown(stage->app));
	return get_messages_null(stage->monitor);
}

CASE(errors_phoneGetStatusMessages, NEEDS_MOCK, "each error it has")
{
	static const char alone[] = "it asks nobody and allocates nothing";
	static const struct error_injection injections[] = {
		{ PHONEERR_INVALPHONEHANDLE, messages_of_closed, NULL },
		{ PHONEERR_INVALPOINTER, messages_nowhere, NULL },
		{ PHONEERR_UNINITIALIZED, messages_uninitialized, NULL },
		{ PHONEERR_NOMEM, NULL, alone },
		{ PHONEERR_OPERATIONFAILED, NULL, alone },
		{ PHONEERR_RESOURCEUNAVAIL, NULL, alone },
		{ }
	};

	inject_errors("phoneGetStatusMessages", injections);
}
