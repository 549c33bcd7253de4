// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: the memory of operations from submission until the completion was read.
 */
#include <linux/slab.h>

#include "operation.h"
#include "payload.h"

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

/* op.priv of the first slot is one allocation for all slots of the chunk. */
static void free_chunk(struct tphone_slot *chunk)
{
	if (chunk)
		kfree(chunk->op.priv);
	kfree(chunk);
}

static struct tphone_slot *alloc_chunk(const struct tphone *phone)
{
	size_t size = ALIGN(phone->op_size, __alignof__(unsigned long long));
	struct tphone_slot *chunk;
	unsigned int i;
	u8 *priv;

	chunk = kcalloc(TPHONE_CHUNK_SLOTS, sizeof(*chunk), GFP_KERNEL_ACCOUNT);
	if (!chunk || !size)
		return chunk;
	priv = kcalloc(TPHONE_CHUNK_SLOTS, size, GFP_KERNEL_ACCOUNT);
	if (!priv) {
		kfree(chunk);
		return NULL;
	}
	for (i = 0; i < TPHONE_CHUNK_SLOTS; i++)
		chunk[i].op.priv = priv + i * size;
	return chunk;
}

static void slots_free(struct tphone_slots *slots)
{
	unsigned int i;

	for (i = 0; i < TPHONE_NR_CHUNKS; i++)
		free_chunk(slots->chunks[i]);
	kfree(slots);
}

/**
 * tphone_slots_abandon() - free a table as soon as it has no busy slot
 * @slots: the table; freed now, or with its last busy slot
 *
 * Context: under phone->lock, or when no other task can reach the table.
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

/* Has it too few free slots, and may it grow? Under phone->lock. */
static bool must_grow(const struct tphone_slots *slots, unsigned int wanted)
{
	return slots->nr - slots->nr_busy < wanted &&
	       slots->nr < TPHONE_MAX_SLOTS;
}

static bool add_chunk(struct tphone *phone, struct tphone_slots *slots,
		      unsigned int wanted, struct tphone_slot *chunk)
{
	unsigned long flags;
	bool added;

	flags = tphone_lock(phone);
	/* Another thread with this handle may have added one. */
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
		chunk = alloc_chunk(phone);
		if (!chunk)
			return -ENOMEM;
		if (!add_chunk(phone, slots, wanted, chunk))
			free_chunk(chunk);
	}
}

/**
 * tphone_phone_has_room() - may a number of operations of a handle be issued?
 * @handle: the handle
 * @nr: how many
 *
 * The limit is lower for monitors, so that they leave room for the owner.
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
 * Slots that other handles have reserved do not count: a program could keep them
 * reserved by stalling a page fault. tphone_slots_commit() checks again.
 */
static bool phone_is_full(const struct tphone_handle *handle)
{
	return !tphone_phone_has_room(handle, handle->slots->nr_reserved + 1);
}

/*
 * Busy slots, reserved ones included, whose output new operations cannot
 * displace.
 */
static unsigned int nr_lasting(const struct tphone_slots *slots)
{
	return slots->nr_busy - slots->nr_output;
}

static size_t lasting_payload(const struct tphone_slots *slots)
{
	return slots->payload - slots->output_payload;
}

/* Would the operation fit if all output that may be displaced were dropped? */
static bool has_room(const struct tphone_handle *handle, size_t payload)
{
	const struct tphone_slots *slots = handle->slots;

	return !phone_is_full(handle) &&
	       nr_lasting(slots) < TPHONE_MAX_OPERATIONS &&
	       lasting_payload(slots) + payload <= TPHONE_MAX_HANDLE_PAYLOAD;
}

static void drop_oldest_output(struct tphone_handle *handle)
{
	struct tphone_slot *slot;

	list_for_each_entry(slot, &handle->output, link) {
		if (!slot->gives_way)
			continue;
		tphone_output_forget(handle->phone, slot);
		return;
	}
}

/**
 * tphone_slots_room() - is there room for an operation of a handle?
 * @handle: the handle
 * @payload: bytes of payload that it needs
 *
 * Does not drop output that has to give way: tphone_slots_commit() does.
 *
 * Context: under phone->lock.
 * Return: 0; -EAGAIN when there is none; -ENOBUFS if the table must grow.
 */
int tphone_slots_room(struct tphone_handle *handle, size_t payload)
{
	lockdep_assert_held(&handle->phone->lock);
	if (!has_room(handle, payload))
		return -EAGAIN;
	return list_empty(&handle->slots->free) ? -ENOBUFS : 0;
}

/**
 * tphone_slots_commit() - make room for reserved operations
 * @handle: the handle
 * @nr: how many
 * @payload: bytes of payload that they have
 *
 * Output that was not fetched gives way, oldest first, so this is called when
 * nothing else can fail any more. It fails if the room is gone since
 * tphone_slots_room(): the phone is full, or a task has begun to fetch output that
 * was to give way.
 *
 * Context: under phone->lock.
 * Return: 0, or -EAGAIN; then nothing was dropped.
 */
int tphone_slots_commit(struct tphone_handle *handle, unsigned int nr,
			size_t payload)
{
	const struct tphone_slots *slots = handle->slots;
	/*
	 * Slots of other batches do not count, as these may still be given
	 * back.
	 */
	unsigned int others = slots->nr_reserved - nr;
	size_t others_payload = slots->reserved_payload - payload;

	lockdep_assert_held(&handle->phone->lock);
	if (!tphone_phone_has_room(handle, nr) ||
	    nr_lasting(slots) - others > TPHONE_MAX_OPERATIONS ||
	    lasting_payload(slots) - others_payload > TPHONE_MAX_HANDLE_PAYLOAD)
		return -EAGAIN;
	while (slots->nr_busy - others > TPHONE_MAX_OPERATIONS ||
	       slots->payload - others_payload > TPHONE_MAX_HANDLE_PAYLOAD)
		drop_oldest_output(handle);
	return 0;
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
	slot->replay = false;
	slot->reply_len = 0;
	slot->fetching = false;
	slot->gives_way = false;
	slot->payload_size = 0;
	slot->op.data = NULL;
	slot->op.reply = NULL;
	slot->op.reply_size = 0;
	slot->op.driver_data = NULL;
	if (slot->op.priv)
		memset(slot->op.priv, 0, phone->op_size);
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
	/* tphone_detach() has taken the operation off its handle. */
	if (!slot->handle)
		return NULL;
	return slot;
}

/**
 * tphone_slot_set_payload() - count the payload of an operation
 * @slot: a reserved slot
 * @size: bytes of payload
 *
 * Context: under phone->lock.
 */
void tphone_slot_set_payload(struct tphone_slot *slot, u32 size)
{
	slot->payload_size = size;
	slot->slots->payload += size;
	slot->slots->reserved_payload += size;
}

/**
 * tphone_slot_unreserve() - do not count a slot as RESERVED any more
 * @slot: the slot
 *
 * Context: under phone->lock.
 */
void tphone_slot_unreserve(struct tphone_slot *slot)
{
	slot->slots->nr_reserved--;
	slot->slots->reserved_payload -= slot->payload_size;
}

static void make_free(struct tphone *phone, struct tphone_slot *slot)
{
	struct tphone_slots *slots = slot->slots;

	if (slot->state == TPHONE_SLOT_RESERVED)
		tphone_slot_unreserve(slot);
	tphone_payload_free(slot->op.data);
	tphone_payload_free(slot->op.reply);
	slots->payload -= slot->payload_size;
	slot->state = TPHONE_SLOT_FREE;
	slot->handle = NULL;
	/* Reuse this slot first: its memory is in the cache. */
	list_add(&slot->link, &slots->free);
	slots->nr_busy--;
	if (slots->abandoned && !slots->nr_busy)
		slots_free(slots);
	tphone_room_changed(phone);
}

/*
 * Output gives way only if forgetting it frees its slot: not while it is being
 * copied, nor while another task has a reference, for instance the task that is
 * still submitting the rest of the batch.
 */
static void count_output(struct tphone *phone, struct tphone_slot *slot)
{
	struct tphone_slots *slots = slot->slots;
	bool gives_way = slot->state == TPHONE_SLOT_OUTPUT && !slot->fetching &&
			 slot->refs == 1;

	if (slot->gives_way == gives_way)
		return;
	slot->gives_way = gives_way;
	if (gives_way) {
		slots->nr_output++;
		slots->output_payload += slot->payload_size;
		tphone_room_changed(phone);
	} else {
		slots->nr_output--;
		slots->output_payload -= slot->payload_size;
	}
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
	if (--slot->refs)
		count_output(phone, slot);
	else
		make_free(phone, slot);
}

/* The largest payload of a valid operation. */
static size_t largest_payload(const struct tphone_caps *caps)
{
	/* Input and output. */
	if (caps->opcodes & 1U << TPHONE_OP_DEVSPECIFIC)
		return 2 * (size_t)caps->max_payload;
	return caps->max_payload;
}

/**
 * tphone_slots_available() - is there room for any operation of a handle?
 * @handle: the handle
 *
 * The largest payload counts, so that a program that poll() wakes for room finds
 * room for any operation.
 *
 * Context: under phone->lock.
 */
bool tphone_slots_available(const struct tphone_handle *handle)
{
	return has_room(handle, largest_payload(&handle->phone->caps));
}

/**
 * tphone_output_keep() - keep output after its completion was read
 * @handle: the handle
 * @slot: the operation, on no list of @handle
 *
 * Context: under phone->lock.
 */
void tphone_output_keep(struct tphone_handle *handle, struct tphone_slot *slot)
{
	slot->state = TPHONE_SLOT_OUTPUT;
	list_add_tail(&slot->link, &handle->output);
	count_output(handle->phone, slot);
}

/**
 * tphone_output_fetching() - begin or end the copying of output
 * @phone: the phone
 * @slot: the operation
 * @fetching: true to begin
 *
 * Context: under phone->lock.
 */
void tphone_output_fetching(struct tphone *phone, struct tphone_slot *slot,
			    bool fetching)
{
	slot->fetching = fetching;
	count_output(phone, slot);
}

/**
 * tphone_output_forget() - drop the reference that keeps output
 * @phone: the phone
 * @slot: the operation; freed if it was kept for its output only
 *
 * Context: under phone->lock.
 */
void tphone_output_forget(struct tphone *phone, struct tphone_slot *slot)
{
	if (slot->state != TPHONE_SLOT_OUTPUT)
		return;
	list_del_init(&slot->link);
	slot->state = TPHONE_SLOT_DONE;
	count_output(phone, slot);
	tphone_slot_put(phone, slot);
}
