// SPDX-License-Identifier: GPL-2.0-only
/*
 * The platform device of a phone that is plugged in, and its driver.
 */
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "sim.h"

static void free_state(struct tpsim_phone *sim)
{
	kvfree(sim->state.cells);
	kvfree(sim->state.buttons);
	sim->state.cells = NULL;
	sim->state.buttons = NULL;
}

/* Reset everything to the state of a new phone. */
static int start_state(struct tpsim_phone *sim, const struct tphone_caps *caps)
{
	struct tpsim_random *random = &sim->behaviour.random;
	struct tpsim_button *buttons;
	unsigned long flags;
	u32 *cells;

	cells = kvcalloc(caps->display_rows * caps->display_columns,
			 sizeof(*cells), GFP_KERNEL);
	buttons = kvcalloc(caps->nr_buttons, sizeof(*buttons), GFP_KERNEL);
	if (!cells || !buttons) {
		kvfree(cells);
		kvfree(buttons);
		return -ENOMEM;
	}
	spin_lock_irqsave(&sim->lock, flags);
	tpsim_state_start(&sim->state, caps, cells, buttons);
	memset(&sim->counters, 0, sizeof(sim->counters));
	prandom_seed_state(&random->state, random->seed);
	sim->stopped = false;
	spin_unlock_irqrestore(&sim->lock, flags);
	return 0;
}

static int start_worker(struct tpsim_phone *sim)
{
	struct kthread_worker *worker;

	worker = kthread_create_worker(0, "%s/%s", TPSIM_DRIVER_NAME,
				       config_item_name(&sim->group.cg_item));
	if (IS_ERR(worker))
		return PTR_ERR(worker);
	/*
	 * From 6.14 on the caller has to wake the worker; earlier it is
	 * running.
	 */
	wake_up_process(worker->task);
	sim->worker = worker;
	tpsim_contexts_start(sim);
	return 0;
}

/* Hold use_mutex, so that actions at the new phone wait until it is registered. */
static int register_phone(struct tpsim_phone *sim)
{
	int error;

	mutex_lock(&sim->use_mutex);
	error = tphone_register(sim->phone);
	sim->present = !error;
	mutex_unlock(&sim->use_mutex);
	return error;
}

static int switch_on(struct tpsim_phone *sim, struct device *parent,
		     const struct tphone_caps *caps)
{
	int error;

	error = start_state(sim, caps);
	if (error)
		return error;
	error = start_worker(sim);
	if (error)
		goto free;
	sim->phone = tphone_alloc(parent, caps, &tpsim_driver_ops, sim);
	if (IS_ERR(sim->phone)) {
		error = PTR_ERR(sim->phone);
		goto stop_worker;
	}
	tphone_queue_init(&sim->queue, sim->phone, tpsim_execute);
	error = register_phone(sim);
	if (!error)
		return 0;

	tphone_free(sim->phone);
stop_worker:
	kthread_destroy_worker(sim->worker);
free:
	free_state(sim);
	return error;
}

static void switch_off(void *data)
{
	struct tpsim_phone *sim = data;

	mutex_lock(&sim->use_mutex);
	sim->present = false;
	mutex_unlock(&sim->use_mutex);
	tphone_unregister(sim->phone);
	sim->phone = NULL;
	kthread_destroy_worker(sim->worker);
	free_state(sim);
}

static int build(struct tpsim_phone *sim, struct device *parent)
{
	struct tpsim_blueprint *blueprint;
	int error;

	blueprint = kvzalloc(sizeof(*blueprint), GFP_KERNEL);
	if (!blueprint)
		return -ENOMEM;
	error = tpsim_blueprint_draw(blueprint, &sim->shape,
				     config_item_name(&sim->group.cg_item));
	if (!error)
		error = switch_on(sim, parent, &blueprint->caps);
	kvfree(blueprint);
	if (error)
		return error;
	return devm_add_action_or_reset(parent, switch_off, sim);
}

static int tpsim_probe(struct platform_device *pdev)
{
	struct tpsim_phone *sim;
	int error;

	/* With driver_override any platform device can be bound here. */
	if (strcmp(pdev->name, TPSIM_DRIVER_NAME))
		return -ENODEV;
	sim = *(struct tpsim_phone **)dev_get_platdata(&pdev->dev);
	error = build(sim, &pdev->dev);
	WRITE_ONCE(sim->probe_error, error);
	return error;
}

static struct platform_driver tpsim_platform_driver = {
	.probe = tpsim_probe,
	.driver = {
		.name = TPSIM_DRIVER_NAME,
		/* tpsim_plug_in() needs the result of the probe. */
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};

/**
 * tpsim_plug_in() - make the phone exist
 * @sim: the phone, not plugged in
 *
 * Context: process context, under sim->config_mutex.
 * Return: 0 when the phone is registered, or a negative errno.
 */
int tpsim_plug_in(struct tpsim_phone *sim)
{
	const struct platform_device_info info = {
		.name = TPSIM_DRIVER_NAME,
		.id = PLATFORM_DEVID_AUTO,
		.data = &sim,
		.size_data = sizeof(sim),
	};
	struct platform_device *pdev;
	int error;

	lockdep_assert_held(&sim->config_mutex);
	/* The error if the driver is not probed at all. */
	WRITE_ONCE(sim->probe_error, -ENXIO);
	pdev = platform_device_register_full(&info);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	error = READ_ONCE(sim->probe_error);
	if (error) {
		platform_device_unregister(pdev);
		return error;
	}
	sim->pdev = pdev;
	return 0;
}

/**
 * tpsim_plug_out() - undo tpsim_plug_in()
 * @sim: the phone, plugged in
 *
 * Context: process context, under sim->config_mutex.
 */
void tpsim_plug_out(struct tpsim_phone *sim)
{
	lockdep_assert_held(&sim->config_mutex);
	platform_device_unregister(sim->pdev);
	sim->pdev = NULL;
}

/**
 * tpsim_device_init() - register the driver
 *
 * Return: 0 or a negative errno.
 */
int __init tpsim_device_init(void)
{
	return platform_driver_register(&tpsim_platform_driver);
}

/**
 * tpsim_device_exit() - unregister the driver
 */
void tpsim_device_exit(void)
{
	platform_driver_unregister(&tpsim_platform_driver);
}
