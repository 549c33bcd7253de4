/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Messages about TAPI and its providers: to the function of
 * tphone_tapi_set_log(), and with $TPHONE_DEBUG to standard error.
 */
#ifndef _LIBTPHONE_LOG_H
#define _LIBTPHONE_LOG_H

#include <tphone/tapi.h>

/*
 * One TPHONE_LOG_*, and a sentence without its end. Not with tapi.lock: code of the
 * program may run.
 */
void log_say(int level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* In a child: no thread of its parent is saying anything here. */
void log_begin_anew(void);

#endif /* _LIBTPHONE_LOG_H */
