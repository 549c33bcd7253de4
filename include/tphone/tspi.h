/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The telephony service provider interface (TSPI), its phone half, on Linux.
 *
 * A provider is a shared object that exports functions with these names, or the
 * one that is built into libtphone and drives /dev/tphoneN,
 * tphone_tspi_builtin(). libtphone-tapi(7) says which of them it has to export
 * and what it may rely on. libtphone exports none of them. For R08 and T076 see
 * <tphone/tapi.h>.
 *
 * For every function of a provider:
 *
 * - The result is 0, or for the nine asynchronous functions the request ID that
 *   was passed, or a negative PHONEERR_* out of the list of the function; for
 *   TSPI_provider* and TSPI_line* functions a negative LINEERR_*. T109
 * - Pointers are valid, and variable structures have room for the fixed part.
 * - It may be called from several threads at once, unless TSPI_providerInit()
 *   asked for LINETSPIOPTION_NONREENTRANT. T128
 * - The provider calls ASYNC_COMPLETION and PHONEEVENT one at a time, from any
 *   thread, inside a call too. T122; R11. Each provider is given procedures of
 *   its own: a report about a request or phone of another provider is ignored.
 * - Strings are UTF-16LE.
 */
#ifndef _TPHONE_TSPI_H
#define _TPHONE_TSPI_H

#include <tphone/tapi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ID of a request: 1 to 0x7fffffff. T112 */
typedef DWORD DRV_REQUESTID;

/* Handle of the provider for an open phone, never 0; below, that of TAPI. */
typedef struct tphone_drvphone *HDRVPHONE, **LPHDRVPHONE;
typedef struct tphone_tapiphone *HTAPIPHONE;
typedef struct tphone_provider_handle *HPROVIDER;
typedef struct tphone_tapiline *HTAPILINE;
typedef struct tphone_tapicall *HTAPICALL;
typedef struct tphone_dialog *HDRVDIALOGINSTANCE;

typedef void (*ASYNC_COMPLETION)(DRV_REQUESTID dwRequestID, LONG lResult);
typedef void (*PHONEEVENT)(HTAPIPHONE htPhone, DWORD dwMsg, DWORD_PTR dwParam1,
			   DWORD_PTR dwParam2, DWORD_PTR dwParam3);
typedef void (*LINEEVENT)(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
			  DWORD_PTR dwParam1, DWORD_PTR dwParam2,
			  DWORD_PTR dwParam3);
typedef LONG (*TUISPIDLLCALLBACK)(DWORD_PTR dwObjectID, DWORD dwObjectType,
				  LPVOID lpParams, DWORD dwSize);

/* For TSPI_lineNegotiateTSPIVersion(): no particular device. */
#define INITIALIZE_NEGOTIATION			0xffffffff

/* Option of a provider: one call at a time. */
#define LINETSPIOPTION_NONREENTRANT		0x00000001

#define TUISPIDLL_OBJECT_PHONEID		2
#define PRIVATEOBJECT_PHONE			0x00000005
#define TSPI_MESSAGE_BASE			500

#define LINEERR_INCOMPATIBLEAPIVERSION		((LONG)0x8000000c)
#define LINEERR_INIFILECORRUPT			((LONG)0x8000000e)
#define LINEERR_INVALPARAM			((LONG)0x80000032)
#define LINEERR_NODRIVER			((LONG)0x80000043)
#define LINEERR_NOMEM				((LONG)0x80000044)
#define LINEERR_OPERATIONFAILED			((LONG)0x80000048)
#define LINEERR_OPERATIONUNAVAIL		((LONG)0x80000049)
#define LINEERR_RESOURCEUNAVAIL			((LONG)0x8000004b)
#define LINEERR_NOMULTIPLEINSTANCE		((LONG)0x80000056)

/* Life of a provider. */

/**
 * TSPI_lineNegotiateTSPIVersion() - agree on the version of TSPI as a whole
 * @dwDeviceID: INITIALIZE_NEGOTIATION
 * @dwLowVersion: lowest version that TAPI has
 * @dwHighVersion: highest
 * @lpdwTSPIVersion: receives the highest of them that the provider has
 *
 * TAPI calls this before any other function, also if the provider has no lines.
 * T296
 *
 * Return: 0; LINEERR_INCOMPATIBLEAPIVERSION, NODRIVER, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL (but not for INITIALIZE_NEGOTIATION).
 */
LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion,
				   LPDWORD lpdwTSPIVersion);

/**
 * TSPI_providerEnumDevices() - how many devices there are
 * @dwPermanentProviderID: number of the provider
 * @lpdwNumLines: receives the number of lines; 0 before the call, as
 *	the next one
 * @lpdwNumPhones: receives the number of phones
 * @hProvider: for PHONE_CREATE
 * @lpfnLineCreateProc: for lines
 * @lpfnPhoneCreateProc: receives PHONE_CREATE and PHONE_REMOVE; the
 *	former not before TSPI_providerInit() was called. T272
 *
 * Comes before TSPI_providerInit(). T292
 *
 * Return: 0; LINEERR_NOMEM, OPERATIONFAILED.
 */
LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc);

/**
 * TSPI_providerInit() - begin the use of a provider
 * @dwTSPIVersion: from TSPI_lineNegotiateTSPIVersion()
 * @dwPermanentProviderID: number of the provider
 * @dwLineDeviceIDBase: device ID of the first line
 * @dwPhoneDeviceIDBase: device ID of the first phone. T293
 * @dwNumLines: as TSPI_providerEnumDevices() said
 * @dwNumPhones: as TSPI_providerEnumDevices() said
 * @lpfnCompletionProc: receives every completion
 * @lpdwTSPIOptions: 0 before the call; receives LINETSPIOPTION_*
 *
 * A second call before TSPI_providerShutdown() succeeds and changes nothing.
 * T291
 *
 * Return: 0; LINEERR_INCOMPATIBLEAPIVERSION, OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, INIFILECORRUPT, NOMULTIPLEINSTANCE.
 */
LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions);

/**
 * TSPI_providerCreatePhoneDevice() - the device ID of a new phone
 * @dwTempID: dwParam2 of the PHONE_CREATE that is answered
 * @dwDeviceID: device ID from now on
 *
 * Comes after PHONE_CREATE has returned. T269
 *
 * Return: 0; PHONEERR_BADDEVICEID, NOMEM, OPERATIONFAILED: then the phone is
 * forgotten. T270
 */
LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID);

/**
 * TSPI_providerShutdown() - end the use of a provider
 * @dwTSPIVersion: as for TSPI_providerInit()
 * @dwPermanentProviderID: number of the provider
 *
 * Phones that are open are closed as TSPI_phoneClose() does (R62, T295);
 * nothing is kept for the next session (T294), which begins with
 * TSPI_lineNegotiateTSPIVersion() again. The provider stays loaded, so it need
 * not wait for its threads; their reports from now on are ignored.
 *
 * Return: 0; LINEERR_INCOMPATIBLEAPIVERSION, NOMEM.
 */
LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID);

/* Versions, capabilities, opening and closing. */

/**
 * TSPI_phoneNegotiateTSPIVersion() - agree on the version of TSPI for a phone
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @dwLowVersion: lowest
 * @dwHighVersion: highest
 * @lpdwTSPIVersion: receives the highest of them that the phone has
 *
 * Changes nothing. T032
 *
 * Return: 0; PHONEERR_INCOMPATIBLEAPIVERSION, NODRIVER. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL. Never
 * OPERATIONUNAVAIL for a phone of the provider. T039
 */
LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion);

/**
 * TSPI_phoneGetExtensionID() - number of the device-specific extensions
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @dwTSPIVersion: version that was agreed on for the device
 * @lpExtensionID: receives the number; zeros: none
 *
 * Return: 0; PHONEERR_INCOMPATIBLEAPIVERSION, NODRIVER. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetExtensionID(DWORD dwDeviceID, DWORD dwTSPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID);

/**
 * TSPI_phoneNegotiateExtVersion() - agree on a version of the extensions
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @dwTSPIVersion: version that was agreed on for the device
 * @dwLowVersion: lowest
 * @dwHighVersion: highest
 * @lpdwExtVersion: receives the version
 *
 * While a version is selected, only that one can be agreed on. T034
 *
 * Return: 0; PHONEERR_INCOMPATIBLEEXTVERSION: none in common; then 0 is stored
 * (R46, T035); INCOMPATIBLEAPIVERSION, NODRIVER. Besides: OPERATIONFAILED,
 * NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneNegotiateExtVersion(DWORD dwDeviceID, DWORD dwTSPIVersion,
				   DWORD dwLowVersion, DWORD dwHighVersion,
				   LPDWORD lpdwExtVersion);

/**
 * TSPI_phoneSelectExtVersion() - use a version of the extensions
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwExtVersion: version; 0: none any more. T036
 *
 * Return: 0; PHONEERR_INCOMPATIBLEEXTVERSION: no such version, or another is
 * selected (T037). Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSelectExtVersion(HDRVPHONE hdPhone, DWORD dwExtVersion);

/**
 * TSPI_phoneGetDevCaps() - what a phone is and can do
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @dwTSPIVersion: version that was agreed on for the device
 * @dwExtVersion: version of the extensions; 0: nothing device-specific
 * @lpPhoneCaps: receives the answer; dwTotalSize is not touched
 *	(T042), nor are members that the version does not have
 *
 * TAPI adds OWNER, MONITORS and REINIT to dwPhoneStates. T041
 *
 * Return: 0; PHONEERR_INCOMPATIBLEEXTVERSION, INCOMPATIBLEAPIVERSION, NODRIVER.
 * Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps);

/**
 * TSPI_phoneOpen() - open a phone
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @htPhone: handle of TAPI, which events about the phone have
 * @lphdPhone: receives the handle, never 0. T060
 * @dwTSPIVersion: version that was agreed on for the device
 * @lpfnEventProc: receives events, none before this has returned. T061
 *
 * TAPI calls this once for a phone, however many handles the process opens. The
 * masks of TSPI_phoneSetStatusMessages() are 0 afterwards. T058, T243
 *
 * Return: 0; PHONEERR_ALLOCATED: a program outside TAPI has it (R33), or it is
 * open (R61); INUSE, INIFILECORRUPT, INCOMPATIBLEAPIVERSION, NODRIVER. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc);

/**
 * TSPI_phoneClose() - close a phone
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 *
 * Ends every request that is outstanding, each with one completion before this
 * call is over: with its true result if that is known, else with
 * PHONEERR_OPERATIONFAILED. No event or completion follows the return. The call
 * must not wait long for a phone that does not answer, and does not change the
 * state of the phone. T080 to T090
 *
 * TAPI ignores the result: the handle is invalid afterwards in any case. R47
 *
 * Return: 0; PHONEERR_INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneClose(HDRVPHONE hdPhone);

/**
 * TSPI_phoneSetStatusMessages() - set which events to report
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwPhoneStates: mask of PHONESTATE_*; OWNER and MONITORS mean
 *	nothing here
 * @dwButtonModes: mask of PHONEBUTTONMODE_*
 * @dwButtonStates: mask of PHONEBUTTONSTATE_*
 *
 * Replaces the former masks. Bits of events that the phone does not have are
 * accepted. T240
 *
 * Return: 0; PHONEERR_INVALPHONESTATE, INVALBUTTONMODE, INVALBUTTONSTATE
 * (R28); INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates);

/* Queries. */

/**
 * TSPI_phoneGetStatus() - the state of a phone
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpPhoneStatus: receives the answer; owners, monitors and the name
 *	of the owner are filled in by TAPI. T220
 *
 * Return: 0; PHONEERR_INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus);

/**
 * TSPI_phoneGetButtonInfo() - what a button is for
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpButtonInfo: receives the answer
 *
 * Return: 0; PHONEERR_INVALBUTTONLAMPID; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo);

/**
 * TSPI_phoneGetData() - read a data area
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwDataID: 0 to dwNumGetData - 1
 * @lpData: receives the bytes
 * @dwSize: most bytes wanted; those beyond the area are not written
 *
 * Return: 0; PHONEERR_INVALDATAID; PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE.
 * Besides: OPERATIONFAILED, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize);

/**
 * TSPI_phoneGetDisplay() - what the display shows
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpDisplay: receives rows times columns elements and a terminator.
 *	R24
 *
 * Return: 0; PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay);

/**
 * TSPI_phoneGetGain() - gain of a microphone
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwHookSwitchDev: one device
 * @lpdwGain: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALHOOKSWITCHDEV; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetGain(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
		       LPDWORD lpdwGain);

/**
 * TSPI_phoneGetVolume() - volume of a speaker
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwHookSwitchDev: one device
 * @lpdwVolume: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALHOOKSWITCHDEV; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetVolume(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
			 LPDWORD lpdwVolume);

/**
 * TSPI_phoneGetHookSwitch() - which devices are off hook
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpdwHookSwitchDevs: receives a mask of devices
 *
 * Return: 0; PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone, LPDWORD lpdwHookSwitchDevs);

/**
 * TSPI_phoneGetLamp() - mode of a lamp
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpdwLampMode: receives one mode; DUMMY: the pair has no lamp. R16
 *
 * Return: 0; PHONEERR_INVALBUTTONLAMPID; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode);

/**
 * TSPI_phoneGetRing() - how the phone rings
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpdwRingMode: receives 0 (silence) to dwNumRingModes
 * @lpdwVolume: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
		       LPDWORD lpdwVolume);

/**
 * TSPI_phoneGetID() - identifier in a class of devices
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpDeviceID: receives the answer
 * @lpszDeviceClass: class; "tapi/phone" is answered by TAPI. T232
 * @hTargetProcess: process for which a handle in the answer is meant;
 *	not used on Linux
 *
 * Return: 0; PHONEERR_INVALDEVICECLASS; PHONEERR_INVALPHONEHANDLE. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess);

/**
 * TSPI_phoneGetIcon() - icon of a class of devices; optional (R54)
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @lpszDeviceClass: class; empty: the phone itself, as "tapi/phone" is
 * @lphIcon: receives the icon
 *
 * Return: 0; PHONEERR_INVALDEVICECLASS: none for this class. Besides:
 * OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon);

/**
 * TSPI_phoneConfigDialog() - let the user configure the phone; optional (R54)
 * @dwDeviceID: device ID: base of TSPI_providerInit() plus 0 to the
 *	number of phones less one, or from TSPI_providerCreatePhoneDevice()
 * @hwndOwner: window
 * @lpszDeviceClass: class
 *
 * Return: 0; PHONEERR_BADDEVICEID, INUSE, INVALPARAM, INVALDEVICECLASS.
 * Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass);

/* The nine asynchronous functions. */

/**
 * TSPI_phoneDevSpecific() - do what only this phone understands
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @lpParams: copied
 * @dwSize: bytes
 *
 * Output of the phone comes in PHONE_DEVSPECIFIC events. R37
 *
 * Return: @dwRequestID; PHONEERR_INVALPOINTER; a number from 0xc0000000 on;
 * PHONEERR_INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize);

/**
 * TSPI_phoneSetButtonInfo() - say what a button is for
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpButtonInfo: mode, function, text; copied
 *
 * Return: @dwRequestID; PHONEERR_INVALBUTTONLAMPID; OPERATIONFAILED: bad mode,
 * function, text (R27); PHONEERR_INVALPHONEHANDLE. Besides: OPERATIONFAILED,
 * NOMEM, RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo);

/**
 * TSPI_phoneSetData() - write to a data area
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwDataID: 0 to dwNumSetData - 1
 * @lpData: copied
 * @dwSize: bytes; those beyond the area are left out. R25
 *
 * Return: @dwRequestID; PHONEERR_INVALDATAID; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetData(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwDataID, LPVOID const lpData, DWORD dwSize);

/**
 * TSPI_phoneSetDisplay() - write on the display
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwRow: from 0
 * @dwColumn: from 0
 * @lpsDisplay: text in dwStringFormat of the provider, whatever the
 *	program has; copied
 * @dwSize: bytes
 *
 * Return: @dwRequestID; PHONEERR_INVALPARAM: row or column;
 * PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			  DWORD dwRow, DWORD dwColumn, LPCWSTR lpsDisplay,
			  DWORD dwSize);

/**
 * TSPI_phoneSetGain() - set the gain of a microphone
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwHookSwitchDev: one device
 * @dwGain: 0 to 0xffff; TAPI has clamped it. T183
 *
 * Return: @dwRequestID; PHONEERR_INVALHOOKSWITCHDEV; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain);

/**
 * TSPI_phoneSetHookSwitch() - set the mode of hook switch devices
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwHookSwitchDevs: mask; all change or none. R13
 * @dwHookSwitchMode: one mode
 *
 * Return: @dwRequestID; PHONEERR_INVALHOOKSWITCHDEV; INVALHOOKSWITCHMODE;
 * PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode);

/**
 * TSPI_phoneSetLamp() - switch a lamp
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @dwLampMode: one mode
 *
 * Return: @dwRequestID; PHONEERR_INVALBUTTONLAMPID; INVALLAMPMODE;
 * PHONEERR_INVALPHONESTATE, INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode);

/**
 * TSPI_phoneSetRing() - ring, or stop ringing
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwRingMode: 0: silence; 1 to dwNumRingModes
 * @dwVolume: 0 to 0xffff; TAPI has clamped it. T163
 *
 * Return: @dwRequestID; PHONEERR_INVALRINGMODE; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume);

/**
 * TSPI_phoneSetVolume() - set the volume of a speaker
 * @dwRequestID: goes into ASYNC_COMPLETION, and is the result if
 *	accepted
 * @hdPhone: handle of the open phone; one from TSPI_phoneJoin() where
 *	there is such
 * @dwHookSwitchDev: one device
 * @dwVolume: 0 to 0xffff; TAPI has clamped it. T183
 *
 * Return: @dwRequestID; PHONEERR_INVALHOOKSWITCHDEV; PHONEERR_INVALPHONESTATE,
 * INVALPHONEHANDLE. Besides: OPERATIONFAILED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONUNAVAIL.
 */
LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume);

/*
 * Linux: phones that several processes share. Each process has its own TAPI and
 * its own copy of the provider, so TAPI can count the handles of its own
 * process only. A provider whose phones are shared exports the three functions
 * below; then the provider counts, and the kernel decides whether a handle was
 * the last.
 *
 * A provider without them has its phones for itself, in one process: while one
 * has a phone open, as owner or monitor, phoneOpen() in another fails with
 * PHONEERR_ALLOCATED, before TSPI_phoneOpen() is called. The phone is known by
 * dwPermanentPhoneID, which therefore has to be the same in all processes, or
 * if that is 0 by its place among the phones of the provider.
 *
 * For such a provider TAPI calls, when a program opens a phone,
 *
 *	TSPI_phoneJoin()	for every handle
 *	TSPI_phoneOpen()	if it is the first handle in this process
 *
 * and when a program closes a handle
 *
 *	TSPI_phoneLeave()	for every handle
 *	TSPI_phoneClose()	if that was the last one in the system
 *
 * TSPI_phoneOpen() of a phone without a handle that has joined (a program calls
 * the provider without TAPI) takes the role of the owner, or fails with
 * PHONEERR_ALLOCATED. R33
 */

/**
 * TSPI_phoneJoin() - a program opens a phone: count its handle
 * @dwDeviceID: the phone
 * @dwPrivilege: PHONEPRIVILEGE_MONITOR or PHONEPRIVILEGE_OWNER
 * @lpszName: name of the program, for PHONESTATUS in other processes
 * @htHandle: TAPI's handle, which comes back in the events about other handles:
 *	PHONE_STATE with PHONESTATE_OWNER or PHONESTATE_MONITORS and their
 *	number, and no others
 * @lpfnEventProc: gets these events, but none before this function has returned
 * @lphdHandle: receives a handle that stands for the phone as this program uses
 *	it, and takes the place of hdPhone in all calls on its behalf: a request
 *	made with it ends with this handle, and no earlier
 *
 * The count and, for an owner, the place are taken in one step for the whole
 * system. Comes before TSPI_phoneOpen() for the first handle.
 *
 * Return: 0; PHONEERR_INUSE: there is another owner; PHONEERR_RESOURCEUNAVAIL,
 * PHONEERR_NOMEM, PHONEERR_OPERATIONFAILED, PHONEERR_NODRIVER.
 */
LONG TSPI_phoneJoin(DWORD dwDeviceID, DWORD dwPrivilege, LPCWSTR lpszName,
		    HTAPIPHONE htHandle, PHONEEVENT lpfnEventProc,
		    LPHDRVPHONE lphdHandle);

/**
 * TSPI_phoneLeave() - a program closes a phone
 * @hdHandle: from TSPI_phoneJoin(); not valid any more afterwards
 * @lpdwLast: receives 1 if it was the last handle in the system, else 0
 *
 * No event for its htHandle begins after this has returned.
 *
 * If *lpdwLast is 1, TAPI calls TSPI_phoneClose() now, which ends all requests
 * on the phone. If it is 0, requests made with @hdHandle go on and their
 * completions are reported when they end, even if the process has no other
 * handle of the phone: then hdPhone is not valid any more either, without
 * TSPI_phoneClose().
 *
 * Return: 0. It cannot fail.
 */
LONG TSPI_phoneLeave(HDRVPHONE hdHandle, LPDWORD lpdwLast);

/**
 * TSPI_phoneGetHandles() - the handles of a phone, in all processes
 * @hdHandle: from TSPI_phoneJoin()
 * @lpdwNumOwners: receives 0 or 1
 * @lpdwNumMonitors: receives the number of monitors
 * @lpOwnerName: receives the name of the owner, UTF-16LE; empty: none
 *
 * Return: 0; PHONEERR_OPERATIONFAILED; PHONEERR_NOMEM.
 */
LONG TSPI_phoneGetHandles(HDRVPHONE hdHandle, LPDWORD lpdwNumOwners,
			  LPDWORD lpdwNumMonitors, LPVARSTRING lpOwnerName);

/* All functions of a provider: X(name) for each, in the order of this file. */
#define TSPI_FUNCTIONS(X) \
	X(lineNegotiateTSPIVersion) \
	X(providerEnumDevices) \
	X(providerInit) \
	X(providerCreatePhoneDevice) \
	X(providerShutdown) \
	X(phoneNegotiateTSPIVersion) \
	X(phoneGetExtensionID) \
	X(phoneNegotiateExtVersion) \
	X(phoneSelectExtVersion) \
	X(phoneGetDevCaps) \
	X(phoneOpen) \
	X(phoneClose) \
	X(phoneSetStatusMessages) \
	X(phoneGetStatus) \
	X(phoneGetButtonInfo) \
	X(phoneGetData) \
	X(phoneGetDisplay) \
	X(phoneGetGain) \
	X(phoneGetVolume) \
	X(phoneGetHookSwitch) \
	X(phoneGetLamp) \
	X(phoneGetRing) \
	X(phoneGetID) \
	X(phoneGetIcon) \
	X(phoneConfigDialog) \
	X(phoneDevSpecific) \
	X(phoneSetButtonInfo) \
	X(phoneSetData) \
	X(phoneSetDisplay) \
	X(phoneSetGain) \
	X(phoneSetHookSwitch) \
	X(phoneSetLamp) \
	X(phoneSetRing) \
	X(phoneSetVolume) \
	X(phoneJoin) \
	X(phoneLeave) \
	X(phoneGetHandles)

#define TSPI_MEMBER(name)	__typeof__(TSPI_##name) *name;

/**
 * struct tphone_tspi - the functions of a provider
 *
 * One member for each name in TSPI_FUNCTIONS: table->phoneOpen is its
 * TSPI_phoneOpen(). NULL: the provider does not have it.
 */
struct tphone_tspi {
	/* private: they are described where they are declared */
	TSPI_FUNCTIONS(TSPI_MEMBER)
};

/**
 * tphone_tspi_builtin() - the provider of /dev/tphoneN
 *
 * For programs that drive any provider, and for providers that add something to
 * this one. The functions in the table are not exported by name: TSPI_phoneOpen()
 * in a provider is always the provider's own.
 *
 * Return: its functions, constant.
 */
const struct tphone_tspi *tphone_tspi_builtin(void);

/**
 * tphone_tspi_load() - load a provider
 * @path: a shared object
 * @table: receives its functions; only those that the object itself defines
 *
 * The object stays loaded until the process ends: threads that it has made may
 * outlive TSPI_providerShutdown(). Loading it again gives the same functions,
 * and its variables are as it has left them.
 *
 * Return: 0; -ENOENT: no such file; -EACCES: no permission to read it; -ELIBBAD:
 * no shared object, or it lacks a function that every provider of phones must
 * have; -ENOMEM, -EINVAL. tphone_tapi_set_log() gives the reason in words.
 */
int tphone_tspi_load(const char *path, struct tphone_tspi *table);

#ifdef __cplusplus
}
#endif

#endif /* _TPHONE_TSPI_H */
