/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parsers of typed numbers. All functions but level_percent() return 0, or -1
 * for invalid input.
 */
#ifndef TPHONE_NUMBER_H
#define TPHONE_NUMBER_H

#include <stddef.h>

/* Decimal or 0x..., at most @max, without other characters. */
int number_parse(const char *text, unsigned long max, unsigned long *value);

/* A time with its unit, "500ms", "10s" or "2m", in milliseconds; not more than @max. */
int duration_parse(const char *text, unsigned long max, unsigned long *ms);

/* A volume or gain: 0 to 65535, or 0% to 100%. */
int level_parse(const char *text, unsigned int *level);

/* The nearest percentage. */
unsigned int level_percent(unsigned int level);

/*
 * "0102ff", also with blanks or colons between bytes; *@length: number of
 * bytes.
 */
int hex_parse(const char *text, unsigned char *bytes, size_t room, size_t *length);

#endif
