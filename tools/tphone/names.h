/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The library's names of numbers: lists and lookups. */
#ifndef TPHONE_NAMES_H
#define TPHONE_NAMES_H

#include "command.h"
#include "words.h"

/* Call @fn for each name that can be given for @kind. */
void names_each(enum kind kind, void (*fn)(const char *name, void *data), void *data);

/*
 * Find the number of the name @typed. Else complain that @what "must be ...",
 * or suggest a name if there are too many to list. Returns an enum exit_code.
 */
int name_parse(enum kind kind, const char *what, const char *typed, unsigned int *value);

/* The same for a comma-separated list of hook switch devices, as a mask. */
int name_parse_devices(const char *typed, unsigned int *mask);

/* Names of the bits of a mask: "off, steady or flash". */
void names_of_mask(struct words *words, enum kind kind, unsigned int mask,
		   const char *last_joint);

/* "hold", or a number if it has no name. In a static buffer. */
const char *function_name(unsigned int function);

/* The name, or "?" for a number that the library does not know. */
const char *known(const char *name);

#endif
