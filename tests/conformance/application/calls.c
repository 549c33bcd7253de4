// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls that several cases make.
 */
#include <string.h>

#include "calls.h"

LONG call_negotiate(HPHONEAPP app, DWORD device, DWORD low, DWORD high,
		    DWORD *version)
{
	PHONEEXTENSIONID extension;

	return phoneNegotiateAPIVersion(app, device, low, high, version,
					&extension);
}

LONG call_open(HPHONEAPP app, DWORD device, DWORD privilege, HPHONE *handle)
{
	return phoneOpen(app, device, handle, API_NEWEST, 0, 0, privilege);
}

HPHONE call_open_version(HPHONEAPP app, DWORD device, DWORD version,
			 DWORD privilege)
{
	DWORD negotiated = 0;
	HPHONE handle = 0;

	CHECK_OK(call_negotiate(app, device, version, version, &negotiated));
	CHECK_EQ(negotiated, version);
	CHECK_OK(phoneOpen(app, device, &handle, version, 0, 0, privilege));
	return handle;
}

LONG call_outcome(HPHONEAPP app, LONG result)
{
	return result > 0 ? app_reply(app, result) : result;
}

LONG call_set_button(HPHONE handle, DWORD id, DWORD mode, DWORD function,
		     const char *text)
{
	struct {
		PHONEBUTTONINFO info;
		char text[64];
	} set = {
		.info = {
			.dwTotalSize = sizeof(set),
			.dwButtonMode = mode,
			.dwButtonFunction = function,
			.dwButtonTextSize = strlen(text) + 1,
			.dwButtonTextOffset = sizeof(set.info),
		},
	};

	CHECK(strlen(text) < sizeof(set.text));
	memcpy(set.text, text, strlen(text) + 1);
	return phoneSetButtonInfoA(handle, id, &set.info);
}
