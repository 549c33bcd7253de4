/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Faults of the mock provider, which the attribute "misbehave" turns on.
 */
#ifndef MOCK_MISBEHAVIOUR_H
#define MOCK_MISBEHAVIOUR_H

#include "tphone-sim/token.h"

#define MISBEHAVE_RETURN_ZERO		0x001
#define MISBEHAVE_RETURN_FOREIGN	0x002
#define MISBEHAVE_COMPLETE_TWICE	0x004
#define MISBEHAVE_COMPLETE_UNKNOWN	0x008
#define MISBEHAVE_COMPLETE_THEN_FAIL	0x010
#define MISBEHAVE_CLOSE_FAILS		0x020
#define MISBEHAVE_EVENT_IN_COMPLETION	0x040
#define MISBEHAVE_BEYOND_FILTER		0x080
#define MISBEHAVE_COUNTS_OWNERS		0x100
#define MISBEHAVE_BAD_OFFSETS		0x200
#define MISBEHAVE_OWNER_EVENTS		0x400

/* A line of these tokens as a mask; 0 or -EINVAL. */
int misbehaviour_parse(struct tpsim_line line, unsigned int *misbehaviour);

#endif /* MOCK_MISBEHAVIOUR_H */
