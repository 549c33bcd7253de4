// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An incoming call by way of TAPI: opens a phone as owner, rings it, waits for
 * the handset, shows the caller and closes.
 *
 *	tapi-call CALLER [DEVICE]
 *
 * DEVICE is TAPI's number of the phone, by default 0. Under Windows the program
 * would differ in the type of a string and in poll().
 */
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tphone/tapi.h>
#include <uchar.h>

#define API_LOW		0x00020000
#define API_HIGH	0x00020002
#define RING_MODE	1
#define RING_VOLUME	40000
#define DISPLAY_SIZE	80	/* characters of the caller at most */

static int complain(const char *what, LONG error)
{
	const char *name = tphone_phoneerr_name(error);

	fprintf(stderr, "tapi-call: %s: %s\n", what, name ? name : "unknown error");
	return 1;
}

/* The next message; the event object is readable while there is one. */
static PHONEMESSAGE next_message(HPHONEAPP app, HANDLE event)
{
	struct pollfd pollfd = { .fd = tphone_event_fd(event), .events = POLLIN };
	PHONEMESSAGE message;

	while (phoneGetMessage(app, &message, 0) == PHONEERR_OPERATIONFAILED)
		poll(&pollfd, 1, -1);
	return message;
}

/* Wait for the result of an asynchronous function that returned @request. */
static LONG result_of(HPHONEAPP app, HANDLE event, LONG request)
{
	PHONEMESSAGE message;

	if (request < 0)
		return request;
	do {
		message = next_message(app, event);
		if (message.dwMessageID == PHONE_CLOSE)
			return PHONEERR_NODEVICE;
	} while (message.dwMessageID != PHONE_REPLY ||
		 message.dwParam1 != (DWORD)request);
	return (LONG)message.dwParam2;
}

/* True when the handset was lifted, false when the phone was closed by force. */
static int wait_for_handset(HPHONEAPP app, HANDLE event, HPHONE phone)
{
	PHONEMESSAGE message;
	DWORD off_hook;

	/* The handset may have been lifted before the result of phoneSetRing(). */
	if (!phoneGetHookSwitch(phone, &off_hook) &&
	    off_hook & PHONEHOOKSWITCHDEV_HANDSET)
		return 1;
	for (;;) {
		message = next_message(app, event);
		if (message.dwMessageID == PHONE_CLOSE)
			return 0;
		if (message.dwMessageID == PHONE_STATE &&
		    message.dwParam1 == PHONESTATE_HANDSETHOOKSWITCH &&
		    message.dwParam2 == PHONEHOOKSWITCHMODE_MICSPEAKER)
			return 1;
	}
}

/* Write @text in the encoding that the display has in this session. */
static LONG show(HPHONE phone, DWORD format, const char *text)
{
	WCHAR wide[DISPLAY_SIZE];
	size_t left = strlen(text), used, count = 0;
	mbstate_t state = { 0 };

	if (format != STRINGFORMAT_UNICODE)
		return phoneSetDisplay(phone, 0, 0, text, left);
	while (left && count < DISPLAY_SIZE) {
		used = mbrtoc16(&wide[count], text, left, &state);
		if (used > left && used != (size_t)-3)
			break;	/* not text in this locale */
		if (used != (size_t)-3) {
			text += used;
			left -= used;
		}
		count++;
	}
	return phoneSetDisplay(phone, 0, 0, (LPCSTR)wide, count * sizeof(WCHAR));
}

static int take_call(HPHONEAPP app, HANDLE event, HPHONE phone, DWORD format,
		     const char *caller)
{
	LONG error;

	error = phoneSetStatusMessages(phone, PHONESTATE_HANDSETHOOKSWITCH, 0, 0);
	if (error)
		return complain("phoneSetStatusMessages", error);
	error = result_of(app, event, phoneSetRing(phone, RING_MODE, RING_VOLUME));
	if (error)
		return complain("phoneSetRing", error);
	printf("ringing\n");
	fflush(stdout);
	if (!wait_for_handset(app, event, phone))
		return complain("waiting for the handset", PHONEERR_NODEVICE);
	printf("answered\n");
	error = result_of(app, event, phoneSetRing(phone, 0, RING_VOLUME));
	if (error)
		return complain("phoneSetRing", error);
	error = result_of(app, event, show(phone, format, caller));
	if (error)
		return complain("phoneSetDisplay", error);
	printf("on the display: %s\n", caller);
	return 0;
}

/* dwStringFormat is in the fixed part, so there is no room for others. */
static LONG string_format(HPHONEAPP app, DWORD device, DWORD version, DWORD *format)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };
	LONG error = phoneGetDevCaps(app, device, version, 0, &caps);

	*format = caps.dwStringFormat;
	return error;
}

int main(int argc, char **argv)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT,
	};
	DWORD device = argc > 2 ? strtoul(argv[2], NULL, 0) : 0;
	DWORD count, version = API_HIGH, format;
	PHONEEXTENSIONID extension;
	HPHONEAPP app;
	HPHONE phone;
	LONG error;
	int ret;

	setlocale(LC_ALL, "");
	if (argc < 2) {
		fprintf(stderr, "usage: tapi-call CALLER [DEVICE]\n");
		return 2;
	}
	error = phoneInitializeEx(&app, NULL, NULL, "tapi-call", &count, &version, &params);
	if (error)
		return complain("phoneInitializeEx", error);

	error = phoneNegotiateAPIVersion(app, device, API_LOW, API_HIGH, &version, &extension);
	if (!error)
		error = string_format(app, device, version, &format);
	if (!error)
		error = phoneOpen(app, device, &phone, version, 0, 0, PHONEPRIVILEGE_OWNER);
	if (error) {
		ret = complain("the phone cannot be opened", error);
	} else {
		ret = take_call(app, params.Handles.hEvent, phone, format, argv[1]);
		phoneClose(phone);
	}
	phoneShutdown(app);
	return ret;
}
