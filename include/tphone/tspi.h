/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The telephony service provider interface (TSPI), its phone half, on Linux.
 *
 * A provider is a shared object that exports functions with these names, or the
 * one that is built into libtphone and drives /dev/tphoneN. Which ones it has to
 * export, and what it may rely on, is in libtphone-tapi(7).
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
 *   thread, inside a call too. T122; R11
 * - Strings are UTF-16LE.
 */
#ifndef _TPHONE_TSPI_H
#define _TPHONE_TSPI_H

#include <tphone/tapi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 1 to 0x7fffffff. T112 */
typedef DWORD DRV_REQUESTID;

/* The provider's handle of an open phone, never 0; and TAPI's of the same. */
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
LONG TSPI_lineNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				   DWORD dwHighVersion,
				   LPDWORD lpdwTSPIVersion);
LONG TSPI_providerEnumDevices(DWORD dwPermanentProviderID, LPDWORD lpdwNumLines,
			      LPDWORD lpdwNumPhones, HPROVIDER hProvider,
			      LINEEVENT lpfnLineCreateProc,
			      PHONEEVENT lpfnPhoneCreateProc);
LONG TSPI_providerInit(DWORD dwTSPIVersion, DWORD dwPermanentProviderID,
		       DWORD dwLineDeviceIDBase, DWORD dwPhoneDeviceIDBase,
		       DWORD_PTR dwNumLines, DWORD_PTR dwNumPhones,
		       ASYNC_COMPLETION lpfnCompletionProc,
		       LPDWORD lpdwTSPIOptions);
LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID);
LONG TSPI_providerShutdown(DWORD dwTSPIVersion, DWORD dwPermanentProviderID);

/* Versions, capabilities, opening and closing. */
LONG TSPI_phoneNegotiateTSPIVersion(DWORD dwDeviceID, DWORD dwLowVersion,
				    DWORD dwHighVersion,
				    LPDWORD lpdwTSPIVersion);
LONG TSPI_phoneGetExtensionID(DWORD dwDeviceID, DWORD dwTSPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID);
LONG TSPI_phoneNegotiateExtVersion(DWORD dwDeviceID, DWORD dwTSPIVersion,
				   DWORD dwLowVersion, DWORD dwHighVersion,
				   LPDWORD lpdwExtVersion);
LONG TSPI_phoneSelectExtVersion(HDRVPHONE hdPhone, DWORD dwExtVersion);
LONG TSPI_phoneGetDevCaps(DWORD dwDeviceID, DWORD dwTSPIVersion,
			  DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps);
LONG TSPI_phoneOpen(DWORD dwDeviceID, HTAPIPHONE htPhone, LPHDRVPHONE lphdPhone,
		    DWORD dwTSPIVersion, PHONEEVENT lpfnEventProc);
LONG TSPI_phoneClose(HDRVPHONE hdPhone);
LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates);

/* Queries. */
LONG TSPI_phoneGetStatus(HDRVPHONE hdPhone, LPPHONESTATUS lpPhoneStatus);
LONG TSPI_phoneGetButtonInfo(HDRVPHONE hdPhone, DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO lpButtonInfo);
LONG TSPI_phoneGetData(HDRVPHONE hdPhone, DWORD dwDataID, LPVOID lpData,
		       DWORD dwSize);
LONG TSPI_phoneGetDisplay(HDRVPHONE hdPhone, LPVARSTRING lpDisplay);
LONG TSPI_phoneGetGain(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
		       LPDWORD lpdwGain);
LONG TSPI_phoneGetVolume(HDRVPHONE hdPhone, DWORD dwHookSwitchDev,
			 LPDWORD lpdwVolume);
LONG TSPI_phoneGetHookSwitch(HDRVPHONE hdPhone, LPDWORD lpdwHookSwitchDevs);
LONG TSPI_phoneGetLamp(HDRVPHONE hdPhone, DWORD dwButtonLampID,
		       LPDWORD lpdwLampMode);
LONG TSPI_phoneGetRing(HDRVPHONE hdPhone, LPDWORD lpdwRingMode,
		       LPDWORD lpdwVolume);
LONG TSPI_phoneGetID(HDRVPHONE hdPhone, LPVARSTRING lpDeviceID,
		     LPCWSTR lpszDeviceClass, HANDLE hTargetProcess);
LONG TSPI_phoneGetIcon(DWORD dwDeviceID, LPCWSTR lpszDeviceClass,
		       LPHICON lphIcon);
LONG TSPI_phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
			    LPCWSTR lpszDeviceClass);

/* The nine asynchronous functions. */
LONG TSPI_phoneDevSpecific(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			   LPVOID lpParams, DWORD dwSize);
LONG TSPI_phoneSetButtonInfo(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwButtonLampID,
			     LPPHONEBUTTONINFO const lpButtonInfo);
LONG TSPI_phoneSetData(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwDataID, LPVOID const lpData, DWORD dwSize);
LONG TSPI_phoneSetDisplay(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			  DWORD dwRow, DWORD dwColumn, LPCWSTR lpsDisplay,
			  DWORD dwSize);
LONG TSPI_phoneSetGain(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwHookSwitchDev, DWORD dwGain);
LONG TSPI_phoneSetHookSwitch(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			     DWORD dwHookSwitchDevs, DWORD dwHookSwitchMode);
LONG TSPI_phoneSetLamp(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwButtonLampID, DWORD dwLampMode);
LONG TSPI_phoneSetRing(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
		       DWORD dwRingMode, DWORD dwVolume);
LONG TSPI_phoneSetVolume(DRV_REQUESTID dwRequestID, HDRVPHONE hdPhone,
			 DWORD dwHookSwitchDev, DWORD dwVolume);

/*
 * Linux: phones that several processes share. Each process has its own TAPI and
 * its own copy of the provider, so what TAPI counts is not all there is. A
 * provider whose phones are shared exports the three functions below; TAPI then
 * lets it count, and the answer to "was this the last handle?" comes from where
 * it is known: the kernel. A provider without them has its phones for itself.
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
 * TSPI_phoneOpen() of a phone without a handle that has joined (somebody drives
 * the provider directly) takes the phone for itself, as owner, or fails with
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
 * 1: TAPI calls TSPI_phoneClose() now, which ends all requests on the phone.
 * 0: nothing is ended. Requests made with @hdHandle go on and their completions
 * are reported when they end, even if the process has no other handle of the
 * phone: then hdPhone is not valid any more either, without TSPI_phoneClose().
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
	TSPI_FUNCTIONS(TSPI_MEMBER)
};

/**
 * tphone_tspi_builtin() - the provider of /dev/tphoneN
 *
 * The functions are those that this file declares; the table is for programs
 * that drive any provider, and for providers that add something to this one.
 *
 * Return: its functions, constant.
 */
const struct tphone_tspi *tphone_tspi_builtin(void);

/**
 * tphone_tspi_load() - load a provider
 * @path: a shared object
 * @table: receives its functions; only those that the object itself defines
 * @object: receives what tphone_tspi_unload() wants
 *
 * Return: 0; -ENOENT: no such file; -ELIBBAD: not a shared object, or it lacks a
 * function that every provider of phones must have; -ENOMEM, -EINVAL.
 */
int tphone_tspi_load(const char *path, struct tphone_tspi *table,
		     void **object);

/**
 * tphone_tspi_unload() - unload a provider after TSPI_providerShutdown()
 * @object: from tphone_tspi_load(), or NULL
 */
void tphone_tspi_unload(void *object);

#ifdef __cplusplus
}
#endif

#endif /* _TPHONE_TSPI_H */
