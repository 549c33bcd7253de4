/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TAPI_REMOVAL_H
#define _LIBTPHONE_TAPI_REMOVAL_H

#include "broker.h"

/* By the worker, without locks: what follows PHONE_REMOVE. */
void tapi_device_is_removed(struct tapi_device *device);

#endif /* _LIBTPHONE_TAPI_REMOVAL_H */
