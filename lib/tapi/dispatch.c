// SPDX-License-Identifier: LGPL-2.1-or-later
#include "message.h"
#include "port.h"
#include "session.h"
#include "visible.h"

#include <errno.h>

/* With the lock: a session with callbacks; NULL: it is none. */
static struct tapi_session *find_with_callback(HPHONEAPP number)
{
	struct tapi_session *session;

	session = tapi_numbers_find(&tapi.session_numbers, number);
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
 * Only what is there at the beginning: a callback may make messages. One that
 * ends the session empties the queue.
 */
static int dispatch(struct tapi_session *session)
{
	size_t limit = session->port->queue.count;
	struct tapi_message *message;
	int count = 0;

	for (; limit && !session->ended; limit--) {
		message = tapi_port_take(session->port);
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
