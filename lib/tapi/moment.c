// SPDX-License-Identifier: LGPL-2.1-or-later
#include "moment.h"

#define NS_PER_MS	1000000L
#define NS_PER_S	1000000000L
#define MS_PER_S	1000

struct timespec tapi_moment_after(DWORD milliseconds)
{
	struct timespec moment;

	clock_gettime(CLOCK_MONOTONIC, &moment);
	moment.tv_sec += milliseconds / MS_PER_S;
	moment.tv_nsec += milliseconds % MS_PER_S * NS_PER_MS;
	if (moment.tv_nsec >= NS_PER_S) {
		moment.tv_nsec -= NS_PER_S;
		moment.tv_sec++;
	}
	return moment;
}
