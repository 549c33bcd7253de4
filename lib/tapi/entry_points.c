// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "provider_callbacks.h"
#include "broadcast.h"
#include "request.h"
#include "worker.h"

#include <stdlib.h>

enum tapi_fault tapi_provider_completes(struct tapi_provider *provider,
					DRV_REQUESTID id, LONG result)
{
	return tapi_request_completed(provider, id, result) ?
		       TAPI_FAULT_NONE : TAPI_FAULT_REQUEST;
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

/* Of its own phones only, so the number must be its own. */
static enum tapi_fault create(struct tapi_provider *provider, DWORD_PTR number,
			      DWORD_PTR temporary_id)
{
	struct tapi_work *work;

	if (provider->number != number)
		return TAPI_FAULT_CREATION;
	work = calloc(1, sizeof(*work));
	if (!work)
		return TAPI_FAULT_NONE;
	work->task = TAPI_TASK_CREATE;
	work->provider = provider;
	work->temporary_id = temporary_id;
	tapi_worker_add(work);
	return TAPI_FAULT_NONE;
}

static enum tapi_fault removed(const struct tapi_provider *provider,
			       DWORD_PTR id)
{
	struct tapi_device *device = NULL;

	if (id < tapi.nr_devices)
		device = tapi.devices[id];
	else if (tapi.arriving && tapi.arriving->id == id)
		device = tapi.arriving;
	if (!device || device->provider != provider)
		return TAPI_FAULT_REMOVAL;
	if (device->removed)
		return TAPI_FAULT_NONE;
	device->removed = true;
	tapi_worker_add(&device->removal);
	return TAPI_FAULT_NONE;
}

static void open_phone(struct tapi_device *device, DWORD message,
		       const DWORD_PTR parameter[3])
{
	switch (message) {
	case PHONE_BUTTON:
		tapi_fan_out_button(device, parameter);
		break;
	case PHONE_CLOSE:
		tapi_device_closed_by_force(device);
		break;
	case PHONE_DEVSPECIFIC:
		tapi_fan_out_devspecific(device, parameter);
		break;
	}
}

enum tapi_fault tapi_provider_reports(struct tapi_provider *provider,
				      HTAPIPHONE phone, DWORD message,
				      const DWORD_PTR parameter[3])
{
	struct tapi_device *device;

	device = tapi_numbers_find_pointer(&tapi.opening_numbers, phone);
	if (device && device->provider != provider)
		return TAPI_FAULT_PHONE;
	switch (message) {
	case PHONE_STATE:
		state(device, (DWORD)parameter[0], parameter[1]);
		break;
	case PHONE_CREATE:
		return create(provider, parameter[0], parameter[1]);
	case PHONE_REMOVE:
		return removed(provider, parameter[0]);
	default:
		if (device)
			open_phone(device, message, parameter);
	}
	return TAPI_FAULT_NONE;
}

enum tapi_fault
tapi_provider_reports_handle(struct tapi_provider *provider, HTAPIPHONE phone,
			     DWORD message, const DWORD_PTR parameter[3])
{
	DWORD states = (DWORD)parameter[0] &
		       (PHONESTATE_OWNER | PHONESTATE_MONITORS);
	struct tapi_handle *handle;

	handle = tapi_numbers_find_pointer(&tapi.phone_numbers, phone);
	if (handle && handle->device->provider != provider)
		return TAPI_FAULT_PHONE;
	if (message == PHONE_STATE && handle && handle->open)
		tapi_deliver_state(handle, states, parameter[1]);
	return TAPI_FAULT_NONE;
}
