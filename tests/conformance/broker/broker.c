// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls of the mock provider, and messages in bulk, see broker.h.
 */
#include <string.h>

#include "broker.h"

unsigned int calls(const char *name)
{
	return mock()->calls(name);
}

struct mock_call call_get(const char *name, unsigned int n)
{
	struct mock_call call;

	if (!mock()->call(name, n, &call))
		case_fail(__FILE__, __LINE__, "no call %u of TSPI_%s()", n,
			  name ? name : "*");
	return call;
}

struct mock_call call_last(const char *name)
{
	unsigned int count = calls(name);

	if (!count)
		case_fail(__FILE__, __LINE__, "no call of TSPI_%s()",
			  name ? name : "*");
	return call_get(name, count - 1);
}

HPHONE open_instance(HPHONEAPP app, const struct phone *phone,
		     DWORD privilege, DWORD_PTR instance)
{
	DWORD device = app_device(app, phone);
	HPHONE handle = 0;

	CHECK_OK(phoneOpen(app, device, &handle, API_NEWEST, 0, instance,
			   privilege));
	CHECK(handle != 0);
	return handle;
}

HPHONE open_extension(HPHONEAPP app, const struct phone *phone,
		      DWORD privilege, DWORD extension)
{
	DWORD device = app_device(app, phone);
	HPHONE handle = 0;

	CHECK_OK(phoneOpen(app, device, &handle, API_NEWEST, extension, 0,
			   privilege));
	CHECK(handle != 0);
	return handle;
}

HPHONEAPP begin_session(DWORD version, DWORD *devices)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	HPHONEAPP app = 0;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, "conformance", devices,
				    &version, &params));
	CHECK(app != 0);
	return app;
}

LONG negotiate(HPHONEAPP app, DWORD device)
{
	DWORD version;

	return call_negotiate(app, device, API_OLDEST, API_NEWEST, &version);
}

void hold_lamps(struct phone *phone, HPHONE handle, unsigned int count,
		DWORD *request)
{
	long long held = phone_number(phone, "held");
	unsigned int i;

	phone_set(phone, "hold", "1");
	for (i = 0; i < count; i++)
		request[i] = CHECK_REQUEST(phoneSetLamp(handle,
							CALL_KEY + i % 8,
							PHONELAMPMODE_STEADY));
	phone_wait_held(phone, held + count);
}

DWORD lamp_mode(HPHONE handle, DWORD lamp)
{
	DWORD mode = 0;

	CHECK_OK(phoneGetLamp(handle, lamp, &mode));
	return mode;
}

void check_dead(HPHONE handle)
{
	DWORD mode;

	CHECK_RESULT(phoneGetLamp(handle, CALL_KEY, &mode),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_OFF),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneSetStatusMessages(handle, 0, 0, 0),
		     PHONEERR_INVALPHONEHANDLE);
	CHECK_RESULT(phoneClose(handle), PHONEERR_INVALPHONEHANDLE);
}

static void add(struct traffic *traffic, const PHONEMESSAGE *message)
{
	CHECK(traffic->count < TRAFFIC_MAX);
	traffic->at[traffic->count++] = *message;
}

static void take_rest(HPHONEAPP app, struct traffic *traffic)
{
	PHONEMESSAGE message;

	while (!phoneGetMessage(app, &message, A_WHILE))
		add(traffic, &message);
}

void traffic_take(HPHONEAPP app, DWORD message, unsigned int count,
		  struct traffic *traffic)
{
	PHONEMESSAGE seen;

	traffic->count = 0;
	while (count) {
		seen = app_message(app);
		add(traffic, &seen);
		if (seen.dwMessageID == message)
			count--;
	}
	take_rest(app, traffic);
}

static bool is_removal(const PHONEMESSAGE *message, DWORD device)
{
	return message->dwMessageID == PHONE_REMOVE &&
	       message->dwParam1 == device;
}

void traffic_take_removal(HPHONEAPP app, DWORD device, struct traffic *traffic)
{
	unsigned int removals = 0;
	PHONEMESSAGE message;
	unsigned int i;

	traffic->count = 0;
	do {
		message = app_message(app);
		add(traffic, &message);
	} while (!is_removal(&message, device));
	take_rest(app, traffic);
	for (i = 0; i < traffic->count; i++)
		removals += is_removal(&traffic->at[i], device);
	CHECK_EQ(removals, 1);
}

unsigned int traffic_of(const struct traffic *traffic, DWORD message,
			HPHONE handle)
{
	unsigned int count = 0;
	unsigned int i;

	for (i = 0; i < traffic->count; i++) {
		const PHONEMESSAGE *seen = &traffic->at[i];

		if (message && seen->dwMessageID != message)
			continue;
		if (handle && seen->hDevice != handle)
			continue;
		count++;
	}
	return count;
}

static bool is_reply(const PHONEMESSAGE *message, DWORD request)
{
	return message->dwMessageID == PHONE_REPLY &&
	       message->dwParam1 == request;
}

unsigned int replies_to(const struct traffic *traffic, DWORD request)
{
	unsigned int count = 0;
	unsigned int i;

	for (i = 0; i < traffic->count; i++)
		count += is_reply(&traffic->at[i], request);
	return count;
}

unsigned int reply_index(const struct traffic *traffic, DWORD request)
{
	unsigned int i;

	CHECK_EQ(replies_to(traffic, request), 1);
	for (i = 0; !is_reply(&traffic->at[i], request); i++)
		;
	return i;
}

LONG reply_result(const struct traffic *traffic, DWORD request)
{
	return (LONG)traffic->at[reply_index(traffic, request)].dwParam2;
}
