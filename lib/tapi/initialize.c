// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneInitialize(), phoneInitializeEx() and phoneShutdown(). */
#include "../common/macros.h"
#include "broker.h"
#include "handle.h"
#include "message.h"
#include "port.h"
#include "provider.h"
#include "session.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/**
 * struct beginning - a session that begins
 * @mechanism: one PHONEINITIALIZEEXOPTION
 * @callback: callback of the program, for USEHIDDENWINDOW
 * @name: name of the program
 * @wide: the function is one in W
 * @port: completion port of the program, or a port of this session alone
 * @key: completion key, for a completion port
 * @version: the highest version of the API that the program has named
 * @session: the result
 * @nr_devices: number of phones
 */
struct beginning {
	DWORD mechanism;
	PHONECALLBACK callback;
	uint16_t *name;
	bool wide;
	struct tphone_port *port;
	DWORD key;
	DWORD version;
	struct tapi_session *session;
	DWORD nr_devices;
};

static LONG get_port(struct beginning *beginning, const void *port)
{
	int error = EINVAL;

	if (beginning->mechanism == PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT) {
		tapi_lock();
		beginning->port = tapi_port_get(port);
		tapi_unlock();
	} else {
		beginning->port = tapi_port_new(&error);
	}
	if (beginning->port)
		return 0;
	if (error == EINVAL)
		return PHONEERR_INVALPARAM;
	return error == ENOMEM ? PHONEERR_NOMEM : PHONEERR_OPERATIONFAILED;
}

static void give_up(struct beginning *beginning)
{
	tapi_lock();
	if (beginning->port)
		tapi_port_put(beginning->port);
	tapi_unlock();
	free(beginning->name);
}

static LONG publish(struct beginning *beginning)
{
	struct tapi_session *session = beginning->session;
	bool published;

	session->mechanism = beginning->mechanism;
	session->callback = beginning->callback;
	session->key = beginning->key;
	session->wide = beginning->wide;
	session->version = beginning->version;
	tapi_lock();
	published = tapi_session_publish(session);
	beginning->nr_devices = tapi.nr_devices;
	tapi_unlock();
	return published ? 0 : PHONEERR_NOMEM;
}

static LONG start_worker(struct tapi_session *session)
{
	if (!tapi_worker_start())
		return 0;
	tapi_lock();
	tapi_session_end(session);
	tapi_message_purge_session(session);
	tapi_unlock();
	return PHONEERR_OPERATIONFAILED;
}

/*
 * The worker starts last. So tasks that providers have queued while they started
 * run when there is a session that receives their messages.
 */
static LONG begin_first(struct beginning *beginning)
{
	LONG ret = tapi_providers_start();

	if (ret)
		return ret;
	ret = publish(beginning);
	if (!ret)
		ret = start_worker(beginning->session);
	if (ret)
		tapi_provider_stop_all();
	return ret;
}

static LONG begin_with_life(struct beginning *beginning)
{
	LONG ret;
	bool reinit;

	tapi_lock();
	reinit = tapi.reinit;
	tapi_unlock();
	if (reinit && tapi.users)
		return PHONEERR_REINIT;
	ret = tapi.users ? publish(beginning) : begin_first(beginning);
	if (!ret)
		tapi.users++;
	return ret;
}

static void forget_session(struct tapi_session *session)
{
	tapi_lock();
	tapi_session_put(session);
	tapi_unlock();
}

/* Takes over the name and the port, also when it fails. */
static LONG begin(struct beginning *beginning)
{
	LONG ret;

	tapi_fork_prepare();
	beginning->session = tapi_session_new(beginning->name, beginning->port);
	if (!beginning->session) {
		give_up(beginning);
		return PHONEERR_NOMEM;
	}
	pthread_mutex_lock(&tapi.life);
	ret = begin_with_life(beginning);
	pthread_mutex_unlock(&tapi.life);
	if (ret)
		forget_session(beginning->session);
	return ret;
}

TPHONE_API LONG phoneInitialize(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
				PHONECALLBACK lpfnCallback, LPCSTR lpszAppName,
				LPDWORD lpdwNumDevs)
{
	struct beginning beginning = {
		.mechanism = PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW,
		.callback = lpfnCallback,
		.version = TAPI_VERSION_1_4,
	};
	LONG ret;

	(void)hInstance;
	if (!lphPhoneApp || !lpfnCallback || !lpdwNumDevs)
		return PHONEERR_INVALPOINTER;
	ret = tapi_app_name_from_utf8(lpszAppName, &beginning.name);
	if (ret)
		return ret;
	ret = get_port(&beginning, NULL);
	if (ret) {
		give_up(&beginning);
		return ret;
	}
	ret = begin(&beginning);
	if (ret)
		return ret;
	tapi_store(lphPhoneApp, beginning.session->number);
	tapi_store(lpdwNumDevs, beginning.nr_devices);
	return 0;
}

/* Copies the structure, which need not be aligned. */
static LONG check_params(PHONEINITIALIZEEXPARAMS *params, const void *given)
{
	memcpy(&params->dwTotalSize, given, sizeof(params->dwTotalSize));
	if (params->dwTotalSize < sizeof(*params))
		return PHONEERR_STRUCTURETOOSMALL;
	memcpy(params, given, sizeof(*params));
	if (params->dwOptions < PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW ||
	    params->dwOptions > PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT)
		return PHONEERR_INVALPARAM;
	return 0;
}

static LONG check_callback(const struct beginning *beginning)
{
	if (beginning->mechanism == PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW &&
	    !beginning->callback)
		return PHONEERR_INVALPOINTER;
	return 0;
}

/**
 * struct results - pointers of the program to what it receives
 * @session: handle of the session
 * @nr_devices: number of phones
 * @version: version of the API
 * @params: parameters, with the event object
 */
struct results {
	LPHPHONEAPP session;
	LPDWORD nr_devices;
	LPDWORD version;
	LPPHONEINITIALIZEEXPARAMS params;
};

static void store_params(void *given, PHONEINITIALIZEEXPARAMS *params,
			 const struct beginning *beginning)
{
	params->dwNeededSize = sizeof(*params);
	params->dwUsedSize = sizeof(*params);
	if (beginning->mechanism == PHONEINITIALIZEEXOPTION_USEEVENT)
		params->Handles.hEvent =
			(HANDLE)(intptr_t)beginning->port->fd;
	memcpy(given, params, sizeof(*params));
}

static LONG begin_ex(struct beginning *beginning, const struct results *results)
{
	PHONEINITIALIZEEXPARAMS params;
	LONG ret = check_params(&params, results->params);

	memcpy(&beginning->version, results->version,
	       sizeof(beginning->version));
	beginning->mechanism = params.dwOptions;
	beginning->key = params.dwCompletionKey;
	if (!ret)
		ret = check_callback(beginning);
	if (!ret)
		ret = get_port(beginning, params.Handles.hCompletionPort);
	if (ret) {
		give_up(beginning);
		return ret;
	}
	ret = begin(beginning);
	if (ret)
		return ret;
	tapi_store(results->session, beginning->session->number);
	tapi_store(results->nr_devices, beginning->nr_devices);
	tapi_store(results->version, TAPI_NEWEST);
	store_params(results->params, &params, beginning);
	return 0;
}

static bool has_all(const struct results *results)
{
	return results->session && results->nr_devices && results->version &&
	       results->params;
}

TPHONE_API LONG phoneInitializeExA(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
				   PHONECALLBACK lpfnCallback,
				   LPCSTR lpszFriendlyAppName,
				   LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
				   LPPHONEINITIALIZEEXPARAMS
				   lpPhoneInitializeExParams)
{
	const struct results results = {
		lphPhoneApp, lpdwNumDevs, lpdwAPIVersion,
		lpPhoneInitializeExParams,
	};
	struct beginning beginning = { .callback = lpfnCallback };
	LONG ret;

	(void)hInstance;
	if (!has_all(&results))
		return PHONEERR_INVALPOINTER;
	ret = tapi_app_name_from_utf8(lpszFriendlyAppName, &beginning.name);
	return ret ? ret : begin_ex(&beginning, &results);
}

TPHONE_API LONG phoneInitializeExW(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
				   PHONECALLBACK lpfnCallback,
				   LPCWSTR lpszFriendlyAppName,
				   LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
				   LPPHONEINITIALIZEEXPARAMS
				   lpPhoneInitializeExParams)
{
	const struct results results = {
		lphPhoneApp, lpdwNumDevs, lpdwAPIVersion,
		lpPhoneInitializeExParams,
	};
	struct beginning beginning = {
		.callback = lpfnCallback,
		.wide = true,
	};
	LONG ret;

	(void)hInstance;
	if (!has_all(&results))
		return PHONEERR_INVALPOINTER;
	tapi_check_wide_string(TAPI_TEXT_OF_NAME, lpszFriendlyAppName);
	ret = tapi_app_name_from_utf16(lpszFriendlyAppName, &beginning.name);
	return ret ? ret : begin_ex(&beginning, &results);
}

TPHONE_API LONG phoneInitializeEx(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
				  PHONECALLBACK lpfnCallback,
				  LPCSTR lpszFriendlyAppName,
				  LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
				  LPPHONEINITIALIZEEXPARAMS
				  lpPhoneInitializeExParams)
{
	return phoneInitializeExA(lphPhoneApp, hInstance, lpfnCallback,
				  lpszFriendlyAppName, lpdwNumDevs,
				  lpdwAPIVersion, lpPhoneInitializeExParams);
}

/* With the lock. Wakes the threads that wait for messages of the session. */
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
