// SPDX-License-Identifier: GPL-2.0-only
/*
 * When parts of a display or of a data area were reported. An operation that was
 * sent before a report leaves these parts alone.
 */
#include "ranges.h"

static void remove_range(struct tphone_ranges *ranges, u32 i)
{
	ranges->nr--;
	memmove(&ranges->range[i], &ranges->range[i + 1],
		(ranges->nr - i) * sizeof(ranges->range[0]));
}

/* Drop the ranges that the new one covers. */
static void remove_covered(struct tphone_ranges *ranges, u32 first, u32 end)
{
	u32 i = 0;

	while (i < ranges->nr) {
		if (ranges->range[i].first >= first &&
		    ranges->range[i].end <= end)
			remove_range(ranges, i);
		else
			i++;
	}
}

/* Extend the second over the first, and all that lies between them. */
static void join_oldest(struct tphone_ranges *ranges)
{
	struct tphone_range *range = ranges->range;

	if (range[1].first > range[0].first)
		range[1].first = range[0].first;
	if (range[1].end < range[0].end)
		range[1].end = range[0].end;
	remove_range(ranges, 0);
}

/**
 * tphone_ranges_add() - a part was reported
 * @ranges: parts reported before
 * @time: now, later than any of these
 * @first: where it begins
 * @end: where it ends, not contained; an empty part changes nothing
 */
void tphone_ranges_add(struct tphone_ranges *ranges, u64 time, u32 first,
		       u32 end)
{
	if (first >= end)
		return;
	remove_covered(ranges, first, end);
	if (ranges->nr == TPHONE_NR_RANGES)
		join_oldest(ranges);
	ranges->range[ranges->nr++] = (struct tphone_range) {
		.time = time, .first = first, .end = end,
	};
}

/**
 * tphone_ranges_run() - how far the same answer holds
 * @ranges: reported parts
 * @time: a time, counted in reports
 * @first: where the part begins
 * @end: where it ends at the latest, beyond @first
 * @newer: receives whether all of it was reported after @time, or none of it
 *
 * Return: where it ends, not contained.
 */
u32 tphone_ranges_run(const struct tphone_ranges *ranges, u64 time, u32 first,
		      u32 end, bool *newer)
{
	u32 i;

	*newer = false;
	for (i = 0; i < ranges->nr; i++) {
		const struct tphone_range *range = &ranges->range[i];

		if (range->time <= time || range->end <= first)
			continue;
		if (range->first <= first) {
			*newer = true;
			if (range->end < end)
				end = range->end;
			break;
		}
		if (range->first < end)
			end = range->first;
	}
	return end;
}
