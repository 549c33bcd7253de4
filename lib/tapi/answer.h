/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asking a provider for a variable structure, with as much room as it wants. */
#ifndef _LIBTPHONE_TAPI_ANSWER_H
#define _LIBTPHONE_TAPI_ANSWER_H

#include "repack.h"

/*
 * @ask calls the provider. What it returns, or PHONEERR_NOMEM; free the answer
 * after 0.
 */
LONG tapi_answer_get(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data);

/* Puts a part of ours in the place of one of the provider's; false: no memory. */
bool tapi_answer_set_part(struct tapi_answer *answer, size_t pair,
			  const void *part, DWORD size);

void tapi_answer_free(struct tapi_answer *answer);

#endif /* _LIBTPHONE_TAPI_ANSWER_H */
