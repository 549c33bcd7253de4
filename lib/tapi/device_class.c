// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneGetID(), phoneGetIcon() and phoneConfigDialog(), and device classes. */
#include "../common/macros.h"
#include "../common/utf.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "session.h"
#include "text.h"
#include "tspi/pack.h"

#include <stdlib.h>
#include <string.h>

uint16_t *tapi_device_class_from_utf8(LPCSTR name)
{
	return utf16_new_from_utf8(name);
}

uint16_t *tapi_device_class_from_utf16(LPCWSTR name)
{
	size_t length = utf16_length(name);
	uint16_t *copy = calloc(length + 1, sizeof(*copy));

	if (copy)
		memcpy(copy, name, length * sizeof(*copy));
	return copy;
}

static uint16_t lower(uint16_t unit)
{
	return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit;
}

bool tapi_device_class_is(const uint16_t *name, const char *ascii)
{
	while (*ascii && lower(*name) == (unsigned char)*ascii) {
		name++;
		ascii++;
	}
	return !*name && !*ascii;
}

#define STRING	offsetof(VARSTRING, dwStringSize)

static const struct tapi_part text_part = { STRING, TAPI_CONTENT_TEXT };
static const struct tapi_part bytes_part = { STRING, TAPI_CONTENT_BYTES };
static const struct tapi_layout text_layout = {
	sizeof(VARSTRING), sizeof(VARSTRING), &text_part, 1,
};
static const struct tapi_layout bytes_layout = {
	sizeof(VARSTRING), sizeof(VARSTRING), &bytes_part, 1,
};

/**
 * struct question - parameters of ask_for_id()
 * @call: the call on behalf of the handle
 * @device_class: name of the class
 */
struct question {
	struct tapi_call call;
	const uint16_t *device_class;
};

static LONG ask_for_id(void *data, void *structure)
{
	struct question *question = data;

	return tapi_provider_call(question->call.provider, phoneGetID,
				  question->call.phone, structure,
				  question->device_class, NULL);
}

/*
 * The ID of class tapi/phone is the device ID, in binary (section 5.2 of
 * Documentation/tapi-rules.rst).
 */
static void store_phone_id(LPVARSTRING id, DWORD device)
{
	struct pack pack;

	pack_begin(&pack, id, id->dwTotalSize, sizeof(*id));
	id->dwStringFormat = STRINGFORMAT_BINARY;
	pack_add(&pack, STRING, &device, sizeof(device));
	pack_end(&pack);
}

static void repack_id(struct tapi_provider *provider, LPVARSTRING id,
		      const struct tapi_answer *answer, bool wide)
{
	DWORD format = ((LPVARSTRING)answer->bytes)->dwStringFormat;

	if (format != STRINGFORMAT_UNICODE) {
		tapi_repack(id, answer, &bytes_layout, wide);
		return;
	}
	tapi_check_answer(provider, answer, &text_layout);
	tapi_repack(id, answer, &text_layout, wide);
	if (!wide)
		id->dwStringFormat = STRINGFORMAT_ASCII;
}

static LONG answer_question(struct question *question, LPVARSTRING id,
			    bool wide)
{
	struct tapi_answer answer;
	LONG ret;

	if (tapi_device_class_is(question->device_class, "tapi/phone")) {
		store_phone_id(id, question->call.handle->device->id);
		return 0;
	}
	/* libtphone has no lines. */
	if (tapi_device_class_is(question->device_class, "tapi/line"))
		return PHONEERR_INVALDEVICECLASS;
	ret = tapi_answer_get(&answer, sizeof(*id), ask_for_id, question);
	if (ret)
		return ret;
	repack_id(question->call.provider, id, &answer, wide);
	tapi_answer_free(&answer);
	return 0;
}

/* Frees the name of the class. */
static LONG get_id(HPHONE number, LPVARSTRING id, uint16_t *device_class,
		   bool wide, LONG argument)
{
	struct question question = { .device_class = device_class };
	LONG ret = argument;

	if (!ret)
		ret = tapi_check_structure(id, sizeof(*id));
	if (!ret && !device_class)
		ret = PHONEERR_NOMEM;
	ret = tapi_call_begin(&question.call, number, ret);
	if (!ret) {
		ret = answer_question(&question, id, wide);
		tapi_call_end(&question.call);
	}
	free(device_class);
	return tapi_listed(TAPI_LIST_phoneGetID, ret);
}

TPHONE_API LONG phoneGetIDA(HPHONE hPhone, LPVARSTRING lpDeviceID,
			    LPCSTR lpszDeviceClass)
{
	uint16_t *device_class = NULL;

	if (lpszDeviceClass)
		device_class = tapi_device_class_from_utf8(lpszDeviceClass);
	return get_id(hPhone, lpDeviceID, device_class, false,
		      lpszDeviceClass ? 0 : PHONEERR_INVALPOINTER);
}

TPHONE_API LONG phoneGetIDW(HPHONE hPhone, LPVARSTRING lpDeviceID,
			    LPCWSTR lpszDeviceClass)
{
	uint16_t *device_class = NULL;

	tapi_check_wide_string(TAPI_TEXT_OF_CLASS, lpszDeviceClass);
	if (lpszDeviceClass)
		device_class = tapi_device_class_from_utf16(lpszDeviceClass);
	return get_id(hPhone, lpDeviceID, device_class, true,
		      lpszDeviceClass ? 0 : PHONEERR_INVALPOINTER);
}

TPHONE_API LONG phoneGetID(HPHONE hPhone, LPVARSTRING lpDeviceID,
			   LPCSTR lpszDeviceClass)
{
	return phoneGetIDA(hPhone, lpDeviceID, lpszDeviceClass);
}

/*
 * TAPI has no icons and no dialogs. A provider may have some, whose use is agreed
 * between it and the program (R54, Documentation/tapi-rules.rst).
 */

/* Classes for which TAPI itself would have an icon. */
static bool is_ours(const uint16_t *device_class)
{
	return tapi_device_class_is(device_class, "") ||
	       tapi_device_class_is(device_class, "tapi/phone");
}

/*
 * Does this result mean that the provider has no icon for the class, or none?
 */
static bool is_no_icon(LONG result)
{
	return !result || result == PHONEERR_OPERATIONUNAVAIL ||
	       result == PHONEERR_INVALDEVICECLASS;
}

/* Dialogs block on the user, so this does not hold provider->turn. */
static LONG ask_for_icon(const struct tapi_device_call *call,
			 const uint16_t *device_class, LPHICON icon)
{
	LONG ret = 0;

	*icon = NULL;
	if (call->provider->functions.phoneGetIcon)
		ret = call->provider->functions.phoneGetIcon(call->device->id,
							     device_class,
							     icon);
	if (!ret && *icon)
		return 0;
	if (!is_no_icon(ret))
		return ret;
	return is_ours(device_class) ? PHONEERR_OPERATIONFAILED :
				       PHONEERR_INVALDEVICECLASS;
}

/* Frees the name of the class. */
static LONG get_icon(DWORD device, uint16_t *device_class, void *result)
{
	struct tapi_device_call call;
	HICON icon;
	LONG ret = result ? 0 : PHONEERR_INVALPOINTER;

	if (!ret && !device_class)
		ret = PHONEERR_NOMEM;
	ret = tapi_device_call_begin_without(&call, device, ret);
	if (!ret) {
		ret = ask_for_icon(&call, device_class, &icon);
		tapi_device_call_end(&call);
		if (!ret)
			memcpy(result, &icon, sizeof(icon));
	}
	free(device_class);
	return tapi_listed(TAPI_LIST_phoneGetIcon, ret);
}

static LONG ask_for_dialog(const struct tapi_device_call *call, HWND window,
			   const uint16_t *device_class)
{
	if (!call->provider->functions.phoneConfigDialog)
		return PHONEERR_OPERATIONUNAVAIL;
	return call->provider->functions.phoneConfigDialog(call->device->id,
							   window,
							   device_class);
}

/* Frees the name of the class. */
static LONG config_dialog(DWORD device, HWND window, uint16_t *device_class)
{
	struct tapi_device_call call;
	LONG ret;

	ret = tapi_device_call_begin_without(&call, device,
					     device_class ? 0 : PHONEERR_NOMEM);
	if (!ret) {
		ret = ask_for_dialog(&call, window, device_class);
		tapi_device_call_end(&call);
	}
	free(device_class);
	return tapi_listed(TAPI_LIST_phoneConfigDialog, ret);
}

/* NULL means the empty name. */
static uint16_t *class_from_utf8(LPCSTR name)
{
	return tapi_device_class_from_utf8(name ? name : "");
}

static uint16_t *class_from_utf16(LPCWSTR name)
{
	tapi_check_wide_string(TAPI_TEXT_OF_CLASS, name);
	return name ? tapi_device_class_from_utf16(name) :
		      tapi_device_class_from_utf8("");
}

TPHONE_API LONG phoneGetIconA(DWORD dwDeviceID, LPCSTR lpszDeviceClass,
			      LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf8(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneGetIconW(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
			      LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf16(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneGetIcon(DWORD dwDeviceID, LPCSTR lpszDeviceClass,
			     LPHICON lphIcon)
{
	return get_icon(dwDeviceID, class_from_utf8(lpszDeviceClass), lphIcon);
}

TPHONE_API LONG phoneConfigDialogA(DWORD dwDeviceID, HWND hwndOwner,
				   LPCSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf8(lpszDeviceClass));
}

TPHONE_API LONG phoneConfigDialogW(DWORD dwDeviceID, HWND hwndOwner,
				   LPCWSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf16(lpszDeviceClass));
}

TPHONE_API LONG phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
				  LPCSTR lpszDeviceClass)
{
	return config_dialog(dwDeviceID, hwndOwner,
			     class_from_utf8(lpszDeviceClass));
}
