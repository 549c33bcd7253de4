// SPDX-License-Identifier: GPL-2.0-only
/*
 * A queue for drivers that sleep: ->submit must not wait for the phone, so such a
 * driver adds the operation here, and a work carries it out.
 *
 * The work, tphone_queue_remove() and tphone_queue_stop() take an operation off the
 * list under queue->lock. So exactly one of them has it, and completes it or leaves
 * it to the core.
 */
#include <linux/export.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "phone.h"

static struct tphone_op *next(struct tphone_queue *queue)
{
	struct tphone_op *op;
	unsigned long flags;

	spin_lock_irqsave(&queue->lock, flags);
	op = list_first_entry_or_null(&queue->ops, struct tphone_op,
				      driver_list);
	if (op)
		list_del_init(&op->driver_list);
	spin_unlock_irqrestore(&queue->lock, flags);
	return op;
}

static void queue_work_function(struct work_struct *work)
{
	struct tphone_queue *queue = container_of(work, struct tphone_queue,
						  work);
	struct tphone_op *op = next(queue);

	if (!op)
		return;
	queue->execute(queue->phone, op);
	/* One operation a run, so that stopping waits for one at most. */
	queue_work(tphone_workqueue, &queue->work);
}

/**
 * tphone_queue_init() - prepare a queue
 * @queue: the queue
 * @phone: the phone whose operations it holds
 * @execute: carries out one operation and completes it, now or later; it may
 *	sleep, and is called for one operation at a time, in the order in which
 *	they were added
 *
 * Context: any, before tphone_register().
 */
void tphone_queue_init(struct tphone_queue *queue, struct tphone *phone,
		       void (*execute)(struct tphone *phone,
				       struct tphone_op *op))
{
	queue->phone = phone;
	queue->execute = execute;
	spin_lock_init(&queue->lock);
	INIT_LIST_HEAD(&queue->ops);
	INIT_WORK(&queue->work, queue_work_function);
}
EXPORT_SYMBOL_GPL(tphone_queue_init);

/**
 * tphone_queue_add() - have an operation carried out after those in the queue
 * @queue: the queue
 * @op: an operation in the hands of the driver, from ->submit mostly; its
 *	driver_list belongs to the queue until it is carried out or removed
 *
 * Context: any in which a spinlock_t can be taken.
 */
void tphone_queue_add(struct tphone_queue *queue, struct tphone_op *op)
{
	unsigned long flags;

	spin_lock_irqsave(&queue->lock, flags);
	list_add_tail(&op->driver_list, &queue->ops);
	spin_unlock_irqrestore(&queue->lock, flags);
	queue_work(tphone_workqueue, &queue->work);
}
EXPORT_SYMBOL_GPL(tphone_queue_add);

/**
 * tphone_queue_remove() - take an operation off the queue, in ->cancel mostly
 * @queue: the queue
 * @op: an operation, valid as in ->cancel
 *
 * Context: any in which a spinlock_t can be taken.
 * Return: true if the operation was still waiting; then the caller completes it.
 * False if it is being carried out, was completed, or was never added.
 */
bool tphone_queue_remove(struct tphone_queue *queue, struct tphone_op *op)
{
	unsigned long flags;
	bool waiting;

	spin_lock_irqsave(&queue->lock, flags);
	waiting = !list_empty(&op->driver_list);
	list_del_init(&op->driver_list);
	spin_unlock_irqrestore(&queue->lock, flags);
	return waiting;
}
EXPORT_SYMBOL_GPL(tphone_queue_remove);

/**
 * tphone_queue_stop() - carry out nothing any more, in ->stop
 * @queue: the queue; nothing is added while this runs or afterwards
 *
 * Waits for the operation that is being carried out, not for those that wait:
 * they have ended for their users, and the core takes them back after ->stop.
 *
 * Context: process context.
 */
void tphone_queue_stop(struct tphone_queue *queue)
{
	cancel_work_sync(&queue->work);
	while (next(queue))
		;
}
EXPORT_SYMBOL_GPL(tphone_queue_stop);
