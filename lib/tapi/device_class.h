/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of device classes, in UTF-16; upper and lower case are the same. */
#ifndef _LIBTPHONE_TAPI_DEVICE_CLASS_H
#define _LIBTPHONE_TAPI_DEVICE_CLASS_H

#include <stdbool.h>
#include <stdint.h>
#include <tphone/tapi.h>

/* An aligned copy, to be freed; NULL: no memory. */
uint16_t *tapi_device_class_from_utf8(LPCSTR name);
uint16_t *tapi_device_class_from_utf16(LPCWSTR name);

bool tapi_device_class_is(const uint16_t *name, const char *ascii);

#endif /* _LIBTPHONE_TAPI_DEVICE_CLASS_H */
