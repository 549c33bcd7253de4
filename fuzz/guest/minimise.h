/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MINIMISE_H
#define FUZZ_MINIMISE_H

#include "program.h"

/*
 * minimise_note() notes the places of the i-th program of the corpus; places that it
 * does not reach each time are dropped. minimise_save() saves few programs that reach
 * the same as all, and returns their number.
 */
void minimise_note(unsigned int i);
unsigned int minimise_save(const char *folder);

#endif /* FUZZ_MINIMISE_H */
