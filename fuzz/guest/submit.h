/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batches of requests, and the ids of their operations. */
#ifndef FUZZ_SUBMIT_H
#define FUZZ_SUBMIT_H

#include "program.h"

void submit_start(void);
void do_submit(const struct call *call);

/* One of the ids from the last batches. */
uint64_t submit_id(uint64_t which);

#endif /* FUZZ_SUBMIT_H */
