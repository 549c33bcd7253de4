/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records of the kernel on their way to becoming events of TSPI. */
#ifndef _LIBTPHONE_TSPI_EVENTS_H
#define _LIBTPHONE_TSPI_EVENTS_H

#include "devices.h"
#include "open.h"

/**
 * struct tspi_event - a record to be told of
 * @link: in the queue
 * @handle: that has read it; holds a reference
 * @record: the record
 */
struct tspi_event {
	STAILQ_ENTRY(tspi_event) link;
	struct tspi_handle *handle;
	struct tphone_record record;
};

STAILQ_HEAD(tspi_event_queue, tspi_event);

/* By the dispatcher: tells of what is in the queue, and what found no room in it. */
void tspi_events_report(struct tspi_device *device);

/* At the end, when nobody is told any more. */
void tspi_events_drop(void);

/*
 * By the dispatcher, when events were lost: tells of everything that may have
 * changed, as it is now. Of buttons it only asks, as there may be events that
 * were not lost, and are older than the answer.
 */
void tspi_resync(struct tspi_open *open, struct tspi_handle *listener);

/*
 * By the dispatcher, around telling of the events of a phone that was read: at
 * the end, those from before the answers were told, and what these say is.
 */
void tspi_resync_before_events(struct tspi_device *device);
void tspi_resync_after_events(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_EVENTS_H */
