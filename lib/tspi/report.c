// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Decides what is reported of an open phone: the filter, the pairs of button
 * events, and the handle that listens.
 */
#include "../common/macros.h"
#include "notify.h"
#include "open.h"
#include "provider.h"
#include "report.h"

#include <errno.h>
#include <linux/tphone.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void filters_init(struct filters *filters)
{
	memset(filters, 0, sizeof(*filters));
	filters->next = 1;
}

void filters_change(struct filters *filters, uint64_t after,
		    const struct filter *filter)
{
	filters->past[filters->next].filter = *filter;
	filters->past[filters->next].after = after;
	filters->next = (filters->next + 1) % REMEMBERED_FILTERS;
}

static unsigned int back(const struct filters *filters, unsigned int steps)
{
	return (filters->next + REMEMBERED_FILTERS - 1 - steps) %
	       REMEMBERED_FILTERS;
}

const struct filter *filters_now(const struct filters *filters)
{
	return &filters->past[back(filters, 0)].filter;
}

static const struct filter *filter_then(const struct filters *filters,
					uint64_t seq)
{
	unsigned int steps;

	for (steps = 0; steps < REMEMBERED_FILTERS - 1; steps++) {
		if (filters->past[back(filters, steps)].after < seq)
			break;
	}
	return &filters->past[back(filters, steps)].filter;
}

bool filters_want_state(const struct filters *filters, uint64_t seq,
			DWORD state)
{
	return filters_now(filters)->states & state &&
	       filter_then(filters, seq)->states & state;
}

bool filters_want_mode(const struct filters *filters, uint64_t seq,
		       DWORD button_mode)
{
	return filters_now(filters)->button_modes & button_mode &&
	       filter_then(filters, seq)->button_modes & button_mode;
}

bool filters_want_button(const struct filters *filters, uint64_t seq,
			 DWORD button_mode, DWORD button_state)
{
	return filters_want_mode(filters, seq, button_mode) &&
	       filters_now(filters)->button_states & button_state &&
	       filter_then(filters, seq)->button_states & button_state;
}

static const struct {
	DWORD states;
	unsigned int event;
} sources[] = {
	{ PHONESTATE_HANDSETHOOKSWITCH | PHONESTATE_SPEAKERHOOKSWITCH |
	  PHONESTATE_HEADSETHOOKSWITCH, TPHONE_EVENT_HOOK },
	{ PHONESTATE_LAMP, TPHONE_EVENT_LAMP },
	{ PHONESTATE_RINGMODE, TPHONE_EVENT_RING_MODE },
	{ PHONESTATE_RINGVOLUME, TPHONE_EVENT_RING_VOLUME },
	{ PHONESTATE_DISPLAY, TPHONE_EVENT_DISPLAY },
	{ PHONESTATE_HANDSETVOLUME | PHONESTATE_SPEAKERVOLUME |
	  PHONESTATE_HEADSETVOLUME, TPHONE_EVENT_VOLUME },
	{ PHONESTATE_HANDSETGAIN | PHONESTATE_SPEAKERGAIN |
	  PHONESTATE_HEADSETGAIN, TPHONE_EVENT_GAIN },
	{ PHONESTATE_CAPSCHANGE | PHONESTATE_OTHER, TPHONE_EVENT_BUTTON_INFO },
	{ PHONESTATE_OTHER, TPHONE_EVENT_DATA },
	{ PHONESTATE_CONNECTED | PHONESTATE_DISCONNECTED,
	  TPHONE_EVENT_CONNECTION },
	{ PHONESTATE_SUSPEND | PHONESTATE_RESUME, TPHONE_EVENT_SUSPEND },
};

uint64_t filter_events(const struct filter *filter)
{
	uint64_t events = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sources); i++) {
		if (filter->states & sources[i].states)
			events |= TPHONE_EVENT_BIT(sources[i].event);
	}
	if (filter->button_modes)
		events |= TPHONE_EVENT_BIT(TPHONE_EVENT_BUTTON);
	return events;
}

bool button_pairs_init(struct button_pairs *pairs, size_t count)
{
	pairs->count = count;
	pairs->buttons = NULL;
	if (!count)
		return true;
	pairs->buttons = calloc(count, sizeof(*pairs->buttons));
	return pairs->buttons;
}

void button_pairs_free(struct button_pairs *pairs)
{
	free(pairs->buttons);
	pairs->buttons = NULL;
	pairs->count = 0;
}

static unsigned int
add_change(struct button_change changes[MOST_BUTTON_CHANGES],
	   unsigned int count, uint32_t state, uint32_t mode)
{
	changes[count].state = state;
	changes[count].mode = mode;
	return count + 1;
}

static unsigned int
release_button(struct paired_button *button,
	       struct button_change changes[MOST_BUTTON_CHANGES],
	       unsigned int count)
{
	if (!button->mode)
		return count;
	count = add_change(changes, count, TPHONE_BUTTONSTATE_UP, button->mode);
	button->mode = 0;
	return count;
}

unsigned int button_pairs_event(struct button_pairs *pairs, size_t button,
				uint64_t seq, uint32_t state, uint32_t mode,
				bool momentary,
				struct button_change
					changes[MOST_BUTTON_CHANGES])
{
	struct paired_button *paired;
	unsigned int count;

	if (button >= pairs->count)
		return 0;
	paired = &pairs->buttons[button];
	if (seq <= paired->seq)
		return 0;
	paired->seq = seq;
	count = release_button(paired, changes, 0);
	if (state != TPHONE_BUTTONSTATE_DOWN)
		return count;
	paired->mode = mode;
	count = add_change(changes, count, TPHONE_BUTTONSTATE_DOWN, mode);
	return momentary ? release_button(paired, changes, count) : count;
}

unsigned int button_pairs_answer(struct button_pairs *pairs, size_t button,
				 uint64_t seq, uint32_t state, uint32_t mode,
				 struct button_change
					changes[MOST_BUTTON_CHANGES])
{
	struct paired_button *paired;

	if (button >= pairs->count)
		return 0;
	paired = &pairs->buttons[button];
	if (seq <= paired->seq)
		return 0;
	paired->seq = seq;
	if (state != TPHONE_BUTTONSTATE_DOWN)
		return release_button(paired, changes, 0);
	if (paired->mode)
		return 0;
	paired->mode = mode;
	return add_change(changes, 0, TPHONE_BUTTONSTATE_DOWN, mode);
}

void button_pairs_forget(struct button_pairs *pairs, size_t button,
			 uint64_t seq)
{
	if (button >= pairs->count)
		return;
	pairs->buttons[button].mode = 0;
	pairs->buttons[button].seq = seq;
}

/* Events that the provider itself needs, whatever the filter */
#define ALWAYS_WANTED \
	(TPHONE_EVENT_BIT(TPHONE_EVENT_DEVSPECIFIC) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_CONNECTION) | \
	 TPHONE_EVENT_BIT(TPHONE_EVENT_SUSPEND))

void tspi_open_get(struct tspi_open *open)
{
	open->references++;
}

void tspi_open_put(struct tspi_open *open)
{
	if (--open->references)
		return;
	button_pairs_free(&open->pairs);
	free(open);
}

int tspi_open_listen(struct tspi_handle *listener, const struct filter *filter)
{
	uint64_t events = ALWAYS_WANTED | filter_events(filter);

	if (listener->event_proc)
		events |= EVENTS_ABOUT_HANDLES;
	return tphone_set_event_mask(listener->phone, events);
}

struct tspi_handle *tspi_open_next_listener(const struct tspi_device *device,
					    const struct tspi_handle *old)
{
	struct tspi_handle *handle;

	TAILQ_FOREACH(handle, &device->handles, link) {
		if (handle != old && !handle->leaving && !handle->end)
			break;
	}
	if (handle)
		tspi_handle_get(handle);
	return handle;
}

static void put_if_any(struct tspi_handle *handle)
{
	if (handle)
		tspi_handle_put(handle);
}

/*
 * The new listener gets its event mask before the old one is read to its end,
 * so together they have read all records, in this order, and some of them
 * twice.
 */
void tspi_open_change_listener(struct tspi_device *device)
{
	struct tspi_handle *old, *new;
	struct tspi_open *open;
	struct filter filter;

	tspi_lock();
	open = device->open;
	if (!open) {
		tspi_unlock();
		return;
	}
	tspi_open_get(open);
	old = open->listener;
	if (old)
		tspi_handle_get(old);
	new = tspi_open_next_listener(device, old);
	filter = *filters_now(&open->filters);
	tspi_unlock();

	if (new)
		tspi_open_listen(new, &filter);
	if (old)
		tspi_handle_read(old);

	tspi_lock();
	open->listener = new;
	tspi_open_put(open);
	tspi_unlock();
	put_if_any(old);
	put_if_any(new);
}

static struct filter filter_union(const struct filter *one,
				  const struct filter *other)
{
	return (struct filter){
		.states = one->states | other->states,
		.button_modes = one->button_modes | other->button_modes,
	};
}

/*
 * During the change, the listener receives what either filter wants. The new
 * filter judges the records after number @after.
 */
static int listen_to_both(struct tspi_handle *listener,
			  const struct filter *one, const struct filter *other,
			  uint64_t *after)
{
	struct filter wide = filter_union(one, other);
	struct tphone_state state;
	int error;

	error = tspi_open_listen(listener, &wide);
	if (error)
		return error;
	error = tphone_get_state(listener->phone, &state, sizeof(state), NULL,
				 0);
	*after = state.seq;
	return error;
}

static struct tspi_open *begin_change(HDRVPHONE phone, struct filter *before,
				      struct tspi_handle **listener)
{
	struct tspi_open *open;

	tspi_lock();
	open = tspi_open_find(phone);
	if (open && (open->closing || !open->listener))
		open = NULL;
	if (open) {
		tspi_open_get(open);
		*before = *filters_now(&open->filters);
		*listener = open->listener;
		tspi_handle_get(*listener);
	}
	tspi_unlock();
	return open;
}

/* While dispatching is held */
static int change_filter(HDRVPHONE phone, const struct filter *filter)
{
	struct tspi_handle *listener;
	struct tspi_open *open;
	struct filter before;
	uint64_t after;
	int error;

	open = begin_change(phone, &before, &listener);
	if (!open)
		return -EBADF;
	error = listen_to_both(listener, &before, filter, &after);
	tspi_lock();
	if (!error)
		filters_change(&open->filters, after, filter);
	tspi_open_put(open);
	tspi_unlock();
	if (!error)
		error = tspi_open_listen(listener, filter);
	tspi_handle_put(listener);
	return error;
}

static bool is_open(HDRVPHONE phone)
{
	const struct tspi_open *open;
	bool ret;

	tspi_lock();
	open = tspi_open_find(phone);
	ret = open && !open->closing;
	tspi_unlock();
	return ret;
}

LONG TSPI_phoneSetStatusMessages(HDRVPHONE hdPhone, DWORD dwPhoneStates,
				 DWORD dwButtonModes, DWORD dwButtonStates)
{
	struct filter filter = {
		.states = dwPhoneStates,
		.button_modes = dwButtonModes,
		.button_states = dwButtonStates,
	};
	LONG ret = filter_check(&filter);
	int error;

	if (!is_open(hdPhone))
		return PHONEERR_INVALPHONEHANDLE;
	if (ret)
		return ret;
	pthread_mutex_lock(&tspi_provider.dispatching);
	error = change_filter(hdPhone, &filter);
	pthread_mutex_unlock(&tspi_provider.dispatching);
	if (error == -EBADF)
		return PHONEERR_INVALPHONEHANDLE;
	return tspi_error(TSPI_CALL_phoneSetStatusMessages, error);
}

static bool wants_state(const struct tspi_open *open, uint64_t seq, DWORD state)
{
	bool ret;

	tspi_lock();
	ret = filters_want_state(&open->filters, seq, state);
	tspi_unlock();
	return ret;
}

bool tspi_wants_mode(const struct tspi_open *open, uint64_t seq, DWORD mode)
{
	bool ret;

	tspi_lock();
	ret = filters_want_mode(&open->filters, seq, mode);
	tspi_unlock();
	return ret;
}

static bool wants_button(const struct tspi_open *open, uint64_t seq,
			 const struct button_change *change)
{
	bool ret;

	tspi_lock();
	ret = filters_want_button(&open->filters, seq, change->mode,
				  change->state);
	tspi_unlock();
	return ret;
}

void tspi_report_state(struct tspi_open *open, uint64_t seq, DWORD state,
		       DWORD_PTR second)
{
	if (wants_state(open, seq, state))
		tspi_notify(open, PHONE_STATE, state, second, 0);
}

void tspi_report_button(struct tspi_open *open, uint64_t seq, DWORD button,
			const struct button_change *changes, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (wants_button(open, seq, &changes[i]))
			tspi_notify(open, PHONE_BUTTON, button, changes[i].mode,
				    changes[i].state);
	}
}

void tspi_report_releases(struct tspi_open *open)
{
	struct button_change changes[MOST_BUTTON_CHANGES];
	unsigned int count;
	size_t i;

	for (i = 0; i < open->pairs.count; i++) {
		count = button_pairs_answer(&open->pairs, i, UINT64_MAX,
					    TPHONE_BUTTONSTATE_UNKNOWN, 0,
					    changes);
		tspi_report_button(open, UINT64_MAX, (DWORD)i, changes, count);
	}
}
