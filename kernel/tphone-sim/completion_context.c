// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lanes: each leads operations to their completion in one context.
 *
 * A timer waits for the first operation of the lane. In the lanes of the timer
 * contexts it completes what is due; in the lane of the workqueue it adds that to
 * sim->queue; in the lane of the thread it wakes the thread.
 */
#include "../tphone/compat.h"
#include "sim.h"

static bool is_due(const struct tpsim_operation *waiting, ktime_t now)
{
	return !ktime_after(waiting->due, now);
}

static struct tpsim_operation *first_of(struct tpsim_lane *lane)
{
	return list_first_entry_or_null(&lane->waiting, struct tpsim_operation,
					link);
}

static bool runs_in_timer(const struct tpsim_lane *lane)
{
	return lane->context == TPSIM_SOFTIRQ || lane->context == TPSIM_HARDIRQ;
}

/* Under sim->lock. */
static void queue_due(struct tpsim_lane *lane)
{
	struct tpsim_phone *sim = lane->sim;
	struct tpsim_operation *first;

	while ((first = first_of(lane)) && is_due(first, ktime_get())) {
		list_move_tail(&first->link, &sim->queued);
		first->queued = true;
		tphone_queue_add(&sim->queue, first->op);
	}
}

/* See to it that the first operation is not forgotten. */
static void arm_lane(struct tpsim_lane *lane)
{
	struct tpsim_operation *first;

	lockdep_assert_held(&lane->sim->lock);
	if (lane->sim->stopped)
		return;
	if (lane->context == TPSIM_WORK)
		queue_due(lane);
	first = first_of(lane);
	if (!first)
		return;
	if (lane->context == TPSIM_THREAD && is_due(first, ktime_get()))
		kthread_queue_work(lane->sim->worker, &lane->thread_work);
	else
		hrtimer_start(&lane->timer, first->due, lane->mode);
}

/* What becomes due meanwhile is left to another round. */
static void run_lane(struct tpsim_lane *lane)
{
	struct tpsim_phone *sim = lane->sim;
	struct tpsim_operation *first;
	ktime_t now = ktime_get();
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	while ((first = first_of(lane)) && is_due(first, now)) {
		tpsim_take(sim, first);
		spin_unlock_irqrestore(&sim->lock, flags);
		tpsim_finish(sim, first);
		spin_lock_irqsave(&sim->lock, flags);
	}
	arm_lane(lane);
	spin_unlock_irqrestore(&sim->lock, flags);
}

static enum hrtimer_restart lane_timer(struct hrtimer *timer)
{
	struct tpsim_lane *lane = container_of(timer, struct tpsim_lane, timer);
	unsigned long flags;

	if (runs_in_timer(lane)) {
		run_lane(lane);
	} else {
		spin_lock_irqsave(&lane->sim->lock, flags);
		arm_lane(lane);
		spin_unlock_irqrestore(&lane->sim->lock, flags);
	}
	return HRTIMER_NORESTART;
}

static void lane_thread_work(struct kthread_work *work)
{
	run_lane(container_of(work, struct tpsim_lane, thread_work));
}

/**
 * tpsim_lanes_init() - prepare the lanes of a phone
 * @sim: the phone, not plugged in yet
 */
void tpsim_lanes_init(struct tpsim_phone *sim)
{
	int i;

	for (i = 0; i < TPSIM_NR_CONTEXTS; i++) {
		struct tpsim_lane *lane = &sim->lanes[i];

		lane->sim = sim;
		lane->context = i;
		lane->mode = i == TPSIM_SOFTIRQ ? HRTIMER_MODE_ABS_SOFT :
						  HRTIMER_MODE_ABS;
		INIT_LIST_HEAD(&lane->waiting);
		hrtimer_setup(&lane->timer, lane_timer, CLOCK_MONOTONIC,
			      lane->mode);
	}
}

/**
 * tpsim_lanes_start() - the phone is being plugged in and has a thread
 * @sim: the phone
 *
 * Work for a thread remembers it, and each time the thread is a new one.
 */
void tpsim_lanes_start(struct tpsim_phone *sim)
{
	int i;

	for (i = 0; i < TPSIM_NR_CONTEXTS; i++)
		kthread_init_work(&sim->lanes[i].thread_work, lane_thread_work);
}

/**
 * tpsim_lane_add() - have an operation completed when its time comes
 * @lane: the lane of the context in which it is to complete
 * @waiting: the operation, on no list
 *
 * Context: under sim->lock.
 */
void tpsim_lane_add(struct tpsim_lane *lane, struct tpsim_operation *waiting)
{
	struct list_head *before;

	lockdep_assert_held(&lane->sim->lock);
	/* With the same latency for all, the last one is the one before. */
	list_for_each_prev(before, &lane->waiting) {
		if (is_due(list_entry(before, struct tpsim_operation, link),
			   waiting->due))
			break;
	}
	list_add(&waiting->link, before);
	if (first_of(lane) == waiting)
		arm_lane(lane);
}

/**
 * tpsim_lanes_stop() - complete nothing any more
 * @sim: the phone
 *
 * Context: process context. What still waits stays on its list.
 */
void tpsim_lanes_stop(struct tpsim_phone *sim)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(&sim->lock, flags);
	sim->stopped = true;
	spin_unlock_irqrestore(&sim->lock, flags);
	for (i = 0; i < TPSIM_NR_CONTEXTS; i++) {
		hrtimer_cancel(&sim->lanes[i].timer);
		kthread_cancel_work_sync(&sim->lanes[i].thread_work);
	}
}
