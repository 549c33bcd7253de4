// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words for what the scripted provider does wrong, see misbehaviour.h.
 */
#include "misbehaviour.h"
#include "word.h"

#include <errno.h>

static const struct word_bit words[] = {
	{ "return-zero", MISBEHAVE_RETURN_ZERO },
	{ "return-foreign", MISBEHAVE_RETURN_FOREIGN },
	{ "complete-twice", MISBEHAVE_COMPLETE_TWICE },
	{ "complete-unknown", MISBEHAVE_COMPLETE_UNKNOWN },
	{ "complete-then-fail", MISBEHAVE_COMPLETE_THEN_FAIL },
	{ "close-fails", MISBEHAVE_CLOSE_FAILS },
	{ "event-in-completion", MISBEHAVE_EVENT_IN_COMPLETION },
	{ "events-beyond-filter", MISBEHAVE_BEYOND_FILTER },
	{ "counts-owners", MISBEHAVE_COUNTS_OWNERS },
	{ "bad-offsets", MISBEHAVE_BAD_OFFSETS },
	{ "owner-events", MISBEHAVE_OWNER_EVENTS },
	{ NULL, 0 }
};

int misbehaviour_parse(const char *line, unsigned int *misbehaviour)
{
	uint32_t mask;

	if (!word_mask(line, words, &mask))
		return -EINVAL;
	*misbehaviour = mask;
	return 0;
}
