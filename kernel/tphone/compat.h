/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All differences between kernel versions are handled in this file. All other
 * files use the interfaces of the newest kernel, so that going upstream means
 * deleting this file. compat-probe.sh defines the HAVE_ macros.
 */
#ifndef TPHONE_COMPAT_H
#define TPHONE_COMPAT_H

#include <linux/device/class.h>
#include <linux/eventfd.h>
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/workqueue.h>

#ifndef HAVE_CLASS_CREATE_1ARG
static inline struct class *tphone_class_create(const char *name)
{
	return class_create(THIS_MODULE, name);
}

#undef class_create
#define class_create(name) tphone_class_create(name)
#endif

#ifndef HAVE_EVENTFD_SIGNAL_1ARG
static inline void tphone_eventfd_signal(struct eventfd_ctx *ctx)
{
	eventfd_signal(ctx, 1);
}

#define eventfd_signal(ctx) tphone_eventfd_signal(ctx)
#endif

#ifndef HAVE_HRTIMER_SETUP
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
#endif

#ifndef HAVE_MNT_IDMAP
#define mnt_idmap(mnt) mnt_user_ns(mnt)
#endif

#ifndef HAVE_WQ_PERCPU
#define WQ_PERCPU 0
#endif

#endif /* TPHONE_COMPAT_H */
