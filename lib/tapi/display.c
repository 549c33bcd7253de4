// SPDX-License-Identifier: LGPL-2.1-or-later
#include "answer.h"
#include "call.h"
#include "provider.h"
#include "visible.h"

/* In dwStringFormat of the phone, and not ours to convert. R21 */
static const struct tapi_part part = {
	offsetof(VARSTRING, dwStringSize), TAPI_CONTENT_BYTES,
};

static const struct tapi_layout layout = {
	sizeof(VARSTRING), sizeof(VARSTRING), &part, 1,
};

static LONG ask(void *data, void *structure)
{
	struct tapi_call *call = data;

	return tapi_provider_call(call->provider, phoneGetDisplay, call->phone,
				  structure);
}

TPHONE_API LONG phoneGetDisplay(HPHONE hPhone, LPVARSTRING lpDisplay)
{
	struct tapi_answer answer;
	struct tapi_call call;
	LONG ret;

	ret = tapi_call_begin(&call, hPhone,
			      tapi_check_structure(lpDisplay, layout.fixed));
	if (ret)
		return ret;
	ret = tapi_answer_get(&answer, layout.fixed, ask, &call);
	if (!ret) {
		tapi_repack(lpDisplay, &answer, &layout, true);
		tapi_answer_free(&answer);
	}
	tapi_call_end(&call);
	return tapi_listed(TAPI_LIST_phoneGetDisplay, ret);
}
