// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phoneDevSpecific() as the program sees it.
 */
#include <stdio.h>
#include <string.h>

#include "functions.h"
#include "messages.h"

/* All operations but DEVSPECIFIC, which is the first. */
#define NO_EXTENSIONS	"opcodes=0x3fc"

CASE(T216, CHANGES, "without device-specific functions: OPERATIONUNAVAIL")
{
	struct phone *without = phone_new(NO_EXTENSIONS);
	struct phone *with = phone_new(NULL);
	HPHONEAPP app = app_begin();
	char block[] = "conformance";
	LONG result;

	result = phoneDevSpecific(app_open_owner(app, without), block,
				  sizeof(block));
	CHECK(result == PHONEERR_OPERATIONUNAVAIL ||
	      (result < 0 && (DWORD)result >= 0xc0000000));
	result = phoneDevSpecific(app_open_monitor(app, without), NULL, 0);
	CHECK(result == PHONEERR_OPERATIONUNAVAIL ||
	      (result < 0 && (DWORD)result >= 0xc0000000));
	app_no_message(app);
	APP_DO(app, phoneDevSpecific(app_open_owner(app, with), block,
				     sizeof(block)));
}

static void check_unchanged(HPHONEAPP app, struct phone *phone, HPHONE handle,
			    const char *text)
{
	char block[64], before[64];
	DWORD request;

	memset(block, 0x5a, sizeof(block));
	snprintf(block, sizeof(block), "%s", text);
	memcpy(before, block, sizeof(block));

	phone_set(phone, "hold", "1");
	request = CHECK_REQUEST(phoneDevSpecific(handle, block, 32));
	phone_wait_held(phone, 1);
	CHECK(!memcmp(block, before, sizeof(block)));
	phone_set(phone, "release", "all");
	CHECK_RESULT(app_reply(app, request), 0);
	CHECK(!memcmp(block, before, sizeof(block)));
	messages_all(app);
	CHECK(!memcmp(block, before, sizeof(block)));
}

CASE(T217, CHANGES, "the block of phoneDevSpecific() stays what it is")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();

	/* The phone answers each block, and raises an event for the second. */
	check_unchanged(app, phone, app_open_owner(app, phone), "something");
	check_unchanged(app, phone, app_open_monitor(app, phone), "event");
}
