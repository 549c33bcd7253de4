/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which handles receive an event, and as what. All with the lock. */
#ifndef _LIBTPHONE_TAPI_FAN_OUT_H
#define _LIBTPHONE_TAPI_FAN_OUT_H

#include "broker.h"

/* To one handle, if its filter lets it pass; without REINIT. */
void tapi_deliver_state(struct tapi_handle *handle, DWORD states,
			DWORD_PTR detail);

/* To all handles of a device but one, which may be NULL. */
void tapi_fan_out_state(struct tapi_device *device,
			const struct tapi_handle *except, DWORD states,
			DWORD_PTR detail);

/* REINIT concerns all phones, so it goes to all handles. T251 */
void tapi_fan_out_reinit(void);

void tapi_fan_out_button(struct tapi_device *device,
			 const DWORD_PTR parameter[3]);
void tapi_fan_out_devspecific(struct tapi_device *device,
			      const DWORD_PTR parameter[3]);

/* PHONE_CLOSE, the last message of a handle. */
void tapi_deliver_close(struct tapi_handle *handle);

#endif /* _LIBTPHONE_TAPI_FAN_OUT_H */
