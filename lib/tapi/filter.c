// SPDX-License-Identifier: LGPL-2.1-or-later
#include "filter.h"

/* All bits that exist. */
#define ALL_STATES		(PHONESTATE_REMOVED * 2 - 1)
#define ALL_BUTTON_MODES	(PHONEBUTTONMODE_DISPLAY * 2 - 1)
#define ALL_BUTTON_STATES	(PHONEBUTTONSTATE_UNAVAIL * 2 - 1)

LONG tapi_filter_check(const struct tapi_filter *filter)
{
	if (filter->states & ~ALL_STATES)
		return PHONEERR_INVALPHONESTATE;
	if (filter->button_modes & ~ALL_BUTTON_MODES)
		return PHONEERR_INVALBUTTONMODE;
	if (!filter->button_modes)
		return 0;
	if (!filter->button_states || filter->button_states & ~ALL_BUTTON_STATES)
		return PHONEERR_INVALBUTTONSTATE;
	return 0;
}

void tapi_filter_add(struct tapi_filter *sum, const struct tapi_filter *filter)
{
	sum->states |= filter->states;
	if (!filter->button_modes)
		return;
	sum->button_modes |= filter->button_modes;
	sum->button_states |= filter->button_states;
}

bool tapi_filter_equal(const struct tapi_filter *one,
		       const struct tapi_filter *other)
{
	return one->states == other->states &&
	       one->button_modes == other->button_modes &&
	       one->button_states == other->button_states;
}

DWORD tapi_filter_states(const struct tapi_filter *filter, DWORD states)
{
	return filter->states & states & ~PHONESTATE_REINIT;
}

bool tapi_filter_passes_button(const struct tapi_filter *filter, DWORD mode,
			       DWORD state)
{
	return filter->button_modes & mode && filter->button_states & state;
}
