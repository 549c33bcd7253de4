// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "message.h"
#include "port.h"
#include "provider.h"
#include "session.h"
#include "visible.h"
#include "worker.h"

/* With the lock: whoever waits for its messages learns of it. */
static LONG begin_end(HPHONEAPP number, struct tapi_session **ended)
{
	struct tapi_session *session;
	LONG ret = tapi_session_find(number, &session);

	if (ret)
		return ret;
	tapi_session_end(session);
	tapi_wait_until_zero(&session->calls);
	*ended = session;
	return 0;
}

static struct tapi_handle *begin_closing(struct tapi_session *session)
{
	struct tapi_handle *handle;

	tapi_lock();
	handle = LIST_FIRST(&session->handles);
	if (handle)
		tapi_handle_begin_closing(handle);
	tapi_unlock();
	return handle;
}

static void close_handles(struct tapi_session *session)
{
	struct tapi_handle *handle;

	while ((handle = begin_closing(session)))
		tapi_handle_finish_closing(handle);
}

static void free_session(struct tapi_session *session)
{
	tapi_lock();
	tapi_message_purge_session(session);
	tapi_session_put(session);
	tapi_unlock();
}

static void stop(void)
{
	tapi_worker_stop();
	tapi_lock();
	tapi_wait_until_zero(&tapi.calls);
	tapi_unlock();
	tapi_provider_stop_all();
}

TPHONE_API LONG phoneShutdown(HPHONEAPP hPhoneApp)
{
	struct tapi_session *session;
	LONG ret;

	tapi_lock();
	ret = begin_end(hPhoneApp, &session);
	tapi_unlock();
	if (ret)
		return ret;
	close_handles(session);
	free_session(session);
	pthread_mutex_lock(&tapi.life);
	if (!--tapi.users)
		stop();
	pthread_mutex_unlock(&tapi.life);
	return 0;
}
