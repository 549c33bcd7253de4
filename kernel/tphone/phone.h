/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The core's own view of a phone.
 *
 * Locks, outermost first:
 *
 *   L1  phone->use_mutex     calls of the driver's ->in_use
 *   L1  phone->evict_mutex   one task evicts at a time; never with use_mutex
 *   L2  handle->read_mutex   one reader copies at a time
 *   L3  phone->srcu (read)   the driver may be called
 *   L4  phone->lock          handles, roles, operations, events, state
 *   L5  wait queues of handles and eventfds, under RCU only
 *
 * Nothing inside L3 waits for user space, because tphone_unregister() waits
 * for L3, and only ->in_use waits for the phone, for at most TPHONE_IN_USE_MS.
 * Only tasks that take a role, work items, and tphone_unregister() when no
 * call can be running any more take use_mutex: closing never waits for it.
 *
 * User memory is never touched under L4, and the driver is never called under
 * it. No waiter is woken and no eventfd signalled under L4, as that runs
 * foreign code, once for each of any number of watchers: changes are noted
 * under L4 (tphone_changed(), tphone_room_changed()), and tphone_unlock()
 * wakes after it has dropped L4. It finds the handles under RCU, which keeps
 * them and the wait queues inside them.
 *
 * L4 is a spinlock_t taken with interrupts off: a driver may complete and
 * report from any context in which such a lock can be taken.
 *
 * A phone outlives its driver and its parent device: open files keep it. The
 * parent, @driver_data and the functions of the driver may be freed as soon as
 * tphone_unregister() has returned, so they are used only inside L3 after
 * @live_ops was found not to be NULL there. A check of phone->gone does not
 * replace that: the phone may go right after it. Data needed without L3, the
 * capabilities and the name of the parent, is copied by tphone_alloc().
 */
#ifndef TPHONE_PHONE_H
#define TPHONE_PHONE_H

#include <linux/cdev.h>
#include <linux/debugfs.h>
#include <linux/mutex.h>
#include <linux/ratelimit.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/tphone.h>

#include "compat.h"
#include "ranges.h"

#define TPHONE_MAX_PHONES		256
#define TPHONE_MAX_HANDLES		64
#define TPHONE_MAX_OPERATIONS		1024	/* of a handle */
#define TPHONE_MAX_PHONE_OPERATIONS	1024	/* of a phone */
/*
 * Monitors get -EAGAIN from this number on, so that the owner still finds room.
 */
#define TPHONE_MAX_SHARED_OPERATIONS	(TPHONE_MAX_PHONE_OPERATIONS / 2)
#define TPHONE_MAX_BATCH		128
#define TPHONE_MAX_HANDLE_PAYLOAD	(256 * 1024)
#define TPHONE_DEFAULT_GRACE_MS		2000
#define TPHONE_MAX_GRACE_MS		60000

struct tphone_slots;

/* Numbers of the things that can be set, for bitmaps. */
#define TPHONE_ITEM_HOOK	0
#define TPHONE_ITEM_VOLUME	(TPHONE_ITEM_HOOK + TPHONE_NR_HOOK_DEVICES)
#define TPHONE_ITEM_GAIN	(TPHONE_ITEM_VOLUME + TPHONE_NR_HOOK_DEVICES)
#define TPHONE_ITEM_RING	(TPHONE_ITEM_GAIN + TPHONE_NR_HOOK_DEVICES)
#define TPHONE_ITEM_ROW		(TPHONE_ITEM_RING + 1)
#define TPHONE_ITEM_LAMP	(TPHONE_ITEM_ROW + TPHONE_MAX_ROWS)
#define TPHONE_ITEM_BUTTON	(TPHONE_ITEM_LAMP + TPHONE_MAX_BUTTONS)
#define TPHONE_NR_ITEMS		(TPHONE_ITEM_BUTTON + TPHONE_MAX_BUTTONS)

/**
 * struct tphone_button_state - the last known state of a button/lamp pair
 * @mode: TPHONE_BUTTONMODE_*
 * @function: TPHONE_FUNCTION_*
 * @lamp: TPHONE_LAMPMODE_*
 * @state: TPHONE_BUTTONSTATE_*
 * @text: label, zero-terminated, the rest zero
 * @lamp_reported: when the driver reported @lamp, see struct tphone_cache
 * @info_reported: when it reported @mode, @function and @text
 */
struct tphone_button_state {
	u32 mode;
	u32 function;
	u32 lamp;
	u32 state;
	char text[TPHONE_TEXT_SIZE];
	u64 lamp_reported;
	u64 info_reported;
};

/**
 * struct tphone_upload - contents of a data area
 * @data: its bytes, zero where nothing was written
 * @size: bytes that it can hold; constant
 * @used: end of the bytes written so far
 * @reported: when the driver reported which bytes
 */
struct tphone_upload {
	u8 *data;
	u32 size;
	u32 used;
	struct tphone_ranges reported;
};

/**
 * struct tphone_cache - the last known state of the phone
 * @connected: the phone answers
 * @suspended_by_driver: its use is suspended
 * @suspended_by_system: the computer sleeps
 * @hook_mode: per hook switch device
 * @volume: per hook switch device
 * @gain: per hook switch device
 * @ring_mode: 0 is silence
 * @ring_volume: 0 to TPHONE_VOLUME_MAX
 * @buttons: per button/lamp pair
 * @cells: the display, one code point a cell, row after row
 * @uploads: per upload area
 * @hook_reported: when the driver reported @hook_mode, per hook switch device
 * @volume_reported: when it reported @volume, per hook switch device
 * @gain_reported: when it reported @gain, per hook switch device
 * @ring_reported: when it reported @ring_mode and @ring_volume
 * @cells_reported: when it reported which of @cells
 *
 * Times are counted in reports (phone->nr_reports), the first is 1: an operation
 * that went to the phone before a report does not overwrite the reported value.
 *
 * All of it is protected by phone->lock.
 */
struct tphone_cache {
	bool connected;
	bool suspended_by_driver;
	bool suspended_by_system;
	u32 hook_mode[TPHONE_NR_HOOK_DEVICES];
	u32 volume[TPHONE_NR_HOOK_DEVICES];
	u32 gain[TPHONE_NR_HOOK_DEVICES];
	u32 ring_mode;
	u32 ring_volume;
	struct tphone_button_state *buttons;
	u32 *cells;
	struct tphone_upload *uploads;
	u64 hook_reported[TPHONE_NR_HOOK_DEVICES];
	u64 volume_reported[TPHONE_NR_HOOK_DEVICES];
	u64 gain_reported[TPHONE_NR_HOOK_DEVICES];
	u64 ring_reported;
	struct tphone_ranges cells_reported;
};

/**
 * struct tphone_statistics - counters for debugfs
 * @accepted: operations accepted
 * @completed: operations that reached their end for the user
 * @cancelled: operations that the driver was asked to cancel
 * @timed_out: operations whose deadline passed
 * @orphaned: operations ended by the core because the driver did not
 * @late: operations that the driver returned after their end
 * @double_completions: calls of tphone_op_complete() for an operation that the
 *	driver no longer held
 * @dropped_events: events that some handle lost
 * @nonsense: reports and values of the driver that are impossible
 *
 * All of it is protected by phone->lock.
 */
struct tphone_statistics {
	u64 accepted;
	u64 completed;
	u64 cancelled;
	u64 timed_out;
	u64 orphaned;
	u64 late;
	u64 double_completions;
	u64 dropped_events;
	u64 nonsense;
};

/**
 * struct tphone - a phone
 * @dev: the class device; its reference count is that of this structure
 * @cdev: /dev/tphoneN; pinned by open files, holds a reference to @dev
 * @caps: capabilities of the phone; a deep copy, constant
 * @driver_ops: the driver; constant, valid until it has unregistered the phone
 * @driver_data: the driver's own pointer; constant
 * @op_size: bytes of the driver in each operation; constant, and outlives the
 *	driver
 * @live_ops: @driver_ops while the driver may be called, then NULL. Protected
 *	by: written by register and unregister, read under @srcu
 * @srcu: held while the driver is called (L3)
 * @index: N of /dev/tphoneN; constant
 * @parent: name that the parent device had in tphone_alloc(), empty without one;
 *	constant
 * @debugfs: directory of the phone. Protected by: register and unregister
 * @use_mutex: serialises calls of ->in_use (L1)
 * @reported_in_use: argument of the last ->in_use that did not fail. Protected
 *	by: @use_mutex
 * @evict_mutex: one task evicts at a time (L1)
 * @use_work: calls ->in_use for tasks that do not wait for it
 * @nonsense_limit: rate limit of log messages about impossible reports; it has
 *	a lock of its own
 * @nr_reports: reports of the driver so far. Written under @lock, read without
 *	it
 * @lock: protects everything below, and members in other headers (L4)
 * @gone: the driver has unregistered the phone
 * @gone_seq: sequence number of the GONE record
 * @seq: sequence number of the newest record
 * @handles: open files, linked by handle->link. Written under @lock, read
 *	under it or under RCU
 * @nr_handles: elements of @handles
 * @owner: the handle in the role of the owner
 * @nr_monitors: handles in the role of a monitor
 * @nr_arriving: tasks about to take a role; they count as use, so that the driver
 *	powers up first
 * @next_handle: number for the next handle, for tracing
 * @last_operation: number of the operation that received the newest id
 * @issued: operations in the hands of the driver, linked by slot->issued_link
 * @nr_issued: elements of @issued
 * @nr_unclaimed: elements of @issued whose handle is closed or detached
 * @cache: state of the phone
 * @statistics: counters
 * @ready_changed: the answer of poll() may have changed for some handle
 * @room_changed: some handle may find room for operations
 * @wake_due: some handle's waiters are to be woken when @lock is dropped
 * @notify_due: some handle's eventfd is to be signalled when @lock is dropped
 * @notify_work: signals eventfds where the context does not allow it
 * @watchdog: ends operations at their deadline or grace time
 * @cancel_work: calls ->cancel for @to_cancel, so that a slow driver does not hold
 *	up @watchdog
 * @to_cancel: operations for @cancel_work, by slot->batch_link
 * @watchdog_at: when @watchdog is to run, CLOCK_MONOTONIC in nanoseconds
 * @watchdog_armed: @watchdog_at is valid
 * @grace_ms: how long a driver may take to cancel
 * @reset_on_last_close: what the fail-safe resets
 * @reset_due: the last handle with a role is gone and the fail-safe has not run
 * @reset_work: the fail-safe
 * @reset_slots: operations of the fail-safe. Protected by: only @reset_work and
 *	the final release touch the pointer
 * @known: things that an operation has set or the driver reported, TPHONE_ITEM_*
 * @replay: things that are to be replayed
 * @replaying: things of which the replay is in the hands of the driver
 * @replay_due: @replay may not be empty
 * @replay_work: sends the operations of the replay
 * @replay_slots: operations of the replay. Protected by: only @replay_work and
 *	the final release touch the pointer
 */
struct tphone {
	struct device dev;
	struct cdev cdev;
	struct tphone_caps caps;
	const struct tphone_driver_ops *driver_ops;
	void *driver_data;
	size_t op_size;
	const struct tphone_driver_ops __rcu *live_ops;
	struct srcu_struct srcu;
	int index;
	char parent[TPHONE_TEXT_SIZE];
	struct dentry *debugfs;

	struct mutex use_mutex;	/* L1 */
	bool reported_in_use;
	struct work_struct use_work;
	struct mutex evict_mutex;	/* L1 */

	struct ratelimit_state nonsense_limit;
	atomic64_t nr_reports;

	spinlock_t lock ____cacheline_aligned_in_smp;	/* L4 */
	bool gone;
	u64 gone_seq;
	u64 seq;
	struct list_head handles;
	unsigned int nr_handles;
	struct tphone_handle *owner;
	unsigned int nr_monitors;
	unsigned int nr_arriving;
	unsigned int next_handle;
	u64 last_operation;

	struct list_head issued;
	unsigned int nr_issued;
	unsigned int nr_unclaimed;

	struct tphone_cache cache;
	struct tphone_statistics statistics;

	bool ready_changed;
	bool room_changed;
	bool wake_due;
	bool notify_due;
	struct work_struct notify_work;

	struct delayed_work watchdog;
	struct work_struct cancel_work;
	struct list_head to_cancel;
	u64 watchdog_at;
	bool watchdog_armed;
	unsigned int grace_ms;

	enum tphone_reset reset_on_last_close;
	bool reset_due;
	struct delayed_work reset_work;
	struct tphone_slots *reset_slots;

	DECLARE_BITMAP(known, TPHONE_NR_ITEMS);
	DECLARE_BITMAP(replay, TPHONE_NR_ITEMS);
	DECLARE_BITMAP(replaying, TPHONE_NR_ITEMS);
	bool replay_due;
	struct delayed_work replay_work;
	struct tphone_slots *replay_slots;
};

extern struct workqueue_struct *tphone_workqueue;
extern struct dentry *tphone_debugfs_root;
extern struct class *tphone_class;
extern dev_t tphone_first_devt;
extern const struct file_operations tphone_fops;
extern const struct attribute_group *tphone_groups[];
extern const struct dev_pm_ops tphone_pm_ops;

static inline struct tphone *tphone_from_dev(struct device *dev)
{
	return container_of(dev, struct tphone, dev);
}

/* Is there a handle with a role? Under phone->lock. */
static inline bool tphone_has_members(const struct tphone *phone)
{
	return phone->owner || phone->nr_monitors;
}

static inline bool tphone_suspended(const struct tphone *phone)
{
	return phone->cache.suspended_by_driver ||
	       phone->cache.suspended_by_system;
}

/* Can the phone carry out operations just now? Under phone->lock. */
static inline bool tphone_usable(const struct tphone *phone)
{
	return phone->cache.connected && !tphone_suspended(phone);
}

static inline unsigned int tphone_nr_cells(const struct tphone *phone)
{
	return phone->caps.display_rows * phone->caps.display_columns;
}

/* phone.c */
unsigned long tphone_lock(struct tphone *phone) __acquires(&phone->lock);
void tphone_unlock(struct tphone *phone, unsigned long flags)
	__releases(&phone->lock);

const struct tphone_driver_ops *tphone_driver_enter(struct tphone *phone,
						    int *idx)
	__acquires(&phone->srcu);
void tphone_driver_leave(struct tphone *phone, int idx)
	__releases(&phone->srcu);
int tphone_in_use_update(struct tphone *phone);
void tphone_in_use_schedule(struct tphone *phone);

/* main.c */
void tphone_count_allocated(void);
void tphone_count_freed(void);

/* caps.c */
int tphone_caps_copy(struct tphone *phone, const struct tphone_caps *caps);
void tphone_caps_free(struct tphone *phone);

/* debugfs.c */
void tphone_debugfs_add(struct tphone *phone);
void tphone_debugfs_remove(struct tphone *phone);

/* report.c */
void tphone_nonsense(struct tphone *phone, const char *what, u32 number);

/* reset.c */
void tphone_reset_schedule(struct tphone *phone, unsigned int delay_ms);
void tphone_reset_work(struct work_struct *work);

/* replay.c */
void tphone_replay_schedule(struct tphone *phone, unsigned int delay_ms);
void tphone_replay_work(struct work_struct *work);
void tphone_replay_changed(struct tphone *phone, u32 item);

/* watchdog.c */
void tphone_watchdog_work(struct work_struct *work);

/* cancel.c */
void tphone_cancel_work(struct work_struct *work);

#endif /* TPHONE_PHONE_H */
