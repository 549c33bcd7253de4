// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A provider of one desk phone as it would be written on Windows, line half
 * included, for porting.sh: it is compiled as C and as
 * C++, with the two lines below in place of #include <windows.h>, and obeys.
 *
 * It has no thread of its own: each request is carried out at once, and
 * completed inside the call.
 */
#define TAPI_CURRENT_VERSION 0x00020001	/* TAPI 2.1, as it came with NT 4.0 */
#include <tphone/windows-types.h>
#include <tphone/tapi.h>
#include <tphone/tspi.h>

#include <pthread.h>	/* for a critical section */
#include <string.h>

#define LOWEST_VERSION	0x00020000
#define NUM_LAMPS	14
#define NUM_KEYS	12
#define NUM_ROWS	2
#define NUM_COLUMNS	16
#define NUM_CELLS	(NUM_ROWS * NUM_COLUMNS)
#define NUM_RING_MODES	3
#define FIXED_SIZE	PHONECAPS_SIZE_2_0	/* no GUID before 2.2 */

#define FEATURES							\
	(PHONEFEATURE_GETBUTTONINFO | PHONEFEATURE_GETDISPLAY |		\
	 PHONEFEATURE_GETHOOKSWITCHHANDSET | PHONEFEATURE_GETLAMP |	\
	 PHONEFEATURE_GETRING | PHONEFEATURE_SETDISPLAY |		\
	 PHONEFEATURE_SETLAMP | PHONEFEATURE_SETRING)

typedef struct tagDESKPHONE {
	BOOL fOpen;
	HTAPIPHONE htPhone;
	PHONEEVENT lpfnEvent;
	DWORD dwStates;
	DWORD dwRingMode;
	DWORD dwRingVolume;
	DWORD adwLamps[NUM_LAMPS];
	WCHAR aszDisplay[NUM_CELLS + 1];
} DESKPHONE, FAR *LPDESKPHONE;

static DESKPHONE g_Phone;
static DWORD g_dwPhoneBase;
static ASYNC_COMPLETION g_lpfnCompletion;
static pthread_mutex_t g_cs = PTHREAD_MUTEX_INITIALIZER;

/* A literal in WCHAR, which wchar_t is not: its size with the terminator. */
#define PHONE_NAME	u"Desk phone"

BOOL WINAPI DllMain(HINSTANCE hInstance, DWORD fdwReason, LPVOID lpvReserved);

BOOL WINAPI DllMain(HINSTANCE hInstance, DWORD fdwReason, LPVOID lpvReserved)
{
	(void)hInstance;
	(void)lpvReserved;
	return fdwReason == DLL_PROCESS_ATTACH ? TRUE : FALSE;
}

static LPDESKPHONE PASCAL PhoneFromHandle(HDRVPHONE hdPhone)
{
	LPDESKPHONE lpPhone = (LPDESKPHONE)(LPVOID)hdPhone;

	return lpPhone == &g_Phone && lpPhone->fOpen ? lpPhone : NULL;
}

/* Callbacks come one at a time, so they hold the critical section. */
static void Report(LPDESKPHONE lpPhone, DWORD dwState, DWORD dwDetail)
{
	if (lpPhone->dwStates & dwState)
		lpPhone->lpfnEvent(lpPhone->htPhone, PHONE_STATE, dwState,
				   dwDetail, 0);
}

static LONG Finish(DRV_REQUESTID dwRequestID)
{
	g_lpfnCompletion(dwRequestID, 0);
	return (LONG)dwRequestID;
}

/* Appends a variable part, if there is room; all structures begin alike. */
static void AddPart(LPVOID lpStructure, LPDWORD lpdwSize, LPDWORD lpdwOffset,
		    LPCVOID lpPart, DWORD dwSize)
{
	LPVARSTRING lpHead = (LPVARSTRING)lpStructure;

	*lpdwSize = 0;
	*lpdwOffset = 0;
	lpHead->dwNeededSize += dwSize;
	if (lpHead->dwTotalSize - lpHead->dwUsedSize < dwSize)
		return;
	memcpy((LPBYTE)lpStructure + lpHead->dwUsedSize, lpPart, dwSize);
	*lpdwSize = dwSize;
	*lpdwOffset = lpHead->dwUsedSize;
	lpHead->dwUsedSize += dwSize;
}

/* Members of packed structures are not aligned, so their addresses are not taken. */
#define ADD_PART(lpStructure, Part, lpPart, dwBytes)			\
	do {								\
		DWORD dwSize_, dwOffset_;				\
									\
		AddPart(lpStructure, &dwSize_, &dwOffset_, lpPart,	\
			dwBytes);					\
		(lpStructure)->dw##Part##Size = dwSize_;		\
		(lpStructure)->dw##Part##Offset = dwOffset_;		\
	} while (0)

static LONG Negotiate(DWORD dwLow, DWORD dwHigh, LPDWORD lpdwVersion,
		      LONG lError)
{
	if (dwLow > dwHigh || dwLow > TAPI_CURRENT_VERSION ||
	    dwHigh < LOWEST_VERSION)
		return lError;
	*lpdwVersion = dwHigh < TAPI_CURRENT_VERSION ? dwHigh :
						       TAPI_CURRENT_VERSION;
	return 0;
}

/* The line half: it refuses everything. */

LONG TSPIAPI TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
					   DWORD dwHighVersion,
					   LPDWORD lpdwTSPIVersion)
{
	if (dwDeviceID != INITIALIZE_NEGOTIATION)
		return LINEERR_OPERATIONUNAVAIL;
	return Negotiate(dwLowVersion, dwHighVersion, lpdwTSPIVersion,
			 LINEERR_INCOMPATIBLEAPIVERSION);
}

LONG TSPIAPI TSPI_lineGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
				 DWORD dwExtVersion,
				 LPLINEDEVCAPS lpLineDevCaps);

LONG TSPIAPI TSPI_lineGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
				 DWORD dwExtVersion,
				 LPLINEDEVCAPS lpLineDevCaps)
{
	(void)dwDeviceID;
	(void)dwTSPIVersion;
	(void)dwExtVersion;
	(void)lpLineDevCaps;
	return LINEERR_OPERATIONUNAVAIL;
}

LONG TSPIAPI TSPI_lineOpen(DWORD dwDeviceID, HTAPILINE htLine,
			   LPHDRVLINE lphdLine, DWORD dwTSPIVersion,
			   LINEEVENT lpfnEventProc);

LONG TSPIAPI TSPI_lineOpen(DWORD dwDeviceID, HTAPILINE htLine,
			   LPHDRVLINE lphdLine, DWORD dwTSPIVersion,
			   LINEEVENT lpfnEventProc)
{
	(void)dwDeviceID;
	(void)htLine;
	(void)lphdLine;
	(void)dwTSPIVersion;
	(void)lpfnEventProc;
	return LINEERR_OPERATIONUNAVAIL;
}

LONG TSPIAPI TSPI_lineMakeCall(DRV_REQUESTID dwRequestID, HDRVLINE hdLine,
			       HTAPICALL htCall, LPHDRVCALL lphdCall,
			       LPCWSTR lpszDestAddress, DWORD dwCountryCode,
			       LPLINECALLPARAMS const lpCallParams);

LONG TSPIAPI TSPI_lineMakeCall(DRV_REQUESTID dwRequestID, HDRVLINE hdLine,
			       HTAPICALL htCall, LPHDRVCALL lphdCall,
			       LPCWSTR lpszDestAddress, DWORD dwCountryCode,
			       LPLINECALLPARAMS const lpCallParams)
{
	(void)dwRequestID;
	(void)hdLine;
	(void)htCall;
	(void)lphdCall;
	(void)lpszDestAddress;
	(void)dwCountryCode;
	(void)lpCallParams;
	return LINEERR_OPERATIONUNAVAIL;
}

/* The provider. */

LONG TSPIAPI TSPI_providerEnumDevices(DWORD dwPermanentProviderID,
				      LPDWORD lpdwNumLines,
				      LPDWORD lpdwNumPhones,
				      HPROVIDER hProvider,
				      LINEEVENT lpfnLineCreateProc,
				      PHONEEVENT lpfnPhoneCreateProc)
{
	(void)dwPermanentProviderID;
	(void)hProvider;
	(void)lpfnLineCreateProc;
	(void)lpfnPhoneCreateProc;
	*lpdwNumLines = 0;
	*lpdwNumPhones = 1;
	return 0;
}

LONG TSPIAPI TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
			       DWORD dwLineDeviceIDBase,
			       DWORD dwPhoneDeviceIDBase, DWORD_PTR dwNumLines,
			       DWORD_PTR dwNumPhones,
			       ASYNC_COMPLETION lpfnCompletionProc,
			       LPDWORD lpdwTSPIOptions)
{
	UINT i;

	(void)dwPermanentProviderID;
	(void)dwLineDeviceIDBase;
	(void)dwNumLines;
	(void)dwNumPhones;
	if (dwTSPIVersion > TAPI_CURRENT_VERSION)
		return LINEERR_INCOMPATIBLEAPIVERSION;
	/* A second call changes nothing. */
	if (g_lpfnCompletion)
		return 0;
	g_dwPhoneBase = dwPhoneDeviceIDBase;
	g_lpfnCompletion = lpfnCompletionProc;
	for (i = 0; i < NUM_LAMPS; i++)
		g_Phone.adwLamps[i] = PHONELAMPMODE_OFF;
	for (i = 0; i < NUM_CELLS; i++)
		g_Phone.aszDisplay[i] = ' ';
	*lpdwTSPIOptions = LINETSPIOPTION_NONREENTRANT;
	return 0;
}

LONG TSPIAPI TSPI_providerShutdown(DWORD dwTSPIVersion,
				   DWORD dwPermanentProviderID)
{
	(void)dwTSPIVersion;
	(void)dwPermanentProviderID;
	memset(&g_Phone, 0, sizeof(g_Phone));
	g_lpfnCompletion = NULL;
	return 0;
}

/* The phone half. */

LONG TSPIAPI TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID,
					    DWORD dwLowVersion,
					    DWORD dwHighVersion,
					    LPDWORD lpdwTSPIVersion)
{
	if (dwDeviceID != g_dwPhoneBase)
		return PHONEERR_OPERATIONFAILED;
	return Negotiate(dwLowVersion, dwHighVersion, lpdwTSPIVersion,
			 PHONEERR_INCOMPATIBLEAPIVERSION);
}

static void AddButtons(LPPHONECAPS lpCaps)
{
	DWORD adwModes[NUM_LAMPS], adwFunctions[NUM_LAMPS], adwLamps[NUM_LAMPS];
	UINT i;

	for (i = 0; i < NUM_LAMPS; i++) {
		adwModes[i] = i < NUM_KEYS ? PHONEBUTTONMODE_KEYPAD :
					     PHONEBUTTONMODE_FEATURE;
		adwFunctions[i] = i < NUM_KEYS ? PHONEBUTTONFUNCTION_NONE :
						 PHONEBUTTONFUNCTION_HOLD;
		adwLamps[i] = i < NUM_KEYS ? PHONELAMPMODE_DUMMY :
			      PHONELAMPMODE_OFF | PHONELAMPMODE_STEADY;
	}
	lpCaps->dwNumButtonLamps = NUM_LAMPS;
	ADD_PART(lpCaps, ButtonModes, adwModes, sizeof(adwModes));
	ADD_PART(lpCaps, ButtonFunctions, adwFunctions, sizeof(adwFunctions));
	ADD_PART(lpCaps, LampModes, adwLamps, sizeof(adwLamps));
}

LONG TSPIAPI TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
				  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	if (dwTSPIVersion > TAPI_CURRENT_VERSION)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	if (dwExtVersion)
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	if (dwDeviceID != g_dwPhoneBase)
		return PHONEERR_NODRIVER;
	lpPhoneCaps->dwNeededSize = FIXED_SIZE;
	lpPhoneCaps->dwUsedSize = FIXED_SIZE;
	lpPhoneCaps->dwPermanentPhoneID = 1;
	lpPhoneCaps->dwStringFormat = STRINGFORMAT_UNICODE;
	lpPhoneCaps->dwPhoneStates = PHONESTATE_LAMP | PHONESTATE_RINGMODE |
				     PHONESTATE_DISPLAY;
	lpPhoneCaps->dwHookSwitchDevs = PHONEHOOKSWITCHDEV_HANDSET;
	lpPhoneCaps->dwHandsetHookSwitchModes = PHONEHOOKSWITCHMODE_ONHOOK;
	lpPhoneCaps->dwMonitoredHandsetHookSwitchModes =
		PHONEHOOKSWITCHMODE_ONHOOK;
	lpPhoneCaps->dwDisplayNumRows = NUM_ROWS;
	lpPhoneCaps->dwDisplayNumColumns = NUM_COLUMNS;
	lpPhoneCaps->dwNumRingModes = NUM_RING_MODES;
	lpPhoneCaps->dwPhoneFeatures = FEATURES;
	AddButtons(lpPhoneCaps);
	ADD_PART(lpPhoneCaps, PhoneName, PHONE_NAME, sizeof(PHONE_NAME));
	return 0;
}

LONG TSPIAPI TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone,
			    LPHDRVPHONE lphdPhone, DWORD dwTSPIVersion,
			    PHONEEVENT lpfnEventProc)
{
	if (dwDeviceID != g_dwPhoneBase)
		return PHONEERR_NODRIVER;
	if (dwTSPIVersion > TAPI_CURRENT_VERSION)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	if (g_Phone.fOpen)
		return PHONEERR_ALLOCATED;
	g_Phone.fOpen = TRUE;
	g_Phone.htPhone = htPhone;
	g_Phone.lpfnEvent = lpfnEventProc;
	g_Phone.dwStates = 0;
	*lphdPhone = (HDRVPHONE)(LPVOID)&g_Phone;
	return 0;
}

LONG TSPIAPI TSPI_phoneClose(HDRVPHONE hdPhone)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	lpPhone->fOpen = FALSE;
	return 0;
}

LONG TSPIAPI TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
					 DWORD dwButtonModes,
					 DWORD dwButtonStates)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	if (dwPhoneStates & 0xff000000)
		return PHONEERR_INVALPHONESTATE;
	if (dwButtonModes & ~0x3fu)
		return PHONEERR_INVALBUTTONMODE;
	if (dwButtonModes && (!dwButtonStates || dwButtonStates & ~0xfu))
		return PHONEERR_INVALBUTTONSTATE;
	lpPhone->dwStates = dwPhoneStates;
	return 0;
}

LONG TSPIAPI TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	lpPhoneStatus->dwNeededSize = sizeof(*lpPhoneStatus);
	lpPhoneStatus->dwUsedSize = sizeof(*lpPhoneStatus);
	lpPhoneStatus->dwStatusFlags = PHONESTATUSFLAGS_CONNECTED;
	lpPhoneStatus->dwRingMode = lpPhone->dwRingMode;
	lpPhoneStatus->dwRingVolume = lpPhone->dwRingVolume;
	lpPhoneStatus->dwHandsetHookSwitchMode = PHONEHOOKSWITCHMODE_ONHOOK;
	lpPhoneStatus->dwSpeakerHookSwitchMode = PHONEHOOKSWITCHMODE_UNKNOWN;
	lpPhoneStatus->dwHeadsetHookSwitchMode = PHONEHOOKSWITCHMODE_UNKNOWN;
	lpPhoneStatus->dwPhoneFeatures = FEATURES;
	ADD_PART(lpPhoneStatus, LampModes, lpPhone->adwLamps,
		 sizeof(lpPhone->adwLamps));
	ADD_PART(lpPhoneStatus, Display, lpPhone->aszDisplay,
		 sizeof(lpPhone->aszDisplay));
	return 0;
}

LONG TSPIAPI TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
				     LPPHONEBUTTONINFO lpButtonInfo)
{
	BOOL fKey = dwButtonLampID < NUM_KEYS;

	if (!PhoneFromHandle(hdPhone))
		return PHONEERR_INVALPHONEHANDLE;
	if (dwButtonLampID >= NUM_LAMPS)
		return PHONEERR_INVALBUTTONLAMPID;
	lpButtonInfo->dwNeededSize = sizeof(*lpButtonInfo);
	lpButtonInfo->dwUsedSize = sizeof(*lpButtonInfo);
	lpButtonInfo->dwButtonMode = fKey ? PHONEBUTTONMODE_KEYPAD :
					    PHONEBUTTONMODE_FEATURE;
	lpButtonInfo->dwButtonFunction = fKey ? PHONEBUTTONFUNCTION_NONE :
						PHONEBUTTONFUNCTION_HOLD;
	lpButtonInfo->dwButtonState = PHONEBUTTONSTATE_UNAVAIL;
	if (!fKey)
		ADD_PART(lpButtonInfo, ButtonText, u"Hold", sizeof(u"Hold"));
	return 0;
}

LONG TSPIAPI TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	lpDisplay->dwNeededSize = sizeof(*lpDisplay);
	lpDisplay->dwUsedSize = sizeof(*lpDisplay);
	lpDisplay->dwStringFormat = STRINGFORMAT_UNICODE;
	ADD_PART(lpDisplay, String, lpPhone->aszDisplay,
		 sizeof(lpPhone->aszDisplay));
	return 0;
}

LONG TSPIAPI TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone,
				     LPDWORD lpdwHookSwitchDevs)
{
	if (!PhoneFromHandle(hdPhone))
		return PHONEERR_INVALPHONEHANDLE;
	*lpdwHookSwitchDevs = 0;
	return 0;
}

LONG TSPIAPI TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			       LPDWORD lpdwLampMode)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	if (dwButtonLampID >= NUM_LAMPS)
		return PHONEERR_INVALBUTTONLAMPID;
	*lpdwLampMode = dwButtonLampID < NUM_KEYS ?
			PHONELAMPMODE_DUMMY : lpPhone->adwLamps[dwButtonLampID];
	return 0;
}

LONG TSPIAPI TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
			       LPDWORD lpdwVolume)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	*lpdwRingMode = lpPhone->dwRingMode;
	*lpdwVolume = lpPhone->dwRingVolume;
	return 0;
}

LONG TSPIAPI TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			       DWORD dwButtonLampID, DWORD dwLampMode)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);
	LONG lResult;

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	if (dwButtonLampID < NUM_KEYS || dwButtonLampID >= NUM_LAMPS)
		return PHONEERR_INVALBUTTONLAMPID;
	if (dwLampMode != PHONELAMPMODE_OFF &&
	    dwLampMode != PHONELAMPMODE_STEADY)
		return PHONEERR_INVALLAMPMODE;
	pthread_mutex_lock(&g_cs);
	lpPhone->adwLamps[dwButtonLampID] = dwLampMode;
	lResult = Finish(dwRequestID);
	Report(lpPhone, PHONESTATE_LAMP, dwButtonLampID);
	pthread_mutex_unlock(&g_cs);
	return lResult;
}

LONG TSPIAPI TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			       DWORD dwRingMode, DWORD dwVolume)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);
	LONG lResult;

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	if (dwRingMode > NUM_RING_MODES)
		return PHONEERR_INVALRINGMODE;
	pthread_mutex_lock(&g_cs);
	lpPhone->dwRingMode = dwRingMode;
	lpPhone->dwRingVolume = dwVolume;
	lResult = Finish(dwRequestID);
	Report(lpPhone, PHONESTATE_RINGMODE, dwRingMode);
	pthread_mutex_unlock(&g_cs);
	return lResult;
}

LONG TSPIAPI TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
				  DWORD dwRow, DWORD dwColumn,
				  LPCWSTR lpsDisplay, DWORD dwSize)
{
	LPDESKPHONE lpPhone = PhoneFromHandle(hdPhone);
	DWORD dwCell, dwLeft = dwSize / sizeof(WCHAR);
	LONG lResult;

	if (!lpPhone)
		return PHONEERR_INVALPHONEHANDLE;
	if (dwRow >= NUM_ROWS || dwColumn >= NUM_COLUMNS)
		return PHONEERR_INVALPARAM;
	pthread_mutex_lock(&g_cs);
	for (dwCell = dwRow * NUM_COLUMNS + dwColumn;
	     dwCell < NUM_CELLS && dwLeft-- && *lpsDisplay; dwCell++)
		lpPhone->aszDisplay[dwCell] = *lpsDisplay++;
	lResult = Finish(dwRequestID);
	Report(lpPhone, PHONESTATE_DISPLAY, 0);
	pthread_mutex_unlock(&g_cs);
	return lResult;
}
