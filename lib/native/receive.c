// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/eventfd.h"
#include "../common/sys.h"
#include "phone.h"
#include "receive.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

/* A page: as many as fit are read at once, the rest next time. */
#define RECORDS_PER_READ	64

static_assert(sizeof(struct tphone_record) == 64, "the ABI of the library");

static void wake_waiters(struct tphone *phone)
{
	pthread_cond_broadcast(&phone->changed);
	if (phone->polling)
		eventfd_set(phone->wake_fd);
}

static void to_event_callback(struct tphone *phone,
			      const struct tphone_record *record)
{
	/* Nobody may ever come for them, so they are not collected. */
	if (phone->event_callback)
		queue_add_event(&phone->queue, record);
}

static void place_completion(struct tphone *phone,
			     const struct tphone_record *record)
{
	struct item *item = pending_find(&phone->pending, record->id);

	if (!item) {
		to_event_callback(phone, record);
		return;
	}
	if (item->fate == FATE_KEEP) {
		item->record = *record;
		pending_set_done(&phone->pending, item);
		wake_waiters(phone);
		return;
	}
	pending_remove(&phone->pending, item);
	item->record = *record;
	if (item->fate == FATE_CALL)
		queue_add_call(&phone->queue, item);
	else
		free(item);
}

static void come_to_end(struct tphone *phone, int why)
{
	phone->end = why;
	wake_waiters(phone);
}

/*
 * A record of another type is from a newer kernel, and for another program that
 * shares the handle: this one cannot have asked for it.
 */
static void place(struct tphone *phone, const struct tphone_record *record)
{
	switch (record->type) {
	case TPHONE_RECORD_COMPLETION:
		place_completion(phone, record);
		break;
	case TPHONE_RECORD_EVENT:
	case TPHONE_RECORD_LOST:
		to_event_callback(phone, record);
		break;
	case TPHONE_RECORD_GONE:
		to_event_callback(phone, record);
		come_to_end(phone, -ENODEV);
		break;
	}
}

int receive(struct tphone *phone)
{
	struct tphone_record records[RECORDS_PER_READ];
	ssize_t bytes;
	int count, i;

	if (phone->end)
		return 0;
	bytes = sys_read(phone->fd, records, sizeof(records));
	if (bytes == -EAGAIN || bytes == -EINTR)
		return 0;
	if (bytes == 0)
		come_to_end(phone, -ESHUTDOWN);
	if (bytes == -ENODEV)
		come_to_end(phone, -ENODEV);
	if (phone->end)
		return 0;
	if (bytes < 0)
		return (int)bytes;

	count = (int)(bytes / (ssize_t)sizeof(records[0]));
	for (i = 0; i < count && !phone->end; i++)
		place(phone, &records[i]);
	receive_update_ready(phone);
	return i;
}

void receive_update_ready(struct tphone *phone)
{
	bool ready = phone->queue.count > 0;

	if (ready == phone->ready)
		return;
	if (ready)
		eventfd_set(phone->ready_fd);
	else
		eventfd_clear(phone->ready_fd);
	phone->ready = ready;
}
