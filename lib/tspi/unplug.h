/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TSPI_UNPLUG_H
#define _LIBTPHONE_TSPI_UNPLUG_H

#include "devices.h"

/*
 * By the dispatcher: says PHONE_CLOSE and PHONE_REMOVE of a phone that is gone, as
 * soon as all its handles have ended.
 */
void tspi_unplug_finish(struct tspi_device *device);

#endif /* _LIBTPHONE_TSPI_UNPLUG_H */
