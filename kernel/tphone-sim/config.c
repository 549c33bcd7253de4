// SPDX-License-Identifier: GPL-2.0-only
/*
 * The directories in configfs: one a phone, made by mkdir, and "desk", which is
 * made with the module.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "../tphone/text.h"
#include "sim.h"

#define ID_PREFIX_LEN	4	/* "sim-" */

static struct configfs_subsystem tpsim_subsystem;
static struct tpsim_phone *tpsim_desk;

/*
 * Do not pin "desk": it cannot be removed, and when it is plugged in first, it is
 * not in configfs yet.
 */
static int pin(struct tpsim_phone *sim)
{
	if (sim == tpsim_desk)
		return 0;
	return configfs_depend_item_unlocked(&tpsim_subsystem,
					     &sim->group.cg_item);
}

static void unpin(struct tpsim_phone *sim)
{
	if (sim != tpsim_desk)
		configfs_undepend_item_unlocked(&sim->group.cg_item);
}

static int set_live(struct tpsim_phone *sim, bool live)
{
	int error;

	if (live == !!sim->pdev)
		return 0;
	if (!live) {
		tpsim_plug_out(sim);
		unpin(sim);
		return 0;
	}
	error = pin(sim);
	if (error)
		return error;
	error = tpsim_plug_in(sim);
	if (error)
		unpin(sim);
	return error;
}

static ssize_t tpsim_live_show(struct config_item *item, char *page)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	bool live;

	mutex_lock(&sim->config_mutex);
	live = !!sim->pdev;
	mutex_unlock(&sim->config_mutex);
	return sysfs_emit(page, "%d\n", live);
}

static ssize_t tpsim_live_store(struct config_item *item, const char *page,
				size_t len)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	bool live;
	int error;

	error = tpsim_only_bool(tpsim_line(page, len), &live);
	if (error)
		return error;
	mutex_lock(&sim->config_mutex);
	error = set_live(sim, live);
	mutex_unlock(&sim->config_mutex);
	return error ? error : len;
}

static ssize_t tpsim_device_show(struct config_item *item, char *page)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	const char *name = "";
	ssize_t len;

	mutex_lock(&sim->use_mutex);
	if (sim->present)
		name = dev_name(tphone_device(sim->phone));
	len = sysfs_emit(page, "%s\n", name);
	mutex_unlock(&sim->use_mutex);
	return len;
}

CONFIGFS_ATTR(tpsim_, live);
CONFIGFS_ATTR_RO(tpsim_, device);

/* Filled in when the module is loaded; ends with NULL. */
static struct configfs_attribute *
tpsim_attributes[2 + TPSIM_NR_SHAPE_ATTRIBUTES + TPSIM_NR_RUN_ATTRIBUTES + 1];

static void __init gather_attributes(void)
{
	struct configfs_attribute **next = tpsim_attributes;

	*next++ = &tpsim_attr_live;
	*next++ = &tpsim_attr_device;
	memcpy(next, tpsim_shape_attributes, sizeof(tpsim_shape_attributes));
	next += TPSIM_NR_SHAPE_ATTRIBUTES;
	memcpy(next, tpsim_run_attributes, sizeof(tpsim_run_attributes));
}

static void tpsim_item_release(struct config_item *item)
{
	struct tpsim_phone *sim = tpsim_of_item(item);

	mutex_destroy(&sim->use_mutex);
	mutex_destroy(&sim->config_mutex);
	kfree(sim);
}

static struct configfs_item_operations tpsim_item_ops = {
	.release = tpsim_item_release,
};

static const struct config_item_type tpsim_phone_type = {
	.ct_owner = THIS_MODULE,
	.ct_item_ops = &tpsim_item_ops,
	.ct_attrs = tpsim_attributes,
};

static struct tpsim_phone *new_phone(const char *name)
{
	struct tpsim_phone *sim;

	/* The name becomes a part of the id. */
	if (strlen(name) + ID_PREFIX_LEN >= TPHONE_ID_SIZE)
		return ERR_PTR(-ENAMETOOLONG);
	if (!tphone_text_valid(name, strlen(name)))
		return ERR_PTR(-EINVAL);
	sim = kzalloc(sizeof(*sim), GFP_KERNEL);
	if (!sim)
		return ERR_PTR(-ENOMEM);
	mutex_init(&sim->config_mutex);
	mutex_init(&sim->use_mutex);
	spin_lock_init(&sim->lock);
	INIT_LIST_HEAD(&sim->held);
	INIT_LIST_HEAD(&sim->queued);
	tpsim_contexts_init(sim);
	sim->shape = tpsim_default_shape;
	sim->behaviour.context = TPSIM_WORK;
	config_group_init_type_name(&sim->group, name, &tpsim_phone_type);
	return sim;
}

static struct config_group *tpsim_make_group(struct config_group *group,
					     const char *name)
{
	struct tpsim_phone *sim = new_phone(name);

	return IS_ERR(sim) ? ERR_CAST(sim) : &sim->group;
}

/* A live phone is pinned, so it is not plugged in here unless pinning failed. */
static void tpsim_drop_item(struct config_group *group,
			    struct config_item *item)
{
	struct tpsim_phone *sim = tpsim_of_item(item);

	mutex_lock(&sim->config_mutex);
	if (sim->pdev)
		tpsim_plug_out(sim);
	mutex_unlock(&sim->config_mutex);
	config_item_put(item);
}

static struct configfs_group_operations tpsim_group_ops = {
	.make_group = tpsim_make_group,
	.drop_item = tpsim_drop_item,
};

static const struct config_item_type tpsim_type = {
	.ct_owner = THIS_MODULE,
	.ct_group_ops = &tpsim_group_ops,
};

static struct configfs_subsystem tpsim_subsystem = {
	.su_group = {
		.cg_item = {
			.ci_namebuf = TPSIM_DRIVER_NAME,
			.ci_type = &tpsim_type,
		},
	},
};

static int __init make_desk(bool live)
{
	struct tpsim_phone *desk = new_phone("desk");
	int error = 0;

	if (IS_ERR(desk))
		return PTR_ERR(desk);
	strscpy(desk->shape.serial, "0001", sizeof(desk->shape.serial));
	tpsim_desk = desk;
	mutex_lock(&desk->config_mutex);
	if (live)
		error = set_live(desk, true);
	mutex_unlock(&desk->config_mutex);
	if (error)
		config_group_put(&desk->group);
	return error;
}

static void drop_desk(void)
{
	mutex_lock(&tpsim_desk->config_mutex);
	set_live(tpsim_desk, false);
	mutex_unlock(&tpsim_desk->config_mutex);
	config_group_put(&tpsim_desk->group);
}

/**
 * tpsim_config_init() - make the directories
 * @desk_phone: plug in the phone "desk"
 *
 * Plug the phone in first, and register its directory last: directories that a
 * program has opened cannot be removed again after an error.
 *
 * Return: 0 or a negative errno.
 */
int __init tpsim_config_init(bool desk_phone)
{
	int error;

	gather_attributes();
	error = make_desk(desk_phone);
	if (error)
		return error;
	config_group_init(&tpsim_subsystem.su_group);
	mutex_init(&tpsim_subsystem.su_mutex);
	configfs_add_default_group(&tpsim_desk->group,
				   &tpsim_subsystem.su_group);
	error = configfs_register_subsystem(&tpsim_subsystem);
	if (error)
		drop_desk();
	return error;
}

/**
 * tpsim_config_exit() - remove the directories and unplug "desk"
 *
 * Directories made by mkdir pin the module, so there are none left.
 */
void tpsim_config_exit(void)
{
	configfs_unregister_subsystem(&tpsim_subsystem);
	drop_desk();
}
