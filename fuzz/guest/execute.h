/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_EXECUTE_H
#define FUZZ_EXECUTE_H

#include "program.h"

/* Execute a program, and close its open handles. */
void execute(const struct program *program);

/* An ioctl with a valid argument, changed by the patch of the call. */
void control(const struct call *call, unsigned long command,
	     const void *argument, size_t size);

#endif /* FUZZ_EXECUTE_H */
