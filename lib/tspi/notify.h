/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls of the event procedure, by the dispatcher. */
#ifndef _LIBTPHONE_TSPI_NOTIFY_H
#define _LIBTPHONE_TSPI_NOTIFY_H

#include "open.h"
#include "requests.h"

/* Unless the phone is being closed. */
void tspi_notify(struct tspi_open *open, DWORD message, DWORD_PTR first,
		 DWORD_PTR second, DWORD_PTR third);

/* To a handle, of others: unless it is leaving. */
void tspi_notify_handle(struct tspi_handle *handle, DWORD state,
			DWORD_PTR count);

/* The completion of a request: 0 or PHONEERR_*. */
void tspi_notify_completion(const struct tspi_request *request, LONG result);

/* A phone that was plugged in; one that is gone. */
void tspi_notify_created(DWORD_PTR temporary_id);
void tspi_notify_removed(DWORD device_id);

/*
 * With the lock held: is this being told just now? What the caller is itself
 * called from counts as told.
 */
bool tspi_notifying_open(const struct tspi_open *open);
bool tspi_notifying_handle(const struct tspi_handle *handle);
const struct tspi_request *tspi_notifying_request(void);

#endif /* _LIBTPHONE_TSPI_NOTIFY_H */
