/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The descriptors of a program, and passing them to other processes. */
#ifndef FUZZ_HANDLES_H
#define FUZZ_HANDLES_H

#include <stdbool.h>

#include "program.h"

#define NR_HANDLES	4

void handles_start(void);
/* Close all descriptors of the program. */
void handles_end(void);

/* Returns -1 if the slot has no descriptor. */
int handle_fd(const struct call *call);
int handle_fd_of(unsigned int slot);
/* Does read() block on this handle? Then signals must interrupt it. */
bool handle_blocks(const struct call *call);

void handle_set(unsigned int slot, int fd, bool blocks);
void do_close(const struct call *call);
void do_dup(const struct call *call);
void do_pass(const struct call *call);
void do_child(const struct call *call);

#endif /* FUZZ_HANDLES_H */
