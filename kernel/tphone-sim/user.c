// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtual user: carry out its actions and report them to the core.
 */
#include "sim.h"

static void report_mute(struct tphone *phone, const struct tpsim_action *action)
{
	if (action->is_key)
		tphone_report_button(phone, action->button, true);
	if (action->value)
		tphone_report_hook(phone, action->device, action->value,
				   TPHONE_CAUSE_USER);
	if (action->is_key)
		tphone_report_button(phone, action->button, false);
}

static void report(struct tphone *phone, const struct tpsim_action *action)
{
	const u16 cause = TPHONE_CAUSE_USER;

	switch (action->verb) {
	case TPSIM_LIFT:
	case TPSIM_REPLACE:
		tphone_report_hook(phone, action->device, action->value,
				   cause);
		break;
	case TPSIM_MUTE:
		report_mute(phone, action);
		break;
	case TPSIM_PRESS:
		tphone_report_button(phone, action->button, true);
		break;
	case TPSIM_RELEASE:
		tphone_report_button(phone, action->button, false);
		break;
	case TPSIM_VOLUME:
		tphone_report_volume(phone, action->device, action->value,
				     cause);
		break;
	case TPSIM_GAIN:
		tphone_report_gain(phone, action->device, action->value,
				   cause);
		break;
	case TPSIM_SILENCE:
		tphone_report_ring(phone, 0, action->value, cause);
		break;
	case TPSIM_UNPLUG:
		tphone_report_connected(phone, false);
		break;
	case TPSIM_PLUG:
		tphone_report_connected(phone, true);
		break;
	case TPSIM_SUSPEND:
		tphone_report_suspended(phone, true);
		break;
	case TPSIM_RESUME:
		tphone_report_suspended(phone, false);
		break;
	case TPSIM_UPLOAD:
		tphone_report_data(phone, action->area, 0, action->text.text,
				   action->text.len, cause);
		break;
	case TPSIM_DEVSPECIFIC:
		tphone_report_devspecific(phone, action->numbers[0],
					  action->numbers[1],
					  action->numbers[2], cause);
		break;
	}
}

/**
 * tpsim_user_act() - let the virtual user do something
 * @sim: the phone
 * @line: the action
 *
 * Context: process context.
 * Return: 0, -EINVAL when it makes no sense at this phone, -ENODEV when the
 * phone is not plugged in.
 */
int tpsim_user_act(struct tpsim_phone *sim, struct tpsim_line line)
{
	struct tpsim_action action;
	unsigned long flags;
	int error;

	error = tpsim_action_parse(line, &action);
	if (error)
		return error;
	mutex_lock(&sim->use_mutex);
	error = -ENODEV;
	if (sim->present) {
		spin_lock_irqsave(&sim->lock, flags);
		error = tpsim_state_act(&sim->state, &action,
					sim->behaviour.volume_step);
		spin_unlock_irqrestore(&sim->lock, flags);
	}
	if (!error)
		report(sim->phone, &action);
	mutex_unlock(&sim->use_mutex);
	return error;
}
