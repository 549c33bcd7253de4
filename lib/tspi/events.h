/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records of the kernel on their way to becoming events of TSPI. */
#ifndef _LIBTPHONE_TSPI_EVENTS_H
#define _LIBTPHONE_TSPI_EVENTS_H

#include "handles.h"

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
void tspi_events_tell(struct tspi_device *device);

/* At the end, when nobody is told any more. */
void tspi_events_drop(void);

#endif /* _LIBTPHONE_TSPI_EVENTS_H */
