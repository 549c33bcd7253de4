/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The errors that each function may return, see section 4.10 of
 * Documentation/tapi-rules.rst. A program sees no others, whatever a provider
 * returns.
 */
#ifndef _LIBTPHONE_TAPI_ERRORS_H
#define _LIBTPHONE_TAPI_ERRORS_H

#include <stdbool.h>
#include <tphone/tapi.h>

/* The list of a function. */
enum tapi_list {
	TAPI_LIST_phoneClose,
	TAPI_LIST_phoneConfigDialog,
	TAPI_LIST_phoneDevSpecific,
	TAPI_LIST_phoneGetButtonInfo,
	TAPI_LIST_phoneGetData,
	TAPI_LIST_phoneGetDevCaps,
	TAPI_LIST_phoneGetDisplay,
	TAPI_LIST_phoneGetGain,
	TAPI_LIST_phoneGetHookSwitch,
	TAPI_LIST_phoneGetIcon,
	TAPI_LIST_phoneGetID,
	TAPI_LIST_phoneGetLamp,
	TAPI_LIST_phoneGetMessage,
	TAPI_LIST_phoneGetRing,
	TAPI_LIST_phoneGetStatus,
	TAPI_LIST_phoneGetStatusMessages,
	TAPI_LIST_phoneGetVolume,
	TAPI_LIST_phoneInitialize,
	TAPI_LIST_phoneInitializeEx,
	TAPI_LIST_phoneNegotiateAPIVersion,
	TAPI_LIST_phoneNegotiateExtVersion,
	TAPI_LIST_phoneOpen,
	TAPI_LIST_phoneSetButtonInfo,
	TAPI_LIST_phoneSetData,
	TAPI_LIST_phoneSetDisplay,
	TAPI_LIST_phoneSetGain,
	TAPI_LIST_phoneSetHookSwitch,
	TAPI_LIST_phoneSetLamp,
	TAPI_LIST_phoneSetRing,
	TAPI_LIST_phoneSetStatusMessages,
	TAPI_LIST_phoneSetVolume,
	TAPI_LIST_phoneShutdown,
	TAPI_NR_LISTS
};

/* @result if it is 0 or on the list; otherwise PHONEERR_OPERATIONFAILED. */
LONG tapi_listed(enum tapi_list list, LONG result);

#endif /* _LIBTPHONE_TAPI_ERRORS_H */
