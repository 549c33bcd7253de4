// SPDX-License-Identifier: LGPL-2.1-or-later
#include "display_ask.h"
#include "provider.h"
#include "repack.h"

static LONG ask_for_caps(void *data, void *structure)
{
	struct tapi_call *call = data;
	struct tapi_device *device = call->handle->device;

	return tapi_provider_call(call->provider, phoneGetDevCaps, device->id,
				  device->version, 0, structure);
}

static bool is_known(struct tapi_device *device, DWORD *format)
{
	bool known;

	tapi_lock();
	known = device->format_known;
	*format = device->format;
	tapi_unlock();
	return known;
}

DWORD tapi_display_ask_format(struct tapi_call *call)
{
	struct tapi_device *device = call->handle->device;
	struct tapi_answer answer;
	DWORD format;

	if (is_known(device, &format) ||
	    tapi_answer_get(&answer, tapi_caps_fixed(device->version),
			    ask_for_caps, call))
		return format;
	format = ((LPPHONECAPS)answer.bytes)->dwStringFormat;
	tapi_answer_free(&answer);
	tapi_lock();
	device->format = format;
	device->format_known = true;
	tapi_unlock();
	return format;
}
