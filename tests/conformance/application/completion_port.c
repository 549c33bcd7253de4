// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion ports.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>

#include "functions.h"

static struct tphone_port *new_port(void)
{
	struct tphone_port *port = NULL;

	CHECK_EQ(tphone_port_new(&port), 0);
	CHECK(port);
	return port;
}

static HPHONEAPP begin_at(struct tphone_port *port, DWORD key)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT,
		.Handles.hCompletionPort = (HANDLE)port,
		.dwCompletionKey = key,
	};
	DWORD version = API_NEWEST;
	DWORD nr_devices;
	HPHONEAPP app;

	CHECK_OK(phoneInitializeExA(&app, NULL, NULL, "port", &nr_devices,
				    &version, &params));
	return app;
}

/* The next message must be the reply, of the session with that key. */
static void check_reply(struct tphone_port *port, DWORD key, DWORD request)
{
	PHONEMESSAGE *message;
	DWORD seen;

	CHECK_EQ(tphone_port_get(port, &seen, &message, SOON), 0);
	CHECK_EQ(seen, key);
	CHECK_EQ(message->dwMessageID, PHONE_REPLY);
	CHECK_EQ(message->dwCallbackInstance, 0x1000 + PHONEPRIVILEGE_OWNER);
	CHECK_EQ(message->dwParam1, request);
	CHECK_EQ(message->dwParam2, 0);
	free(message);
}

static void check_empty(struct tphone_port *port)
{
	struct pollfd event = {
		.fd = tphone_port_fd(port),
		.events = POLLIN,
	};
	PHONEMESSAGE *message;
	DWORD key;

	CHECK_EQ(poll(&event, 1, 0), 0);
	CHECK_EQ(tphone_port_get(port, &key, &message, 0), -ETIMEDOUT);
}

static bool readable(const struct tphone_port *port, int timeout_ms)
{
	struct pollfd event = {
		.fd = tphone_port_fd(port),
		.events = POLLIN,
	};

	return poll(&event, 1, timeout_ms) == 1;
}

CASE(port_of_several_sessions, CHANGES, "the key tells whose message it is")
{
	struct phone *first = phone_new(NULL);
	struct phone *second = phone_new(NULL);
	struct tphone_port *port = new_port();
	HPHONEAPP one = begin_at(port, 1);
	HPHONEAPP two = begin_at(port, 0xffffffff);
	HPHONE handle_one = app_open_owner(one, first);
	HPHONE handle_two = app_open_owner(two, second);
	DWORD request;

	check_empty(port);
	request = CHECK_REQUEST(phoneSetRing(handle_one, 1, 1));
	check_reply(port, 1, request);
	request = CHECK_REQUEST(phoneSetRing(handle_two, 1, 1));
	check_reply(port, 0xffffffff, request);
	check_empty(port);

	/* One session ends; the port still serves the other. */
	CHECK_OK(phoneShutdown(one));
	request = CHECK_REQUEST(phoneSetRing(handle_two, 0, 1));
	check_reply(port, 0xffffffff, request);
	CHECK_OK(phoneShutdown(two));
	check_empty(port);
	tphone_port_free(port);
}

CASE(port_is_readable, CHANGES, "a port can be polled while it has messages")
{
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	HPHONEAPP app = begin_at(port, 5);
	HPHONE handle = app_open_owner(app, phone);
	DWORD first, second;

	CHECK(!readable(port, A_WHILE));
	phone_set(phone, "hold", "1");
	first = CHECK_REQUEST(phoneSetRing(handle, 1, 1));
	second = CHECK_REQUEST(phoneSetRing(handle, 2, 1));
	phone_wait_held(phone, 2);
	phone_set(phone, "release", "1");
	CHECK(readable(port, SOON));
	phone_set(phone, "release", "1");
	check_reply(port, 5, first);
	CHECK(readable(port, SOON));
	check_reply(port, 5, second);
	check_empty(port);
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}

CASE(port_freed_with_messages, CHANGES, "a port is freed with what is in it")
{
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	HPHONEAPP app = begin_at(port, 5);
	HPHONE handle = app_open_owner(app, phone);

	app_enable_all(handle);
	CHECK_REQUEST(phoneSetRing(handle, 1, 1));
	CHECK_REQUEST(phoneSetRing(handle, 2, 1));
	CHECK(readable(port, SOON));
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
	tphone_port_free(NULL);
}

static void *wait_at_port(void *data)
{
	struct tphone_port *port = data;
	PHONEMESSAGE *message;
	DWORD key;

	CHECK_EQ(tphone_port_get(port, &key, &message, -1), 0);
	CHECK_EQ(key, 9);
	free(message);
	return NULL;
}

CASE(port_of_several_threads, CHANGES, "each of several threads gets a message")
{
	struct phone *phone = phone_new(NULL);
	struct tphone_port *port = new_port();
	HPHONEAPP app = begin_at(port, 9);
	HPHONE handle = app_open_owner(app, phone);
	pthread_t threads[4];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, wait_at_port, port),
			 0);
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		CHECK_REQUEST(phoneSetRing(handle, i, 1));
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	check_empty(port);
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}

CASE(port_misused, READS, "no pointers, no port, no message in time")
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = sizeof(params),
		.dwOptions = PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT,
	};
	struct tphone_port *port = new_port();
	DWORD version = API_NEWEST;
	PHONEMESSAGE *message;
	DWORD nr_devices, key;
	int64_t before;
	HPHONEAPP app;

	phone_new(NULL);
	CHECK_RESULT(phoneInitializeExA(&app, NULL, NULL, "", &nr_devices,
					&version, &params),
		     PHONEERR_INVALPARAM);
	CHECK_EQ(tphone_port_new(NULL), -EINVAL);
	CHECK_EQ(tphone_port_fd(NULL), -EINVAL);
	CHECK_EQ(tphone_port_get(NULL, &key, &message, 0), -EINVAL);
	CHECK_EQ(tphone_port_get(port, NULL, &message, 0), -EINVAL);
	CHECK_EQ(tphone_port_get(port, &key, NULL, 0), -EINVAL);
	before = case_now_ms();
	CHECK_EQ(tphone_port_get(port, &key, &message, 50), -ETIMEDOUT);
	CHECK(case_now_ms() >= before + 49);

	/* The messages come through the port only. */
	app = begin_at(port, 1);
	CHECK(tphone_tapi_fd(app) < 0);
	CHECK(tphone_tapi_dispatch(app) < 0);
	CHECK_OK(phoneShutdown(app));
	tphone_port_free(port);
}
