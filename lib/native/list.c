// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"
#include "node.h"
#include "udev_device.h"

#include <errno.h>
#include <stdlib.h>

/**
 * struct tphone_list - the phones of one instant
 * @devices: sorted by index
 * @count: how many
 */
struct tphone_list {
	struct tphone_device *devices;
	size_t count;
};

/* Room for one more, which is not counted yet. */
static struct tphone_device *make_room(struct tphone_list *list)
{
	struct tphone_device *devices;

	devices = reallocarray(list->devices, list->count + 1,
			       sizeof(*devices));
	if (!devices)
		return NULL;
	list->devices = devices;
	return &devices[list->count];
}

static int add_from_sys(struct tphone_list *list, struct udev *udev,
			const char *syspath)
{
	struct tphone_device *device = make_room(list);
	struct udev_device *from;

	if (!device)
		return -ENOMEM;
	from = udev_device_new_from_syspath(udev, syspath);
	if (!from)
		return 0;	/* unplugged meanwhile */
	if (udev_device_read(from, device))
		list->count++;
	udev_device_unref(from);
	return 0;
}

static int add_all(struct tphone_list *list, struct udev *udev,
		   struct udev_enumerate *enumerate)
{
	struct udev_list_entry *entry;
	int error;

	error = udev_enumerate_add_match_subsystem(enumerate, TPHONE_SUBSYSTEM);
	if (error < 0)
		return error;
	error = udev_enumerate_scan_devices(enumerate);
	if (error < 0)
		return error;
	udev_list_entry_foreach(entry,
				udev_enumerate_get_list_entry(enumerate)) {
		error = add_from_sys(list, udev,
				     udev_list_entry_get_name(entry));
		if (error)
			return error;
	}
	return 0;
}

static int fill_from_sys(struct tphone_list *list)
{
	struct udev *udev = udev_new();
	struct udev_enumerate *enumerate;
	int error;

	if (!udev)
		return -ENOMEM;
	enumerate = udev_enumerate_new(udev);
	error = enumerate ? add_all(list, udev, enumerate) : -ENOMEM;
	udev_enumerate_unref(enumerate);
	udev_unref(udev);
	return error;
}

static bool has(const struct tphone_list *list, int index)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (list->devices[i].index == index)
			return true;
	}
	return false;
}

/* Without permission at least its name is known, for a proper refusal later. */
static int add_node(int index, void *data)
{
	struct tphone_list *list = data;
	struct tphone_device *device;

	if (has(list, index))
		return 0;
	device = make_room(list);
	if (!device)
		return -ENOMEM;
	if (node_read(index, device) != NODE_ABSENT)
		list->count++;
	return 0;
}

/*
 * A sandbox may have no /sys, or one without phones, and device nodes all the
 * same; so a failure to read /sys counts only if /dev has nothing either.
 */
static int fill(struct tphone_list *list)
{
	int error = fill_from_sys(list);
	int node_error;

	if (error == -ENOMEM)
		return error;
	node_error = node_each(add_node, list);
	if (node_error || list->count)
		return node_error;
	return error == -ENOENT ? 0 : error;
}

static int by_index(const void *a, const void *b)
{
	const struct tphone_device *one = a, *other = b;

	return (one->index > other->index) - (one->index < other->index);
}

TPHONE_API int tphone_list_new(struct tphone_list **list)
{
	struct tphone_list *fresh;
	int error;

	if (!list)
		return -EINVAL;
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return -ENOMEM;
	error = fill(fresh);
	if (error) {
		tphone_list_free(fresh);
		return error;
	}
	if (fresh->count)
		qsort(fresh->devices, fresh->count, sizeof(*fresh->devices),
		      by_index);
	*list = fresh;
	return 0;
}

TPHONE_API void tphone_list_free(struct tphone_list *list)
{
	if (!list)
		return;
	free(list->devices);
	free(list);
}

TPHONE_API size_t tphone_list_count(const struct tphone_list *list)
{
	return list ? list->count : 0;
}

TPHONE_API const struct tphone_device *
tphone_list_get(const struct tphone_list *list, size_t i)
{
	if (!list || i >= list->count)
		return NULL;
	return &list->devices[i];
}
