// SPDX-License-Identifier: LGPL-2.1-or-later
#include "claim_name.h"

#include <inttypes.h>
#include <stdio.h>

/* FNV-1a: a path may be longer than a name can be. */
static uint64_t hash(const char *text)
{
	uint64_t value = 0xcbf29ce484222325;

	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * 0x100000001b3;
	return value;
}

size_t tapi_claim_name(char *name, const char *provider, DWORD permanent_id,
		       DWORD index)
{
	return (size_t)snprintf(name, TAPI_CLAIM_NAME_SIZE,
				"tphone-provider/%016" PRIx64 "/%s-%" PRIu32,
				hash(provider), permanent_id ? "id" : "index",
				permanent_id ? permanent_id : index);
}
