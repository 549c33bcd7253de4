/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Handles: numbers that stand for objects, for programs and providers, which might
 * present a handle whose object has gone, or one that they made up. A handle is
 * never followed like a pointer, but searched for.
 *
 * A handle is never 0 and contains the kind of its object. It is not given out
 * again soon: it contains a generation, and the slot that has been free longest is
 * used next. The slots stay when their objects go, so that old handles stay
 * invalid.
 *
 * The caller protects the table.
 */
#ifndef _LIBTPHONE_HANDLE_TABLE_H
#define _LIBTPHONE_HANDLE_TABLE_H

#include <stdint.h>

/* Bits of a handle, from the lowest: slot, generation, kind */
#define HANDLE_SLOT_BITS	14
#define HANDLE_MAX_SLOTS	0x4000
#define HANDLE_GENERATION_BITS	15
#define HANDLE_MAX_GENERATIONS	0x8000

/**
 * struct handle_slot - a slot of the table
 * @object: object of the handle; NULL: the slot is free
 * @generation: part of the valid handle, or of the next one
 * @next_free: in a free slot: the slot that became free after this one
 */
struct handle_slot {
	void *object;
	uint32_t generation;
	uint32_t next_free;
};

/**
 * struct handle_table - handles of one kind
 * @kind: 1 to 3, so that a handle is positive
 * @slots: the slots
 * @nr_slots: number of @slots
 * @nr_free: number of @slots that are free
 * @first_free: the slot that has been free longest, valid if @nr_free is not 0
 * @last_free: the slot that became free last, valid if @nr_free is not 0
 */
struct handle_table {
	uint32_t kind;
	struct handle_slot *slots;
	uint32_t nr_slots;
	uint32_t nr_free;
	uint32_t first_free;
	uint32_t last_free;
};

/* Returns a new handle of @object; 0: no memory, or too many. */
uint32_t handle_table_add(struct handle_table *table, void *object);

/*
 * Returns the object, NULL for an invalid handle. @handle may be a pointer: then
 * all its bits count.
 */
void *handle_table_find(const struct handle_table *table, uintptr_t handle);

/* Makes @handle invalid; ignores one that is. */
void handle_table_remove(struct handle_table *table, uintptr_t handle);

/* Makes all handles invalid. */
void handle_table_clear(struct handle_table *table);

#endif /* _LIBTPHONE_HANDLE_TABLE_H */
