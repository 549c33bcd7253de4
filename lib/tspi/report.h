/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which changes of an open phone are reported: those that the filter lets through,
 * and of buttons each DOWN with one UP.
 */
#ifndef _LIBTPHONE_TSPI_REPORT_H
#define _LIBTPHONE_TSPI_REPORT_H

#include "../common/filter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <tphone/tspi.h>

struct tspi_open;

/*
 * Number of filters that are kept: more than the changes that can be made while
 * a record waits to be reported
 */
#define REMEMBERED_FILTERS	16

/**
 * struct filters - the present filter and those before
 * @past: a ring of filters, each with the number of the last record before it
 * @next: index of the oldest one, which the next change overwrites
 *
 * A record is reported only if it passes both the present filter and the one
 * that was in force when the record was made.
 */
struct filters {
	struct {
		struct filter filter;
		uint64_t after;
	} past[REMEMBERED_FILTERS];
	unsigned int next;
};

/* The first filter lets nothing through. */
void filters_init(struct filters *filters);

/* Adds a filter, which judges the records after number @after. */
void filters_change(struct filters *filters, uint64_t after,
		    const struct filter *filter);

const struct filter *filters_now(const struct filters *filters);

/*
 * Is a change of state, or of a button, wanted by the present filter and by
 * that of record @seq?
 */
bool filters_want_state(const struct filters *filters, uint64_t seq,
			DWORD state);
bool filters_want_mode(const struct filters *filters, uint64_t seq,
		       DWORD button_mode);
bool filters_want_button(const struct filters *filters, uint64_t seq,
			 DWORD button_mode, DWORD button_state);

/* Returns the mask of the events of the kernel that the filter needs. */
uint64_t filter_events(const struct filter *filter);

/*
 * Buttons as they are reported: each DOWN is followed by one UP of the same
 * button, and no UP comes without a DOWN, whatever the phone reports and
 * whichever records were lost.
 */

/* An UP that was missing, DOWN, and UP at once */
#define MOST_BUTTON_CHANGES	3

/**
 * struct button_answer - the state of a button when the phone was asked
 * @seq: number of the last record before the answer; 0: there is no answer
 * @state: TPHONE_BUTTONSTATE_*
 * @mode: mode of the button
 */
struct button_answer {
	uint64_t seq;
	uint32_t state;
	uint32_t mode;
};

/**
 * struct paired_button - a button
 * @mode: its mode when DOWN was reported; 0: it is up
 * @seq: records up to this one were taken into account
 * @answer: to be reported after all records before it
 */
struct paired_button {
	uint32_t mode;
	uint64_t seq;
	struct button_answer answer;
};

/**
 * struct button_pairs - the buttons of a phone
 * @buttons: the buttons
 * @count: number of @buttons
 */
struct button_pairs {
	struct paired_button *buttons;
	size_t count;
};

/**
 * struct button_change - a change to report
 * @state: TPHONE_BUTTONSTATE_DOWN or _UP
 * @mode: mode of the button; that of an UP is the same as that of its DOWN
 */
struct button_change {
	uint32_t state;
	uint32_t mode;
};

/* Returns false without memory. */
bool button_pairs_init(struct button_pairs *pairs, size_t count);
void button_pairs_free(struct button_pairs *pairs);

/*
 * Record @seq says that a button went down or up. @momentary: the phone only
 * notices presses. Returns the number of changes to report.
 */
unsigned int button_pairs_event(struct button_pairs *pairs, size_t button,
				uint64_t seq, uint32_t state, uint32_t mode,
				bool momentary,
				struct button_change
					changes[MOST_BUTTON_CHANGES]);

/*
 * The answer of the phone, given at @seq, says that the button is in this
 * state. Older records must have been reported, as they are ignored from now
 * on.
 */
unsigned int button_pairs_answer(struct button_pairs *pairs, size_t button,
				 uint64_t seq, uint32_t state, uint32_t mode,
				 struct button_change
					changes[MOST_BUTTON_CHANGES]);

/* The button is not reported any more: no UP is due. */
void button_pairs_forget(struct button_pairs *pairs, size_t button,
			 uint64_t seq);

/*
 * Are changes of buttons with this mode wanted by the present filter and by that of
 * record @seq?
 */
bool tspi_wants_mode(const struct tspi_open *open, uint64_t seq, DWORD mode);

/*
 * Reports PHONE_STATE, if it is wanted now and was when record @seq was made.
 */
void tspi_report_state(struct tspi_open *open, uint64_t seq, DWORD state,
		       DWORD_PTR second);

/* Reports PHONE_BUTTON for each change that is wanted. */
void tspi_report_button(struct tspi_open *open, uint64_t seq, DWORD button,
			const struct button_change *changes,
			unsigned int count);

/*
 * Reports UP for each button whose DOWN was reported, as no record will
 * follow.
 */
void tspi_report_releases(struct tspi_open *open);

#endif /* _LIBTPHONE_TSPI_REPORT_H */
