/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time stamps of records as text. */
#ifndef TPHONE_CLOCK_H
#define TPHONE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#define CLOCK_TEXT_SIZE	40

enum clock_style {
	CLOCK_STYLE_MONO,	/* 12.345678: seconds of CLOCK_MONOTONIC */
	CLOCK_STYLE_ISO,	/* 2026-11-23T18:49:00.123456+01:00 */
	CLOCK_STYLE_DELTA,	/* +0.001234: since the line before */
	CLOCK_STYLE_NR,
};

/* Name of a style, NULL behind the last. */
const char *clock_style_name(unsigned int style);

struct clock_format {
	enum clock_style style;
	int64_t realtime_offset_ns;	/* CLOCK_REALTIME - CLOCK_MONOTONIC */
	uint64_t previous_ns;		/* 0: there was no line yet */
};

void clock_text(struct clock_format *format, uint64_t timestamp_ns,
		char text[CLOCK_TEXT_SIZE]);

/* CLOCK_REALTIME minus CLOCK_MONOTONIC, now. */
int64_t clock_realtime_offset(void);

/* CLOCK_MONOTONIC in milliseconds. */
uint64_t clock_now_ms(void);

#endif
