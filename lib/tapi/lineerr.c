// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/array_size.h"
#include "lineerr.h"

#include <stddef.h>
#include <tphone/tspi.h>

#define NAME(error)	{ error, #error }

const char *tapi_lineerr_name(LONG error)
{
	static const struct {
		LONG error;
		const char *name;
	} names[] = {
		NAME(LINEERR_INCOMPATIBLEAPIVERSION),
		NAME(LINEERR_INIFILECORRUPT),
		NAME(LINEERR_INVALPARAM),
		NAME(LINEERR_NODRIVER),
		NAME(LINEERR_NOMEM),
		NAME(LINEERR_OPERATIONFAILED),
		NAME(LINEERR_OPERATIONUNAVAIL),
		NAME(LINEERR_RESOURCEUNAVAIL),
		NAME(LINEERR_NOMULTIPLEINSTANCE),
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].error == error)
			return names[i].name;
	}
	return "an unknown error";
}
