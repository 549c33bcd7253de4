/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_WAIT_H
#define _LIBTPHONE_WAIT_H

#include <stdbool.h>
#include <stdint.h>
#include <tphone.h>

/*
 * Waits for phone->changed, with the lock held, which is released meanwhile.
 * Returns false if the deadline has passed.
 */
bool wait_for_change(struct tphone *phone, int64_t deadline);

/*
 * Waits until there may be something new for those who wait for operations: by
 * polling the device, or, if another thread does that, for phone->changed. Lock
 * as above. Returns 0 or what poll() failed with.
 */
int wait_for_device(struct tphone *phone, int64_t deadline);

#endif /* _LIBTPHONE_WAIT_H */
