/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of a phone as text and as JSON. */
#ifndef TPHONE_RECORD_H
#define TPHONE_RECORD_H

#include <jansson.h>
#include <stddef.h>
#include <tphone.h>

#define RECORD_TEXT_SIZE	96

/* The values of an event, without its name: "handset micspeaker". */
void record_text(const struct tphone_record *event, unsigned int display_columns,
		 char text[RECORD_TEXT_SIZE]);

/* The same as members of a JSON object. */
void record_json(const struct tphone_record *event, unsigned int display_columns,
		 json_t *object);

#endif
