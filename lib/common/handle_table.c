// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle_table.h"

#include <stdbool.h>
#include <stdlib.h>

#define FIRST_SLOTS	64
#define SLOT_MASK	(HANDLE_MAX_SLOTS - 1)
#define KIND_SHIFT	(HANDLE_SLOT_BITS + HANDLE_GENERATION_BITS)

static void add_free(struct handle_table *table, uint32_t slot)
{
	if (table->nr_free++)
		table->slots[table->last_free].next_free = slot;
	else
		table->first_free = slot;
	table->last_free = slot;
}

static uint32_t take_free(struct handle_table *table)
{
	uint32_t slot = table->first_free;

	table->first_free = table->slots[slot].next_free;
	table->nr_free--;
	return slot;
}

static bool grow(struct handle_table *table)
{
	uint32_t slot = table->nr_slots;
	uint32_t count = slot ? slot * 2 : FIRST_SLOTS;
	struct handle_slot *slots;

	if (count > HANDLE_MAX_SLOTS)
		return false;
	slots = reallocarray(table->slots, count, sizeof(*slots));
	if (!slots)
		return false;
	table->slots = slots;
	table->nr_slots = count;
	for (; slot < count; slot++) {
		slots[slot] = (struct handle_slot){ 0 };
		add_free(table, slot);
	}
	return true;
}

static uint32_t handle_of(const struct handle_table *table, uint32_t slot)
{
	return table->kind << KIND_SHIFT |
	       table->slots[slot].generation << HANDLE_SLOT_BITS | slot;
}

uint32_t handle_table_add(struct handle_table *table, void *object)
{
	uint32_t slot;

	if (!table->nr_free && !grow(table))
		return 0;
	slot = take_free(table);
	table->slots[slot].object = object;
	return handle_of(table, slot);
}

void *handle_table_find(const struct handle_table *table, uintptr_t handle)
{
	uint32_t slot = handle & SLOT_MASK;

	if (slot >= table->nr_slots || handle_of(table, slot) != handle)
		return NULL;
	return table->slots[slot].object;
}

static void free_slot(struct handle_table *table, uint32_t slot)
{
	struct handle_slot *freed = &table->slots[slot];

	freed->object = NULL;
	freed->generation = (freed->generation + 1) % HANDLE_MAX_GENERATIONS;
	add_free(table, slot);
}

void handle_table_remove(struct handle_table *table, uintptr_t handle)
{
	if (handle_table_find(table, handle))
		free_slot(table, handle & SLOT_MASK);
}

void handle_table_clear(struct handle_table *table)
{
	uint32_t slot;

	for (slot = 0; slot < table->nr_slots; slot++) {
		if (table->slots[slot].object)
			free_slot(table, slot);
	}
}
