/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Candidates for an argument of each kind: for completion and for "must be
 * ...".
 */
#ifndef TPHONE_KINDS_H
#define TPHONE_KINDS_H

#include "command.h"

typedef void (*kind_fn)(const char *candidate, void *data);

/* Call @fn for every candidate; for KIND_FILE once, with ":file". */
void kind_each(enum kind kind, kind_fn fn, void *data);

/* Heading over the candidates in --help; NULL: --help does not list them. */
const char *kind_title(enum kind kind);

#endif
