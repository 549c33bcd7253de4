// SPDX-License-Identifier: GPL-2.0-or-later
#include "record.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct recorder_control recorder_control;

_Atomic(ASYNC_COMPLETION) record_completion_proc;
_Atomic(PHONEEVENT) record_create_proc;
_Atomic(PHONEEVENT) record_event_proc;
_Atomic(PHONEEVENT) record_handle_proc;

void record_call(enum recorder_function function)
{
	atomic_fetch_add(&recorder_control.log->calls[function], 1);
}

LONG record_result(LONG result)
{
	if (result == PHONEERR_INVALPHONEHANDLE)
		atomic_fetch_add(&recorder_control.log->stale, 1);
	return result;
}

struct recorder_request *record_request(DRV_REQUESTID id)
{
	struct recorder_log *log = recorder_control.log;
	unsigned int place = atomic_fetch_add(&log->nr_requests, 1);

	/* More than any case issues. */
	if (place >= RECORDER_NR_REQUESTS)
		abort();
	log->request[place].id = id;
	atomic_store(&log->request[place].process, getpid());
	return &log->request[place];
}

LONG record_end(struct recorder_request *request, LONG result)
{
	if (result < 0)
		atomic_store(&request->refused, true);
	return result;
}

/* The newest request of that number, as numbers are reused. */
static struct recorder_request *find(DRV_REQUESTID id)
{
	struct recorder_log *log = recorder_control.log;
	unsigned int place = atomic_load(&log->nr_requests);
	pid_t process = getpid();

	while (place-- > 0) {
		struct recorder_request *request = &log->request[place];

		if (atomic_load(&request->process) == process &&
		    request->id == id)
			return request;
	}
	return NULL;
}

void record_completion(DRV_REQUESTID id, LONG result)
{
	struct recorder_request *request = find(id);

	if (request)
		atomic_fetch_add(&request->completions, 1);
	else
		atomic_fetch_add(&recorder_control.log->unknown, 1);
	atomic_load(&record_completion_proc)(id, result);
}

static void count_event(DWORD message)
{
	if (message < RECORDER_NR_MESSAGES)
		atomic_fetch_add(&recorder_control.log->events[message], 1);
}

void record_create(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		   DWORD_PTR second, DWORD_PTR third)
{
	count_event(message);
	atomic_load(&record_create_proc)(phone, message, first, second, third);
}

void record_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		  DWORD_PTR second, DWORD_PTR third)
{
	count_event(message);
	atomic_load(&record_event_proc)(phone, message, first, second, third);
}

void record_handle_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
			 DWORD_PTR second, DWORD_PTR third)
{
	count_event(message);
	atomic_load(&record_handle_proc)(phone, message, first, second, third);
}
