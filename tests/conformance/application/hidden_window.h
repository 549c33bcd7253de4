/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A session with callbacks, and a record of them.
 */
#ifndef CONFORMANCE_APPLICATION_HIDDEN_WINDOW_H
#define CONFORMANCE_APPLICATION_HIDDEN_WINDOW_H

#include <pthread.h>

#include "application.h"

/**
 * struct callbacks - the callbacks of the process, of all sessions
 * @nr: how many there were
 * @nr_of: and of each kind of message
 * @last: the last one of each
 * @thread: in which thread it ran
 * @then: called in each, with the message; may be NULL
 * @data: for @then
 *
 * Belongs to the thread that dispatches.
 */
struct callbacks {
	unsigned int nr;
	unsigned int nr_of[PHONE_REMOVE + 1];
	PHONEMESSAGE last[PHONE_REMOVE + 1];
	pthread_t thread;
	void (*then)(const PHONEMESSAGE *message, void *data);
	void *data;
};

extern struct callbacks callbacks;

/* The callback that writes it. */
void window_callback(DWORD device, DWORD message, DWORD_PTR instance,
		     DWORD_PTR first, DWORD_PTR second, DWORD_PTR third);

/* phoneInitializeExA() with USEHIDDENWINDOW and that record. */
HPHONEAPP window_begin(void);

/* Waits until a callback is pending, and dispatches once. */
void window_dispatch(HPHONEAPP app);

/* Dispatches until there were so many callbacks of a kind; the last one. */
PHONEMESSAGE window_until(HPHONEAPP app, DWORD message, unsigned int nr);

/* Fails the case if a callback is pending within A_WHILE. */
void window_no_message(HPHONEAPP app);

#endif /* CONFORMANCE_APPLICATION_HIDDEN_WINDOW_H */
