// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions that take an hPhone, with valid arguments.
 */
#include "functions.h"

#define LIST_ALWAYS							\
	(ERROR_BIT(PHONEERR_INVALPHONEHANDLE) |				\
	 ERROR_BIT(PHONEERR_NOMEM) |					\
	 ERROR_BIT(PHONEERR_OPERATIONFAILED) |				\
	 ERROR_BIT(PHONEERR_RESOURCEUNAVAIL) |				\
	 ERROR_BIT(PHONEERR_UNINITIALIZED))
#define LIST_OPERATION							\
	(LIST_ALWAYS | ERROR_BIT(PHONEERR_OPERATIONUNAVAIL))
#define LIST_GET							\
	(LIST_OPERATION | ERROR_BIT(PHONEERR_INVALPHONESTATE) |		\
	 ERROR_BIT(PHONEERR_INVALPOINTER))
#define LIST_SET							\
	(LIST_OPERATION | ERROR_BIT(PHONEERR_INVALPHONESTATE) |		\
	 ERROR_BIT(PHONEERR_NOTOWNER))
#define LIST_SET_BUTTON							\
	(LIST_OPERATION | ERROR_BIT(PHONEERR_NOTOWNER) |		\
	 ERROR_BIT(PHONEERR_INVALBUTTONLAMPID) |			\
	 ERROR_BIT(PHONEERR_INVALPOINTER) |				\
	 ERROR_BIT(PHONEERR_STRUCTURETOOSMALL))
#define LIST_GET_BUTTON							\
	(LIST_GET | ERROR_BIT(PHONEERR_INVALBUTTONLAMPID) |		\
	 ERROR_BIT(PHONEERR_STRUCTURETOOSMALL))
#define LIST_GET_STATUS							\
	(LIST_OPERATION | ERROR_BIT(PHONEERR_INVALPOINTER) |		\
	 ERROR_BIT(PHONEERR_STRUCTURETOOSMALL))
#define LIST_GET_ID							\
	(LIST_GET_STATUS | ERROR_BIT(PHONEERR_INVALDEVICECLASS))

bool function_lists(const struct function *function, LONG error)
{
	DWORD code = (DWORD)error;

	return code >= 0x90000001 && code <= 0x90000025 &&
	       function->errors & ERROR_BIT(error);
}

static LONG dev_specific(HPHONE handle)
{
	char block[] = "conformance";

	return phoneDevSpecific(handle, block, sizeof(block));
}

static PHONEBUTTONINFO plain_button(void)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_FEATURE,
		.dwButtonFunction = PHONEBUTTONFUNCTION_HOLD,
	};

	return info;
}

static LONG set_button_info(HPHONE handle)
{
	PHONEBUTTONINFO info = plain_button();

	return phoneSetButtonInfo(handle, FEATURE_KEY, &info);
}

static LONG set_button_info_a(HPHONE handle)
{
	PHONEBUTTONINFO info = plain_button();

	return phoneSetButtonInfoA(handle, FEATURE_KEY, &info);
}

static LONG set_button_info_w(HPHONE handle)
{
	PHONEBUTTONINFO info = plain_button();

	return phoneSetButtonInfoW(handle, FEATURE_KEY, &info);
}

static LONG set_data(HPHONE handle)
{
	char data[] = "conformance";

	return phoneSetData(handle, 0, data, sizeof(data));
}

static LONG set_display(HPHONE handle)
{
	static const WCHAR text[] = u"conformance";

	return phoneSetDisplay(handle, 0, 0, (LPCSTR)text, sizeof(text));
}

static LONG set_gain(HPHONE handle)
{
	return phoneSetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x1234);
}

static LONG set_hook_switch(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_SPEAKER,
				  PHONEHOOKSWITCHMODE_MICSPEAKER);
}

static LONG set_lamp(HPHONE handle)
{
	return phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY);
}

static LONG set_ring(HPHONE handle)
{
	return phoneSetRing(handle, 1, 0x1234);
}

static LONG set_volume(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, 0x1234);
}

static LONG get_button_info(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	return phoneGetButtonInfo(handle, CALL_KEY, &info);
}

static LONG get_button_info_a(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	return phoneGetButtonInfoA(handle, CALL_KEY, &info);
}

static LONG get_button_info_w(HPHONE handle)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	return phoneGetButtonInfoW(handle, CALL_KEY, &info);
}

static LONG get_data(HPHONE handle)
{
	char data[16];

	return phoneGetData(handle, 0, data, sizeof(data));
}

static LONG get_display(HPHONE handle)
{
	VARSTRING display = { .dwTotalSize = sizeof(display) };

	return phoneGetDisplay(handle, &display);
}

static LONG get_gain(HPHONE handle)
{
	DWORD gain;

	return phoneGetGain(handle, PHONEHOOKSWITCHDEV_HANDSET, &gain);
}

static LONG get_hook_switch(HPHONE handle)
{
	DWORD devices;

	return phoneGetHookSwitch(handle, &devices);
}

static LONG get_lamp(HPHONE handle)
{
	DWORD mode;

	return phoneGetLamp(handle, CALL_KEY, &mode);
}

static LONG get_ring(HPHONE handle)
{
	DWORD mode, volume;

	return phoneGetRing(handle, &mode, &volume);
}

static LONG get_volume(HPHONE handle)
{
	DWORD volume;

	return phoneGetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET, &volume);
}

static LONG get_status(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	return phoneGetStatus(handle, &status);
}

static LONG get_status_a(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	return phoneGetStatusA(handle, &status);
}

static LONG get_status_w(HPHONE handle)
{
	PHONESTATUS status = { .dwTotalSize = sizeof(status) };

	return phoneGetStatusW(handle, &status);
}

static LONG get_id(HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	return phoneGetID(handle, &id, "tapi/phone");
}

static LONG get_id_a(HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	return phoneGetIDA(handle, &id, "tapi/phone");
}

static LONG get_id_w(HPHONE handle)
{
	VARSTRING id = { .dwTotalSize = sizeof(id) };

	return phoneGetIDW(handle, &id, u"tapi/phone");
}

static LONG set_status_messages(HPHONE handle)
{
	return phoneSetStatusMessages(handle, PHONESTATE_LAMP,
				      PHONEBUTTONMODE_KEYPAD,
				      PHONEBUTTONSTATE_DOWN);
}

static LONG get_status_messages(HPHONE handle)
{
	DWORD states, modes, buttons;

	return phoneGetStatusMessages(handle, &states, &modes, &buttons);
}

const struct function functions[NR_FUNCTIONS] = {
	{ "phoneDevSpecific", true, false,
	  LIST_OPERATION | ERROR_BIT(PHONEERR_INVALPOINTER), dev_specific },
	{ "phoneSetButtonInfo", true, true, LIST_SET_BUTTON, set_button_info },
	{ "phoneSetData", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALDATAID) |
	  ERROR_BIT(PHONEERR_INVALPOINTER), set_data },
	{ "phoneSetDisplay", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALPARAM) |
	  ERROR_BIT(PHONEERR_INVALPOINTER), set_display },
	{ "phoneSetGain", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALHOOKSWITCHDEV), set_gain },
	{ "phoneSetHookSwitch", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALHOOKSWITCHDEV) |
	  ERROR_BIT(PHONEERR_INVALHOOKSWITCHMODE), set_hook_switch },
	{ "phoneSetLamp", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALBUTTONLAMPID) |
	  ERROR_BIT(PHONEERR_INVALLAMPMODE), set_lamp },
	{ "phoneSetRing", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALRINGMODE), set_ring },
	{ "phoneSetVolume", true, true,
	  LIST_SET | ERROR_BIT(PHONEERR_INVALHOOKSWITCHDEV), set_volume },
	{ "phoneSetButtonInfoA", true, true, LIST_SET_BUTTON,
	  set_button_info_a },
	{ "phoneSetButtonInfoW", true, true, LIST_SET_BUTTON,
	  set_button_info_w },
	{ "phoneGetButtonInfo", false, false, LIST_GET_BUTTON,
	  get_button_info },
	{ "phoneGetButtonInfoA", false, false, LIST_GET_BUTTON,
	  get_button_info_a },
	{ "phoneGetButtonInfoW", false, false, LIST_GET_BUTTON,
	  get_button_info_w },
	{ "phoneGetData", false, false,
	  LIST_GET | ERROR_BIT(PHONEERR_INVALDATAID), get_data },
	{ "phoneGetDisplay", false, false,
	  LIST_GET | ERROR_BIT(PHONEERR_STRUCTURETOOSMALL), get_display },
	{ "phoneGetGain", false, false,
	  LIST_GET | ERROR_BIT(PHONEERR_INVALHOOKSWITCHDEV), get_gain },
	{ "phoneGetHookSwitch", false, false, LIST_GET, get_hook_switch },
	{ "phoneGetLamp", false, false,
	  LIST_GET | ERROR_BIT(PHONEERR_INVALBUTTONLAMPID), get_lamp },
	{ "phoneGetRing", false, false, LIST_GET, get_ring },
	{ "phoneGetVolume", false, false,
	  LIST_GET | ERROR_BIT(PHONEERR_INVALHOOKSWITCHDEV), get_volume },
	{ "phoneGetStatus", false, false, LIST_GET_STATUS, get_status },
	{ "phoneGetStatusA", false, false, LIST_GET_STATUS, get_status_a },
	{ "phoneGetStatusW", false, false, LIST_GET_STATUS, get_status_w },
	{ "phoneGetID", false, false, LIST_GET_ID, get_id },
	{ "phoneGetIDA", false, false, LIST_GET_ID, get_id_a },
	{ "phoneGetIDW", false, false, LIST_GET_ID, get_id_w },
	{ "phoneSetStatusMessages", false, false,
	  LIST_OPERATION | ERROR_BIT(PHONEERR_INVALPHONESTATE) |
	  ERROR_BIT(PHONEERR_INVALBUTTONMODE) |
	  ERROR_BIT(PHONEERR_INVALBUTTONSTATE), set_status_messages },
	{ "phoneGetStatusMessages", false, false,
	  LIST_ALWAYS | ERROR_BIT(PHONEERR_INVALPOINTER),
	  get_status_messages },
};
