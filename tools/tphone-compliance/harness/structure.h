/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Variable structures as TAPI hands them to a provider: zeroed, dwNeededSize and
 * dwUsedSize preset to the fixed part, and here with guard bytes behind
 * dwTotalSize.
 */
#ifndef CONFORMANCE_STRUCTURE_H
#define CONFORMANCE_STRUCTURE_H

#include "case.h"

#include <tphone/tapi.h>

/* A structure of total bytes, the first fixed of which it always has. */
void *structure_new(DWORD fixed, DWORD total);

/*
 * Check a structure that a provider has filled: dwTotalSize and the guard bytes
 * are unchanged, dwUsedSize is between fixed and total, dwNeededSize not less.
 */
void structure_check(const void *structure, DWORD fixed, DWORD total);

/*
 * Grow the structure until get() has filled in everything, and check each
 * result. get() must succeed; free() the structure.
 */
void *structure_complete(DWORD fixed,
			 int32_t (*get)(void *data, void *structure),
			 void *data);

#endif /* CONFORMANCE_STRUCTURE_H */
