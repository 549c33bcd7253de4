// SPDX-License-Identifier: LGPL-2.1-or-later
/* Phones that are not open: their description, lists of them, searches, device nodes. */
#include "../common/macros.h"
#include "../common/sys.h"
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX	"tphone"

/* Properties by which tphone_find() looks up a phone, most exact first. */
enum device_key {
	DEVICE_KEY_INDEX,
	DEVICE_KEY_NAME,
	DEVICE_KEY_ID,
	DEVICE_KEY_SERIAL,
};

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

/*
 * True if @name can only be an index or the name of a device, whether or not such
 * a phone exists. An index has at most three digits: the kernel has no more phones.
 */
static bool device_name_is_reserved(const char *name)
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

static bool device_is_called(const struct tphone_device *device,
			     enum device_key key, const char *name)
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

/* Truncates like the kernel, whose texts in struct tphone_info have these sizes. */
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

/**
 * struct each - the arguments of node_each()
 * @fn: called for each node
 * @data: passed to @fn
 */
struct each {
	node_fn fn;
	void *data;
};

static int take_name(const char *name, void *data)
{
	const struct each *each = data;
	char canonical[DEVICE_NAME_SIZE];
	int index = device_index_of(name);

	if (index < 0)
		return 0;
	/* Skip "tphone00": the kernel gives no such name. */
	snprintf(canonical, sizeof(canonical), "tphone%d", index);
	return strcmp(name, canonical) ? 0 : each->fn(index, each->data);
}

int node_each(node_fn fn, void *data)
{
	struct each each = { fn, data };
	int error = sys_list(NODE_FOLDER, take_name, &each);

	return error == -ENOENT ? 0 : error;
}

void node_name(int index, struct tphone_device *device)
{
	memset(device, 0, sizeof(*device));
	device->index = index;
	snprintf(device->name, sizeof(device->name), "tphone%d", index);
	snprintf(device->path, sizeof(device->path), NODE_FOLDER "/tphone%d",
		 index);
}

/* Returns the state of a phone for which open() or TPHONE_IOC_INFO failed. */
static enum node_state state_of(int error)
{
	switch (error) {
	case -ENOENT:
	case -ENXIO:
	case -ENODEV:
	case -ENOTTY:
		return NODE_ABSENT;
	case -EACCES:
	case -EPERM:
		return NODE_CLOSED;
	}
	/* Other errors, such as too many open files, are temporary. */
	return NODE_OPEN;
}

/* Open device nodes only: the open() of a FIFO could block. */
static int open_node(const char *path, struct node *node)
{
	struct stat st;
	int error = sys_stat(path, &st);

	memset(node, 0, sizeof(*node));
	if (error)
		return error;
	node->instance = st.st_ino;
	node->unlinked = !st.st_nlink;
	if (!S_ISCHR(st.st_mode))
		return -ENOTTY;
	return sys_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

static void open_and_get_info(const char *path, struct tphone_info *info,
			      struct node *node)
{
	int error = open_node(path, node);
	int fd = error;

	memset(info, 0, sizeof(*info));
	info->size = sizeof(*info);
	if (fd >= 0) {
		error = sys_ioctl(fd, TPHONE_IOC_INFO, info);
		close(fd);
	}
	node->state = state_of(error);
}

void node_look(int index, struct node *node)
{
	struct tphone_device device;
	struct tphone_info info;

	node_name(index, &device);
	open_and_get_info(device.path, &info, node);
}

enum node_state node_read(int index, struct tphone_device *device)
{
	struct tphone_info info;
	struct node node;

	node_name(index, device);
	open_and_get_info(device->path, &info, &node);
	COPY(device->manufacturer, info.manufacturer);
	COPY(device->model, info.model);
	COPY(device->serial, info.serial);
	COPY(device->id, info.id);
	COPY(device->driver, info.driver);
	return node.state;
}

/**
 * struct tphone_list - the phones that were present when the list was made
 * @devices: sorted by index
 * @count: number of devices
 */
struct tphone_list {
	struct tphone_device *devices;
	size_t count;
};

/* Returns room for one more device, which the caller counts if it is filled. */
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
		return 0;	/* unplugged since the scan */
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

/*
 * List a phone that this process may not open by its name, so that tphone_open()
 * fails with -EACCES instead of -ENODEV.
 */
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
 * A sandbox may have device nodes but no /sys, or a /sys without phones. So report
 * a failure to read /sys only if /dev has no phone either.
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
	/* The id of one phone may be "0": it must not hide the phone 0. */
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
