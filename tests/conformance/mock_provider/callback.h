/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calling TAPI: one callback at a time, in the order in which they were queued.
 */
#ifndef MOCK_CALLBACK_H
#define MOCK_CALLBACK_H

#include "phone.h"

/* These want phones_lock(). A phone may be NULL for a completion. */
void callback_queue_completion(struct phone *phone, DRV_REQUESTID request,
			       LONG result);
void callback_queue_event(HTAPIPHONE tapi, PHONEEVENT event, DWORD message,
			  DWORD_PTR first, DWORD_PTR second, DWORD_PTR third);

/*
 * Calls TAPI until nothing is queued; when it returns all that was queued at the
 * beginning has been called. Not under phones_lock(). Inside a callback it does
 * so without waiting for this to end.
 */
void callback_flush(void);

/* This thread is inside a callback. */
bool callback_in_progress(void);

#endif /* MOCK_CALLBACK_H */
