/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Texts that have the wrong units. wchar_t has four bytes here, so such a text
 * has a single character when it is read as UTF-16, and nothing fails. A
 * warning is logged once for each provider, and once for each function that
 * programs call. All without tapi.lock.
 */
#ifndef _LIBTPHONE_TAPI_TEXT_H
#define _LIBTPHONE_TAPI_TEXT_H

#include "broker.h"
#include "repack.h"

#include <stdbool.h>
#include <stdint.h>
#include <tphone/tapi.h>

/* The texts in a structure that a provider has filled. */
void tapi_check_answer(struct tapi_provider *provider,
		       const struct tapi_answer *answer,
		       const struct tapi_layout *layout);

/* For functions of programs; one each. */
enum tapi_text_of {
	TAPI_TEXT_OF_NAME,		/* phoneInitializeExW() */
	TAPI_TEXT_OF_CLASS,		/* those with a device class, in W */
	TAPI_TEXT_OF_BUTTON,		/* phoneSetButtonInfo() */
	TAPI_TEXT_OF_DISPLAY,		/* phoneSetDisplay() */
	TAPI_NR_TEXTS
};

/* UTF-16 of so many bytes. */
void tapi_check_wide(enum tapi_text_of what, const void *text, size_t size);

/*
 * UTF-16 with a terminator, behind which one must not look: one character is
 * suspicious, as nothing has such a name.
 */
void tapi_check_wide_string(enum tapi_text_of what, LPCWSTR text);

/* UTF-8 of so many bytes: is it UTF-16? */
void tapi_check_narrow(enum tapi_text_of what, const char *text, size_t size);

/* The name of a program, as it gives it or as it is called. T026 */

/*
 * A copy in UTF-16, to be freed; of the name of the executable for NULL and "".
 * 0, or PHONEERR_INVALAPPNAME for what is not UTF-8 or UTF-16, PHONEERR_NOMEM.
 */
LONG tapi_app_name_from_utf8(LPCSTR name, uint16_t **copy);
LONG tapi_app_name_from_utf16(LPCWSTR name, uint16_t **copy);

/* Names of device classes, in UTF-16; upper and lower case are the same. */

/* An aligned copy, to be freed; NULL: no memory. */
uint16_t *tapi_device_class_from_utf8(LPCSTR name);
uint16_t *tapi_device_class_from_utf16(LPCWSTR name);

bool tapi_device_class_is(const uint16_t *name, const char *ascii);

#endif /* _LIBTPHONE_TAPI_TEXT_H */
