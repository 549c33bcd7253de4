// SPDX-License-Identifier: LGPL-2.1-or-later
#include "call.h"
#include "handle.h"

LONG tapi_call_begin_locked(struct tapi_call *call, HPHONE number,
			    LONG argument)
{
	struct tapi_handle *handle;
	struct tapi_device *device;
	LONG ret = tapi_handle_find(number, &handle);

	if (ret)
		return ret;
	device = handle->device;
	/* The worker is about to close it. */
	if (device->removed)
		return PHONEERR_INVALPHONEHANDLE;
	if (argument)
		return argument;
	handle->calls++;
	handle->references++;
	call->handle = handle;
	call->provider = device->provider;
	call->phone = handle->joined ? handle->joined : device->phone;
	return 0;
}

void tapi_call_end_locked(struct tapi_call *call)
{
	tapi_count_down(&call->handle->calls);
	tapi_handle_put(call->handle);
}

LONG tapi_call_begin(struct tapi_call *call, HPHONE number, LONG argument)
{
	LONG ret;

	tapi_lock();
	ret = tapi_call_begin_locked(call, number, argument);
	tapi_unlock();
	return ret;
}

void tapi_call_end(struct tapi_call *call)
{
	tapi_lock();
	tapi_call_end_locked(call);
	tapi_unlock();
}
