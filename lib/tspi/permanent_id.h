/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Numbers that stand for a phone whenever it is plugged in, made from its id.
 * Programs store them, so the way they are made can never change.
 */
#ifndef _LIBTPHONE_TSPI_PERMANENT_ID_H
#define _LIBTPHONE_TSPI_PERMANENT_ID_H

#include <tphone/tapi.h>

/* Never 0. */
DWORD permanent_id(const char *id);

/* A UUID of version 8. */
GUID permanent_guid(const char *id);

#endif /* _LIBTPHONE_TSPI_PERMANENT_ID_H */
