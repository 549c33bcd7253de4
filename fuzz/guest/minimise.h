/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MINIMISE_H
#define FUZZ_MINIMISE_H

#include "program.h"

/*
 * Note what the program has reached, the i-th of the corpus; what it does not
 * reach each time is not counted. Then save few that reach the same as all.
 */
void minimise_note(unsigned int i);
unsigned int minimise_save(const char *folder);

#endif /* FUZZ_MINIMISE_H */
