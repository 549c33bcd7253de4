/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_DEVICE_H
#define _LIBTPHONE_DEVICE_H

#include <stdbool.h>
#include <tphone.h>

#define DEVICE_NAME_SIZE	32
#define DEVICE_PATH_SIZE	64

/**
 * struct tphone_device - what is known of a phone without opening it
 * @index: N of /dev/tphoneN
 * @name: name in the kernel
 * @path: device node
 * @manufacturer: UTF-8, empty when not known, as the ones below
 * @model: what the maker calls it
 * @serial: serial number
 * @id: the same text whenever the same phone is plugged in again
 * @driver: name of the driver
 */
struct tphone_device {
	int index;
	char name[DEVICE_NAME_SIZE];
	char path[DEVICE_PATH_SIZE];
	char manufacturer[TPHONE_TEXT_SIZE];
	char model[TPHONE_TEXT_SIZE];
	char serial[TPHONE_TEXT_SIZE];
	char id[TPHONE_ID_SIZE];
	char driver[TPHONE_TEXT_SIZE];
};

/* What somebody can mean a phone by, most exact first. */
enum device_key {
	DEVICE_KEY_INDEX,
	DEVICE_KEY_NAME,
	DEVICE_KEY_ID,
	DEVICE_KEY_SERIAL,
};

/* N of "tphoneN"; -EINVAL if it is not such a name. */
int device_index_of(const char *name);

/*
 * Can this only be an index or the name of a device, whether or not there is one?
 * Numbers of up to three digits: the kernel has no more phones.
 */
bool device_name_is_reserved(const char *name);

bool device_is_called(const struct tphone_device *device, enum device_key key,
		      const char *name);

#endif /* _LIBTPHONE_DEVICE_H */
