// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Callbacks and completion ports, beside the event object.
 */
#include "functions.h"
#include "hidden_window.h"
#include "session.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_uint unwanted;

static void unwanted_callback(DWORD device, DWORD message, DWORD_PTR instance,
			      DWORD_PTR first, DWORD_PTR second,
			      DWORD_PTR third)
{
	(void)device;
	(void)message;
	(void)instance;
	(void)first;
	(void)second;
	(void)third;
	atomic_fetch_add(&unwanted, 1);
}

/* The messages about one request. */
static DWORD cause_messages(HPHONEAPP app, struct phone *phone)
{
	HPHONE handle = app_open_owner(app, phone);
	DWORD request;

	app_enable_all(handle);
	request = CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE,
					     PHONELAMPMODE_STEADY));
	return request;
}

static struct tphone_port *new_port(void)
{
	struct tphone_port *port = NULL;

	CHECK_EQ(tphone_port_new(&port), 0);
	CHECK(port);
	return port;
}

static HPHONEAPP begin_with_port(struct tphone_port *port, DWORD key,
				 PHONECALLBACK callback)
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT);

	arguments.callback = callback;
	arguments.params.Handles.hCompletionPort = port;
	arguments.params.dwCompletionKey = key;
	return session_begin(&arguments);
}

/* The next message in the port is of this kind, and has the key. */
static PHONEMESSAGE next_of_port(struct tphone_port *port, DWORD key,
				 DWORD kind)
{
	PHONEMESSAGE *message = NULL;
	PHONEMESSAGE copy;
	DWORD seen_key = ~key;

	do {
		free(message);
		CHECK_EQ(tphone_port_get(port, &seen_key, &message, SOON), 0);
		CHECK(message);
		CHECK_EQ(seen_key, key);
	} while (message->dwMessageID != kind);
	copy = *message;
	free(message);
	return copy;
}

CASE(T012, CHANGES, "a callback is not called if messages come another way")
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	DWORD request;
	HPHONEAPP app;

	arguments.callback = unwanted_callback;
	app = session_begin(&arguments);
	request = cause_messages(app, phone);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(tphone_tapi_dispatch(app), -EINVAL);
	CHECK_OK(app_reply(app, request));
	CHECK_OK(phoneShutdown(app));

	app = begin_with_port(port, 1, unwanted_callback);
	cause_messages(app, phone);
	case_sleep_ms(A_WHILE);
	CHECK_EQ(tphone_tapi_dispatch(app), -EINVAL);
	next_of_port(port, 1, PHONE_REPLY);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(atomic_load(&unwanted), 0);
	tphone_port_free(port);
}

CASE(T013, CHANGES, "callbacks are called by who dispatches, and then only")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = window_begin();
	DWORD request = cause_messages(app, phone);

	CHECK_SOON(session_readable(tphone_tapi_fd(app)));
	case_sleep_ms(A_WHILE);
	CHECK_EQ(callbacks.nr, 0);
	CHECK_EQ(window_until(app, PHONE_REPLY, 1).dwParam1, request);
	CHECK(pthread_equal(callbacks.thread, pthread_self()));
	window_until(app, PHONE_STATE, 1);
	CHECK(pthread_equal(callbacks.thread, pthread_self()));
	window_no_message(app);
}

CASE(T014, CHANGES, "a port gets every message with the key of the session")
{
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	HPHONEAPP app = begin_with_port(port, 0xfeedf00d, NULL);
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;
	DWORD request, device;
	size_t i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		request = CHECK_REQUEST(functions[i].call(handle));
		message = next_of_port(port, 0xfeedf00d, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, request);
		CHECK_EQ(message.dwParam2, 0);
		CHECK_EQ(message.dwCallbackInstance,
			 0x1000 + PHONEPRIVILEGE_OWNER);
	}

	/* Messages of other kinds, and those that belong to no handle. */
	app_enable_all(handle);
	CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE, PHONELAMPMODE_WINK));
	message = next_of_port(port, 0xfeedf00d, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_LAMP);
	device = app_device(app, phone);
	phone_live(phone, false);
	message = next_of_port(port, 0xfeedf00d, PHONE_CLOSE);
	CHECK_EQ(message.hDevice, handle);
	message = next_of_port(port, 0xfeedf00d, PHONE_REMOVE);
	CHECK_EQ(message.dwParam1, device);
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}

CASE(T015, CHANGES, "a port outlives the session")
{
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	int fd = tphone_port_fd(port);
	PHONEMESSAGE *message;
	HPHONEAPP app;
	DWORD key;

	app = begin_with_port(port, 1, NULL);
	cause_messages(app, phone);
	next_of_port(port, 1, PHONE_REPLY);
	CHECK_OK(phoneShutdown(app));
	CHECK_EQ(tphone_port_fd(port), fd);
	while (!tphone_port_get(port, &key, &message, 0))
		free(message);
	CHECK(!session_readable(fd));

	app = begin_with_port(port, 2, NULL);
	cause_messages(app, phone);
	CHECK_SOON(session_readable(fd));
	next_of_port(port, 2, PHONE_REPLY);
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}
