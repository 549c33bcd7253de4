// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device.h"
#include "handle.h"
#include "store.h"
#include "visible.h"

/* With device->transition, so that providers see filters in order. */
static LONG set_filter(struct tapi_handle *handle,
		       const struct tapi_filter *filter)
{
	struct tapi_filter before;
	LONG ret;

	tapi_lock();
	before = handle->filter;
	handle->filter = *filter;
	ret = handle->open && !handle->device->removed ?
	      0 : PHONEERR_INVALPHONEHANDLE;
	tapi_unlock();
	if (!ret)
		ret = tapi_device_update_filter(handle->device);
	if (!ret)
		return 0;
	tapi_lock();
	handle->filter = before;
	tapi_unlock();
	return ret;
}

/* The session must not end meanwhile, but the handle may. */
static LONG begin_setting(HPHONE number, const struct tapi_filter *filter,
			  struct tapi_handle **found)
{
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(number, found);
	/* The worker is about to close it. */
	if (!ret && (*found)->device->removed)
		ret = PHONEERR_INVALPHONEHANDLE;
	if (!ret)
		ret = tapi_filter_check(filter);
	if (!ret) {
		(*found)->references++;
		(*found)->session->calls++;
	}
	tapi_unlock();
	return ret;
}

static void end_setting(struct tapi_handle *handle)
{
	tapi_lock();
	tapi_count_down(&handle->session->calls);
	tapi_handle_put(handle);
	tapi_unlock();
}

TPHONE_API LONG phoneSetStatusMessages(HPHONE hPhone, DWORD dwPhoneStates,
				       DWORD dwButtonModes,
				       DWORD dwButtonStates)
{
	const struct tapi_filter filter = {
		.states = dwPhoneStates,
		.button_modes = dwButtonModes,
		.button_states = dwButtonStates,
	};
	struct tapi_handle *handle;
	pthread_mutex_t *transition;
	LONG ret = begin_setting(hPhone, &filter, &handle);

	if (ret)
		return ret;
	transition = &handle->device->transition;
	pthread_mutex_lock(transition);
	ret = set_filter(handle, &filter);
	pthread_mutex_unlock(transition);
	end_setting(handle);
	return tapi_listed(TAPI_LIST_phoneSetStatusMessages, ret);
}

TPHONE_API LONG phoneGetStatusMessages(HPHONE hPhone, LPDWORD lpdwPhoneStates,
				       LPDWORD lpdwButtonModes,
				       LPDWORD lpdwButtonStates)
{
	struct tapi_filter filter = { 0 };
	struct tapi_handle *handle;
	LONG ret;

	tapi_lock();
	ret = tapi_handle_find(hPhone, &handle);
	if (!ret)
		filter = handle->filter;
	tapi_unlock();
	if (ret)
		return ret;
	if (!lpdwPhoneStates || !lpdwButtonModes || !lpdwButtonStates)
		return PHONEERR_INVALPOINTER;
	tapi_store(lpdwPhoneStates, filter.states);
	tapi_store(lpdwButtonModes, filter.button_modes);
	tapi_store(lpdwButtonStates, filter.button_states);
	return 0;
}
