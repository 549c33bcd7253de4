/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A thread that does with providers what an event asks for, as an event must not
 * call a provider. It runs while there is a session.
 */
#ifndef _LIBTPHONE_TAPI_WORKER_H
#define _LIBTPHONE_TAPI_WORKER_H

#include "broker.h"

/* With the lock: takes over the task, unless it is queued already. */
void tapi_worker_add(struct tapi_work *work);

/* With tapi.life: 0, or an error of pthread_create(). */
int tapi_worker_start(void);

/*
 * With tapi.life: leaves the phones that are to be left; tasks of which no
 * session is there to see the outcome are dropped.
 */
void tapi_worker_stop(void);

/* In the child of a fork, which has no worker. */
void tapi_worker_forget(void);

/* With the lock: tasks of a provider, or about a device, that failed to begin. */
void tapi_worker_drop(const struct tapi_provider *provider);
void tapi_worker_drop_device(struct tapi_device *device);

#endif /* _LIBTPHONE_TAPI_WORKER_H */
