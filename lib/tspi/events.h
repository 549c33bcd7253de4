/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How records of the kernel become events of TSPI. */
#ifndef _LIBTPHONE_TSPI_EVENTS_H
#define _LIBTPHONE_TSPI_EVENTS_H

#include "devices.h"
#include "open.h"

/**
 * struct tspi_event - a record to report
 * @link: in the queue
 * @handle: the handle that has read it; holds a reference
 * @record: the record
 */
struct tspi_event {
	STAILQ_ENTRY(tspi_event) link;
	struct tspi_handle *handle;
	struct tphone_record record;
};

STAILQ_HEAD(tspi_event_queue, tspi_event);

/*
 * By the dispatcher: reports the records in the queue, and resyncs if there was
 * no memory to queue one.
 */
void tspi_events_report(struct tspi_device *device);

/* Frees the queue, after the dispatcher has ended. */
void tspi_events_drop(void);

/*
 * By the dispatcher, when records were lost: reports the present value of
 * everything that may have changed. Buttons are only asked for their state, as
 * there may be records that were not lost and are older than the answers.
 */
void tspi_resync(struct tspi_open *open, struct tspi_handle *listener);

/*
 * By the dispatcher, before and after it reports the records that were read: a
 * resync reports the state of a button after all records that are older than
 * the answer of the kernel.
 */
void tspi_resync_before_events(struct tspi_device *device);
void tspi_resync_after_events(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_EVENTS_H */
