/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_EXECUTE_H
#define FUZZ_EXECUTE_H

#include "program.h"

/* Carries out a program, and closes what it has left open. */
void execute(const struct program *program);

#endif /* FUZZ_EXECUTE_H */
