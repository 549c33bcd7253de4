// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations that the simulator holds, and the functions that the core calls.
 */
#include "sim.h"

/* The device-specific operation of this phone returns the input backwards. */
static bool answer(struct tphone_op *op)
{
	static const char event[] = "event";
	const size_t event_len = sizeof(event) - 1;
	u32 len = min(op->request.data_len, op->reply_size);
	const u8 *input = op->data;
	u8 *output = op->reply;
	u32 i;

	for (i = 0; i < len; i++)
		output[i] = input[op->request.data_len - 1 - i];
	tphone_op_set_reply_len(op, len);
	return op->request.data_len >= event_len &&
	       !memcmp(input, event, event_len);
}

/**
 * tpsim_take() - take an operation off its list, to complete it
 * @sim: the phone
 * @waiting: the operation; belongs to the caller afterwards
 *
 * Changes the state of the phone; tpsim_finish() completes the operation.
 *
 * Context: under sim->lock.
 */
void tpsim_take(struct tpsim_phone *sim, struct tpsim_operation *waiting)
{
	struct tphone_op *op = waiting->op;

	lockdep_assert_held(&sim->lock);
	/* Changes that the virtual user made before are older than this. */
	tphone_op_sent(sim->phone, op);
	list_del_init(&waiting->link);
	op->driver_data = NULL;
	sim->counters.completed++;
	if (waiting->held)
		sim->counters.held--;
	if (!waiting->status)
		waiting->value = tpsim_state_apply(&sim->state, &op->request,
						   op->data,
						   sim->behaviour.volume_step);
}

/**
 * tpsim_finish() - complete an operation
 * @sim: the phone
 * @taken: the operation, after tpsim_take()
 *
 * Context: any but under sim->lock.
 */
void tpsim_finish(struct tpsim_phone *sim, struct tpsim_operation *taken)
{
	struct tphone_op *op = taken->op;
	bool event = false;
	unsigned long flags;

	if (!taken->status) {
		switch (op->request.opcode) {
		case TPHONE_OP_SET_VOLUME:
		case TPHONE_OP_SET_GAIN:
			tphone_op_set_value(op, taken->value);
			break;
		case TPHONE_OP_DEVSPECIFIC:
			event = answer(op);
			break;
		}
	}
	tphone_op_complete(sim->phone, op, taken->status);
	if (event)
		tphone_report_devspecific(sim->phone, 1, 2, 3,
					  TPHONE_CAUSE_DRIVER);
	spin_lock_irqsave(&sim->lock, flags);
	sim->counters.returned++;
	spin_unlock_irqrestore(&sim->lock, flags);
}

/**
 * tpsim_execute() - carry out an operation of sim->queue
 * @phone: the phone
 * @op: the operation, off the queue
 *
 * Context: process context.
 */
void tpsim_execute(struct tphone *phone, struct tphone_op *op)
{
	struct tpsim_phone *sim = tphone_driver_data(phone);
	struct tpsim_operation *waiting = tphone_op_priv(op);
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	tpsim_take(sim, waiting);
	spin_unlock_irqrestore(&sim->lock, flags);
	tpsim_finish(sim, waiting);
}

/* Complete an operation before ->submit returns; no list ever has it. */
static void complete_inline(struct tpsim_phone *sim, struct tphone_op *op,
			    int status)
{
	struct tpsim_operation now = { .op = op, .status = status };
	unsigned long flags;

	INIT_LIST_HEAD(&now.link);
	spin_lock_irqsave(&sim->lock, flags);
	sim->counters.submitted++;
	tpsim_take(sim, &now);
	spin_unlock_irqrestore(&sim->lock, flags);
	tpsim_finish(sim, &now);
}

static void drop(struct tpsim_phone *sim)
{
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	sim->counters.submitted++;
	sim->counters.dropped++;
	spin_unlock_irqrestore(&sim->lock, flags);
}

static u64 next_delay_us(struct tpsim_behaviour *behaviour)
{
	u64 delay = behaviour->latency_us;

	if (behaviour->jitter_us)
		delay += prandom_u32_state(&behaviour->random.state) %
			 (behaviour->jitter_us + 1);
	return delay;
}

static void enqueue(struct tpsim_phone *sim, struct tpsim_operation *waiting,
		    enum tpsim_context context)
{
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	sim->counters.submitted++;
	waiting->op->driver_data = waiting;
	if (waiting->held) {
		sim->counters.held++;
		list_add_tail(&waiting->link, &sim->held);
	} else {
		waiting->due = ktime_add_us(ktime_get(),
					    next_delay_us(&sim->behaviour));
		tpsim_context_add(&sim->contexts[context], waiting);
	}
	spin_unlock_irqrestore(&sim->lock, flags);
}

static int submit(struct tphone *phone, struct tphone_op *op)
{
	struct tpsim_phone *sim = tphone_driver_data(phone);
	struct tpsim_operation *waiting;
	struct tpsim_verdict verdict;
	enum tpsim_context context;
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	verdict = tpsim_fault_next(sim->behaviour.faults);
	verdict.hold |= sim->behaviour.hold;
	context = sim->behaviour.context;
	spin_unlock_irqrestore(&sim->lock, flags);

	if (verdict.refuse)
		return -(int)verdict.refuse;
	if (verdict.drop) {
		drop(sim);
		return 0;
	}
	if (context == TPSIM_INLINE && !verdict.hold) {
		complete_inline(sim, op, verdict.status);
		return 0;
	}
	waiting = tphone_op_priv(op);
	waiting->op = op;
	waiting->held = verdict.hold;
	waiting->queued = false;
	waiting->status = verdict.status;
	enqueue(sim, waiting, context);
	return 0;
}

static void cancel(struct tphone *phone, struct tphone_op *op)
{
	struct tpsim_phone *sim = tphone_driver_data(phone);
	struct tpsim_operation *waiting;
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	sim->counters.cancelled++;
	/* NULL if it was dropped, or is being completed by another task. */
	waiting = op->driver_data;
	if (waiting && sim->behaviour.ignore_cancel)
		waiting = NULL;
	/* If it is not on the queue any more, it is being carried out. */
	if (waiting && waiting->queued &&
	    !tphone_queue_remove(&sim->queue, op))
		waiting = NULL;
	if (waiting) {
		waiting->status = -ECANCELED;
		tpsim_take(sim, waiting);
	}
	spin_unlock_irqrestore(&sim->lock, flags);
	if (waiting)
		tpsim_finish(sim, waiting);
}

static int in_use(struct tphone *phone, bool in_use)
{
	struct tpsim_phone *sim = tphone_driver_data(phone);
	unsigned long flags;

	spin_lock_irqsave(&sim->lock, flags);
	sim->state.in_use = in_use;
	spin_unlock_irqrestore(&sim->lock, flags);
	return 0;
}

static struct tpsim_operation *any_waiting(struct tpsim_phone *sim)
{
	int i;

	if (!list_empty(&sim->held))
		return list_first_entry(&sim->held, struct tpsim_operation,
					link);
	if (!list_empty(&sim->queued))
		return list_first_entry(&sim->queued, struct tpsim_operation,
					link);
	for (i = 0; i < TPSIM_NR_CONTEXTS; i++) {
		struct tpsim_completion_context *ctx = &sim->contexts[i];

		if (!list_empty(&ctx->waiting))
			return list_first_entry(&ctx->waiting,
						struct tpsim_operation, link);
	}
	return NULL;
}

/* End all operations that wait, as the phone is being unplugged. */
static void stop(struct tphone *phone)
{
	struct tpsim_phone *sim = tphone_driver_data(phone);
	struct tpsim_operation *waiting;
	unsigned long flags;

	tpsim_contexts_stop(sim);
	tphone_queue_stop(&sim->queue);
	spin_lock_irqsave(&sim->lock, flags);
	while ((waiting = any_waiting(sim))) {
		waiting->status = -ENODEV;
		tpsim_take(sim, waiting);
		spin_unlock_irqrestore(&sim->lock, flags);
		tpsim_finish(sim, waiting);
		spin_lock_irqsave(&sim->lock, flags);
	}
	spin_unlock_irqrestore(&sim->lock, flags);
}

/* Release the oldest held operation. Returns it if the caller is to complete it. */
static struct tpsim_operation *release_one(struct tpsim_phone *sim)
{
	enum tpsim_context context = sim->behaviour.context;
	struct tpsim_operation *held;

	held = list_first_entry_or_null(&sim->held, struct tpsim_operation,
					link);
	if (!held)
		return NULL;
	if (context == TPSIM_INLINE) {
		tpsim_take(sim, held);
		return held;
	}
	list_del(&held->link);
	held->held = false;
	sim->counters.held--;
	held->due = ktime_get();
	tpsim_context_add(&sim->contexts[context], held);
	return NULL;
}

/**
 * tpsim_release() - release held operations
 * @sim: the phone, present
 * @nr: how many of them, the oldest first
 *
 * Context: process context, under sim->use_mutex.
 */
void tpsim_release(struct tpsim_phone *sim, u32 nr)
{
	struct tpsim_operation *taken;
	unsigned long flags;

	lockdep_assert_held(&sim->use_mutex);
	spin_lock_irqsave(&sim->lock, flags);
	/* Do not count operations that are held from now on. */
	nr = min(nr, sim->counters.held);
	while (nr--) {
		taken = release_one(sim);
		spin_unlock_irqrestore(&sim->lock, flags);
		if (taken)
			tpsim_finish(sim, taken);
		spin_lock_irqsave(&sim->lock, flags);
	}
	spin_unlock_irqrestore(&sim->lock, flags);
}

/*
 * There is no ->suspend and no ->resume: the timers stop while the system sleeps,
 * and the state of the phone is kept.
 */
const struct tphone_driver_ops tpsim_driver_ops = {
	.op_size = sizeof(struct tpsim_operation),
	.submit = submit,
	.cancel = cancel,
	.in_use = in_use,
	.stop = stop,
};
