// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture.h"

#include <stdio.h>
#include <unistd.h>

#include "complain.h"

char captured_complaint[1024];

/* Replaces the function of complain.c. */
int complain(enum exit_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(captured_complaint, sizeof(captured_complaint), format, args);
	va_end(args);
	return code;
}

const char *capture_output(void (*function)(void *data), void *data)
{
	static char text[16384];
	FILE *file = tmpfile();
	int saved = dup(STDOUT_FILENO);
	size_t length;

	assert_non_null(file);
	fflush(stdout);
	dup2(fileno(file), STDOUT_FILENO);
	function(data);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	rewind(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	return text;
}
