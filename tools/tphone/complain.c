// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>

#include "complain.h"
#include "text.h"

int complain(enum exit_code code, const char *format, ...)
{
	char message[1024], clean[sizeof(message)];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	/* The message quotes user input and must stay one line. */
	text_printable(clean, sizeof(clean), message);
	fprintf(stderr, "tphone: %s\n", clean);
	return code;
}
