// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "port.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

struct tapi_session *tapi_session_new(uint16_t *name, struct tphone_port *port)
{
	struct tapi_session *session = calloc(1, sizeof(*session));

	if (!session)
		return NULL;
	session->name = name;
	session->port = port;
	session->references = 1;
	LIST_INIT(&session->handles);
	return session;
}

bool tapi_session_publish(struct tapi_session *session)
{
	session->number = handle_table_add(&tapi.session_table, session);
	if (!session->number)
		return false;
	LIST_INSERT_HEAD(&tapi.sessions, session, link);
	return true;
}

void tapi_session_end(struct tapi_session *session)
{
	session->ended = true;
	handle_table_remove(&tapi.session_table, session->number);
	LIST_REMOVE(session, link);
	pthread_cond_broadcast(&session->port->arrived);
}

void tapi_session_put(struct tapi_session *session)
{
	if (--session->references)
		return;
	tapi_port_put(session->port);
	free(session->name);
	free(session->agreed);
	free(session);
}

LONG tapi_session_find(HPHONEAPP number, struct tapi_session **found)
{
	if (LIST_EMPTY(&tapi.sessions))
		return PHONEERR_UNINITIALIZED;
	*found = handle_table_find(&tapi.session_table, number);
	return *found ? 0 : PHONEERR_INVALAPPHANDLE;
}

/* The versions that were agreed on for a device; zeros: none. */
static struct tapi_agreement agreed_versions(const struct tapi_session *session,
					     DWORD device)
{
	if (device < session->nr_agreed)
		return session->agreed[device];
	return (struct tapi_agreement){ 0 };
}

static bool make_room(struct tapi_session *session, DWORD count)
{
	struct tapi_agreement *agreed;

	agreed = reallocarray(session->agreed, count, sizeof(*agreed));
	if (!agreed)
		return false;
	memset(agreed + session->nr_agreed, 0,
	       (count - session->nr_agreed) * sizeof(*agreed));
	session->agreed = agreed;
	session->nr_agreed = count;
	return true;
}

static void raise_to(DWORD *highest, DWORD version)
{
	if (*highest < version)
		*highest = version;
}

bool tapi_session_agree(struct tapi_session *session, DWORD device,
			const struct tapi_agreement *agreement)
{
	if (device >= session->nr_agreed && !make_room(session, device + 1))
		return false;
	raise_to(&session->agreed[device].api, agreement->api);
	raise_to(&session->agreed[device].old_api, agreement->old_api);
	raise_to(&session->agreed[device].tspi, agreement->tspi);
	raise_to(&session->version, agreement->api);
	raise_to(&session->version, agreement->old_api);
	return true;
}

/* With the lock. */
static LONG find_device(struct tapi_device_call *call, DWORD device)
{
	LONG ret = tapi_device_find(device, &call->device);

	if (ret)
		return ret;
	call->provider = call->device->provider;
	if (call->session)
		call->session->calls++;
	else
		tapi.calls++;
	return 0;
}

LONG tapi_device_call_begin(struct tapi_device_call *call, HPHONEAPP session,
			    DWORD device, LONG argument)
{
	LONG ret;

	tapi_lock();
	ret = tapi_session_find(session, &call->session);
	if (!ret)
		ret = argument;
	if (!ret)
		ret = find_device(call, device);
	tapi_unlock();
	return ret;
}

LONG tapi_device_call_begin_without(struct tapi_device_call *call,
				    DWORD device, LONG argument)
{
	LONG ret = argument;

	call->session = NULL;
	tapi_lock();
	if (LIST_EMPTY(&tapi.sessions))
		ret = PHONEERR_UNINITIALIZED;
	if (!ret)
		ret = find_device(call, device);
	tapi_unlock();
	return ret;
}

LONG tapi_device_call_check_version(const struct tapi_device_call *call,
				    DWORD version, DWORD *tspi_version)
{
	struct tapi_agreement agreed;

	tapi_lock();
	agreed = agreed_versions(call->session, call->device->id);
	tapi_unlock();
	/* The provider of a program of 1.x has a later version. */
	*tspi_version = version >= TAPI_OLDEST ? version : agreed.tspi;
	if (!tapi_version_exists(version) ||
	    version > (version >= TAPI_OLDEST ? agreed.api : agreed.old_api))
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	return 0;
}

void tapi_device_call_end(struct tapi_device_call *call)
{
	tapi_lock();
	tapi_count_down(call->session ? &call->session->calls : &tapi.calls);
	tapi_unlock();
}
