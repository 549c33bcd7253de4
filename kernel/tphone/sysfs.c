// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/class/tphone/tphoneN: identity and capabilities of a phone, and settings
 * for root.
 *
 * Every user may read it, so the state of a phone, which shows whether it is in
 * use, is not here but behind the permissions of /dev/tphoneN. No attribute has
 * a name that the driver core uses in the folder of a device (driver, device,
 * subsystem, power, dev, uevent, online and others): udev follows such a name and
 * does not expect a text.
 */
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "failsafe.h"
#include "phone.h"
#include "revoke.h"
#include "text.h"

#define SHOW_TEXT(_name, _member)					\
static ssize_t _name##_show(struct device *dev,				\
			    struct device_attribute *attr, char *buf)	\
{									\
	return sysfs_emit(buf, "%s\n", tphone_from_dev(dev)->caps._member); \
}									\
static DEVICE_ATTR_RO(_name)

SHOW_TEXT(manufacturer, manufacturer);
SHOW_TEXT(model, model);
SHOW_TEXT(serial, serial);
SHOW_TEXT(id, id);
SHOW_TEXT(driver_name, driver);

static ssize_t link_name_show(struct device *dev, struct device_attribute *attr,
			      char *buf)
{
	char name[TPHONE_LINK_NAME_SIZE];

	tphone_link_name(tphone_from_dev(dev)->caps.id, name);
	return sysfs_emit(buf, "%s\n", name);
}
static DEVICE_ATTR_RO(link_name);

#define SHOW_NUMBER(_name, _member)					\
static ssize_t _name##_show(struct device *dev,				\
			    struct device_attribute *attr, char *buf)	\
{									\
	return sysfs_emit(buf, "%u\n", tphone_from_dev(dev)->caps._member); \
}									\
static DEVICE_ATTR_RO(_name)

SHOW_NUMBER(buttons, nr_buttons);
SHOW_NUMBER(ring_modes, nr_ring_modes);
SHOW_NUMBER(downloads, nr_downloads);
SHOW_NUMBER(uploads, nr_uploads);

static const char * const hook_device_names[TPHONE_NR_HOOK_DEVICES] = {
	"handset", "speaker", "headset",
};

static ssize_t hook_devices_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	struct tphone *phone = tphone_from_dev(dev);
	const char *blank = "";
	int len = 0;
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(phone->caps.hook_devices & 1U << i))
			continue;
		len += sysfs_emit_at(buf, len, "%s%s", blank,
				     hook_device_names[i]);
		blank = " ";
	}
	return len + sysfs_emit_at(buf, len, "\n");
}
static DEVICE_ATTR_RO(hook_devices);

static ssize_t display_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct tphone *phone = tphone_from_dev(dev);

	return sysfs_emit(buf, "%ux%u\n", phone->caps.display_rows,
			  phone->caps.display_columns);
}
static DEVICE_ATTR_RO(display);

static ssize_t grace_ms_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(tphone_from_dev(dev)->grace_ms));
}

static ssize_t grace_ms_store(struct device *dev, struct device_attribute *attr,
			      const char *buf, size_t count)
{
	struct tphone *phone = tphone_from_dev(dev);
	unsigned long flags;
	unsigned int value;
	int error;

	error = kstrtouint(buf, 0, &value);
	if (error)
		return error;
	if (!value || value > TPHONE_MAX_GRACE_MS)
		return -ERANGE;
	flags = tphone_lock(phone);
	WRITE_ONCE(phone->grace_ms, value);
	tphone_unlock(phone, flags);
	return count;
}
static DEVICE_ATTR_RW(grace_ms);

static ssize_t reset_on_last_close_show(struct device *dev,
					struct device_attribute *attr,
					char *buf)
{
	u32 reset = READ_ONCE(tphone_from_dev(dev)->reset_on_last_close);

	return sysfs_emit(buf, "%s\n", tphone_reset_name(reset));
}

static ssize_t reset_on_last_close_store(struct device *dev,
					 struct device_attribute *attr,
					 const char *buf, size_t count)
{
	struct tphone *phone = tphone_from_dev(dev);
	unsigned long flags;
	u32 reset = 0;

	while (tphone_reset_name(reset) &&
	       !sysfs_streq(buf, tphone_reset_name(reset)))
		reset++;
	if (!tphone_reset_name(reset))
		return -EINVAL;
	flags = tphone_lock(phone);
	WRITE_ONCE(phone->reset_on_last_close, reset);
	/* Cancel a reset that is still due. */
	if (reset == TPHONE_RESET_NONE) {
		phone->reset_due = false;
		tphone_in_use_schedule(phone);
	}
	tphone_unlock(phone, flags);
	return count;
}
static DEVICE_ATTR_RW(reset_on_last_close);

static ssize_t evict_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	int error = tphone_evict(tphone_from_dev(dev), buf);

	return error ?: count;
}
static DEVICE_ATTR_WO(evict);

static struct attribute *tphone_attrs[] = {
	&dev_attr_manufacturer.attr,
	&dev_attr_model.attr,
	&dev_attr_serial.attr,
	&dev_attr_id.attr,
	&dev_attr_link_name.attr,
	&dev_attr_driver_name.attr,
	&dev_attr_hook_devices.attr,
	&dev_attr_buttons.attr,
	&dev_attr_ring_modes.attr,
	&dev_attr_display.attr,
	&dev_attr_downloads.attr,
	&dev_attr_uploads.attr,
	&dev_attr_grace_ms.attr,
	&dev_attr_reset_on_last_close.attr,
	&dev_attr_evict.attr,
	NULL
};

static const struct attribute_group tphone_group = {
	.attrs = tphone_attrs,
};

const struct attribute_group *tphone_groups[] = {
	&tphone_group,
	NULL
};
