// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "device_call.h"
#include "session.h"

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
	agreed = tapi_session_agreed(call->session, call->device->id);
	tapi_unlock();
	/* Programs of 1.x have providers of later versions. */
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
