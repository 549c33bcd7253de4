// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/tphone/tphoneN/status: counters, handles and the operations
 * that the driver holds, for people who look for a fault.
 */
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "operation.h"

static void show_counters(struct seq_file *seq, const struct tphone *phone)
{
	const struct tphone_statistics *counts = &phone->statistics;

	seq_printf(seq, "seq %llu\n", phone->seq);
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
	seq_printf(seq, "issued %u\n", phone->nr_issued);
	seq_printf(seq, "unclaimed %u\n", phone->nr_unclaimed);
}

static void show_handles(struct seq_file *seq, const struct tphone *phone)
{
	const struct tphone_handle *handle;

	list_for_each_entry(handle, &phone->handles, link)
		seq_printf(seq,
			   "handle %u role %u detached %d outstanding %u slots %u/%u reserved %u payload %zu lost %llu\n",
			   handle->number, handle->role, handle->detached,
			   handle->nr_outstanding, handle->slots->nr_busy,
			   handle->slots->nr, handle->slots->nr_reserved,
			   handle->slots->payload,
			   handle->nr_lost);
}

static void show_issued(struct seq_file *seq, const struct tphone *phone)
{
	const struct tphone_slot *slot;

	list_for_each_entry(slot, &phone->issued, issued_link)
		seq_printf(seq,
			   "operation %#llx opcode %u handle %u submitted %d cancelling %d ended %d\n",
			   slot->id, slot->op.request.opcode,
			   slot->handle ? slot->handle->number : 0,
			   slot->submitted, slot->cancelling,
			   slot->state != TPHONE_SLOT_ISSUED);
}

static int status_show(struct seq_file *seq, void *unused)
{
	struct tphone *phone = seq->private;
	unsigned long flags;

	/* All of it is one instant; seq_printf() does not sleep. */
	flags = tphone_lock(phone);
	show_counters(seq, phone);
	show_handles(seq, phone);
	show_issued(seq, phone);
	tphone_unlock(phone, flags);
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
	debugfs_create_file("status", 0400, phone->debugfs, phone,
			    &status_fops);
}

/**
 * tphone_debugfs_remove() - remove it; waits for readers
 * @phone: the phone
 */
void tphone_debugfs_remove(struct tphone *phone)
{
	debugfs_remove_recursive(phone->debugfs);
	phone->debugfs = NULL;
}
