/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls of the procedures of TAPI, by the dispatcher. */
#ifndef _LIBTPHONE_TSPI_NOTIFY_H
#define _LIBTPHONE_TSPI_NOTIFY_H

#include "open.h"
#include "requests.h"

/* Calls the event procedure of an open phone, unless it is being closed. */
void tspi_notify(struct tspi_open *open, DWORD message, DWORD_PTR first,
		 DWORD_PTR second, DWORD_PTR third);

/* Notifies a handle of others, unless it is leaving. */
void tspi_notify_handle(struct tspi_handle *handle, DWORD state,
			DWORD_PTR count);

/* Notifies the completion of a request. @result: 0 or PHONEERR_*. */
void tspi_notify_completion(const struct tspi_request *request, LONG result);

/* Notify TAPI of a new phone (PHONE_CREATE), and of its end (PHONE_REMOVE). */
void tspi_notify_created(DWORD_PTR temporary_id);
void tspi_notify_removed(DWORD device_id);

/*
 * With the lock held: is a callback about this object running, and for which
 * request does ASYNC_COMPLETION run? No, and NULL, within that callback itself.
 */
bool tspi_notifying_open(const struct tspi_open *open);
bool tspi_notifying_handle(const struct tspi_handle *handle);
const struct tspi_request *tspi_notifying_request(void);

#endif /* _LIBTPHONE_TSPI_NOTIFY_H */
