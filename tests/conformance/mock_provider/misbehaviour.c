// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tokens for the faults of the mock provider, see misbehaviour.h.
 */
#include "misbehaviour.h"

#include <errno.h>

static const struct {
	const char *token;
	unsigned int bit;
} misbehaviours[] = {
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

static unsigned int find(const struct tpsim_line *token)
{
	int i;

	for (i = 0; misbehaviours[i].token; i++) {
		if (tpsim_token_is(token, misbehaviours[i].token))
			return misbehaviours[i].bit;
	}
	return 0;
}

int misbehaviour_parse(struct tpsim_line line, unsigned int *misbehaviour)
{
	struct tpsim_line token;
	unsigned int mask = 0;
	unsigned int bit;

	while (tpsim_next_token(&line, &token)) {
		bit = find(&token);
		if (!bit)
			return -EINVAL;
		mask |= bit;
	}
	*misbehaviour = mask;
	return 0;
}
