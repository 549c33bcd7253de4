// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of ioctls: sizes, flags and rights of the caller, checked in one
 * place, in the same order for all.
 */
#include <linux/fs.h>
#include <linux/uaccess.h>

#include "copy.h"
#include "operation.h"
#include "revoke.h"
#include "role.h"
#include "validate.h"

union tphone_argument {
	struct tphone_info info;
	struct tphone_state state;
	struct tphone_role role;
	struct tphone_mask mask;
	struct tphone_notify notify;
	struct tphone_submit submit;
	struct tphone_cancel cancel;
	struct tphone_fetch fetch;
	struct tphone_lamp lamp;
	struct tphone_button button;
	struct tphone_display display;
	struct tphone_data data;
	struct tphone_detach detach;
	struct tphone_revoke revoke;
	/* The common head of all arguments. */
	struct {
		u32 size;
		u32 flags;
	} common;
};

/* Which handles may call an ioctl. */
enum tphone_who {
	TPHONE_ANYBODY,
	TPHONE_EVEN_DETACHED,
	TPHONE_WITH_ROLE,
	TPHONE_SUBMITTERS,
	TPHONE_HAD_ROLE,	/* also a detached one, or of a gone phone */
};

/**
 * struct tphone_command - one ioctl
 * @number: its number
 * @size: bytes of its argument
 * @first_size: bytes of its first version; less is refused
 * @flags: valid flags
 * @who: handles that may call it
 * @answers: the argument is copied back on success
 * @answers_emsgsize: the argument is copied back with -EMSGSIZE, too, that is
 *	if the user's buffer is too small
 * @call: carries it out; NULL: tphone_submit() does
 */
struct tphone_command {
	unsigned int number;
	u32 size;
	u32 first_size;
	u32 flags;
	enum tphone_who who;
	bool answers;
	bool answers_emsgsize;
	int (*call)(struct tphone_handle *handle, union tphone_argument *arg);
};

static int call_info(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_query_info(handle, &arg->info);
}

static int call_state(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_query_state(handle, &arg->state);
}

static int call_role(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_role_take(handle, &arg->role);
}

static int call_mask(struct tphone_handle *handle, union tphone_argument *arg)
{
	if (arg->mask.events & ~TPHONE_EVENTS_KNOWN)
		return -EINVAL;
	tphone_event_select(handle, arg->mask.events);
	return 0;
}

static int call_notify(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_notify_set(handle, &arg->notify);
}

static int call_cancel(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_cancel(handle, &arg->cancel);
}

static int call_fetch(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_fetch(handle, &arg->fetch);
}

static int call_lamp(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_query_lamp(handle, &arg->lamp);
}

static int call_button(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_query_button(handle, &arg->button);
}

static int call_display(struct tphone_handle *handle,
			union tphone_argument *arg)
{
	return tphone_query_display(handle, &arg->display);
}

static int call_data(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_query_data(handle, &arg->data);
}

static int call_detach(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_detach(handle, &arg->detach);
}

static int call_revoke(struct tphone_handle *handle, union tphone_argument *arg)
{
	return tphone_revoke(handle);
}

/* @_last: the last member of the first version of @_type. */
#define COMMAND(_name, _type, _last, _flags, _who, _answers, _emsgsize,	\
		_call)							\
	[_IOC_NR(TPHONE_IOC_##_name)] = {				\
		.number = TPHONE_IOC_##_name,				\
		.size = sizeof(struct _type),				\
		.first_size = offsetofend(struct _type, _last),		\
		.flags = _flags,					\
		.who = _who,						\
		.answers = _answers,					\
		.answers_emsgsize = _emsgsize,				\
		.call = _call,						\
	}

static const struct tphone_command commands[] = {
	COMMAND(INFO, tphone_info, reserved, 0, TPHONE_ANYBODY, true, false,
		call_info),
	COMMAND(STATE, tphone_state, reserved, 0, TPHONE_ANYBODY, true, false,
		call_state),
	COMMAND(ROLE, tphone_role, reserved, 0, TPHONE_ANYBODY, false, false,
		call_role),
	COMMAND(MASK, tphone_mask, events, 0, TPHONE_ANYBODY, false, false,
		call_mask),
	COMMAND(NOTIFY, tphone_notify, reserved,
		TPHONE_NOTIFY_COMPLETIONS | TPHONE_NOTIFY_EVENTS,
		TPHONE_ANYBODY, false, false, call_notify),
	/* tphone_submit() copies the answer itself, before it hands over. */
	COMMAND(SUBMIT, tphone_submit, reserved, TPHONE_SUBMIT_ALL_OR_NONE,
		TPHONE_SUBMITTERS, false, false, NULL),
	COMMAND(CANCEL, tphone_cancel, user_data, 0, TPHONE_WITH_ROLE, true,
		false, call_cancel),
	COMMAND(FETCH, tphone_fetch, len, TPHONE_FETCH_DISCARD,
		TPHONE_HAD_ROLE, true, true, call_fetch),
	COMMAND(LAMP, tphone_lamp, seq, 0, TPHONE_ANYBODY, true, false,
		call_lamp),
	COMMAND(BUTTON, tphone_button, text, 0, TPHONE_ANYBODY, true, false,
		call_button),
	COMMAND(DISPLAY, tphone_display, seq, 0, TPHONE_ANYBODY, true, true,
		call_display),
	COMMAND(DATA, tphone_data, seq, TPHONE_DATA_DOWNLOAD, TPHONE_ANYBODY,
		true, false, call_data),
	COMMAND(DETACH, tphone_detach, nr_left_behind, TPHONE_DETACH_KEEP,
		TPHONE_WITH_ROLE, true, false, call_detach),
	COMMAND(REVOKE, tphone_revoke, flags, 0, TPHONE_EVEN_DETACHED, false,
		false, call_revoke),
};

static const struct tphone_command *find_command(unsigned int number)
{
	const struct tphone_command *command;

	if (_IOC_NR(number) >= ARRAY_SIZE(commands))
		return NULL;
	command = &commands[_IOC_NR(number)];
	return command->number == number ? command : NULL;
}

/* Under phone->lock. */
static int check_call(const struct tphone_handle *handle, enum tphone_who who)
{
	int error = tphone_handle_error(handle);

	if (handle->revoked)
		return error;
	if (who == TPHONE_HAD_ROLE &&
	    (handle->detached || handle->role != TPHONE_ROLE_NONE))
		return 0;
	if (who == TPHONE_EVEN_DETACHED)
		return handle->phone->gone ? -ENODEV : 0;
	if (error || who == TPHONE_ANYBODY)
		return error;
	if (handle->role == TPHONE_ROLE_NONE)
		return -EPERM;
	return who == TPHONE_SUBMITTERS && !tphone_submits(handle) ? -EPERM : 0;
}

static int may_call(struct tphone_handle *handle, enum tphone_who who)
{
	unsigned long flags;
	int error;

	flags = tphone_lock(handle->phone);
	error = check_call(handle, who);
	tphone_unlock(handle->phone, flags);
	return error;
}

/*
 * Find a bad pointer before the command has an effect: an answer that cannot be
 * written would leave the caller without the result.
 */
static int check_writable(const struct tphone_command *command,
			  void __user *uarg, u32 usize,
			  const union tphone_argument *arg)
{
	if (!command->answers)
		return 0;
	return tphone_copy_out(uarg, usize, arg, command->size);
}

long tphone_ioctl(struct file *file, unsigned int number, unsigned long uvalue)
{
	struct tphone_handle *handle = file->private_data;
	void __user *uarg = (void __user *)uvalue;
	const struct tphone_command *command;
	union tphone_argument arg;
	u32 usize;
	int error;

	might_sleep();
	command = find_command(number);
	if (!command)
		return -ENOTTY;
	error = tphone_copy_in(&arg, command->size, command->first_size, uarg,
			       &usize);
	if (error)
		return error;
	if (arg.common.flags & ~command->flags)
		return -EOPNOTSUPP;
	error = may_call(handle, command->who);
	if (error)
		return error;
	if (!command->call)
		return tphone_submit(handle, &arg.submit, uarg, usize);
	error = check_writable(command, uarg, usize, &arg);
	if (error)
		return error;
	error = command->call(handle, &arg);
	if ((!error && command->answers) ||
	    (error == -EMSGSIZE && command->answers_emsgsize)) {
		if (tphone_copy_out(uarg, usize, &arg, command->size))
			return -EFAULT;
	}
	return error;
}
