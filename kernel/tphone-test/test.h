/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver that does what it is ordered to, and notes every call of the core.
 *
 * The simulator is a good driver. This one is for what a good driver does not
 * show: a phone that cannot be powered up, completions that say something else
 * than what was requested, reports that make no sense, and the order in which the
 * core calls. Only selftests/driver.c uses it.
 */
#ifndef TPTEST_H
#define TPTEST_H

#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/tphone.h>

#define TPTEST_NAME	"tphone-test"
#define TPTEST_LOG_SIZE	4096

/**
 * struct tptest - the driver; there is one
 * @parent: the device that the phone is on; constant
 * @mutex: serialises commands
 * @phone: the phone, NULL while it is not plugged in. Protected by: @mutex
 * @lock: all below. The core is not called under it
 * @queue: operations in the hands of the driver, by op->driver_list
 * @in_use_error: what ->in_use(true) is to return
 * @in_use_ms: how long it is to take
 * @commit_ms: how long ->commit is to take
 * @ignore_cancel: ->cancel has no effect
 * @refuse: ->submit fails
 * @log: a line for each call of the core, not terminated
 * @log_len: bytes of it
 */
struct tptest {
	struct device *parent;

	struct mutex mutex;	/* see above */
	struct tphone *phone;

	spinlock_t lock;	/* see above */
	struct list_head queue;
	int in_use_error;
	unsigned int in_use_ms;
	unsigned int commit_ms;
	bool ignore_cancel;
	bool refuse;
	char log[TPTEST_LOG_SIZE];
	size_t log_len;
};

extern struct tptest tptest;

/* driver.c */
int tptest_plug(void);
void tptest_unplug(void);
struct tphone_op *tptest_take(unsigned int index);

/* command.c */
int tptest_command(const char *line);

#endif /* TPTEST_H */
