/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a function of a provider answers: a code that is on its list, always. */
#ifndef _LIBTPHONE_TSPI_PHONEERR_H
#define _LIBTPHONE_TSPI_PHONEERR_H

#include <stdbool.h>
#include <tphone/tspi.h>

/* TSPI_CALL_phoneOpen and so on. */
#define TSPI_CALL_MEMBER(name)	TSPI_CALL_##name,
enum tspi_call {
	TSPI_FUNCTIONS(TSPI_CALL_MEMBER)
	NR_TSPI_CALLS
};

/* Is this PHONEERR_* on the list of a phone function? */
bool tspi_may_answer(enum tspi_call call, LONG error);

/*
 * The PHONEERR_* that stands for a negative errno; 0 for 0. Also for the status
 * of a completion.
 */
LONG tspi_error(enum tspi_call call, int error);

#endif /* _LIBTPHONE_TSPI_PHONEERR_H */
