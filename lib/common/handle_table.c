// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle_table.h"

#include <stdbool.h>
#include <stdlib.h>

#define FIRST_PLACES	64
#define PLACE_MASK	(TAPI_MAX_PLACES - 1)
#define KIND_SHIFT	(TAPI_PLACE_BITS + TAPI_GENERATION_BITS)

static void add_free(struct tapi_numbers *numbers, DWORD place)
{
	if (numbers->nr_free++)
		numbers->places[numbers->last_free].next_free = place;
	else
		numbers->first_free = place;
	numbers->last_free = place;
}

static DWORD take_free(struct tapi_numbers *numbers)
{
	DWORD place = numbers->first_free;

	numbers->first_free = numbers->places[place].next_free;
	numbers->nr_free--;
	return place;
}

static bool grow(struct tapi_numbers *numbers)
{
	DWORD place = numbers->nr_places;
	DWORD count = place ? place * 2 : FIRST_PLACES;
	struct tapi_place *places;

	if (count > TAPI_MAX_PLACES)
		return false;
	places = reallocarray(numbers->places, count, sizeof(*places));
	if (!places)
		return false;
	numbers->places = places;
	numbers->nr_places = count;
	for (; place < count; place++) {
		places[place] = (struct tapi_place){ 0 };
		add_free(numbers, place);
	}
	return true;
}

static DWORD number_of(const struct tapi_numbers *numbers, DWORD place)
{
	return (DWORD)numbers->kind << KIND_SHIFT |
	       numbers->places[place].generation << TAPI_PLACE_BITS | place;
}

DWORD tapi_numbers_add(struct tapi_numbers *numbers, void *object)
{
	DWORD place;

	if (!numbers->nr_free && !grow(numbers))
		return 0;
	place = take_free(numbers);
	numbers->places[place].object = object;
	return number_of(numbers, place);
}

void *tapi_numbers_find(const struct tapi_numbers *numbers, DWORD number)
{
	DWORD place = number & PLACE_MASK;

	if (place >= numbers->nr_places || number_of(numbers, place) != number)
		return NULL;
	return numbers->places[place].object;
}

void *tapi_numbers_find_pointer(const struct tapi_numbers *numbers,
				const void *pointer)
{
	uintptr_t number = (uintptr_t)pointer;

	return number > UINT32_MAX ? NULL :
	       tapi_numbers_find(numbers, (DWORD)number);
}

static void free_place(struct tapi_numbers *numbers, DWORD place)
{
	struct tapi_place *freed = &numbers->places[place];

	freed->object = NULL;
	freed->generation = (freed->generation + 1) % TAPI_MAX_GENERATIONS;
	add_free(numbers, place);
}

void tapi_numbers_remove(struct tapi_numbers *numbers, DWORD number)
{
	if (tapi_numbers_find(numbers, number))
		free_place(numbers, number & PLACE_MASK);
}

void tapi_numbers_remove_all(struct tapi_numbers *numbers)
{
	DWORD place;

	for (place = 0; place < numbers->nr_places; place++) {
		if (numbers->places[place].object)
			free_place(numbers, place);
	}
}
