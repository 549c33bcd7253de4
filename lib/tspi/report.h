/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What TSPI_phoneSetStatusMessages() has asked for, and since when: an event that
 * happened before is judged by what was asked for then.
 */
#ifndef _LIBTPHONE_TSPI_REPORT_H
#define _LIBTPHONE_TSPI_REPORT_H

#include "../common/filter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <tphone/tspi.h>

struct tspi_open;

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

/*
 * What is told of buttons: each DOWN is followed by one UP of the same button,
 * and no UP comes without, whatever the phone says or somebody has missed.
 */

/* UP of the last time, DOWN, UP at once. */
#define MOST_BUTTON_CHANGES	3

/**
 * struct button_answer - what the phone has said of a button when asked
 * @seq: when; 0: it has not
 * @state: TPHONE_BUTTONSTATE_*
 * @mode: its mode
 */
struct button_answer {
	uint64_t seq;
	uint32_t state;
	uint32_t mode;
};

/**
 * struct paired_button - a button
 * @mode: its mode when DOWN was told; 0: it is up
 * @seq: what happened up to here is known
 * @answer: waits until everything that happened before it is known
 */
struct paired_button {
	uint32_t mode;
	uint64_t seq;
	struct button_answer answer;
};

/**
 * struct button_pairs - the buttons of a phone
 * @buttons: one for each
 * @count: how many
 */
struct button_pairs {
	struct paired_button *buttons;
	size_t count;
};

/**
 * struct button_change - what is to be told
 * @state: TPHONE_BUTTONSTATE_DOWN or _UP
 * @mode: mode of the button, of an UP the same as of its DOWN
 */
struct button_change {
	uint32_t state;
	uint32_t mode;
};

/* False: no memory. */
bool button_pairs_init(struct button_pairs *pairs, size_t count);
void button_pairs_free(struct button_pairs *pairs);

/*
 * The phone said at @seq that a button went down or up. @momentary: it only sees
 * presses. Returns how many changes are to be told.
 */
unsigned int button_pairs_event(struct button_pairs *pairs, size_t button,
				uint64_t seq, uint32_t state, uint32_t mode,
				bool momentary,
				struct button_change
					changes[MOST_BUTTON_CHANGES]);

/*
 * The phone was asked: at @seq the button is in this state. What it has said of
 * the time before must have been told, it would not be any more.
 */
unsigned int button_pairs_answer(struct button_pairs *pairs, size_t button,
				 uint64_t seq, uint32_t state, uint32_t mode,
				 struct button_change
					changes[MOST_BUTTON_CHANGES]);

/* Nobody wants to know of this button: nothing is owed. */
void button_pairs_forget(struct button_pairs *pairs, size_t button,
			 uint64_t seq);

/*
 * Whether changes of the state, or of buttons with this mode, are wanted now and
 * were then.
 */
bool tspi_wants_state(const struct tspi_open *open, uint64_t seq, DWORD state);
bool tspi_wants_mode(const struct tspi_open *open, uint64_t seq, DWORD mode);

/* PHONE_STATE, if it is wanted now and was when record @seq was made. */
void tspi_report_state(struct tspi_open *open, uint64_t seq, DWORD state,
		       DWORD_PTR second);

/* PHONE_BUTTON for each change, if it is wanted. */
void tspi_report_button(struct tspi_open *open, uint64_t seq, DWORD button,
			const struct button_change *changes,
			unsigned int count);

/* UP for each button whose DOWN was told: nothing will come of it any more. */
void tspi_report_releases(struct tspi_open *open);

#endif /* _LIBTPHONE_TSPI_REPORT_H */
