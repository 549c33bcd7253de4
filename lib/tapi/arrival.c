// SPDX-License-Identifier: LGPL-2.1-or-later
#include "arrival.h"
#include "device.h"
#include "message.h"
#include "provider.h"
#include "worker.h"

/*
 * The provider may speak of the device before it has returned, so it can be
 * found by then.
 */
static struct tapi_device *expect_device(struct tapi_provider *provider)
{
	struct tapi_device *device = NULL;

	tapi_lock();
	if (tapi_devices_make_room())
		device = tapi_device_new(provider, tapi.nr_devices);
	tapi.arriving = device;
	tapi_unlock();
	return device;
}

static void announce_arrival(struct tapi_device *device)
{
	tapi_devices_append(device);
	tapi_message_post_to_all(PHONE_CREATE, device->id);
}

/* Nobody has seen it. */
static void forget_arrival(struct tapi_device *device)
{
	tapi_worker_drop_device(device);
	tapi_device_free(device);
}

void tapi_device_arrives(struct tapi_provider *provider, DWORD_PTR temporary_id)
{
	struct tapi_device *device = expect_device(provider);
	LONG ret;

	if (!device)
		return;
	ret = tapi_provider_call(provider, providerCreatePhoneDevice,
				 temporary_id, device->id);
	tapi_lock();
	tapi.arriving = NULL;
	if (ret)
		forget_arrival(device);
	else
		announce_arrival(device);
	tapi_unlock();
}
