/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The name of a program, as it gives it or as it is called. T026 */
#ifndef _LIBTPHONE_TAPI_APP_NAME_H
#define _LIBTPHONE_TAPI_APP_NAME_H

#include <stdint.h>
#include <tphone/tapi.h>

/*
 * A copy in UTF-16, to be freed; of the name of the executable for NULL and "".
 * 0, or PHONEERR_INVALAPPNAME for what is not UTF-8 or UTF-16, PHONEERR_NOMEM.
 */
LONG tapi_app_name_from_utf8(LPCSTR name, uint16_t **copy);
LONG tapi_app_name_from_utf16(LPCWSTR name, uint16_t **copy);

#endif /* _LIBTPHONE_TAPI_APP_NAME_H */
