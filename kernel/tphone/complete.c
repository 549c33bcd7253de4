// SPDX-License-Identifier: GPL-2.0-only
/*
 * An operation ends twice. For its user it ends with the first of completion,
 * deadline, grace time and unplugging; for the driver it ends when the driver
 * returns it.
 */
#include <linux/export.h>
#include <linux/ktime.h>

#include "operation.h"
#include "trace.h"
#include "validate.h"

static void fill_record(struct tphone *phone, struct tphone_slot *slot,
			int status, u16 flags)
{
	const struct tphone_request *request = &slot->op.request;

	slot->record = (struct tphone_record) {
		.seq = ++phone->seq,
		.timestamp_ns = ktime_get_ns(),
		.type = TPHONE_RECORD_COMPLETION,
		.code = request->opcode,
		.flags = flags,
		.user_data = request->user_data,
		.id = slot->id,
		.status = status,
		.len = status ? 0 : slot->reply_len,
		.value = { status ? 0 : slot->value },
	};
}

static void count_end(struct tphone *phone, u16 flags)
{
	phone->statistics.completed++;
	if (flags & TPHONE_COMPLETION_TIMEOUT)
		phone->statistics.timed_out++;
	if (flags & TPHONE_COMPLETION_ORPHANED)
		phone->statistics.orphaned++;
}

/**
 * tphone_finish() - end an operation for its user
 * @phone: the phone
 * @slot: the operation
 * @status: 0 or a negative errno
 * @flags: TPHONE_COMPLETION_*
 *
 * Without a handle the completion is dropped. The caller holds a reference of its
 * own, mostly that of the driver.
 *
 * Context: under phone->lock.
 * Return: false when the operation had ended before.
 */
bool tphone_finish(struct tphone *phone, struct tphone_slot *slot, int status,
		   u16 flags)
{
	struct tphone_handle *handle = slot->handle;

	lockdep_assert_held(&phone->lock);
	if (slot->state != TPHONE_SLOT_ISSUED)
		return false;
	slot->state = TPHONE_SLOT_DONE;
	fill_record(phone, slot, status, flags);
	count_end(phone, flags);
	trace_tphone_complete(phone->index, slot->handle_number, slot->id,
			      &slot->record);
	if (!handle) {
		tphone_slot_put(phone, slot);
		return true;
	}
	list_del_init(&slot->link);
	handle->nr_outstanding--;
	slot->sink->complete(slot);
	return true;
}

/**
 * tphone_driver_return() - the driver does not hold an operation any more
 * @phone: the phone
 * @slot: the operation; the reference of the driver is dropped
 *
 * Context: under phone->lock.
 */
void tphone_driver_return(struct tphone *phone, struct tphone_slot *slot)
{
	lockdep_assert_held(&phone->lock);
	slot->driver = false;
	list_del_init(&slot->issued_link);
	phone->nr_issued--;
	tphone_room_changed(phone);
	if (slot->unclaimed)
		phone->nr_unclaimed--;
	slot->unclaimed = false;
	if (slot->state == TPHONE_SLOT_HELD)
		list_del_init(&slot->link);
	tphone_slot_put(phone, slot);
	tphone_replay_schedule(phone, 0);
	if (phone->nr_issued)
		return;
	if (phone->reset_due)
		tphone_reset_schedule(phone, 0);
	tphone_in_use_schedule(phone);
}

/* A replay changes the state only if the phone has set another value. */
static bool sets_something(const struct tphone_slot *slot)
{
	return !slot->replay || slot->value_set || slot->ring_mode_set;
}

/**
 * tphone_complete_slot() - an operation comes back from the driver
 * @phone: the phone
 * @slot: the operation, held by the driver
 * @status: 0 or a negative errno
 * @flags: TPHONE_COMPLETION_*
 *
 * With status 0 the phone has carried out the operation, so phone->cache
 * changes even if the operation ended for its user before, at a deadline for
 * instance. The completion is queued before the events of the change, so a
 * program reads the answer to its request first.
 *
 * Context: under phone->lock.
 */
void tphone_complete_slot(struct tphone *phone, struct tphone_slot *slot,
			  int status, u16 flags)
{
	if (!slot->value_set && (slot->op.request.opcode == TPHONE_OP_SET_GAIN ||
				 slot->op.request.opcode == TPHONE_OP_SET_VOLUME))
		slot->value = slot->op.request.arg0;
	tphone_finish(phone, slot, status, flags);
	if (slot->replay)
		tphone_replay_done(phone, slot);
	if (!status && !slot->reported && sets_something(slot))
		tphone_state_apply(phone, slot);
	tphone_driver_return(phone, slot);
}

/* Is the value that the driver has set possible at this phone? */
static bool value_possible(const struct tphone *phone,
			   const struct tphone_slot *slot)
{
	if (slot->ring_mode_set && slot->ring_mode > phone->caps.nr_ring_modes)
		return false;
	if (!slot->value_set)
		return true;
	switch (slot->op.request.opcode) {
	case TPHONE_OP_SET_GAIN:
	case TPHONE_OP_SET_RING:
	case TPHONE_OP_SET_VOLUME:
		return slot->value <= TPHONE_VOLUME_MAX;
	case TPHONE_OP_SET_HOOK:
		return tphone_hook_mode_valid(slot->value);
	case TPHONE_OP_SET_LAMP:
		return tphone_lamp_mode_valid(slot->value);
	default:
		return true;
	}
}

/**
 * tphone_op_complete() - a driver ends an operation
 * @phone: the phone
 * @op: the operation; the driver must not touch it any more
 * @status: 0: it was carried out; or a negative errno
 *
 * A driver calls this once for each operation that ->submit accepted, also
 * after ->cancel. With status 0 the core sets the state of the phone to the
 * requested value, or to that of tphone_op_set_value() or tphone_op_set_ring(),
 * and queues the events. After tphone_op_set_reported() it leaves the state to
 * the reports of the driver.
 *
 * A value that the driver reported after the operation went to the phone is
 * newer than the operation, so the completion does not overwrite it. See
 * tphone_op_sent().
 *
 * Context: any in which a spinlock_t can be taken, from inside ->submit and
 * ->cancel too.
 */
void tphone_op_complete(struct tphone *phone, struct tphone_op *op, int status)
{
	struct tphone_slot *slot = tphone_slot_of(op);
	unsigned long irq_flags;
	u16 flags = 0;

	if (WARN_ON_ONCE(status > 0))
		status = -EIO;
	if (!status && !value_possible(phone, slot)) {
		tphone_nonsense(phone, "value", slot->value);
		slot->reported = true;
	}
	irq_flags = tphone_lock(phone);
	if (slot->driver) {
		if (status == -ECANCELED)
			flags = TPHONE_COMPLETION_CANCELED;
		if (slot->state != TPHONE_SLOT_ISSUED)
			phone->statistics.late++;
		tphone_complete_slot(phone, slot, status, flags);
	} else {
		phone->statistics.double_completions++;
		WARN_ONCE(1, "tphone: operation completed twice by the driver\n");
	}
	tphone_unlock(phone, irq_flags);
}
EXPORT_SYMBOL_GPL(tphone_op_complete);

/**
 * tphone_op_sent() - an operation goes to the phone now
 * @phone: the phone
 * @op: an operation in the hands of the driver
 *
 * Reports after this call count as newer than the operation. Without it,
 * reports after the call of ->submit do; so a driver that queues operations
 * calls this when it starts one.
 *
 * Context: any, before tphone_op_complete(); with locks of the driver held, too.
 */
void tphone_op_sent(struct tphone *phone, struct tphone_op *op)
{
	tphone_slot_of(op)->sent = atomic64_read(&phone->nr_reports);
}
EXPORT_SYMBOL_GPL(tphone_op_sent);

/**
 * tphone_op_set_reported() - the driver reports what an operation sets
 * @op: an operation in the hands of the driver
 *
 * Then a completion with status 0 leaves the state alone; only reports change
 * it.
 *
 * Context: any, before tphone_op_complete().
 */
void tphone_op_set_reported(struct tphone_op *op)
{
	tphone_slot_of(op)->reported = true;
}
EXPORT_SYMBOL_GPL(tphone_op_set_reported);

/**
 * tphone_op_set_ring() - say how a SET_RING operation really set the ringer
 * @op: a SET_RING operation in the hands of the driver
 * @mode: ring mode
 * @volume: ring volume, value[0] of the completion
 *
 * Context: any, before tphone_op_complete().
 */
void tphone_op_set_ring(struct tphone_op *op, u32 mode, u32 volume)
{
	struct tphone_slot *slot = tphone_slot_of(op);

	slot->ring_mode = mode;
	slot->ring_mode_set = true;
	tphone_op_set_value(op, volume);
}
EXPORT_SYMBOL_GPL(tphone_op_set_ring);

/**
 * tphone_op_set_value() - say which value an operation really set
 * @op: an operation in the hands of the driver
 * @value: volume, gain or ring volume as the phone has rounded it; hook or lamp
 *	mode that it chose instead; for other operations, a number for the
 *	completion only
 *
 * If the phone cannot have this value, the core drops it and does not change
 * the state.
 *
 * Context: any, before tphone_op_complete().
 */
void tphone_op_set_value(struct tphone_op *op, u32 value)
{
	struct tphone_slot *slot = tphone_slot_of(op);

	slot->value = value;
	slot->value_set = true;
}
EXPORT_SYMBOL_GPL(tphone_op_set_value);

/**
 * tphone_op_set_reply_len() - say how much output there is
 * @op: a DEVSPECIFIC operation in the hands of the driver
 * @len: bytes written to @op->reply; more than there is room is cut
 *
 * Context: any, before tphone_op_complete().
 */
void tphone_op_set_reply_len(struct tphone_op *op, u32 len)
{
	tphone_slot_of(op)->reply_len = min(len, op->reply_size);
}
EXPORT_SYMBOL_GPL(tphone_op_set_reply_len);
