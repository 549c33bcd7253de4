/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A handle: one open file description of a phone.
 */
#ifndef TPHONE_HANDLE_H
#define TPHONE_HANDLE_H

#include <linux/poll.h>
#include <linux/rcupdate.h>

#include "event_ring.h"
#include "phone.h"

struct iov_iter;
struct seq_file;

/* For tphone_changed(): why the readiness of a handle may have changed. */
#define TPHONE_CHANGED_COMPLETIONS	0x1	/* one can be read */
#define TPHONE_CHANGED_EVENTS		0x2	/* one can be read */
#define TPHONE_CHANGED_ROOM		0x4	/* an operation finds room */
#define TPHONE_CHANGED_ALL		0x7	/* all: new role, or the end */

/* Kinds of record an eventfd can be for; also bit numbers of handle->notify. */
enum tphone_kind {
	TPHONE_KIND_COMPLETION,
	TPHONE_KIND_EVENT,
	TPHONE_NR_KINDS
};

/**
 * struct tphone_eventfd - an eventfd that a handle has registered
 * @ctx: the eventfd, with a reference
 * @rcu: for freeing after a grace period, as it is signalled under RCU
 */
struct tphone_eventfd {
	struct eventfd_ctx *ctx;
	struct rcu_head rcu;
};

/**
 * struct tphone_handle - an open file description of a phone
 * @phone: the phone, with a reference to its device; constant
 * @number: for tracing and debugfs; constant
 * @writable: the file was opened for writing; constant
 * @file: the open file; constant, valid as long as @link is on the list
 * @rcu: for freeing after a grace period, as waiters are woken under RCU
 * @link: element of phone->handles
 * @role: TPHONE_ROLE_*. Protected by: phone->lock, as all below unless noted
 * @name: of the program, from TPHONE_IOC_ROLE, the rest zero
 * @detached: DETACH was called
 * @revoked: taken away for good; then the handle is on no list of the phone
 * @evict_candidate: the evict that is running has not checked it yet.
 *	Protected by: phone->lock and phone->evict_mutex
 * @gone_reported: the GONE record has been read
 * @events: mask of the events that are wanted
 * @rings: events that were not read, per class; without room before the first
 *	role
 * @nr_lost: events queued, but dropped before they were read
 * @lost_seq: sequence number of the newest of them
 * @lost_ns: its timestamp
 * @wq: readers and pollers; woken by tphone_unlock() only
 * @changed: TPHONE_CHANGED_* since phone->lock was taken
 * @wake: EPOLL* bits with which @wq is to be woken; atomic
 * @slots: operations of this handle; the pointer is constant
 * @outstanding: operations without completion, by slot->link
 * @done: operations whose completion waits to be read, by slot->link
 * @reading: operations whose completion is being read, by slot->link
 * @output: operations whose completion was read and whose output was not
 * @held: operations whose completion was read, but which the driver still holds,
 *	by slot->link
 * @nr_outstanding: elements of @outstanding
 * @in_hand: a reader has taken records off and may put them back
 * @notify: kinds for which an eventfd is to be signalled; atomic bits
 * @eventfds: per kind. Written under phone->lock, read under RCU
 * @read_mutex: one reader copies at a time (L2)
 */
struct tphone_handle {
	struct tphone *phone;
	unsigned int number;
	bool writable;
	const struct file *file;
	struct rcu_head rcu;
	struct list_head link;

	u32 role;
	char name[TPHONE_TEXT_SIZE];
	bool detached;
	bool revoked;
	bool evict_candidate;
	bool gone_reported;
	u64 events;
	struct tphone_ring rings[TPHONE_NR_CLASSES];
	u64 nr_lost;
	u64 lost_seq;
	u64 lost_ns;
	wait_queue_head_t wq;
	unsigned int changed;
	atomic_t wake;

	struct tphone_slots *slots;
	struct list_head outstanding;
	struct list_head done;
	struct list_head reading;
	struct list_head output;
	struct list_head held;
	unsigned int nr_outstanding;
	bool in_hand;

	unsigned long notify;
	struct tphone_eventfd __rcu *eventfds[TPHONE_NR_KINDS];

	struct mutex read_mutex;	/* L2 */
};

/* event.c */
void tphone_event_push(struct tphone *phone, u16 code, u16 cause, u64 first,
		       u64 second, u64 third, const void *except);
struct tphone_ring *tphone_event_next(struct tphone_handle *handle);
void tphone_event_lose(struct tphone_handle *handle,
		       const struct tphone_record *newest, u64 nr);
void tphone_event_put_back(struct tphone_handle *handle,
			   const struct tphone_record *record);
bool tphone_event_readable(struct tphone_handle *handle);
unsigned int tphone_event_nr_unread(const struct tphone_handle *handle);
void tphone_event_select(struct tphone_handle *handle, u64 events);
int tphone_event_alloc(struct tphone_handle *handle);
void tphone_event_free(struct tphone_handle *handle);

/* ready.c */
__poll_t tphone_poll_state(struct tphone_handle *handle);
void tphone_changed(struct tphone_handle *handle, unsigned int what);
void tphone_room_changed(struct tphone *phone);
void tphone_ready_collect(struct tphone *phone);
void tphone_ready_wake(struct tphone *phone);

/* notify.c */
void tphone_notify_mark(struct tphone_handle *handle, enum tphone_kind kind);
void tphone_notify_flush(struct tphone *phone);
void tphone_notify_work(struct work_struct *work);
int tphone_notify_set(struct tphone_handle *handle,
		      const struct tphone_notify *notify);
void tphone_notify_clear(struct tphone_handle *handle);
void tphone_notify_all_kinds(struct tphone_handle *handle);

/* leave.c */
int tphone_detach(struct tphone_handle *handle, struct tphone_detach *detach);
void tphone_part(struct tphone_handle *handle, struct list_head *calls);
void tphone_leave_and_close(struct tphone_handle *handle);

/* read.c */
ssize_t tphone_read_iter(struct kiocb *iocb, struct iov_iter *to);
bool tphone_readable(struct tphone_handle *handle);
bool tphone_at_end(struct tphone_handle *handle);

/* ioctl.c */
long tphone_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

/* query.c */
int tphone_query_info(struct tphone_handle *handle, struct tphone_info *info);
int tphone_query_state(struct tphone_handle *handle,
		       struct tphone_state *state);
int tphone_query_lamp(struct tphone_handle *handle, struct tphone_lamp *lamp);
int tphone_query_button(struct tphone_handle *handle,
			struct tphone_button *button);
int tphone_query_display(struct tphone_handle *handle,
			 struct tphone_display *display);
int tphone_query_data(struct tphone_handle *handle, struct tphone_data *data);

/*
 * May the handle submit an operation with this opcode? A monitor may never change
 * the display, lamps or sound of the phone. The core cannot know the effect of a
 * device-specific operation, so it allows that if the file is open for writing.
 * Under phone->lock.
 */
static inline bool tphone_may_submit(const struct tphone_handle *handle,
				     u16 opcode)
{
	if (handle->role == TPHONE_ROLE_OWNER)
		return true;
	return handle->role == TPHONE_ROLE_MONITOR && handle->writable &&
	       opcode == TPHONE_OP_DEVSPECIFIC;
}

/* May the handle submit any operation? Under phone->lock. */
static inline bool tphone_submits(const struct tphone_handle *handle)
{
	return tphone_may_submit(handle, TPHONE_OP_DEVSPECIFIC);
}

/* The errno with which all calls on the handle fail, or 0. Under phone->lock. */
static inline int tphone_handle_error(const struct tphone_handle *handle)
{
	if (handle->revoked)
		return -ENODEV;
	if (handle->detached)
		return -ESHUTDOWN;
	return handle->phone->gone ? -ENODEV : 0;
}

#endif /* TPHONE_HANDLE_H */
