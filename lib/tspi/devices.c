// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../sys.h"
#include "../visible.h"
#include "dispatcher.h"
#include "provider.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct tspi_device *new_device(const struct tphone_device *found)
{
	struct tspi_device *device = calloc(1, sizeof(*device));

	if (!device)
		return NULL;
	snprintf(device->path, sizeof(device->path), "%s",
		 tphone_device_path(found));
	snprintf(device->id, sizeof(device->id), "%s", tphone_device_id(found));
	TAILQ_INIT(&device->handles);
	TAILQ_INIT(&device->left);
	return device;
}

static int add_all(const struct tphone_list *list)
{
	struct tspi_device *device;
	size_t i;

	for (i = 0; i < tphone_list_count(list); i++) {
		device = new_device(tphone_list_get(list, i));
		if (!device)
			return -ENOMEM;
		TAILQ_INSERT_TAIL(&tspi_provider.devices, device, link);
	}
	return 0;
}

/* The watch first, so that no phone falls between the two. */
int tspi_devices_list(void)
{
	struct tphone_list *list;
	int error;

	tspi_devices_free();
	error = tphone_watch_new(&tspi_provider.watch);
	if (error)
		return error;
	error = tphone_list_new(&list);
	if (!error) {
		error = add_all(list);
		tphone_list_free(list);
	}
	if (error)
		tspi_devices_free();
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

void tspi_devices_number(DWORD base, DWORD_PTR count)
{
	struct tspi_device *device;

	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!count--)
			return;
		device->device_id = base++;
		device->numbered = true;
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
		if (device->numbered && device->device_id == device_id)
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

/* Without permission to write it can still be watched. */
static int open_path(const char *path)
{
	int fd = sys_open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);

	if (fd == -EACCES || fd == -EROFS)
		fd = sys_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return fd;
}

static int open_phone(const char *path, const char *id, struct tphone **phone,
		      struct tphone_info *info)
{
	struct tphone *fresh;
	int error, fd;

	fd = open_path(path);
	if (fd < 0)
		return fd;
	error = tphone_open_fd(fd, &fresh);
	if (error) {
		close(fd);
		return error;
	}
	error = tphone_get_info(fresh, info, sizeof(*info));
	if (!error && strcmp(info->id, id))
		error = -ENODEV;
	if (error) {
		tphone_close(fresh);
		return error;
	}
	*phone = fresh;
	return 0;
}

int tspi_device_open(const struct tspi_device *device, struct tphone **phone,
		     struct tphone_info *info)
{
	return open_phone(device->path, device->id, phone, info);
}

int tspi_device_look(DWORD device_id, struct tphone **phone,
		     struct tphone_info *info)
{
	char path[TSPI_PATH_SIZE], id[TPHONE_ID_SIZE];
	struct tspi_device *device;
	int error = -EBADSLT;

	tspi_lock();
	device = tspi_device_find(device_id);
	if (device) {
		memcpy(path, device->path, sizeof(path));
		memcpy(id, device->id, sizeof(id));
		error = device->unplugged ? -ENODEV : 0;
	}
	tspi_unlock();
	return error ? error : open_phone(path, id, phone, info);
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

/* Without memory for it the phone is not there, until it is plugged in again. */
static void came(const struct tphone_device *found)
{
	struct tspi_device *device;

	if (find_path(tphone_device_path(found)))
		return;
	device = new_device(found);
	if (device)
		TAILQ_INSERT_TAIL(&tspi_provider.devices, device, link);
}

static void went(const struct tphone_device *found)
{
	struct tspi_device *device = find_path(tphone_device_path(found));

	if (!device)
		return;
	device->unplugged = true;
	tspi_stir(device);
}

void tspi_devices_watch(void)
{
	const struct tphone_device *found;
	unsigned int action;

	while (tphone_watch_next(tspi_provider.watch, &action, &found) > 0) {
		tspi_lock();
		if (action == TPHONE_DEVICE_ADDED)
			came(found);
		else
			went(found);
		tspi_unlock();
	}
}

/* Never 0, and never one that was used before. */
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
		tspi_provider.create_proc(NULL, PHONE_CREATE,
					  (DWORD_PTR)tspi_provider.handle,
					  temporary_id, 0);
}

static LONG number_device(DWORD_PTR temporary_id, DWORD device_id)
{
	struct tspi_device *device;

	if (!tspi_provider.initialised || tspi_device_find(device_id))
		return PHONEERR_BADDEVICEID;
	TAILQ_FOREACH(device, &tspi_provider.devices, link) {
		if (!device->numbered && device->temporary_id &&
		    device->temporary_id == temporary_id)
			break;
	}
	if (!device)
		return PHONEERR_BADDEVICEID;
	if (device->unplugged)
		return PHONEERR_OPERATIONFAILED;
	device->device_id = device_id;
	device->numbered = true;
	return 0;
}

TPHONE_API LONG TSPI_providerCreatePhoneDevice(DWORD_PTR dwTempID,
					       DWORD dwDeviceID)
{
	LONG ret;

	tspi_lock();
	ret = number_device(dwTempID, dwDeviceID);
	tspi_unlock();
	return ret;
}
