// SPDX-License-Identifier: LGPL-2.1-or-later
/* Turns records of the listener into events of TSPI. */
#include "events.h"
#include "notify.h"
#include "open.h"
#include "provider.h"

#include <stdlib.h>

static DWORD hook_state(const struct tphone_record *record, DWORD handset_state)
{
	/* The states of the three devices follow at a constant distance. */
	DWORD distance = PHONESTATE_SPEAKERHOOKSWITCH /
			 PHONESTATE_HANDSETHOOKSWITCH;

	if (record->value[0] == TPHONE_HOOK_HANDSET)
		return handset_state;
	if (record->value[0] == TPHONE_HOOK_SPEAKER)
		return handset_state * distance;
	return handset_state * distance * distance;
}

static void report_button(struct tspi_open *open, struct tspi_handle *listener,
			  const struct tphone_record *record)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	DWORD button = (DWORD)record->value[0];
	struct tphone_button answer;
	unsigned int count;

	if (tphone_get_button(listener->phone, button, &answer, sizeof(answer)))
		return;
	if (!tspi_wants_mode(open, record->seq, answer.mode)) {
		button_pairs_forget(&open->pairs, button, record->seq);
		return;
	}
	count = button_pairs_event(&open->pairs, button, record->seq,
				   (uint32_t)record->value[1], answer.mode,
				   answer.state == TPHONE_BUTTONSTATE_UNAVAIL,
				   changes);
	tspi_report_button(open, record->seq, button, changes, count);
}

static DWORD button_info_state(const struct tphone_record *record)
{
	return record->value[1] & TPHONE_BUTTON_INFO_FUNCTION ?
	       PHONESTATE_CAPSCHANGE : PHONESTATE_OTHER;
}

static void report_connection(struct tspi_open *open,
			      const struct tphone_record *record)
{
	open->connected = record->value[0];
	tspi_report_state(open, record->seq,
			  open->connected ? PHONESTATE_CONNECTED :
					    PHONESTATE_DISCONNECTED, 0);
}

static void report_suspend(struct tspi_open *open,
			   const struct tphone_record *record)
{
	open->suspended = record->value[0];
	tspi_report_state(open, record->seq,
			  open->suspended ? PHONESTATE_SUSPEND :
					    PHONESTATE_RESUME, 0);
}

static void report_event(struct tspi_open *open, struct tspi_handle *listener,
			 const struct tphone_record *record)
{
	uint64_t seq = record->seq;

	switch (record->code) {
	case TPHONE_EVENT_HOOK:
		tspi_report_state(open, seq,
				  hook_state(record, PHONESTATE_HANDSETHOOKSWITCH),
				  record->value[1]);
		break;
	case TPHONE_EVENT_BUTTON:
		report_button(open, listener, record);
		break;
	case TPHONE_EVENT_LAMP:
		tspi_report_state(open, seq, PHONESTATE_LAMP, record->value[0]);
		break;
	case TPHONE_EVENT_RING_MODE:
		tspi_report_state(open, seq, PHONESTATE_RINGMODE,
				  record->value[0]);
		break;
	case TPHONE_EVENT_RING_VOLUME:
		tspi_report_state(open, seq, PHONESTATE_RINGVOLUME, 0);
		break;
	case TPHONE_EVENT_DISPLAY:
		tspi_report_state(open, seq, PHONESTATE_DISPLAY, 0);
		break;
	case TPHONE_EVENT_VOLUME:
		tspi_report_state(open, seq,
				  hook_state(record, PHONESTATE_HANDSETVOLUME),
				  0);
		break;
	case TPHONE_EVENT_GAIN:
		tspi_report_state(open, seq,
				  hook_state(record, PHONESTATE_HANDSETGAIN),
				  0);
		break;
	case TPHONE_EVENT_BUTTON_INFO:
		tspi_report_state(open, seq, button_info_state(record), 0);
		break;
	case TPHONE_EVENT_DATA:
		tspi_report_state(open, seq, PHONESTATE_OTHER, 0);
		break;
	case TPHONE_EVENT_DEVSPECIFIC:
		tspi_notify(open, PHONE_DEVSPECIFIC, record->value[0],
			    record->value[1], record->id);
		break;
	case TPHONE_EVENT_CONNECTION:
		report_connection(open, record);
		break;
	case TPHONE_EVENT_SUSPEND:
		report_suspend(open, record);
		break;
	}
}

/*
 * Returns the open phone with a reference, and its listener; NULL: there is
 * nothing to report to.
 */
static struct tspi_open *begin(struct tspi_device *device,
			       struct tspi_handle **listener)
{
	struct tspi_open *open;

	tspi_lock();
	open = device->open;
	if (!open || open->closing || !open->listener)
		open = NULL;
	if (open) {
		tspi_open_get(open);
		*listener = open->listener;
		tspi_handle_get(*listener);
	}
	tspi_unlock();
	return open;
}

static void end(struct tspi_open *open, struct tspi_handle *listener)
{
	tspi_handle_put(listener);
	tspi_lock();
	tspi_open_put(open);
	tspi_unlock();
}

/*
 * Returns false for a record that was reported already, as two handles have
 * read it.
 */
static bool is_new(struct tspi_open *open, uint64_t seq)
{
	bool ret;

	tspi_lock();
	ret = seq > open->last_seq;
	if (ret)
		open->last_seq = seq;
	tspi_unlock();
	return ret;
}

static void report_record(struct tspi_open *open, struct tspi_handle *listener,
			  const struct tphone_record *record)
{
	if (record->type == TPHONE_RECORD_LOST)
		tspi_resync(open, listener);
	else
		report_event(open, listener, record);
}

static void report_of_phone(struct tspi_device *device,
			    const struct tphone_record *record)
{
	struct tspi_handle *listener;
	struct tspi_open *open;

	open = begin(device, &listener);
	if (!open)
		return;
	if (is_new(open, record->seq))
		report_record(open, listener, record);
	end(open, listener);
}

static void report_of_handles(struct tspi_handle *handle,
			      const struct tphone_record *record)
{
	tspi_notify_handle(handle,
			   record->code == TPHONE_EVENT_OWNER ?
			   PHONESTATE_OWNER : PHONESTATE_MONITORS,
			   record->value[0]);
}

static struct tspi_event *take(void)
{
	struct tspi_event *event;

	tspi_lock();
	event = STAILQ_FIRST(&tspi_provider.events);
	if (event)
		STAILQ_REMOVE_HEAD(&tspi_provider.events, link);
	tspi_unlock();
	return event;
}

static void free_event(struct tspi_event *event)
{
	tspi_handle_put(event->handle);
	free(event);
}

static bool take_missed(struct tspi_device *device)
{
	bool ret;

	tspi_lock();
	ret = device->missed;
	device->missed = false;
	tspi_unlock();
	return ret;
}

/* The missing record may be older than some that were reported. */
static void resync_missed(struct tspi_device *device)
{
	struct tspi_handle *listener;
	struct tspi_open *open;

	open = begin(device, &listener);
	if (!open)
		return;
	tspi_resync(open, listener);
	end(open, listener);
}

void tspi_events_report(struct tspi_device *device)
{
	struct tspi_event *event;

	tspi_resync_before_events(device);
	while ((event = take())) {
		if (tspi_is_about_handles(&event->record))
			report_of_handles(event->handle, &event->record);
		else
			report_of_phone(event->handle->device, &event->record);
		free_event(event);
	}
	if (take_missed(device))
		resync_missed(device);
	tspi_resync_after_events(device);
}

void tspi_events_drop(void)
{
	struct tspi_event *event;

	while ((event = take()))
		free_event(event);
}
