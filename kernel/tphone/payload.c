// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory for the payload and the output of operations.
 *
 * Memory is allocated where sleeping is allowed, and freed under phone->lock in
 * any context in which a driver completes. A large payload must not need adjacent
 * pages, so it may be vmalloc memory. As that cannot be freed in atomic context, a
 * work item does so.
 */
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#include "payload.h"
#include "phone.h"

/* Destroying tphone_workqueue waits until it is empty. */
static LLIST_HEAD(to_free);

static void free_work(struct work_struct *work)
{
	struct llist_node *node, *next;

	llist_for_each_safe(node, next, llist_del_all(&to_free))
		vfree(node);
}

static DECLARE_WORK(work, free_work);

/**
 * tphone_payload_alloc() - allocate memory for an operation
 * @size: bytes
 *
 * The memory is accounted to the caller's control group.
 *
 * Context: process context.
 * Return: zeroed memory for tphone_payload_free(), or NULL.
 */
void *tphone_payload_alloc(size_t size)
{
	/* The first bytes are the link in the list while it waits to be freed. */
	return kvzalloc(max(size, sizeof(struct llist_node)),
			GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
}

/**
 * tphone_payload_free() - free memory from tphone_payload_alloc()
 * @memory: the memory, or NULL
 *
 * Context: any in which a spinlock_t can be taken.
 */
void tphone_payload_free(void *memory)
{
	if (!is_vmalloc_addr(memory))
		kfree(memory);
	else if (llist_add(memory, &to_free))
		queue_work(tphone_workqueue, &work);
}
