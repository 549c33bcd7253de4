/* SPDX-License-Identifier: GPL-2.0-or-later */
/* User memory for arguments, valid and invalid. */
#ifndef FUZZ_MEMORY_H
#define FUZZ_MEMORY_H

#include <stddef.h>

/* Most bytes of an argument. */
#define MEMORY_SIZE	4096

enum memory_kind {
	MEMORY_GOOD,
	MEMORY_READ_ONLY,	/* can be read, not written */
	MEMORY_CUT,		/* ends in the middle */
	MEMORY_NONE,		/* nothing is there */
	NR_MEMORY_KINDS
};

/* Returns 0 or a negative errno. */
int memory_make(void);

/*
 * The address of an argument of this size in memory of this kind. Where memory is
 * mapped there, it contains what the caller wrote at memory_argument().
 */
void *memory_at(enum memory_kind kind, size_t size);

/* The buffer for the next argument: MEMORY_SIZE bytes, all zero. */
void *memory_argument(void);

#endif /* FUZZ_MEMORY_H */
