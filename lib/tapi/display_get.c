// SPDX-License-Identifier: LGPL-2.1-or-later
#include "display_ask.h"
#include "display_form.h"
#include "handle.h"
#include "provider.h"
#include "repack.h"
#include "text.h"
#include "visible.h"

#define FIXED	sizeof(VARSTRING)

static LONG ask_for_display(void *data, void *structure)
{
	struct tapi_call *call = data;

	return tapi_provider_call(call->provider, phoneGetDisplay, call->phone,
				  structure);
}

/* dwStringFormat that the provider gives for this text, else for the phone. */
static DWORD format_of(struct tapi_call *call, const struct tapi_answer *answer)
{
	DWORD format = ((LPVARSTRING)answer->bytes)->dwStringFormat;

	return format ? format : tapi_display_ask_format(call);
}

static void repack_display(struct tapi_call *call, LPVARSTRING display,
			   const struct tapi_answer *answer)
{
	bool wide = call->handle->session->wide;
	DWORD format = format_of(call, answer);
	const struct tapi_part part = {
		offsetof(VARSTRING, dwStringSize),
		tapi_display_content(format, wide),
	};
	const struct tapi_layout layout = { FIXED, FIXED, &part, 1 };

	tapi_check_answer(call->provider, answer, &layout);
	tapi_repack(display, answer, &layout, wide);
	display->dwStringFormat = tapi_display_format(format, wide);
}

TPHONE_API LONG phoneGetDisplay(HPHONE hPhone, LPVARSTRING lpDisplay)
{
	struct tapi_answer answer;
	struct tapi_call call;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone,
			      tapi_check_structure(lpDisplay, FIXED));
	if (ret)
		return ret;
	ret = tapi_answer_get(&answer, FIXED, ask_for_display, &call);
	if (!ret) {
		repack_display(&call, lpDisplay, &answer);
		tapi_answer_free(&answer);
	}
	tapi_call_end(&call);
	return tapi_listed(TAPI_LIST_phoneGetDisplay, ret);
}
