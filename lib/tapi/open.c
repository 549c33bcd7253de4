// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneOpen() and phoneClose(). */
#include "../common/macros.h"
#include "broadcast.h"
#include "broker.h"
#include "device.h"
#include "handle.h"
#include "provider.h"
#include "provider_callbacks.h"
#include "session.h"

/**
 * struct opening - a handle that is being opened
 * @session: its session
 * @device: its phone
 * @api_version: version of the API
 * @tspi_version: version of TSPI
 * @ext_version: version of the extensions, 0: none
 * @instance: dwCallbackInstance
 * @privilege: one PHONEPRIVILEGE
 * @handle: the result
 * @number: its number
 */
struct opening {
	struct tapi_session *session;
	struct tapi_device *device;
	DWORD api_version;
	DWORD tspi_version;
	DWORD ext_version;
	DWORD_PTR instance;
	DWORD privilege;
	struct tapi_handle *handle;
	HPHONE number;
};

/* All below, down to open_with_transition(), with device->transition. */

static LONG check_device(const struct opening *opening)
{
	LONG ret = 0;

	tapi_lock();
	if (tapi.reinit)
		ret = PHONEERR_REINIT;
	else if (opening->device->removed)
		ret = PHONEERR_NODEVICE;
	tapi_unlock();
	return ret;
}

/* The selection ends when the phone is closed, by force or not. */
static DWORD selected_extensions(struct tapi_device *device)
{
	HDRVPHONE phone;

	return tapi_device_is_open(device, &phone) ? device->ext_version : 0;
}

/* The version has to be the selected one, or one that the provider agrees on. */
static LONG check_extensions(const struct opening *opening)
{
	struct tapi_device *device = opening->device;
	DWORD wanted = opening->ext_version, version = 0;
	DWORD selected = selected_extensions(device);
	LONG ret;

	if (!wanted || wanted == selected)
		return 0;
	if (selected)
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	ret = tapi_provider_call(device->provider, phoneNegotiateExtVersion,
				 device->id, opening->tspi_version, wanted,
				 wanted, &version);
	if (ret == PHONEERR_OPERATIONUNAVAIL || (!ret && version != wanted))
		ret = PHONEERR_INCOMPATIBLEEXTVERSION;
	return ret;
}

static LONG make_handle(struct opening *opening)
{
	struct tapi_handle *handle;

	tapi_lock();
	handle = tapi_handle_new(opening->session, opening->device);
	tapi_unlock();
	if (!handle)
		return PHONEERR_NOMEM;
	handle->instance = opening->instance;
	handle->privilege = opening->privilege;
	handle->api_version = opening->api_version;
	handle->ext_version = opening->ext_version;
	opening->handle = handle;
	opening->number = handle->number;
	return 0;
}

static void forget_handle(struct opening *opening)
{
	tapi_lock();
	tapi_handle_put(opening->handle);
	tapi_unlock();
}

/* A handle that is being closed is in the list, so it counts as the owner. */
static bool has_owner(struct tapi_device *device)
{
	struct tapi_handle *handle;
	bool ret = false;

	tapi_lock();
	LIST_FOREACH(handle, &device->handles, of_device)
		ret |= handle->privilege == PHONEPRIVILEGE_OWNER;
	tapi_unlock();
	return ret;
}

/*
 * A provider that counts handles knows the owner in all processes, so it decides
 * whether the privilege is free (R33, Documentation/tapi-rules.rst).
 */
static LONG join(struct opening *opening)
{
	struct tapi_handle *handle = opening->handle;
	struct tapi_provider *provider = opening->device->provider;
	HTAPIPHONE ours = (HTAPIPHONE)(uintptr_t)handle->number;
	LONG ret;

	if (!tapi_provider_counts_handles(provider)) {
		if (handle->privilege == PHONEPRIVILEGE_OWNER &&
		    has_owner(opening->device))
			return PHONEERR_INUSE;
		return 0;
	}
	ret = tapi_provider_call(provider, phoneJoin, opening->device->id,
				 handle->privilege, opening->session->name,
				 ours, provider->callbacks->handle_event,
				 &handle->joined);
	if (!ret && !handle->joined)
		ret = PHONEERR_OPERATIONFAILED;
	return ret;
}

static LONG select_extensions(struct opening *opening)
{
	struct tapi_device *device = opening->device;
	HDRVPHONE phone;
	LONG ret;

	if (!opening->ext_version || device->ext_version)
		return 0;
	if (!tapi_device_is_open(device, &phone))
		return PHONEERR_OPERATIONFAILED;
	ret = tapi_provider_call(device->provider, phoneSelectExtVersion, phone,
				 opening->ext_version);
	if (!ret)
		device->ext_version = opening->ext_version;
	return ret;
}

/* False: the phone was closed by force meanwhile. */
static bool publish(struct opening *opening)
{
	struct tapi_device *device = opening->device;
	DWORD privilege = opening->privilege;
	bool open;

	tapi_lock();
	open = device->open;
	if (open)
		tapi_handle_publish(opening->handle);
	if (open && !opening->handle->joined)
		tapi_broadcast_state(device, opening->handle,
				     privilege == PHONEPRIVILEGE_OWNER ?
				     PHONESTATE_OWNER : PHONESTATE_MONITORS,
				     tapi_device_count(device, privilege));
	tapi_unlock();
	return open;
}

static LONG open_joined(struct opening *opening)
{
	LONG ret = tapi_device_open(opening->device, opening->tspi_version);

	if (!ret)
		ret = select_extensions(opening);
	if (!ret && !publish(opening))
		ret = PHONEERR_OPERATIONFAILED;
	if (ret)
		tapi_handle_give_up(opening->handle);
	return ret;
}

static LONG open_with_transition(struct opening *opening)
{
	LONG ret = check_device(opening);

	if (ret)
		return ret;
	tapi_device_leave_all(opening->device);
	ret = check_extensions(opening);
	if (!ret)
		ret = make_handle(opening);
	if (ret)
		return ret;
	ret = join(opening);
	if (!ret)
		ret = open_joined(opening);
	if (ret)
		forget_handle(opening);
	return ret;
}

static LONG open_phone(struct opening *opening)
{
	LONG ret;

	pthread_mutex_lock(&opening->device->transition);
	ret = open_with_transition(opening);
	pthread_mutex_unlock(&opening->device->transition);
	return tapi_listed(TAPI_LIST_phoneOpen, ret);
}

static LONG check_privilege(DWORD privilege)
{
	if (privilege != PHONEPRIVILEGE_MONITOR &&
	    privilege != PHONEPRIVILEGE_OWNER)
		return PHONEERR_INVALPRIVILEGE;
	return 0;
}

/*
 * Returns an error that comes before those of the device ID (R40,
 * Documentation/tapi-rules.rst).
 */
static LONG check_early(const void *result)
{
	LONG ret = 0;

	if (!result)
		return PHONEERR_INVALPOINTER;
	tapi_lock();
	if (tapi.reinit)
		ret = PHONEERR_REINIT;
	tapi_unlock();
	return ret;
}

TPHONE_API LONG phoneOpen(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
			  LPHPHONE lphPhone, DWORD dwAPIVersion,
			  DWORD dwExtVersion, DWORD_PTR dwCallbackInstance,
			  DWORD dwPrivilege)
{
	struct opening opening = {
		.api_version = dwAPIVersion,
		.ext_version = dwExtVersion,
		.instance = dwCallbackInstance,
		.privilege = dwPrivilege,
	};
	struct tapi_device_call call;
	LONG ret;

	ret = tapi_device_call_begin(&call, hPhoneApp, dwDeviceID,
				     check_early(lphPhone));
	if (ret)
		return ret;
	opening.session = call.session;
	opening.device = call.device;
	ret = check_privilege(dwPrivilege);
	if (!ret)
		ret = tapi_device_call_check_version(&call, dwAPIVersion,
						     &opening.tspi_version);
	if (!ret)
		ret = open_phone(&opening);
	if (!ret)
		tapi_store(lphPhone, opening.number);
	tapi_device_call_end(&call);
	return ret;
}

/* If several threads close the same handle, only the first one finds it. */
static LONG begin_closing(HPHONE number, struct tapi_handle **found)
{
	struct tapi_handle *handle;
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(number, &handle);
	if (!ret) {
		handle->session->calls++;
		tapi_handle_begin_closing(handle);
		*found = handle;
	}
	tapi_unlock();
	return ret;
}

TPHONE_API LONG phoneClose(HPHONE hPhone)
{
	struct tapi_session *session;
	struct tapi_handle *handle;
	LONG ret = begin_closing(hPhone, &handle);

	if (ret)
		return ret;
	session = handle->session;
	tapi_handle_finish_closing(handle);
	tapi_lock();
	tapi_count_down(&session->calls);
	tapi_unlock();
	return 0;
}
