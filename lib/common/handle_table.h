/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Numbers that stand for objects towards those who must not be trusted with
 * pointers: handles of programs, and of providers. A number is never 0, says of
 * what kind it is, and is not given out again soon: it contains a generation,
 * and of the free places the one that has been free longest is taken.
 *
 * The tables stay when their objects go, so that old numbers stay invalid.
 */
#ifndef _LIBTPHONE_TAPI_NUMBERS_H
#define _LIBTPHONE_TAPI_NUMBERS_H

#include <tphone/tapi.h>

/* Bits of a number, from the lowest: place, generation, kind. */
#define TAPI_PLACE_BITS		14
#define TAPI_MAX_PLACES		0x4000
#define TAPI_GENERATION_BITS	15
#define TAPI_MAX_GENERATIONS	0x8000

/* The kind must not be 0, and fits into what is left but the sign. */
enum tapi_kind {
	TAPI_KIND_SESSION = 1,
	TAPI_KIND_PHONE,
	TAPI_KIND_OPENING,
};

/**
 * struct tapi_place - a place in the table
 * @object: what it stands for; NULL: free
 * @generation: that of the number that is valid, or will be
 * @next_free: free: the place that becomes free after this one
 */
struct tapi_place {
	void *object;
	DWORD generation;
	DWORD next_free;
};

/**
 * struct tapi_numbers - numbers of one kind
 * @kind: which
 * @places: the places
 * @nr_places: how many there are
 * @nr_free: how many of them are free
 * @first_free: free longest, if @nr_free
 * @last_free: free most recently, if @nr_free
 */
struct tapi_numbers {
	enum tapi_kind kind;
	struct tapi_place *places;
	DWORD nr_places;
	DWORD nr_free;
	DWORD first_free;
	DWORD last_free;
};

/* A new number; 0: no memory, or too many. */
DWORD tapi_numbers_add(struct tapi_numbers *numbers, void *object);

/* NULL: the number is not valid. */
void *tapi_numbers_find(const struct tapi_numbers *numbers, DWORD number);

/* The same of what a provider hands back as a pointer, with all its bits. */
void *tapi_numbers_find_pointer(const struct tapi_numbers *numbers,
				const void *pointer);

void tapi_numbers_remove(struct tapi_numbers *numbers, DWORD number);

/* All that are valid become invalid. */
void tapi_numbers_remove_all(struct tapi_numbers *numbers);

#endif /* _LIBTPHONE_TAPI_NUMBERS_H */
