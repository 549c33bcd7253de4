// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Beginning and ending the use of the provider.
 */
#include "call.h"
#include "callback.h"
#include "opening.h"
#include "session.h"
#include "worker.h"

#include <stddef.h>
#include <string.h>

struct session session;
struct behaviour provider_behaviour;
bool provider_reentrant = true;

unsigned int session_misbehaviour(const struct phone *phone)
{
	return phone->behaviour.misbehaviour | provider_behaviour.misbehaviour;
}

LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion,
				   LPDWORD lpdwTSPIVersion)
{
	struct call call = CALL("lineNegotiateTSPIVersion", dwDeviceID,
				dwLowVersion, dwHighVersion);
	LONG result;

	call_begin(&call, NULL, 0);
	result = call_error(&call);
	if (!result && (dwLowVersion > dwHighVersion ||
			dwLowVersion > VERSION_NEWEST ||
			dwHighVersion < VERSION_OLDEST))
		result = LINEERR_INCOMPATIBLEAPIVERSION;
	if (!result)
		*lpdwTSPIVersion = dwHighVersion < VERSION_NEWEST ?
					   dwHighVersion : VERSION_NEWEST;
	return call_end(&call, result);
}

/* Live phones, in the order in which they were made. */
static DWORD count_phones(void)
{
	struct phone *phone;
	DWORD count = 0;

	for (phone = phone_first(); phone; phone = phone->next) {
		phone->created = false;
		phone->temporary = 0;
		count += phone->live;
	}
	return count;
}

LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc)
{
	struct call call = CALL("providerEnumDevices", dwPermanentProviderID,
				0, 0, NUMBER(hProvider));
	LONG result;

	(void)lpfnLineCreateProc;
	call_begin(&call, NULL, 0);
	result = call_error(&call);
	if (!result) {
		if (!session.initialised)
			*lpdwNumPhones = count_phones();
		*lpdwNumLines = 0;
		session.enumerated = true;
		session.provider = hProvider;
		session.event = lpfnPhoneCreateProc;
	}
	return call_end(&call, result);
}

/* Phones that TSPI_providerEnumDevices() has counted; not those made since. */
static void number_phones(DWORD base)
{
	struct phone *phone;

	for (phone = phone_first(); phone; phone = phone->next) {
		if (!phone->live || phone->temporary)
			continue;
		phone->created = true;
		phone->device = base++;
	}
}

static LONG init(DWORD version, DWORD base, ASYNC_COMPLETION completion,
		 LPDWORD options)
{
	if (session.initialised)
		return 0;
	if (version < VERSION_OLDEST || version > VERSION_NEWEST)
		return LINEERR_INCOMPATIBLEAPIVERSION;
	if (!worker_start())
		return LINEERR_NOMEM;
	session.initialised = true;
	session.completion = completion;
	*options = provider_reentrant ? 0 : LINETSPIOPTION_NONREENTRANT;
	number_phones(base);
	return 0;
}

LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions)
{
	struct call call = CALL("providerInit", dwTSPIVersion,
				dwPermanentProviderID, dwLineDeviceIDBase,
				dwPhoneDeviceIDBase, dwNumLines, dwNumPhones);
	LONG result;

	call_begin(&call, NULL, 0);
	result = call_error(&call);
	if (!result)
		result = init(dwTSPIVersion, dwPhoneDeviceIDBase,
			      lpfnCompletionProc, lpdwTSPIOptions);
	return call_end(&call, result);
}

static struct phone *announced(DWORD_PTR temporary)
{
	struct phone *phone;

	for (phone = phone_first(); phone; phone = phone->next) {
		if (temporary && phone->temporary == temporary)
			return phone;
	}
	return NULL;
}

LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID)
{
	struct call call = CALL("providerCreatePhoneDevice", dwTempID,
				dwDeviceID);
	struct phone *phone;
	LONG result;

	call_begin(&call, NULL, 0);
	result = call_error(&call);
	phone = announced(dwTempID);
	if (!result && (!phone || !phone->live))
		result = PHONEERR_BADDEVICEID;
	if (!result)
		result = phone->behaviour.create_error;
	if (!result) {
		phone->created = true;
		phone->device = dwDeviceID;
	}
	return call_end(&call, result);
}

static void close_all(void)
{
	struct phone *phone;

	for (phone = phone_first(); phone; phone = phone->next) {
		if (phone->opening.handle)
			opening_end(phone);
		phone->created = false;
		phone->temporary = 0;
	}
}

LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID)
{
	struct call call = CALL("providerShutdown", dwTSPIVersion,
				dwPermanentProviderID);
	bool running;
	LONG result;

	call_begin(&call, NULL, 0);
	result = call_error(&call);
	running = session.initialised;
	close_all();
	session.initialised = false;
	session.enumerated = false;
	phones_unlock();
	callback_flush();
	if (running)
		worker_stop();
	phones_lock();
	memset(&session, 0, sizeof(session));
	return call_end(&call, result);
}
