/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Texts of programs and providers: a check of their units, and copies of names.
 *
 * wchar_t has four bytes on Linux. So a text of wchar_t that is read as UTF-16 ends
 * after its first character, and no function fails. The check logs a warning, once
 * for each provider and once for each function that programs call. All without
 * tapi.lock.
 */
#ifndef _LIBTPHONE_TAPI_TEXT_H
#define _LIBTPHONE_TAPI_TEXT_H

#include "broker.h"
#include "repack.h"

#include <stdbool.h>
#include <stdint.h>
#include <tphone/tapi.h>

/* Checks the texts in a structure that a provider has filled. */
void tapi_check_answer(struct tapi_provider *provider,
		       const struct tapi_answer *answer,
		       const struct tapi_layout *layout);

/* Functions of programs that are checked. */
enum tapi_text_of {
	TAPI_TEXT_OF_NAME,		/* phoneInitializeExW() */
	TAPI_TEXT_OF_CLASS,		/* functions in W with a device class */
	TAPI_TEXT_OF_BUTTON,		/* phoneSetButtonInfo() */
	TAPI_TEXT_OF_DISPLAY,		/* phoneSetDisplay() */
	TAPI_NR_TEXTS
};

/* Checks UTF-16 of @size bytes. */
void tapi_check_wide(enum tapi_text_of what, const void *text, size_t size);

/*
 * Checks UTF-16 with a terminator, without a look behind it. A single character is
 * suspicious, as no name is that short.
 */
void tapi_check_wide_string(enum tapi_text_of what, LPCWSTR text);

/* Checks UTF-8 of @size bytes, which might be UTF-16. */
void tapi_check_narrow(enum tapi_text_of what, const char *text, size_t size);

/*
 * *copy receives the name of a program in UTF-16, to be freed; for NULL and "", the
 * name of the executable. 0; or PHONEERR_INVALAPPNAME, if @name is not valid
 * UTF-8 or UTF-16; or PHONEERR_NOMEM.
 */
LONG tapi_app_name_from_utf8(LPCSTR name, uint16_t **copy);
LONG tapi_app_name_from_utf16(LPCWSTR name, uint16_t **copy);

/* The name of a device class in UTF-16, aligned, to be freed; NULL: no memory. */
uint16_t *tapi_device_class_from_utf8(LPCSTR name);
uint16_t *tapi_device_class_from_utf16(LPCWSTR name);

/* Compares without regard to upper and lower case. */
bool tapi_device_class_is(const uint16_t *name, const char *ascii);

#endif /* _LIBTPHONE_TAPI_TEXT_H */
