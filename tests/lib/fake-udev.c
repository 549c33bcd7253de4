// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fake-udev.h"

#include <errno.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>

struct fake_udev fake_udev;

/* At most one object of each kind; only their number counts. */
static char context, enumeration, monitor;

/* An entry stands for a device, its name is the index. */
static char entries[FAKE_UDEV_MAX][2];

static void *new_reference(void *object)
{
	if (fake_udev.no_memory)
		return NULL;
	fake_udev.references++;
	return object;
}

static void *drop_reference(void *object)
{
	if (object)
		fake_udev.references--;
	return NULL;
}

struct udev *udev_new(void)
{
	return new_reference(&context);
}

struct udev *udev_unref(struct udev *udev)
{
	return drop_reference(udev);
}

struct udev_enumerate *udev_enumerate_new(struct udev *udev)
{
	(void)udev;
	return new_reference(&enumeration);
}

struct udev_enumerate *udev_enumerate_unref(struct udev_enumerate *enumerate)
{
	return drop_reference(enumerate);
}

int udev_enumerate_add_match_subsystem(struct udev_enumerate *enumerate,
				       const char *subsystem)
{
	(void)enumerate;
	fake_udev.subsystem = subsystem;
	return 0;
}

int udev_enumerate_scan_devices(struct udev_enumerate *enumerate)
{
	(void)enumerate;
	return -fake_udev.error;
}

static struct udev_list_entry *entry_at(unsigned int i)
{
	if (i >= fake_udev.nr_devices)
		return NULL;
	entries[i][0] = (char)('0' + i);
	return (struct udev_list_entry *)entries[i];
}

struct udev_list_entry *
udev_enumerate_get_list_entry(struct udev_enumerate *enumerate)
{
	(void)enumerate;
	return entry_at(0);
}

const char *udev_list_entry_get_name(struct udev_list_entry *entry)
{
	return (const char *)entry;
}

struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry)
{
	return entry_at((unsigned int)(*(char *)entry - '0') + 1);
}

struct udev_device *udev_device_new_from_syspath(struct udev *udev,
						 const char *syspath)
{
	struct udev_device *device = &fake_udev.devices[*syspath - '0'];

	(void)udev;
	return device->vanished ? NULL : new_reference(device);
}

struct udev_device *udev_device_unref(struct udev_device *device)
{
	return drop_reference(device);
}

const char *udev_device_get_sysname(struct udev_device *device)
{
	return device->name;
}

const char *udev_device_get_devnode(struct udev_device *device)
{
	return device->node;
}

const char *udev_device_get_action(struct udev_device *device)
{
	return device->action;
}

const char *udev_device_get_sysattr_value(struct udev_device *device,
					  const char *name)
{
	if (!strcmp(name, "manufacturer"))
		return device->manufacturer;
	if (!strcmp(name, "model"))
		return device->model;
	if (!strcmp(name, "serial"))
		return device->serial;
	if (!strcmp(name, "id"))
		return device->id;
	if (!strcmp(name, "driver_name"))
		return device->driver;
	return NULL;
}

struct udev_monitor *udev_monitor_new_from_netlink(struct udev *udev,
						   const char *name)
{
	(void)udev;
	fake_udev.group = NULL;
	if (!fake_udev.error) {
		fake_udev.group = name;
		return new_reference(&monitor);
	}
	errno = fake_udev.error;
	return NULL;
}

struct udev_monitor *udev_monitor_unref(struct udev_monitor *udev_monitor)
{
	return drop_reference(udev_monitor);
}

int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *m,
						    const char *subsystem,
						    const char *devtype)
{
	(void)m;
	(void)devtype;
	fake_udev.subsystem = subsystem;
	return 0;
}

int udev_monitor_enable_receiving(struct udev_monitor *udev_monitor)
{
	(void)udev_monitor;
	return 0;
}

int udev_monitor_get_fd(struct udev_monitor *udev_monitor)
{
	return udev_monitor ? FAKE_UDEV_FD : -EINVAL;
}

void reach_find(struct reach_facts *facts)
{
	*facts = fake_udev.facts;
}

struct udev_device *
udev_monitor_receive_device(struct udev_monitor *udev_monitor)
{
	(void)udev_monitor;
	errno = EAGAIN;
	if (fake_udev.lost) {
		fake_udev.lost = false;
		errno = ENOBUFS;
		return NULL;
	}
	if (fake_udev.next_event == fake_udev.nr_events)
		return NULL;
	return new_reference(&fake_udev.events[fake_udev.next_event++]);
}
