// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes in configfs: the shape of a phone. They can be written while it is not
 * plugged in.
 */
#include <linux/module.h>

#include "field.h"
#include "sim.h"

static ssize_t store_shape(struct config_item *item, const char *page,
			   size_t len, const struct tpsim_field *field)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	int error = -EBUSY;

	mutex_lock(&sim->config_mutex);
	if (!sim->pdev)
		error = field->kind->parse(tpsim_line(page, len), field->max,
					   (void *)sim + field->offset);
	if (!error)
		tpsim_shape_settle(&sim->shape, field->offset -
				   offsetof(struct tpsim_phone, shape));
	mutex_unlock(&sim->config_mutex);
	return error ? error : len;
}

static ssize_t show_shape(struct config_item *item, char *page,
			  const struct tpsim_field *field)
{
	struct tpsim_phone *sim = tpsim_of_item(item);
	ssize_t len;

	mutex_lock(&sim->config_mutex);
	len = field->kind->print(page, (void *)sim + field->offset);
	mutex_unlock(&sim->config_mutex);
	return len;
}

#define SHAPE(_name, _type, _max)					\
static const struct tpsim_field tpsim_##_name##_field = {		\
	.kind = &tpsim_##_type##_kind,					\
	.max = _max,							\
	.offset = offsetof(struct tpsim_phone, shape._name),		\
};									\
									\
static ssize_t tpsim_##_name##_show(struct config_item *item, char *page) \
{									\
	return show_shape(item, page, &tpsim_##_name##_field);		\
}									\
									\
static ssize_t tpsim_##_name##_store(struct config_item *item,		\
				     const char *page, size_t len)	\
{									\
	return store_shape(item, page, len, &tpsim_##_name##_field);	\
}

SHAPE(manufacturer, text, TPHONE_TEXT_SIZE)
SHAPE(model, text, TPHONE_TEXT_SIZE)
SHAPE(serial, text, TPHONE_TEXT_SIZE)
SHAPE(id, text, TPHONE_ID_SIZE)
SHAPE(keypad, flag, 0)
SHAPE(keys, number, TPHONE_MAX_BUTTONS)
SHAPE(lamps, number, TPHONE_MAX_BUTTONS)
SHAPE(lamp_modes, lamp_modes, 0)
SHAPE(momentary, flag, 0)
SHAPE(display, display, 0)
SHAPE(ring_modes, number, TPHONE_MAX_RING_MODES)
SHAPE(hook_devices, devices, 0)
SHAPE(hook_modes, hook_modes, 0)
SHAPE(volume_devices, devices, 0)
SHAPE(gain_devices, devices, 0)
SHAPE(downloads, areas, 0)
SHAPE(uploads, areas, 0)
SHAPE(opcodes, opcodes, 0)
SHAPE(max_payload, number, TPHONE_MAX_PAYLOAD)
SHAPE(reset_on_last_close, reset, 0)
SHAPE(cancel_on_suspend, flag, 0)

CONFIGFS_ATTR(tpsim_, manufacturer);
CONFIGFS_ATTR(tpsim_, model);
CONFIGFS_ATTR(tpsim_, serial);
CONFIGFS_ATTR(tpsim_, id);
CONFIGFS_ATTR(tpsim_, keypad);
CONFIGFS_ATTR(tpsim_, keys);
CONFIGFS_ATTR(tpsim_, lamps);
CONFIGFS_ATTR(tpsim_, lamp_modes);
CONFIGFS_ATTR(tpsim_, momentary);
CONFIGFS_ATTR(tpsim_, display);
CONFIGFS_ATTR(tpsim_, ring_modes);
CONFIGFS_ATTR(tpsim_, hook_devices);
CONFIGFS_ATTR(tpsim_, hook_modes);
CONFIGFS_ATTR(tpsim_, volume_devices);
CONFIGFS_ATTR(tpsim_, gain_devices);
CONFIGFS_ATTR(tpsim_, downloads);
CONFIGFS_ATTR(tpsim_, uploads);
CONFIGFS_ATTR(tpsim_, opcodes);
CONFIGFS_ATTR(tpsim_, max_payload);
CONFIGFS_ATTR(tpsim_, reset_on_last_close);
CONFIGFS_ATTR(tpsim_, cancel_on_suspend);

struct configfs_attribute *
tpsim_shape_attributes[TPSIM_NR_SHAPE_ATTRIBUTES + 1] = {
	&tpsim_attr_manufacturer,
	&tpsim_attr_model,
	&tpsim_attr_serial,
	&tpsim_attr_id,
	&tpsim_attr_keypad,
	&tpsim_attr_keys,
	&tpsim_attr_lamps,
	&tpsim_attr_lamp_modes,
	&tpsim_attr_momentary,
	&tpsim_attr_display,
	&tpsim_attr_ring_modes,
	&tpsim_attr_hook_devices,
	&tpsim_attr_hook_modes,
	&tpsim_attr_volume_devices,
	&tpsim_attr_gain_devices,
	&tpsim_attr_downloads,
	&tpsim_attr_uploads,
	&tpsim_attr_opcodes,
	&tpsim_attr_max_payload,
	&tpsim_attr_reset_on_last_close,
	&tpsim_attr_cancel_on_suspend,
	NULL
};
