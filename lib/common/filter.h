/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Filters of events, as phoneSetStatusMessages() of TAPI and of TSPI sets them. */
#ifndef _LIBTPHONE_FILTER_H
#define _LIBTPHONE_FILTER_H

#include <tphone/tapi.h>

#define ALL_PHONE_STATES	(PHONESTATE_REMOVED * 2 - 1)
#define ALL_BUTTON_MODES	(PHONEBUTTONMODE_DISPLAY * 2 - 1)
#define ALL_BUTTON_STATES	(PHONEBUTTONSTATE_UNAVAIL * 2 - 1)

/**
 * struct filter - the events that are wanted
 * @states: mask of PHONESTATE_*
 * @button_modes: mask of PHONEBUTTONMODE_*
 * @button_states: mask of PHONEBUTTONSTATE_*; ignored if @button_modes is 0
 */
struct filter {
	DWORD states;
	DWORD button_modes;
	DWORD button_states;
};

/*
 * Returns 0, or PHONEERR_* for the first mask with an undefined bit (R28,
 * Documentation/tapi-rules.rst).
 */
static inline LONG filter_check(const struct filter *filter)
{
	if (filter->states & ~ALL_PHONE_STATES)
		return PHONEERR_INVALPHONESTATE;
	if (filter->button_modes & ~ALL_BUTTON_MODES)
		return PHONEERR_INVALBUTTONMODE;
	if (!filter->button_modes)
		return 0;
	if (!filter->button_states || filter->button_states & ~ALL_BUTTON_STATES)
		return PHONEERR_INVALBUTTONSTATE;
	return 0;
}

#endif /* _LIBTPHONE_FILTER_H */
