// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A provider of one phone that breaks the rules, for the test of
 * tphone-compliance. Functions that are optional it does not have.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <tphone/tspi.h>

#define ANY_HANDLE	((HDRVPHONE)(DWORD_PTR)1)

static ASYNC_COMPLETION completion;

LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion,
				   LPDWORD lpdwTSPIVersion)
{
	(void)dwDeviceID;
	(void)dwLowVersion;
	*lpdwTSPIVersion = dwHighVersion;
	return 0;
}

LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc)
{
	(void)dwPermanentProviderID;
	(void)lpdwNumLines;
	(void)hProvider;
	(void)lpfnLineCreateProc;
	(void)lpfnPhoneCreateProc;
	*lpdwNumPhones = 1;
	return 0;
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
	(void)dwPhoneDeviceIDBase;
	(void)dwNumLines;
	(void)dwNumPhones;
	(void)lpdwTSPIOptions;
	completion = lpfnCompletionProc;
	return 0;
}

LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID)
{
	(void)dwTSPIVersion;
	(void)dwPermanentProviderID;
	return 0;
}

LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion)
{
	return TSPI_lineNegotiateTSPIVersion(dwDeviceID, dwLowVersion,
					     dwHighVersion, lpdwTSPIVersion);
}

/* A text of wchar_t in place of UTF-16, and the lamp modes of two pairs. */
static const wchar_t name[] = L"Phone";
static const DWORD lamp_modes[] = { PHONELAMPMODE_DUMMY, 0x400 };

static void add(LPPHONECAPS caps, DWORD offset, const void *part, DWORD size)
{
	if (offset + size <= caps->dwTotalSize)
		memcpy((char *)caps + offset, part, size);
}

/* Fill in capabilities with lamp or hook modes that are not defined. */
static void fill(LPPHONECAPS caps)
{
	DWORD end = sizeof(*caps);

	/* One mistake in each run: the lamp modes, or with BAD_HOOKS the hook modes. */
	if (!getenv("BAD_HOOKS")) {
		caps->dwHandsetHookSwitchModes = 0;
		caps->dwNumButtonLamps = 2;
		caps->dwLampModesSize = sizeof(lamp_modes);
		caps->dwLampModesOffset = end;
		add(caps, end, lamp_modes, sizeof(lamp_modes));
		end += sizeof(lamp_modes);
	}
	caps->dwPhoneNameSize = sizeof(name);
	caps->dwPhoneNameOffset = end;
	add(caps, end, name, sizeof(name));
	caps->dwNeededSize = end + sizeof(name);
	caps->dwUsedSize = end + sizeof(name);
}

/* Overwrites dwTotalSize, which belongs to the caller, if it is minimal. */
LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	(void)dwDeviceID;
	(void)dwTSPIVersion;
	(void)dwExtVersion;
	lpPhoneCaps->dwHandsetHookSwitchModes = 0xffffffff;
	if (lpPhoneCaps->dwTotalSize == PHONECAPS_SIZE_2_2)
		lpPhoneCaps->dwTotalSize = 1;
	else
		fill(lpPhoneCaps);
	return 0;
}

/* Succeeds however often the phone is open already. */
LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc)
{
	(void)dwDeviceID;
	(void)htPhone;
	(void)dwTSPIVersion;
	(void)lpfnEventProc;
	*lphdPhone = ANY_HANDLE;
	return 0;
}

/* Completes a request that was never issued. */
LONG TSPI_phoneClose(HDRVPHONE hdPhone)
{
	(void)hdPhone;
	completion(77, 0);
	return 0;
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	(void)hdPhone;
	(void)dwPhoneStates;
	(void)dwButtonModes;
	(void)dwButtonStates;
	raise(SIGSEGV);
	return 0;
}
