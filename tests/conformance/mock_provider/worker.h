/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The thread that completes operations when they are due.
 */
#ifndef MOCK_WORKER_H
#define MOCK_WORKER_H

#include <stdbool.h>

/* False: no thread. worker_stop() waits for it, so not under phones_lock(). */
bool worker_start(void);
void worker_stop(void);

/* Wakes the thread for a new operation. */
void worker_wake(void);

#endif /* MOCK_WORKER_H */
