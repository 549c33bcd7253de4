// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneGetStatus(). */
#include "../common/macros.h"
#include "../common/utf.h"
#include "api_version.h"
#include "device.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"

#include <stdlib.h>
#include <string.h>

/*
 * PHONEFEATURE_SET*, which only owners have (R50, Documentation/tapi-rules.rst)
 */
#define SET_FEATURES	0x0fffc000

#define OWNER_NAME	offsetof(PHONESTATUS, dwOwnerNameSize)

/* The fixed part is the same in all versions of TSPI. */
#define PROVIDER_FIXED	sizeof(PHONESTATUS)

/**
 * struct handles - the handles of a phone
 * @owners: number of owners, 0 or 1
 * @monitors: number of monitors
 * @name: name of the program that is the owner, UTF-16
 * @size: size of @name in bytes, with the terminator
 */
struct handles {
	DWORD owners;
	DWORD monitors;
	uint16_t *name;
	DWORD size;
};

static LONG set_name(struct handles *handles, const void *name, size_t size)
{
	handles->name = calloc(1, size + sizeof(WCHAR));
	if (!handles->name)
		return PHONEERR_NOMEM;
	memcpy(handles->name, name, size);
	handles->size = (DWORD)(size + sizeof(WCHAR));
	return 0;
}

/* With the lock. */
static const struct tapi_handle *owner_of(const struct tapi_device *device)
{
	struct tapi_handle *handle;

	LIST_FOREACH(handle, &device->handles, of_device) {
		if (handle->open && handle->privilege == PHONEPRIVILEGE_OWNER)
			return handle;
	}
	return NULL;
}

/* Counts the handles of this process, if the provider does not count handles. */
static LONG count_ours(struct tapi_device *device, struct handles *handles)
{
	const struct tapi_handle *owner;
	const uint16_t *name;
	LONG ret = 0;

	tapi_lock();
	handles->owners = tapi_device_count(device, PHONEPRIVILEGE_OWNER);
	handles->monitors = tapi_device_count(device, PHONEPRIVILEGE_MONITOR);
	owner = owner_of(device);
	if (owner) {
		name = owner->session->name;
		ret = set_name(handles, name,
			       utf16_length(name) * sizeof(*name));
	}
	tapi_unlock();
	return ret;
}

/**
 * struct question - parameters of ask_for_handles()
 * @call: the call on behalf of the handle
 * @handles: receives the numbers
 */
struct question {
	struct tapi_call *call;
	struct handles *handles;
};

static LONG ask_for_handles(void *data, void *structure)
{
	struct question *question = data;
	DWORD owners = 0, monitors = 0;
	LONG ret;

	ret = tapi_provider_call(question->call->provider, phoneGetHandles,
				 question->call->phone, &owners, &monitors,
				 structure);
	question->handles->owners = owners;
	question->handles->monitors = monitors;
	return ret;
}

/* Asks for the handles of all processes. */
static LONG count_all(struct tapi_call *call, struct handles *handles)
{
	struct question question = { call, handles };
	struct tapi_answer answer;
	const void *name;
	DWORD size;
	LONG ret;

	ret = tapi_answer_get(&answer, sizeof(VARSTRING), ask_for_handles,
			      &question);
	if (ret)
		return ret;
	name = tapi_answer_part(&answer, sizeof(VARSTRING),
				offsetof(VARSTRING, dwStringSize), &size);
	if (name && handles->owners)
		ret = set_name(handles, name, size);
	tapi_answer_free(&answer);
	return ret;
}

static LONG count_handles(struct tapi_call *call, struct handles *handles)
{
	if (call->handle->joined && call->provider->functions.phoneGetHandles)
		return count_all(call, handles);
	return count_ours(call->handle->device, handles);
}

/*
 * TAPI fills in owners, monitors and owner name; the provider's are
 * overwritten.
 */
static LONG set_handles(struct tapi_answer *answer,
			const struct handles *handles)
{
	LPPHONESTATUS status = (LPPHONESTATUS)answer->bytes;

	status->dwNumOwners = handles->owners;
	status->dwNumMonitors = handles->monitors;
	if (!tapi_answer_set_part(answer, OWNER_NAME, handles->name,
				  handles->size))
		return PHONEERR_NOMEM;
	return 0;
}

static void set_features(struct tapi_answer *answer, DWORD privilege)
{
	LPPHONESTATUS status = (LPPHONESTATUS)answer->bytes;

	if (privilege != PHONEPRIVILEGE_OWNER)
		status->dwPhoneFeatures &= ~SET_FEATURES;
}

static LONG ask_for_status(void *data, void *structure)
{
	struct tapi_call *call = data;

	return tapi_provider_call(call->provider, phoneGetStatus, call->phone,
				  structure);
}

/*
 * @wide is for the name of the owner; the session decides the form of the
 * display.
 */
static void repack(struct tapi_call *call, void *structure,
		   const struct tapi_answer *answer, bool wide)
{
	const enum tapi_content display =
		tapi_display_content(tapi_display_ask_format(call),
				     call->handle->session->wide);
	const struct tapi_part parts[] = {
		{ offsetof(PHONESTATUS, dwLampModesSize),
		  TAPI_CONTENT_NUMBERS },
		{ offsetof(PHONESTATUS, dwDisplaySize), display },
		{ offsetof(PHONESTATUS, dwDevSpecificSize),
		  TAPI_CONTENT_BYTES },
		{ OWNER_NAME, TAPI_CONTENT_TEXT },
	};
	const struct tapi_layout layout = {
		tapi_status_fixed(call->handle->api_version), PROVIDER_FIXED,
		parts, ARRAY_SIZE(parts),
	};

	tapi_repack(structure, answer, &layout, wide);
}

static LONG answer_call(struct tapi_call *call, void *structure, bool wide)
{
	struct handles handles = { 0 };
	struct tapi_answer answer;
	LONG ret;

	ret = tapi_check_structure(structure,
				   tapi_status_fixed(call->handle->api_version));
	if (ret)
		return ret;
	ret = tapi_answer_get(&answer, PROVIDER_FIXED, ask_for_status, call);
	if (ret)
		return ret;
	set_features(&answer, call->handle->privilege);
	ret = count_handles(call, &handles);
	if (!ret)
		ret = set_handles(&answer, &handles);
	if (!ret)
		repack(call, structure, &answer, wide);
	free(handles.name);
	tapi_answer_free(&answer);
	return ret;
}

static LONG get_status(HPHONE number, void *structure, bool wide)
{
	struct tapi_call call;
	LONG ret;

	ret = tapi_call_begin(&call, number,
			      structure ? 0 : PHONEERR_INVALPOINTER);
	if (ret)
		return ret;
	ret = answer_call(&call, structure, wide);
	tapi_call_end(&call);
	return tapi_listed(TAPI_LIST_phoneGetStatus, ret);
}

TPHONE_API LONG phoneGetStatusA(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus)
{
	return get_status(hPhone, lpPhoneStatus, false);
}

TPHONE_API LONG phoneGetStatusW(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus)
{
	return get_status(hPhone, lpPhoneStatus, true);
}

TPHONE_API LONG phoneGetStatus(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus)
{
	return get_status(hPhone, lpPhoneStatus, false);
}
