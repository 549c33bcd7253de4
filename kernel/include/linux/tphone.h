/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Telephone devices: the interface between the core and phone drivers.
 *
 * A driver describes the phone in struct tphone_caps, allocates it with
 * tphone_alloc() and makes it visible with tphone_register(). From then on the
 * core hands it operations through struct tphone_driver_ops; the driver ends
 * each with tphone_op_complete(), once, and reports other changes at the phone
 * with the tphone_report functions.
 * Documentation/driver-api/tphone.rst has the details and an example.
 */
#ifndef _LINUX_TPHONE_H
#define _LINUX_TPHONE_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <linux/tphone-caps.h>
#include <linux/types.h>
#include <linux/workqueue.h>
#include <uapi/linux/tphone.h>

struct tphone;

/* The largest op_size of a struct tphone_driver_ops. */
#define TPHONE_MAX_OP_SIZE	1024

/* The longest time that ->in_use may take: a transfer on USB that times out. */
#define TPHONE_IN_USE_MS	5000

/**
 * struct tphone_op - an operation in the hands of a driver
 * @request: the request
 * @data: payload of @request.data_len bytes, NULL when there is none; it is
 *	followed by a zero byte, so that a text can be used as a string; not for
 *	DMA, as is @reply
 * @reply: room for @reply_size bytes of output of a DEVSPECIFIC operation, or
 *	NULL; the driver fills it before it completes the operation
 * @reply_size: bytes at @reply
 * @driver_list: for the driver's queues, empty before ->submit. Protected by: a
 *	lock of the driver, or of the tphone_queue that it was added to
 * @driver_data: for the driver, NULL before ->submit. Protected by: a lock of the
 *	driver
 * @priv: see tphone_op_priv()
 *
 * Valid from ->submit until the driver calls tphone_op_complete(), and while
 * ->cancel runs for it. All members but the two for the driver are constant in
 * that time.
 */
struct tphone_op {
	struct tphone_request request;
	void *data;
	void *reply;
	u32 reply_size;
	struct list_head driver_list;
	void *driver_data;
	void *priv;
};

/**
 * tphone_op_priv() - the driver's own space of an operation
 * @op: an operation in the hands of the driver
 *
 * The space is zero before ->submit, and valid as long as @op. It is not for DMA:
 * it shares cache lines with other operations.
 *
 * Return: tphone_driver_ops.op_size bytes, aligned for any type of C.
 */
static inline void *tphone_op_priv(struct tphone_op *op)
{
	return op->priv;
}

/**
 * struct tphone_driver_ops - functions of a phone driver
 * @op_size: bytes that the driver needs for each operation, so that it allocates
 *	nothing in ->submit; at most TPHONE_MAX_OP_SIZE. See tphone_op_priv()
 * @submit: Start @op. Return 0 and call tphone_op_complete() for it later, or
 *	before returning; a negative errno ends the operation with that status
 *	and tphone_op_complete() must not be called. Parameters are valid: the
 *	core has checked them against the capabilities. Mandatory.
 * @commit: All operations that were submitted together have been given to
 *	->submit: send the commands that it collected. Called by the same task,
 *	after the ->submit of the last of them and before any ->cancel for them,
 *	unless ->submit refused them all. If several tasks submit at once, a
 *	call may come when only a part of another task's operations has been
 *	given to ->submit; that task calls it for the rest later. Optional.
 * @cancel: End @op early if that can be done: tphone_op_complete() with
 *	-ECANCELED, now or later. Called at most once for an operation, after
 *	its ->submit has returned, possibly while or after the driver completes
 *	it on another CPU; @op stays valid until the call returns. An operation
 *	that cannot be stopped just goes on. Optional.
 * @in_use: The phone is needed, or not needed any more; for powering up and
 *	down. True comes before the first ->submit. If it fails, the handle does
 *	not get its role, whose ioctl returns the same errno, and the next call
 *	is true again. False comes when no handle has a role and no operation
 *	is left, and in any case before ->stop if true came before; its return
 *	value is ignored. Calls that did not fail alternate, and calls never
 *	overlap. May sleep, see below. Optional.
 * @stop: The phone is being unregistered: no other call will follow, and when
 *	this one returns the driver completes and reports nothing any more.
 *	Optional only for drivers that complete everything inside ->submit and
 *	report nothing.
 * @suspend: The system is about to sleep. An error stops it. Optional.
 * @resume: The system woke up; report changes during the sleep. Optional.
 *
 * ->submit, ->commit and ->cancel are called in process context and may take
 * mutexes, but must not wait for the phone or for user space: unregistering
 * waits for them.
 *
 * ->in_use may wait for the phone, but returns within TPHONE_IN_USE_MS, also if
 * the phone does not answer or is being unplugged. Unregistering waits for a
 * running call of it, and so do tasks that take a role; no other task does.
 *
 * None of these functions may unregister the phone.
 */
struct tphone_driver_ops {
	size_t op_size;
	int (*submit)(struct tphone *phone, struct tphone_op *op);
	void (*commit)(struct tphone *phone);
	void (*cancel)(struct tphone *phone, struct tphone_op *op);
	int (*in_use)(struct tphone *phone, bool in_use);
	void (*stop)(struct tphone *phone);
	int (*suspend)(struct tphone *phone);
	int (*resume)(struct tphone *phone);
};

struct tphone * __must_check tphone_alloc(struct device *parent,
					  const struct tphone_caps *caps,
					  const struct tphone_driver_ops *ops,
					  void *driver_data);
void tphone_free(struct tphone *phone);
int __must_check tphone_register(struct tphone *phone);
void tphone_unregister(struct tphone *phone);

void *tphone_driver_data(struct tphone *phone);
struct device *tphone_device(struct tphone *phone);

void tphone_op_sent(struct tphone *phone, struct tphone_op *op);
void tphone_op_set_reported(struct tphone_op *op);
void tphone_op_set_ring(struct tphone_op *op, u32 mode, u32 volume);
void tphone_op_set_value(struct tphone_op *op, u32 value);
void tphone_op_set_reply_len(struct tphone_op *op, u32 len);
void tphone_op_complete(struct tphone *phone, struct tphone_op *op,
			int status);

/**
 * struct tphone_queue - operations that wait for a driver that sleeps
 * @phone: the phone; constant
 * @execute: carries out one operation; constant
 * @lock: for the list @ops
 * @ops: operations that wait, by op->driver_list. Protected by: @lock
 * @work: calls @execute
 *
 * For the driver, embedded in its own structure; see tphone_queue_init().
 */
struct tphone_queue {
	struct tphone *phone;
	void (*execute)(struct tphone *phone, struct tphone_op *op);
	spinlock_t lock;	/* ops */
	struct list_head ops;
	struct work_struct work;
};

void tphone_queue_init(struct tphone_queue *queue, struct tphone *phone,
		       void (*execute)(struct tphone *phone,
				       struct tphone_op *op));
void tphone_queue_add(struct tphone_queue *queue, struct tphone_op *op);
bool tphone_queue_remove(struct tphone_queue *queue, struct tphone_op *op);
void tphone_queue_stop(struct tphone_queue *queue);

void tphone_report_hook(struct tphone *phone, u32 device, u32 mode, u16 cause);
void tphone_report_button(struct tphone *phone, u32 button, bool down);
void tphone_report_button_info(struct tphone *phone, u32 button, u32 mode,
			       u32 function, const char *text, size_t len,
			       u16 cause);
void tphone_report_lamp(struct tphone *phone, u32 lamp, u32 mode, u16 cause);
void tphone_report_ring(struct tphone *phone, u32 mode, u32 volume, u16 cause);
void tphone_report_volume(struct tphone *phone, u32 device, u32 volume,
			  u16 cause);
void tphone_report_gain(struct tphone *phone, u32 device, u32 gain, u16 cause);
void tphone_report_display(struct tphone *phone, u32 row, u32 column,
			   const char *text, size_t len, u16 cause);
void tphone_report_data(struct tphone *phone, u32 area, u32 offset,
			const void *data, u32 len, u16 cause);
void tphone_report_devspecific(struct tphone *phone, u64 first, u64 second,
			       u64 third, u16 cause);
void tphone_replay(struct tphone *phone);
void tphone_report_connected(struct tphone *phone, bool connected);
void tphone_report_suspended(struct tphone *phone, bool suspended);

#endif /* _LINUX_TPHONE_H */
