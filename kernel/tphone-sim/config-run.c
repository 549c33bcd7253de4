// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes in configfs: behaviour, counters and virtual user of a phone. They can
 * be used at any time.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/sysfs.h>

#include "field.h"
#include "looks.h"
#include "sim.h"

static ssize_t store_run(struct config_item *item, const char *page,
			 size_t len, const struct tpsim_field *field)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	unsigned long flags;
	int error;

	spin_lock_irqsave(&sim->lock, flags);
	error = field->kind->parse(tpsim_line(page, len), field->max,
				   (void *)sim + field->offset);
	spin_unlock_irqrestore(&sim->lock, flags);
	return error ? error : len;
}

static ssize_t show_run(struct config_item *item, char *page,
			const struct tpsim_field *field)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	unsigned long flags;
	ssize_t len;

	spin_lock_irqsave(&sim->lock, flags);
	len = field->kind->print(page, (void *)sim + field->offset);
	spin_unlock_irqrestore(&sim->lock, flags);
	return len;
}

/*
 * Wait until the core has all completed operations back. tpsim_take() counts an
 * operation before tphone_op_complete() is called, and a program that reads the
 * counter here must not find it outstanding in the core.
 */
static void wait_until_returned(struct tpsim_phone *sim)
{
	struct tpsim_counters *counters = &sim->counters;
	u32 completed;

	spin_lock_irq(&sim->lock);
	completed = counters->completed;
	/* Plugging in resets both to zero. */
	while (counters->returned != counters->completed &&
	       (s32)(counters->returned - completed) < 0) {
		spin_unlock_irq(&sim->lock);
		usleep_range(20, 100);
		spin_lock_irq(&sim->lock);
	}
	spin_unlock_irq(&sim->lock);
}

#define SHOW(_name, _member, _type, _max)				\
static const struct tpsim_field tpsim_##_name##_field = {		\
	.kind = &tpsim_##_type##_kind,					\
	.max = _max,							\
	.offset = offsetof(struct tpsim_phone, _member),		\
};									\
									\
static ssize_t tpsim_##_name##_show(struct config_item *item, char *page) \
{									\
	return show_run(item, page, &tpsim_##_name##_field);		\
}

#define SHOW_COUNTER(_name, _counter)					\
static const struct tpsim_field tpsim_##_name##_field = {		\
	.kind = &tpsim_number_kind,					\
	.offset = offsetof(struct tpsim_phone, counters._counter),	\
};									\
									\
static ssize_t tpsim_##_name##_show(struct config_item *item, char *page) \
{									\
	wait_until_returned(tpsim_of_item(item));			\
	return show_run(item, page, &tpsim_##_name##_field);		\
}

#define STORE(_name)							\
static ssize_t tpsim_##_name##_store(struct config_item *item,		\
				     const char *page, size_t len)	\
{									\
	return store_run(item, page, len, &tpsim_##_name##_field);	\
}

SHOW(latency_us, behaviour.latency_us, number, TPSIM_MAX_DELAY_US)
STORE(latency_us)
SHOW(jitter_us, behaviour.jitter_us, number, TPSIM_MAX_DELAY_US)
STORE(jitter_us)
SHOW(seed, behaviour.random, random, U32_MAX)
STORE(seed)
SHOW(complete_in, behaviour.context, context, 0)
STORE(complete_in)
SHOW(fail_nth, behaviour.faults[TPSIM_FAULT_FAIL], fault, true)
STORE(fail_nth)
SHOW(drop_nth, behaviour.faults[TPSIM_FAULT_DROP], fault, false)
STORE(drop_nth)
SHOW(hold_nth, behaviour.faults[TPSIM_FAULT_HOLD], fault, false)
STORE(hold_nth)
SHOW(refuse_nth, behaviour.faults[TPSIM_FAULT_REFUSE], fault, true)
STORE(refuse_nth)
SHOW(hold, behaviour.hold, flag, 0)
STORE(hold)
SHOW(ignore_cancel, behaviour.ignore_cancel, flag, 0)
STORE(ignore_cancel)
SHOW(volume_step, behaviour.volume_step, number, TPHONE_VOLUME_MAX)
STORE(volume_step)
SHOW_COUNTER(submitted, submitted)
/* Not counters.completed: more may have completed since the wait. */
SHOW_COUNTER(completed, returned)
SHOW_COUNTER(cancelled, cancelled)
SHOW_COUNTER(held, held)
SHOW_COUNTER(dropped, dropped)

/* "all", or a number. */
static int parse_release(struct tpsim_line line, u32 *nr)
{
	struct tpsim_line token;
	u64 number;

	if (!tpsim_next_token(&line, &token) || !tpsim_at_end(&line))
		return -EINVAL;
	*nr = U32_MAX;
	if (tpsim_token_is(&token, "all"))
		return 0;
	if (tpsim_number(&token, U32_MAX, &number) || !number)
		return -EINVAL;
	*nr = number;
	return 0;
}

static ssize_t tpsim_release_store(struct config_item *item, const char *page,
				   size_t len)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	int error;
	u32 nr;

	error = parse_release(tpsim_line(page, len), &nr);
	if (error)
		return error;
	mutex_lock(&sim->use_mutex);
	if (sim->present)
		tpsim_release(sim, nr);
	else
		error = -ENODEV;
	mutex_unlock(&sim->use_mutex);
	return error ? error : len;
}

static ssize_t tpsim_user_store(struct config_item *item, const char *page,
				size_t len)
{
	int error = tpsim_user_act(tpsim_of_item(item), tpsim_line(page, len));

	return error ? error : len;
}

static ssize_t tpsim_looks_show(struct config_item *item, char *page)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	unsigned long flags;
	ssize_t len;

	wait_until_returned(sim);
	mutex_lock(&sim->use_mutex);
	if (sim->present) {
		spin_lock_irqsave(&sim->lock, flags);
		len = tpsim_looks(&sim->state, page, PAGE_SIZE);
		spin_unlock_irqrestore(&sim->lock, flags);
	} else {
		len = sysfs_emit(page, "not plugged in\n");
	}
	mutex_unlock(&sim->use_mutex);
	return len;
}

CONFIGFS_ATTR(tpsim_, latency_us);
CONFIGFS_ATTR(tpsim_, jitter_us);
CONFIGFS_ATTR(tpsim_, seed);
CONFIGFS_ATTR(tpsim_, complete_in);
CONFIGFS_ATTR(tpsim_, fail_nth);
CONFIGFS_ATTR(tpsim_, drop_nth);
CONFIGFS_ATTR(tpsim_, hold_nth);
CONFIGFS_ATTR(tpsim_, refuse_nth);
CONFIGFS_ATTR(tpsim_, hold);
CONFIGFS_ATTR_WO(tpsim_, release);
CONFIGFS_ATTR(tpsim_, ignore_cancel);
CONFIGFS_ATTR_RO(tpsim_, submitted);
CONFIGFS_ATTR_RO(tpsim_, completed);
CONFIGFS_ATTR_RO(tpsim_, cancelled);
CONFIGFS_ATTR_RO(tpsim_, held);
CONFIGFS_ATTR_RO(tpsim_, dropped);
CONFIGFS_ATTR(tpsim_, volume_step);
CONFIGFS_ATTR_WO(tpsim_, user);
CONFIGFS_ATTR_RO(tpsim_, looks);

struct configfs_attribute *tpsim_run_attributes[TPSIM_NR_RUN_ATTRIBUTES + 1] = {
	&tpsim_attr_latency_us,
	&tpsim_attr_jitter_us,
	&tpsim_attr_seed,
	&tpsim_attr_complete_in,
	&tpsim_attr_fail_nth,
	&tpsim_attr_drop_nth,
	&tpsim_attr_hold_nth,
	&tpsim_attr_refuse_nth,
	&tpsim_attr_hold,
	&tpsim_attr_release,
	&tpsim_attr_ignore_cancel,
	&tpsim_attr_submitted,
	&tpsim_attr_completed,
	&tpsim_attr_cancelled,
	&tpsim_attr_held,
	&tpsim_attr_dropped,
	&tpsim_attr_volume_step,
	&tpsim_attr_user,
	&tpsim_attr_looks,
	NULL
};
