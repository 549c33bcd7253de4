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
#define ON_KERNEL	(CHANGES | NEEDS_KERNEL | NEEDS_USER)

/*
 * A phone without a shape, with its lamps off. Skips the case if the given
 * phone has other buttons and lamps.
 */
struct phone *device_phone(void);

/* Open it, non-blocking, and take the role; the case fails on error. */
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

/* Set a lamp, which must be accepted; returns the id. */
__u64 device_set_lamp(int fd, unsigned int lamp, unsigned int mode);

/*
 * The next record, within SOON; or check that there is none, now or for a
 * while.
 */
struct tphone_record device_record(int fd);
void device_no_record(int fd);

/* The next completion, or event, within SOON; skips others. */
struct tphone_record device_completion(int fd);
struct tphone_record device_event(int fd, unsigned int code);

/* Does poll() report POLLIN? */
bool device_readable(int fd);

static inline __u64 device_pointer(const void *pointer)
{
	return (uintptr_t)pointer;
}

#endif /* CONFORMANCE_DEVICE_H */
