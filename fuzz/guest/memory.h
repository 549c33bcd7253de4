/* SPDX-License-Identifier: GPL-2.0-or-later */
/* User memory for arguments: some that is good, and some that is not. */
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

/* 0 or a negative errno. */
int memory_make(void);

/*
 * An argument of this size at an address of this kind. What the caller has
 * written at memory_argument() is there, as far as anything is.
 */
void *memory_at(enum memory_kind kind, size_t size);

/* Where arguments are written: MEMORY_SIZE bytes, all zero. */
void *memory_argument(void);

#endif /* FUZZ_MEMORY_H */
