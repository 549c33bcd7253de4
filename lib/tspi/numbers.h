/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Numbers that stand for objects. Whoever got one may present it when the object
 * is gone, or make one up, and must be found out: a number is never followed, but
 * looked up, and does not come back before its place was used many times.
 *
 * Who uses a table protects it.
 */
#ifndef _LIBTPHONE_TSPI_NUMBERS_H
#define _LIBTPHONE_TSPI_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

/**
 * struct numbered - a place in the table
 * @object: what the number stands for; NULL: the place is free
 * @kind: of the object
 * @use: how often the place was used
 */
struct numbered {
	void *object;
	unsigned int kind;
	uint32_t use;
};

/**
 * struct numbers - a table of objects
 * @places: the places
 * @count: how many
 * @next: where to look for a free one first
 */
struct numbers {
	struct numbered *places;
	size_t count;
	size_t next;
};

/* The number, never 0; 0: no memory. Fits into 31 bits. */
uintptr_t numbers_add(struct numbers *numbers, void *object, unsigned int kind);

/* NULL: it stands for nothing, or for something of another kind. */
void *numbers_find(const struct numbers *numbers, uintptr_t number,
		   unsigned int kind);

/* Does nothing for a number that stands for nothing. */
void numbers_remove(struct numbers *numbers, uintptr_t number);

void numbers_clear(struct numbers *numbers);

#endif /* _LIBTPHONE_TSPI_NUMBERS_H */
