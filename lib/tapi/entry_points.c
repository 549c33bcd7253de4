// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "entry_points.h"
#include "fan_out.h"
#include "request.h"
#include "worker.h"

#include <stdlib.h>

void tapi_completion(DRV_REQUESTID dwRequestID, LONG lResult)
{
	tapi_request_completed(dwRequestID, lResult);
}

void tapi_line_event(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
		     DWORD_PTR dwParam1, DWORD_PTR dwParam2, DWORD_PTR dwParam3)
{
	(void)htLine;
	(void)htCall;
	(void)dwMsg;
	(void)dwParam1;
	(void)dwParam2;
	(void)dwParam3;
}

static void state(struct tapi_device *device, DWORD states, DWORD_PTR detail)
{
	if (states & PHONESTATE_REINIT) {
		tapi.reinit = true;
		tapi_fan_out_reinit();
	}
	if (!device)
		return;
	/* How many handles there are is not for the phone to say. */
	states &= ~(PHONESTATE_OWNER | PHONESTATE_MONITORS | PHONESTATE_REINIT);
	tapi_fan_out_state(device, NULL, states, detail);
}

/* Whatever is not a word of a PHONE_CREATE is not from a provider. */
static void create(DWORD_PTR number, DWORD_PTR temporary_id)
{
	struct tapi_provider *provider;
	struct tapi_work *work;

	TAILQ_FOREACH(provider, &tapi.providers, link) {
		if (provider->number == number)
			break;
	}
	if (!provider)
		return;
	work = calloc(1, sizeof(*work));
	if (!work)
		return;
	work->task = TAPI_TASK_CREATE;
	work->provider = provider;
	work->temporary_id = temporary_id;
	tapi_worker_add(work);
}

static void removed(DWORD_PTR id)
{
	struct tapi_device *device = NULL;

	if (id < tapi.nr_devices)
		device = tapi.devices[id];
	else if (tapi.arriving && tapi.arriving->id == id)
		device = tapi.arriving;
	if (!device || device->removed)
		return;
	device->removed = true;
	tapi_worker_add(&device->removal);
}

static void event(struct tapi_device *device, DWORD message,
		  const DWORD_PTR parameter[3])
{
	switch (message) {
	case PHONE_BUTTON:
		if (device)
			tapi_fan_out_button(device, parameter);
		break;
	case PHONE_CLOSE:
		if (device)
			tapi_device_closed_by_force(device);
		break;
	case PHONE_DEVSPECIFIC:
		if (device)
			tapi_fan_out_devspecific(device, parameter);
		break;
	case PHONE_STATE:
		state(device, (DWORD)parameter[0], parameter[1]);
		break;
	case PHONE_CREATE:
		create(parameter[0], parameter[1]);
		break;
	case PHONE_REMOVE:
		removed(parameter[0]);
		break;
	}
}

void tapi_event(HTAPIPHONE htPhone, DWORD dwMsg, DWORD_PTR dwParam1,
		DWORD_PTR dwParam2, DWORD_PTR dwParam3)
{
	const DWORD_PTR parameter[3] = { dwParam1, dwParam2, dwParam3 };
	struct tapi_device *device;

	tapi_lock();
	device = tapi_numbers_find_pointer(&tapi.opening_numbers, htPhone);
	event(device, dwMsg, parameter);
	tapi_unlock();
}

void tapi_handle_event(HTAPIPHONE htPhone, DWORD dwMsg, DWORD_PTR dwParam1,
		       DWORD_PTR dwParam2, DWORD_PTR dwParam3)
{
	DWORD states = (DWORD)dwParam1 &
		       (PHONESTATE_OWNER | PHONESTATE_MONITORS);
	struct tapi_handle *handle;

	(void)dwParam3;
	if (dwMsg != PHONE_STATE)
		return;
	tapi_lock();
	handle = tapi_numbers_find_pointer(&tapi.phone_numbers, htPhone);
	if (handle && handle->open)
		tapi_deliver_state(handle, states, dwParam2);
	tapi_unlock();
}
