// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Icons: phones have none, and the error depends on the device class.
 */
#include "application.h"

static void check_icons(DWORD device, LPCSTR name, LPCWSTR wide_name,
			LONG expected)
{
	const char *said = name ? name : "NULL";
	HICON icon = NULL;

	case_note("%s", said);
	CHECK_RESULT(phoneGetIcon(device, name, &icon), expected);
	CHECK_RESULT(phoneGetIconA(device, name, &icon), expected);
	CHECK_RESULT(phoneGetIconW(device, wide_name, &icon), expected);
}

CASE(icons_of_classes, READS,
     "the icon of the phone itself has failed, that of others is no class")
{
	struct phone *phone = phone_new(NULL);
	DWORD device = app_device(app_begin(), phone);

	check_icons(device, "tapi/phone", u"tapi/phone",
		    PHONEERR_OPERATIONFAILED);
	check_icons(device, "TAPI/Phone", u"TAPI/Phone",
		    PHONEERR_OPERATIONFAILED);
	check_icons(device, "", u"", PHONEERR_OPERATIONFAILED);
	check_icons(device, NULL, NULL, PHONEERR_OPERATIONFAILED);
	check_icons(device, "comm", u"comm", PHONEERR_INVALDEVICECLASS);
	check_icons(device, "tapi/line", u"tapi/line",
		    PHONEERR_INVALDEVICECLASS);
}

static LONG icon_of(struct phone *phone, DWORD device, LPCSTR name,
		    LONG answer)
{
	HICON icon = NULL;

	phone_set(phone, "call_error", "phoneGetIcon %#x",
		  (DWORD)answer);
	return phoneGetIcon(device, name, &icon);
}

CASE(icons_unknown_to_provider, NEEDS_MOCK,
     "however the provider says that it has none")
{
	struct phone *phone = phone_new(NULL);
	DWORD device = app_device(app_begin(), phone);

	CHECK_RESULT(icon_of(phone, device, "", PHONEERR_INVALDEVICECLASS),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(icon_of(phone, device, NULL, PHONEERR_OPERATIONUNAVAIL),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(icon_of(phone, device, "tapi/phone",
			     PHONEERR_INVALDEVICECLASS),
		     PHONEERR_OPERATIONFAILED);
	CHECK_RESULT(icon_of(phone, device, "comm",
			     PHONEERR_OPERATIONUNAVAIL),
		     PHONEERR_INVALDEVICECLASS);
	CHECK_RESULT(icon_of(phone, device, "", PHONEERR_NOMEM),
		     PHONEERR_NOMEM);
}
