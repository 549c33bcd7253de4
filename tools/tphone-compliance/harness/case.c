// SPDX-License-Identifier: GPL-2.0-or-later
/* The checks of cases, see case.h. */
#include "case.h"
#include "outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <tphone/tapi.h>

/*
 * Threads of the case may go on while it fails, so the process ends as it is:
 * no cleaning up, which could wait for them, and no search for leaks.
 */
void case_fail(const char *file, int line, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "%s:%d: %s\n", file, line, text);
	_exit(OUTCOME_FAILED);
}

void case_broken(const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(outcome->words, sizeof(outcome->words), format, args);
	va_end(args);
	case_fail(file, line, "%s", outcome->words);
}

void case_skip(const char *format, ...)
{
	char reason[sizeof(outcome->reason)];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	memcpy(outcome->reason, reason, sizeof(reason));
	_exit(OUTCOME_SKIPPED);
}

void case_note(const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "%s\n", text);
}

void case_check_equal(const char *file, int line, const char *seen_text,
		      intmax_t seen, const char *expected_text,
		      intmax_t expected)
{
	if (seen == expected)
		return;
	case_fail(file, line, "%s is %jd (0x%jx), not %s, %jd (0x%jx)",
		  seen_text, seen, seen, expected_text, expected, expected);
}

/* "PHONEERR_INUSE (0x90000006)", or the number alone. */
static void describe(int32_t result, char *text, size_t size)
{
	const char *name = tphone_phoneerr_name(result);

	if (result >= 0)
		snprintf(text, size, "%d", (int)result);
	else if (name)
		snprintf(text, size, "%s (0x%08x)", name, (uint32_t)result);
	else
		snprintf(text, size, "0x%08x", (uint32_t)result);
}

/* A call of a provider, "tspi->phoneOpen(...)", in words. */
static void describe_call(const char *call, const char *seen,
			  const char *expected)
{
	static const char table[] = "tspi->";
	const char *name = call + strlen(table);

	if (strncmp(call, table, strlen(table)))
		return;
	snprintf(outcome->words, sizeof(outcome->words),
		 "TSPI_%.*s() returns %s and not %s", (int)strcspn(name, "("),
		 name, seen, expected);
}

void case_check_result(const char *file, int line, const char *call,
		       int32_t seen, const char *expected_text,
		       int32_t expected)
{
	char seen_name[64], expected_name[64];

	if (seen == expected)
		return;
	describe(seen, seen_name, sizeof(seen_name));
	describe(expected, expected_name, sizeof(expected_name));
	describe_call(call, seen_name, expected_name);
	case_fail(file, line, "%s is %s, not %s, %s", call, seen_name,
		  expected_text, expected_name);
}

uint32_t case_check_request(const char *file, int line, const char *call,
			    int32_t seen)
{
	char seen_name[64];

	if (seen > 0)
		return (uint32_t)seen;
	describe(seen, seen_name, sizeof(seen_name));
	case_fail(file, line, "%s is %s, not a request ID", call, seen_name);
}

int64_t case_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void case_sleep_ms(int milliseconds)
{
	struct timespec left = {
		.tv_sec = milliseconds / 1000,
		.tv_nsec = milliseconds % 1000 * 1000000L,
	};

	while (nanosleep(&left, &left))
		;
}
