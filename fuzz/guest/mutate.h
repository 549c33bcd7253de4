/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include "program.h"

/* Numbers that the kernel has compared something with. */
void mutate_learn(uint64_t number);

/* A new program; and a change of one, perhaps with a part of another. */
void mutate_make(struct program *program, uint64_t *state);
void mutate_change(struct program *program, const struct program *other,
		   uint64_t *state);

/* Takes out what makes a new phone: that takes longer than all the rest. */
void mutate_hasten(struct program *program);

#endif /* FUZZ_MUTATE_H */
