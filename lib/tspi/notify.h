/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls of the event procedure, by the dispatcher. */
#ifndef _LIBTPHONE_TSPI_NOTIFY_H
#define _LIBTPHONE_TSPI_NOTIFY_H

#include "open.h"

/* Unless the phone is being closed. */
void tspi_tell(struct tspi_open *open, DWORD message, DWORD_PTR first,
	       DWORD_PTR second, DWORD_PTR third);

/* To a handle, of others: unless it is leaving. */
void tspi_tell_handle(struct tspi_handle *handle, DWORD state, DWORD_PTR count);

#endif /* _LIBTPHONE_TSPI_NOTIFY_H */
