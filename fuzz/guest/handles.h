/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The descriptors that a program has, and what becomes of them elsewhere. */
#ifndef FUZZ_HANDLES_H
#define FUZZ_HANDLES_H

#include <stdbool.h>

#include "program.h"

#define NR_HANDLES	4

void handles_start(void);
/* Closes what the program has left open. */
void handles_end(void);

/* -1 if it is closed. */
int handle_fd(const struct call *call);
int handle_fd_of(unsigned int slot);
/* Reading waits, so there must be something that ends it. */
bool handle_blocks(const struct call *call);

void handle_set(unsigned int slot, int fd, bool blocks);
void do_close(const struct call *call);
void do_dup(const struct call *call);
void do_pass(const struct call *call);
void do_child(const struct call *call);

#endif /* FUZZ_HANDLES_H */
