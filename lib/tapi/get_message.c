// SPDX-License-Identifier: LGPL-2.1-or-later
#include "message.h"
#include "moment.h"
#include "port.h"
#include "session.h"
#include "visible.h"

#include <string.h>

static struct tapi_message *wait_in_session(struct tapi_session *session,
					    const struct timespec *deadline)
{
	struct tapi_message *message;

	while (!session->ended) {
		message = tapi_port_take(session->port);
		if (message)
			return message;
		if (!tapi_port_wait(session->port, deadline))
			break;
	}
	return session->ended ? NULL : tapi_port_take(session->port);
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

	session = tapi_numbers_find(&tapi.session_numbers, number);
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
		deadline = tapi_moment_after(dwTimeout);
	tapi_lock();
	ret = get_message_of(hPhoneApp, lpMessage,
			     dwTimeout == INFINITE ? NULL : &deadline);
	tapi_unlock();
	return ret;
}
