// SPDX-License-Identifier: LGPL-2.1-or-later
#include "udev_device.h"

#include <stdio.h>
#include <string.h>

/* Truncated like the kernel's own copy in struct tphone_info. */
static void copy(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

#define COPY(to, from)	copy(to, sizeof(to), from)

bool udev_device_read(struct udev_device *from, struct tphone_device *device)
{
	const char *name = udev_device_get_sysname(from);
	const char *path = udev_device_get_devnode(from);

	memset(device, 0, sizeof(*device));
	device->index = name ? device_index_of(name) : -1;
	if (device->index < 0 || !path)
		return false;
	COPY(device->name, name);
	COPY(device->path, path);
	COPY(device->manufacturer,
	     udev_device_get_sysattr_value(from, "manufacturer"));
	COPY(device->model, udev_device_get_sysattr_value(from, "model"));
	COPY(device->serial, udev_device_get_sysattr_value(from, "serial"));
	COPY(device->id, udev_device_get_sysattr_value(from, "id"));
	COPY(device->driver, udev_device_get_sysattr_value(from, "driver_name"));
	return true;
}
