// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Several messages of a session at once.
 */
#include <poll.h>

#include "messages.h"

struct messages messages_exactly(HPHONEAPP app, unsigned int nr)
{
	struct messages messages = { 0 };

	CHECK(nr <= MESSAGES_MAX);
	while (messages.nr < nr)
		messages.message[messages.nr++] = app_message(app);
	app_no_message(app);
	return messages;
}

struct messages messages_all(HPHONEAPP app)
{
	struct messages messages = { 0 };
	PHONEMESSAGE message;
	LONG result;

	for (;;) {
		result = phoneGetMessage(app, &message, A_WHILE);
		if (result)
			break;
		CHECK(messages.nr < MESSAGES_MAX);
		messages.message[messages.nr++] = message;
	}
	CHECK_EQ(result, PHONEERR_OPERATIONFAILED);
	return messages;
}

static bool matches(const PHONEMESSAGE *seen, DWORD message, DWORD state)
{
	if (seen->dwMessageID != message)
		return false;
	return !state || seen->dwParam1 & state;
}

static unsigned int count(const struct messages *messages, DWORD message,
			  DWORD state)
{
	unsigned int found = 0;
	unsigned int i;

	for (i = 0; i < messages->nr; i++)
		found += matches(&messages->message[i], message, state);
	return found;
}

static PHONEMESSAGE only(const struct messages *messages, DWORD message,
			 DWORD state)
{
	unsigned int i = 0;

	CHECK_EQ(count(messages, message, state), 1);
	while (!matches(&messages->message[i], message, state))
		i++;
	return messages->message[i];
}

unsigned int messages_count(const struct messages *messages, DWORD message)
{
	return count(messages, message, 0);
}

unsigned int messages_count_state(const struct messages *messages, DWORD state)
{
	return count(messages, PHONE_STATE, state);
}

PHONEMESSAGE messages_one(const struct messages *messages, DWORD message)
{
	return only(messages, message, 0);
}

PHONEMESSAGE messages_one_state(const struct messages *messages, DWORD state)
{
	return only(messages, PHONE_STATE, state);
}

unsigned int messages_count_handle(const struct messages *messages,
				   HPHONE handle)
{
	unsigned int found = 0;
	unsigned int i;

	for (i = 0; i < messages->nr; i++)
		found += messages->message[i].hDevice == handle;
	return found;
}

static bool readable(HPHONEAPP app, int timeout_ms)
{
	struct pollfd event = {
		.fd = app_event_fd(app),
		.events = POLLIN,
	};

	return poll(&event, 1, timeout_ms) == 1;
}

void messages_wait(HPHONEAPP app)
{
	CHECK(readable(app, SOON));
	case_sleep_ms(A_WHILE);
}

bool messages_waiting(HPHONEAPP app)
{
	return readable(app, 0);
}
