/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts and checks the messages of commands. */
#ifndef FUZZ_COMPLAINTS_H
#define FUZZ_COMPLAINTS_H

#include "must.h"

#include "tools/tphone/complain.h"
#include "tools/tphone/text.h"

#include <stdarg.h>
#include <stdio.h>

/* Messages since the fuzzer has set this to 0. */
static unsigned int complaints;

/* Replaces the function in complain.c, and prints nothing. */
int complain(enum exit_code code, const char *format, ...)
{
	char message[1024], clean[sizeof(message)];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	text_printable(clean, sizeof(clean), message);
	must(code != EXIT_OK && *clean && text_is_clean(clean));
	complaints++;
	return code;
}

#endif
