// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of the recorder: each calls that of the other provider.
 */
#include "record.h"

/* The result of the other function. */
#define PASS_ON(name, ...)						\
	(record_call(RECORDER_##name),					\
	 record_result(recorder_control.provider->name ?		\
		       recorder_control.provider->name(__VA_ARGS__) :	\
		       PHONEERR_OPERATIONUNAVAIL))

LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion, LPDWORD lpdwTSPIVersion)
{
	return PASS_ON(lineNegotiateTSPIVersion, dwDeviceID, dwLowVersion,
		       dwHighVersion, lpdwTSPIVersion);
}

LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc)
{
	atomic_store(&record_create_proc, lpfnPhoneCreateProc);
	return PASS_ON(providerEnumDevices, dwPermanentProviderID, lpdwNumLines,
		       lpdwNumPhones, hProvider, lpfnLineCreateProc,
		       record_create);
}

LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions)
{
	atomic_store(&record_completion_proc, lpfnCompletionProc);
	return PASS_ON(providerInit, dwTSPIVersion, dwPermanentProviderID,
		       dwLineDeviceIDBase, dwPhoneDeviceIDBase, dwNumLines,
		       dwNumPhones, record_completion, lpdwTSPIOptions);
}

LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID)
{
	return PASS_ON(providerCreatePhoneDevice, dwTempID, dwDeviceID);
}

LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID)
{
	return PASS_ON(providerShutdown, dwTSPIVersion, dwPermanentProviderID);
}

LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion)
{
	return PASS_ON(phoneNegotiateTSPIVersion, dwDeviceID, dwLowVersion,
		       dwHighVersion, lpdwTSPIVersion);
}

LONG TSPI_phoneGetExtensionID(DWORD dwDeviceID, DWORD dwTSPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID)
{
	return PASS_ON(phoneGetExtensionID, dwDeviceID, dwTSPIVersion,
		       lpExtensionID);
}

LONG TSPI_phoneNegotiateExtVersion(DWORD dwDeviceID, DWORD dwTSPIVersion,
				   DWORD dwLowVersion, DWORD dwHighVersion,
				   LPDWORD lpdwExtVersion)
{
	return PASS_ON(phoneNegotiateExtVersion, dwDeviceID, dwTSPIVersion,
		       dwLowVersion, dwHighVersion, lpdwExtVersion);
}

LONG TSPI_phoneSelectExtVersion(HDRVPHONE hdPhone, DWORD dwExtVersion)
{
	return PASS_ON(phoneSelectExtVersion, hdPhone, dwExtVersion);
}

LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps)
{
	return PASS_ON(phoneGetDevCaps, dwDeviceID, dwTSPIVersion, dwExtVersion,
		       lpPhoneCaps);
}

LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc)
{
	atomic_store(&record_event_proc, lpfnEventProc);
	return PASS_ON(phoneOpen, dwDeviceID, htPhone, lphdPhone, dwTSPIVersion,
		       record_event);
}

LONG TSPI_phoneClose(HDRVPHONE hdPhone)
{
	return PASS_ON(phoneClose, hdPhone);
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	return PASS_ON(phoneSetStatusMessages, hdPhone, dwPhoneStates,
		       dwButtonModes, dwButtonStates);
}

LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus)
{
	return PASS_ON(phoneGetStatus, hdPhone, lpPhoneStatus);
}

LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo)
{
	return PASS_ON(phoneGetButtonInfo, hdPhone, dwButtonLampID,
		       lpButtonInfo);
}

LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize)
{
	return PASS_ON(phoneGetData, hdPhone, dwDataID, lpData, dwSize);
}

LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay)
{
	return PASS_ON(phoneGetDisplay, hdPhone, lpDisplay);
}

LONG TSPI_phoneGetGain(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
		       LPDWORD lpdwGain)
{
	return PASS_ON(phoneGetGain, hdPhone, dwHookSwitchDev, lpdwGain);
}

LONG TSPI_phoneGetVolume(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
			 LPDWORD lpdwVolume)
{
	return PASS_ON(phoneGetVolume, hdPhone, dwHookSwitchDev, lpdwVolume);
}

LONG TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone, LPDWORD lpdwHookSwitchDevs)
{
	return PASS_ON(phoneGetHookSwitch, hdPhone, lpdwHookSwitchDevs);
}

LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode)
{
	return PASS_ON(phoneGetLamp, hdPhone, dwButtonLampID, lpdwLampMode);
}

LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
		       LPDWORD lpdwVolume)
{
	return PASS_ON(phoneGetRing, hdPhone, lpdwRingMode, lpdwVolume);
}

LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess)
{
	return PASS_ON(phoneGetID, hdPhone, lpDeviceID, lpszDeviceClass,
		       hTargetProcess);
}

LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon)
{
	return PASS_ON(phoneGetIcon, dwDeviceID, lpszDeviceClass, lphIcon);
}

LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass)
{
	return PASS_ON(phoneConfigDialog, dwDeviceID, hwndOwner,
		       lpszDeviceClass);
}

LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneDevSpecific, dwRequestID, hdPhone,
				    lpParams, dwSize));
}

LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetButtonInfo, dwRequestID, hdPhone,
				    dwButtonLampID, lpButtonInfo));
}

LONG TSPI_phoneSetData(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwDataID, LPVOID const lpData, DWORD dwSize)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetData, dwRequestID, hdPhone,
				    dwDataID, lpData, dwSize));
}

LONG TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			  DWORD dwRow, DWORD dwColumn, LPCWSTR lpsDisplay,
			  DWORD dwSize)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetDisplay, dwRequestID, hdPhone,
				    dwRow, dwColumn, lpsDisplay, dwSize));
}

LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetGain, dwRequestID, hdPhone,
				    dwHookSwitchDev, dwGain));
}

LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetHookSwitch, dwRequestID, hdPhone,
				    dwHookSwitchDevs, dwHookSwitchMode));
}

LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetLamp, dwRequestID, hdPhone,
				    dwButtonLampID, dwLampMode));
}

LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetRing, dwRequestID, hdPhone,
				    dwRingMode, dwVolume));
}

LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume)
{
	struct recorder_request *request = record_request(dwRequestID);

	return record_end(request, PASS_ON(phoneSetVolume, dwRequestID, hdPhone,
				    dwHookSwitchDev, dwVolume));
}

LONG TSPI_phoneJoin(DWORD dwDeviceID, DWORD dwPrivilege, LPCWSTR lpszName,
		    HTAPIPHONE htHandle, PHONEEVENT lpfnEventProc,
		    LPHDRVPHONE lphdHandle)
{
	atomic_store(&record_handle_proc, lpfnEventProc);
	return PASS_ON(phoneJoin, dwDeviceID, dwPrivilege, lpszName, htHandle,
		       record_handle_event, lphdHandle);
}

LONG TSPI_phoneLeave(HDRVPHONE hdHandle, LPDWORD lpdwLast)
{
	return PASS_ON(phoneLeave, hdHandle, lpdwLast);
}

LONG TSPI_phoneGetHandles(HDRVPHONE hdHandle, LPDWORD lpdwNumOwners,
			  LPDWORD lpdwNumMonitors, LPVARSTRING lpOwnerName)
{
	return PASS_ON(phoneGetHandles, hdHandle, lpdwNumOwners,
		       lpdwNumMonitors, lpOwnerName);
}
