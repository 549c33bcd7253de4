// SPDX-License-Identifier: LGPL-2.1-or-later
#include "report.h"

#include "../common/array_size.h"

#include <linux/tphone.h>
#include <string.h>

#define ALL_STATES		0x00ffffffU
#define ALL_BUTTON_MODES	0x3fU
#define ALL_BUTTON_STATES	0xfU

LONG filter_check(const struct filter *filter)
{
	if (filter->states & ~ALL_STATES)
		return PHONEERR_INVALPHONESTATE;
	if (filter->button_modes & ~ALL_BUTTON_MODES)
		return PHONEERR_INVALBUTTONMODE;
	if (!filter->button_modes)
		return 0;
	if (!filter->button_states ||
	    filter->button_states & ~ALL_BUTTON_STATES)
		return PHONEERR_INVALBUTTONSTATE;
	return 0;
}

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
