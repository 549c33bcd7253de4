// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneGetButtonInfo() and phoneSetButtonInfo(). */
#include "../common/macros.h"
#include "../common/utf.h"
#include "api_version.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "request.h"
#include "text.h"
#include "tspi/pack.h"

#include <stdlib.h>
#include <string.h>

#define TEXT		offsetof(PHONEBUTTONINFO, dwButtonTextSize)
#define DEV_SPECIFIC	offsetof(PHONEBUTTONINFO, dwDevSpecificSize)

static const struct tapi_part parts[] = {
	{ DEV_SPECIFIC, TAPI_CONTENT_BYTES },
	{ TEXT, TAPI_CONTENT_TEXT },
};

/* The fixed part is the same in all versions of TSPI. */
#define PROVIDER_FIXED	sizeof(PHONEBUTTONINFO)

/**
 * struct question - parameters of ask()
 * @call: the call on behalf of the handle
 * @button: dwButtonLampID
 */
struct question {
	struct tapi_call call;
	DWORD button;
};

static LONG ask(void *data, void *structure)
{
	struct question *question = data;

	return tapi_provider_call(question->call.provider, phoneGetButtonInfo,
				  question->call.phone, question->button,
				  structure);
}

static LONG answer_question(struct question *question, void *structure,
			    bool wide)
{
	const struct tapi_layout layout = {
		tapi_button_info_fixed(question->call.handle->api_version),
		PROVIDER_FIXED, parts, ARRAY_SIZE(parts),
	};
	struct tapi_answer answer;
	LONG ret = tapi_check_structure(structure, layout.fixed);

	if (!ret)
		ret = tapi_answer_get(&answer, PROVIDER_FIXED, ask, question);
	if (ret)
		return ret;
	tapi_check_answer(question->call.provider, &answer, &layout);
	tapi_repack(structure, &answer, &layout, wide);
	tapi_answer_free(&answer);
	return 0;
}

static LONG get_info(HPHONE number, DWORD button, void *structure, bool wide)
{
	struct question question = { .button = button };
	LONG ret;

	ret = tapi_call_begin(&question.call, number,
			      structure ? 0 : PHONEERR_INVALPOINTER);
	if (ret)
		return ret;
	ret = answer_question(&question, structure, wide);
	tapi_call_end(&question.call);
	return tapi_listed(TAPI_LIST_phoneGetButtonInfo, ret);
}

TPHONE_API LONG phoneGetButtonInfoA(HPHONE hPhone, DWORD dwButtonLampID,
				    LPPHONEBUTTONINFO lpButtonInfo)
{
	return get_info(hPhone, dwButtonLampID, lpButtonInfo, false);
}

TPHONE_API LONG phoneGetButtonInfoW(HPHONE hPhone, DWORD dwButtonLampID,
				    LPPHONEBUTTONINFO lpButtonInfo)
{
	return get_info(hPhone, dwButtonLampID, lpButtonInfo, true);
}

TPHONE_API LONG phoneGetButtonInfo(HPHONE hPhone, DWORD dwButtonLampID,
				   LPPHONEBUTTONINFO lpButtonInfo)
{
	return get_info(hPhone, dwButtonLampID, lpButtonInfo, false);
}

/**
 * struct given - a PHONEBUTTONINFO of the program
 * @info: the fixed part
 * @text: the text of the button, UTF-8 or UTF-16
 * @text_size: size of @text in bytes
 * @bytes: the device-specific part
 * @bytes_size: size of @bytes
 */
struct given {
	PHONEBUTTONINFO info;
	const char *text;
	DWORD text_size;
	const void *bytes;
	DWORD bytes_size;
};

/*
 * A part must lie behind the fixed part and within dwTotalSize (R27,
 * Documentation/tapi-rules.rst).
 */
static LONG find_part(const struct tapi_answer *structure, DWORD fixed,
		      size_t pair, const void **part, DWORD *size)
{
	DWORD wanted;

	memcpy(&wanted, structure->bytes + pair, sizeof(wanted));
	*part = tapi_answer_part(structure, fixed, pair, size);
	return wanted == *size ? 0 : PHONEERR_OPERATIONFAILED;
}

static LONG read_given(struct given *given, void *structure, DWORD fixed)
{
	struct tapi_answer whole = { .bytes = structure };
	LONG ret = tapi_check_structure(structure, fixed);
	const void *text;

	if (ret)
		return ret;
	given->info = (PHONEBUTTONINFO){ 0 };
	memcpy(&given->info, structure, fixed);
	whole.total = given->info.dwTotalSize;
	ret = find_part(&whole, fixed, TEXT, &text, &given->text_size);
	if (!ret)
		ret = find_part(&whole, fixed, DEV_SPECIFIC, &given->bytes,
				&given->bytes_size);
	given->text = text;
	return ret;
}

/* A text ends at its terminator, or at its size. */
static uint16_t *copy_text(const struct given *given, bool wide, size_t *count)
{
	size_t length = wide ? given->text_size / sizeof(WCHAR) :
			       strnlen(given->text, given->text_size);
	uint16_t *copy;

	*count = wide ? length :
			utf16_from_utf8(NULL, 0, given->text, length);
	copy = calloc(*count + 1, sizeof(*copy));
	if (!copy)
		return NULL;
	if (wide)
		memcpy(copy, given->text, length * sizeof(*copy));
	else
		utf16_from_utf8(copy, *count, given->text, length);
	*count = utf16_length(copy);
	return copy;
}

/* The structure for the provider; NULL: no memory. */
static LPPHONEBUTTONINFO make_info(const struct given *given,
				   const uint16_t *text, size_t count)
{
	size_t text_size = given->text_size ? (count + 1) * sizeof(*text) : 0;
	size_t total = PROVIDER_FIXED + text_size + given->bytes_size;
	LPPHONEBUTTONINFO info = NULL;
	struct pack pack;

	if (total <= UINT32_MAX)
		info = malloc(total);
	if (!info)
		return NULL;
	*info = given->info;
	info->dwTotalSize = (DWORD)total;
	pack_begin(&pack, info, (DWORD)total, PROVIDER_FIXED);
	pack_add(&pack, TEXT, text, text_size);
	pack_add(&pack, DEV_SPECIFIC, given->bytes, given->bytes_size);
	pack_end(&pack);
	return info;
}

static LPPHONEBUTTONINFO convert(const struct given *given, bool wide)
{
	LPPHONEBUTTONINFO info;
	uint16_t *text = NULL;
	size_t count = 0;

	if (given->text_size) {
		text = copy_text(given, wide, &count);
		if (!text)
			return NULL;
	}
	info = make_info(given, text, count);
	free(text);
	return info;
}

static LONG set_info(HPHONE number, DWORD button, void *structure, bool wide)
{
	struct tapi_requesting requesting;
	struct tapi_call *call = &requesting.call;
	LPPHONEBUTTONINFO info;
	struct given given;
	DWORD fixed;
	LONG ret;

	fixed = tapi_button_info_fixed(tapi_handle_api_version(number));
	ret = tapi_requesting_begin(&requesting, number,
				    TAPI_LIST_phoneSetButtonInfo,
				    read_given(&given, structure, fixed));
	if (ret)
		return ret;
	if (wide)
		tapi_check_wide(TAPI_TEXT_OF_BUTTON, given.text,
				given.text_size);
	else
		tapi_check_narrow(TAPI_TEXT_OF_BUTTON, given.text,
				  given.text_size);
	info = convert(&given, wide);
	if (!info)
		return tapi_requesting_end(&requesting, PHONEERR_NOMEM);
	ret = tapi_provider_call(call->provider, phoneSetButtonInfo,
				 requesting.id, call->phone, button, info);
	free(info);
	return tapi_requesting_end(&requesting, ret);
}

TPHONE_API LONG phoneSetButtonInfoA(HPHONE hPhone, DWORD dwButtonLampID,
				    LPPHONEBUTTONINFO const lpButtonInfo)
{
	return set_info(hPhone, dwButtonLampID, lpButtonInfo, false);
}

TPHONE_API LONG phoneSetButtonInfoW(HPHONE hPhone, DWORD dwButtonLampID,
				    LPPHONEBUTTONINFO const lpButtonInfo)
{
	return set_info(hPhone, dwButtonLampID, lpButtonInfo, true);
}

TPHONE_API LONG phoneSetButtonInfo(HPHONE hPhone, DWORD dwButtonLampID,
				   LPPHONEBUTTONINFO const lpButtonInfo)
{
	return set_info(hPhone, dwButtonLampID, lpButtonInfo, false);
}
