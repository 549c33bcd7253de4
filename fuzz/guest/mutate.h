/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include "program.h"

/* Remember a number that the kernel has used in a comparison. */
void mutate_learn(uint64_t number);

/* Make a new program; change a program, possibly with a part of another. */
void mutate_make(struct program *program, uint64_t *state);
void mutate_change(struct program *program, const struct program *other,
		   uint64_t *state);

/* Remove the calls that make a new phone, which take longer than all others. */
void mutate_hasten(struct program *program);

#endif /* FUZZ_MUTATE_H */
