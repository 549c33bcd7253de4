/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The name that a phone of a provider has for all processes. */
#ifndef _LIBTPHONE_TAPI_CLAIM_NAME_H
#define _LIBTPHONE_TAPI_CLAIM_NAME_H

#include <stddef.h>
#include <tphone/tapi.h>

/* With the terminator; a socket takes twice as much. */
#define TAPI_CLAIM_NAME_SIZE	54

/*
 * @provider: path of the shared object; @permanent_id: dwPermanentPhoneID, 0: none,
 * then @index counts among the phones of the provider. Writes TAPI_CLAIM_NAME_SIZE
 * bytes at most; the length without the terminator.
 */
size_t tapi_claim_name(char *name, const char *provider, DWORD permanent_id,
		       DWORD index);

#endif /* _LIBTPHONE_TAPI_CLAIM_NAME_H */
