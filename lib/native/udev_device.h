/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_UDEV_DEVICE_H
#define _LIBTPHONE_UDEV_DEVICE_H

#include "device.h"

#include <libudev.h>

/* As in the kernel's class and its directory below /dev. */
#define TPHONE_SUBSYSTEM	"tphone"

/* Copies what udev and sysfs know; false if it is not a phone. */
bool udev_device_read(struct udev_device *from, struct tphone_device *device);

#endif /* _LIBTPHONE_UDEV_DEVICE_H */
