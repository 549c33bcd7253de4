/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TSPI_RESYNC_H
#define _LIBTPHONE_TSPI_RESYNC_H

#include "open.h"

/*
 * By the dispatcher, when events were lost: tells of everything that may have
 * changed, as it is now. Of buttons it only asks, as there may be events that
 * were not lost, and are older than the answer.
 */
void tspi_tell_all(struct tspi_open *open, struct tspi_handle *listener);

/*
 * By the dispatcher, around telling of the events of a phone that was read: at
 * the end, those from before the answers were told, and what these say is.
 */
void tspi_lost_begin(struct tspi_device *device);
void tspi_lost_end(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_RESYNC_H */
