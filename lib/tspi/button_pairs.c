// SPDX-License-Identifier: LGPL-2.1-or-later
#include "button_pairs.h"

#include <linux/tphone.h>
#include <stdlib.h>

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

static unsigned int tell(struct button_change changes[MOST_BUTTON_CHANGES],
			 unsigned int count, uint32_t state, uint32_t mode)
{
	changes[count].state = state;
	changes[count].mode = mode;
	return count + 1;
}

static unsigned int let_up(struct paired_button *button,
			   struct button_change changes[MOST_BUTTON_CHANGES],
			   unsigned int count)
{
	if (!button->mode)
		return count;
	count = tell(changes, count, TPHONE_BUTTONSTATE_UP, button->mode);
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
	count = let_up(paired, changes, 0);
	if (state != TPHONE_BUTTONSTATE_DOWN)
		return count;
	paired->mode = mode;
	count = tell(changes, count, TPHONE_BUTTONSTATE_DOWN, mode);
	return momentary ? let_up(paired, changes, count) : count;
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
		return let_up(paired, changes, 0);
	if (paired->mode)
		return 0;
	paired->mode = mode;
	return tell(changes, 0, TPHONE_BUTTONSTATE_DOWN, mode);
}

void button_pairs_forget(struct button_pairs *pairs, size_t button,
			 uint64_t seq)
{
	if (button >= pairs->count)
		return;
	pairs->buttons[button].mode = 0;
	pairs->buttons[button].seq = seq;
}
