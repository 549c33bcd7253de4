// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Waiting for messages, see application.h.
 */
#include "application.h"

#include <stdio.h>

/*
 * The next matching message until the deadline; others are taken and dropped. False if
 * there is none.
 */
static bool next_until(HPHONEAPP app, int64_t until,
		       bool (*wanted)(const PHONEMESSAGE *message, DWORD what),
		       DWORD what, PHONEMESSAGE *message)
{
	for (;;) {
		int64_t left = until - case_now_ms();
		LONG result;

		result = phoneGetMessage(app, message,
					 left > 0 ? (DWORD)left : 0);
		if (result == PHONEERR_OPERATIONFAILED && left <= 0)
			return false;
		if (result == PHONEERR_OPERATIONFAILED)
			continue;
		CHECK_OK(result);
		if (wanted(message, what))
			return true;
	}
}

static bool is_any(const PHONEMESSAGE *message, DWORD what)
{
	(void)message;
	(void)what;
	return true;
}

static bool is_kind(const PHONEMESSAGE *message, DWORD what)
{
	return message->dwMessageID == what;
}

static bool is_state(const PHONEMESSAGE *message, DWORD what)
{
	return message->dwMessageID == PHONE_STATE && message->dwParam1 & what;
}

static bool is_reply(const PHONEMESSAGE *message, DWORD what)
{
	return message->dwMessageID == PHONE_REPLY && message->dwParam1 == what;
}

static PHONEMESSAGE next(HPHONEAPP app,
			 bool (*wanted)(const PHONEMESSAGE *message,
					DWORD what),
			 DWORD what, const char *name)
{
	PHONEMESSAGE message;

	if (!next_until(app, case_now_ms() + SOON, wanted, what, &message))
		case_fail(__FILE__, __LINE__, "no %s (0x%x) within %d ms", name,
			  what, SOON);
	return message;
}

PHONEMESSAGE app_message(HPHONEAPP app)
{
	return next(app, is_any, 0, "message");
}

PHONEMESSAGE app_message_of(HPHONEAPP app, DWORD message)
{
	return next(app, is_kind, message, "message of this kind");
}

PHONEMESSAGE app_state(HPHONEAPP app, DWORD state)
{
	return next(app, is_state, state, "PHONE_STATE");
}

LONG app_reply(HPHONEAPP app, DWORD request)
{
	return (LONG)next(app, is_reply, request, "PHONE_REPLY").dwParam2;
}

static void none(HPHONEAPP app,
		 bool (*wanted)(const PHONEMESSAGE *message, DWORD what),
		 DWORD what)
{
	PHONEMESSAGE message;

	if (!next_until(app, case_now_ms() + A_WHILE, wanted, what, &message))
		return;
	case_fail(__FILE__, __LINE__,
		  "message %u of 0x%x: 0x%jx 0x%jx 0x%jx, there should be none",
		  message.dwMessageID, message.hDevice,
		  (uintmax_t)message.dwParam1, (uintmax_t)message.dwParam2,
		  (uintmax_t)message.dwParam3);
}

void app_no_message(HPHONEAPP app)
{
	none(app, is_any, 0);
}

void app_no_message_of(HPHONEAPP app, DWORD message)
{
	none(app, is_kind, message);
}
