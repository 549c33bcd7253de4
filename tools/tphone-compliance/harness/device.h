/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The system calls of a phone of the kernel, without libtphone. Results are 0 or
 * a negative errno.
 */
#ifndef CONFORMANCE_DEVICE_H
#define CONFORMANCE_DEVICE_H

#include "phone.h"

#include <linux/tphone.h>

/* Flags of cases that call the kernel themselves. */
#define ON_KERNEL	(CHANGES | NEEDS_KERNEL | NEEDS_PERSON)

/*
 * A phone without a shape, its lamps off; skips the case if the one that there is
 * has not the same buttons and lamps.
 */
struct phone *device_phone(void);

/* Opens it, non-blocking, and takes the role; must work. */
int device_open(const struct phone *phone, unsigned int role);
int device_owner(const struct phone *phone);
int device_monitor(const struct phone *phone);

/* An ioctl, the size in its argument included. */
int device_call(int fd, unsigned long number, void *argument);

int device_role(int fd, unsigned int role);
int device_notify(int fd, unsigned int kinds, int eventfd);
int device_lamp_mode(int fd, unsigned int lamp);

/* Submits one operation; its id is stored unless it is NULL. */
int device_submit(int fd, const struct tphone_request *request, __u64 *id);

/* Sets a lamp; must be accepted. The id. */
__u64 device_set_lamp(int fd, unsigned int lamp, unsigned int mode);

/* The next record, within SOON; there is none, now or within a while. */
struct tphone_record device_record(int fd);
void device_no_record(int fd);

/* The next completion, or event, within SOON; skips others. */
struct tphone_record device_completion(int fd);
struct tphone_record device_event(int fd, unsigned int code);

/* poll(POLLIN) says so. */
bool device_readable(int fd);

static inline __u64 device_pointer(const void *pointer)
{
	return (uintptr_t)pointer;
}

#endif /* CONFORMANCE_DEVICE_H */
