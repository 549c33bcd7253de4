/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPHONE_RANGES_H
#define TPHONE_RANGES_H

#include "pure.h"

#define TPHONE_NR_RANGES	4

/**
 * struct tphone_range - a part of something, and when it was reported
 * @time: when, counted in reports
 * @first: where it begins
 * @end: where it ends, not contained
 */
struct tphone_range {
	u64 time;
	u32 first;
	u32 end;
};

/**
 * struct tphone_ranges - which parts of something were reported when
 * @nr: elements of @range in use
 * @range: the oldest first
 *
 * Only the newest few are kept apart, so that reporting allocates no memory.
 * Older ones are merged, and the space between them then counts as reported, too.
 */
struct tphone_ranges {
	u32 nr;
	struct tphone_range range[TPHONE_NR_RANGES];
};

void tphone_ranges_add(struct tphone_ranges *ranges, u64 time, u32 first,
		       u32 end);
u32 tphone_ranges_run(const struct tphone_ranges *ranges, u64 time, u32 first,
		      u32 end, bool *newer);

#endif /* TPHONE_RANGES_H */
