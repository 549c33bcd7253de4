/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TAPI_MOMENT_H
#define _LIBTPHONE_TAPI_MOMENT_H

#include <time.h>
#include <tphone/tapi.h>

/* So many milliseconds from now, of CLOCK_MONOTONIC. */
struct timespec tapi_moment_after(DWORD milliseconds);

#endif /* _LIBTPHONE_TAPI_MOMENT_H */
