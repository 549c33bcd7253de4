/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A simulated phone.
 *
 * Locks, outermost first:
 *
 *   config_mutex   the shape, and plugging in and out
 *   (the lock of the platform device, held around probe and remove)
 *   use_mutex      use of the phone while it is plugged in
 *   lock           operations, state and behaviour
 *
 * The core is never called under lock: tests need the races between completions,
 * cancelling and unplugging on several CPUs, and lock would serialise them.
 */
#ifndef TPSIM_SIM_H
#define TPSIM_SIM_H

#include <linux/configfs.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/prandom.h>
#include <linux/spinlock.h>
#include <linux/tphone.h>
#include <linux/workqueue.h>

#include "fault.h"
#include "name.h"
#include "shape.h"
#include "state.h"

/* An hour. */
#define TPSIM_MAX_DELAY_US	3600000000U

struct platform_device;
struct tpsim_phone;

/**
 * struct tpsim_operation - an operation that waits for its time
 * @link: element of sim->held, of the list of a context, or of sim->queued
 * @op: the operation
 * @due: when it completes
 * @held: it is on sim->held
 * @queued: it is on sim->queued and was added to sim->queue
 * @status: what it completes with
 * @value: the volume or gain that was set, valid after tpsim_take()
 *
 * The structure is the driver's space of @op. All of it is protected by sim->lock
 * while it is on a list; then it belongs to the task that took it off.
 * op->driver_data points here while it is on a list.
 */
struct tpsim_operation {
	struct list_head link;
	struct tphone_op *op;
	ktime_t due;
	bool held;
	bool queued;
	int status;
	u32 value;
};

/**
 * struct tpsim_completion_context - operations that complete in one context
 * @sim: the phone; constant
 * @context: which context; constant
 * @waiting: operations by their time, the next one first. Protected by:
 *	sim->lock
 * @timer: for the first of them. Started under sim->lock
 * @mode: mode of @timer; constant
 * @thread_work: takes over from @timer in the context of the thread
 */
struct tpsim_completion_context {
	struct tpsim_phone *sim;
	enum tpsim_context context;
	struct list_head waiting;
	struct hrtimer timer;
	enum hrtimer_mode mode;
	struct kthread_work thread_work;
};

/**
 * struct tpsim_random - pseudo-random numbers that can be repeated
 * @seed: seed of @state
 * @state: state of the generator
 *
 * Protected by sim->lock.
 */
struct tpsim_random {
	u32 seed;
	struct rnd_state state;
};

/**
 * struct tpsim_behaviour - how the phone deals with operations
 * @context: context in which it completes them
 * @latency_us: how long it takes at least, in microseconds
 * @jitter_us: how much longer it may take, in microseconds
 * @random: source of the jitter
 * @faults: faults to inject
 * @hold: every operation waits for its release
 * @ignore_cancel: cancelling has no effect
 * @volume_step: volumes and gains are multiples of this
 *
 * All of it is protected by sim->lock. It outlives unplugging.
 */
struct tpsim_behaviour {
	enum tpsim_context context;
	u32 latency_us;
	u32 jitter_us;
	struct tpsim_random random;
	struct tpsim_fault_switch faults[TPSIM_NR_FAULTS];
	bool hold;
	bool ignore_cancel;
	u32 volume_step;
};

/**
 * struct tpsim_counters - counters since the phone was plugged in
 * @submitted: operations that ->submit took
 * @completed: operations that completed, with whatever status
 * @cancelled: calls of ->cancel
 * @held: operations held now
 * @dropped: operations that will never complete
 * @returned: operations for which tphone_op_complete() has returned
 *
 * All of it is protected by sim->lock.
 */
struct tpsim_counters {
	u32 submitted;
	u32 completed;
	u32 cancelled;
	u32 held;
	u32 dropped;
	u32 returned;
};

/**
 * struct tpsim_phone - a simulated phone, plugged in or not
 * @group: its directory; the reference count is that of this structure
 * @config_mutex: serialises changes of @shape, and plugging in and out
 * @shape: its capabilities, as configured. Written under @config_mutex while
 *	@pdev is NULL, constant while it is not
 * @pdev: its platform device while it is plugged in. Protected by: @config_mutex
 * @probe_error: result of the last probe. Read by tpsim_plug_in(); READ_ONCE(), as
 *	sysfs may bind the device once more
 * @use_mutex: keeps the phone registered while it is used
 * @present: @phone is registered. Protected by: @use_mutex
 * @phone: the phone; constant from before its registration to after its end
 * @worker: for the context of the thread; constant while @phone is
 * @lock: protects everything below
 * @stopped: the core has called ->stop
 * @behaviour: how it deals with operations
 * @counters: counters for configfs
 * @state: current state of the phone
 * @held: operations that wait for their release, the oldest first
 * @queued: operations of the context of the workqueue that are due; all of them
 *	but the one that is being carried out are in @queue, too
 * @queue: carries them out; it has a lock of its own, taken inside @lock
 * @contexts: operations that wait for their time; the first is not used
 */
struct tpsim_phone {
	struct config_group group;

	struct mutex config_mutex;	/* shape, plugging in and out */
	struct tpsim_shape shape;
	struct platform_device *pdev;
	int probe_error;

	struct mutex use_mutex;		/* present */
	bool present;
	struct tphone *phone;
	struct kthread_worker *worker;

	spinlock_t lock;		/* all below */
	bool stopped;
	struct tpsim_behaviour behaviour;
	struct tpsim_counters counters;
	struct tpsim_state state;
	struct list_head held;
	struct list_head queued;
	struct tphone_queue queue;
	struct tpsim_completion_context contexts[TPSIM_NR_CONTEXTS];
};

extern const struct tphone_driver_ops tpsim_driver_ops;

static inline struct tpsim_phone *tpsim_of_item(struct config_item *item)
{
	return container_of(to_config_group(item), struct tpsim_phone, group);
}

/* config.c */
int tpsim_config_init(bool desk_phone);
void tpsim_config_exit(void);

/* config-shape.c, config-run.c; each ends with NULL */
#define TPSIM_NR_SHAPE_ATTRIBUTES	21
#define TPSIM_NR_RUN_ATTRIBUTES		19
extern struct configfs_attribute *
tpsim_shape_attributes[TPSIM_NR_SHAPE_ATTRIBUTES + 1];
extern struct configfs_attribute *
tpsim_run_attributes[TPSIM_NR_RUN_ATTRIBUTES + 1];

/* device.c */
int tpsim_device_init(void);
void tpsim_device_exit(void);
int tpsim_plug_in(struct tpsim_phone *sim);
void tpsim_plug_out(struct tpsim_phone *sim);

/* completion_context.c */
void tpsim_contexts_init(struct tpsim_phone *sim);
void tpsim_contexts_start(struct tpsim_phone *sim);
void tpsim_context_add(struct tpsim_completion_context *ctx,
		       struct tpsim_operation *waiting);
void tpsim_contexts_stop(struct tpsim_phone *sim);

/* operation.c */
void tpsim_take(struct tpsim_phone *sim, struct tpsim_operation *waiting);
void tpsim_finish(struct tpsim_phone *sim, struct tpsim_operation *taken);
void tpsim_release(struct tpsim_phone *sim, u32 nr);
void tpsim_execute(struct tphone *phone, struct tphone_op *op);

/* user.c */
int tpsim_user_act(struct tpsim_phone *sim, struct tpsim_line line);

#endif /* TPSIM_SIM_H */
