// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device_class.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "text.h"
#include "tspi/pack.h"
#include "visible.h"

#include <stdlib.h>

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
 * struct question - what is asked
 * @call: the call
 * @device_class: for which class
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

/* Section 5.2 */
static void answer_ourselves(LPVARSTRING id, DWORD device)
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
		answer_ourselves(id, question->call.handle->device->id);
		return 0;
	}
	/* There are no lines. */
	if (tapi_device_class_is(question->device_class, "tapi/line"))
		return PHONEERR_INVALDEVICECLASS;
	ret = tapi_answer_get(&answer, sizeof(*id), ask_for_id, question);
	if (ret)
		return ret;
	repack_id(question->call.provider, id, &answer, wide);
	tapi_answer_free(&answer);
	return 0;
}

/* Takes over the name of the class. */
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
