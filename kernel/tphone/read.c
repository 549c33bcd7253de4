// SPDX-License-Identifier: GPL-2.0-only
/*
 * read(): completions and events in the order of their sequence numbers.
 *
 * Records are taken off under phone->lock, copied without it, and put back if
 * that fails, so a bad buffer loses nothing. Only one reader of a handle does
 * so at a time (L2); all others see the handle without the records taken. A
 * page fault may take long, so it is not handled while records are taken off:
 * if a page is missing, the records are put back first, and other readers can
 * take them.
 */
#include <linux/fs.h>
#include <linux/ktime.h>
#include <linux/pagemap.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "operation.h"

#define RECORD_SIZE	sizeof(struct tphone_record)
#define BATCH		8	/* keeps the stack small */
/* Give up after so many faults in a row, if the page is evicted each time. */
#define MOST_FAULTS	100

static void complete_for_reader(struct tphone_slot *slot)
{
	struct tphone_handle *handle = slot->handle;

	list_add_tail(&slot->link, &handle->done);
	tphone_changed(handle, TPHONE_CHANGED_COMPLETIONS);
}

const struct tphone_sink tphone_read_sink = {
	.complete = complete_for_reader,
};

static struct tphone_slot *first_done(struct tphone_handle *handle)
{
	return list_first_entry_or_null(&handle->done, struct tphone_slot,
					link);
}

/**
 * tphone_at_end() - is the handle detached, and no completion left to come?
 * @handle: the handle
 *
 * Records that a reader has taken off may be put back, so the end is not reached
 * before the reader has settled them.
 *
 * Context: under phone->lock.
 */
bool tphone_at_end(struct tphone_handle *handle)
{
	return handle->detached && !handle->nr_outstanding && !handle->in_hand;
}

/* Is the phone gone for this handle, with nothing left to read? */
static bool is_gone(struct tphone_handle *handle)
{
	return handle->revoked || (handle->phone->gone && !handle->in_hand);
}

static bool gone_unreported(struct tphone_handle *handle)
{
	return handle->phone->gone && !handle->gone_reported &&
	       handle->role != TPHONE_ROLE_NONE;
}

/**
 * tphone_readable() - is there a record to read?
 * @handle: the handle
 *
 * Context: under phone->lock.
 */
bool tphone_readable(struct tphone_handle *handle)
{
	return first_done(handle) || gone_unreported(handle) ||
	       tphone_event_readable(handle);
}

static void take_completion(struct tphone_handle *handle,
			    struct tphone_slot *slot, struct tphone_record *to)
{
	*to = slot->record;
	list_move_tail(&slot->link, &handle->reading);
}

static void take_lost(struct tphone_handle *handle, struct tphone_record *to)
{
	*to = (struct tphone_record) {
		.seq = handle->lost_seq,
		.timestamp_ns = handle->lost_ns,
		.type = TPHONE_RECORD_LOST,
		.value = { handle->nr_lost },
	};
	handle->nr_lost = 0;
}

static void take_gone(struct tphone_handle *handle, struct tphone_record *to)
{
	*to = (struct tphone_record) {
		.seq = handle->phone->gone_seq,
		.timestamp_ns = ktime_get_ns(),
		.type = TPHONE_RECORD_GONE,
	};
	handle->gone_reported = true;
}

/* Take an event or a LOST record older than @seq. Returns false without one. */
static bool take_event(struct tphone_handle *handle, u64 seq,
		       struct tphone_record *to)
{
	struct tphone_ring *ring = tphone_event_next(handle);
	u64 event_seq = ring ? tphone_ring_first(ring)->seq : U64_MAX;

	if (handle->detached)
		return false;
	if (handle->nr_lost && handle->lost_seq < min(seq, event_seq)) {
		take_lost(handle, to);
		return true;
	}
	if (event_seq >= seq)
		return false;
	*to = *tphone_ring_first(ring);
	ring->tail++;
	return true;
}

/* Take the record with the smallest sequence number. Returns false without one. */
static bool take_one(struct tphone_handle *handle, struct tphone_record *to)
{
	struct tphone_slot *slot = first_done(handle);

	if (take_event(handle, slot ? slot->record.seq : U64_MAX, to))
		return true;
	if (slot)
		take_completion(handle, slot, to);
	else if (gone_unreported(handle))
		take_gone(handle, to);
	else
		return false;
	return true;
}

static unsigned int take(struct tphone_handle *handle, struct tphone_record *batch,
			 unsigned int most)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	unsigned int nr = 0;

	flags = tphone_lock(phone);
	while (nr < most && take_one(handle, &batch[nr]))
		nr++;
	handle->in_hand = nr;
	tphone_unlock(phone, flags);
	return nr;
}

/* Free the slot of a completion that was read, or keep it for its output. */
static void consume_completion(struct tphone_handle *handle)
{
	struct tphone_slot *slot;

	slot = list_first_entry(&handle->reading, struct tphone_slot, link);
	list_del_init(&slot->link);
	if (slot->record.len && (slot->op.reply || slot->fetching)) {
		tphone_output_keep(handle, slot);
		return;
	}
	/* After a deadline the driver may still hold the operation. */
	if (slot->driver) {
		slot->state = TPHONE_SLOT_HELD;
		list_add_tail(&slot->link, &handle->held);
		if (handle->detached)
			tphone_slot_unclaim(handle->phone, slot);
	}
	tphone_slot_put(handle->phone, slot);
}

static void put_back(struct tphone_handle *handle,
		     const struct tphone_record *record)
{
	struct tphone_slot *slot;

	switch (record->type) {
	case TPHONE_RECORD_COMPLETION:
		slot = list_last_entry(&handle->reading, struct tphone_slot,
				       link);
		list_move(&slot->link, &handle->done);
		break;
	case TPHONE_RECORD_EVENT:
		tphone_event_put_back(handle, record);
		break;
	case TPHONE_RECORD_LOST:
		tphone_event_lose(handle, record, record->value[0]);
		break;
	case TPHONE_RECORD_GONE:
		handle->gone_reported = false;
		break;
	}
}

/* Consume the first @copied of @nr records, and put the others back. */
static void settle(struct tphone_handle *handle,
		   const struct tphone_record *batch, unsigned int copied,
		   unsigned int nr)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	unsigned int i;

	flags = tphone_lock(phone);
	/* If revoked since take(), the records that were taken off are dropped. */
	if (handle->revoked) {
		copied = 0;
		nr = 0;
	}
	for (i = 0; i < copied; i++) {
		if (batch[i].type == TPHONE_RECORD_COMPLETION)
			consume_completion(handle);
	}
	handle->in_hand = false;
	/*
	 * Pollers that ran while records were checked out may have seen an empty
	 * queue; wake them again.
	 */
	if (nr > copied || tphone_at_end(handle) || is_gone(handle))
		tphone_changed(handle, TPHONE_CHANGED_ALL);
	while (nr > copied)
		put_back(handle, &batch[--nr]);
	tphone_unlock(phone, flags);
}

/* Copy records, up to a page that is missing. Returns how many were copied. */
static unsigned int copy_batch(const struct tphone_record *batch, unsigned int nr,
			       struct iov_iter *to)
{
	unsigned int i;
	size_t copied;

	pagefault_disable();
	for (i = 0; i < nr; i++) {
		copied = copy_to_iter(&batch[i], RECORD_SIZE, to);
		if (copied != RECORD_SIZE) {
			iov_iter_revert(to, copied);
			break;
		}
	}
	pagefault_enable();
	return i;
}

/* Returns the bytes copied. @fault: a missing page ended the copying. */
static ssize_t read_records(struct tphone_handle *handle, struct iov_iter *to,
			    bool *fault)
{
	struct tphone_record batch[BATCH];
	unsigned int copied, nr;
	ssize_t bytes = 0;

	*fault = false;
	while (iov_iter_count(to) >= RECORD_SIZE && !*fault) {
		nr = min_t(size_t, iov_iter_count(to) / RECORD_SIZE, BATCH);
		nr = take(handle, batch, nr);
		if (!nr)
			break;
		copied = copy_batch(batch, nr, to);
		settle(handle, batch, copied, nr);
		bytes += copied * RECORD_SIZE;
		*fault = copied < nr;
	}
	return bytes;
}

/* The result of read() when there is no record; -EAGAIN if one may still come. */
static int why_nothing(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	int error = -EAGAIN;
	unsigned long flags;

	flags = tphone_lock(phone);
	if (handle->revoked)
		error = -ENODEV;
	else if (tphone_at_end(handle))
		error = 0;
	else if (is_gone(handle))
		error = -ENODEV;
	else if (!handle->detached && handle->role == TPHONE_ROLE_NONE)
		error = -EPERM;
	/* A record may have been queued since take(). */
	if (tphone_readable(handle))
		error = -EAGAIN;
	tphone_unlock(phone, flags);
	return error;
}

static bool must_look(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	unsigned long flags;
	bool look;

	flags = tphone_lock(phone);
	look = tphone_readable(handle) || tphone_at_end(handle) || is_gone(handle);
	tphone_unlock(phone, flags);
	return look;
}

static int lock_reader(struct tphone_handle *handle, bool nowait)
{
	if (!nowait)
		return mutex_lock_interruptible(&handle->read_mutex) ?
		       -ERESTARTSYS : 0;
	return mutex_trylock(&handle->read_mutex) ? 0 : -EAGAIN;
}

/* Fault in the memory for the next record. Returns 0 or a negative errno. */
static int fault_in(struct iov_iter *to, unsigned int *nr_faults)
{
	if (++*nr_faults > MOST_FAULTS ||
	    fault_in_iov_iter_writeable(to, RECORD_SIZE))
		return -EFAULT;
	return fatal_signal_pending(current) ? -EINTR : 0;
}

static ssize_t read_once(struct tphone_handle *handle, struct iov_iter *to,
			 bool nowait)
{
	unsigned int nr_faults = 0;
	ssize_t copied, bytes = 0;
	bool fault;
	int error;

	do {
		error = lock_reader(handle, nowait);
		if (error)
			break;
		copied = read_records(handle, to, &fault);
		mutex_unlock(&handle->read_mutex);
		bytes += copied;
		if (copied)
			nr_faults = 0;
		error = fault ? fault_in(to, &nr_faults) : why_nothing(handle);
	} while (fault && !error);
	return bytes ?: error;
}

ssize_t tphone_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct tphone_handle *handle = iocb->ki_filp->private_data;
	bool nowait = iocb->ki_flags & IOCB_NOWAIT;
	bool nonblock = nowait || iocb->ki_filp->f_flags & O_NONBLOCK;
	ssize_t result;

	if (iov_iter_count(to) < RECORD_SIZE)
		return -EINVAL;
	for (;;) {
		result = read_once(handle, to, nowait);
		if (result != -EAGAIN || nonblock)
			return result;
		/* Outside L3, so tphone_unregister() does not wait for readers. */
		if (wait_event_interruptible(handle->wq, must_look(handle)))
			return -ERESTARTSYS;
	}
}
