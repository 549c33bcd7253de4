/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Waits that are resumed must not start over: a timeout becomes a point in time
 * once, in nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef _LIBTPHONE_DEADLINE_H
#define _LIBTPHONE_DEADLINE_H

#include <stdint.h>

#define DEADLINE_NEVER	INT64_MAX

int64_t deadline_after(int64_t now_ns, int timeout_ms);

/* For poll(): -1 without a deadline, 0 when it has passed, else rounded up. */
int deadline_left_ms(int64_t deadline, int64_t now_ns);

#endif /* _LIBTPHONE_DEADLINE_H */
