/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver that a test controls by commands, and that logs every call of the core.
 *
 * The simulator is a well-behaved driver. This one is for other cases: a phone that
 * cannot be powered up, completions with other values than requested, invalid
 * reports, and the order of the calls of the core. Only selftests/driver.c uses it.
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
 * @lock: protects all below. The core is not called under it
 * @queue: operations in the hands of the driver, by op->driver_list
 * @in_use_error: result of ->in_use(true)
 * @in_use_ms: duration of ->in_use(true)
 * @commit_ms: duration of ->commit
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
