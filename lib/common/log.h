/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Log messages about TAPI and its providers, for the function that the program
 * passed to tphone_tapi_set_log(), and with $TPHONE_DEBUG for standard error.
 */
#ifndef _LIBTPHONE_LOG_H
#define _LIBTPHONE_LOG_H

#include <tphone/tapi.h>

/*
 * @level is TPHONE_LOG_*; the message has no newline. Must not be called with
 * tapi.lock, because it calls a function of the program.
 */
void log_printf(int level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* In a child after fork(): a thread of the parent may have held the lock. */
void log_atfork_child(void);

#endif /* _LIBTPHONE_LOG_H */
