// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneGetDevCaps(). */
#include "../common/macros.h"
#include "api_version.h"
#include "provider.h"
#include "repack.h"
#include "session.h"
#include "text.h"

/* TAPI itself reports these states, so every phone has them. */
#define STATES_OF_TAPI							\
	(PHONESTATE_OWNER | PHONESTATE_MONITORS | PHONESTATE_REINIT)

static const struct tapi_part parts[] = {
	{ offsetof(PHONECAPS, dwButtonModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwButtonFunctionsSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwLampModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwSetDataSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwGetDataSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONECAPS, dwDevSpecificSize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONECAPS, dwProviderInfoSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwPhoneInfoSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwPhoneNameSize), TAPI_CONTENT_TEXT },
	{ offsetof(PHONECAPS, dwDeviceClassesSize), TAPI_CONTENT_TEXTS },
};

/**
 * struct question - parameters of ask()
 * @call: the call on behalf of the session
 * @version: version of the API
 * @tspi_version: version of TSPI
 * @ext_version: version of the extensions
 */
struct question {
	struct tapi_device_call call;
	DWORD version;
	DWORD tspi_version;
	DWORD ext_version;
};

static LONG ask(void *data, void *structure)
{
	const struct question *question = data;

	return tapi_provider_call(question->call.provider, phoneGetDevCaps,
				  question->call.device->id,
				  question->tspi_version,
				  question->ext_version, structure);
}

static void complete(struct tapi_answer *answer,
		     const struct tapi_session *session)
{
	LPPHONECAPS caps = (LPPHONECAPS)answer->bytes;

	caps->dwPhoneStates |= STATES_OF_TAPI;
	caps->dwStringFormat = tapi_display_format(caps->dwStringFormat,
						   session->wide);
}

static LONG answer_question(struct question *question, void *structure,
			    bool wide)
{
	struct tapi_layout layout = {
		.fixed = tapi_caps_fixed(question->version),
		.parts = parts,
		.count = ARRAY_SIZE(parts),
	};
	struct tapi_answer answer;
	LONG ret;

	ret = tapi_device_call_check_version(&question->call, question->version,
					     &question->tspi_version);
	if (!ret)
		ret = tapi_check_structure(structure, layout.fixed);
	layout.provider_fixed = tapi_caps_fixed(question->tspi_version);
	if (!ret)
		ret = tapi_answer_get(&answer, layout.provider_fixed, ask,
				      question);
	if (ret)
		return ret;
	complete(&answer, question->call.session);
	tapi_check_answer(question->call.provider, &answer, &layout);
	tapi_repack(structure, &answer, &layout, wide);
	tapi_answer_free(&answer);
	return 0;
}

static LONG get_caps(HPHONEAPP session, DWORD device, struct question *question,
		     void *structure, bool wide)
{
	LONG ret = structure ? 0 : PHONEERR_INVALPOINTER;

	ret = tapi_device_call_begin(&question->call, session, device, ret);
	if (ret)
		return ret;
	ret = answer_question(question, structure, wide);
	tapi_device_call_end(&question->call);
	return tapi_listed(TAPI_LIST_phoneGetDevCaps, ret);
}

TPHONE_API LONG phoneGetDevCapsA(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
				 DWORD dwAPIVersion, DWORD dwExtVersion,
				 LPPHONECAPS lpPhoneCaps)
{
	struct question question = {
		.version = dwAPIVersion,
		.ext_version = dwExtVersion,
	};

	return get_caps(hPhoneApp, dwDeviceID, &question, lpPhoneCaps, false);
}

TPHONE_API LONG phoneGetDevCapsW(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
				 DWORD dwAPIVersion, DWORD dwExtVersion,
				 LPPHONECAPS lpPhoneCaps)
{
	struct question question = {
		.version = dwAPIVersion,
		.ext_version = dwExtVersion,
	};

	return get_caps(hPhoneApp, dwDeviceID, &question, lpPhoneCaps, true);
}

TPHONE_API LONG phoneGetDevCaps(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
				DWORD dwAPIVersion, DWORD dwExtVersion,
				LPPHONECAPS lpPhoneCaps)
{
	return phoneGetDevCapsA(hPhoneApp, dwDeviceID, dwAPIVersion,
				dwExtVersion, lpPhoneCaps);
}
