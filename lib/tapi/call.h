/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A call into a provider on behalf of a handle, which must not leave meanwhile. */
#ifndef _LIBTPHONE_TAPI_CALL_H
#define _LIBTPHONE_TAPI_CALL_H

#include "broker.h"

/**
 * struct tapi_call - a call into a provider
 * @handle: on whose behalf
 * @provider: who is called
 * @phone: its handle of the phone
 */
struct tapi_call {
	struct tapi_handle *handle;
	struct tapi_provider *provider;
	HDRVPHONE phone;
};

/*
 * With the lock: 0; or PHONEERR_UNINITIALIZED, PHONEERR_INVALPHONEHANDLE, or
 * @argument, the error that was found in the other arguments, in this order. R40
 */
LONG tapi_call_begin_locked(struct tapi_call *call, HPHONE number,
			    LONG argument);
void tapi_call_end_locked(struct tapi_call *call);

LONG tapi_call_begin(struct tapi_call *call, HPHONE number, LONG argument);
void tapi_call_end(struct tapi_call *call);

#endif /* _LIBTPHONE_TAPI_CALL_H */
