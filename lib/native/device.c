// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"
#include "device.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX	"tphone"

int device_index_of(const char *name)
{
	size_t prefix = strlen(PREFIX);
	unsigned long index;
	char *end;

	if (strncmp(name, PREFIX, prefix))
		return -EINVAL;
	name += prefix;
	if (*name < '0' || *name > '9')
		return -EINVAL;
	index = strtoul(name, &end, 10);
	if (*end || index > INT_MAX)
		return -EINVAL;
	return (int)index;
}

bool device_name_is_reserved(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	if (digits && digits <= 3 && !name[digits])
		return true;
	return device_index_of(name) >= 0;
}

static bool index_is(const struct tphone_device *device, const char *name)
{
	char index[sizeof("2147483647")];

	snprintf(index, sizeof(index), "%d", device->index);
	return !strcmp(index, name);
}

bool device_is_called(const struct tphone_device *device, enum device_key key,
		      const char *name)
{
	switch (key) {
	case DEVICE_KEY_INDEX:
		return index_is(device, name);
	case DEVICE_KEY_NAME:
		return !strcmp(device->name, name);
	case DEVICE_KEY_ID:
		return !strcmp(device->id, name);
	case DEVICE_KEY_SERIAL:
		return !strcmp(device->serial, name);
	}
	return false;
}

TPHONE_API int tphone_device_index(const struct tphone_device *device)
{
	return device ? device->index : -EINVAL;
}

TPHONE_API const char *tphone_device_name(const struct tphone_device *device)
{
	return device ? device->name : "";
}

TPHONE_API const char *tphone_device_path(const struct tphone_device *device)
{
	return device ? device->path : "";
}

TPHONE_API const char *
tphone_device_manufacturer(const struct tphone_device *device)
{
	return device ? device->manufacturer : "";
}

TPHONE_API const char *tphone_device_model(const struct tphone_device *device)
{
	return device ? device->model : "";
}

TPHONE_API const char *tphone_device_serial(const struct tphone_device *device)
{
	return device ? device->serial : "";
}

TPHONE_API const char *tphone_device_id(const struct tphone_device *device)
{
	return device ? device->id : "";
}

TPHONE_API const char *tphone_device_driver(const struct tphone_device *device)
{
	return device ? device->driver : "";
}
