// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Icons: there are none, and which error says so depends on the class.
 */
#include "application.h"

static void check_icons(DWORD device, LPCSTR name, LPCWSTR wide_name,
			LONG expected)
{
	HICON icon = NULL;

	case_note("%s", name ? name : "NULL");
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
