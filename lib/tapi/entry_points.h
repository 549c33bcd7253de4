/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What providers call, at any moment and from any thread. They take tapi.lock
 * only and call nobody; see broker.h. Numbers that are not valid any more are
 * ignored.
 */
#ifndef _LIBTPHONE_TAPI_ENTRY_POINTS_H
#define _LIBTPHONE_TAPI_ENTRY_POINTS_H

#include <tphone/tspi.h>

/* A request has ended. */
void tapi_completion(DRV_REQUESTID dwRequestID, LONG lResult);

/* Events of a phone, and PHONE_CREATE and PHONE_REMOVE. */
void tapi_event(HTAPIPHONE htPhone, DWORD dwMsg, DWORD_PTR dwParam1,
		DWORD_PTR dwParam2, DWORD_PTR dwParam3);

/* PHONESTATE_OWNER and PHONESTATE_MONITORS, for a handle that has joined. */
void tapi_handle_event(HTAPIPHONE htPhone, DWORD dwMsg, DWORD_PTR dwParam1,
		       DWORD_PTR dwParam2, DWORD_PTR dwParam3);

/* Lines are none of our business. */
void tapi_line_event(HTAPILINE htLine, HTAPICALL htCall, DWORD dwMsg,
		     DWORD_PTR dwParam1, DWORD_PTR dwParam2,
		     DWORD_PTR dwParam3);

#endif /* _LIBTPHONE_TAPI_ENTRY_POINTS_H */
