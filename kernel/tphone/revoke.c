// SPDX-License-Identifier: GPL-2.0-only
/*
 * Taking a handle away for good, although its file stays open: after a change of
 * the user at the computer, programs of the former user may still have the phone
 * open.
 *
 * A revoked handle is on no list of the phone and is not counted, so it takes
 * no place from other handles, however long its program keeps it open. Each
 * call checks handle->revoked in the section under phone->lock in which it
 * takes effect.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/kstrtox.h>
#include <linux/mount.h>
#include <linux/sysfs.h>
#include <linux/uidgid.h>

#include "compat.h"
#include "operation.h"
#include "revoke.h"
#include "trace.h"

/**
 * struct evict - which handles of a phone to revoke
 * @all: revoke all handles
 * @without_access: revoke those whose opener may not open the node any more
 * @uid: without the two above: revoke those that this user has opened
 */
struct evict {
	bool all;
	bool without_access;
	kuid_t uid;
};

/* The node that a handle has opened, the access mode, and the opener. */
struct opening {
	struct vfsmount *mnt;
	struct inode *inode;
	const struct cred *cred;
	int mask;
};

static int access_mask(const struct file *file)
{
	return (file->f_mode & FMODE_READ ? MAY_READ : 0) |
	       (file->f_mode & FMODE_WRITE ? MAY_WRITE : 0);
}

/* Under phone->lock. */
static void revoke(struct tphone_handle *handle, struct list_head *calls)
{
	trace_tphone_revoke(handle->phone->index, handle->number);
	tphone_part(handle, calls);
}

/* Wake all waiters, which check the handle. Under RCU, phone->lock not held. */
static void notify(struct tphone_handle *handle)
{
	wake_up_interruptible_all(&handle->wq);
	tphone_notify_all_kinds(handle);
}

/**
 * tphone_revoke() - TPHONE_IOC_REVOKE
 * @handle: the handle
 *
 * Return: 0; -ENODEV when the phone is gone or the handle was revoked before.
 */
int tphone_revoke(struct tphone_handle *handle)
{
	struct tphone *phone = handle->phone;
	LIST_HEAD(calls);
	unsigned long flags;
	int error = 0;

	flags = tphone_lock(phone);
	if (handle->revoked || phone->gone)
		error = -ENODEV;
	else
		revoke(handle, &calls);
	tphone_unlock(phone, flags);
	if (error)
		return error;
	rcu_read_lock();
	notify(handle);
	rcu_read_unlock();
	tphone_cancel_call(phone, &calls);
	return 0;
}

/* The first handle that was not checked yet. Under phone->lock. */
static struct tphone_handle *first_candidate(struct tphone *phone)
{
	struct tphone_handle *handle;

	list_for_each_entry(handle, &phone->handles, link) {
		if (handle->evict_candidate)
			return handle;
	}
	return NULL;
}

static void mark_candidates(struct tphone *phone)
{
	struct tphone_handle *handle;
	unsigned long flags;

	flags = tphone_lock(phone);
	list_for_each_entry(handle, &phone->handles, link)
		handle->evict_candidate = true;
	tphone_unlock(phone, flags);
}

/* Returns the next candidate or NULL. The handle may be closed at any time. */
static const void *hold_opening(struct tphone *phone, struct opening *opening)
{
	const struct tphone_handle *handle;
	unsigned long flags;

	flags = tphone_lock(phone);
	handle = first_candidate(phone);
	if (handle) {
		/*
		 * The file is there as long as its handle is on the list. Its
		 * inode is held and not its dentry: holding a dentry takes a
		 * lock that must not be taken with interrupts off.
		 */
		opening->mnt = mntget(handle->file->f_path.mnt);
		opening->inode = file_inode(handle->file);
		ihold(opening->inode);
		opening->cred = get_cred(handle->file->f_cred);
		opening->mask = access_mask(handle->file);
	}
	tphone_unlock(phone, flags);
	return handle;
}

static void release_opening(const struct opening *opening)
{
	put_cred(opening->cred);
	iput(opening->inode);
	mntput(opening->mnt);
}

/*
 * Returns true if the permissions of the node refuse the opener (EACCES). Other
 * errors do not count: EPERM comes from the device rules of the control group
 * of the task that evicts, which say nothing about the opener.
 */
static bool is_refused(const struct opening *opening)
{
	const struct cred *old = override_creds(opening->cred);
	int error = inode_permission(mnt_idmap(opening->mnt), opening->inode,
				     opening->mask);

	revert_creds(old);
	return error == -EACCES;
}

static bool is_meant(const struct evict *evict, const struct opening *opening)
{
	if (evict->all)
		return true;
	if (evict->without_access)
		return is_refused(opening);
	return uid_eq(opening->cred->fsuid, evict->uid);
}

/* @candidate: from hold_opening(). Does nothing if it was closed since. */
static void settle(struct tphone *phone, const void *candidate, bool meant)
{
	struct tphone_handle *handle;
	LIST_HEAD(calls);
	unsigned long flags;

	/* Keeps the handle, whose waiters are woken after it is off the list. */
	rcu_read_lock();
	flags = tphone_lock(phone);
	handle = first_candidate(phone);
	if (handle != candidate)
		handle = NULL;
	if (handle)
		handle->evict_candidate = false;
	if (!meant || phone->gone)
		handle = NULL;
	if (handle)
		revoke(handle, &calls);
	tphone_unlock(phone, flags);
	if (handle)
		notify(handle);
	rcu_read_unlock();
	tphone_cancel_call(phone, &calls);
}

/*
 * Check the handles one by one, as if each were closed. Handles that are opened in
 * the meantime are no candidates: tphone_open() checks them itself.
 */
static void evict_handles(struct tphone *phone, const struct evict *evict)
{
	struct opening opening;
	const void *candidate;
	bool meant;

	mutex_lock(&phone->evict_mutex);
	mark_candidates(phone);
	while ((candidate = hold_opening(phone, &opening))) {
		meant = is_meant(evict, &opening);
		release_opening(&opening);
		settle(phone, candidate, meant);
	}
	mutex_unlock(&phone->evict_mutex);
}

static int parse(const char *text, struct evict *evict)
{
	unsigned int uid;
	int error;

	*evict = (struct evict) {
		.all = sysfs_streq(text, "all"),
		.without_access = sysfs_streq(text, "without-access"),
		.uid = INVALID_UID,
	};
	if (evict->all || evict->without_access)
		return 0;
	error = kstrtouint(text, 10, &uid);
	if (error)
		return error;
	evict->uid = make_kuid(current_user_ns(), uid);
	return uid_valid(evict->uid) ? 0 : -EINVAL;
}

/**
 * tphone_evict() - revoke handles of a phone
 * @phone: the phone
 * @text: "all", "without-access" or a user ID, possibly with a newline
 *
 * Context: process context.
 * Return: 0 or a negative errno.
 */
int tphone_evict(struct tphone *phone, const char *text)
{
	struct evict evict;
	int error;

	error = parse(text, &evict);
	if (!error)
		evict_handles(phone, &evict);
	return error;
}

/**
 * tphone_access_lost() - was the permission to open a file removed?
 * @file: a file that is being opened; its handle is on the list of the phone
 *
 * If permissions are changed and then handles evicted, either this sees the new
 * permissions or the evict sees the handle.
 *
 * Return: true if the opener may not open the file any more.
 */
bool tphone_access_lost(struct file *file)
{
	return file_permission(file, access_mask(file)) == -EACCES;
}
