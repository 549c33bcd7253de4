// SPDX-License-Identifier: LGPL-2.1-or-later
#include "numbers.h"

#include <stdlib.h>
#include <string.h>

/* Bits 0 to 15: the place, from 0; bits 16 to 30: its use, from 1. */
#define PLACE_BITS	16
#define MAX_PLACES	((size_t)1 << PLACE_BITS)
#define USE_MASK	0x7fffU
#define MORE_PLACES	16

static int grow(struct numbers *numbers)
{
	size_t count = numbers->count + MORE_PLACES;
	struct numbered *places;

	if (count > MAX_PLACES)
		return -1;
	places = reallocarray(numbers->places, count, sizeof(*places));
	if (!places)
		return -1;
	memset(&places[numbers->count], 0, MORE_PLACES * sizeof(*places));
	numbers->places = places;
	numbers->next = numbers->count;
	numbers->count = count;
	return 0;
}

/* Goes round, so that a place rests before it is used again. */
static struct numbered *free_place(struct numbers *numbers)
{
	size_t i, at;

	for (i = 0; i < numbers->count; i++) {
		at = (numbers->next + i) % numbers->count;
		if (!numbers->places[at].object) {
			numbers->next = at + 1;
			return &numbers->places[at];
		}
	}
	return NULL;
}

uintptr_t numbers_add(struct numbers *numbers, void *object, unsigned int kind)
{
	struct numbered *place = free_place(numbers);

	if (!place) {
		if (grow(numbers))
			return 0;
		place = free_place(numbers);
	}
	place->object = object;
	place->kind = kind;
	place->use = place->use % USE_MASK + 1;
	return (uintptr_t)place->use << PLACE_BITS |
	       (uintptr_t)(place - numbers->places);
}

static struct numbered *place_of(const struct numbers *numbers,
				 uintptr_t number)
{
	size_t at = number & (MAX_PLACES - 1);
	struct numbered *place;

	if (at >= numbers->count)
		return NULL;
	place = &numbers->places[at];
	if (!place->object || number >> PLACE_BITS != place->use)
		return NULL;
	return place;
}

void *numbers_find(const struct numbers *numbers, uintptr_t number,
		   unsigned int kind)
{
	struct numbered *place = place_of(numbers, number);

	return place && place->kind == kind ? place->object : NULL;
}

void numbers_remove(struct numbers *numbers, uintptr_t number)
{
	struct numbered *place = place_of(numbers, number);

	if (place)
		place->object = NULL;
}

void numbers_clear(struct numbers *numbers)
{
	size_t i;

	for (i = 0; i < numbers->count; i++)
		numbers->places[i].object = NULL;
}
