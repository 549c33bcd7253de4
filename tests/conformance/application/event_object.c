// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The event object of a session: what it is, and when it is signalled.
 */
#include "functions.h"
#include "session.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

CASE(T007, READS, "with USEEVENT there is an object to wait for")
{
	struct session_arguments arguments =
		session_arguments(PHONEINITIALIZEEXOPTION_USEEVENT);
	struct epoll_event event = { .events = EPOLLIN };
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	int fd;

	arguments.params.Handles.hEvent = (HANDLE)(intptr_t)-1;
	session_begin(&arguments);
	fd = tphone_event_fd(arguments.params.Handles.hEvent);
	CHECK(fd > STDERR_FILENO);
	CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	CHECK_EQ(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), 0);
	CHECK_EQ(epoll_wait(epoll, &event, 1, 0), 0);
	close(epoll);
}

CASE(T008, CHANGES, "the event object is not signalled while there is no message")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	int fd = app_event_fd(app);
	HPHONE handle;

	CHECK(!session_readable(fd));
	handle = app_open_owner(app, phone);
	CHECK(!session_readable(fd));
	/* APP_DO() fetches the reply, and the handle has selected no events. */
	APP_DO(app, phoneSetLamp(handle, LAMP_ALONE, PHONELAMPMODE_STEADY));
	CHECK(!session_readable(fd));
	case_sleep_ms(A_WHILE);
	CHECK(!session_readable(fd));
}

/* Waits for so many replies, without fetching them. */
static HPHONEAPP with_replies(unsigned int number)
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned int i;

	for (i = 0; i < number; i++)
		CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE,
					   PHONELAMPMODE_STEADY));
	CHECK_SOON(phone_number(phone, "completed") == number);
	CHECK_SOON(session_readable(app_event_fd(app)));
	case_sleep_ms(A_WHILE);
	return app;
}

CASE(T009, CHANGES, "it is signalled until the last message has been fetched")
{
	HPHONEAPP app = with_replies(3);
	int fd = app_event_fd(app);
	PHONEMESSAGE message;
	unsigned int i;

	for (i = 0; i < 3; i++) {
		CHECK(session_readable(fd));
		CHECK_OK(phoneGetMessage(app, &message, 0));
		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
	}
	CHECK(!session_readable(fd));
}

CASE(T010, CHANGES, "it is reset by the library, again and again")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	int fd = app_event_fd(app);
	unsigned int i;

	for (i = 0; i < 20; i++) {
		CHECK_REQUEST(phoneSetLamp(handle, LAMP_ALONE,
					   PHONELAMPMODE_STEADY));
		CHECK_SOON(session_readable(fd));
		app_message(app);
		CHECK(!session_readable(fd));
	}
}

CASE(T011, CHANGES, "messages come as well if nobody waits for the object")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;
	DWORD request;
	size_t i;

	for (i = 0; i < NR_ASYNC_OPS; i++) {
		request = CHECK_REQUEST(functions[i].call(handle));
		CHECK_OK(phoneGetMessage(app, &message, INFINITE));
		CHECK_EQ(message.dwMessageID, PHONE_REPLY);
		CHECK_EQ(message.dwParam1, request);
	}
}
