/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON output; tphone(1) describes its format. */
#ifndef TPHONE_JSON_H
#define TPHONE_JSON_H

#include <jansson.h>
#include <stddef.h>

#include "command.h"

/*
 * These never return NULL: without memory the program ends. A function takes
 * over the references that are passed to it.
 */
json_t *json_new_object(void);
json_t *json_new_array(void);

void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);
void json_put_number(json_t *object, const char *key, unsigned long long number);
void json_put_bool(json_t *object, const char *key, int value);
void json_append(json_t *array, json_t *value);
void json_append_text(json_t *array, const char *text);

/* Array of the names of the bits of a mask. */
void json_put_mask(json_t *object, const char *key, enum kind kind, unsigned int mask);

/* Bytes as hexadecimal digits. */
void json_put_bytes(json_t *object, const char *key, const void *bytes, size_t length);

/* Print on several lines or on one, and free. Returns an exit code. */
int json_print(json_t *value);
int json_print_line(json_t *value);

#endif
