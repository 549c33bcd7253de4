// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: where operations live from submission until their completion was read.
 */
#include <linux/slab.h>

#include "operation.h"

/**
 * tphone_slots_alloc() - make an empty table
 *
 * Return: the table or NULL.
 */
struct tphone_slots *tphone_slots_alloc(void)
{
	struct tphone_slots *slots;

	slots = kzalloc(sizeof(*slots), GFP_KERNEL_ACCOUNT);
	if (slots)
		INIT_LIST_HEAD(&slots->free);
	return slots;
}

static void slots_free(struct tphone_slots *slots)
{
	unsigned int i;

	for (i = 0; i < TPHONE_NR_CHUNKS; i++)
		kfree(slots->chunks[i]);
	kfree(slots);
}

/**
 * tphone_slots_abandon() - the owner of a table goes
 * @slots: the table; freed now, or by its last busy slot
 *
 * Context: under phone->lock, or when nobody else can know the table.
 */
void tphone_slots_abandon(struct tphone_slots *slots)
{
	slots->abandoned = true;
	if (!slots->nr_busy)
		slots_free(slots);
}

static void init_chunk(struct tphone_slots *slots, struct tphone_slot *chunk)
{
	unsigned int i;

	for (i = 0; i < TPHONE_CHUNK_SLOTS; i++) {
		struct tphone_slot *slot = &chunk[i];

		slot->slots = slots;
		slot->index = slots->nr + i;
		INIT_LIST_HEAD(&slot->issued_link);
		INIT_LIST_HEAD(&slot->batch_link);
		list_add_tail(&slot->link, &slots->free);
	}
}

/* Under phone->lock. Growing beyond what a table may hold is not needed. */
static bool must_grow(const struct tphone_slots *slots, unsigned int wanted)
{
	return slots->nr - slots->nr_busy < wanted &&
	       slots->nr < TPHONE_MAX_OPERATIONS;
}

static bool add_chunk(struct tphone *phone, struct tphone_slots *slots,
		      unsigned int wanted, struct tphone_slot *chunk)
{
	unsigned long flags;
	bool added;

	flags = tphone_lock(phone);
	/* Another thread with this handle may have been faster. */
	added = must_grow(slots, wanted);
	if (added) {
		init_chunk(slots, chunk);
		slots->chunks[slots->nr / TPHONE_CHUNK_SLOTS] = chunk;
		slots->nr += TPHONE_CHUNK_SLOTS;
	}
	tphone_unlock(phone, flags);
	return added;
}

/**
 * tphone_slots_grow() - make a table larger if it has too few free slots
 * @phone: the phone
 * @slots: the table
 * @wanted: how many are to be free
 *
 * Context: process context, phone->lock not held.
 * Return: 0, also when the table is as large as it may get; or -ENOMEM.
 */
int tphone_slots_grow(struct tphone *phone, struct tphone_slots *slots,
		      unsigned int wanted)
{
	struct tphone_slot *chunk;
	unsigned long flags;
	bool needed;

	for (;;) {
		flags = tphone_lock(phone);
		needed = must_grow(slots, wanted);
		tphone_unlock(phone, flags);
		if (!needed)
			return 0;
		chunk = kcalloc(TPHONE_CHUNK_SLOTS, sizeof(*chunk),
				GFP_KERNEL_ACCOUNT);
		if (!chunk)
			return -ENOMEM;
		if (!add_chunk(phone, slots, wanted, chunk))
			kfree(chunk);
	}
}

/* Output that was announced and not fetched gives way to new operations. */
static bool drop_oldest_output(struct tphone *phone,
			       struct tphone_handle *handle)
{
	struct tphone_slot *slot;

	list_for_each_entry(slot, &handle->output, link) {
		if (slot->fetching)
			continue;
		list_del_init(&slot->link);
		slot->state = TPHONE_SLOT_DONE;
		tphone_slot_put(phone, slot);
		return true;
	}
	return false;
}

/**
 * tphone_phone_has_room() - may so many operations of a handle be issued?
 * @handle: the handle
 * @nr: how many
 *
 * A phone that monitors have filled has room for its owner.
 *
 * Context: under phone->lock.
 */
bool tphone_phone_has_room(const struct tphone_handle *handle, unsigned int nr)
{
	unsigned int most = handle->role == TPHONE_ROLE_OWNER ?
			    TPHONE_MAX_PHONE_OPERATIONS :
			    TPHONE_MAX_SHARED_OPERATIONS;

	return handle->phone->nr_issued + nr <= most;
}

/*
 * Slots that others have reserved do not count: they can be kept reserved by
 * stopping the copying of user memory. tphone_submit() looks again.
 */
static bool phone_is_full(const struct tphone_handle *handle)
{
	return !tphone_phone_has_room(handle, handle->slots->nr_reserved + 1);
}

/**
 * tphone_slots_make_room() - is there room for an operation of a handle?
 * @handle: the handle
 * @payload: bytes of payload that it needs
 *
 * Output that nobody fetched gives way, oldest first.
 *
 * Context: under phone->lock.
 * Return: 0; -EAGAIN when there is none; -ENOBUFS if the table must grow.
 */
int tphone_slots_make_room(struct tphone_handle *handle, u32 payload)
{
	struct tphone_slots *slots = handle->slots;
	struct tphone *phone = handle->phone;

	lockdep_assert_held(&phone->lock);
	if (phone_is_full(handle))
		return -EAGAIN;
	while (slots->payload + payload > TPHONE_MAX_HANDLE_PAYLOAD) {
		if (!drop_oldest_output(phone, handle))
			return -EAGAIN;
	}
	if (!list_empty(&slots->free))
		return 0;
	if (slots->nr < TPHONE_MAX_OPERATIONS)
		return -ENOBUFS;
	return drop_oldest_output(phone, handle) ? 0 : -EAGAIN;
}

/**
 * tphone_slot_reserve() - take a free slot
 * @phone: the phone
 * @slots: the table
 * @handle: the handle that submits, and receives the completion; NULL: none
 *
 * Context: under phone->lock.
 * Return: the slot, RESERVED, with the reference of the user's side; or NULL
 * when none is free.
 */
struct tphone_slot *tphone_slot_reserve(struct tphone *phone,
					struct tphone_slots *slots,
					struct tphone_handle *handle)
{
	struct tphone_slot *slot;

	slot = list_first_entry_or_null(&slots->free, struct tphone_slot, link);
	if (!slot)
		return NULL;
	list_del_init(&slot->link);
	slots->nr_busy++;
	slots->nr_reserved++;
	slot->state = TPHONE_SLOT_RESERVED;
	slot->refs = 1;
	slot->handle = handle;
	slot->handle_number = handle ? handle->number : 0;
	slot->id = tphone_id_next(&phone->last_operation, slot->index);
	slot->driver = false;
	slot->unclaimed = false;
	slot->submitted = false;
	WRITE_ONCE(slot->cancelling, false);
	slot->cancel_called = false;
	slot->cause = TPHONE_CAUSE_HOST;
	slot->has_deadline = false;
	slot->value = 0;
	slot->value_set = false;
	slot->ring_mode_set = false;
	slot->reported = false;
	slot->reply_len = 0;
	slot->fetching = false;
	slot->payload_size = 0;
	slot->op.data = NULL;
	slot->op.reply = NULL;
	slot->op.reply_size = 0;
	slot->op.driver_data = NULL;
	INIT_LIST_HEAD(&slot->op.driver_list);
	return slot;
}

/**
 * tphone_slot_find() - the slot of an operation
 * @slots: the table
 * @id: id of the operation
 *
 * Context: under phone->lock.
 * Return: the slot, or NULL for an id that is not in use.
 */
struct tphone_slot *tphone_slot_find(struct tphone_slots *slots, u64 id)
{
	u32 index = tphone_id_slot(id);
	struct tphone_slot *slot;

	if (index >= slots->nr)
		return NULL;
	slot = &slots->chunks[index / TPHONE_CHUNK_SLOTS]
			     [index % TPHONE_CHUNK_SLOTS];
	if (slot->id != id || slot->state == TPHONE_SLOT_FREE ||
	    slot->state == TPHONE_SLOT_RESERVED)
		return NULL;
	/* Left behind when the handle was detached: not its own any more. */
	if (!slot->handle)
		return NULL;
	return slot;
}

static void make_free(struct tphone *phone, struct tphone_slot *slot)
{
	struct tphone_slots *slots = slot->slots;

	if (slot->state == TPHONE_SLOT_RESERVED)
		slots->nr_reserved--;
	kfree(slot->op.data);
	kfree(slot->op.reply);
	slots->payload -= slot->payload_size;
	slot->state = TPHONE_SLOT_FREE;
	slot->handle = NULL;
	/* The warmest slot is used first. */
	list_add(&slot->link, &slots->free);
	slots->nr_busy--;
	if (slots->abandoned && !slots->nr_busy)
		slots_free(slots);
	phone->room_due = true;
}

/**
 * tphone_slot_put() - drop a reference to a slot
 * @phone: the phone
 * @slot: the slot; not on a list of its handle if this is the last reference
 *
 * Context: under phone->lock.
 */
void tphone_slot_put(struct tphone *phone, struct tphone_slot *slot)
{
	lockdep_assert_held(&phone->lock);
	if (!--slot->refs)
		make_free(phone, slot);
}

/**
 * tphone_slots_available() - would any operation of this handle find room?
 * @handle: the handle
 *
 * One with the largest payload, too, so that who is told to try again does not
 * do so in vain.
 *
 * Context: under phone->lock.
 */
bool tphone_slots_available(struct tphone_handle *handle)
{
	const struct tphone_slots *slots = handle->slots;

	size_t most = 2 * handle->phone->caps.max_payload;

	if (phone_is_full(handle))
		return false;
	if (!list_empty(&handle->output))
		return true;
	return slots->payload + most <= TPHONE_MAX_HANDLE_PAYLOAD &&
	       (!list_empty(&slots->free) || slots->nr < TPHONE_MAX_OPERATIONS);
}
