// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file operations of /dev/tphoneN.
 */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "operation.h"
#include "revoke.h"
#include "trace.h"

static void init_handle(struct tphone_handle *handle, struct tphone *phone)
{
	handle->phone = phone;
	handle->events = TPHONE_EVENTS_DEFAULT;
	INIT_LIST_HEAD(&handle->outstanding);
	INIT_LIST_HEAD(&handle->done);
	INIT_LIST_HEAD(&handle->reading);
	INIT_LIST_HEAD(&handle->output);
	INIT_LIST_HEAD(&handle->held);
	init_waitqueue_head(&handle->wq);
	mutex_init(&handle->read_mutex);
}

static int add_handle(struct tphone *phone, struct tphone_handle *handle)
{
	unsigned long flags;
	int error = 0;

	flags = tphone_lock(phone);
	if (phone->gone) {
		error = -ENODEV;
	} else if (phone->nr_handles >= TPHONE_MAX_HANDLES) {
		error = -EUSERS;
	} else {
		phone->nr_handles++;
		handle->number = ++phone->next_handle;
		list_add_tail_rcu(&handle->link, &phone->handles);
	}
	tphone_unlock(phone, flags);
	return error;
}

static int tphone_open(struct inode *inode, struct file *file)
{
	struct tphone *phone = container_of(inode->i_cdev, struct tphone, cdev);
	struct tphone_handle *handle;
	int error = -ENOMEM;

	handle = kzalloc(sizeof(*handle), GFP_KERNEL_ACCOUNT);
	if (!handle)
		return error;
	init_handle(handle, phone);
	handle->writable = file->f_mode & FMODE_WRITE;
	handle->file = file;
	handle->slots = tphone_slots_alloc();
	if (!handle->slots)
		goto free_handle;
	/* The cdev holds the phone too, but only until it is unregistered. */
	get_device(&phone->dev);
	error = add_handle(phone, handle);
	if (error)
		goto put_phone;
	if (tphone_access_lost(file)) {
		error = -EACCES;
		goto leave;
	}
	file->private_data = handle;
	/* Reading honours IOCB_NOWAIT, so io_uring needs no thread for it. */
	file->f_mode |= FMODE_NOWAIT;
	trace_tphone_open(phone->index, handle->number);
	return stream_open(inode, file);

leave:
	tphone_leave_and_close(handle);
	mutex_destroy(&handle->read_mutex);
	kfree_rcu(handle, rcu);
	put_device(&phone->dev);
	return error;

put_phone:
	put_device(&phone->dev);
	tphone_slots_abandon(handle->slots);
free_handle:
	kfree(handle);
	return error;
}

static int tphone_release(struct inode *inode, struct file *file)
{
	struct tphone_handle *handle = file->private_data;
	struct tphone *phone = handle->phone;

	trace_tphone_close(phone->index, handle->number);
	tphone_notify_clear(handle);
	tphone_leave_and_close(handle);
	tphone_event_free(handle);
	mutex_destroy(&handle->read_mutex);
	/* signal_all() may be reading the handle under RCU. */
	kfree_rcu(handle, rcu);
	put_device(&phone->dev);
	return 0;
}

static __poll_t tphone_poll(struct file *file, struct poll_table_struct *wait)
{
	struct tphone_handle *handle = file->private_data;
	struct tphone *phone = handle->phone;
	unsigned long flags;
	__poll_t mask;

	poll_wait(file, &handle->wq, wait);
	flags = tphone_lock(phone);
	mask = tphone_poll_state(handle);
	tphone_unlock(phone, flags);
	return mask;
}

/* Under phone->lock. */
static const char *role_name(const struct tphone_handle *handle)
{
	static const char * const roles[] = { "none", "monitor", "owner" };

	if (handle->revoked)
		return "revoked";
	return handle->detached ? "detached" : roles[handle->role];
}

static void tphone_show_fdinfo(struct seq_file *seq, struct file *file)
{
	struct tphone_handle *handle = file->private_data;
	struct tphone *phone = handle->phone;
	unsigned int unread;
	const char *role;
	u64 events;
	unsigned long flags;

	flags = tphone_lock(phone);
	role = role_name(handle);
	events = handle->events;
	unread = tphone_event_nr_unread(handle);
	tphone_unlock(phone, flags);
	seq_printf(seq, "tphone-phone:\t%d\n", phone->index);
	seq_printf(seq, "tphone-handle:\t%u\n", handle->number);
	seq_printf(seq, "tphone-role:\t%s\n", role);
	seq_printf(seq, "tphone-events:\t%#llx\n", events);
	seq_printf(seq, "tphone-unread-events:\t%u\n", unread);
}

const struct file_operations tphone_fops = {
	.owner = THIS_MODULE,
	.open = tphone_open,
	.release = tphone_release,
	.read_iter = tphone_read_iter,
	.poll = tphone_poll,
	.unlocked_ioctl = tphone_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.show_fdinfo = tphone_show_fdinfo,
	.llseek = noop_llseek,
};
