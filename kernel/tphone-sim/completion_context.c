// SPDX-License-Identifier: GPL-2.0-only
/*
 * Completion contexts: each holds the operations that are to complete in it.
 *
 * Each has a timer for its first operation. In the timer contexts the timer
 * completes the operations that are due; in the context of the workqueue it adds
 * them to sim->queue; in the context of the thread it wakes the thread.
 */
#include "../tphone/compat.h"
#include "sim.h"

static bool is_due(const struct tpsim_operation *waiting, ktime_t now)
{
	return !ktime_after(waiting->due, now);
}

static struct tpsim_operation *first_of(struct tpsim_completion_context *ctx)
{
	return list_first_entry_or_null(&ctx->waiting, struct tpsim_operation,
					link);
}

static bool runs_in_timer(const struct tpsim_completion_context *ctx)
{
	return ctx->context == TPSIM_SOFTIRQ || ctx->context == TPSIM_HARDIRQ;
}

/* Under sim->lock. */
static void queue_due(struct tpsim_completion_context *ctx)
{
	struct tpsim_phone *sim = ctx->sim;
	struct tpsim_operation *first;

	while ((first = first_of(ctx)) && is_due(first, ktime_get())) {
		list_move_tail(&first->link, &sim->queued);
		first->queued = true;
		tphone_queue_add(&sim->queue, first->op);
	}
}

/* Start the timer, or the thread, for the first operation. Under sim->lock. */
static void arm_context(struct tpsim_completion_context *ctx)
{
	struct tpsim_operation *first;

	lockdep_assert_held(&ctx->sim->lock);
	if (ctx->sim->stopped)
		return;
	if (ctx->context == TPSIM_WORK)
		queue_due(ctx);
	first = first_of(ctx);
	if (!first)
		return;
	if (ctx->context == TPSIM_THREAD && is_due(first, ktime_get()))
		kthread_queue_work(ctx->sim->worker, &ctx->thread_work);
	else
		hrtimer_start(&ctx->timer, first->due, ctx->mode);
}

/* Operations that become due meanwhile are left to the timer. */
static void run_context(struct tpsim_completion_context *ctx)
{
	struct tpsim_phone *sim = ctx->sim;
	struct tpsim_operation *first;
	ktime_t now = ktime_get();
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	while ((first = first_of(ctx)) && is_due(first, now)) {
		tpsim_take(sim, first);
		spin_unlock_irqrestore(&sim->lock, flags);
		tpsim_finish(sim, first);
		spin_lock_irqsave(&sim->lock, flags);
	}
	arm_context(ctx);
	spin_unlock_irqrestore(&sim->lock, flags);
}

static enum hrtimer_restart context_timer(struct hrtimer *timer)
{
	struct tpsim_completion_context *ctx =
		container_of(timer, struct tpsim_completion_context, timer);
	unsigned long flags;

	if (runs_in_timer(ctx)) {
		run_context(ctx);
	} else {
		spin_lock_irqsave(&ctx->sim->lock, flags);
		arm_context(ctx);
		spin_unlock_irqrestore(&ctx->sim->lock, flags);
	}
	return HRTIMER_NORESTART;
}

static void context_thread_work(struct kthread_work *work)
{
	run_context(container_of(work, struct tpsim_completion_context,
				 thread_work));
}

/**
 * tpsim_contexts_init() - prepare the completion contexts of a phone
 * @sim: the phone, not plugged in yet
 */
void tpsim_contexts_init(struct tpsim_phone *sim)
{
	int i;

	for (i = 0; i < TPSIM_NR_CONTEXTS; i++) {
		struct tpsim_completion_context *ctx = &sim->contexts[i];

		ctx->sim = sim;
		ctx->context = i;
		ctx->mode = i == TPSIM_SOFTIRQ ? HRTIMER_MODE_ABS_SOFT :
						  HRTIMER_MODE_ABS;
		INIT_LIST_HEAD(&ctx->waiting);
		hrtimer_setup(&ctx->timer, context_timer, CLOCK_MONOTONIC,
			      ctx->mode);
	}
}

/**
 * tpsim_contexts_start() - prepare the work for the thread of a phone
 * @sim: the phone, being plugged in
 *
 * A kthread_work keeps its worker, and each plugging in creates a new worker.
 */
void tpsim_contexts_start(struct tpsim_phone *sim)
{
	int i;

	for (i = 0; i < TPSIM_NR_CONTEXTS; i++)
		kthread_init_work(&sim->contexts[i].thread_work,
				  context_thread_work);
}

/**
 * tpsim_context_add() - have an operation completed when its time comes
 * @ctx: the context in which it is to complete
 * @waiting: the operation, on no list
 *
 * Context: under sim->lock.
 */
void tpsim_context_add(struct tpsim_completion_context *ctx,
		       struct tpsim_operation *waiting)
{
	struct list_head *before;

	lockdep_assert_held(&ctx->sim->lock);
	/*
	 * Search from the tail: with a constant latency the insertion point is
	 * the end of the list.
	 */
	list_for_each_prev(before, &ctx->waiting) {
		if (is_due(list_entry(before, struct tpsim_operation, link),
			   waiting->due))
			break;
	}
	list_add(&waiting->link, before);
	if (first_of(ctx) == waiting)
		arm_context(ctx);
}

/**
 * tpsim_contexts_stop() - complete nothing any more
 * @sim: the phone
 *
 * Operations that still wait stay on their lists.
 *
 * Context: process context.
 */
void tpsim_contexts_stop(struct tpsim_phone *sim)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(&sim->lock, flags);
	sim->stopped = true;
	spin_unlock_irqrestore(&sim->lock, flags);
	for (i = 0; i < TPSIM_NR_CONTEXTS; i++) {
		hrtimer_cancel(&sim->contexts[i].timer);
		kthread_cancel_work_sync(&sim->contexts[i].thread_work);
	}
}
