/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _LIBTPHONE_TAPI_ARRIVAL_H
#define _LIBTPHONE_TAPI_ARRIVAL_H

#include "broker.h"

/* By the worker, without locks: what follows PHONE_CREATE. */
void tapi_device_arrives(struct tapi_provider *provider,
			 DWORD_PTR temporary_id);

#endif /* _LIBTPHONE_TAPI_ARRIVAL_H */
