/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs that reached new places, and their files. */
#ifndef FUZZ_CORPUS_H
#define FUZZ_CORPUS_H

#include "program.h"

/* Add the programs of a folder. Returns their number or a negative errno. */
int corpus_load(const char *folder);

/* Add a program, and save it if @folder is not NULL. */
void corpus_add(const struct program *program, const char *folder);
void corpus_save(const struct program *program, const char *folder);

unsigned int corpus_count(void);
const struct program *corpus_get(unsigned int index);

#endif /* FUZZ_CORPUS_H */
