/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs that reached something new: files in folders. */
#ifndef FUZZ_CORPUS_H
#define FUZZ_CORPUS_H

#include "program.h"

/* Adds the programs of a folder; how many, or a negative errno. */
int corpus_load(const char *folder);

/* Adds one, and saves it if there is a folder. */
void corpus_add(const struct program *program, const char *folder);
void corpus_save(const struct program *program, const char *folder);

unsigned int corpus_count(void);
const struct program *corpus_get(unsigned int index);

#endif /* FUZZ_CORPUS_H */
