/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The form that a provider has for texts on a display, see display_form.h. */
#ifndef _LIBTPHONE_TAPI_DISPLAY_ASK_H
#define _LIBTPHONE_TAPI_DISPLAY_ASK_H

#include "handle.h"

/*
 * dwStringFormat of the provider, 0 if it does not say. Asks for the capabilities
 * of the phone once while it is open.
 */
DWORD tapi_display_ask_format(struct tapi_call *call);

#endif /* _LIBTPHONE_TAPI_DISPLAY_ASK_H */
