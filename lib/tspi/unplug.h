/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TSPI_UNPLUG_H
#define _LIBTPHONE_TSPI_UNPLUG_H

#include "devices.h"

/*
 * The end of a phone that is unplugged, or of which a handle was revoked. The
 * latter stays a device, and any process that may open the node can open it
 * again.
 */

/* With the lock held: is it to be closed by force? Then nothing new begins on it. */
bool tspi_unplug_due(const struct tspi_device *device);

/*
 * By the dispatcher: revokes the other handles too, as PHONE_CLOSE ends all
 * handles of a phone.
 */
void tspi_unplug_revoke(struct tspi_device *device);

/*
 * By the dispatcher: as soon as all handles have ended, reports PHONE_CLOSE,
 * and PHONE_REMOVE of a phone that is gone.
 */
void tspi_unplug_finish(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_UNPLUG_H */
