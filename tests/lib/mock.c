// SPDX-License-Identifier: LGPL-2.1-or-later
/* A mock provider, see mock.h. MOCK_NAME is "one" or "two". */
#include "mock.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The thread ends after the session, so it sleeps first. */
#define THREAD_LIVES_US	300000

struct mock mock = { .name = MOCK_NAME, .phones = 1 };

static void *linger(void *unused)
{
	usleep(THREAD_LIVES_US);
	return unused;
}

/* A thread that TSPI_providerShutdown() does not wait for. */
static void start_thread(void)
{
	pthread_t thread;

	if (getenv("MOCK_THREAD") && !pthread_create(&thread, NULL, linger, NULL))
		pthread_detach(thread);
}

LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion, LPDWORD lpdwTSPIVersion)
{
	(void)dwDeviceID;
	(void)dwLowVersion;
	*lpdwTSPIVersion = mock.version ? mock.version : dwHighVersion;
	return mock.negotiate_error;
}

LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc)
{
	(void)dwPermanentProviderID;
	(void)lpdwNumLines;
	(void)lpfnLineCreateProc;
	*lpdwNumPhones = mock.phones;
	mock.provider = hProvider;
	mock.create = lpfnPhoneCreateProc;
	return mock.enum_error;
}

LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions)
{
	(void)dwTSPIVersion;
	(void)dwPermanentProviderID;
	(void)dwLineDeviceIDBase;
	(void)dwNumLines;
	(void)dwNumPhones;
	(void)lpdwTSPIOptions;
	mock.inits++;
	mock.base = dwPhoneDeviceIDBase;
	mock.complete = lpfnCompletionProc;
	if (!mock.init_error)
		start_thread();
	return mock.init_error;
}

LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID)
{
	(void)dwTempID;
	mock.created = dwDeviceID;
	return 0;
}

LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID)
{
	(void)dwTSPIVersion;
	(void)dwPermanentProviderID;
	mock.shutdowns++;
	return 0;
}

LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion)
{
	(void)dwDeviceID;
	(void)dwLowVersion;
	*lpdwTSPIVersion = dwHighVersion;
	return 0;
}

static void add_name(LPPHONECAPS caps, const void *name, DWORD size)
{
	DWORD fixed = caps->dwUsedSize;

	caps->dwNeededSize = fixed + size;
	if (caps->dwTotalSize < fixed + size)
		return;
	caps->dwUsedSize = fixed + size;
	caps->dwPhoneNameOffset = fixed;
	caps->dwPhoneNameSize = size;
	memcpy((char *)caps + fixed, name, size);
}

LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	(void)dwTSPIVersion;
	(void)dwExtVersion;
	lpPhoneCaps->dwNumButtonLamps = 1;
	lpPhoneCaps->dwPermanentPhoneID = mock.permanent_id;
	if (mock.permanent_id && !mock.same_id)
		lpPhoneCaps->dwPermanentPhoneID += dwDeviceID - mock.base;
	if (mock.wchar_name)
		add_name(lpPhoneCaps, L"Reception", sizeof(L"Reception"));
	else
		add_name(lpPhoneCaps, u"Reception", sizeof(u"Reception"));
	return 0;
}

/* By name, as one function of a provider calls another. */
LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc)
{
	(void)dwDeviceID;
	(void)dwTSPIVersion;
	mock.opens++;
	mock.tapi_phone = htPhone;
	mock.event = lpfnEventProc;
	*lphdPhone = (HDRVPHONE)(uintptr_t)MOCK_HANDLE;
	TSPI_phoneGetLamp(*lphdPhone, 0, &mock.own_lamp);
	return mock.open_error;
}

LONG TSPI_phoneClose(HDRVPHONE hdPhone)
{
	(void)hdPhone;
	mock.closes++;
	return 0;
}

LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode)
{
	(void)hdPhone;
	(void)dwButtonLampID;
	*lpdwLampMode = (BYTE)mock.name[0];
	return 0;
}

LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode)
{
	(void)hdPhone;
	(void)dwButtonLampID;
	(void)dwLampMode;
	mock.request = dwRequestID;
	if (!mock.hold)
		mock.complete(dwRequestID, 0);
	return (LONG)dwRequestID;
}
