// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests in TAPI: their numbers, the sessions that get the replies, the order of
 * replies, and the limit of requests.
 */
#include <stdlib.h>
#include <string.h>

#include "broker.h"

/* Request numbers at the provider, in the order of the calls. */
static DWORD request_at_provider(const char *name, unsigned int n)
{
	return call_get(name, n).argument[0];
}

CASE(T112, NEEDS_MOCK, "request numbers at the provider are 1 to 0x7fffffff")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int round;
	size_t i;

	for (round = 0; round < 20; round++) {
		for (i = 0; i < NR_ASYNC_OPS; i++) {
			DWORD id;

			APP_DO(app, functions[i].call(handle));
			id = request_at_provider(functions[i].name, round);
			CHECK(id >= 1);
			CHECK(id <= 0x7fffffff);
		}
	}
}

CASE(T117, CHANGES,
     "a completion inside the call leads to one reply with the number returned")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	phone_set(phone, "complete_in", "inline");
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		struct traffic traffic;
		DWORD request;

		request = CHECK_REQUEST(functions[i].call(handle));
		traffic_take(app, PHONE_REPLY, 1, &traffic);
		CHECK_EQ(traffic.count, 1);
		CHECK_EQ(reply_index(&traffic, request), 0);
		CHECK_RESULT((LONG)traffic.at[0].dwParam2, 0);
	}
}

/**
 * struct listener - a handle, and the number of replies that it should get
 * @app: its session
 * @instance: its callback instance
 */
struct listener {
	HPHONEAPP app;
	DWORD_PTR instance;
};

static void check_only_reply(const struct listener *listener, DWORD request)
{
	struct traffic traffic;
	unsigned int at;

	traffic_take(listener->app, PHONE_REPLY, 1, &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 1);
	at = reply_index(&traffic, request);
	CHECK_EQ(traffic.at[at].dwCallbackInstance, listener->instance);
	CHECK_RESULT((LONG)traffic.at[at].dwParam2, 0);
}

CASE(T118, CHANGES, "a reply goes to the handle that asked, and to no other")
{
	struct phone *phone = phone_new(NULL);
	struct listener first = { app_begin(), 0x11 };
	struct listener second = { app_begin(), 0x22 };
	HPHONE owner = open_instance(first.app, phone, PHONEPRIVILEGE_OWNER,
				     first.instance);
	HPHONE monitor = open_instance(second.app, phone,
				       PHONEPRIVILEGE_MONITOR, second.instance);
	DWORD request;
	size_t i;

	open_instance(first.app, phone, PHONEPRIVILEGE_MONITOR, 0x33);
	open_instance(second.app, phone, PHONEPRIVILEGE_MONITOR, 0x44);
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		request = CHECK_REQUEST(functions[i].call(owner));
		check_only_reply(&first, request);
		app_no_message_of(second.app, PHONE_REPLY);
	}
	request = CHECK_REQUEST(functions[0].call(monitor));
	check_only_reply(&second, request);
	app_no_message_of(first.app, PHONE_REPLY);
}

CASE(T119, CHANGES, "replies come even if all messages are turned off")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		DWORD request = CHECK_REQUEST(functions[i].call(handle));
		PHONEMESSAGE message = app_message(app);

		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, request);
	}
	app_enable_all(handle);
	CHECK_OK(phoneSetStatusMessages(handle, 0, 0, 0));
	for (i = 0; i < NR_ASYNC_OPS; i++)
		APP_DO(app, functions[i].call(handle));
}

CASE(T120, CHANGES, "several requests can be outstanding at once")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	DWORD request[NR_ASYNC_OPS];
	size_t i, j;

	phone_set(phone, "hold", "1");
	for (i = 0; i < NR_ASYNC_OPS; i++) {
		request[i] = CHECK_REQUEST(functions[i].call(handle));
		for (j = 0; j < i; j++)
			CHECK(request[i] != request[j]);
	}
	phone_wait_held(phone, NR_ASYNC_OPS);
	app_no_message(app);
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == NR_ASYNC_OPS);
	traffic_take(app, PHONE_REPLY, NR_ASYNC_OPS, &traffic);
	CHECK_EQ(traffic.count, NR_ASYNC_OPS);
	for (i = 0; i < NR_ASYNC_OPS; i++)
		reply_index(&traffic, request[i]);
}

CASE(T121, CHANGES, "a later request may complete first")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD held, failed, done;
	PHONEMESSAGE message;

	phone_set(phone, "hold_nth", "1");
	held = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY,
					  PHONELAMPMODE_STEADY));
	phone_wait_held(phone, 1);
	phone_set(phone, "fail_nth", "1");
	failed = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY + 1,
					    PHONELAMPMODE_STEADY));
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_REPLY);
	CHECK_EQ(message.dwParam1, failed);
	CHECK_RESULT((LONG)message.dwParam2, PHONEERR_OPERATIONFAILED);

	done = CHECK_REQUEST(phoneSetLamp(handle, CALL_KEY + 2,
					  PHONELAMPMODE_STEADY));
	message = app_message(app);
	CHECK_EQ(message.dwParam1, done);
	CHECK_RESULT((LONG)message.dwParam2, 0);
	app_no_message(app);

	phone_set(phone, "release", "all");
	message = app_message(app);
	CHECK_EQ(message.dwMessageID, PHONE_REPLY);
	CHECK_EQ(message.dwParam1, held);
	CHECK_RESULT((LONG)message.dwParam2, 0);
	CHECK_EQ(lamp_mode(handle, CALL_KEY), PHONELAMPMODE_STEADY);
	CHECK_EQ(lamp_mode(handle, CALL_KEY + 1), PHONELAMPMODE_OFF);
	app_no_message(app);
}

CASE(T121_reverse, NEEDS_MOCK,
     "completions in reverse order reach the requests they belong to")
{
	static const LONG results[] = {
		0, PHONEERR_OPERATIONFAILED, PHONEERR_RESOURCEUNAVAIL,
		PHONEERR_NOMEM, PHONEERR_INVALPHONESTATE,
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[ARRAY_SIZE(results)];
	PHONEMESSAGE message;
	size_t i;

	hold_lamps(phone, handle, ARRAY_SIZE(results), request);
	for (i = ARRAY_SIZE(results); i-- > 0;)
		phone_set(phone, "complete", "%u %d",
			  request_at_provider("phoneSetLamp", i), results[i]);
	for (i = ARRAY_SIZE(results); i-- > 0;) {
		message = app_message(app);
		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, request[i]);
		CHECK_RESULT((LONG)message.dwParam2, results[i]);
	}
	app_no_message(app);
}

/*
 * The contents of a buffer that is overwritten right after the call: the first must
 * arrive, the second must not.
 */
static void *scribble(void *buffer, size_t size)
{
	memset(buffer, 0xa5, size);
	free(buffer);
	return NULL;
}

static void *copy_of(const void *data, size_t size)
{
	void *copy = malloc(size);

	CHECK(copy);
	return memcpy(copy, data, size);
}

static void check_display(HPHONE handle, const WCHAR *text, size_t count)
{
	struct {
		VARSTRING head;
		WCHAR cells[200];
	} display = { .head.dwTotalSize = sizeof(display) };

	CHECK_OK(phoneGetDisplay(handle, &display.head));
	CHECK(display.head.dwStringSize >= count * sizeof(WCHAR));
	CHECK_EQ(memcmp((char *)&display + display.head.dwStringOffset, text,
			count * sizeof(WCHAR)), 0);
}

static void check_button(HPHONE handle, DWORD button, DWORD function)
{
	PHONEBUTTONINFO info = { .dwTotalSize = sizeof(info) };

	CHECK_OK(phoneGetButtonInfoW(handle, button, &info));
	CHECK_EQ(info.dwButtonFunction, function);
}

static void send_and_scribble(HPHONE handle, const WCHAR *text, size_t size)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_FEATURE,
		.dwButtonFunction = PHONEBUTTONFUNCTION_PARK,
	};
	void *buffer = copy_of("contents", 8);

	CHECK_REQUEST(phoneSetData(handle, 0, buffer, 8));
	buffer = scribble(buffer, 8);
	buffer = copy_of(text, size);
	CHECK_REQUEST(phoneSetDisplay(handle, 0, 0, buffer, size));
	buffer = scribble(buffer, size);
	buffer = copy_of(&info, sizeof(info));
	CHECK_REQUEST(phoneSetButtonInfoW(handle, LAST_KEY, buffer));
	buffer = scribble(buffer, sizeof(info));
	buffer = copy_of("event", 5);
	CHECK_REQUEST(phoneDevSpecific(handle, buffer, 5));
	scribble(buffer, 5);
}

CASE(T124, CHANGES, "buffers may be overwritten as soon as the call has returned")
{
	static const WCHAR text[] = { 'S', 'h', 'o', 'w', 'n', 0 };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	char data[8];
	PHONEMESSAGE message;
	unsigned int i;

	phone_set(phone, "hold", "1");
	send_and_scribble(handle, text, sizeof(text));
	phone_wait_held(phone, 4);
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");

	message = app_message_of(app, PHONE_DEVSPECIFIC);
	CHECK_EQ(message.dwParam1, 1);
	CHECK_EQ(message.dwParam2, 2);
	CHECK_EQ(message.dwParam3, 3);
	CHECK_SOON(phone_number(phone, "completed") == 4);
	CHECK_OK(phoneGetData(handle, 0, data, sizeof(data)));
	CHECK_EQ(memcmp(data, "contents", 8), 0);
	check_display(handle, text, 5);
	check_button(handle, LAST_KEY, PHONEBUTTONFUNCTION_PARK);

	/* All requests succeeded, and the provider got no others. */
	for (i = 0; i < 4; i++)
		APP_DO(app, phoneSetLamp(handle, CALL_KEY,
					 PHONELAMPMODE_STEADY));
}

static unsigned int fill_queue(HPHONE handle, DWORD *request, unsigned int max)
{
	unsigned int count = 0;
	LONG result;

	for (;;) {
		result = phoneSetLamp(handle, CALL_KEY + count % 8,
				      PHONELAMPMODE_STEADY);
		if (result < 0)
			break;
		CHECK(result > 0);
		CHECK(count < max);
		request[count++] = result;
	}
	CHECK_RESULT(result, PHONEERR_RESOURCEUNAVAIL);
	CHECK_RESULT(phoneSetRing(handle, 1, 0), PHONEERR_RESOURCEUNAVAIL);
	return count;
}

#define QUEUE_MAX	5000

CASE(T127, CHANGES,
     "one request too many is refused at once, those before it live on")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request[QUEUE_MAX];
	struct traffic traffic;
	unsigned int count, i;

	phone_set(phone, "hold", "1");
	count = fill_queue(handle, request, QUEUE_MAX);
	CHECK(count >= 2);
	case_note("%u requests fit", count);
	app_no_message(app);
	CHECK_EQ(phone_number(phone, "completed"), 0);
	phone_set(phone, "hold", "0");
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == count);
	traffic_take(app, PHONE_REPLY, count, &traffic);
	CHECK_EQ(traffic.count, count);
	for (i = 0; i < count; i++)
		CHECK_RESULT(reply_result(&traffic, request[i]), 0);
	APP_DO(app, phoneSetRing(handle, 1, 0));
}

struct bad_call {
	const char *what;
	LONG expected;
	LONG (*call)(HPHONE handle);
};

static LONG bad_lamp(HPHONE handle)
{
	return phoneSetLamp(handle, 21, PHONELAMPMODE_STEADY);
}

static LONG bad_lamp_mode(HPHONE handle)
{
	return phoneSetLamp(handle, CALL_KEY, PHONELAMPMODE_STEADY |
			    PHONELAMPMODE_WINK);
}

static LONG bad_ring(HPHONE handle)
{
	return phoneSetRing(handle, 5, 0);
}

static LONG bad_hook_device(HPHONE handle)
{
	return phoneSetHookSwitch(handle, 8, PHONEHOOKSWITCHMODE_ONHOOK);
}

static LONG bad_hook_mode(HPHONE handle)
{
	return phoneSetHookSwitch(handle, PHONEHOOKSWITCHDEV_HANDSET,
				  PHONEHOOKSWITCHMODE_UNKNOWN);
}

static LONG bad_volume(HPHONE handle)
{
	return phoneSetVolume(handle, PHONEHOOKSWITCHDEV_HANDSET |
			      PHONEHOOKSWITCHDEV_SPEAKER, 0);
}

static LONG bad_gain(HPHONE handle)
{
	return phoneSetGain(handle, 0, 0);
}

static LONG bad_data(HPHONE handle)
{
	return phoneSetData(handle, 2, "x", 1);
}

static LONG bad_row(HPHONE handle)
{
	WCHAR text = 'x';

	return phoneSetDisplay(handle, 4, 0, (LPCSTR)&text, sizeof(text));
}

static LONG bad_column(HPHONE handle)
{
	WCHAR text = 'x';

	return phoneSetDisplay(handle, 0, 20, (LPCSTR)&text, sizeof(text));
}

static LONG bad_button(HPHONE handle)
{
	PHONEBUTTONINFO info = {
		.dwTotalSize = sizeof(info),
		.dwButtonMode = PHONEBUTTONMODE_FEATURE,
	};

	return phoneSetButtonInfoW(handle, 21, &info);
}

CASE(T132, CHANGES, "a bad argument is answered by the call, not by a reply")
{
	static const struct bad_call bad[] = {
		{ "lamp", PHONEERR_INVALBUTTONLAMPID, bad_lamp },
		{ "lamp mode", PHONEERR_INVALLAMPMODE, bad_lamp_mode },
		{ "ring mode", PHONEERR_INVALRINGMODE, bad_ring },
		{ "hook device", PHONEERR_INVALHOOKSWITCHDEV, bad_hook_device },
		{ "hook mode", PHONEERR_INVALHOOKSWITCHMODE, bad_hook_mode },
		{ "volume", PHONEERR_INVALHOOKSWITCHDEV, bad_volume },
		{ "gain", PHONEERR_INVALHOOKSWITCHDEV, bad_gain },
		{ "data area", PHONEERR_INVALDATAID, bad_data },
		{ "row", PHONEERR_INVALPARAM, bad_row },
		{ "column", PHONEERR_INVALPARAM, bad_column },
		{ "button", PHONEERR_INVALBUTTONLAMPID, bad_button },
	};
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		case_note("%s", bad[i].what);
		CHECK_RESULT(bad[i].call(handle), bad[i].expected);
	}
	app_no_message(app);
	CHECK_EQ(phone_number(phone, "submitted"), 0);
	APP_DO(app, phoneSetLamp(handle, 20, PHONELAMPMODE_STEADY));
}

CASE(T133, CHANGES | NEEDS_USER,
     "requests outstanding when the cable is pulled complete once each")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	DWORD request[6];
	unsigned int i;

	hold_lamps(phone, handle, 6, request);
	phone_user(phone, "unplug");
	phone_set(phone, "release", "all");
	CHECK_SOON(phone_number(phone, "completed") == 6);
	traffic_take(app, PHONE_REPLY, 6, &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 6);
	for (i = 0; i < 6; i++) {
		LONG result = reply_result(&traffic, request[i]);

		CHECK(result == 0 || result == PHONEERR_OPERATIONFAILED);
	}
	CHECK_EQ(phone_number(phone, "held"), 0);
	app_no_message(app);
}

CASE(T133_removed, CHANGES,
     "requests outstanding when the phone is removed complete once each")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	struct traffic traffic;
	DWORD request[6];
	unsigned int i;

	hold_lamps(phone, handle, 6, request);
	phone_live(phone, false);
	CHECK_SOON(phone_number(phone, "completed") == 6);
	traffic_take(app, PHONE_REPLY, 6, &traffic);
	CHECK_EQ(traffic_of(&traffic, PHONE_REPLY, 0), 6);
	for (i = 0; i < 6; i++)
		CHECK_RESULT(reply_result(&traffic, request[i]),
			     PHONEERR_OPERATIONFAILED);
}

CASE(T214, NEEDS_MOCK, "a device-specific block arrives as it was passed")
{
	static const DWORD sizes[] = { 1, 2, 13, 100, 255, 256 };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned char block[256];
	struct mock_call call;
	size_t i;

	for (i = 0; i < sizeof(block); i++)
		block[i] = i * 37 + 11;
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		APP_DO(app, phoneDevSpecific(handle, block, sizes[i]));
		call = call_last("phoneDevSpecific");
		CHECK_EQ(call.size, sizes[i]);
		CHECK_EQ(call.argument[3], sizes[i]);
		CHECK_EQ(memcmp(call.block, block, sizes[i]), 0);
	}
	APP_DO(app, phoneDevSpecific(handle, NULL, 0));
	CHECK_EQ(call_last("phoneDevSpecific").argument[3], 0);
}
