// SPDX-License-Identifier: LGPL-2.1-or-later
#include "log.h"
#include "macros.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENVIRONMENT	"TPHONE_DEBUG"

/* Recursive, because the function of the program may call tphone_tapi_set_log(). */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* Protected by the lock. */
static TPHONE_LOG function;
static void *function_data;
static int function_level;

static bool to_stderr;

static void look_at_environment(void)
{
	const char *value = secure_getenv(ENVIRONMENT);

	to_stderr = value && *value && strcmp(value, "0");
}

/* A text from a file must not contain terminal control sequences. */
static void make_printable(char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || *text == '\x7f')
			*text = '?';
	}
}

static void write_message(int level, const char *text)
{
	static const char *const names[] = {
		[TPHONE_LOG_ERROR] = "error",
		[TPHONE_LOG_WARNING] = "warning",
		[TPHONE_LOG_INFO] = "info",
	};

	if (to_stderr)
		fprintf(stderr, "libtphone: %s: %s\n", names[level], text);
	if (function && level <= function_level)
		function(function_data, level, text);
}

void log_printf(int level, const char *format, ...)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	va_list args;
	char *text;

	pthread_once(&once, look_at_environment);
	pthread_mutex_lock(&lock);
	va_start(args, format);
	if ((to_stderr || function) && vasprintf(&text, format, args) >= 0) {
		make_printable(text);
		write_message(level, text);
		free(text);
	}
	va_end(args);
	pthread_mutex_unlock(&lock);
}

void log_atfork_child(void)
{
	static const pthread_mutex_t fresh =
		PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

	lock = fresh;
}

TPHONE_API int tphone_tapi_set_log(int level, TPHONE_LOG log, void *data)
{
	if (level < TPHONE_LOG_ERROR || level > TPHONE_LOG_INFO)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	function = log;
	function_data = data;
	function_level = level;
	pthread_mutex_unlock(&lock);
	return 0;
}
