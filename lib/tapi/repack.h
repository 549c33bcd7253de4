/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Repacks the variable structure that a provider has filled into that of the
 * program. Parts outside the provider's structure are left out, texts are
 * converted, and a part that does not fit is left out whole. Of the program's
 * structure, the fixed part of its version and the parts that fit behind it are
 * written, but for dwTotalSize.
 */
#ifndef _LIBTPHONE_TAPI_REPACK_H
#define _LIBTPHONE_TAPI_REPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <tphone/tapi.h>

struct tapi_call;

/* The content of a part. Parts are packed in this order, so numbers are aligned. */
enum tapi_content {
	TAPI_CONTENT_NUMBERS,
	TAPI_CONTENT_BYTES,
	TAPI_CONTENT_NARROWED,	/* UTF-16 that becomes UTF-8, with all cells */
	TAPI_CONTENT_WIDENED,	/* UTF-8 that becomes UTF-16, with all cells */
	TAPI_CONTENT_TEXT,	/* UTF-16 and a terminator */
	TAPI_CONTENT_TEXTS,	/* several of these, and one more terminator */
};

/**
 * struct tapi_part - a part of a variable structure
 * @pair: offset of the member ...Size, which ...Offset follows; a pair behind the
 *	fixed part does not exist
 * @content: content of the part
 */
struct tapi_part {
	size_t pair;
	enum tapi_content content;
};

/**
 * struct tapi_layout - the parts of a variable structure
 * @fixed: size of the fixed part for the program
 * @provider_fixed: size of the fixed part for the provider; parts lie behind it
 * @parts: the parts, in the order of enum tapi_content
 * @count: number of @parts
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
 * @total: size of the memory, whatever dwTotalSize says by now
 */
struct tapi_answer {
	unsigned char *bytes;
	DWORD total;
};

/* A part of the answer; NULL, unless it lies behind the fixed part and inside. */
const void *tapi_answer_part(const struct tapi_answer *answer, DWORD fixed,
			     size_t pair, DWORD *size);

/* With @wide, texts remain UTF-16, otherwise they become UTF-8. */
void tapi_repack(void *structure, const struct tapi_answer *answer,
		 const struct tapi_layout *layout, bool wide);

/* 0, or PHONEERR_INVALPOINTER, or PHONEERR_STRUCTURETOOSMALL. */
LONG tapi_check_structure(const void *structure, DWORD fixed);

/*
 * Asks a provider for a variable structure, with as much room as it needs; @ask
 * calls the provider. Returns the result of @ask, or PHONEERR_NOMEM. If that is 0,
 * the answer has to be freed.
 */
LONG tapi_answer_get(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data);

/* Replaces a part of the answer; false: no memory. */
bool tapi_answer_set_part(struct tapi_answer *answer, size_t pair,
			  const void *part, DWORD size);

void tapi_answer_free(struct tapi_answer *answer);

/*
 * The form of texts on displays, see display.c. phoneSetDisplay() and
 * phoneGetDisplay() have no variants in A and W, so the session decides: one that
 * was begun by a function in W has UTF-16, any other one has UTF-8, and
 * dwStringFormat is set accordingly. The provider has a form of its own, so texts
 * are converted. Formats that are no text, or whose encoding is unknown, are passed
 * on unchanged.
 */

/* dwStringFormat for the program; with @wide, its session has UTF-16. */
DWORD tapi_display_format(DWORD provider_format, bool wide);

/* The conversion of a display from the provider to the program. */
enum tapi_content tapi_display_content(DWORD provider_format, bool wide);

/**
 * struct tapi_display_text - a text of the program in the form of the provider
 * @bytes: the text
 * @size: size of the text in bytes
 * @copy: memory to be freed, or NULL
 */
struct tapi_display_text {
	const void *bytes;
	DWORD size;
	void *copy;
};

/*
 * Converts a text of the program, and aligns it for the units of the provider. A
 * text that is converted ends at its terminator. 0, and @copy has to be freed; or
 * PHONEERR_NOMEM.
 */
LONG tapi_display_convert(struct tapi_display_text *converted,
			  const void *text, DWORD size, DWORD provider_format,
			  bool wide);

/*
 * dwStringFormat of the provider; 0, if it has none. Asks for the capabilities of
 * the phone, but only once while it is open.
 */
DWORD tapi_display_ask_format(struct tapi_call *call);

#endif /* _LIBTPHONE_TAPI_REPACK_H */
