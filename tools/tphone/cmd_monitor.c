// SPDX-License-Identifier: GPL-2.0-or-later
/* tphone monitor: print one line for each event of the phone. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "complain.h"
#include "names.h"
#include "number.h"
#include "record.h"
#include "style.h"
#include "target.h"

struct monitor {
	struct target target;
	struct clock_format clock;
	uint64_t events;		/* mask, 0: all */
	unsigned long count;		/* lines wanted, 0: no limit */
	unsigned long printed;
	int timeout_ms;			/* negative: none */
	bool gone;
};

static enum style cause_style(unsigned int cause)
{
	switch (cause) {
	case TPHONE_CAUSE_USER:
		return STYLE_GREEN;
	case TPHONE_CAUSE_HOST:
		return STYLE_CYAN;
	case TPHONE_CAUSE_DRIVER:
		return STYLE_YELLOW;
	default:
		return STYLE_FAINT;
	}
}

static void print_columns(const char *time, enum style look, const char *cause, const char *name,
			  const char *text)
{
	printf("%s%s%s  %s%-6s  %-11s  %s%s\n", style(STYLE_FAINT), time, style(STYLE_PLAIN),
	       style(look), cause, name, text, style(STYLE_PLAIN));
}

static void print_human(const struct monitor *monitor, const struct tphone_record *record,
			const char *time)
{
	unsigned int columns = monitor->target.info.display_columns;
	char text[RECORD_TEXT_SIZE];

	if (record->type == TPHONE_RECORD_EVENT) {
		record_text(record, columns, text);
		print_columns(time, cause_style(record->cause),
			      known(tphone_cause_name(record->cause)),
			      known(tphone_event_name(record->code)), text);
	} else if (record->type == TPHONE_RECORD_LOST) {
		snprintf(text, sizeof(text),
			 "%llu events; 'tphone status' shows how things are now",
			 (unsigned long long)record->value[0]);
		print_columns(time, STYLE_RED, "core", "lost", text);
	} else {
		print_columns(time, STYLE_RED, "core", "gone", "the phone was unplugged");
	}
}

static void print_json(const struct monitor *monitor, const struct tphone_record *record,
		       const char *time)
{
	json_t *object = target_json(&monitor->target);

	json_put_text(object, "type", known(tphone_record_name(record->type)));
	json_put_number(object, "seq", record->seq);
	json_put_number(object, "timestamp_ns", record->timestamp_ns);
	json_put_text(object, "time", time);
	if (record->type == TPHONE_RECORD_EVENT) {
		json_put_text(object, "cause", known(tphone_cause_name(record->cause)));
		json_put_text(object, "event", known(tphone_event_name(record->code)));
		record_json(record, monitor->target.info.display_columns, object);
	} else if (record->type == TPHONE_RECORD_LOST) {
		json_put_number(object, "lost", record->value[0]);
	}
	json_print_line(object);
}

static bool is_full(const struct monitor *monitor)
{
	return monitor->count && monitor->printed >= monitor->count;
}

static bool is_known_type(unsigned int type)
{
	return type == TPHONE_RECORD_EVENT || type == TPHONE_RECORD_LOST ||
	       type == TPHONE_RECORD_GONE;
}

static void on_record(struct tphone *phone, const struct tphone_record *record, void *data)
{
	struct monitor *monitor = data;
	char time[CLOCK_TEXT_SIZE];

	(void)phone;
	if (!is_known_type(record->type) || is_full(monitor))
		return;
	monitor->gone = record->type == TPHONE_RECORD_GONE;
	clock_text(&monitor->clock, record->timestamp_ns, time);
	if (monitor->target.json)
		print_json(monitor, record, time);
	else
		print_human(monitor, record, time);
	monitor->printed++;
}

/* Milliseconds left until @end_ms; negative: no limit. */
static int time_left(const struct monitor *monitor, uint64_t end_ms)
{
	uint64_t now = clock_now_ms();

	if (monitor->timeout_ms < 0)
		return -1;
	return now < end_ms ? (int)(end_ms - now) : 0;
}

static int finish(const struct monitor *monitor)
{
	if (monitor->count && !is_full(monitor) && !monitor->gone)
		return complain(EXIT_TIMEOUT, "monitor: %lu of %lu events came within %d ms",
				monitor->printed, monitor->count, monitor->timeout_ms);
	return EXIT_OK;
}

/* The last record of an unplugged phone is GONE. */
static int end(const struct monitor *monitor)
{
	if (monitor->gone)
		return EXIT_OK;
	return complain(EXIT_NO_PHONE,
			"%s: the phone was taken away from this program: another person sits at the computer now, or root has evicted it",
			monitor->target.path);
}

static int watch(struct monitor *monitor)
{
	uint64_t end_ms = clock_now_ms() + (monitor->timeout_ms > 0 ? monitor->timeout_ms : 0);
	int left = monitor->timeout_ms, result;

	while (left && !is_full(monitor)) {
		result = tphone_wait(monitor->target.phone, left);
		if (result == -ENODEV)
			return end(monitor);
		if (result < 0 && result != -EINTR)
			return target_complain(&monitor->target, result);
		if (ferror(stdout))
			return EXIT_FAILED;
		left = time_left(monitor, end_ms);
	}
	return finish(monitor);
}

static int start(struct monitor *monitor)
{
	struct tphone *phone = monitor->target.phone;
	int error;

	setvbuf(stdout, NULL, _IOLBF, 0);
	error = tphone_set_event_callback(phone, on_record, monitor);
	if (!error && monitor->events)
		error = tphone_set_event_mask(phone, monitor->events);
	/* Take the role last, so that the mask is set before the first event. */
	if (!error)
		error = tphone_set_role(phone, TPHONE_ROLE_MONITOR);
	return error ? target_complain(&monitor->target, error) : watch(monitor);
}

static int parse_time(const char *text, struct clock_format *clock)
{
	unsigned int i;

	clock->realtime_offset_ns = clock_realtime_offset();
	if (!text)
		return EXIT_OK;
	for (i = 0; clock_style_name(i); i++) {
		clock->style = i;
		if (!strcmp(text, clock_style_name(i)))
			return EXIT_OK;
	}
	return complain(EXIT_USAGE, "monitor time '%s': must be mono, iso or delta", text);
}

/* Parse the whole list: an event that was cut off would be missed silently. */
static int parse_events(const char *text, uint64_t *mask)
{
	char *copy = strdup(text ? text : ""), *word, *rest = copy;
	unsigned int event = 0;
	int code = EXIT_OK;

	if (!copy)
		return complain(EXIT_FAILED, "out of memory");
	while (text && !code && (word = strsep(&rest, ","))) {
		code = name_parse(KIND_EVENT, "event", word, &event);
		if (!code)
			*mask |= TPHONE_EVENT_BIT(event);
	}
	free(copy);
	return code;
}

static int parse_count(const char *text, unsigned long *count)
{
	if (text && (number_parse(text, ULONG_MAX, count) || !*count))
		return complain(EXIT_USAGE, "monitor count '%s': must be a number from 1", text);
	return EXIT_OK;
}

static int parse(const struct call *call, struct monitor *monitor)
{
	int code = parse_time(call->opt[OPT_TIME], &monitor->clock);

	if (!code)
		code = parse_events(call->opt[OPT_EVENTS], &monitor->events);
	if (!code)
		code = parse_count(call->opt[OPT_COUNT], &monitor->count);
	if (!code)
		code = target_timeout(call, -1, &monitor->timeout_ms);
	return code;
}

int cmd_monitor(const struct call *call)
{
	struct monitor monitor = { .events = 0 };
	int code = parse(call, &monitor);

	if (code)
		return code;
	code = target_open(&monitor.target, call, TPHONE_ROLE_NONE);
	if (!code)
		code = start(&monitor);
	target_close(&monitor.target);
	return code;
}
