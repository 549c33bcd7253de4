/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The telephony API (TAPI), its phone half, on Linux.
 *
 * Names, numbers, layouts and signatures are those of TAPI 2.x, so that a
 * program written to it compiles. libtphone-tapi(7) describes what replaces the
 * mechanisms of Windows. R08 is a rule, and section 5.4 a table, in
 * Documentation/tapi-rules.rst of the source tree; T076 is a test case of
 * tests/conformance or tools/tphone-compliance there.
 *
 * For every phone function:
 *
 * - The result is 0, a request ID (positive) for the nine asynchronous
 *   functions, or a negative PHONEERR_*. T286
 * - It may be called from any thread, and from a callback.
 * - Every error is on the list of its function, whatever the argument. T290
 * - Strings of functions that end in A, and of those without a letter, are
 *   UTF-8; of those that end in W, UTF-16LE. R59
 */
#ifndef _TPHONE_TAPI_H
#define _TPHONE_TAPI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t DWORD, *LPDWORD;
typedef int32_t LONG;
typedef uintptr_t DWORD_PTR;
typedef uint16_t WORD;
typedef uint8_t BYTE;
typedef void *LPVOID;
typedef char *LPSTR;
typedef const char *LPCSTR;
#ifdef __cplusplus
typedef char16_t WCHAR;
#else
typedef uint16_t WCHAR;
#endif
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;

typedef void *HANDLE;
typedef void *HINSTANCE;
typedef void *HWND;
typedef void *HICON, **LPHICON;

/* Handles of programs have 32 bits. Each phoneOpen() returns a new one. */
typedef DWORD HPHONE, *LPHPHONE;
typedef DWORD HPHONEAPP, *LPHPHONEAPP;

typedef void (*PHONECALLBACK)(DWORD hDevice, DWORD dwMessage,
			      DWORD_PTR dwInstance, DWORD_PTR dwParam1,
			      DWORD_PTR dwParam2, DWORD_PTR dwParam3);

/* The version that a program is written to, unless it is defined before. */
#ifndef TAPI_CURRENT_VERSION
#define TAPI_CURRENT_VERSION			0x00020002
#endif

#ifndef INFINITE
#define INFINITE				0xffffffff
#endif

/* Messages. */
#define PHONE_BUTTON				14
#define PHONE_CLOSE				15
#define PHONE_DEVSPECIFIC			16
#define PHONE_REPLY				17
#define PHONE_STATE				18
#define PHONE_CREATE				20
#define PHONE_REMOVE				26

/* PHONEBUTTONFUNCTION_* (enumeration; 0x80000000-0xFFFFFFFF for vendors) */
#define PHONEBUTTONFUNCTION_UNKNOWN		0x00000000
#define PHONEBUTTONFUNCTION_CONFERENCE		0x00000001
#define PHONEBUTTONFUNCTION_TRANSFER		0x00000002
#define PHONEBUTTONFUNCTION_DROP		0x00000003
#define PHONEBUTTONFUNCTION_HOLD		0x00000004
#define PHONEBUTTONFUNCTION_RECALL		0x00000005
#define PHONEBUTTONFUNCTION_DISCONNECT		0x00000006
#define PHONEBUTTONFUNCTION_CONNECT		0x00000007
#define PHONEBUTTONFUNCTION_MSGWAITON		0x00000008
#define PHONEBUTTONFUNCTION_MSGWAITOFF		0x00000009
#define PHONEBUTTONFUNCTION_SELECTRING		0x0000000a
#define PHONEBUTTONFUNCTION_ABBREVDIAL		0x0000000b
#define PHONEBUTTONFUNCTION_FORWARD		0x0000000c
#define PHONEBUTTONFUNCTION_PICKUP		0x0000000d
#define PHONEBUTTONFUNCTION_RINGAGAIN		0x0000000e
#define PHONEBUTTONFUNCTION_PARK		0x0000000f
#define PHONEBUTTONFUNCTION_REJECT		0x00000010
#define PHONEBUTTONFUNCTION_REDIRECT		0x00000011
#define PHONEBUTTONFUNCTION_MUTE		0x00000012
#define PHONEBUTTONFUNCTION_VOLUMEUP		0x00000013
#define PHONEBUTTONFUNCTION_VOLUMEDOWN		0x00000014
#define PHONEBUTTONFUNCTION_SPEAKERON		0x00000015
#define PHONEBUTTONFUNCTION_SPEAKEROFF		0x00000016
#define PHONEBUTTONFUNCTION_FLASH		0x00000017
#define PHONEBUTTONFUNCTION_DATAON		0x00000018
#define PHONEBUTTONFUNCTION_DATAOFF		0x00000019
#define PHONEBUTTONFUNCTION_DONOTDISTURB	0x0000001a
#define PHONEBUTTONFUNCTION_INTERCOM		0x0000001b
#define PHONEBUTTONFUNCTION_BRIDGEDAPP		0x0000001c
#define PHONEBUTTONFUNCTION_BUSY		0x0000001d
#define PHONEBUTTONFUNCTION_CALLAPP		0x0000001e
#define PHONEBUTTONFUNCTION_DATETIME		0x0000001f
#define PHONEBUTTONFUNCTION_DIRECTORY		0x00000020
#define PHONEBUTTONFUNCTION_COVER		0x00000021
#define PHONEBUTTONFUNCTION_CALLID		0x00000022
#define PHONEBUTTONFUNCTION_LASTNUM		0x00000023
#define PHONEBUTTONFUNCTION_NIGHTSRV		0x00000024
#define PHONEBUTTONFUNCTION_SENDCALLS		0x00000025
#define PHONEBUTTONFUNCTION_MSGINDICATOR	0x00000026
#define PHONEBUTTONFUNCTION_REPDIAL		0x00000027
#define PHONEBUTTONFUNCTION_SETREPDIAL		0x00000028
#define PHONEBUTTONFUNCTION_SYSTEMSPEED		0x00000029
#define PHONEBUTTONFUNCTION_STATIONSPEED	0x0000002a
#define PHONEBUTTONFUNCTION_CAMPON		0x0000002b
#define PHONEBUTTONFUNCTION_SAVEREPEAT		0x0000002c
#define PHONEBUTTONFUNCTION_QUEUECALL		0x0000002d
#define PHONEBUTTONFUNCTION_NONE		0x0000002e
#define PHONEBUTTONFUNCTION_SEND		0x0000002f

/* PHONEBUTTONMODE_* (bit flags, not extensible) */
#define PHONEBUTTONMODE_DUMMY			0x00000001
#define PHONEBUTTONMODE_CALL			0x00000002
#define PHONEBUTTONMODE_FEATURE			0x00000004
#define PHONEBUTTONMODE_KEYPAD			0x00000008
#define PHONEBUTTONMODE_LOCAL			0x00000010
#define PHONEBUTTONMODE_DISPLAY			0x00000020

/* PHONEBUTTONSTATE_* (bit flags, not extensible) */
#define PHONEBUTTONSTATE_UP			0x00000001
#define PHONEBUTTONSTATE_DOWN			0x00000002
#define PHONEBUTTONSTATE_UNKNOWN		0x00000004
#define PHONEBUTTONSTATE_UNAVAIL		0x00000008

/* PHONEERR_* (0x80000000-0xBFFFFFFF reserved, 0xC0000000-0xFFFFFFFF vendor) */
#define PHONEERR_ALLOCATED			((LONG)0x90000001)
#define PHONEERR_BADDEVICEID			((LONG)0x90000002)
#define PHONEERR_INCOMPATIBLEAPIVERSION		((LONG)0x90000003)
#define PHONEERR_INCOMPATIBLEEXTVERSION		((LONG)0x90000004)
#define PHONEERR_INIFILECORRUPT			((LONG)0x90000005)
#define PHONEERR_INUSE				((LONG)0x90000006)
#define PHONEERR_INVALAPPHANDLE			((LONG)0x90000007)
#define PHONEERR_INVALAPPNAME			((LONG)0x90000008)
#define PHONEERR_INVALBUTTONLAMPID		((LONG)0x90000009)
#define PHONEERR_INVALBUTTONMODE		((LONG)0x9000000a)
#define PHONEERR_INVALBUTTONSTATE		((LONG)0x9000000b)
#define PHONEERR_INVALDATAID			((LONG)0x9000000c)
#define PHONEERR_INVALDEVICECLASS		((LONG)0x9000000d)
#define PHONEERR_INVALEXTVERSION		((LONG)0x9000000e)
#define PHONEERR_INVALHOOKSWITCHDEV		((LONG)0x9000000f)
#define PHONEERR_INVALHOOKSWITCHMODE		((LONG)0x90000010)
#define PHONEERR_INVALLAMPMODE			((LONG)0x90000011)
#define PHONEERR_INVALPARAM			((LONG)0x90000012)
#define PHONEERR_INVALPHONEHANDLE		((LONG)0x90000013)
#define PHONEERR_INVALPHONESTATE		((LONG)0x90000014)
#define PHONEERR_INVALPOINTER			((LONG)0x90000015)
#define PHONEERR_INVALPRIVILEGE			((LONG)0x90000016)
#define PHONEERR_INVALRINGMODE			((LONG)0x90000017)
#define PHONEERR_NODEVICE			((LONG)0x90000018)
#define PHONEERR_NODRIVER			((LONG)0x90000019)
#define PHONEERR_NOMEM				((LONG)0x9000001a)
#define PHONEERR_NOTOWNER			((LONG)0x9000001b)
#define PHONEERR_OPERATIONFAILED		((LONG)0x9000001c)
#define PHONEERR_OPERATIONUNAVAIL		((LONG)0x9000001d)
#define PHONEERR_RESOURCEUNAVAIL		((LONG)0x9000001f)
#define PHONEERR_REQUESTOVERRUN			((LONG)0x90000020)
#define PHONEERR_STRUCTURETOOSMALL		((LONG)0x90000021)
#define PHONEERR_UNINITIALIZED			((LONG)0x90000022)
#define PHONEERR_REINIT				((LONG)0x90000023)
#define PHONEERR_DISCONNECTED			((LONG)0x90000024)
#define PHONEERR_SERVICE_NOT_RUNNING		((LONG)0x90000025)

/* PHONEFEATURE_* (bit flags; bits 0..13 Get, 14..27 Set (mask 0x0FFFC000)) */
#define PHONEFEATURE_GETBUTTONINFO		0x00000001
#define PHONEFEATURE_GETDATA			0x00000002
#define PHONEFEATURE_GETDISPLAY			0x00000004
#define PHONEFEATURE_GETGAINHANDSET		0x00000008
#define PHONEFEATURE_GETGAINSPEAKER		0x00000010
#define PHONEFEATURE_GETGAINHEADSET		0x00000020
#define PHONEFEATURE_GETHOOKSWITCHHANDSET	0x00000040
#define PHONEFEATURE_GETHOOKSWITCHSPEAKER	0x00000080
#define PHONEFEATURE_GETHOOKSWITCHHEADSET	0x00000100
#define PHONEFEATURE_GETLAMP			0x00000200
#define PHONEFEATURE_GETRING			0x00000400
#define PHONEFEATURE_GETVOLUMEHANDSET		0x00000800
#define PHONEFEATURE_GETVOLUMESPEAKER		0x00001000
#define PHONEFEATURE_GETVOLUMEHEADSET		0x00002000
#define PHONEFEATURE_SETBUTTONINFO		0x00004000
#define PHONEFEATURE_SETDATA			0x00008000
#define PHONEFEATURE_SETDISPLAY			0x00010000
#define PHONEFEATURE_SETGAINHANDSET		0x00020000
#define PHONEFEATURE_SETGAINSPEAKER		0x00040000
#define PHONEFEATURE_SETGAINHEADSET		0x00080000
#define PHONEFEATURE_SETHOOKSWITCHHANDSET	0x00100000
#define PHONEFEATURE_SETHOOKSWITCHSPEAKER	0x00200000
#define PHONEFEATURE_SETHOOKSWITCHHEADSET	0x00400000
#define PHONEFEATURE_SETLAMP			0x00800000
#define PHONEFEATURE_SETRING			0x01000000
#define PHONEFEATURE_SETVOLUMEHANDSET		0x02000000
#define PHONEFEATURE_SETVOLUMESPEAKER		0x04000000
#define PHONEFEATURE_SETVOLUMEHEADSET		0x08000000
#define PHONEFEATURE_GENERICPHONE		0x10000000

/* PHONEHOOKSWITCHDEV_* (bit flags, not extensible) */
#define PHONEHOOKSWITCHDEV_HANDSET		0x00000001
#define PHONEHOOKSWITCHDEV_SPEAKER		0x00000002
#define PHONEHOOKSWITCHDEV_HEADSET		0x00000004

/* PHONEHOOKSWITCHMODE_* (one as a value, several as a mask; not extensible) */
#define PHONEHOOKSWITCHMODE_ONHOOK		0x00000001
#define PHONEHOOKSWITCHMODE_MIC			0x00000002
#define PHONEHOOKSWITCHMODE_SPEAKER		0x00000004
#define PHONEHOOKSWITCHMODE_MICSPEAKER		0x00000008
#define PHONEHOOKSWITCHMODE_UNKNOWN		0x00000010

/* PHONEINITIALIZEEXOPTION_* (enumeration, not bits) */
#define PHONEINITIALIZEEXOPTION_USEHIDDENWINDOW	0x00000001
#define PHONEINITIALIZEEXOPTION_USEEVENT	0x00000002
#define PHONEINITIALIZEEXOPTION_USECOMPLETIONPORT	0x00000003

/* PHONELAMPMODE_* (bit flags; high 16 bits vendor) */
#define PHONELAMPMODE_DUMMY			0x00000001
#define PHONELAMPMODE_OFF			0x00000002
#define PHONELAMPMODE_STEADY			0x00000004
#define PHONELAMPMODE_WINK			0x00000008
#define PHONELAMPMODE_FLASH			0x00000010
#define PHONELAMPMODE_FLUTTER			0x00000020
#define PHONELAMPMODE_BROKENFLUTTER		0x00000040
#define PHONELAMPMODE_UNKNOWN			0x00000080

/* PHONEPRIVILEGE_* (bit flags, exactly one used) */
#define PHONEPRIVILEGE_MONITOR			0x00000001
#define PHONEPRIVILEGE_OWNER			0x00000002

/* PHONESTATE_* (bit flags, not extensible) */
#define PHONESTATE_OTHER			0x00000001
#define PHONESTATE_CONNECTED			0x00000002
#define PHONESTATE_DISCONNECTED			0x00000004
#define PHONESTATE_OWNER			0x00000008
#define PHONESTATE_MONITORS			0x00000010
#define PHONESTATE_DISPLAY			0x00000020
#define PHONESTATE_LAMP				0x00000040
#define PHONESTATE_RINGMODE			0x00000080
#define PHONESTATE_RINGVOLUME			0x00000100
#define PHONESTATE_HANDSETHOOKSWITCH		0x00000200
#define PHONESTATE_HANDSETVOLUME		0x00000400
#define PHONESTATE_HANDSETGAIN			0x00000800
#define PHONESTATE_SPEAKERHOOKSWITCH		0x00001000
#define PHONESTATE_SPEAKERVOLUME		0x00002000
#define PHONESTATE_SPEAKERGAIN			0x00004000
#define PHONESTATE_HEADSETHOOKSWITCH		0x00008000
#define PHONESTATE_HEADSETVOLUME		0x00010000
#define PHONESTATE_HEADSETGAIN			0x00020000
#define PHONESTATE_SUSPEND			0x00040000
#define PHONESTATE_RESUME			0x00080000
#define PHONESTATE_DEVSPECIFIC			0x00100000
#define PHONESTATE_REINIT			0x00200000
#define PHONESTATE_CAPSCHANGE			0x00400000
#define PHONESTATE_REMOVED			0x00800000

/* PHONESTATUSFLAGS_* (bit flags) */
#define PHONESTATUSFLAGS_CONNECTED		0x00000001
#define PHONESTATUSFLAGS_SUSPENDED		0x00000002

/* STRINGFORMAT_* (enumeration) */
#define STRINGFORMAT_ASCII			0x00000001
#define STRINGFORMAT_DBCS			0x00000002
#define STRINGFORMAT_UNICODE			0x00000003
#define STRINGFORMAT_BINARY			0x00000004

/* Number of the text of an error in a message table. */
#define TAPIERROR_FORMATMESSAGE(error) \
	((DWORD)(error) - 0x90000000 + 0xf000)

/*
 * Structures. Packed, whatever the alignment of their members. Those that begin
 * with dwTotalSize are variable: the caller writes dwTotalSize, and receives
 * dwNeededSize and dwUsedSize; variable parts follow the fixed part, each one
 * whole or not at all.
 */
#pragma pack(push, 1)

typedef struct tphone_guid {
	DWORD Data1;
	WORD Data2;
	WORD Data3;
	BYTE Data4[8];
} GUID;

typedef struct phonecaps {
	DWORD dwTotalSize;
	DWORD dwNeededSize;
	DWORD dwUsedSize;
	DWORD dwProviderInfoSize;
	DWORD dwProviderInfoOffset;
	DWORD dwPhoneInfoSize;
	DWORD dwPhoneInfoOffset;
	DWORD dwPermanentPhoneID;
	DWORD dwPhoneNameSize;
	DWORD dwPhoneNameOffset;
	DWORD dwStringFormat;
	DWORD dwPhoneStates;
	DWORD dwHookSwitchDevs;
	DWORD dwHandsetHookSwitchModes;
	DWORD dwSpeakerHookSwitchModes;
	DWORD dwHeadsetHookSwitchModes;
	DWORD dwVolumeFlags;
	DWORD dwGainFlags;
	DWORD dwDisplayNumRows;
	DWORD dwDisplayNumColumns;
	DWORD dwNumRingModes;
	DWORD dwNumButtonLamps;
	DWORD dwButtonModesSize;
	DWORD dwButtonModesOffset;
	DWORD dwButtonFunctionsSize;
	DWORD dwButtonFunctionsOffset;
	DWORD dwLampModesSize;
	DWORD dwLampModesOffset;
	DWORD dwNumSetData;
	DWORD dwSetDataSize;
	DWORD dwSetDataOffset;
	DWORD dwNumGetData;
	DWORD dwGetDataSize;
	DWORD dwGetDataOffset;
	DWORD dwDevSpecificSize;
	DWORD dwDevSpecificOffset;
	DWORD dwDeviceClassesSize;
	DWORD dwDeviceClassesOffset;
	DWORD dwPhoneFeatures;
	DWORD dwSettableHandsetHookSwitchModes;
	DWORD dwSettableSpeakerHookSwitchModes;
	DWORD dwSettableHeadsetHookSwitchModes;
	DWORD dwMonitoredHandsetHookSwitchModes;
	DWORD dwMonitoredSpeakerHookSwitchModes;
	DWORD dwMonitoredHeadsetHookSwitchModes;
	GUID PermanentPhoneGuid;
} PHONECAPS, *LPPHONECAPS;

typedef struct phonestatus {
	DWORD dwTotalSize;
	DWORD dwNeededSize;
	DWORD dwUsedSize;
	DWORD dwStatusFlags;
	DWORD dwNumOwners;
	DWORD dwNumMonitors;
	DWORD dwRingMode;
	DWORD dwRingVolume;
	DWORD dwHandsetHookSwitchMode;
	DWORD dwHandsetVolume;
	DWORD dwHandsetGain;
	DWORD dwSpeakerHookSwitchMode;
	DWORD dwSpeakerVolume;
	DWORD dwSpeakerGain;
	DWORD dwHeadsetHookSwitchMode;
	DWORD dwHeadsetVolume;
	DWORD dwHeadsetGain;
	DWORD dwDisplaySize;
	DWORD dwDisplayOffset;
	DWORD dwLampModesSize;
	DWORD dwLampModesOffset;
	DWORD dwOwnerNameSize;
	DWORD dwOwnerNameOffset;
	DWORD dwDevSpecificSize;
	DWORD dwDevSpecificOffset;
	DWORD dwPhoneFeatures;
} PHONESTATUS, *LPPHONESTATUS;

typedef struct phonebuttoninfo {
	DWORD dwTotalSize;
	DWORD dwNeededSize;
	DWORD dwUsedSize;
	DWORD dwButtonMode;
	DWORD dwButtonFunction;
	DWORD dwButtonTextSize;
	DWORD dwButtonTextOffset;
	DWORD dwDevSpecificSize;
	DWORD dwDevSpecificOffset;
	DWORD dwButtonState;
} PHONEBUTTONINFO, *LPPHONEBUTTONINFO;

typedef struct varstring {
	DWORD dwTotalSize;
	DWORD dwNeededSize;
	DWORD dwUsedSize;
	DWORD dwStringFormat;
	DWORD dwStringSize;
	DWORD dwStringOffset;
} VARSTRING, *LPVARSTRING;

typedef struct phoneextensionid {
	DWORD dwExtensionID0;
	DWORD dwExtensionID1;
	DWORD dwExtensionID2;
	DWORD dwExtensionID3;
} PHONEEXTENSIONID, *LPPHONEEXTENSIONID;

typedef struct phoneinitializeexparams {
	DWORD dwTotalSize;
	DWORD dwNeededSize;
	DWORD dwUsedSize;
	DWORD dwOptions;
	union {
		HANDLE hEvent;		/* out: USEEVENT; see tphone_event_fd() */
		HANDLE hCompletionPort;	/* in: USECOMPLETIONPORT; a tphone_port */
	} Handles;
	DWORD dwCompletionKey;
} PHONEINITIALIZEEXPARAMS, *LPPHONEINITIALIZEEXPARAMS;

typedef struct phonemessage {
	DWORD hDevice;
	DWORD dwMessageID;
	DWORD_PTR dwCallbackInstance;
	DWORD_PTR dwParam1;
	DWORD_PTR dwParam2;
	DWORD_PTR dwParam3;
} PHONEMESSAGE, *LPPHONEMESSAGE;

#pragma pack(pop)

/*
 * Size of the fixed part of PHONECAPS, by version of the API (section 5.4,
 * R56). With 1.3 and 1.4 the fixed part of PHONECAPS ends before
 * dwDeviceClassesSize and that of PHONESTATUS before dwPhoneFeatures; with 1.3
 * that of PHONEBUTTONINFO ends before dwButtonState.
 */
#define PHONECAPS_SIZE_2_0			180
#define PHONECAPS_SIZE_2_2			196

/**
 * phoneInitialize() - begin a session as in TAPI 1.x
 * @lphPhoneApp: receives the session; end it with phoneShutdown()
 * @hInstance: ignored, may be NULL
 * @lpfnCallback: called from tphone_tapi_dispatch()
 * @lpszAppName: as for phoneInitializeEx()
 * @lpdwNumDevs: receives the number of phones
 *
 * A session with USEHIDDENWINDOW, of a program that knows TAPI 1.4; its displays
 * are in UTF-8. New programs use phoneInitializeEx().
 *
 * Return: 0; PHONEERR_INVALAPPNAME, INVALPOINTER, REINIT, NOMEM,
 * OPERATIONFAILED.
 */
LONG phoneInitialize(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
		     PHONECALLBACK lpfnCallback, LPCSTR lpszAppName,
		     LPDWORD lpdwNumDevs);

/**
 * phoneInitializeEx() - begin a session
 * @lphPhoneApp: receives the session; end it with phoneShutdown()
 * @hInstance: ignored, may be NULL
 * @lpfnCallback: with USEHIDDENWINDOW: called from
 *	tphone_tapi_dispatch(); else ignored. T012, T013
 * @lpszFriendlyAppName: name of the program, which other programs see as
 *	owner of a phone; NULL: name of the executable. T026
 * @lpdwNumDevs: receives the number of phones; their device IDs are 0 to
 *	this number less one. T001
 * @lpdwAPIVersion: in: highest version that the program knows; out:
 *	highest that the library has. T003
 * @lpPhoneInitializeExParams: dwTotalSize, dwOptions (one
 *	PHONEINITIALIZEEXOPTION_*) and, with USECOMPLETIONPORT, Handles and
 *	dwCompletionKey; receives Handles.hEvent with USEEVENT. T007, T014
 *
 * A process may have several sessions. The first one starts the providers. A
 * provider that cannot be used, or a configuration file that cannot be read, is
 * left out, and all others are used; tphone_tapi_set_log() gives the reason.
 *
 * Texts on displays are UTF-8 in a session that this function or
 * phoneInitializeExA() has begun, UTF-16LE after phoneInitializeExW(); see
 * phoneSetDisplay().
 *
 * Return: 0; PHONEERR_INVALPOINTER: a pointer is NULL; INVALPARAM: bad
 * dwOptions, or no port (R41); STRUCTURETOOSMALL (R41); INVALAPPNAME: the name
 * is not UTF-8 (UTF-16); REINIT: some session still has to shut down (T025);
 * NOMEM, OPERATIONFAILED.
 */
LONG phoneInitializeEx(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
		       PHONECALLBACK lpfnCallback, LPCSTR lpszFriendlyAppName,
		       LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
		       LPPHONEINITIALIZEEXPARAMS lpPhoneInitializeExParams);
/** phoneInitializeExA() - the same; names and displays are UTF-8 */
LONG phoneInitializeExA(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
			PHONECALLBACK lpfnCallback, LPCSTR lpszFriendlyAppName,
			LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
			LPPHONEINITIALIZEEXPARAMS lpPhoneInitializeExParams);
/** phoneInitializeExW() - the same; names and displays are UTF-16LE */
LONG phoneInitializeExW(LPHPHONEAPP lphPhoneApp, HINSTANCE hInstance,
			PHONECALLBACK lpfnCallback, LPCWSTR lpszFriendlyAppName,
			LPDWORD lpdwNumDevs, LPDWORD lpdwAPIVersion,
			LPPHONEINITIALIZEEXPARAMS lpPhoneInitializeExParams);

/**
 * phoneShutdown() - end a session
 * @hPhoneApp: the session
 *
 * Closes its phones as phoneClose() does, forgets its messages, closes its
 * event object; a thread that waits in phoneGetMessage() returns. A completion
 * port stays as it is. The end of the last session shuts the providers down.
 * T015, T019, T022
 *
 * Return: 0; PHONEERR_INVALAPPHANDLE: no such session; UNINITIALIZED: the
 * process has no session at all (R60); NOMEM, RESOURCEUNAVAIL.
 */
LONG phoneShutdown(HPHONEAPP hPhoneApp);

/**
 * phoneGetMessage() - take the next message of a session with USEEVENT
 * @hPhoneApp: the session
 * @lpMessage: receives the message
 * @dwTimeout: longest wait in milliseconds; 0: none; INFINITE: no limit
 *
 * Messages come in the order in which they were queued. T021
 *
 * Return: 0; PHONEERR_OPERATIONFAILED: there is none (T016, T017), or the
 * session has another mechanism (R42); INVALAPPHANDLE: no such session, or it
 * was shut down meanwhile (T019); INVALPOINTER, NOMEM.
 */
LONG phoneGetMessage(HPHONEAPP hPhoneApp, LPPHONEMESSAGE lpMessage,
		     DWORD dwTimeout);

/**
 * phoneNegotiateAPIVersion() - agree on a version of the API for a phone
 * @hPhoneApp: the session
 * @dwDeviceID: the phone
 * @dwAPILowVersion: lowest version that the program can use,
 *	0x00020000 say; there are 1.3, 1.4, 2.0, 2.1 and 2.2
 * @dwAPIHighVersion: highest
 * @lpdwAPIVersion: receives the version; use it in phoneOpen(),
 *	phoneGetDevCaps() and phoneNegotiateExtVersion()
 * @lpExtensionID: receives the number of the device-specific extensions
 *	that the phone has; zeros: none. T031
 *
 * The result is the highest version that program, library and provider have. It
 * changes nothing and may be repeated. T027, T032. Versions 1.3 and 1.4 concern
 * the program alone: the provider may have any version from 2.0 on. Each of
 * these two can be used only after it was agreed on itself; of the later
 * versions, all up to the one that was agreed on.
 *
 * Return: 0; PHONEERR_INCOMPATIBLEAPIVERSION: there is none in common (T028,
 * T029); BADDEVICEID: no such phone (T030); NODEVICE: it was removed (T265);
 * INVALPOINTER, INVALAPPHANDLE, UNINITIALIZED, NODRIVER, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneNegotiateAPIVersion(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
			      DWORD dwAPILowVersion, DWORD dwAPIHighVersion,
			      LPDWORD lpdwAPIVersion,
			      LPPHONEEXTENSIONID lpExtensionID);

/**
 * phoneNegotiateExtVersion() - agree on a version of the extensions
 * @hPhoneApp: the session
 * @dwDeviceID: the phone
 * @dwAPIVersion: from phoneNegotiateAPIVersion()
 * @dwExtLowVersion: lowest version of the extensions
 * @dwExtHighVersion: highest
 * @lpdwExtVersion: receives the version
 *
 * While some program has selected a version by opening the phone with it, only
 * that one can be agreed on.
 *
 * Return: 0; PHONEERR_INCOMPATIBLEEXTVERSION: out of range, or no extensions
 * (T033); INCOMPATIBLEAPIVERSION; else as phoneNegotiateAPIVersion().
 */
LONG phoneNegotiateExtVersion(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
			      DWORD dwAPIVersion, DWORD dwExtLowVersion,
			      DWORD dwExtHighVersion, LPDWORD lpdwExtVersion);

/**
 * phoneGetDevCaps() - what a phone is and can do
 * @hPhoneApp: the session
 * @dwDeviceID: the phone, which need not be open. T040
 * @dwAPIVersion: from phoneNegotiateAPIVersion(); says how long the
 *	fixed part is
 * @dwExtVersion: from phoneNegotiateExtVersion(); 0: nothing
 *	device-specific
 * @lpPhoneCaps: variable structure, receives the answer
 *
 * With room for the fixed part alone the call succeeds, and dwNeededSize says how
 * much room there has to be. T274, T275
 *
 * Return: 0; PHONEERR_STRUCTURETOOSMALL: dwTotalSize is less than the fixed
 * part; INCOMPATIBLEAPIVERSION, INCOMPATIBLEEXTVERSION: not agreed on; else as
 * phoneNegotiateAPIVersion().
 */
LONG phoneGetDevCaps(HPHONEAPP hPhoneApp, DWORD dwDeviceID, DWORD dwAPIVersion,
		     DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps);
/** phoneGetDevCapsA() - the same, UTF-8 */
LONG phoneGetDevCapsA(HPHONEAPP hPhoneApp, DWORD dwDeviceID, DWORD dwAPIVersion,
		      DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps);
/** phoneGetDevCapsW() - the same, UTF-16LE */
LONG phoneGetDevCapsW(HPHONEAPP hPhoneApp, DWORD dwDeviceID, DWORD dwAPIVersion,
		      DWORD dwExtVersion, LPPHONECAPS lpPhoneCaps);

/**
 * phoneOpen() - open a phone
 * @hPhoneApp: the session
 * @dwDeviceID: the phone
 * @lphPhone: receives the handle, a new one each time; close it with
 *	phoneClose(). T048
 * @dwAPIVersion: from phoneNegotiateAPIVersion()
 * @dwExtVersion: from phoneNegotiateExtVersion(), 0: none
 * @dwCallbackInstance: comes back in every message about the handle.
 *	T253
 * @dwPrivilege: PHONEPRIVILEGE_MONITOR to watch, or PHONEPRIVILEGE_OWNER
 *	to operate the phone: one handle in the whole system. T049
 *
 * The handle receives no PHONE_STATE and no PHONE_BUTTON before
 * phoneSetStatusMessages(). T233
 *
 * Return: 0; PHONEERR_INUSE: the phone has an owner, in whatever process
 * (T050, T051); ALLOCATED: a program that does not use TAPI has taken it, or
 * the phone is not shared and another process has it open (see tspi.h);
 * INVALPRIVILEGE: not exactly one of the two (T054, T055); REINIT (T025);
 * INCOMPATIBLEAPIVERSION, INCOMPATIBLEEXTVERSION, BADDEVICEID, NODEVICE,
 * INVALPOINTER, INVALAPPHANDLE, UNINITIALIZED, NODRIVER, NOMEM,
 * RESOURCEUNAVAIL, INIFILECORRUPT, OPERATIONFAILED, OPERATIONUNAVAIL. On
 * failure @lphPhone is as it was.
 */
LONG phoneOpen(HPHONEAPP hPhoneApp, DWORD dwDeviceID, LPHPHONE lphPhone,
	       DWORD dwAPIVersion, DWORD dwExtVersion,
	       DWORD_PTR dwCallbackInstance, DWORD dwPrivilege);

/**
 * phoneClose() - close a phone
 * @hPhone: the handle; not valid any more afterwards. T075
 *
 * If it was the only handle of the phone in the whole system, the provider
 * ends what is outstanding. If not, requests made with this handle go on and
 * change the phone. Either way their PHONE_REPLY never comes, and messages
 * about the handle that were not fetched are gone. T077, T078, T092, T094,
 * T096, T101
 *
 * Does not wait for the phone to finish anything (R04). Works in a callback
 * for the same handle. T306
 *
 * Return: 0; PHONEERR_INVALPHONEHANDLE: no such handle, or closed already
 * (T076); UNINITIALIZED: no session (R60).
 */
LONG phoneClose(HPHONE hPhone);

/**
 * phoneDevSpecific() - do what only this phone understands
 * @hPhone: handle from phoneOpen()
 * @lpParams: passed to the phone as it is, copied; may be NULL if
 *	@dwSize is 0. T214
 * @dwSize: bytes
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). Output of the phone comes in
 * PHONE_DEVSPECIFIC messages (R37). Needs no ownership (R36, T071).
 *
 * Return: request ID, positive (T114); PHONEERR_INVALPOINTER; a number from
 * 0xc0000000 on, of the maker. Besides: INVALPHONEHANDLE, UNINITIALIZED,
 * NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneDevSpecific(HPHONE hPhone, LPVOID lpParams, DWORD dwSize);

/**
 * phoneSetButtonInfo() - say what a button is for
 * @hPhone: handle from phoneOpen(), as owner
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpButtonInfo: mode, function and text; copied. dwButtonState is
 *	ignored. T147
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). All handles receive PHONE_STATE
 * with CAPSCHANGE or OTHER (R27).
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALPOINTER;
 * STRUCTURETOOSMALL (T148); INVALBUTTONLAMPID; OPERATIONFAILED: not one mode,
 * not a function, text out of bounds (R27), or the phone is disconnected or
 * suspended (T224). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetButtonInfo(HPHONE hPhone, DWORD dwButtonLampID,
			LPPHONEBUTTONINFO const lpButtonInfo);
/** phoneSetButtonInfoA() - the same, UTF-8 */
LONG phoneSetButtonInfoA(HPHONE hPhone, DWORD dwButtonLampID,
			 LPPHONEBUTTONINFO const lpButtonInfo);
/** phoneSetButtonInfoW() - the same, UTF-16LE */
LONG phoneSetButtonInfoW(HPHONE hPhone, DWORD dwButtonLampID,
			 LPPHONEBUTTONINFO const lpButtonInfo);

/**
 * phoneSetData() - write to a data area of the phone
 * @hPhone: handle from phoneOpen(), as owner
 * @dwDataID: 0 to dwNumSetData - 1
 * @lpData: bytes, copied; may be NULL if @dwSize is 0. T211
 * @dwSize: how many; those beyond the size of the area are left out. R25
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115).
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALPOINTER;
 * INVALDATAID (T208); INVALPHONESTATE: the phone is disconnected or suspended
 * (T223). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetData(HPHONE hPhone, DWORD dwDataID, LPVOID const lpData,
		  DWORD dwSize);

/**
 * phoneSetDisplay() - write on the display
 * @hPhone: handle from phoneOpen(), as owner
 * @dwRow: row to begin in, from 0. R22
 * @dwColumn: column to begin at, from 0
 * @lpsDisplay: text in dwStringFormat, as the session sees it; copied
 * @dwSize: bytes; a terminator in them ends the text
 *
 * dwStringFormat is STRINGFORMAT_UNICODE, which is UTF-16LE, in a session that
 * phoneInitializeExW() has begun, and STRINGFORMAT_ASCII, which is UTF-8, in
 * others. It does not depend on the letter of other functions, nor on the
 * provider. phoneGetDisplay() and the display in PHONESTATUS have the same
 * form. (If the dwStringFormat of the provider is DBCS or BINARY, the program
 * gets that, and texts are not converted.) A cell has one character, of however
 * many bytes.
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). The text runs on into the following
 * rows and is cut off at the end; what it does not cover stays. T193 to T197
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALPOINTER (T198);
 * INVALPARAM: row or column (T192); INVALPHONESTATE: the phone is disconnected
 * or suspended (T223). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetDisplay(HPHONE hPhone, DWORD dwRow, DWORD dwColumn,
		     LPCSTR lpsDisplay, DWORD dwSize);

/**
 * phoneSetGain() - set the gain of a microphone
 * @hPhone: handle from phoneOpen(), as owner
 * @dwHookSwitchDev: one PHONEHOOKSWITCHDEV_*
 * @dwGain: 0 to 0xffff; more counts as 0xffff. T182
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). The phone may round. T181
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALHOOKSWITCHDEV
 * (T172, T184); INVALPHONESTATE: the phone is disconnected or suspended
 * (T223). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetGain(HPHONE hPhone, DWORD dwHookSwitchDev, DWORD dwGain);

/**
 * phoneSetHookSwitch() - take devices off hook, put them on, mute
 * @hPhone: handle from phoneOpen(), as owner
 * @dwHookSwitchDevs: mask of PHONEHOOKSWITCHDEV_*; all change or none.
 *	R13
 * @dwHookSwitchMode: one of ONHOOK, MIC, SPEAKER, MICSPEAKER. T174
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115).
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALHOOKSWITCHDEV
 * (T171 to T173); INVALHOOKSWITCHMODE (T174 to T176); INVALPHONESTATE: the
 * phone is disconnected or suspended (T223). Besides: INVALPHONEHANDLE,
 * UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetHookSwitch(HPHONE hPhone, DWORD dwHookSwitchDevs,
			DWORD dwHookSwitchMode);

/**
 * phoneSetLamp() - switch a lamp
 * @hPhone: handle from phoneOpen(), as owner
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @dwLampMode: one PHONELAMPMODE_* that the lamp has. T136 to T138
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115).
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALBUTTONLAMPID:
 * no such pair, or no lamp in it (T135, T139); INVALLAMPMODE; INVALPHONESTATE:
 * the phone is disconnected or suspended (T223). Besides: INVALPHONEHANDLE,
 * UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetLamp(HPHONE hPhone, DWORD dwButtonLampID, DWORD dwLampMode);

/**
 * phoneSetRing() - ring, or stop ringing
 * @hPhone: handle from phoneOpen(), as owner
 * @dwRingMode: 1 to dwNumRingModes; 0: silence. R12
 * @dwVolume: 0 to 0xffff; more counts as 0xffff. T162
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). The phone rings until the mode is set
 * again.
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALRINGMODE
 * (T160); INVALPHONESTATE: the phone is disconnected or suspended (T223).
 * Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetRing(HPHONE hPhone, DWORD dwRingMode, DWORD dwVolume);

/**
 * phoneSetVolume() - set the volume of a speaker
 * @hPhone: handle from phoneOpen(), as owner
 * @dwHookSwitchDev: one PHONEHOOKSWITCHDEV_*
 * @dwVolume: 0 to 0xffff; more counts as 0xffff. T182
 *
 * Asynchronous: PHONE_REPLY with the request ID as dwParam1 and the result as
 * dwParam2 follows, exactly once (T115). The phone may round. T180
 *
 * Return: request ID, positive (T114); PHONEERR_NOTOWNER; INVALHOOKSWITCHDEV
 * (T172, T184); INVALPHONESTATE: the phone is disconnected or suspended
 * (T223). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneSetVolume(HPHONE hPhone, DWORD dwHookSwitchDev, DWORD dwVolume);

/**
 * phoneGetButtonInfo() - what a button is for, and whether it is pressed
 * @hPhone: handle from phoneOpen()
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpButtonInfo: variable structure, receives the answer
 *
 * Return: 0; PHONEERR_INVALPOINTER; STRUCTURETOOSMALL (T145);
 * INVALBUTTONLAMPID (T144); INVALPHONESTATE. Besides: INVALPHONEHANDLE,
 * UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetButtonInfo(HPHONE hPhone, DWORD dwButtonLampID,
			LPPHONEBUTTONINFO lpButtonInfo);
/** phoneGetButtonInfoA() - the same, UTF-8 */
LONG phoneGetButtonInfoA(HPHONE hPhone, DWORD dwButtonLampID,
			 LPPHONEBUTTONINFO lpButtonInfo);
/** phoneGetButtonInfoW() - the same, UTF-16LE */
LONG phoneGetButtonInfoW(HPHONE hPhone, DWORD dwButtonLampID,
			 LPPHONEBUTTONINFO lpButtonInfo);

/**
 * phoneGetData() - read a data area of the phone
 * @hPhone: handle from phoneOpen()
 * @dwDataID: 0 to dwNumGetData - 1
 * @lpData: receives the bytes; may be NULL if @dwSize is 0
 * @dwSize: most bytes wanted; those beyond the area are not written.
 *	T205 to T207
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALDATAID (T208); INVALPHONESTATE.
 * Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetData(HPHONE hPhone, DWORD dwDataID, LPVOID lpData, DWORD dwSize);

/**
 * phoneGetDisplay() - what the display shows
 * @hPhone: handle from phoneOpen()
 * @lpDisplay: variable structure, receives rows times columns characters
 *	in dwStringFormat, row after row, and a terminator (R24). A
 *	character may have several bytes, see phoneSetDisplay()
 *
 * Return: 0; PHONEERR_INVALPOINTER; STRUCTURETOOSMALL (T201);
 * OPERATIONUNAVAIL: no display (T199); INVALPHONESTATE. Besides:
 * INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED,
 * OPERATIONUNAVAIL.
 */
LONG phoneGetDisplay(HPHONE hPhone, LPVARSTRING lpDisplay);

/**
 * phoneGetGain() - gain of a microphone
 * @hPhone: handle from phoneOpen()
 * @dwHookSwitchDev: one PHONEHOOKSWITCHDEV_*
 * @lpdwGain: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALHOOKSWITCHDEV (T172, T184);
 * INVALPHONESTATE. Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetGain(HPHONE hPhone, DWORD dwHookSwitchDev, LPDWORD lpdwGain);

/**
 * phoneGetHookSwitch() - which devices are off hook
 * @hPhone: handle from phoneOpen()
 * @lpdwHookSwitchDevs: receives a mask of PHONEHOOKSWITCHDEV_*. T168
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALPHONESTATE. Besides:
 * INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED,
 * OPERATIONUNAVAIL.
 */
LONG phoneGetHookSwitch(HPHONE hPhone, LPDWORD lpdwHookSwitchDevs);

/**
 * phoneGetLamp() - mode of a lamp
 * @hPhone: handle from phoneOpen()
 * @dwButtonLampID: 0 to dwNumButtonLamps - 1
 * @lpdwLampMode: receives one PHONELAMPMODE_*; DUMMY: the pair has no
 *	lamp. R16
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALBUTTONLAMPID (T135); INVALPHONESTATE.
 * Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL,
 * OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetLamp(HPHONE hPhone, DWORD dwButtonLampID, LPDWORD lpdwLampMode);

/**
 * phoneGetRing() - how the phone rings
 * @hPhone: handle from phoneOpen()
 * @lpdwRingMode: receives 0 (silence) to dwNumRingModes
 * @lpdwVolume: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALPHONESTATE. Besides:
 * INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED,
 * OPERATIONUNAVAIL.
 */
LONG phoneGetRing(HPHONE hPhone, LPDWORD lpdwRingMode, LPDWORD lpdwVolume);

/**
 * phoneGetVolume() - volume of a speaker
 * @hPhone: handle from phoneOpen()
 * @dwHookSwitchDev: one PHONEHOOKSWITCHDEV_*
 * @lpdwVolume: receives 0 to 0xffff
 *
 * Return: 0; PHONEERR_INVALPOINTER; INVALHOOKSWITCHDEV (T172, T184);
 * INVALPHONESTATE. Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetVolume(HPHONE hPhone, DWORD dwHookSwitchDev, LPDWORD lpdwVolume);

/**
 * phoneGetStatus() - the whole state, and the owner and monitors of the phone
 * @hPhone: handle from phoneOpen()
 * @lpPhoneStatus: variable structure, receives the answer; owners and
 *	monitors are counted in all processes. T218
 *
 * Works while the phone is disconnected or suspended (T222). dwPhoneFeatures
 * is what this handle can do now; a monitor can set nothing (R50).
 *
 * Return: 0; PHONEERR_INVALPOINTER; STRUCTURETOOSMALL (T229). Besides:
 * INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED,
 * OPERATIONUNAVAIL.
 */
LONG phoneGetStatus(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus);
/** phoneGetStatusA() - the same, UTF-8 */
LONG phoneGetStatusA(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus);
/** phoneGetStatusW() - the same, UTF-16LE */
LONG phoneGetStatusW(HPHONE hPhone, LPPHONESTATUS lpPhoneStatus);

/**
 * phoneGetID() - identifier of the phone in a class of devices
 * @hPhone: handle from phoneOpen()
 * @lpDeviceID: variable structure, receives the answer
 * @lpszDeviceClass: "tapi/phone": dwDeviceID, binary (T230); "tphone":
 *	path of the device node, if the phone has one; others as
 *	dwDeviceClasses says. Upper and lower case are the same
 *
 * Return: 0; PHONEERR_INVALPOINTER; STRUCTURETOOSMALL; INVALDEVICECLASS: not
 * one of these (T231). Besides: INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED, OPERATIONUNAVAIL.
 */
LONG phoneGetID(HPHONE hPhone, LPVARSTRING lpDeviceID, LPCSTR lpszDeviceClass);
/** phoneGetIDA() - the same, UTF-8 */
LONG phoneGetIDA(HPHONE hPhone, LPVARSTRING lpDeviceID, LPCSTR lpszDeviceClass);
/** phoneGetIDW() - the same, UTF-16LE */
LONG phoneGetIDW(HPHONE hPhone, LPVARSTRING lpDeviceID,
		 LPCWSTR lpszDeviceClass);

/**
 * phoneSetStatusMessages() - say which messages the handle receives
 * @hPhone: handle from phoneOpen()
 * @dwPhoneStates: mask of PHONESTATE_*
 * @dwButtonModes: mask of PHONEBUTTONMODE_*; 0: no PHONE_BUTTON
 * @dwButtonStates: mask of PHONEBUTTONSTATE_UP and _DOWN
 *
 * Replaces the former masks, of this handle alone (T235, T236).
 * PHONE_REPLY, PHONE_CLOSE, PHONE_CREATE, PHONE_REMOVE, PHONE_DEVSPECIFIC and
 * PHONESTATE_REINIT always come. Monitors may call this (T071).
 *
 * Return: 0; PHONEERR_INVALPHONESTATE, INVALBUTTONMODE, INVALBUTTONSTATE: bits
 * that do not exist (R28), or modes without states (T237). Besides:
 * INVALPHONEHANDLE, UNINITIALIZED, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED,
 * OPERATIONUNAVAIL.
 */
LONG phoneSetStatusMessages(HPHONE hPhone, DWORD dwPhoneStates,
			    DWORD dwButtonModes, DWORD dwButtonStates);

/**
 * phoneGetStatusMessages() - the masks that phoneSetStatusMessages() has set
 * @hPhone: handle from phoneOpen()
 * @lpdwPhoneStates: receives the mask; zero after opening. T234
 * @lpdwButtonModes: receives the mask
 * @lpdwButtonStates: receives the mask
 *
 * Return: 0; PHONEERR_INVALPOINTER, INVALPHONEHANDLE, UNINITIALIZED, NOMEM,
 * RESOURCEUNAVAIL, OPERATIONFAILED.
 */
LONG phoneGetStatusMessages(HPHONE hPhone, LPDWORD lpdwPhoneStates,
			    LPDWORD lpdwButtonModes, LPDWORD lpdwButtonStates);

/**
 * phoneGetIcon() - icon of the provider, if it has one (R54)
 * @dwDeviceID: the phone
 * @lpszDeviceClass: class of devices, may be NULL
 * @lphIcon: receives the icon of the provider
 *
 * Phones of the kernel have none, and the library has none of its own.
 *
 * Return: 0; without an icon PHONEERR_OPERATIONFAILED for "tapi/phone", "" and
 * NULL, INVALDEVICECLASS for others; BADDEVICEID, NODEVICE, INVALPOINTER,
 * UNINITIALIZED, NOMEM, RESOURCEUNAVAIL.
 */
LONG phoneGetIcon(DWORD dwDeviceID, LPCSTR lpszDeviceClass, LPHICON lphIcon);
/** phoneGetIconA() - the same, UTF-8 */
LONG phoneGetIconA(DWORD dwDeviceID, LPCSTR lpszDeviceClass, LPHICON lphIcon);
/** phoneGetIconW() - the same, UTF-16LE */
LONG phoneGetIconW(DWORD dwDeviceID, LPCWSTR lpszDeviceClass, LPHICON lphIcon);

/**
 * phoneConfigDialog() - dialog of the provider, if it has one (R54)
 * @dwDeviceID: the phone
 * @hwndOwner: passed on to the provider
 * @lpszDeviceClass: class of devices, may be NULL; passed on
 *
 * Phones of the kernel have none.
 *
 * Return: 0; PHONEERR_OPERATIONUNAVAIL: there is none; BADDEVICEID, NODEVICE,
 * UNINITIALIZED; other errors of the provider: INUSE, INVALPARAM,
 * INVALDEVICECLASS, NOMEM, RESOURCEUNAVAIL, OPERATIONFAILED.
 */
LONG phoneConfigDialog(DWORD dwDeviceID, HWND hwndOwner,
		       LPCSTR lpszDeviceClass);
/** phoneConfigDialogA() - the same, UTF-8 */
LONG phoneConfigDialogA(DWORD dwDeviceID, HWND hwndOwner,
			LPCSTR lpszDeviceClass);
/** phoneConfigDialogW() - the same, UTF-16LE */
LONG phoneConfigDialogW(DWORD dwDeviceID, HWND hwndOwner,
			LPCWSTR lpszDeviceClass);

/*
 * Linux: these functions replace objects of Windows, such as events and
 * completion ports. They return 0 or a positive number, or a negative errno.
 */

/**
 * tphone_event_fd() - the descriptor in an event object
 * @event: Handles.hEvent of a session with USEEVENT
 *
 * Readable (POLLIN) while messages are queued. Only poll it: it belongs to the
 * session, which closes it at phoneShutdown().
 */
static inline int tphone_event_fd(HANDLE event)
{
	return (int)(intptr_t)event;
}

/**
 * tphone_tapi_fd() - descriptor to poll, of a session with USEHIDDENWINDOW
 * @hPhoneApp: the session
 *
 * Readable (POLLIN) while tphone_tapi_dispatch() has callbacks to call.
 *
 * Return: a descriptor that belongs to the session; -EINVAL: no such session,
 * or one with another mechanism.
 */
int tphone_tapi_fd(HPHONEAPP hPhoneApp);

/**
 * tphone_tapi_dispatch() - call the callback for the messages that are queued
 * @hPhoneApp: the session, with USEHIDDENWINDOW
 *
 * Never blocks; delivers what is queued when it begins. The callback runs on
 * the calling thread, without a lock, and may call any function, phoneClose()
 * and phoneShutdown() included.
 *
 * Return: number of messages delivered; -EINVAL as above.
 */
int tphone_tapi_dispatch(HPHONEAPP hPhoneApp);

/* A completion port: a queue of messages that belongs to the program. */
struct tphone_port;

/**
 * tphone_port_new() - make a completion port
 * @port: receives the port; give it to phoneInitializeEx() as
 *	(HANDLE)port in Handles.hCompletionPort, for several sessions if wanted
 *
 * Return: 0; -ENOMEM, -EMFILE, -EINVAL.
 */
int tphone_port_new(struct tphone_port **port);

/**
 * tphone_port_free() - free a completion port and the messages in it
 * @port: the port, or NULL; after phoneShutdown() of all its sessions
 */
void tphone_port_free(struct tphone_port *port);

/**
 * tphone_port_fd() - descriptor to poll
 * @port: the port
 *
 * Return: a descriptor, readable (POLLIN) while the port has messages, that
 * belongs to the port; -EINVAL.
 */
int tphone_port_fd(const struct tphone_port *port);

/**
 * tphone_port_get() - take the next message
 * @port: the port
 * @key: receives dwCompletionKey of the session
 * @message: receives the message; free() it
 * @timeout_ms: longest wait in milliseconds, 0: none, negative: no limit
 *
 * Return: 0; -ETIMEDOUT: there is none; -EINVAL.
 */
int tphone_port_get(struct tphone_port *port, DWORD *key,
		    LPPHONEMESSAGE *message, int timeout_ms);

/**
 * tphone_tapi_add_provider() - use a provider besides the built-in one
 * @path: a shared object that exports TSPI functions, see tspi.h; or NULL: use
 *	none but those added, neither the built-in one nor those that are
 *	configured
 *
 * Takes effect when the first session of the process begins; a provider added
 * stays until the process ends. tphone_tapi_set_log() gives the reason why one
 * cannot be loaded.
 *
 * Return: 0; -EBUSY: a session exists; -EEXIST: added already; -ENOENT,
 * -EACCES, -ELIBBAD: not such an object; -ENOMEM.
 */
int tphone_tapi_add_provider(const char *path);

/* Levels of messages: each contains those with a lower number. */
#define TPHONE_LOG_ERROR	1	/* left out: phones may be missing */
#define TPHONE_LOG_WARNING	2	/* a rule is broken, a text is wchar_t */
#define TPHONE_LOG_INFO		3	/* what was done, and with what result */

/* @text is one line, without its end, and valid during the call. */
typedef void (*TPHONE_LOG)(void *data, int level, const char *text);

/**
 * tphone_tapi_set_log() - learn why a phone or a provider is missing
 * @level: the highest TPHONE_LOG_* that is wanted
 * @log: is called for each message from now on; NULL: none is logged
 * @data: is passed on
 *
 * It holds for the process, not for one session; set it before the first
 * session begins, as providers are started then. With $TPHONE_DEBUG, messages
 * of all levels are also written to standard error, whether a function is set
 * or not.
 *
 * @log is called by the thread that causes the message: one that begins or ends
 * a session, opens a phone or adds a provider, one of the library, or one of a
 * provider. Two threads never call it at once. The thread may hold locks of the
 * library or of the provider, so @log must return soon, wait for no lock that
 * the program holds while it calls TAPI, and call no function of this file or
 * of tspi.h but this one and tphone_phoneerr_name(). When this function has
 * returned, the function that was set before is not called any more, unless
 * this one was called from within it.
 *
 * Return: 0; -EINVAL: no such level.
 */
int tphone_tapi_set_log(int level, TPHONE_LOG log, void *data);

/**
 * tphone_phoneerr_name() - "PHONEERR_INUSE" for PHONEERR_INUSE
 * @error: what a function returned, or the result in a PHONE_REPLY
 *
 * Return: the name, constant; "0" for 0; NULL for a number without one.
 */
const char *tphone_phoneerr_name(LONG error);

#ifdef UNICODE
#define phoneInitializeEx	phoneInitializeExW
#define phoneGetDevCaps		phoneGetDevCapsW
#define phoneSetButtonInfo	phoneSetButtonInfoW
#define phoneGetButtonInfo	phoneGetButtonInfoW
#define phoneGetStatus		phoneGetStatusW
#define phoneGetID		phoneGetIDW
#define phoneGetIcon		phoneGetIconW
#define phoneConfigDialog	phoneConfigDialogW
#endif

#ifdef __cplusplus
}
#endif

#endif /* _TPHONE_TAPI_H */
