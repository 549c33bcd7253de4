/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which messages a handle receives, and which events a provider has to raise. */
#ifndef _LIBTPHONE_TAPI_FILTER_H
#define _LIBTPHONE_TAPI_FILTER_H

#include <stdbool.h>
#include <tphone/tapi.h>

/**
 * struct tapi_filter - what phoneSetStatusMessages() says
 * @states: mask of PHONESTATE_*
 * @button_modes: mask of PHONEBUTTONMODE_*
 * @button_states: mask of PHONEBUTTONSTATE_*; without @button_modes it means
 *	nothing
 */
struct tapi_filter {
	DWORD states;
	DWORD button_modes;
	DWORD button_states;
};

/* 0, or the error of the first bit that does not exist. R28 */
LONG tapi_filter_check(const struct tapi_filter *filter);

/* What both want. */
void tapi_filter_add(struct tapi_filter *sum, const struct tapi_filter *filter);

bool tapi_filter_equal(const struct tapi_filter *one,
		       const struct tapi_filter *other);

/* The bits of a PHONE_STATE that pass; without REINIT, which is not masked. */
DWORD tapi_filter_states(const struct tapi_filter *filter, DWORD states);

bool tapi_filter_passes_button(const struct tapi_filter *filter, DWORD mode,
			       DWORD state);

#endif /* _LIBTPHONE_TAPI_FILTER_H */
