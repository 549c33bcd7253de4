/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The thread that reads all handles and calls all callbacks, see provider.h. */
#ifndef _LIBTPHONE_TSPI_DISPATCHER_H
#define _LIBTPHONE_TSPI_DISPATCHER_H

#include "devices.h"

/* 0 or a negative errno. */
int tspi_dispatcher_start(void);

/* Returns when the thread has ended. Not to be called from a callback. */
void tspi_dispatcher_stop(void);

/* In the child of a fork there is no such thread. */
void tspi_dispatcher_forget(void);

/* Is this its thread? */
bool tspi_dispatching_here(void);

/* On its thread: waits for something to do, and does it. */
void tspi_dispatch(int timeout_ms);

/* With the lock held: let it look at a phone. */
void tspi_stir(struct tspi_device *device);

/* Polls a handle, or stops doing so. 0 or a negative errno. */
int tspi_dispatcher_add(struct tspi_handle *handle);
void tspi_dispatcher_remove(struct tspi_handle *handle);

/* While dispatching is held: reads all there is. */
void tspi_handle_read(struct tspi_handle *handle);

#endif /* _LIBTPHONE_TSPI_DISPATCHER_H */
