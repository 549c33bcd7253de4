/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an argument of some kind may be: for completion and for "must be ...". */
#ifndef TPHONE_KINDS_H
#define TPHONE_KINDS_H

#include "command.h"

typedef void (*kind_fn)(const char *candidate, void *data);

/* Call @fn for every candidate; for KIND_FILE once, with ":file". */
void kind_each(enum kind kind, kind_fn fn, void *data);

/* Heading over the candidates in --help; NULL: they do not belong there. */
const char *kind_title(enum kind kind);

#endif
