/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log of calls, inside of the recorder. */
#ifndef CONFORMANCE_RECORDER_RECORD_H
#define CONFORMANCE_RECORDER_RECORD_H

#include "recorder.h"

extern struct recorder_control recorder_control;

/* Before and after a call of the other provider; record_result() returns the result. */
void record_call(enum recorder_function function);
LONG record_result(LONG result);

/* In addition for a request, whose completion may come in between. */
struct recorder_request *record_request(DRV_REQUESTID id);
LONG record_end(struct recorder_request *request, LONG result);

/*
 * The callbacks of TAPI, and those that the other provider gets instead. TAPI passes
 * the same ones in all calls.
 */
extern _Atomic(ASYNC_COMPLETION) record_completion_proc;
extern _Atomic(PHONEEVENT) record_create_proc;
extern _Atomic(PHONEEVENT) record_event_proc;
extern _Atomic(PHONEEVENT) record_handle_proc;
void record_completion(DRV_REQUESTID id, LONG result);
void record_create(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		   DWORD_PTR second, DWORD_PTR third);
void record_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		  DWORD_PTR second, DWORD_PTR third);
void record_handle_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
			 DWORD_PTR second, DWORD_PTR third);

#endif /* CONFORMANCE_RECORDER_RECORD_H */
