// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Ports, and the functions that fetch messages from them: phoneGetMessage(),
 * tphone_tapi_dispatch() and tphone_port_get().
 */
#include "../common/macros.h"
#include "../common/sys.h"
#include "broker.h"
#include "message.h"
#include "port.h"
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define NS_PER_MS	1000000L
#define NS_PER_S	1000000000L
#define MS_PER_S	1000

static struct timespec abstime_after(DWORD milliseconds)
{
	struct timespec abstime;

	clock_gettime(CLOCK_MONOTONIC, &abstime);
	abstime.tv_sec += milliseconds / MS_PER_S;
	abstime.tv_nsec += milliseconds % MS_PER_S * NS_PER_MS;
	if (abstime.tv_nsec >= NS_PER_S) {
		abstime.tv_nsec -= NS_PER_S;
		abstime.tv_sec++;
	}
	return abstime;
}

/*
 * Descriptors below this one belong to the standard streams, and 0 is no valid
 * HANDLE.
 */
#define FIRST_DESCRIPTOR	3

static LIST_HEAD(, tphone_port) ports_of_program =
	LIST_HEAD_INITIALIZER(ports_of_program);

static int open_eventfd(void)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), higher;

	if (fd < 0 || fd >= FIRST_DESCRIPTOR)
		return fd;
	higher = fcntl(fd, F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR);
	close(fd);
	return higher;
}

static void init_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

struct tphone_port *tapi_port_new(int *error)
{
	struct tphone_port *port = calloc(1, sizeof(*port));

	*error = ENOMEM;
	if (!port)
		return NULL;
	port->fd = open_eventfd();
	if (port->fd < 0) {
		*error = errno;
		free(port);
		return NULL;
	}
	tapi_message_queue_init(&port->queue);
	init_condition(&port->arrived);
	port->references = 1;
	return port;
}

void tapi_port_put(struct tphone_port *port)
{
	struct tapi_message *message;

	if (--port->references)
		return;
	while ((message = tapi_message_queue_take(&port->queue)))
		tapi_message_free(message);
	close(port->fd);
	pthread_cond_destroy(&port->arrived);
	free(port);
}

static struct tphone_port *find_port(const void *port)
{
	struct tphone_port *found;

	LIST_FOREACH(found, &ports_of_program, link) {
		if (found == port)
			return found;
	}
	return NULL;
}

struct tphone_port *tapi_port_get(const void *port)
{
	struct tphone_port *found = find_port(port);

	if (found)
		found->references++;
	return found;
}

void tapi_port_post(struct tphone_port *port, struct tapi_message *message)
{
	tapi_message_queue_add(&port->queue, message);
	eventfd_set(port->fd);
	pthread_cond_broadcast(&port->arrived);
}

void tapi_port_update(struct tphone_port *port)
{
	if (!port->queue.count)
		eventfd_clear(port->fd);
}

/* Takes out the oldest message; NULL: there is none. */
static struct tapi_message *take_message(struct tphone_port *port)
{
	struct tapi_message *message = tapi_message_queue_take(&port->queue);

	tapi_port_update(port);
	return message;
}

/* Waits for a message or the end of the session; false: the deadline is over. */
static bool wait_for_arrival(struct tphone_port *port,
			     const struct timespec *deadline)
{
	if (!deadline) {
		pthread_cond_wait(&port->arrived, &tapi.lock);
		return true;
	}
	return !pthread_cond_timedwait(&port->arrived, &tapi.lock, deadline);
}

TPHONE_API int tphone_port_new(struct tphone_port **port)
{
	struct tphone_port *made;
	int error;

	if (!port)
		return -EINVAL;
	made = tapi_port_new(&error);
	if (!made)
		return error == ENOMEM ? -ENOMEM : -EMFILE;
	tapi_lock();
	LIST_INSERT_HEAD(&ports_of_program, made, link);
	tapi_unlock();
	*port = made;
	return 0;
}

/* Sessions that still use the port keep its memory. */
TPHONE_API void tphone_port_free(struct tphone_port *port)
{
	tapi_lock();
	if (find_port(port)) {
		LIST_REMOVE(port, link);
		port->freed = true;
		pthread_cond_broadcast(&port->arrived);
		tapi_port_put(port);
	}
	tapi_unlock();
}

TPHONE_API int tphone_port_fd(const struct tphone_port *port)
{
	int ret = -EINVAL;

	tapi_lock();
	if (find_port(port))
		ret = port->fd;
	tapi_unlock();
	return ret;
}

static struct tapi_message *wait_at_port(struct tphone_port *port,
					 const struct timespec *deadline)
{
	struct tapi_message *message;

	while (!port->freed) {
		message = take_message(port);
		if (message)
			return message;
		if (!wait_for_arrival(port, deadline))
			break;
	}
	return port->freed ? NULL : take_message(port);
}

static int get(struct tphone_port *port, DWORD *key, LPPHONEMESSAGE *content,
	       const struct timespec *deadline)
{
	struct tapi_message *message;
	int ret = -ETIMEDOUT;

	if (!tapi_port_get(port))
		return -EINVAL;
	message = wait_at_port(port, deadline);
	if (port->freed)
		ret = -EINVAL;
	if (message) {
		ret = 0;
		*key = message->session->key;
		*content = &message->content;
		tapi_message_taken(message);
	}
	tapi_port_put(port);
	return ret;
}

TPHONE_API int tphone_port_get(struct tphone_port *port, DWORD *key,
			       LPPHONEMESSAGE *message, int timeout_ms)
{
	struct timespec deadline;
	int ret;

	if (!key || !message)
		return -EINVAL;
	if (timeout_ms > 0)
		deadline = abstime_after((DWORD)timeout_ms);
	else
		deadline = (struct timespec){ 0 };
	tapi_lock();
	ret = get(port, key, message, timeout_ms < 0 ? NULL : &deadline);
	tapi_unlock();
	return ret;
}

static struct tapi_message *wait_in_session(struct tapi_session *session,
					    const struct timespec *deadline)
{
	struct tapi_message *message;

	while (!session->ended) {
		message = take_message(session->port);
		if (message)
			return message;
		if (!wait_for_arrival(session->port, deadline))
			break;
	}
	return session->ended ? NULL : take_message(session->port);
}

static LONG get_message(struct tapi_session *session, void *copy,
			const struct timespec *deadline)
{
	struct tapi_message *message;

	message = wait_in_session(session, deadline);
	if (!message)
		return session->ended ? PHONEERR_INVALAPPHANDLE :
					PHONEERR_OPERATIONFAILED;
	memcpy(copy, &message->content, sizeof(message->content));
	tapi_message_free(message);
	return 0;
}

static LONG get_message_of(HPHONEAPP number, void *copy,
			   const struct timespec *deadline)
{
	struct tapi_session *session;
	LONG ret;

	session = handle_table_find(&tapi.session_table, number);
	if (!session)
		return PHONEERR_INVALAPPHANDLE;
	if (!copy)
		return PHONEERR_INVALPOINTER;
	if (session->mechanism != PHONEINITIALIZEEXOPTION_USEEVENT)
		return PHONEERR_OPERATIONFAILED;
	session->references++;
	ret = get_message(session, copy, deadline);
	tapi_session_put(session);
	return ret;
}

TPHONE_API LONG phoneGetMessage(HPHONEAPP hPhoneApp, LPPHONEMESSAGE lpMessage,
				DWORD dwTimeout)
{
	struct timespec deadline = { 0 };
	LONG ret;

	if (dwTimeout && dwTimeout != INFINITE)
		deadline = abstime_after(dwTimeout);
	tapi_lock();
	ret = get_message_of(hPhoneApp, lpMessage,
			     dwTimeout == INFINITE ? NULL : &deadline);
	tapi_unlock();
	return ret;
}

/* With the lock. NULL: there is no such session, or it has no callback. */
static struct tapi_session *find_with_callback(HPHONEAPP number)
{
	struct tapi_session *session;

	session = handle_table_find(&tapi.session_table, number);
	if (!session ||
	    session->mechanism != PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW)
		return NULL;
	return session;
}

TPHONE_API int tphone_tapi_fd(HPHONEAPP hPhoneApp)
{
	struct tapi_session *session;
	int ret = -EINVAL;

	tapi_lock();
	session = find_with_callback(hPhoneApp);
	if (session)
		ret = session->port->fd;
	tapi_unlock();
	return ret;
}

/* With the lock, which is released while the callback runs. */
static void deliver(struct tapi_session *session, struct tapi_message *message)
{
	PHONEMESSAGE content = message->content;

	tapi_message_free(message);
	tapi_unlock();
	session->callback(content.hDevice, content.dwMessageID,
			  content.dwCallbackInstance, content.dwParam1,
			  content.dwParam2, content.dwParam3);
	tapi_lock();
}

/*
 * Delivers at most as many messages as there are at the beginning: a callback may
 * cause further ones without end. A callback that ends the session empties the
 * queue.
 */
static int dispatch(struct tapi_session *session)
{
	size_t limit = session->port->queue.count;
	struct tapi_message *message;
	int count = 0;

	for (; limit && !session->ended; limit--) {
		message = take_message(session->port);
		if (!message)
			break;
		deliver(session, message);
		count++;
	}
	return count;
}

TPHONE_API int tphone_tapi_dispatch(HPHONEAPP hPhoneApp)
{
	struct tapi_session *session;
	int ret = -EINVAL;

	tapi_lock();
	session = find_with_callback(hPhoneApp);
	if (session) {
		session->references++;
		ret = dispatch(session);
		tapi_session_put(session);
	}
	tapi_unlock();
	return ret;
}
