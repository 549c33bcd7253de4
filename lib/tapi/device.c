// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broadcast.h"
#include "broker.h"
#include "device.h"
#include "handle.h"
#include "provider.h"
#include "provider_callbacks.h"
#include "request.h"

#include <stdlib.h>

struct tapi_device *tapi_device_new(struct tapi_provider *provider, DWORD id)
{
	struct tapi_device *device = calloc(1, sizeof(*device));

	if (!device)
		return NULL;
	device->id = id;
	device->provider = provider;
	device->claim = -1;
	pthread_mutex_init(&device->transition, NULL);
	LIST_INIT(&device->handles);
	LIST_INIT(&device->leaving);
	LIST_INIT(&device->requests);
	device->removal.task = TAPI_TASK_REMOVE;
	device->removal.device = device;
	device->removal.provider = provider;
	device->departure = device->removal;
	device->departure.task = TAPI_TASK_LEAVE;
	return device;
}

void tapi_device_free(struct tapi_device *device)
{
	tapi_claim_release(device);
	pthread_mutex_destroy(&device->transition);
	free(device);
}

bool tapi_devices_make_room(void)
{
	struct tapi_device **devices;

	devices = reallocarray(tapi.devices, tapi.nr_devices + 1,
			       sizeof(*devices));
	if (!devices)
		return false;
	tapi.devices = devices;
	return true;
}

void tapi_devices_append(struct tapi_device *device)
{
	tapi.devices[tapi.nr_devices++] = device;
}

LONG tapi_device_find(DWORD id, struct tapi_device **found)
{
	if (id >= tapi.nr_devices)
		return PHONEERR_BADDEVICEID;
	if (tapi.devices[id]->removed)
		return PHONEERR_NODEVICE;
	*found = tapi.devices[id];
	return 0;
}

static void forget_phone(struct tapi_device *device)
{
	handle_table_remove(&tapi.opening_table, device->number);
	device->number = 0;
	device->open = false;
	device->phone = NULL;
	tapi_claim_release(device);
}

/* Skips a handle that is being closed: the thread that closes it does the rest. */
static void close_by_force(struct tapi_handle *handle)
{
	if (!handle->open)
		return;
	tapi_deliver_close(handle);
	tapi_handle_end(handle);
	LIST_REMOVE(handle, of_device);
	LIST_INSERT_HEAD(&handle->device->leaving, handle, of_device);
}

void tapi_device_closed_by_force(struct tapi_device *device)
{
	struct tapi_handle *handle, *next;

	device->closed_by_force = true;
	if (!device->open)
		return;
	forget_phone(device);
	/* The provider should have completed these before it closed the phone. */
	tapi_requests_end(device);
	for (handle = LIST_FIRST(&device->handles); handle; handle = next) {
		next = LIST_NEXT(handle, of_device);
		close_by_force(handle);
	}
	tapi_worker_add(&device->departure);
}

DWORD tapi_device_count(const struct tapi_device *device, DWORD privilege)
{
	struct tapi_handle *handle;
	DWORD count = 0;

	LIST_FOREACH(handle, &device->handles, of_device)
		count += handle->open && handle->privilege == privilege;
	return count;
}

static DWORD begin_opening(struct tapi_device *device)
{
	DWORD number;

	tapi_lock();
	number = handle_table_add(&tapi.opening_table, device);
	device->number = number;
	device->closed_by_force = false;
	device->format = 0;
	device->format_known = false;
	tapi_unlock();
	return number;
}

static LONG end_opening(struct tapi_device *device, HDRVPHONE phone, LONG ret)
{
	ret = tapi_listed(TAPI_LIST_phoneOpen, ret);
	tapi_lock();
	if (!ret && (!phone || device->closed_by_force))
		ret = PHONEERR_OPERATIONFAILED;
	if (ret) {
		forget_phone(device);
	} else {
		device->open = true;
		device->phone = phone;
	}
	tapi_unlock();
	return ret;
}

bool tapi_device_is_open(struct tapi_device *device, HDRVPHONE *phone)
{
	bool ret;

	tapi_lock();
	ret = device->open;
	*phone = device->phone;
	tapi_unlock();
	return ret;
}

LONG tapi_device_open(struct tapi_device *device, DWORD version)
{
	HDRVPHONE phone = NULL;
	HTAPIPHONE ours;
	LONG ret;

	if (tapi_device_is_open(device, &phone))
		return 0;
	device->version = version;
	device->ext_version = 0;
	device->pushed = (struct filter){ 0 };
	ret = tapi_claim(device, version);
	if (ret)
		return ret;
	ours = (HTAPIPHONE)(uintptr_t)begin_opening(device);
	if (!ours)
		return end_opening(device, NULL, PHONEERR_NOMEM);
	ret = tapi_provider_call(device->provider, phoneOpen, device->id, ours,
				 &phone, version,
				 device->provider->callbacks->event);
	return end_opening(device, phone, ret);
}

/*
 * The result of TSPI_phoneClose() is ignored: the handle of the provider is
 * invalid afterwards in any case (R47, Documentation/tapi-rules.rst).
 */
void tapi_device_close(struct tapi_device *device, bool last)
{
	HDRVPHONE phone;

	if (last && tapi_device_is_open(device, &phone))
		tapi_provider_call(device->provider, phoneClose, phone);
	tapi_lock();
	if (device->open)
		forget_phone(device);
	if (last)
		tapi_requests_end(device);
	tapi_unlock();
}

static struct filter sum_of_filters(struct tapi_device *device)
{
	struct filter sum = { 0 };
	struct tapi_handle *handle;

	tapi_lock();
	LIST_FOREACH(handle, &device->handles, of_device) {
		if (handle->open)
			tapi_filter_add(&sum, &handle->filter);
	}
	tapi_unlock();
	return sum;
}

LONG tapi_device_update_filter(struct tapi_device *device)
{
	struct filter sum = sum_of_filters(device);
	HDRVPHONE phone;
	LONG ret;

	if (!tapi_device_is_open(device, &phone) ||
	    tapi_filter_equal(&sum, &device->pushed))
		return 0;
	/* Such a provider reports all events; tapi_deliver_*() filter them. */
	if (!device->provider->functions.phoneSetStatusMessages)
		return 0;
	ret = tapi_provider_call(device->provider, phoneSetStatusMessages,
				 phone, sum.states, sum.button_modes,
				 sum.button_states);
	if (!ret)
		device->pushed = sum;
	return ret;
}

void tapi_device_leave_all(struct tapi_device *device)
{
	struct tapi_handle *handle;

	tapi_lock();
	while ((handle = LIST_FIRST(&device->leaving))) {
		tapi_wait_until_zero(&handle->calls);
		LIST_REMOVE(handle, of_device);
		tapi_unlock();
		tapi_handle_leave(handle, false);
		tapi_lock();
		tapi_handle_put(handle);
	}
	tapi_unlock();
}
