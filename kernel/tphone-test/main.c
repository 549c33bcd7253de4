// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files in debugfs: each write to "command" is one command, and "calls" has the
 * calls of the core since it was opened last.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "test.h"

#define COMMAND_SIZE	128

static struct dentry *folder;

struct tptest tptest = {
	.mutex = __MUTEX_INITIALIZER(tptest.mutex),
	.lock = __SPIN_LOCK_UNLOCKED(tptest.lock),
	.queue = LIST_HEAD_INIT(tptest.queue),
};

static ssize_t command_write(struct file *file, const char __user *from,
			     size_t len, loff_t *pos)
{
	char line[COMMAND_SIZE];
	int error;

	if (len >= sizeof(line))
		return -EINVAL;
	if (copy_from_user(line, from, len))
		return -EFAULT;
	line[len] = '\0';
	mutex_lock(&tptest.mutex);
	error = tptest_command(strim(line));
	mutex_unlock(&tptest.mutex);
	return error ? error : len;
}

static const struct file_operations command_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = command_write,
};

/**
 * struct snapshot - contents of an open file of "calls"
 * @len: bytes of @text
 * @text: the lines
 */
struct snapshot {
	size_t len;
	char text[TPTEST_LOG_SIZE];
};

static int calls_open(struct inode *inode, struct file *file)
{
	struct snapshot *snapshot = kmalloc(sizeof(*snapshot), GFP_KERNEL);
	unsigned long flags;

	if (!snapshot)
		return -ENOMEM;
	spin_lock_irqsave(&tptest.lock, flags);
	snapshot->len = tptest.log_len;
	memcpy(snapshot->text, tptest.log, tptest.log_len);
	tptest.log_len = 0;
	spin_unlock_irqrestore(&tptest.lock, flags);
	file->private_data = snapshot;
	return 0;
}

static ssize_t calls_read(struct file *file, char __user *to, size_t len,
			  loff_t *pos)
{
	const struct snapshot *snapshot = file->private_data;

	return simple_read_from_buffer(to, len, pos, snapshot->text,
				       snapshot->len);
}

static int calls_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations calls_fops = {
	.owner = THIS_MODULE,
	.open = calls_open,
	.read = calls_read,
	.release = calls_release,
};

static int __init tptest_init(void)
{
	tptest.parent = root_device_register(TPTEST_NAME);
	if (IS_ERR(tptest.parent))
		return PTR_ERR(tptest.parent);
	folder = debugfs_create_dir(TPTEST_NAME, NULL);
	debugfs_create_file("command", 0200, folder, NULL, &command_fops);
	debugfs_create_file("calls", 0400, folder, NULL, &calls_fops);
	return 0;
}

static void __exit tptest_exit(void)
{
	debugfs_remove_recursive(folder);
	mutex_lock(&tptest.mutex);
	tptest_unplug();
	mutex_unlock(&tptest.mutex);
	root_device_unregister(tptest.parent);
}

module_init(tptest_init);
module_exit(tptest_exit);

MODULE_DESCRIPTION("Telephone devices: a driver for tests");
MODULE_AUTHOR("The tphone authors");
MODULE_LICENSE("GPL");
