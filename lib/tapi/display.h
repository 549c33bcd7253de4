/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The form of texts on displays. phoneSetDisplay() and phoneGetDisplay() have no
 * forms in A and W, so it is the session that decides: one that was begun by a
 * function in W has UTF-16, another one UTF-8, and dwStringFormat says so. The
 * provider has a form of its own, and the two are converted into one another.
 * Formats that have no text, or whose text is not known, are passed as they are.
 */
#ifndef _LIBTPHONE_TAPI_DISPLAY_H
#define _LIBTPHONE_TAPI_DISPLAY_H

#include "handle.h"
#include "repack.h"

/* A provider that does not say has UTF-16, as TSPI_phoneSetDisplay() does. */
bool tapi_display_is_wide(DWORD provider_format);

/* dwStringFormat as a program sees it; @wide: its session has UTF-16. */
DWORD tapi_display_format(DWORD provider_format, bool wide);

/* How a display that the provider has written is converted. */
enum tapi_content tapi_display_content(DWORD provider_format, bool wide);

/**
 * struct tapi_display_text - the text of a program, as the provider wants it
 * @bytes: the text
 * @size: how many bytes
 * @copy: memory to be freed, or NULL
 */
struct tapi_display_text {
	const void *bytes;
	DWORD size;
	void *copy;
};

/*
 * Aligned for the units that the provider expects. A terminator ends a text that
 * is converted. 0, or PHONEERR_NOMEM; free() the copy.
 */
LONG tapi_display_convert(struct tapi_display_text *converted,
			  const void *text, DWORD size, DWORD provider_format,
			  bool wide);

/* The form that a provider has for texts on a display, see display_form.h. */

/*
 * dwStringFormat of the provider, 0 if it does not say. Asks for the capabilities
 * of the phone once while it is open.
 */
DWORD tapi_display_ask_format(struct tapi_call *call);

#endif /* _LIBTPHONE_TAPI_DISPLAY_H */
