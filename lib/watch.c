// SPDX-License-Identifier: LGPL-2.1-or-later
#include "udev_device.h"
#include "visible.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* There while udev runs. */
#define UDEV_CONTROL	"/run/udev/control"

/**
 * struct tphone_watch - tells of phones that come and go
 * @udev: context of libudev
 * @monitor: netlink socket of libudev
 * @device: the phone that was told of last
 */
struct tphone_watch {
	struct udev *udev;
	struct udev_monitor *monitor;
	struct tphone_device device;
};

static int start(struct tphone_watch *watch)
{
	/* Without udev nobody repeats what the kernel says. */
	bool has_udev = !access(UDEV_CONTROL, F_OK);
	int error;

	watch->udev = udev_new();
	if (!watch->udev)
		return -ENOMEM;
	errno = 0;
	watch->monitor = udev_monitor_new_from_netlink(watch->udev,
						       has_udev ? "udev" :
								  "kernel");
	if (!watch->monitor)
		return errno ? -errno : -ENOMEM;
	error = udev_monitor_filter_add_match_subsystem_devtype(watch->monitor,
								TPHONE_SUBSYSTEM,
								NULL);
	if (error < 0)
		return error;
	error = udev_monitor_enable_receiving(watch->monitor);
	return error < 0 ? error : 0;
}

TPHONE_API int tphone_watch_new(struct tphone_watch **watch)
{
	struct tphone_watch *fresh;
	int error;

	if (!watch)
		return -EINVAL;
	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return -ENOMEM;
	error = start(fresh);
	if (error) {
		tphone_watch_free(fresh);
		return error;
	}
	*watch = fresh;
	return 0;
}

TPHONE_API void tphone_watch_free(struct tphone_watch *watch)
{
	if (!watch)
		return;
	udev_monitor_unref(watch->monitor);
	udev_unref(watch->udev);
	free(watch);
}

TPHONE_API int tphone_watch_fd(const struct tphone_watch *watch)
{
	return watch ? udev_monitor_get_fd(watch->monitor) : -EINVAL;
}

/* 0 for "change", "bind" and others, which are not about coming and going. */
static unsigned int action_of(struct udev_device *from)
{
	const char *action = udev_device_get_action(from);

	if (!action)
		return 0;
	if (!strcmp(action, "add"))
		return TPHONE_DEVICE_ADDED;
	if (!strcmp(action, "remove"))
		return TPHONE_DEVICE_REMOVED;
	return 0;
}

TPHONE_API int tphone_watch_next(struct tphone_watch *watch,
				 unsigned int *action,
				 const struct tphone_device **device)
{
	struct udev_device *from;
	bool wanted;

	if (!watch || !action || !device)
		return -EINVAL;
	while ((from = udev_monitor_receive_device(watch->monitor))) {
		*action = action_of(from);
		wanted = *action && udev_device_read(from, &watch->device);
		udev_device_unref(from);
		if (wanted) {
			*device = &watch->device;
			return 1;
		}
	}
	return 0;
}
