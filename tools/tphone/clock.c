// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <time.h>

#include "clock.h"

#define NS_PER_SECOND	1000000000ULL

const char *clock_style_name(unsigned int style)
{
	static const char * const names[CLOCK_STYLE_NR] = {
		[CLOCK_STYLE_MONO] = "mono",
		[CLOCK_STYLE_ISO] = "iso",
		[CLOCK_STYLE_DELTA] = "delta",
	};

	return style < CLOCK_STYLE_NR ? names[style] : NULL;
}

static void iso_text(uint64_t realtime_ns, char text[CLOCK_TEXT_SIZE])
{
	time_t seconds = realtime_ns / NS_PER_SECOND;
	unsigned int micro = realtime_ns % NS_PER_SECOND / 1000;
	char date[24], zone[8];
	struct tm tm;

	localtime_r(&seconds, &tm);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
	strftime(zone, sizeof(zone), "%z", &tm);
	/* +0100 becomes +01:00, which more programs understand */
	snprintf(text, CLOCK_TEXT_SIZE, "%s.%06u%.3s:%s", date, micro, zone, zone + 3);
}

static void seconds_text(const char *sign, uint64_t ns, char text[CLOCK_TEXT_SIZE])
{
	snprintf(text, CLOCK_TEXT_SIZE, "%s%llu.%06u", sign, ns / NS_PER_SECOND,
		 (unsigned int)(ns % NS_PER_SECOND / 1000));
}

void clock_text(struct clock_format *format, uint64_t timestamp_ns,
		char text[CLOCK_TEXT_SIZE])
{
	uint64_t previous = format->previous_ns ? format->previous_ns : timestamp_ns;

	format->previous_ns = timestamp_ns;
	if (format->style == CLOCK_STYLE_ISO)
		iso_text(timestamp_ns + format->realtime_offset_ns, text);
	else if (format->style == CLOCK_STYLE_DELTA)
		seconds_text("+", timestamp_ns > previous ? timestamp_ns - previous : 0, text);
	else
		seconds_text("", timestamp_ns, text);
}

static int64_t now_ns(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (int64_t)ts.tv_sec * (int64_t)NS_PER_SECOND + ts.tv_nsec;
}

int64_t clock_realtime_offset(void)
{
	return now_ns(CLOCK_REALTIME) - now_ns(CLOCK_MONOTONIC);
}

uint64_t clock_now_ms(void)
{
	return now_ns(CLOCK_MONOTONIC) / 1000000;
}
