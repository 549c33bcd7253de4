// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/tphone/tphoneN/status: counters, handles and the operations
 * that the driver holds, for debugging. Numbers that TPHONE_IOC_STATE or fdinfo
 * has are not repeated here.
 */
#include <linux/debugfs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "operation.h"

/* Operations that may be issued between counting and copying. */
#define SPARE_OPERATIONS	16

struct handle_line {
	unsigned int number;
	unsigned int nr_busy;
	unsigned int nr;
	unsigned int nr_reserved;
	size_t payload;
	u64 nr_lost;
};

struct operation_line {
	u64 id;
	unsigned int handle;
	u16 opcode;
	bool submitted;
	bool cancelling;
	bool ended;
};

/**
 * struct snapshot - the phone at one instant
 * @counts: copy of phone->statistics
 * @nr_unclaimed: copy of phone->nr_unclaimed
 * @nr_handles: elements of @handles in use
 * @nr_operations: elements of @operations in use
 * @handles: open files
 * @operations: operations that the driver holds
 */
struct snapshot {
	struct tphone_statistics counts;
	unsigned int nr_unclaimed;
	unsigned int nr_handles;
	unsigned int nr_operations;
	struct handle_line handles[TPHONE_MAX_HANDLES];
	struct operation_line operations[];
};

static void copy_handles(struct snapshot *snapshot, const struct tphone *phone)
{
	const struct tphone_handle *handle;

	list_for_each_entry(handle, &phone->handles, link)
		snapshot->handles[snapshot->nr_handles++] = (struct handle_line){
			.number = handle->number,
			.nr_busy = handle->slots->nr_busy,
			.nr = handle->slots->nr,
			.nr_reserved = handle->slots->nr_reserved,
			.payload = handle->slots->payload,
			.nr_lost = handle->nr_lost,
		};
}

static void copy_issued(struct snapshot *snapshot, const struct tphone *phone)
{
	const struct tphone_slot *slot;

	list_for_each_entry(slot, &phone->issued, issued_link)
		snapshot->operations[snapshot->nr_operations++] =
			(struct operation_line){
				.id = slot->id,
				.handle = slot->handle ?
					  slot->handle->number : 0,
				.opcode = slot->op.request.opcode,
				.submitted = slot->submitted,
				.cancelling = slot->cancelling,
				.ended = slot->state != TPHONE_SLOT_ISSUED,
			};
}

static unsigned int count_issued(struct tphone *phone)
{
	unsigned long flags;
	unsigned int nr;

	flags = tphone_lock(phone);
	nr = phone->nr_issued;
	tphone_unlock(phone, flags);
	return nr;
}

/* Returns false if the driver holds more than @most operations. */
static bool fill(struct snapshot *snapshot, struct tphone *phone,
		 unsigned int most)
{
	unsigned long flags;
	bool fits;

	flags = tphone_lock(phone);
	fits = phone->nr_issued <= most;
	if (fits) {
		snapshot->counts = phone->statistics;
		snapshot->nr_unclaimed = phone->nr_unclaimed;
		copy_handles(snapshot, phone);
		copy_issued(snapshot, phone);
	}
	tphone_unlock(phone, flags);
	return fits;
}

/*
 * Copy everything under one hold of phone->lock, and print the copy without it,
 * as printing takes long.
 */
static struct snapshot *take_snapshot(struct tphone *phone)
{
	struct snapshot *snapshot;
	unsigned int most;

	for (;;) {
		most = count_issued(phone) + SPARE_OPERATIONS;
		snapshot = kvzalloc(struct_size(snapshot, operations, most),
				    GFP_KERNEL);
		if (!snapshot || fill(snapshot, phone, most))
			return snapshot;
		kvfree(snapshot);
	}
}

static void show_counters(struct seq_file *seq, const struct snapshot *snapshot)
{
	const struct tphone_statistics *counts = &snapshot->counts;

	seq_printf(seq, "accepted %llu\n", counts->accepted);
	seq_printf(seq, "completed %llu\n", counts->completed);
	seq_printf(seq, "cancelled %llu\n", counts->cancelled);
	seq_printf(seq, "timed_out %llu\n", counts->timed_out);
	seq_printf(seq, "orphaned %llu\n", counts->orphaned);
	seq_printf(seq, "late %llu\n", counts->late);
	seq_printf(seq, "double_completions %llu\n",
		   counts->double_completions);
	seq_printf(seq, "dropped_events %llu\n", counts->dropped_events);
	seq_printf(seq, "nonsense %llu\n", counts->nonsense);
	seq_printf(seq, "unclaimed %u\n", snapshot->nr_unclaimed);
}

static void show_handles(struct seq_file *seq, const struct snapshot *snapshot)
{
	const struct handle_line *line = snapshot->handles;
	unsigned int i;

	for (i = 0; i < snapshot->nr_handles; i++, line++)
		seq_printf(seq,
			   "handle %u slots %u/%u reserved %u payload %zu lost %llu\n",
			   line->number, line->nr_busy, line->nr,
			   line->nr_reserved, line->payload, line->nr_lost);
}

static void show_issued(struct seq_file *seq, const struct snapshot *snapshot)
{
	const struct operation_line *line = snapshot->operations;
	unsigned int i;

	for (i = 0; i < snapshot->nr_operations; i++, line++)
		seq_printf(seq,
			   "operation %#llx opcode %u handle %u submitted %d cancelling %d ended %d\n",
			   line->id, line->opcode, line->handle,
			   line->submitted, line->cancelling, line->ended);
}

/*
 * Call debugfs_file_put() before anything is copied to the user: removing the
 * file waits for tasks in such a section, and must not wait for a page fault.
 */
static int status_show(struct seq_file *seq, void *unused)
{
	struct dentry *dentry = file_dentry(seq->file);
	struct snapshot *snapshot;
	int error;

	error = debugfs_file_get(dentry);
	if (error)
		return error;
	snapshot = take_snapshot(seq->private);
	debugfs_file_put(dentry);
	if (!snapshot)
		return -ENOMEM;
	show_counters(seq, snapshot);
	show_handles(seq, snapshot);
	show_issued(seq, snapshot);
	kvfree(snapshot);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(status);

/**
 * tphone_debugfs_add() - make the directory of a phone
 * @phone: the phone
 */
void tphone_debugfs_add(struct tphone *phone)
{
	phone->debugfs = debugfs_create_dir(dev_name(&phone->dev),
					    tphone_debugfs_root);
	/* status_show() has the debugfs_file_get() that the safe variant adds. */
	debugfs_create_file_unsafe("status", 0400, phone->debugfs, phone,
				   &status_fops);
}

/**
 * tphone_debugfs_remove() - remove the files; does not wait for page faults
 * @phone: the phone
 */
void tphone_debugfs_remove(struct tphone *phone)
{
	debugfs_remove_recursive(phone->debugfs);
	phone->debugfs = NULL;
}
