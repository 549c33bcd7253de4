/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What is told of buttons: each DOWN is followed by one UP of the same button,
 * and no UP comes without, whatever the phone says or somebody has missed.
 */
#ifndef _LIBTPHONE_TSPI_BUTTON_PAIRS_H
#define _LIBTPHONE_TSPI_BUTTON_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#endif /* _LIBTPHONE_TSPI_BUTTON_PAIRS_H */
