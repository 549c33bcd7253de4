// SPDX-License-Identifier: LGPL-2.1-or-later
/* The list of phones: found, plugged in, unplugged. */
#include "../common/log.h"
#include "../common/sys.h"
#include "../native/device.h"
#include "notify.h"
#include "provider.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ino_t node_at(const char *path)
{
	struct stat node;

	return stat(path, &node) ? 0 : node.st_ino;
}

static struct tspi_device *new_device(const struct tphone_device *found,
				      ino_t node)
{
	struct tspi_device *device = calloc(1, sizeof(*device));

	if (!device)
		return NULL;
	snprintf(device->path, sizeof(device->path), "%s",
		 tphone_device_path(found));
	snprintf(device->id, sizeof(device->id), "%s", tphone_device_id(found));
	device->node = node;
	TAILQ_INIT(&device->handles);
	TAILQ_INIT(&device->left);
	return device;
}

static int add_all(const struct tphone_list *list)
{
	const struct tphone_device *found;
	struct tspi_device *device;
	size_t i;

	for (i = 0; i < tphone_list_count(list); i++) {
		found = tphone_list_get(list, i);
		device = new_device(found, node_at(tphone_device_path(found)));
		if (!device)
			return -ENOMEM;
		TAILQ_INSERT_TAIL(&tspi_provider.devices, device, link);
	}
	return 0;
}

static void log_not_found(int error)
{
	log_printf(TPHONE_LOG_ERROR, "phones of the kernel cannot be found: %s",
		   tphone_strerror(error));
}

/*
 * Creates the watch before the list, so that a phone plugged in meanwhile is
 * not missed.
 */
int tspi_devices_list(void)
{
	struct tphone_list *list;
	int error;

	tspi_devices_free();
	error = tphone_watch_new(&tspi_provider.watch);
	if (error) {
		log_not_found(error);
		return error;
	}
	error = tphone_list_new(&list);
	if (!error) {
		error = add_all(list);
		tphone_list_free(list);
	}
	if (error) {
		log_not_found(error);
		tspi_devices_free();
	}
	return error;
}

DWORD tspi_devices_count(void)
{
	struct tspi_device *device;
	DWORD count = 0;

	tspi_lock();
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!device->removed)
			count++;
	}
	tspi_unlock();
	return count;
}

void tspi_devices_assign_ids(DWORD base, DWORD_PTR count)
{
	struct tspi_device *device;

	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!count--)
			return;
		device->device_id = base++;
		device->has_device_id = true;
		device->announced = true;
	}
}

void tspi_devices_free(void)
{
	struct tspi_device *device;

	while ((device = TAILQ_FIRST(&tspi_provider.devices))) {
		TAILQ_REMOVE(&tspi_provider.devices, device, link);
		free(device);
	}
	tphone_watch_free(tspi_provider.watch);
	tspi_provider.watch = NULL;
}

struct tspi_device *tspi_device_find(DWORD device_id)
{
	struct tspi_device *device;

	if (!tspi_provider.initialised || tspi_provider.ending)
		return NULL;
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (device->has_device_id && device->device_id == device_id)
			return device;
	}
	return NULL;
}

int tspi_device_use(DWORD device_id, struct tspi_device **device)
{
	struct tspi_device *found;
	int error = 0;

	tspi_lock();
	found = tspi_device_find(device_id);
	if (!found)
		error = -EBADSLT;
	else if (found->unplugged)
		error = -ENODEV;
	else
		found->busy++;
	tspi_unlock();
	*device = found;
	return error;
}

void tspi_device_done(struct tspi_device *device)
{
	tspi_lock();
	device->busy--;
	tspi_changed();
	tspi_unlock();
}

bool tspi_device_is_ending(const struct tspi_device *device)
{
	return device->unplugged || device->revoked || device->closing;
}

/* Without permission to write, the phone can still be watched. */
static int open_path(const char *path)
{
	int fd = sys_open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);

	if (fd == -EACCES || fd == -EROFS)
		fd = sys_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return fd;
}

/*
 * Returns -ENODEV if the node belongs to another phone than the one that was
 * found.
 */
static int check(const struct tspi_device *device, struct tphone *phone,
		 struct tphone_info *info)
{
	struct stat node;
	int error;

	if (device->node && !fstat(tphone_raw_fd(phone), &node) &&
	    node.st_ino != device->node)
		return -ENODEV;
	error = tphone_get_info(phone, info, sizeof(*info));
	if (error)
		return error;
	return strcmp(info->id, device->id) ? -ENODEV : 0;
}

int tspi_device_open(const struct tspi_device *device, struct tphone **phone,
		     struct tphone_info *info)
{
	struct tphone *fresh;
	int error, fd;

	fd = open_path(device->path);
	if (fd < 0) {
		log_printf(TPHONE_LOG_ERROR, "%s: cannot be opened: %s",
			   device->path, tphone_strerror(fd));
		return fd;
	}
	error = tphone_open_fd(fd, &fresh);
	if (error) {
		close(fd);
		return error;
	}
	error = check(device, fresh, info);
	if (error) {
		tphone_close(fresh);
		return error;
	}
	*phone = fresh;
	return 0;
}

int tspi_device_look(DWORD device_id, struct tphone **phone,
		     struct tphone_info *info)
{
	struct tspi_device *device;
	int error;

	error = tspi_device_use(device_id, &device);
	if (error)
		return error;
	error = tspi_device_open(device, phone, info);
	tspi_device_done(device);
	return error;
}

static struct tspi_device *find_path(const char *path)
{
	struct tspi_device *device;

	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!device->unplugged && !strcmp(device->path, path))
			return device;
	}
	return NULL;
}

static void unplug(struct tspi_device *device)
{
	device->unplugged = true;
	tspi_wake(device);
}

/*
 * The report of the watch may be old: the phone may be in the list already,
 * have gone meanwhile, or have been replaced at its node. Without memory for
 * its entry, a phone is missing until it is plugged in again.
 */
static void phone_added(const struct tphone_device *found, ino_t node)
{
	struct tspi_device *device = find_path(tphone_device_path(found));

	if (!node || (device && device->node == node))
		return;
	if (device)
		unplug(device);
	device = new_device(found, node);
	if (device)
		TAILQ_INSERT_TAIL(&tspi_provider.devices, device, link);
}

/* A node that was mounted or made by hand stays when its phone is gone. */
static bool has_no_phone(const struct tphone_device *found)
{
	struct node node;

	node_look(tphone_device_index(found), &node);
	return node.state == NODE_ABSENT || node.unlinked;
}

/* @node: inode of the node that is there now, 0: none */
static void phone_removed(const struct tphone_device *found, ino_t node)
{
	struct tspi_device *device = find_path(tphone_device_path(found));

	if (device && (device->node != node || has_no_phone(found)))
		unplug(device);
}

void tspi_devices_watch(void)
{
	const struct tphone_device *found;
	unsigned int action;
	ino_t node;

	while (tphone_watch_next(tspi_provider.watch, &action, &found) > 0) {
		node = node_at(tphone_device_path(found));
		tspi_lock();
		if (action == TPHONE_DEVICE_ADDED)
			phone_added(found, node);
		else
			phone_removed(found, node);
		tspi_unlock();
	}
}

/* Never returns 0, nor an ID again. */
static DWORD_PTR next_temporary_id(void)
{
	static DWORD_PTR last;

	return ++last;
}

static bool take_unannounced(DWORD_PTR *temporary_id)
{
	struct tspi_device *device;
	bool found = false;

	tspi_lock();
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (device->announced || device->unplugged ||
		    tspi_provider.ending)
			continue;
		device->announced = true;
		device->temporary_id = next_temporary_id();
		*temporary_id = device->temporary_id;
		found = true;
		break;
	}
	tspi_unlock();
	return found;
}

void tspi_devices_announce(void)
{
	DWORD_PTR temporary_id;

	if (!tspi_provider.create_proc)
		return;
	while (take_unannounced(&temporary_id))
		tspi_notify_created(temporary_id);
}

static LONG assign_device_id(DWORD_PTR temporary_id, DWORD device_id)
{
	struct tspi_device *device;

	if (!tspi_provider.initialised || tspi_device_find(device_id))
		return PHONEERR_BADDEVICEID;
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!device->has_device_id && device->temporary_id &&
		    device->temporary_id == temporary_id)
			break;
	}
	if (!device)
		return PHONEERR_BADDEVICEID;
	if (device->unplugged)
		return PHONEERR_OPERATIONFAILED;
	device->device_id = device_id;
	device->has_device_id = true;
	return 0;
}

LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID, DWORD dwDeviceID)
{
	LONG ret;

	tspi_lock();
	ret = assign_device_id(dwTempID, dwDeviceID);
	tspi_unlock();
	return ret;
}
