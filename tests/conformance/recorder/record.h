/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing down what is called, inside of the recorder. */
#ifndef CONFORMANCE_RECORDER_RECORD_H
#define CONFORMANCE_RECORDER_RECORD_H

#include "recorder.h"

extern struct recorder_control recorder_control;

/* Before and after a call is passed on; record_result() gives back the result. */
void record_call(enum recorder_function function);
LONG record_result(LONG result);

/* And besides for a request, whose completion may come in between. */
struct recorder_request *record_request(DRV_REQUESTID id);
LONG record_end(struct recorder_request *request, LONG result);

/*
 * What TAPI gave for its entry points, and what the provider is given instead.
 * All calls of a kind give the same one.
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
