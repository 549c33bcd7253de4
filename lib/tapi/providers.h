/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which providers there are: the built-in one, those configured, those added. */
#ifndef _LIBTPHONE_TAPI_PROVIDERS_H
#define _LIBTPHONE_TAPI_PROVIDERS_H

#include <tphone/tapi.h>

/*
 * With tapi.life: starts all of them; 0, or PHONEERR_NOMEM. One that does not
 * work is logged and left out.
 */
LONG tapi_providers_start(void);

#endif /* _LIBTPHONE_TAPI_PROVIDERS_H */
