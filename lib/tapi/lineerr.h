/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TAPI_LINEERR_H
#define _LIBTPHONE_TAPI_LINEERR_H

#include <tphone/tapi.h>

/* "LINEERR_NOMEM" for what TSPI_provider*() returned; "an unknown error". */
const char *tapi_lineerr_name(LONG error);

#endif /* _LIBTPHONE_TAPI_LINEERR_H */
