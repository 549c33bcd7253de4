// SPDX-License-Identifier: GPL-2.0-only
/*
 * The phone, and the functions that the core calls.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "test.h"

#define HOOK_MODES \
	(TPHONE_HOOKMODE_ONHOOK | TPHONE_HOOKMODE_MIC | \
	 TPHONE_HOOKMODE_SPEAKER | TPHONE_HOOKMODE_MICSPEAKER)
#define PRIVATE_SIZE	37	/* rounded up by the core */
#define LAMP_MODES \
	(TPHONE_LAMPMODE_OFF | TPHONE_LAMPMODE_STEADY | TPHONE_LAMPMODE_FLASH)

static const struct tphone_button_caps buttons[] = {
	{ TPHONE_BUTTONMODE_FEATURE, TPHONE_FUNCTION_HOLD, LAMP_MODES, true,
	  "Hold" },
	{ TPHONE_BUTTONMODE_CALL, TPHONE_FUNCTION_CALLAPP, LAMP_MODES, true,
	  "Line" },
};

static const struct tphone_download_caps downloads[] = {
	{ .size = 64, .upload = 0 },
};

static const u32 upload_sizes[] = { 64 };

static const struct tphone_caps caps = {
	.manufacturer = "tphone",
	.model = "Phone on order",
	.id = TPTEST_NAME,
	.driver = TPTEST_NAME,
	.opcodes = BIT(TPHONE_OP_DEVSPECIFIC) | BIT(TPHONE_OP_SET_BUTTON) |
		   BIT(TPHONE_OP_SET_DATA) | BIT(TPHONE_OP_SET_DISPLAY) |
		   BIT(TPHONE_OP_SET_GAIN) | BIT(TPHONE_OP_SET_HOOK) |
		   BIT(TPHONE_OP_SET_LAMP) | BIT(TPHONE_OP_SET_RING) |
		   BIT(TPHONE_OP_SET_VOLUME),
	.hook_devices = TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET,
	.hook_modes_settable = { HOOK_MODES, 0, HOOK_MODES },
	.hook_modes_reported = { HOOK_MODES, 0, HOOK_MODES },
	.volume_devices = TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET,
	.gain_devices = TPHONE_HOOK_HANDSET | TPHONE_HOOK_HEADSET,
	.nr_ring_modes = 3,
	.display_rows = 2,
	.display_columns = 8,
	.nr_buttons = ARRAY_SIZE(buttons),
	.buttons = buttons,
	.nr_downloads = ARRAY_SIZE(downloads),
	.downloads = downloads,
	.nr_uploads = ARRAY_SIZE(upload_sizes),
	.upload_sizes = upload_sizes,
};

/* Log a call. A call that does not fit is left out, so a test finds it missing. */
static __printf(1, 2) void note(const char *format, ...)
{
	unsigned long flags;
	va_list arguments;

	va_start(arguments, format);
	spin_lock_irqsave(&tptest.lock, flags);
	tptest.log_len += vscnprintf(tptest.log + tptest.log_len,
				     TPTEST_LOG_SIZE - tptest.log_len, format,
				     arguments);
	spin_unlock_irqrestore(&tptest.lock, flags);
	va_end(arguments);
}

static int on_submit(struct tphone *phone, struct tphone_op *op)
{
	const struct tphone_request *request = &op->request;
	unsigned long flags;

	if (memchr_inv(tphone_op_priv(op), 0, PRIVATE_SIZE))
		note("used space\n");
	memset(tphone_op_priv(op), 0xa5, PRIVATE_SIZE);
	note("submit %u %u %u %llu\n", request->opcode, request->target,
	     request->arg0, request->arg1);
	if (READ_ONCE(tptest.refuse))
		return -EIO;
	spin_lock_irqsave(&tptest.lock, flags);
	list_add_tail(&op->driver_list, &tptest.queue);
	spin_unlock_irqrestore(&tptest.lock, flags);
	return 0;
}

static void on_commit(struct tphone *phone)
{
	unsigned int ms = READ_ONCE(tptest.commit_ms);

	note("commit\n");
	if (ms)
		msleep(ms);
}

static void on_cancel(struct tphone *phone, struct tphone_op *op)
{
	unsigned long flags;
	bool mine;

	note("cancel %u\n", op->request.opcode);
	spin_lock_irqsave(&tptest.lock, flags);
	mine = !list_empty(&op->driver_list) && !tptest.ignore_cancel;
	if (mine)
		list_del_init(&op->driver_list);
	spin_unlock_irqrestore(&tptest.lock, flags);
	if (mine)
		tphone_op_complete(phone, op, -ECANCELED);
}

static int on_in_use(struct tphone *phone, bool in_use)
{
	unsigned int ms = 0;
	unsigned long flags;
	int error = 0;

	note("in_use %d\n", in_use);
	spin_lock_irqsave(&tptest.lock, flags);
	if (in_use) {
		error = tptest.in_use_error;
		ms = tptest.in_use_ms;
	}
	spin_unlock_irqrestore(&tptest.lock, flags);
	if (ms)
		msleep(ms);
	return error;
}

/* The core takes back the operations that are left on the queue. */
static void on_stop(struct tphone *phone)
{
	unsigned long flags;

	note("stop\n");
	spin_lock_irqsave(&tptest.lock, flags);
	INIT_LIST_HEAD(&tptest.queue);
	spin_unlock_irqrestore(&tptest.lock, flags);
}

static const struct tphone_driver_ops ops = {
	.op_size = PRIVATE_SIZE,
	.submit = on_submit,
	.commit = on_commit,
	.cancel = on_cancel,
	.in_use = on_in_use,
	.stop = on_stop,
};

/**
 * tptest_take() - take an operation off the queue
 * @index: which, from the oldest on
 *
 * Return: the operation, which belongs to the caller; NULL if there is none.
 */
struct tphone_op *tptest_take(unsigned int index)
{
	struct tphone_op *op, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&tptest.lock, flags);
	list_for_each_entry(op, &tptest.queue, driver_list) {
		if (index--)
			continue;
		found = op;
		list_del_init(&op->driver_list);
		break;
	}
	spin_unlock_irqrestore(&tptest.lock, flags);
	return found;
}

/**
 * tptest_plug() - allocate and register the phone
 *
 * Context: process context, under tptest.mutex.
 * Return: 0 or a negative errno.
 */
int tptest_plug(void)
{
	struct tphone *phone;
	int error;

	if (tptest.phone)
		return -EBUSY;
	phone = tphone_alloc(tptest.parent, &caps, &ops, NULL);
	if (IS_ERR(phone))
		return PTR_ERR(phone);
	error = tphone_register(phone);
	if (error)
		tphone_free(phone);
	else
		tptest.phone = phone;
	return error;
}

/**
 * tptest_unplug() - undo tptest_plug(), if it was called
 *
 * Context: process context, under tptest.mutex.
 */
void tptest_unplug(void)
{
	if (tptest.phone)
		tphone_unregister(tptest.phone);
	tptest.phone = NULL;
	tptest.in_use_error = 0;
	tptest.in_use_ms = 0;
	tptest.commit_ms = 0;
	tptest.ignore_cancel = false;
	tptest.refuse = false;
}
