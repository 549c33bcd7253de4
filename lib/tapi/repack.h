/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From the structure that a provider has filled to that of the program: parts
 * that do not lie where they may are left out, texts are converted, and what does
 * not fit is left out whole. Of the program's structure only the fixed part that
 * its version has, and what fits behind it, is written; dwTotalSize is not.
 */
#ifndef _LIBTPHONE_TAPI_REPACK_H
#define _LIBTPHONE_TAPI_REPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <tphone/tapi.h>

struct tapi_call;

/* What a part contains; they are packed in this order, so numbers are aligned. */
enum tapi_content {
	TAPI_CONTENT_NUMBERS,
	TAPI_CONTENT_BYTES,
	TAPI_CONTENT_NARROWED,	/* UTF-16 that becomes UTF-8, whole */
	TAPI_CONTENT_WIDENED,	/* UTF-8 that becomes UTF-16, whole */
	TAPI_CONTENT_TEXT,	/* UTF-16, a terminator */
	TAPI_CONTENT_TEXTS,	/* several, and one more terminator */
};

/**
 * struct tapi_part - a part of a variable structure
 * @pair: offset of the member ...Size, which ...Offset follows; a pair behind the
 *	fixed part does not exist
 * @content: what it is
 */
struct tapi_part {
	size_t pair;
	enum tapi_content content;
};

/**
 * struct tapi_layout - the parts of a variable structure
 * @fixed: bytes of the fixed part, as the program has it
 * @provider_fixed: as the provider has it: no part begins before
 * @parts: numbers and bytes before texts
 * @count: how many
 */
struct tapi_layout {
	DWORD fixed;
	DWORD provider_fixed;
	const struct tapi_part *parts;
	size_t count;
};

/**
 * struct tapi_answer - a structure that a provider has filled
 * @bytes: the structure
 * @total: how long it really is, whatever it says
 */
struct tapi_answer {
	unsigned char *bytes;
	DWORD total;
};

/* A part of the answer, if it lies behind the fixed part and inside. */
const void *tapi_answer_part(const struct tapi_answer *answer, DWORD fixed,
			     size_t pair, DWORD *size);

/* @wide: texts remain UTF-16, else they become UTF-8. Displays have their own. */
void tapi_repack(void *structure, const struct tapi_answer *answer,
		 const struct tapi_layout *layout, bool wide);

/* 0, or PHONEERR_INVALPOINTER, PHONEERR_STRUCTURETOOSMALL. */
LONG tapi_check_structure(const void *structure, DWORD fixed);

/* Asking a provider for a variable structure, with as much room as it wants. */

/*
 * @ask calls the provider. What it returns, or PHONEERR_NOMEM; free the answer
 * after 0.
 */
LONG tapi_answer_get(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data);

/* Puts a part of ours in the place of one of the provider's; false: no memory. */
bool tapi_answer_set_part(struct tapi_answer *answer, size_t pair,
			  const void *part, DWORD size);

void tapi_answer_free(struct tapi_answer *answer);

/*
 * The form of texts on displays. phoneSetDisplay() and phoneGetDisplay() have no
 * forms in A and W, so it is the session that decides: one that was begun by a
 * function in W has UTF-16, another one UTF-8, and dwStringFormat says so. The
 * provider has a form of its own, and the two are converted into one another.
 * Formats that have no text, or whose text is not known, are passed as they are.
 */

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

#endif /* _LIBTPHONE_TAPI_REPACK_H */
