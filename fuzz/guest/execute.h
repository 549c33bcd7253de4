/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_EXECUTE_H
#define FUZZ_EXECUTE_H

#include "program.h"

/* Carries out a program, and closes what it has left open. */
void execute(const struct program *program);

/* An ioctl whose argument is good but for what the call spoils of it. */
void control(const struct call *call, unsigned long command,
	     const void *argument, size_t size);

#endif /* FUZZ_EXECUTE_H */
