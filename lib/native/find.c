// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"
#include "device.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BY_ID	"/dev/tphone/by-id/"

static int give(const char *found, char *path, size_t size)
{
	size_t length = strlen(found);

	if (length >= size)
		return -ERANGE;
	memcpy(path, found, length + 1);
	return 0;
}

static int find_only(const struct tphone_list *list, char *path, size_t size)
{
	size_t count = tphone_list_count(list);

	if (count != 1)
		return count ? -ENOTUNIQ : -ENODEV;
	return give(tphone_device_path(tphone_list_get(list, 0)), path, size);
}

static int find_by(const struct tphone_list *list, enum device_key key,
		   const char *name, char *path, size_t size)
{
	const struct tphone_device *device, *found = NULL;
	size_t i;

	for (i = 0; (device = tphone_list_get(list, i)); i++) {
		if (!device_is_called(device, key, name))
			continue;
		if (found)
			return -ENOTUNIQ;
		found = device;
	}
	return found ? give(found->path, path, size) : -ENODEV;
}

static int find_link(const char *name, char *path, size_t size)
{
	char link[sizeof(BY_ID) + NAME_MAX];
	char *found;
	int error;

	if (strlen(name) > NAME_MAX)
		return -ENODEV;
	snprintf(link, sizeof(link), BY_ID "%s", name);
	found = realpath(link, NULL);
	if (!found)
		return -ENODEV;
	error = give(found, path, size);
	free(found);
	return error;
}

static int find_named(const struct tphone_list *list, const char *name,
		      char *path, size_t size)
{
	int error;

	error = find_by(list, DEVICE_KEY_INDEX, name, path, size);
	if (error == -ENODEV)
		error = find_by(list, DEVICE_KEY_NAME, name, path, size);
	/* An id like "0" must not let a phone take the place of another. */
	if (error == -ENODEV && device_name_is_reserved(name))
		return error;
	if (error == -ENODEV)
		error = find_by(list, DEVICE_KEY_ID, name, path, size);
	if (error == -ENODEV)
		error = find_link(name, path, size);
	if (error == -ENODEV)
		error = find_by(list, DEVICE_KEY_SERIAL, name, path, size);
	return error;
}

TPHONE_API int tphone_find(const char *name, char *path, size_t size)
{
	struct tphone_list *list;
	int error;

	if (!path)
		return -EINVAL;
	if (name && strchr(name, '/'))
		return give(name, path, size);
	error = tphone_list_new(&list);
	if (error)
		return error;
	if (name && *name)
		error = find_named(list, name, path, size);
	else
		error = find_only(list, path, size);
	tphone_list_free(list);
	return error;
}
