/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calling TAPI: one callback at a time, in the order in which they were queued.
 */
#ifndef MOCK_CALLBACK_H
#define MOCK_CALLBACK_H

#include "phone.h"

/* Call these with phones_lock() held. A phone may be NULL for a completion. */
void callback_queue_completion(struct phone *phone, DRV_REQUESTID request,
			       LONG result);
void callback_queue_event(HTAPIPHONE tapi, PHONEEVENT event, DWORD message,
			  DWORD_PTR first, DWORD_PTR second, DWORD_PTR third);

/*
 * Calls TAPI until the queue is empty; when it returns, all callbacks that were queued
 * at the beginning have been made. Not under phones_lock(). Inside a callback it does
 * not wait for that one to end.
 */
void callback_flush(void);

/* This thread is inside a callback. */
bool callback_in_progress(void);

#endif /* MOCK_CALLBACK_H */
