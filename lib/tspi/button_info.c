// SPDX-License-Identifier: LGPL-2.1-or-later
/* Buttons: what they are for. */
#include "caps.h"
#include "pack.h"
#include "requests.h"
#include "text.h"
#include "utf16.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>

static_assert(sizeof(PHONEBUTTONINFO) == 40, "fixed part of all versions");

static int get_info(struct tspi_handle *handle, DWORD button,
		    LPPHONEBUTTONINFO to)
{
	struct tphone_button answer;
	struct pack pack;
	int error;

	if (!(features_of(&handle->info) & PHONEFEATURE_GETBUTTONINFO))
		return -EOPNOTSUPP;
	error = tphone_get_button(handle->phone, button, &answer,
				  sizeof(answer));
	if (error)
		return error;
	to->dwButtonMode = answer.mode;
	to->dwButtonFunction = answer.function;
	to->dwButtonState = answer.state;
	pack_begin(&pack, to, to->dwTotalSize, sizeof(*to));
	pack_add_text(&pack, offsetof(PHONEBUTTONINFO, dwButtonTextSize),
		      answer.text);
	pack_add(&pack, offsetof(PHONEBUTTONINFO, dwDevSpecificSize), NULL, 0);
	pack_end(&pack);
	return 0;
}

LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	int error;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	error = get_info(handle, dwButtonLampID, lpButtonInfo);
	tspi_handle_done(handle);
	return tspi_error(TSPI_CALL_phoneGetButtonInfo, error);
}

static bool is_inside(DWORD total, DWORD offset, DWORD size)
{
	return offset <= total && size <= total - offset;
}

static bool is_sound(const PHONEBUTTONINFO *info)
{
	DWORD total = info->dwTotalSize;

	return total >= sizeof(*info) &&
	       is_inside(total, info->dwButtonTextOffset,
			 info->dwButtonTextSize) &&
	       is_inside(total, info->dwDevSpecificOffset,
			 info->dwDevSpecificSize);
}

/* A text that is too long is cut, as it is on a display. */
static void read_text(const PHONEBUTTONINFO *info, char text[TPHONE_TEXT_SIZE])
{
	static const struct text_limit limit = {
		.bytes = TPHONE_TEXT_SIZE - 1,
		.characters = TPHONE_TEXT_SIZE,
		.control = UTF16_REPLACEMENT,
	};

	text_from_utf16(text, &limit,
			(const char *)info + info->dwButtonTextOffset,
			info->dwButtonTextSize / sizeof(uint16_t));
}

static LONG set_info(struct tspi_handle *handle, DRV_REQUESTID id, DWORD button,
		     const PHONEBUTTONINFO *info)
{
	struct tphone_request operation;
	char text[TPHONE_TEXT_SIZE];

	if (!(features_of(&handle->info) & PHONEFEATURE_SETBUTTONINFO))
		return PHONEERR_OPERATIONUNAVAIL;
	if (button >= handle->info.nr_buttons)
		return PHONEERR_INVALBUTTONLAMPID;
	if (!is_sound(info))
		return PHONEERR_OPERATIONFAILED;
	read_text(info, text);
	tphone_request_set_button(&operation, button, info->dwButtonMode,
				  info->dwButtonFunction, text);
	return tspi_request_start(handle, TSPI_CALL_phoneSetButtonInfo, id,
				  &operation, 1);
}

LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo)
{
	struct tspi_handle *handle = tspi_handle_use(hdPhone);
	LONG ret;

	if (!handle)
		return PHONEERR_INVALPHONEHANDLE;
	ret = set_info(handle, dwRequestID, dwButtonLampID, lpButtonInfo);
	tspi_handle_done(handle);
	return ret;
}
