/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An operation on its way through the core.
 *
 *            submit            issue             driver, cancel, deadline,
 *                                                unplug: the first one wins
 *   FREE ----------> RESERVED ------> ISSUED ---------------------------> DONE
 *    ^                  |                                                  |
 *    |<-- refused ------+                       read, or the handle closed |
 *    |                                                                     v
 *    |<-- no reference left <---------------- fetch, discard --------- OUTPUT
 *    |<-- no reference left <------------ the driver lets go --------- HELD
 *
 * The slot is the completion record, so completions cannot be lost for want of
 * memory, and a full table makes submitting fail with EAGAIN.
 *
 * A slot is HELD if its completion was read, but the driver still has it.
 *
 * References keep a slot from being used again: one for the user's side, from
 * RESERVED until the completion was read (and its output fetched), or until the
 * end if the handle is closed by then; one for the driver, from the call of
 * ->submit until it completes the operation; and one for a task that is
 * calling the driver with it. A slot in the state DONE may still be held by the
 * driver: after a deadline, or if the driver does not cancel, the operation has
 * ended for the user only.
 */
#ifndef TPHONE_OPERATION_H
#define TPHONE_OPERATION_H

#include "handle.h"
#include "operation_id.h"

#define TPHONE_CHUNK_SLOTS	8	/* in one page */
/*
 * Twice as many, as tphone_slots_commit() drops output only after the
 * operations that displace it have got their slots.
 */
#define TPHONE_MAX_SLOTS	(2 * TPHONE_MAX_OPERATIONS)
#define TPHONE_NR_CHUNKS	(TPHONE_MAX_SLOTS / TPHONE_CHUNK_SLOTS)

enum tphone_slot_state {
	TPHONE_SLOT_FREE,
	TPHONE_SLOT_RESERVED,
	TPHONE_SLOT_ISSUED,
	TPHONE_SLOT_DONE,
	TPHONE_SLOT_OUTPUT,
	TPHONE_SLOT_HELD,
};

struct tphone_slot;

/**
 * struct tphone_sink - receiver of the completions of operations
 * @complete: The operation has ended; slot->record says how. The slot is on no
 *	list, and its reference of the user's side is the sink's to drop, when
 *	the completion was delivered. Called under phone->lock.
 *
 * The only one now is the list that read() takes from. After a handle is closed,
 * the sink of its operations is not called.
 */
struct tphone_sink {
	void (*complete)(struct tphone_slot *slot);
};

extern const struct tphone_sink tphone_read_sink;

/**
 * struct tphone_slot - room for one operation
 * @op: the part for the driver; constant while the driver holds it
 * @slots: table it belongs to; constant
 * @index: place in the table; constant
 * @state: see above. Protected by: phone->lock, as all below unless noted
 * @refs: see above
 * @handle: the handle that gets the completion; NULL: none any more
 * @sink: receiver of the completion; not valid without @handle
 * @link: element of a list of @handle, or of the free slots
 * @issued_link: element of phone->issued while @driver
 * @batch_link: element of a list of slots about to be passed to the driver;
 *	belongs to the task that holds a reference for that
 * @id: for user space; the former one while FREE
 * @handle_number: of the handle that submitted it, for tracing; 0: the core
 * @driver: the driver holds it
 * @unclaimed: the driver holds it, but its handle has no role any more, or is
 *	closed
 * @submitted: ->submit has returned
 * @cancelling: it is to be cancelled
 * @cancel_called: ->cancel was called, or is about to be
 * @cause: TPHONE_CAUSE_* of the events it makes
 * @has_deadline: @deadline is valid
 * @deadline: CLOCK_MONOTONIC in nanoseconds, as all times here
 * @grace_end: when the core stops waiting for the driver; valid if @cancelling
 * @value: value[0] of the completion, and the value that was set if @value_set.
 *	Protected by: the driver, until it completes the operation; as all up to
 *	@reply_len
 * @value_set: the driver has set @value
 * @ring_mode: ring mode that was set if @ring_mode_set
 * @ring_mode_set: the driver has set @ring_mode
 * @reported: the driver reports the change; the completion does not set it
 * @replay: the core replays @item, so the completion changes nothing
 * @item: TPHONE_ITEM_*
 * @sent: phone->nr_reports when the operation went to the phone
 * @reply_len: bytes of output
 * @fetching: the output is being copied to the user
 * @gives_way: it holds output that new operations may displace
 * @payload_size: bytes counted in the payload of its table
 * @record: the completion, valid when DONE
 */
struct tphone_slot {
	struct tphone_op op;
	struct tphone_slots *slots;
	u16 index;

	enum tphone_slot_state state;
	unsigned int refs;
	struct tphone_handle *handle;
	const struct tphone_sink *sink;
	struct list_head link;
	struct list_head issued_link;
	struct list_head batch_link;
	u64 id;
	unsigned int handle_number;

	bool driver;
	bool unclaimed;
	bool submitted;
	bool cancelling;
	bool cancel_called;
	u16 cause;
	bool has_deadline;
	u64 deadline;
	u64 grace_end;

	u32 value;
	bool value_set;
	u32 ring_mode;
	bool ring_mode_set;
	bool reported;
	bool replay;
	u32 item;
	u64 sent;
	u32 reply_len;
	bool fetching;
	bool gives_way;
	u32 payload_size;
	struct tphone_record record;
};

/**
 * struct tphone_slots - the operations of a handle
 * @nr: slots there are. Protected by: phone->lock, as all here
 * @nr_busy: those that are not FREE
 * @nr_reserved: those that are RESERVED
 * @abandoned: the handle is closed; the last busy slot frees the table
 * @nr_output: those with slot->gives_way
 * @payload: bytes of payload that the busy slots hold
 * @reserved_payload: those of the RESERVED slots
 * @output_payload: those of the slots that @nr_output counts
 * @free: FREE slots, by slot->link
 * @chunks: the slots, TPHONE_CHUNK_SLOTS each
 *
 * Slots do not move, as the driver holds pointers to them; so the table grows
 * in chunks, and outlives its handle while the driver holds one of them.
 */
struct tphone_slots {
	unsigned int nr;
	unsigned int nr_busy;
	unsigned int nr_reserved;
	unsigned int nr_output;
	bool abandoned;
	size_t payload;
	size_t reserved_payload;
	size_t output_payload;
	struct list_head free;
	struct tphone_slot *chunks[TPHONE_NR_CHUNKS];
};

static inline struct tphone_slot *tphone_slot_of(struct tphone_op *op)
{
	return container_of(op, struct tphone_slot, op);
}

/* Count an operation as unclaimed, if the driver holds it. Under phone->lock. */
static inline void tphone_slot_unclaim(struct tphone *phone,
				       struct tphone_slot *slot)
{
	if (!slot->driver || slot->unclaimed)
		return;
	slot->unclaimed = true;
	phone->nr_unclaimed++;
}

/* slots.c */
struct tphone_slots *tphone_slots_alloc(void);
void tphone_slots_abandon(struct tphone_slots *slots);
int tphone_slots_grow(struct tphone *phone, struct tphone_slots *slots,
		      unsigned int wanted);
bool tphone_phone_has_room(const struct tphone_handle *handle, unsigned int nr);
int tphone_slots_room(struct tphone_handle *handle, size_t payload);
int tphone_slots_commit(struct tphone_handle *handle, unsigned int nr,
			size_t payload);
struct tphone_slot *tphone_slot_reserve(struct tphone *phone,
					struct tphone_slots *slots,
					struct tphone_handle *handle);
struct tphone_slot *tphone_slot_find(struct tphone_slots *slots, u64 id);
void tphone_slot_set_payload(struct tphone_slot *slot, u32 size);
void tphone_slot_unreserve(struct tphone_slot *slot);
void tphone_slot_put(struct tphone *phone, struct tphone_slot *slot);
bool tphone_slots_available(const struct tphone_handle *handle);
void tphone_output_keep(struct tphone_handle *handle, struct tphone_slot *slot);
void tphone_output_fetching(struct tphone *phone, struct tphone_slot *slot,
			    bool fetching);
void tphone_output_forget(struct tphone *phone, struct tphone_slot *slot);

/* reserve.c */

/* No field is at fault. 0 is the offset of user_data, which is always valid. */
#define TPHONE_NO_FIELD		0

int tphone_reserve(struct tphone_handle *handle,
		   const struct tphone_request *request,
		   const struct tphone_sink *sink, struct list_head *batch,
		   size_t *offset);
void tphone_unreserve(struct tphone *phone, struct list_head *batch);
int tphone_hand_over(struct tphone_handle *handle, struct list_head *batch,
		     u32 nr);

/* submit.c */
int tphone_submit(struct tphone_handle *handle, struct tphone_submit *submit,
		  struct tphone_submit __user *uarg, u32 usize);

/* issue.c */
void tphone_issue_prepare(struct tphone *phone, struct tphone_slot *slot);
void tphone_issue_batch(struct tphone *phone, struct list_head *batch);

/* complete.c */
bool tphone_finish(struct tphone *phone, struct tphone_slot *slot, int status,
		   u16 flags);
void tphone_driver_return(struct tphone *phone, struct tphone_slot *slot);
void tphone_complete_slot(struct tphone *phone, struct tphone_slot *slot,
			  int status, u16 flags);

/* cancel.c */
void tphone_cancel_collect(struct tphone_slot *slot, struct list_head *calls);
bool tphone_cancel_mark(struct tphone *phone, struct tphone_slot *slot,
			unsigned int grace_ms, struct list_head *calls);
void tphone_cancel_call(struct tphone *phone, struct list_head *calls);
void tphone_cancel_all_issued(struct tphone *phone, unsigned int grace_ms,
			      struct list_head *calls);
int tphone_cancel(struct tphone_handle *handle, struct tphone_cancel *cancel);

/* watchdog.c */
void tphone_watchdog_arm(struct tphone *phone, u64 when);

/* fetch.c */
int tphone_fetch(struct tphone_handle *handle, struct tphone_fetch *fetch);

/* replay.c */
void tphone_replay_done(struct tphone *phone, struct tphone_slot *slot);

/* state.c */
void tphone_state_apply(struct tphone *phone, struct tphone_slot *slot);

#endif /* TPHONE_OPERATION_H */
