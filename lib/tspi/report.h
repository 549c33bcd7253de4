/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What TSPI_phoneSetStatusMessages() has asked for, and since when: an event that
 * happened before is judged by what was asked for then.
 */
#ifndef _LIBTPHONE_TSPI_REPORT_H
#define _LIBTPHONE_TSPI_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <tphone/tspi.h>

/**
 * struct filter - what is wanted
 * @states: PHONESTATE_*
 * @button_modes: PHONEBUTTONMODE_*
 * @button_states: PHONEBUTTONSTATE_*; without meaning if @button_modes is 0
 */
struct filter {
	DWORD states;
	DWORD button_modes;
	DWORD button_states;
};

/* More changes than can be made while an event is on its way. */
#define REMEMBERED_FILTERS	16

/**
 * struct filters - what was wanted in the course of time
 * @past: the latest, each with the last record before it; used in turn
 * @next: which one the next change overwrites
 */
struct filters {
	struct {
		struct filter filter;
		uint64_t after;
	} past[REMEMBERED_FILTERS];
	unsigned int next;
};

/* 0, or PHONEERR_* of TSPI_phoneSetStatusMessages() for bad bits. */
LONG filter_check(const struct filter *filter);

/* At first nothing is wanted. */
void filters_init(struct filters *filters);

/* Records after this one are judged by another filter. */
void filters_change(struct filters *filters, uint64_t after,
		    const struct filter *filter);

const struct filter *filters_now(const struct filters *filters);

/* Is a change of state, or a button, wanted now and was it then? */
bool filters_want_state(const struct filters *filters, uint64_t seq,
			DWORD state);
bool filters_want_mode(const struct filters *filters, uint64_t seq,
		       DWORD button_mode);
bool filters_want_button(const struct filters *filters, uint64_t seq,
			 DWORD button_mode, DWORD button_state);

/* The events of the kernel that it takes, as an event mask. */
uint64_t filter_events(const struct filter *filter);

#endif /* _LIBTPHONE_TSPI_REPORT_H */
