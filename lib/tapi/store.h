/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TAPI_STORE_H
#define _LIBTPHONE_TAPI_STORE_H

#include <string.h>
#include <tphone/tapi.h>

/* A result of a function, to where the program wants it: aligned or not. */
static inline void tapi_store(void *where, DWORD value)
{
	memcpy(where, &value, sizeof(value));
}

#endif /* _LIBTPHONE_TAPI_STORE_H */
